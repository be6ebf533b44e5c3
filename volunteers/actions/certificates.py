"""A certificate is applied for, verified by who recorded the hours, shown, numbered, revoked."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area
from core import outbox, scope
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.models import AgreementTerm, Organization, SchoolGroup
from volunteers import history
from volunteers.models import Certificate, CertificateEntry, ServiceRecord, Volunteer
from volunteers.models.hours import ServiceRecordQuerySet
from volunteers.workflow import CertificateStatus

S = CertificateStatus
VOID = "其中一条服务记录作废了，可以重新申请"  # data: the reason in the register


@dataclass(frozen=True)
class Wanted:
    """Hours of which recorder, from when to when."""

    period_from: date
    period_until: date
    organization: Organization | None = None


@transaction.atomic
def apply(volunteer: Volunteer, wanted: Wanted, *, actor: User) -> Certificate:
    """Free, as often as he likes, one at a time."""
    if wanted.period_until < wanted.period_from:
        raise DomainError(_("结束日期在开始之前"), field="period_until")
    if wanted.period_until > timezone.localdate():
        raise DomainError(_("到今天为止，以后的还没有做"), field="period_until")
    return _ask(_draft(volunteer, wanted, actor), actor)


@transaction.atomic
def apply_for_practice(
    volunteer: Volunteer,
    *,
    term: AgreementTerm,
    group: SchoolGroup | None = None,
    actor: User,
) -> Certificate:
    """社会实践证明 of a term: the school has an agreement with the community, whose committee wrote
    the hours down and certifies them; it looks at his student card before it does."""
    pairing = term.pairing
    if pairing.community_id != volunteer.community_id or pairing.signed_on is None:
        raise DomainError(_("这所学校和本社区没有签协议"), code="no_agreement", field="term")
    today = timezone.localdate()
    if term.starts_on is None or term.starts_on > today:
        raise DomainError(_("这个学期还没有开始"), code="not_begun", field="term")
    if group is not None and group.pairing_id != pairing.pk:
        raise DomainError(_("这个团支部或社团不是这所学校的"), field="group")
    last = term.last_day or today
    fresh = _draft(volunteer, Wanted(term.starts_on, min(last, today)), actor)
    fresh.kind, fresh.term, fresh.group = Certificate.Kind.PRACTICE, term, group
    return _ask(fresh, actor)


@transaction.atomic
def verify(certificate: Certificate, *, actor: User) -> Certificate:
    """Who recorded the hours looked at them. From now on they are on the wall; the number comes
    when nobody has said anything against it."""
    certificate = lock(certificate)
    _require(certificate, S.APPLIED)
    _not_himself(certificate, actor)
    records = list(_records(certificate).select_for_update(of=("self",), no_key=True))
    if not records:
        raise DomainError(_("这段时间已经没有计入的时长，请说明原因，不通过"), code="nothing")
    CertificateEntry.objects.bulk_create(
        CertificateEntry(
            community_id=certificate.community_id, certificate=certificate, record=record
        )
        for record in records
    )
    days = settings.CERTIFICATE_PUBLIC_DAYS
    certificate.minutes = sum(record.minutes for record in records)
    certificate.status = S.PUBLIC
    certificate.verified_by, certificate.verified_at = actor, timezone.now()
    certificate.public_until = timezone.localdate() + timedelta(days=days - 1)
    certificate.save()
    _say("verified", certificate, actor)
    if days == 0:
        _issue(certificate, actor)
    return certificate


@transaction.atomic
def issue(certificate: Certificate, *, actor: User | None = None) -> Certificate:
    """The days on the wall are over."""
    certificate = lock(certificate)
    _require(certificate, S.PUBLIC)
    if certificate.public_until is None or certificate.public_until >= timezone.localdate():
        raise DomainError(_("公示还没有结束"), code="still_public")
    _issue(certificate, actor)
    return certificate


def issue_due() -> int:
    """By the clock; each on its own, so that one does not hold up the others."""
    rows = Certificate.objects.public().filter(public_until__lt=timezone.localdate())
    due = list(rows.order_by("public_until", "pk")[:500])
    issued = 0
    for certificate in due:
        try:
            issue(certificate)
        except DomainError:  # somebody was faster
            continue
        issued += 1
    return issued


@transaction.atomic
def refuse(certificate: Certificate, *, reason: str, actor: User) -> Certificate:
    """Not verified, or somebody objected while it was on the wall."""
    certificate = lock(certificate)
    _require(certificate, S.APPLIED, S.PUBLIC)
    _not_himself(certificate, actor)
    _end(certificate, S.REFUSED, reason, actor)
    return certificate


@transaction.atomic
def revoke(certificate: Certificate, *, reason: str, actor: User) -> Certificate:
    """The number stays taken; who checks it reads that it holds no longer."""
    certificate = lock(certificate)
    _require(certificate, S.ISSUED)
    _not_himself(certificate, actor)
    _end(certificate, S.REVOKED, reason, actor)
    return certificate


def follow_void(record: ServiceRecord) -> None:
    """What a certificate says is true, or it holds no longer."""
    for found in Certificate.objects.resting_on(record).order_by("pk"):
        certificate = lock(found)
        target = S.REVOKED if certificate.is_issued else S.REFUSED
        if certificate.status in {S.PUBLIC, S.ISSUED}:
            _end(certificate, target, VOID, None)


def lock(certificate: Certificate) -> Certificate:
    rows = Certificate.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organization", "community").get(pk=certificate.pk)


# --- inside ---------------------------------------------------------------------------------------
def _draft(volunteer: Volunteer, wanted: Wanted, actor: User) -> Certificate:
    return Certificate(
        community_id=volunteer.community_id,
        volunteer=volunteer,
        organization=wanted.organization,
        name=volunteer.name.open(),
        volunteer_number=volunteer.number,
        period_from=wanted.period_from,
        period_until=wanted.period_until,
        applied_by=actor,
    )


def _ask(fresh: Certificate, actor: User) -> Certificate:
    if not _records(fresh).exists():
        said = _("这段时间没有{issuer}记录的时长，换一段时间或换一个单位")
        raise DomainError(said.format(issuer=fresh.issuer), code="nothing", field="period_from")
    again = DomainError(_("您有一份证明正在办，办完再申请下一份"), code="one_at_a_time")
    with refusing(certificate_one_at_a_time=again):
        fresh.save(force_insert=True)
    _say("applied", fresh, actor)
    return fresh


def _records(certificate: Certificate) -> ServiceRecordQuerySet:
    """Who records certifies, and nobody else's hours."""
    rows = ServiceRecord.objects.counted().filter(
        volunteer_id=certificate.volunteer_id, organization=certificate.organization
    )
    return rows.filter(
        begun_at__date__range=(certificate.period_from, certificate.period_until)
    ).order_by("pk")


