"""Two years of orders, told in bulk: by season, day and hour, well and badly ended, month by month.

They end where the last two weeks begin, which the actions themselves tell (fortnight.py).
Nothing of it is open.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from accounts.models import User
from communities.models import Resident
from core.models import TallyDelta
from doors.town.bulk import known, number, write
from doors.town.chapters import Part
from doors.town.everyday import Here, called, how_many
from doors.town.orders import AGREED, CALLED, HOURS
from doors.town.past import step
from doors.town.register import morning
from doors.town.years_texts import (
    BECAME,
    ELSEWHERE,
    LOW,
    REASONS,
    REFUSED,
    THANKS,
)
from requests.actions import counting
from requests.clocks import Tick, Unit
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
from requests.triage import Verdict
from requests.workflow import ClockKind, CloseKind, Duty, Matter, OrderType, Status
from requests.workflow.shape import FIRST

MONTHS, DAYS = 24, 30
BEFORE = 14
"""So many days ago the bulk ends."""
LONGEST = timedelta(days=8)
SILENCE = timedelta(days=9)
"""Asked twice and not answered: after so long it is closed."""
S = Status


def parts() -> list[Part]:
    return [Part(f"history: orders {n:02d}", _month(n)) for n in range(MONTHS, 0, -1)]


def _month(back: int) -> Callable[[date], None]:
    return lambda told_on: tell_month(told_on, back)


def tell_month(told_on: date, back: int) -> None:
    dice = Random(f"orders {back}")
    here = Here(told_on)
    first = told_on - timedelta(days=BEFORE + DAYS * back)
    tales = [
        Order(here, dice, day)
        for day in (first + timedelta(days=n) for n in range(DAYS))
        for _ in range(how_many(dice, day))
    ]
    rows = [tale.row for tale in tales]
    number(rows)
    for tale in tales:
        tale.tell()
    write(rows)
    for kind in ("events", "parties", "facts", "ratings", "steps"):
        write(row for tale in tales for row in getattr(tale, kind))


class Order:
    """One of them. `tell` walks it along; what each step leaves is collected."""

    def __init__(self, here: Here, dice: Random, day: date) -> None:
        self.here, self.dice = here, dice
        self.began = morning(day).replace(hour=dice.choice(HOURS), minute=dice.randrange(60))
        self.often = here.pick(dice, day)
        self.item = here.teller.items[self.often.item]
        self.reporter, self.resident = self._who()
        self.row = self._row()
        self.worker = here.worker(self.row)
        self.events: list[RequestEvent] = []
        self.parties: list[Party] = []
        self.facts: list[ClockEvent] = []
        self.ratings: list[Rating] = []
        self.steps: list[TallyDelta] = []
        self.due: datetime | None = None

    def _who(self) -> tuple[User | None, Resident | None]:
        """More and more people order for themselves; the others ring, or come to the counter."""
        able = [
            one for one in self.here.who_may(self.item, self.began.date()) if one[2] < self.began
        ]
        if able and self.dice.random() < 0.15 + 0.6 * len(able) / len(self.here.bound):
            user, resident, _since = self.dice.choice(able)
            return user, resident
        return None, None

    def _row(self) -> ServiceRequest:
        dice, teller, person = self.dice, self.here.teller, self.resident
        grid = person.grid if person else teller.grids[dice.randrange(1, len(teller.grids) + 1)]
        household = person.household if person else None
        channel = "online" if self.reporter else dice.choice(("phone", "phone", "counter", "visit"))
        row = ServiceRequest(
            community=teller.area,
            grid=grid,
            building=household.dwelling.building if household else None,
            kind=self.item.kind,
            channel=channel,
            title=dice.choice(self.often.words),
            reporter=self.reporter,
            resident=person,
            contact_name=person.name.open() if person else called(dice),
            contact_phone=self.reporter.phone.open() if self.reporter else CALLED,
            address=str(household.dwelling) if household else "",
            entered_by=None if self.reporter else teller.clerk,
            consent_note="" if self.reporter else AGREED.get(channel, AGREED["phone"]),
            keeper=teller.secretary,
            created_at=self.began,
            sla=self.item.sla or self.here.default,
        )
        verdict = Verdict(OrderType(self.item.order_type), Matter(self.item.matter), item=self.item)
        for name, value in verdict.changes.items():
            setattr(row, name, value)
        return row

    # --- the way it went -----------------------------------------------------------------------
    def tell(self) -> None:
        self._walk()
        self.steps += counting.told(self.row, self.events, self._said(), self.due)

    def _walk(self) -> None:
        row, dice = self.row, self.dice
        asker = self.reporter or self.here.teller.clerk
        by = Duty.REPORTER if self.reporter else Duty.DESK
        self._step("submit", by, asker, self.began, S.SUBMITTED, {"channel": row.channel})
        if self.reporter:
            self.parties.append(self._party(Role.REPORTER, self.reporter, self.began))
        self._clocks(Tick.START, FIRST, self.began)
        took, chance = self._took(), dice.random()
        if chance < 0.06:
            self._end_early(took)
            return
        at = self._work(took, first=True)
        end = dice.random()
        if end < 0.13 and at + SILENCE < self.here.until:  # else nobody has been silent that long
            self._unrated(at)
        else:
            self._rated(at + timedelta(hours=dice.randrange(1, 40)))

    def _took(self) -> timedelta:
        """Mostly half of what was promised; of a dozen one is late."""
        rule = self._rules().get("handling")
        promised = timedelta(days=5)
        if rule is not None and rule.unit != Unit.WORKDAYS:
            promised = max(rule.rule.span, timedelta(hours=4))
        elif rule is not None:
            promised = timedelta(days=rule.amount)
        share = self.dice.lognormvariate(-0.8, 0.65)
        return min(max(promised * share, timedelta(minutes=40)), LONGEST)

    def _end_early(self, took: timedelta) -> None:
        desk, at = self.here.teller.secretary, self.began + min(took, timedelta(hours=20))
        chance = self.dice.random()
        if chance < 0.4 and self.reporter:
            self._step("withdraw", Duty.REPORTER, self.reporter, at, S.WITHDRAWN, {},
                       self.dice.choice(REASONS))  # fmt: skip
        elif chance < 0.8:
            self._step("redirect", Duty.DESK, desk, at, S.REDIRECTED, {},
                       self.dice.choice(ELSEWHERE))  # fmt: skip
        else:
            self._step("refuse", Duty.DESK, desk, at, S.REFUSED, {}, self.dice.choice(REFUSED))
        self._clocks(Tick.STOP, FIRST, at)
        self.row.closed_at = at

    def _work(self, took: timedelta, *, first: bool) -> datetime:
        """From the desk to the result; done again it goes faster."""
        row, desk, began = self.row, self.here.teller.secretary, self._last()
        if first:
            self._step("classify", Duty.DESK, desk, began + took * 0.05, S.CLASSIFIED)
            self._step("assign", Duty.DESK, desk, began + took * 0.06, S.ASSIGNED)
            self._step("sign", Duty.HANDLER, self.worker, began + took * 0.1, S.IN_PROGRESS)
            lead = self._party(Role.LEAD, self.worker, began + took * 0.06)
            lead.lane, lead.via = lane_for(row, None), Via.ASSIGNED
            lead.signed_at = began + took * 0.1
            self.parties.append(lead)
        called = began + took * 0.15
        self._step("contact", Duty.HANDLER, self.worker, called, S.IN_PROGRESS, {"how": "phone"})
        self._clocks(Tick.STOP, {"contact"}, called)
        done = began + took
        self.due = self._due()
        row.result = self.dice.choice(self.often.results)
        row.became, row.became_where = BECAME.get(row.result, ("", ""))
        data: dict[str, object] = {"became": row.became} if row.became else {}
        self._step("complete", Duty.HANDLER, self.worker, done, S.COMPLETED, data, row.result)
        self._clocks(Tick.STOP, {"handling"}, done)
        row.contacted_at, row.completed_at = row.contacted_at or called, done
        return done

    def _unrated(self, done: datetime) -> None:
        for turn, days in enumerate((3, 6), 1):
            at = done + timedelta(days=days, minutes=1)
            self._step("invite", Duty.CLOCK, None, at, S.COMPLETED, {"turn": turn})
        self._close("close_unrated", Duty.CLOCK, None, done + SILENCE + timedelta(minutes=1),
                    CloseKind.UNRATED)  # fmt: skip

    def _rated(self, at: datetime) -> None:
        grade = self.dice.choices((5, 4, 3, 2, 1), (56, 30, 9, 3, 2))[0]
        if grade <= 2 and not self._made_good(grade, at):
            return
        grade = max(grade, 3)
        at = max(at, self._last() + timedelta(hours=2))
        self._grade(grade, at)
        kind = CloseKind.RATED if self.reporter else CloseKind.VISITED
        self._close("rate" if self.reporter else "confirm", self._rater, self.asker, at, kind)

    def _made_good(self, grade: int, at: datetime) -> bool:
        """A low grade is answered: done again, or explained in writing. True: asked once more."""
        desk = self.here.teller.secretary
        name = "rate_low" if self.reporter else "confirm_low"
        self._grade(grade, at)
        self._step(name, self._rater, self.asker, at, S.DISPUTED, {"grade": grade})
        self._clocks(Tick.START, {"answer"}, at)
        answered = at + timedelta(hours=self.dice.randrange(2, 30))
        self._clocks(Tick.STOP, {"answer"}, answered)
        if self.dice.random() < 0.3:
            self._close("explain", Duty.DESK, desk, answered, CloseKind.EXPLAINED,
                        "打过电话说明了原因，也写在了回复里")  # fmt: skip
            return False
        self._clocks(Tick.STOP, {"total"}, answered)
        self.row.epoch = 2
        self._step("rework", Duty.DESK, desk, answered, S.IN_PROGRESS, {}, "没办好，重办")
        self._clocks(Tick.START, FIRST, answered)
        self._work(timedelta(hours=self.dice.randrange(4, 60)), first=False)
        return True

    def _due(self) -> datetime | None:
        """By when it was to be done, as the clocks say that have been told so far."""
        mine = [one for one in self.facts if one.epoch == self.row.epoch]
        reading = read_all(mine, self.here.calendar).get(ClockKind.HANDLING)
        return reading.due_at if reading else None

    def _said(self) -> dict[str, object]:
        """What the figures read off the events and not off the row."""
        leads = [one for one in self.parties if one.role == Role.LEAD]
        said: dict[str, object] = {"lane": leads[0].lane} if leads else {}
        if self.ratings:
            last = self.ratings[-1]
            said |= {
                "grade": last.grade,
                "how": last.asked_how,
                "solved": "yes" if last.solved else "no",
            }
        return said

    # --- what a step leaves ----------------------------------------------------------------------
    @property
    def _rater(self) -> Duty:
        return Duty.REPORTER if self.reporter else Duty.VERIFIER

    @property
    def asker(self) -> User:
        """Himself; or whoever of the desk did not do it."""
        clerk, desk = self.here.teller.clerk, self.here.teller.secretary
        return self.reporter or (clerk if self.worker != clerk else desk)

    def _close(
        self,
        name: str,
        duty: Duty,
        actor: User | None,
        at: datetime,
        kind: CloseKind,
        note: str = "",
    ) -> None:
        self._step(name, duty, actor, at, S.CLOSED, {}, note)
        self._clocks(Tick.STOP, {"total"}, at)
        self.row.closed_at, self.row.close_kind = at, kind

    def _last(self) -> datetime:
        return self.events[-1].at

    def _step(
        self,
        name: str,
        duty: Duty,
        actor: User | None,
        at: datetime,
        to: Status,
        data: dict[str, object] | None = None,
        note: str = "",
    ) -> None:
        row = self.row
        self.events.append(
            RequestEvent(
                community_id=row.community_id,
                service_request=row,
                at=at,
                step=name,
                duty=duty,
                actor=actor,
                from_status="" if name == "submit" else row.status,
                to_status=to,
                epoch=row.epoch,
                note=note,
                data=data or {},
                is_public=name != "invite",
            )
        )
        own = {"channel": row.channel} if name == "submit" else {"epoch": row.epoch}
        dims: dict[str, Any] = {
            "grid": row.grid_id,
            "kind": row.kind,
            "item": known(row.item_id),
            **own,
        }
        self.steps.append(step(f"requests.{name}", row.community_id, at, 1, **dims))
        row.status = to

    def _rules(self) -> dict[str, SlaRule]:
        return self.here.rules.get((self.row.sla_id, self.row.priority), {})

    def _clocks(self, tick: Tick, kinds: "set[str] | frozenset[str]", at: datetime) -> None:
        rules = self._rules()
        self.facts += [
            ClockEvent(
                service_request=self.row,
                clock=clock,
                epoch=self.row.epoch,
                tick=tick,
                at=at,
                rule=rules[clock] if tick == Tick.START else None,
            )
            for clock in sorted(kinds)
            if clock in rules
        ]

    def _party(self, role: Role, user: User, since: datetime) -> Party:
        return Party(
            community_id=self.row.community_id,
            service_request=self.row,
            role=role,
            user=user,
            since=since,
        )

    def _grade(self, grade: int, at: datetime) -> None:
        said = THANKS if grade > 3 else LOW
        words = self.dice.choice(said) if self.dice.random() < 0.3 or grade < 3 else ""
        self.ratings.append(
            Rating(
                community_id=self.row.community_id,
                service_request=self.row,
                epoch=self.row.epoch,
                grade=grade,
                solved=grade > 2,
                words=words,
                by=self.asker,
                asked_how="" if self.reporter else "phone",
                spoke_with="" if self.reporter else "self",
                call_back="" if self.reporter else CALLED,
                at=at,
            )
        )
