"""Orders of these weeks: told through the very actions that people take, in their own roles."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.viewer import AS_RESIDENT, Viewer
from communities.models import Area, Level, Resident
from communities.viewers import enter_as
from core import scope
from doors.town import plan
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
    ticking,
    triage,
    work,
)
from requests.actions.dispatch import Who
from requests.actions.intake import Need
from requests.clocks import Tick
from requests.dispatching import lane_for, rule_for
from requests.models import ClockEvent, MenuItem, ServiceRequest
from requests.tiers import Tier
from requests.triage import Verdict
from requests.workflow import Channel, Kind, Matter, OrderType

LATE_DAYS = 12
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
    home = Teller(WUTONGLI)
    for said in (*OF_THE_STORY, *AT_THE_DESK):
        home.tell(said)
    for community in plan.COMMUNITIES[1:]:
        if community.grids and not community.is_village:
            teller = Teller(community)
            for said in ELSEWHERE:
                teller.tell(said)


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

    def _known(self, key: str, user: User | None, active: str) -> Viewer:
        """Found once: nobody's offices change while this is told."""
        name = f"{key} {user.pk if user else ''}"
        if name not in self._viewers:
            user = user or find(key)
            self._viewers[name] = enter_as(user, active=active, has_mfa=lambda _user: True)
            scope.declare(scope.EVERYTHING)
        return self._viewers[name]

    def tell(self, said: Said) -> ServiceRequest:
        row = self.submit(said)
        for name in said.joined:
            joining.join(row, by=self.resident(name))
        if "urged" in said.also:
            work.urge(row, note="怕砸着人，什么时候来看？", by=self.reporter(said))
        early = next((step for step in EARLY if step in said.also), "")
        if early:
            return EARLY[early](self, row, said)
        if said.stage >= Stage.ACCEPTED:
            row = self.classify(row, said)
        if "pooled" in said.also:
            return dispatch.open_pool(row, by=self.staff(self.secretary))
        if said.stage >= Stage.ASSIGNED:
            row = self.assign(row)
        if "overdue" in said.also:
            row = began_earlier(row)
        if said.stage >= Stage.DOING:
            row = self.work_on(row, said)
        if said.stage >= Stage.DONE or "low" in said.also:
            row = work.complete(row, result=said.result, by=self.handler(row))
        if "low" in said.also:
            return self.answer_low(row, said)
        if said.stage >= Stage.RATED:
            row = self.close(row, said)
        return row

    def submit(self, said: Said) -> ServiceRequest:
        item = self.items[said.item]
        viewer = self.resident(said.by) if said.by else self.staff(self.clerk)
        row = intake.submit(self.need(said, item), by=viewer)
        scope.declare(scope.EVERYTHING)
        return row

    def need(self, said: Said, item: MenuItem) -> Need:
        if said.by:
            return self.need_of(said, item, lead(said.about or said.by), find(said.by))
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

    def reporter(self, said: Said) -> Viewer:
        return self.resident(said.by)

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

    def answer_low(self, row: ServiceRequest, said: Said) -> ServiceRequest:
        row = conclude.rate(row, grade=said.grade, words=said.thanks, by=self.reporter(said))
        secretary = self.staff(self.secretary)
        if "explained" in said.also:
            row = work.contact(row, how="phone", note="听他把话说完了", by=secretary)
            return conclude.explain(row, explanation=said.note, by=secretary)
        return conclude.rework(row, reason=said.thanks, by=secretary)

    def close(self, row: ServiceRequest, said: Said) -> ServiceRequest:
        if said.by:
            return conclude.rate(
                row, grade=said.grade, solved=True, words=said.thanks, by=self.reporter(said)
            )
        asker = self.clerk if self.worker(row) != self.clerk else self.secretary
        return conclude.confirm(
            row, grade=said.grade, asked_how="phone", call_back=CALLED, by=self.staff(asker)
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
        return conclude.withdraw(row, reason="物业昨天已经修了枝", by=self.reporter(said))


EARLY: dict[str, Callable[[Teller, ServiceRequest, Said], ServiceRequest]] = {
    "asked": Teller.ask,
    "refused": Teller.refuse,
    "redirected": Teller.redirect,
    "withdrawn": Teller.withdraw,
}
"""Where a story ends, or waits, before anybody was sent."""


def began_earlier(row: ServiceRequest) -> ServiceRequest:
    """Its clocks began before the others': this one is late, and climbs the ladder."""
    start = timezone.now() - timedelta(days=LATE_DAYS)
    ServiceRequest.objects.filter(pk=row.pk).update(created_at=start)
    ClockEvent.objects.bulk_create(
        ClockEvent(
            service_request=row,
            clock=fact.clock,
            epoch=row.epoch,
            tick=Tick.START,
            at=start,
            rule=fact.rule,
        )
        for fact in row.clock_events.filter(tick=Tick.START, epoch=row.epoch)
    )
    row.due_at = ticking.plan(row)
    row.save(update_fields=["due_at"])
    row.refresh_from_db()
    return row
