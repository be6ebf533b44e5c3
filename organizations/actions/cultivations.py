"""An organisation grows: an idea is written down, papers are seen, it takes step after step."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.models import Area, Level
from core import audit, messaging
from core.exceptions import DomainError
from core.refusals import refusing
from core.words import listed
from organizations.access import OFFICIALS
from organizations.actions import organizations
from organizations.actions.facts import Facts
from organizations.actions.guards import words_of
from organizations.actions.readers import managers_of, readers, staff_of
from organizations.cultivation_workflow import (
    FILE,
    FORM,
    HAND_IN,
    REGISTER,
    SEND_BACK,
    STOP,
    CultivationStep,
    Paper,
    papers_for,
    steps_ahead,
)
from organizations.kinds import LEGAL_PERSONS, Registration
from organizations.models import Cultivation, CultivationPaper, Organization
from organizations.models.cultivations import KINDS
from organizations.workflow import Status


@transaction.atomic
def start(
    community: Area,
    *,
    name: str,
    kind: str,
    purpose: str,
    source: str = Organization.Source.HOME_GROWN,
    hub: Organization | None = None,
    actor: User | None,
) -> Cultivation:
    """By whoever works there and hears of it. A name and a wish are enough."""
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选一个社区"), field="community")
    if kind not in KINDS:
        raise DomainError(_("请选种类"), field="kind")
    if source not in Organization.Source.values:
        raise DomainError(_("请选来源"), field="source")
    if hub is not None and not (hub.is_hub and hub.status == Status.ACTIVE):
        raise DomainError(_("请从在册的枢纽型组织里选"), field="hub")
    begun = Cultivation(
        community=community,
        name=words_of(name, "name", _("请写名称")),
        kind=kind,
        purpose=words_of(purpose, "purpose", _("请写一句想做什么")),
        source=source,
        hub=hub,
        started_by=actor,
    )
    twice = DomainError(_("这里已经在培育一个同名的"), code="twice", field="name")
    with refusing(cultivation_named_once=twice):
        begun.save(force_insert=True)
    _note("started", begun, actor)
    return begun


@transaction.atomic
def see_papers(
    cultivation: Cultivation, *, papers: Collection[str], seen_on: date, actor: User | None
) -> list[CultivationPaper]:
    """In one's hands: those the next steps ask for."""
    fresh = _lock(cultivation)
    wanted = set(missing(fresh))
    if not papers or not set(papers) <= wanted:
        raise DomainError(_("请选这一步还缺的材料"), field="papers")
    if seen_on > timezone.localdate():
        raise DomainError(_("还没到那天，看了再来登记"), field="seen_on")
    rows = [
        CultivationPaper(cultivation=fresh, kind=kind, seen_on=seen_on, seen_by=actor)
        for kind in Paper.values
        if kind in papers
    ]
    CultivationPaper.objects.bulk_create(rows)
    said = listed(str(row.get_kind_display()) for row in rows)
    _note("papers_seen", fresh, actor, what=said)
    return rows


@transaction.atomic
def form(cultivation: Cultivation, *, actor: User | None) -> Cultivation:
    """A team: from now on the register has it, and the community looks after it."""
    fresh = _ready(cultivation, FORM)
    facts = Facts(
        kind=fresh.kind,
        name=fresh.name,
        registration=Registration.MANAGED,
        source=fresh.source,
        founded_on=timezone.localdate(),
        introduction=fresh.purpose,
    )
    fresh.organization = organizations.register(fresh.community, facts, actor=actor)
    return _move(fresh, FORM, actor)


@transaction.atomic
def hand_in(cultivation: Cultivation, *, actor: User | None) -> Cultivation:
    """The street hears that papers wait for it."""
    fresh = _ready(cultivation, HAND_IN)
    fresh.handed_in_by = actor
    moved = _move(fresh, HAND_IN, actor)
    street = moved.community.parent_id
    if street is not None:
        officials = readers(staff_of(street, tuple(sorted(OFFICIALS))))
        _tell("organizations.cultivation_handed_in", moved, officials)
    return moved


@transaction.atomic
def send_back(
    cultivation: Cultivation, *, reason: str, papers: Collection[str] = (), actor: User | None
) -> Cultivation:
    """What will not do is named; those papers are to be shown anew."""
    fresh = _ready(cultivation, SEND_BACK)
    words = words_of(reason, "reason", _("请写一句差在哪里"))
    fresh.papers.filter(kind__in=[kind for kind in papers if kind in HAND_IN.papers]).delete()
    moved = _move(fresh, SEND_BACK, actor, words)
    _tell("organizations.cultivation_sent_back", moved, _its_people(moved))
    return moved


