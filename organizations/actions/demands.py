"""The board of supply and demand: publish, answer, talk, choose one, or close with a result."""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit, messaging
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import lock, words_of
from organizations.actions.readers import managers_of, readers
from organizations.demand_workflow import (
    BY_HAND,
    SILENT_FOR,
    DemandStatus,
    InterestStatus,
    Result,
)
from organizations.history import book_of
from organizations.models import (
    Demand,
    Interest,
    MatchMeeting,
    MatchTalk,
    Organization,
    ServiceDomain,
)
from organizations.workflow import Status

Outcome = MatchTalk.Outcome
AGREED_THERE = "对接会上谈成"  # data


@transaction.atomic
def publish(
    area: Area,
    *,
    domain: ServiceDomain,
    title: str,
    answer_by: date,
    details: str = "",
    budget: str = "",
    actor: User | None,
) -> Demand:
    if answer_by < timezone.localdate():
        raise DomainError(_("应答的日子要在今天以后"), field="answer_by")
    demand = Demand.objects.create(
        area=area,
        domain=domain,
        title=words_of(title, "title", _("请写需要什么")),
        details=clean_text(details, field="details"),
        budget=clean_text(budget, field="budget"),
        answer_by=answer_by,
        published_by=actor,
    )
    _note("published", demand, actor)
    return demand


@transaction.atomic
def offer(
    demand: Demand, *, organization: Organization, message: str, actor: User | None
) -> Interest:
    """By the manager of the organisation. Who published it hears of it."""
    unit, fresh = lock(organization), _open(demand)
    if unit.status != Status.ACTIVE:
        raise DomainError(_("只有在册的组织可以应答"), field="organization")
    if fresh.answer_by < timezone.localdate():
        raise DomainError(_("应答的日子过了，请和发布的人联系"), code="late")
    interest = Interest(
        demand=fresh,
        organization=unit,
        message=words_of(message, "message", _("请写一句打算怎么做")),
    )
    twice = DomainError(_("这个组织已经应答过了"), code="twice", field="organization")
    with refusing(interest_once_per_organization=twice):
        interest.save(force_insert=True)
    _note("answered", fresh, actor, organization=unit.pk)
    if fresh.published_by_id is not None:
        _tell("organizations.demand_answered", fresh, [fresh.published_by_id], str(interest.pk))
    return interest


@transaction.atomic
def take_back(demand: Demand, *, organization: Organization, actor: User | None) -> Demand:
    """By the same manager, as long as nothing is settled. Who published it hears that it stands
    without this answer; the organisation may answer again."""
    fresh = _open(demand)
    interest = fresh.interests.filter(organization=organization).first()
    if interest is None:
        raise DomainError(_("这个组织没有应答过"), code="silent", field="organization")
    taken = interest.pk
    interest.delete()
    _note("taken_back", fresh, actor, organization=organization.pk)
    if fresh.published_by_id is not None:
        people = [fresh.published_by_id]
        _tell("organizations.demand_taken_back", fresh, people, str(taken))
    return fresh


@transaction.atomic
def note_talk(
    demand: Demand,
    *,
    organization: Organization,
    held_on: date,
    outcome: str,
    note: str = "",
    meeting: MatchMeeting | None = None,
    actor: User | None,
) -> MatchTalk:
    """What came of a match meeting; whoever came may be somebody who had not answered before. Who
    agreed there has answered by that, and can be chosen."""
    fresh = _open(demand)
    if held_on > timezone.localdate():
        raise DomainError(_("还没到那天，谈完了再登记"), field="held_on")
    if outcome not in Outcome.values:
        raise DomainError(_("请选谈得怎样"), field="outcome")
    talk = MatchTalk(
        demand=fresh,
        organization=organization,
        held_on=held_on,
        outcome=outcome,
        note=clean_text(note, field="note"),
        meeting=meeting,
        noted_by=actor,
    )
    twice = DomainError(_("那天和它谈的已经登记过"), code="twice", field="organization")
    with refusing(match_talk_once_a_day=twice):
        talk.save(force_insert=True)
    if outcome == Outcome.AGREED:
        spoken = {"message": talk.note or AGREED_THERE}
        fresh.interests.get_or_create(organization=organization, defaults=spoken)
    _note("talked", fresh, actor, organization=organization.pk, outcome=outcome)
    return talk


@transaction.atomic
def choose(demand: Demand, *, interest: Interest, actor: User | None) -> Demand:
    """One of those who answered; the others hear that it was not them this time."""
    fresh = _open(demand)
    chosen = fresh.interests.filter(pk=interest.pk).select_related("organization").first()
    if chosen is None:
        raise DomainError(_("请从应答的组织里选"), field="interest")
    fresh.interests.exclude(pk=chosen.pk).update(status=InterestStatus.PASSED)
    chosen.status = InterestStatus.CHOSEN
    chosen.save(update_fields=["status"])
    _close(fresh, Result.MATCHED, chosen.organization.name, actor)
    for each in fresh.interests.all():
        people = readers(managers_of(each.organization_id))
        _tell("organizations.demand_decided", fresh, people, str(each.pk))
    return fresh


@transaction.atomic
def close(demand: Demand, *, result: str, note: str, actor: User | None) -> Demand:
    fresh = _open(demand)
    if result not in BY_HAND:
        raise DomainError(_("请选结果"), field="result")
    words = words_of(note, "note", _("请写一句结果，大家都看得到"))
    fresh.interests.update(status=InterestStatus.PASSED)
    return _close(fresh, Result(result), words, actor)


@transaction.atomic
def tend(today: date | None = None) -> int:
    """A silent demand is told to who published it, once; silent as long again, it is closed."""
    day = today or timezone.localdate()
    told = 0
    for demand in Demand.objects.silent_on(day).select_for_update(of=("self",)).order_by("pk"):
        if demand.reminded_on is None:
            demand.reminded_on = day
            demand.save(update_fields=["reminded_on"])
            if demand.published_by_id is not None:
                people = [demand.published_by_id]
                told += _tell("organizations.demand_silent", demand, people, day.isoformat())
        elif demand.reminded_on <= day - SILENT_FOR:
            _close(demand, Result.SILENT, "", None, day)
    return told


# --- inside ---------------------------------------------------------------------------------------
def _open(demand: Demand) -> Demand:
    """Whoever answers, chooses or closes comes through here one at a time."""
    rows = Demand.objects.select_for_update(of=("self",), no_key=True).select_related("area")
    fresh = rows.get(pk=demand.pk)
    if not fresh.is_open:
        raise DomainError(
            _("这条需求已经结束：{result}").format(result=fresh.get_result_display()), code="closed"
        )
    return fresh


def _close(
    demand: Demand, result: Result, note: str, actor: User | None, day: date | None = None
) -> Demand:
    demand.status, demand.result, demand.result_note = DemandStatus.CLOSED, result, note
    demand.closed_on = day or timezone.localdate()
    demand.save(update_fields=["status", "result", "result_note", "closed_on"])
    _note("closed", demand, actor, result=str(result), reason=note)
    return demand


def _tell(kind: str, demand: Demand, people: list[int], once: str) -> int:
    return messaging.send_many(
        kind,
        to_users=people,
        scope=demand.area.community_id,
        context={"title": demand.title},
        dedup_key=f"{kind}:{demand.pk}:{once}",
        link=f"/desk/demands/{demand.pk}/",
    )


def _note(verb: str, demand: Demand, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.demand_{verb}",
        demand,
        actor=actor,
        scope=book_of(demand.area),
        details={"area": demand.area_id, **details},
    )