def _require(certificate: Certificate, *states: CertificateStatus) -> None:
    if certificate.status not in states:
        said = _("这份证明现在是“{status}”，不能这样办")
        raise DomainError(said.format(status=certificate.get_status_display()), code="moved_on")


def _not_himself(certificate: Certificate, actor: User) -> None:
    """Neither whose hours they are (his own row he always sees), nor who asked for it."""
    own = Volunteer.objects.filter(pk=certificate.volunteer_id, user=actor).exists()
    if own or certificate.applied_by_id == actor.pk:
        raise DomainError(_("申请的人不能自己核对，请同事来"), code="himself")


def _issue(certificate: Certificate, actor: User | None) -> None:
    certificate.year, certificate.seq = _next(certificate.community)
    code = certificate.community.code
    certificate.number = f"{code}-{certificate.year}-{certificate.seq:04d}"
    certificate.status, certificate.issued_at = S.ISSUED, timezone.now()
    busy = DomainError(_("刚有同事出了一份证明，请再试一次"), code="busy")
    with refusing(certificate_number_in_order=busy, certificate_number_once=busy):
        certificate.save()
    _say("issued", certificate, actor)
    _tell("issued", certificate)


def _next(community: Area) -> tuple[int, int]:
    """Without a gap, one after another in each community, whoever in it certifies."""
    _one_at_a_time(community)
    year = timezone.localdate().year
    return year, _number_after(community, year)


def _number_after(community: Area, year: int) -> int:
    with scope.entered([community.pk]):  # an organisation sees only its own
        rows = Certificate.objects.filter(community=community, year=year)
        return (rows.aggregate(last=Max("seq"))["last"] or 0) + 1


def _one_at_a_time(community: Area) -> None:
    with connection.cursor() as cursor:
        key = f"certificates:{community.pk}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _end(
    certificate: Certificate, status: CertificateStatus, reason: str, actor: User | None
) -> None:
    if not reason.strip():
        raise DomainError(_("请写一句原因，本人看得到"), field="reason")
    certificate.status, certificate.reason = status, reason.strip()
    certificate.ended_at = timezone.now()
    certificate.save()
    _say(status, certificate, actor, {"reason": certificate.reason})
    _tell(status, certificate)


def _say(
    verb: str, certificate: Certificate, actor: User | None, details: dict[str, Any] | None = None
) -> None:
    history.note(f"volunteers.certificate_{verb}", certificate, actor=actor, details=details)


def _tell(verb: str, certificate: Certificate) -> None:
    outbox.publish(
        f"volunteers.certificate_{verb}",
        key=f"volunteers.certificate_{verb}:{certificate.pk}",
        payload={
            "certificate_id": certificate.pk,
            "community_id": certificate.community_id,
        },
    )
