"""Social workers come, are certified, and leave. Where they work: `stationings`."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area
from core.exceptions import DomainError
from core.identifiers import read_phone
from core.refusals import refusing
from organizations import person_history as history
from organizations.actions import counting, stationings, worker_steps
from organizations.models import Facility, Organization, SocialWorker, WorkerCertificate
from organizations.worker_workflow import LEAVE, WorkerStatus

Engagement, Level = SocialWorker.Engagement, SocialWorker.Level


@dataclass(frozen=True)
class WorkerFacts:
    name: str
    phone: str = ""
    specialities: str = ""
    level: str = Level.NONE
    certificate_number: str = ""
    valid_until: date | None = None
    issued_on: date | None = None
    registered_on: date | None = None


@transaction.atomic
def propose_social_worker(
    organization: Organization,
    community: Area,
    facts: WorkerFacts,
    *,
    actor: User,
    station: str = "",
    facility: Facility | None = None,
    starts_on: date | None = None,
    user: User | None = None,
) -> SocialWorker:
    """His organisation names him; until the community has said yes he reaches nothing."""
    worker = _open(Engagement.STATIONED, organization, community, facts, user, actor)
    stationings.propose(
        worker, community, station=station, facility=facility, starts_on=starts_on, actor=actor
    )
    return worker


@transaction.atomic
def register_social_worker(
    community: Area,
    facts: WorkerFacts,
    *,
    actor: User,
    organization: Organization | None = None,
    station: str = "",
    facility: Facility | None = None,
    starts_on: date | None = None,
    user: User | None = None,
) -> SocialWorker:
    """The community writes down whom it has: its own colleague, or one an organisation sends."""
    engagement = Engagement.STATIONED if organization else Engagement.COMMUNITY
    worker = _open(engagement, organization, community, facts, user, actor)
    proposed = stationings.propose(
        worker, community, station=station, facility=facility, starts_on=starts_on, actor=actor
    )
    stationings.confirm(proposed, actor=actor)
    worker.refresh_from_db()
    return worker


@transaction.atomic
def correct_social_worker(
    worker: SocialWorker, *, name: str, phone: str, specialities: str, actor: User
) -> SocialWorker:
    worker = worker_steps.lock(worker)
    _require_here(worker)
    worker.name, worker.phone = _clean_name(name), _clean_phone(phone)
    worker.specialities = specialities.strip()
    worker.save(
        update_fields=[
            "name", "name_key", "name_initials", "phone", "phone_index", "specialities",
        ]
    )  # fmt: skip
    history.note("organizations.worker_corrected", worker, actor=actor)
    return worker


@transaction.atomic
def certify_social_worker(
    worker: SocialWorker,
    *,
    level: str,
    certificate_number: str,
    valid_until: date | None,
    issued_on: date | None = None,
    registered_on: date | None = None,
    actor: User,
) -> SocialWorker:
    """The paper was seen: level, number, since when, until when. The one before stays to be read;
    the same paper seen again is no new one."""
    worker = worker_steps.lock(worker)
    _require_here(worker)
    counted = counting.paper_of(worker)
    _write_certificate(worker, level, certificate_number, valid_until)
    seen = _paper(worker, issued_on, registered_on, actor)
    with refusing(social_worker_one_per_certificate=_certificate_taken()):
        worker.save(
            update_fields=["level", "certificate_number", "certificate_index", "valid_until"]
        )
    _keep(worker, seen)
    counting.paper_changed(counted, worker)
    history.note(
        "organizations.worker_certified",
        worker,
        actor=actor,
        details={"level": level, "until": valid_until and valid_until.isoformat()},
    )
    return worker


@transaction.atomic
def link_account(worker: SocialWorker, *, user: User, actor: User) -> SocialWorker:
    """He has signed in by now: from here on he acts with his own role."""
    worker = worker_steps.lock(worker)
    _require_here(worker)
    if worker.user_id is not None:
        raise DomainError(_("他已经关联了账号"), code="linked")
    worker.user = user
    with refusing(social_worker_once_per_account=_account_taken()):
        worker.save(update_fields=["user"])
    worker.supervising.update(user=user)
    worker.supervision_asks.update(user=user)
    for held in worker.stationings.not_over():
        stationings.equip(held, worker, actor=actor)
    history.note("organizations.worker_linked", worker, actor=actor, about=user)
    return worker


@transaction.atomic
def leave(
    worker: SocialWorker, *, reason: str, actor: User | None, last_day: date | None = None
) -> SocialWorker:
    """He goes: every station, and with it every role he held there, ends with his last day."""
    worker = worker_steps.lock(worker)
    worker_steps.require(LEAVE, worker, reason=reason)
    day = last_day or timezone.localdate()
    if day > timezone.localdate():
        raise DomainError(_("离岗办在最后一天或之后"), field="last_day")
    for held in worker.stationings.not_over(day):
        stationings.close(held, last_day=day, reason=reason, actor=actor)
    worker_steps.move(worker, LEAVE, reason=reason, day=day, actor=actor)
    return worker


# --- inside ------------------------------------------------------------------------------------
def _open(
    engagement: str,
    organization: Organization | None,
    community: Area,
    facts: WorkerFacts,
    user: User | None,
    actor: User,
) -> SocialWorker:
    worker = SocialWorker(
        community=community,
        engagement=engagement,
        organization=organization,
        user=user,
        name=_clean_name(facts.name),
        phone=_clean_phone(facts.phone),
        specialities=facts.specialities.strip(),
        registered_by=actor,
    )
    _write_certificate(worker, facts.level, facts.certificate_number, facts.valid_until)
    seen = _paper(worker, facts.issued_on, facts.registered_on, actor)
    with refusing(
        social_worker_once_per_account=_account_taken(),
        social_worker_one_per_certificate=_certificate_taken(),
    ):
        worker.save(force_insert=True)
    _keep(worker, seen)
    history.note(
        "organizations.worker_registered",
        worker,
        actor=actor,
        details={"engagement": engagement, "organization": worker.organization_id},
        about=user,
    )
    return worker


def _write_certificate(
    worker: SocialWorker, level: str, number: str, valid_until: date | None
) -> None:
    if level not in Level.values:
        raise DomainError(_("请选证书等级"), field="level")
    number = number.strip()
    if level == Level.NONE and (number or valid_until):
        raise DomainError(_("还没有证，就不要填编号和有效期"), field="level")
    if level != Level.NONE and not number:
        raise DomainError(_("请填证书上的编号"), field="certificate_number")
    worker.level, worker.certificate_number = level, number
    worker.valid_until = valid_until


def _paper(
    worker: SocialWorker, issued_on: date | None, registered_on: date | None, actor: User
) -> WorkerCertificate | None:
    """What is to be read of it later; None where there is no certificate."""
    if worker.level == Level.NONE:
        if issued_on or registered_on:
            raise DomainError(_("还没有证，就不要填发证和登记日期"), field="level")
        return None
    today = timezone.localdate()
    if issued_on and issued_on > today:
        raise DomainError(_("发证日期还没到"), field="issued_on")
    if registered_on and registered_on > today:
        raise DomainError(_("登记日期还没到"), field="registered_on")
    if issued_on and registered_on and registered_on < issued_on:
        raise DomainError(_("登记在发证之后，请再看一遍"), field="registered_on")
    if registered_on and worker.valid_until and worker.valid_until <= registered_on:
        raise DomainError(_("有效期要在登记日期之后"), field="valid_until")
    return WorkerCertificate(
        community_id=worker.community_id,
        worker=worker,
        level=worker.level,
        number=worker.certificate_number.open(),
        issued_on=issued_on,
        registered_on=registered_on,
        valid_until=worker.valid_until,
        seen_by=actor,
    )


def _keep(worker: SocialWorker, seen: WorkerCertificate | None) -> None:
    """Unless it says what the last one said."""
    last = worker.certificates.first()
    if seen is None or (last is not None and _words(last) == _words(seen)):
        return
    seen.worker = worker
    seen.save(force_insert=True)


def _words(paper: WorkerCertificate) -> tuple[object, ...]:
    return (
        paper.level, paper.number.open(), paper.issued_on, paper.registered_on, paper.valid_until,
    )  # fmt: skip


def _clean_name(text: str) -> str:
    name = "".join(text.split())
    if not name:
        raise DomainError(_("请填姓名"), field="name")
    return name


def _clean_phone(text: str) -> str:
    if not text.strip():
        return ""
    phone = read_phone(text)
    if phone is None:
        raise DomainError(_("请写手机号，或带区号的座机"), field="phone")
    return phone


def _require_here(worker: SocialWorker) -> None:
    if worker.status == WorkerStatus.LEFT:
        raise worker_steps.moved_on(worker)


def _account_taken() -> DomainError:
    return DomainError(_("这个账号已经登记为社工"), code="account_taken", field="phone")


def _certificate_taken() -> DomainError:
    return DomainError(
        _("这个证书编号已经登记在另一位社工名下，请核对"),
        code="certificate_taken",
        field="certificate_number",
    )
