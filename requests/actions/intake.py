"""收: a need comes in, by whatever way, and from then on somebody keeps it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, Building, Resident
from core import outbox, scope, tally
from core.exceptions import DomainError
from core.together import draw, insert
from requests import against, allowance, danger, guests, keeping
from requests.actions import attaching, counting, protecting, ticking, unsealing
from requests.interests import close_to
from requests.models import MenuItem, Party, RequestEvent, ServiceRequest, SlaPolicy, SlaRule
from requests.models.parties import Role
from requests.models.policies import Priority
from requests.terms import policies, rules_in_force
from requests.tiers import Tier
from requests.triage import SCALES, scales_of
from requests.workflow import AGAINST, GOVERNANCE_OF, Channel, Duty, Kind, Status

LONGEST_TITLE = 60


@dataclass(frozen=True)
class Need:
    """What somebody said, before anybody made anything of it."""

    community: Area
    words: str
    channel: Channel = Channel.ONLINE
    item: MenuItem | None = None
    kind: Kind | None = None
    grid: Area | None = None
    building: Building | None = None
    resident: Resident | None = None
    contact_name: str = ""
    contact_phone: str = ""
    address: str = ""
    answers: Mapping[str, Any] = field(default_factory=dict)
    is_confidential: bool = False
    about_tier: Tier | None = None
    """A complaint or report: on which tier works whom it is about."""
    consent_note: str = ""


@transaction.atomic
def submit_all(needs: Iterable[Need], *, by: Viewer) -> list[ServiceRequest]:
    """The notes of an afternoon: all of them, or none that would stand twice when sent again."""
    return [submit(need, by=by) for need in needs]


def submit(need: Need, *, by: Viewer, photos: Sequence[Any] = ()) -> ServiceRequest:
    """For oneself, for somebody one acts for, or by staff for whoever called.

    Whatever can be refused is refused before a row is written: what follows needs no savepoint.
    Only photos are looked at when the row they belong to stands, and may take it back with them.
    """
    _complete(need, by)
    guests.may_order(by)
    need = _as_it_sounds(need, by)
    told, signs = need, danger.signs(need.words)
    if need.item is not None and not signs:
        allowance.check(need.item, need.community, need.resident, by)
    _open(need.community, by)
    sealed = _kind(need) == Kind.REPORT
    without = close_to(
        reporter_id=None if by.is_staff else by.user_id,
        resident_id=need.resident.pk if need.resident else None,
    )
    if signs:
        need, people = (
            protecting.without_words(need),
            protecting.officers(need.community, without=without),
        )
    elif sealed:
        need = _without_author(need)
    floor, level = _tiers(need)
    keeper_id = (
        people[0].pk
        if signs
        else keeping.keeper_id(need.community, need.grid, level, without=without)
    )
    sla, rules = _terms(need.item, urgent=bool(signs))
    now, (pk, event_pk) = draw(ServiceRequest, RequestEvent)
    title, body = headline(need.words.strip())
    row = ServiceRequest(
        pk=pk,
        created_at=now,
        community=need.community,
        grid=need.grid,
        building=need.building,
        item=need.item,
        kind=_kind(need),
        channel=need.channel,
        title=title,
        body=body,
        answers=dict(need.answers),
        reporter=None if by.is_staff or (sealed and not signs) else by.user,
        resident=need.resident,
        contact_name=need.contact_name,
        contact_phone=need.contact_phone,
        address=need.address,
        entered_by=by.user if by.is_staff else None,
        consent_note=need.consent_note,
        is_confidential=need.is_confidential,
        is_protective=bool(signs),
        status=Status.SUBMITTED,
        floor=floor,
        level=level,
        keeper_id=keeper_id,
        sla=sla,
        **from_menu(need.item, _kind(need), urgent=bool(signs)),
    )
    begun = ticking.opening(row, rules, now)
    row.due_at = begun.due_at
    event = _first_line(row, event_pk, by)
    with transaction.atomic(savepoint=bool(photos)):
        insert(
            [row],
            [event],
            _reporter(row),
            begun.facts,
            begun.timers,
            [
                tally.step("requests.submit", row.community_id, at=now, dims=_dims(row)),
                *counting.restated(row, at=now),
            ],
            outbox.messages("requests.moved", **_told(row, event)),
        )
        if signs:
            protecting.open_case(row, told, signs, people, by=by)
        elif sealed:
            unsealing.seal(
                row,
                user=None if by.is_staff else by.user,
                name=told.contact_name,
                phone=told.contact_phone,
                address=told.address,
            )
        if photos:
            attaching.add_photos(row, photos, by=by)
    return row


def _open(community: Area, by: Viewer) -> None:
    """The wall of the place: said once, and not again where it stands open already."""
    wanted, now = {community.pk, *by.community_ids}, scope.current()
    narrow = now is not None and now.communities != scope.EVERYTHING
    if now is not None and narrow and wanted <= {int(pk) for pk in now.communities.split(",")}:
        return
    scope.declare(
        wanted,
        user_id=by.user_id,
        organizations=by.organization_ids,
        departments=by.department_ids,
    )


def _dims(row: ServiceRequest) -> dict[str, Any]:
    return {"grid": row.grid_id, "kind": row.kind, "item": row.item_id, "channel": row.channel}


def _terms(item: MenuItem | None, *, urgent: bool) -> tuple[SlaPolicy, dict[str, SlaRule]]:
    """The promise, and its rules by clock."""
    priority = item.priority if item is not None else Priority.NORMAL
    if urgent:
        priority = Priority.URGENT
    policy = promise_of(item, urgent=urgent)
    rules = [
        rule
        for rule in rules_in_force()
        if rule.policy_id == policy.pk and rule.priority == priority
    ]
    return policy, {rule.clock: rule for rule in rules}


def _complete(need: Need, by: Viewer) -> None:
    if not need.words.strip():
        raise DomainError(_("请用一句话说说要办什么"), field="words")
    if need.item is not None and need.item.answer == MenuItem.Answer.ELSEWHERE:
        raise DomainError(need.item.advice, field="item", code="elsewhere")
    named = need.contact_phone or need.resident or need.contact_name
    if by.is_staff and not named and need.channel not in BEFORE_ALL:
        raise DomainError(_("请写清为谁登记，或者怎么联系"), field="contact_name")
    if by.is_staff and not need.consent_note.strip():
        raise DomainError(_("请注明本人怎样同意代为登记"), field="consent_note")
    if need.grid is not None and need.grid.community_id != need.community.pk:
        raise DomainError(_("这个网格不在这个社区"), field="grid")


BEFORE_ALL = frozenset({Channel.CHAT, Channel.MEETING})
"""Said before everybody in a group or a meeting: where, the note of consent has it."""


def _as_it_sounds(need: Need, by: Viewer) -> Need:
    """A resident's free sentence against somebody must not reach the one it is about."""
    if by.is_staff or need.item is not None or need.kind is not None:
        return need
    kind = against.kind_of(need.words)
    if kind not in AGAINST:
        return need
    return replace(
        need,
        kind=kind,
        is_confidential=True,
        about_tier=need.about_tier or against.tier_of_whom(need.words),
    )