@transaction.atomic
def file(
    cultivation: Cultivation,
    *,
    filing_number: str,
    filing_authority: str,
    filed_until: date,
    actor: User | None,
) -> Cultivation:
    """By the street, and never by who handed it in."""
    fresh = _ready(cultivation, FILE)
    if actor is not None and fresh.handed_in_by_id == actor.pk:
        raise DomainError(_("这是您自己递交的，请另一位同事备案"), code="oneself")
    if filed_until <= timezone.localdate():
        raise DomainError(_("有效期要在今天以后"), field="filed_until")
    _correct(
        fresh, actor,
        registration=Registration.FILED, filing_number=filing_number,
        filing_authority=filing_authority, filed_until=filed_until,
    )  # fmt: skip
    moved = _move(fresh, FILE, actor)
    _tell("organizations.cultivation_filed", moved, _its_people(moved))
    return moved


@transaction.atomic
def register(
    cultivation: Cultivation, *, kind: str, name: str, uscc: str, actor: User | None
) -> Cultivation:
    """Civil affairs has registered it, under the name and the code on its certificate."""
    fresh = _ready(cultivation, REGISTER)
    if kind not in LEGAL_PERSONS:
        raise DomainError(_("请选登记成哪一种"), field="kind")
    _correct(
        fresh, actor, kind=kind, name=name, uscc=uscc, registration=Registration.REGISTERED
    )  # fmt: skip
    return _move(fresh, REGISTER, actor)


@transaction.atomic
def stop(cultivation: Cultivation, *, reason: str, actor: User | None) -> Cultivation:
    """The team leaves the register with it."""
    fresh = _ready(cultivation, STOP)
    words = words_of(reason, "reason", _("请写一句原因"))
    if fresh.organization is not None and not fresh.organization.is_closed:
        organizations.close(fresh.organization, reason=words, actor=actor)
    return _move(fresh, STOP, actor, words)


def missing(cultivation: Cultivation, step: CultivationStep | None = None) -> list[Paper]:
    """For this step, or for all that are open from here."""
    seen = set(cultivation.papers.values_list("kind", flat=True))
    steps = (step,) if step else steps_ahead(cultivation.stage)
    return [
        paper
        for each in steps
        for paper in papers_for(each, cultivation.is_introduced)
        if paper not in seen
    ]


# --- inside ---------------------------------------------------------------------------------------
def _lock(cultivation: Cultivation) -> Cultivation:
    """Whoever sees a paper or takes a step comes through here one at a time."""
    rows = Cultivation.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("community", "organization").get(pk=cultivation.pk)


def _ready(cultivation: Cultivation, step: CultivationStep) -> Cultivation:
    fresh = _lock(cultivation)
    if fresh.stage not in step.sources:
        status = fresh.get_stage_display()
        raise DomainError(
            _("它现在是“{status}”，不能再这样办").format(status=status), code="moved_on"
        )
    if lacking := missing(fresh, step):
        raise DomainError(
            _("还差材料：{papers}").format(papers=listed(str(one.label) for one in lacking)),
            code="papers",
        )
    return fresh


def _move(
    cultivation: Cultivation, step: CultivationStep, actor: User | None, reason: str = ""
) -> Cultivation:
    cultivation.stage, cultivation.reason = step.target, reason
    cultivation.moved_on = timezone.localdate()
    cultivation.save(
        update_fields=["stage", "reason", "moved_on", "organization", "handed_in_by"]
    )  # fmt: skip
    _note(step.name, cultivation, actor, **({"reason": reason} if reason else {}))
    return cultivation


def _correct(cultivation: Cultivation, actor: User | None, **said: Any) -> None:
    if cultivation.organization is not None:
        organizations.correct(cultivation.organization, actor=actor, grown=True, **said)


def _its_people(cultivation: Cultivation) -> list[int]:
    """Who handed it in, its manager, its hub's."""
    people: list[int] = []
    for unit in (cultivation.organization_id, cultivation.hub_id):
        if unit is not None:
            people += readers(managers_of(unit))
    if cultivation.handed_in_by_id is not None:
        people.append(cultivation.handed_in_by_id)
    return sorted(set(people))


def _tell(kind: str, cultivation: Cultivation, people: list[int]) -> int:
    return messaging.send_many(
        kind,
        to_users=people,
        scope=cultivation.community_id,
        context={"name": cultivation.name},
        dedup_key=f"{kind}:{cultivation.pk}:{timezone.now().isoformat()}",
        link=f"/desk/cultivation/{cultivation.pk}/",
    )


def _note(verb: str, cultivation: Cultivation, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.cultivation_{verb}",
        cultivation,
        actor=actor,
        details={"organization": cultivation.organization_id, **details},
    )
