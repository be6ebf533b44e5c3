"""Orders of these weeks: told through the very actions that people take, in their own roles."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from random import Random
from typing import cast

from django.utils import timezone

from accounts.models import User
from accounts.viewer import AS_RESIDENT, Viewer
from communities.models import Area, Level, Resident
from communities.viewers import enter_as
from core import scope
from doors.town import days, plan
from doors.town.account import find
from doors.town.cast import holder, lead
from doors.town.cast_list import ABSENT_GRID, SUBSTITUTE, VACANT_GRID, WORKERS
from doors.town.order_texts import OF_THE_STORY, Said, Stage
from doors.town.order_texts_desk import AT_THE_DESK, ELSEWHERE
from doors.town.plan import WUTONGLI, CommunityPlan
from requests.actions import (
    conclude,
    dispatch,
    forwarding,
    intake,
    joining,
    triage,
    work,
)
from requests.actions.dispatch import Who
from requests.actions.intake import Need
from requests.dispatching import lane_for, rule_for
from requests.models import MenuItem, ServiceRequest
from requests.tiers import Tier
from requests.triage import Verdict
from requests.workflow import Channel, Kind, Matter, OrderType

LATE_DAYS = 12
DAYS_AGO = {
    Stage.NEW: (0, 1),
    Stage.ACCEPTED: (0, 1),
    Stage.ASSIGNED: (0, 0),
    Stage.DOING: (0, 1),
    Stage.DONE: (1, 3),
    Stage.RATED: (2, 12),
}
HOURS = (7, 8, 8, 9, 9, 9, 10, 10, 10, 11, 11, 13, 14, 14, 15, 15, 16, 16, 17, 18, 19, 19, 20)
CALLED = "13900000999"
"""The number on which those without an account were rung."""
AGREED = {
    "phone": "电话里同意代为登记",
    "counter": "当面同意代为登记",
    "visit": "入户时当面同意",
    "patrol": "巡查时当面同意",
    "heart_card": "扫连心卡后电话里同意",
}


def tell_orders(told_on: date) -> None:
    home, dice, now = Teller(WUTONGLI), Random("orders of these weeks"), timezone.now()
    tales = [(home, said) for said in (*OF_THE_STORY, *AT_THE_DESK)]
    for community in plan.COMMUNITIES[1:]:
        if community.grids and not community.is_village:
            teller = Teller(community)
            tales += [(teller, said) for said in ELSEWHERE]
    days.live(
        [(began(said, now, dice), teller.walk(said, dice)) for teller, said in tales], until=now
    )


def began(said: Said, now: datetime, dice: Random) -> datetime:
    """What is done began days ago, what is new this morning or yesterday."""
    soonest, latest = DAYS_AGO[said.stage]
    ago = LATE_DAYS if "overdue" in said.also else dice.randint(soonest, latest)
    return days.on(now, ago, dice.choice(HOURS), dice.randrange(60))


@dataclass(frozen=True)
class Asker:
    """Who orders from his own account, and for whom."""

    viewer: Viewer
    user: User
    resident: Resident


class Teller:
    """The people of one community, each in the role in which he acts here."""

    def __init__(self, community: CommunityPlan) -> None:
        self.community = community
        self.area = Area.objects.get(code=community.code)
        self.grids = {grid.position: grid for grid in self.area.children.filter(level=Level.GRID)}
        self._viewers: dict[str, Viewer] = {}
        self.items = MenuItem.objects.select_related("sla").in_bulk(field_name="code")
        self.is_home = community is WUTONGLI
        self.secretary = holder(community, "community_secretary")
        self.clerk = holder(community, "community_staff")

    def staff(self, user: User) -> Viewer:
        return self._known("staff", user, "")

    def resident(self, name: str) -> Viewer:
        """As himself, whatever offices he holds besides."""
        return self._known(name, None, AS_RESIDENT)

    def account(self, user: User) -> Viewer:
        return self._known("account", user, AS_RESIDENT)

    def _known(self, key: str, user: User | None, active: str) -> Viewer:
        """Found once: nobody's offices change while this is told."""
        name = f"{key} {user.pk if user else ''}"
        if name not in self._viewers:
            user = user or find(key)
            self._viewers[name] = enter_as(user, active=active, has_mfa=lambda _user: True)
            scope.declare(scope.EVERYTHING)
        return self._viewers[name]

    def tell(self, said: Said) -> ServiceRequest:
        """All of it at this moment."""
        walk = self.walk(said, Random(said.words))
        while True:
            try:
                next(walk)
            except StopIteration as end:
                return cast(ServiceRequest, end.value)

    def walk(
        self, said: Said, dice: Random, asker: Asker | None = None
    ) -> Generator[timedelta, None, ServiceRequest]:
        """Step by step; between two of them it says how long nothing happens."""
        asker = asker or self.asker(said)
        row = self.submit(said, asker)
        for name in said.joined:
            yield _after(dice, 20, 300)
            joining.join(row, by=self.resident(name))
        if "urged" in said.also and asker:
            yield _after(dice, 600, 1500)
            work.urge(row, note="怕砸着人，什么时候来看？", by=asker.viewer)
        early = next((step for step in EARLY if step in said.also), "")
        if early:
            yield _after(dice, 30, 200)
            return EARLY[early](self, row, said)
        if said.stage >= Stage.ACCEPTED:
            yield _after(dice, 5, 90)
            row = self.classify(row, said)
        if "pooled" in said.also:
            return dispatch.open_pool(row, by=self.staff(self.secretary))
        if said.stage >= Stage.ASSIGNED:
            yield _after(dice, 2, 20)
            row = self.assign(row)
        if said.stage >= Stage.DOING:
            yield _after(dice, 10, 120)
            row = self.work_on(row, said)
        if said.stage >= Stage.DONE or "low" in said.also:
            yield _after(dice, 120, 1500)
            row = work.complete(
                row,
                result=said.result,
                became=said.became,
                became_where=said.where,
                by=self.handler(row),
            )
        if "low" in said.also and asker:
            yield _after(dice, 60, 1500)
            return self.answer_low(row, said, asker)
        if said.stage >= Stage.RATED:
            yield _after(dice, 60, 1800)
            row = self.close(row, said, asker)
        return row

    def asker(self, said: Said) -> Asker | None:
        if not said.by:
            return None
        return Asker(self.resident(said.by), find(said.by), lead(said.about or said.by))

    def submit(self, said: Said, asker: Asker | None = None) -> ServiceRequest:
        asker = asker or self.asker(said)
        viewer = asker.viewer if asker else self.staff(self.clerk)
        row = intake.submit(self.need(said, self.items[said.item], asker), by=viewer)
        scope.declare(scope.EVERYTHING)
        return row

    def need(self, said: Said, item: MenuItem, asker: Asker | None = None) -> Need:
        asker = asker or self.asker(said)
        if asker:
            return self.need_of(said, item, asker.resident, asker.user)
        return Need(
            self.area,
            said.words,
            channel=Channel(said.channel),
            item=item,
            grid=self.grids[said.grid],
            contact_name=said.called,
            consent_note=AGREED.get(said.channel, "转来时本人已同意"),
        )

    def need_of(self, said: Said, item: MenuItem, person: Resident, user: User) -> Need:
        household = person.household
        return Need(
            self.area,
            said.words,
            channel=Channel.ONLINE,
            item=item,
            grid=person.grid,
            building=household.dwelling.building if household else None,
            resident=person,
            contact_name=person.name.open(),
            contact_phone=user.phone.open(),
            address=str(household.dwelling) if household else "",
            about_tier=Tier.GRID if item.kind == Kind.COMPLAINT else None,
        )

    def classify(self, row: ServiceRequest, said: Said) -> ServiceRequest:
        item = row.item or self.items[said.item]
        verdict = Verdict(
            OrderType(item.order_type), Matter(item.matter), item=item, **said.verdict
        )
        return triage.classify(row, verdict, by=self.staff(self.secretary))

    def assign(self, row: ServiceRequest) -> ServiceRequest:
        who = Who(lane_for(row, rule_for(row)), user=self.worker(row), reason="本网格的事")
        return dispatch.assign(row, who, by=self.staff(self.secretary))

    def worker(self, row: ServiceRequest) -> User:
        """Whoever has the grid these days; the vacant one falls to the front desk."""
        position = row.grid.position if row.grid else 0
        if not self.is_home:
            return holder(self.community, str(position)) if position else self.clerk
        if position in {0, VACANT_GRID}:
            return self.clerk
        return find(SUBSTITUTE if position == ABSENT_GRID else WORKERS[position - 1])

    def handler(self, row: ServiceRequest) -> Viewer:
        return self.staff(self.worker(row))

    def work_on(self, row: ServiceRequest, said: Said) -> ServiceRequest:
        by = self.handler(row)
        row = dispatch.sign(row, by=by)
        row = work.contact(row, how="phone", note=said.note, by=by)
        if "forwarded" in said.also:
            row = self.hand_on(row, by)
        if "suspended" in said.also:
            until = timezone.now() + timedelta(days=5)
            return work.suspend(row, reason="waiting_for_parts", until=until, by=by)
        if "extension" in said.also and row.due_at is not None:
            until = row.due_at + timedelta(days=4)
            row = work.ask_extension(row, until=until, reason=said.note, by=by)
        return row

    def hand_on(self, row: ServiceRequest, by: Viewer) -> ServiceRequest:
        """Somebody of the property office has no account; he has said that he has it."""
        row = forwarding.forward(
            row,
            name="物业秦师傅",
            phone=CALLED,
            ask="请把一单元门厅那个插座拆了，装上盖板，弄好告诉一声",
            days=7,
            by=by,
        )
        forwarding.receive(row.forwards.get())
        return row

    def answer_low(self, row: ServiceRequest, said: Said, asker: Asker) -> ServiceRequest:
        row = conclude.rate(row, grade=said.grade, words=said.thanks, by=asker.viewer)
        secretary = self.staff(self.secretary)
        if "explained" in said.also:
            row = work.contact(row, how="phone", note="听他把话说完了", by=secretary)
            return conclude.explain(row, explanation=said.note, by=secretary)
        return conclude.rework(row, reason=said.thanks, by=secretary)

    def close(self, row: ServiceRequest, said: Said, asker: Asker | None) -> ServiceRequest:
        if asker:
            return conclude.rate(
                row, grade=said.grade, solved=True, words=said.thanks, by=asker.viewer
            )
        rings = self.clerk if self.worker(row) != self.clerk else self.secretary
        return conclude.confirm(
            row, grade=said.grade, asked_how="phone", call_back=CALLED, by=self.staff(rings)
        )

    def ask(self, row: ServiceRequest, said: Said) -> ServiceRequest:
        return triage.ask(row, question=said.note, by=self.staff(self.clerk))

    def refuse(self, row: ServiceRequest, said: Said) -> ServiceRequest:
        return triage.refuse(row, reason="not_ours", reply=said.note, by=self.staff(self.clerk))

    def redirect(self, row: ServiceRequest, said: Said) -> ServiceRequest:
        return triage.redirect(
            row, where="市政路灯管理所", reply=said.note, by=self.staff(self.clerk)
        )

    def withdraw(self, row: ServiceRequest, said: Said) -> ServiceRequest:
        return conclude.withdraw(row, reason="物业昨天已经修了枝", by=self.resident(said.by))


EARLY: dict[str, Callable[[Teller, ServiceRequest, Said], ServiceRequest]] = {
    "asked": Teller.ask,
    "refused": Teller.refuse,
    "redirected": Teller.redirect,
    "withdrawn": Teller.withdraw,
}
"""Where a story ends, or waits, before anybody was sent."""


def _after(dice: Random, least: int, most: int) -> timedelta:
    return timedelta(minutes=dice.randint(least, most))