def _kind(need: Need) -> Kind:
    if need.kind is not None:
        return need.kind
    return Kind(need.item.kind) if need.item else Kind.HELP


def _tiers(need: Need) -> tuple[Tier, Tier]:
    """What is said against somebody goes one tier above him, and does not exist below."""
    if _kind(need) not in AGAINST:
        return Tier.GRID, Tier.GRID if need.grid else Tier.COMMUNITY
    about = need.about_tier or Tier.GRID
    above = Tier(min(about + 1, Tier.DISTRICT))
    return above, above


def _without_author(need: Need) -> Need:
    """Nothing in the row leads to who wrote it, not even the door or the grid he lives in."""
    return replace(
        need,
        resident=None,
        building=None,
        grid=None,
        contact_name="",
        contact_phone="",
        address="",
        is_confidential=True,
    )


def from_menu(item: MenuItem | None, kind: str, *, urgent: bool = False) -> dict[str, Any]:
    if urgent:
        urgency, impact = SCALES[Priority.URGENT]
        return {"priority": Priority.URGENT, "urgency": urgency, "impact": impact}
    if item is None:
        return {}
    urgency, impact = scales_of(item)
    return {
        "urgency": urgency,
        "impact": impact,
        "order_type": item.order_type,
        "matter": item.matter,
        "governance": GOVERNANCE_OF[item.matter],
        "priority": item.priority,
        "is_public": item.is_public and kind not in AGAINST,
    }


def promise_of(item: MenuItem | None, *, urgent: bool = False) -> SlaPolicy:
    known = policies()
    if urgent and "urgent" in known:
        return known["urgent"]
    if item is not None and item.sla_id:
        return item.sla  # type: ignore[return-value]
    policy = next((one for one in known.values() if one.is_default), None)
    if policy is None:
        raise DomainError(_("还没有设定办理时限，请联系管理员"), code="no_policy")
    return policy


def headline(words: str) -> tuple[str, str]:
    """The first sentence names it; what is longer stays in the body whole."""
    first = words.splitlines()[0]
    for stop in "。！？!?；;":  # data
        first = first.split(stop)[0] or first
    if len(first) > LONGEST_TITLE:
        first = first[: LONGEST_TITLE - 1] + "…"
    return first, "" if first == words else words


def _first_line(row: ServiceRequest, pk: int, by: Viewer) -> RequestEvent:
    return RequestEvent(
        pk=pk,
        at=row.created_at,
        community_id=row.community_id,
        service_request=row,
        step="submit",
        duty=Duty.DESK if by.is_staff else Duty.REPORTER,
        actor=None if row.is_sealed and not by.is_staff else by.user,
        to_status=row.status,
        data={"channel": row.channel},
    )


def _reporter(row: ServiceRequest) -> list[Party]:
    if not row.reporter_id:
        return []
    return [
        Party(
            community_id=row.community_id,
            service_request=row,
            role=Role.REPORTER,
            user_id=row.reporter_id,
        )
    ]


def announce(row: ServiceRequest, event: RequestEvent) -> None:
    """Whoever keeps it hears that something came in."""
    outbox.publish("requests.moved", **_told(row, event))


def _told(row: ServiceRequest, event: RequestEvent) -> dict[str, Any]:
    return {
        "key": f"requests.event:{event.pk}",
        "payload": {
            "request_id": row.pk,
            "event_id": event.pk,
            "community_id": row.community_id,
            "step": "submit",
            "tells": "received",
        },
    }
