"""Orders that were done before today: the rows the actions would have left, with their times."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import Any

from accounts.models import User
from core.models import TallyDelta
from core.workcalendar import Calendar
from doors.town.account import find
from doors.town.bulk import known, number, write
from doors.town.order_texts_earlier import EARLIER, Earlier
from doors.town.orders import CALLED, Teller
from doors.town.past import step
from doors.town.plan import WUTONGLI
from doors.town.register import morning
from requests import keeping
from requests.actions import counting
from requests.clocks import Tick
from requests.dispatching import lane_for
from requests.facts import read_all
from requests.models import (
    ClockEvent,
    Party,
    Rating,
    RequestEvent,
    ServiceRequest,
    SlaRule,
)
from requests.models.parties import Role, Via
from requests.tiers import Tier
from requests.triage import Verdict
from requests.workflow import ClockKind, CloseKind, Duty, Matter, OrderType, Status
from requests.workflow.shape import FIRST, WORK

STEPS = (
    # step, whose hand, from, to, at which part of the time it took
    ("submit", Duty.REPORTER, "", Status.SUBMITTED, 0.0),
    ("classify", Duty.DESK, Status.SUBMITTED, Status.CLASSIFIED, 0.05),
    ("assign", Duty.DESK, Status.CLASSIFIED, Status.ASSIGNED, 0.06),
    ("sign", Duty.HANDLER, Status.ASSIGNED, Status.IN_PROGRESS, 0.1),
    ("contact", Duty.HANDLER, Status.IN_PROGRESS, Status.IN_PROGRESS, 0.15),
    ("complete", Duty.HANDLER, Status.IN_PROGRESS, Status.COMPLETED, 0.9),
)
AFTER = 1.0


def tell_earlier(told_on: date) -> None:
    teller = Teller(WUTONGLI)
    tales = [Tale(teller, one, told_on) for one in EARLIER]
    rows = [tale.row for tale in tales]
    number(rows)
    steps = list(_counted(tales))
    write(rows)
    write(event for tale in tales for event in tale.events())
    write(party for tale in tales for party in tale.parties())
    write(fact for tale in tales for fact in tale.facts())
    write(tale.rating() for tale in tales)
    write(steps)


class Tale:
    """One of them: who asked, who did it, and when each of them took his step."""

    def __init__(self, teller: Teller, one: Earlier, told_on: date) -> None:
        self.teller, self.said = teller, one.said
        self.began = morning(told_on - timedelta(days=one.days_ago))
        self.took = timedelta(hours=one.took_hours)
        self.reporter = find(one.said.by) if one.said.by else None
        self.row = self._row()
        self.worker = teller.worker(self.row)

    def at(self, part: float) -> datetime:
        return self.began + self.took * part

    def _row(self) -> ServiceRequest:
        said, item = self.said, self.teller.items[self.said.item]
        need = self.teller.need(said, item)
        verdict = Verdict(OrderType(item.order_type), Matter(item.matter), item=item)
        row = ServiceRequest(
            community=need.community,
            grid=need.grid,
            building=need.building,
            kind=item.kind,
            channel=need.channel,
            title=need.words.rstrip("。？"),
            reporter=self.reporter,
            resident=need.resident,
            contact_name=need.contact_name,
            contact_phone=need.contact_phone,
            address=need.address,
            entered_by=None if self.reporter else self.teller.clerk,
            consent_note=need.consent_note,
            status=Status.CLOSED,
            close_kind=CloseKind.RATED if self.reporter else CloseKind.VISITED,
            keeper_id=keeping.keeper_id(need.community, need.grid, Tier.GRID),
            contacted_at=self.at(0.15),
            completed_at=self.at(0.9),
            closed_at=self.at(AFTER),
            result=said.result,
            became=said.became,
            became_where=said.where,
            created_at=self.began,
        )
        for name, value in verdict.changes.items():
            setattr(row, name, value)
        return row

    def events(self) -> Iterator[RequestEvent]:
        people = {
            Duty.REPORTER: self.reporter or self.teller.clerk,
            Duty.DESK: self.teller.secretary,
            Duty.HANDLER: self.worker,
        }
        for name, duty, before, after, part in STEPS:
            by_desk = name == "submit" and self.reporter is None
            yield self._event(
                name, Duty.DESK if by_desk else duty, people[duty], before, after, part
            )
        last, duty = ("rate", Duty.REPORTER) if self.reporter else ("confirm", Duty.VERIFIER)
        asker = self.reporter or self.asker
        yield self._event(last, duty, asker, Status.COMPLETED, Status.CLOSED, AFTER)

    def _event(
        self, name: str, duty: Duty, actor: User, before: str, after: str, part: float
    ) -> RequestEvent:
        return RequestEvent(
            community_id=self.row.community_id,
            service_request=self.row,
            at=self.at(part),
            step=name,
            duty=duty,
            actor=actor,
            from_status=before,
            to_status=after,
            note=self.said.result if name == "complete" else "",
            data=self._data(name),
        )

    def _data(self, name: str) -> dict[str, str]:
        if name == "complete" and self.said.became:
            return {"became": self.said.became}
        return {"how": "phone"} if name in {"contact", "confirm"} else {}

    @property
    def asker(self) -> User:
        return self.teller.clerk if self.worker != self.teller.clerk else self.teller.secretary

    def parties(self) -> Iterator[Party]:
        if self.reporter:
            yield self._party(Role.REPORTER, self.reporter, 0)
        lead = self._party(Role.LEAD, self.worker, 0.06)
        lead.lane, lead.via = lane_for(self.row, None), Via.ASSIGNED
        lead.signed_at = self.at(0.1)
        yield lead

    def _party(self, role: Role, user: User, part: float) -> Party:
        return Party(
            community_id=self.row.community_id,
            service_request=self.row,
            role=role,
            user=user,
            since=self.at(part),
        )

    def facts(self) -> Iterator[ClockEvent]:
        rules = {
            rule.clock: rule
            for rule in SlaRule.objects.filter(
                policy=self.row.sla, priority=self.row.priority, replaced_at__isnull=True
            )
        }
        for clock in sorted(FIRST):
            yield self._fact(clock, Tick.START, 0, rules[clock])
        for clock in sorted(FIRST):
            ends = 0.15 if clock == "contact" else 0.9 if clock in WORK else AFTER
            yield self._fact(clock, Tick.STOP, ends)

    def due(self) -> datetime | None:
        """By when it was to be done: before it was, the clock of the work still ran."""
        told = [one for one in self.facts() if one.tick == Tick.START]
        return read_all(told, Calendar())[ClockKind.HANDLING].due_at

    def _fact(self, clock: str, tick: Tick, part: float, rule: SlaRule | None = None) -> ClockEvent:
        return ClockEvent(
            service_request=self.row, clock=clock, epoch=1, tick=tick, at=self.at(part), rule=rule
        )

    def rating(self) -> Rating:
        return Rating(
            community_id=self.row.community_id,
            service_request=self.row,
            epoch=1,
            grade=self.said.grade,
            solved=True,
            words=self.said.thanks,
            by=self.reporter or self.asker,
            asked_how="" if self.reporter else "phone",
            spoke_with="" if self.reporter else "self",
            call_back="" if self.reporter else CALLED,
            at=self.at(AFTER),
        )


def _counted(tales: Iterable[Tale]) -> Iterator[TallyDelta]:
    for tale in tales:
        row = tale.row
        dims: dict[str, Any] = {"grid": row.grid_id, "kind": row.kind, "item": known(row.item_id)}
        for event in tale.events():
            own = {"channel": row.channel} if event.step == "submit" else {"epoch": row.epoch}
            yield step(f"requests.{event.step}", row.community_id, event.at, 1, **dims, **own)
        rating, (lead,) = tale.rating(), [one for one in tale.parties() if one.role == Role.LEAD]
        said = {"lane": lead.lane, "grade": rating.grade, "how": rating.asked_how, "solved": "yes"}
        yield from counting.told(row, tale.events(), said, tale.due())
