"""More of everything, with the real actions where there is one: the n-th of each thing."""

import uuid
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.test import Client
from django.utils import timezone

from accounts import roles
from accounts.actions import minors, subject_requests
from accounts.models import (
    ErasureProof,
    ImpactAssessment,
    Incident,
    PlatformComplaint,
    PrivacyNotice,
    RoleGrant,
    SecondFactorReset,
    SharingRecord,
    User,
)
from accounts.viewer import Viewer
from communities.actions import (
    areas,
    authorities,
    bindings,
    care,
    duty_plans,
    duty_swaps,
    housing,
    liaisons,
    notices,
    residents,
    rooms,
)
from communities.actions import duty as rosters
from communities.actions.facts import PersonFacts
from communities.actions.notices import NoticeFacts
from communities.models import (
    AreaScope,
    Department,
    DutyHours,
    DutyPlan,
    DutyPost,
    DutyShift,
    Estate,
    ImportJob,
    Level,
    NoticeCategory,
    Room,
    RoomKind,
)
from core import scope
from core.models import (
    CalendarDay,
    DemoMessage,
    ExportJob,
    Message,
    MessageTemplate,
    OutboxMessage,
)
from grids.actions import absences, appointments, duty, groups, handovers, heads, reports
from grids.actions.duties import DutyFacts, record_duty
from grids.models import GridMatter, GroupReport
from organizations.actions import (
    checkins,
    managers,
    organizations,
    services,
    social_workers,
    unit_checkins,
)
from organizations.actions.checkin_facts import MemberFacts
from organizations.actions.facts import Facts
from organizations.actions.social_workers import WorkerFacts
from organizations.actions.unit_checkins import UnitFacts
from organizations.models import (
    MemberCheckin,
    Organization,
    PostClass,
    ServiceDomain,
    SocialWorker,
    UnitCheckin,
)
from requests.actions import (
    affairs,
    calls,
    catalogue,
    claiming,
    dispatch,
    inquiries,
    intake,
    joining,
    lists,
    outings,
    protecting,
    tokens,
    triage,
    whistling,
    wishing,
    work,
)
from requests.actions.calls import Said
from requests.actions.dispatch import Who
from requests.actions.intake import Need
from requests.actions.whistling import Asked
from requests.models import (
    Breach,
    DispatchAlert,
    DispatchCatalogue,
    Guide,
    HookDelivery,
    Inquiry,
    MenuCategory,
    MenuItem,
    ProtectiveCase,
    ServiceRequest,
    SlaRule,
    SubTask,
    Webhook,
    Whistle,
    Wish,
)
from requests.models.parties import Lane
from requests.triage import Verdict
from requests.workflow import Kind, Matter, OrderType
from requests.workflow.whistles import WhistleKind
from tests.lists import joining_forces as forces
from tests.lists.coming import (
    a_brand,
    a_pupil,
    activities_of_all_states,
    agreed_to,
    an_activity,
    an_enclave,
    an_offer,
    of_a_unit,
)
from tests.lists.dining import a_day, a_diner, a_programme, dining_of_all_states, it_is_today
from tests.lists.figuring import a_report, a_target, figures_of_all_states
from tests.lists.giving import (
    a_campaign,
    a_fund,
    a_gift,
    a_handout,
    a_lot,
    a_paid_gift,
    a_project,
    a_thing,
    an_aid,
    campaigns_of_all_states,
    earnings_of_all_states,
    fund_of_all_states,
    gifts_of_all_states,
    may_accept,
)
from tests.lists.hanging import a_screen, screens_of_all_states
from tests.lists.pointing import (
    a_policy,
    a_rule,
    a_score,
    a_smart_code,
    an_account,
    an_item,
    lists_of_months,
    points_of_all_states,
)
from tests.lists.posting import a_letter, a_post, a_serving_member, posts_of_all_states
from tests.lists.serving import (
    a_certificate,
    a_led_shift,
    a_record,
    a_shift,
    hours_of_all_states,
    shifts_of_all_states,
)
from tests.town import Town, id_number, years_ago
from volunteers.actions import calendar, meetings, registering, standing, teams
from volunteers.actions.own import Slot
from volunteers.actions.registering import Facts as Person
from volunteers.actions.registering import Offer
from volunteers.models import Skill


class Growing:
    """What stands behind the parameters of the pages, and how to get more of it."""

    def __init__(self, town: Town) -> None:
        # how much one may have in hand is tried elsewhere; here somebody has very much
        DispatchCatalogue.objects.update(staff_cap=999, volunteer_cap=999)
        self.town = town
        self.size = 0
        self.elder = town.people["elder"]
        self.house = town.grid.buildings.get()
        self.estate = Estate.objects.get(pk=self.house.estate_id)
        self.appointment = appointments.appoint_worker(
            town.grid,
            town.worker,
            actor=town.secretary,
            office_phone="0858-2200101",
            publishes=True,
        )
        category = MenuCategory.objects.create(code="grown", name="小修")
        self.menu_item = MenuItem.objects.create(
            code="grown-lamp", name="楼道灯", category=category, is_public=True
        )
        need = Need(town.community, "楼道灯不亮了", grid=town.grid, item=self.menu_item)
        self.service_request = intake.submit(need, by=Viewer(user=town.resident))
        self.whistle = a_whistle(town, "占道的集市")
        self.sla_rule = SlaRule.objects.filter(replaced_at__isnull=True).order_by("pk")[0]
        self.report = intake.submit(
            Need(town.community, "占了消防通道", kind=Kind.REPORT), by=Viewer(user=town.resident)
        )
        self.protective = intake.submit(
            Need(town.community, "楼上往死里打孩子"), by=Viewer(user=town.resident)
        )
        scope.declare(scope.EVERYTHING)
        self.wish = self.a_wish("想听一次真的二胡")
        self.a_release()
        scope.declare(scope.EVERYTHING)
        self.affecting = intake.submit(need, by=Viewer(user=town.resident))
        scope.declare(scope.EVERYTHING)
        joining.join(self.affecting, by=Viewer(user=town.neighbour))
        self.group = groups.form_group(
            town.grid, "第一联", [town.households["resident"]], actor=town.staff
        )
        groups.ask_leader(self.group, town.people["resident"], actor=town.staff)
        groups.record_consent(self.group, how="电话里同意", actor=town.staff)
        duty.set_duty_officer(town.community, town.staff, actor=town.secretary)
        self.handover = handovers.prepare_handover(
            self.appointment, incoming=town.stranger, actor=town.secretary
        )
        self.notice = self._publish("长期公告")
        self.draft = notices.draft_notice(town.community, self._facts("草稿"), actor=town.staff)
        self.request = subject_requests.ask(
            "export", user=town.resident, subject=town.resident.subject, scope=town.community.pk
        )
        self.job = self._job(0)
        self.organization = town.organization
        organizations.set_contact(
            self.organization, name="李桂", phone="13911112222", actor=town.staff
        )
        self.pairing = forces.a_pairing(town, "结对")
        self.secondment, self.secondment_report = forces.a_secondment(town, "派驻")
        self.commissioner = forces.a_seat(town, self.pairing, "副校长")
        self.demand = forces.a_demand(town)
        self.match_meeting = forces.a_match_meeting(town, self.demand)
        self.cultivation = forces.a_cultivation(town)
        self.facility = forces.a_facility(town)
        self.course = forces.a_course(town)
        self.recruitment = forces.a_recruitment(town)
        self.certified = forces.a_certificate(town)
        self.trainer = forces.a_trainer(town, "程老师")
        self.position = forces.a_position(town, "一线社工", 99)
        self.supervision_ask = forces.an_ask(town, "求督导")
        self.incubation = forces.an_incubation(town)
        self.assessment = forces.an_assessment(town)
        may_accept(town)
        self.activity = an_activity(town)
        self.offered = an_offer(town, self.activity)
        self.brand = a_brand(town)
        self.enclave = agreed_to(town, an_enclave(town, "一起下棋"))
        self.ours = of_a_unit(town, "单位的")
        self.child_place = a_pupil(town, "小朋友")
        self.gift = a_gift(town, self.organization)
        self.lot = a_lot(town, self.organization)
        self.handout = a_handout(town, self.lot)
        self.account = an_account(town)
        self.item = an_item(town)
        self.score = a_score(town, self.account, a_rule(town, "清扫楼道"))
        self.draft_list, self.open_list = lists_of_months(town, self.account)
        self.policy = a_policy(town, "慰问")
        self.smart_code = a_smart_code(town, self.account)
        self.screen, self.screen_secret = a_screen(town, "一楼大厅")
        self.paid = a_paid_gift(town, self.organization)
        self.thing = a_thing(town, 0)
        self.campaign = a_campaign(town)
        self.project = a_project(town)
        self.fund, self.fund_report, self.released = a_fund(town)
        self.target, self.month_report = a_target(town, "目标"), a_report(town)
        self.aid = an_aid(town, self.paid, "章小雨")
        self.programme = a_programme(town)
        self.diner = a_diner(town, self.programme, town.people["resident"])
        self.meal_day = it_is_today(a_day(self.programme))
        self.volunteer = self._volunteer()
        self.record = a_record(town, self.volunteer)
        self.certificate = a_certificate(town, self.volunteer)
        self.shift = a_shift(town)
        self.led_shift = a_led_shift(town, self.team)
        self.meeting = meetings.write_down(
            town.community, title="月会", held_on=timezone.localdate(), place="议事厅",
            present=[self.volunteer], actor=town.staff,
        )  # fmt: skip
        self.feed_code = calendar.make_link(self.volunteer, actor=None).code
        self.catalogue = catalogue.begin_draft(town.community, actor=town.secretary)
        self.task = claiming.claim(self.pooled("换灯"), by=Viewer(user=town.volunteer))
        self.shared = self._shared("井盖翘了")
        self.call = self._call(town.resident.phone.open())
        self.worker = SocialWorker.objects.get(user=town.social_worker)
        self.checkin = self.member(town.resident, "张桂芳")
        self.unit = self.unit_of(self.organization)
        self.post, self.serving = a_post(town, "巡逻"), a_serving_member(self)
        self.letter = a_letter(self)
        self.duty_plan = self._duty(town.secretary, 0)
        self.duty_shift = self.duty_plan.shifts.filter(person=town.secretary).first()
        self.room = self.room_named("大厅")
        self.booking = rooms.ask_for_room(
            self.room, day=timezone.localdate() + timedelta(days=10), starts=time(9),
            ends=time(10), purpose="排练", for_whom="合唱队", actor=town.resident,
        )  # fmt: skip

    def a_release(self) -> None:
        lists.release(
            self.town.community, changes="照菜单理了一遍", by=self.town.viewer("secretary")
        )

    def a_wish(self, text: str) -> Wish:
        person = self.town.people["neighbour"]
        need = Need(self.town.community, f"{text}，我家的", grid=self.town.grid, resident=person)
        made = wishing.make_wish(need, help="time", by=Viewer(user=self.town.neighbour))
        return wishing.publish(
            made, text=text, who="一位爷爷", help="time", by=self.town.viewer("secretary")
        )

    def _volunteer(self) -> Any:
        offer = Offer(list(Skill.objects.all()[:4]), [Slot(6, "morning")])
        town = self.town
        mine = registering.register(town.resident, town.community, offer, agreed=True)
        accepted = standing.accept(mine, actor=town.staff)
        self.team = teams.found_team(
            town.community, kind="youth", name="青年队", founder_kind="community",
            actor=town.staff,
        )  # fmt: skip
        joined = teams.add_member(self.team, volunteer=accepted, how="当面", actor=town.staff)
        teams.change_leader(self.team, membership=joined, actor=town.staff)
        return accepted

    def _shared(self, words: str) -> ServiceRequest:
        """The resident's, that touches a neighbour as well."""
        need = Need(self.town.community, words, grid=self.town.grid, item=self.menu_item)
        row = intake.submit(need, by=Viewer(user=self.town.resident))
        scope.declare(scope.EVERYTHING)
        return joining.join(row, by=Viewer(user=self.town.neighbour))

    def _call(self, number: str) -> Any:
        """The secretary's, who is the first to open the page."""
        row = calls.begin(self.town.community, number, by=self.town.viewer("secretary"))
        scope.declare(scope.EVERYTHING)
        return row

    def pooled(self, words: str) -> ServiceRequest:
        """Asked by a neighbour, waiting for whoever takes it."""
        need = Need(self.town.community, words, grid=self.town.grid, item=self.menu_item)
        row = intake.submit(need, by=Viewer(user=self.town.neighbour))
        scope.declare(scope.EVERYTHING)
        by = self.town.viewer("secretary")
        row = triage.classify(row, Verdict(OrderType.REGULAR, Matter.MINOR), by=by)
        return dispatch.open_pool(row, by=by)

    def member(self, user: User, name: str) -> MemberCheckin:
        facts = MemberFacts(name, "第一小学", PostClass.objects.all()[:3], ["day_off"])
        return checkins.register_member(self.town.community, user, facts, actor=user)

    def unit_of(self, organization: Organization) -> UnitCheckin:
        facts = UnitFacts(
            "义诊", PostClass.objects.all()[:2], "联系", "13500001111", timezone.localdate()
        )
        return unit_checkins.register_unit(
            organization, self.town.community, facts, actor=self.town.staff
        )

    def to(self, size: int) -> None:
        while self.size < size:
            self.size += 1
            for add in ADDITIONS:
                add(self, self.size)

    def _duty(self, person: Any, n: int) -> DutyPlan:
        """A post of its own, and every night of next month for one person."""
        town = self.town
        post = DutyPost.objects.create(community=town.community, name=f"岗{n}")
        start = 60 * (n % 20)
        DutyHours.objects.create(
            post=post, days="daily", starts=time(start // 60, 10), ends=time(start // 60, 40)
        )
        month = timezone.localdate() + timedelta(days=31)
        plan = DutyPlan.objects.filter(community=town.community, month=month.replace(day=1)).first()
        if plan is None:
            plan = duty_plans.plan_month(
                town.community, month=month, posts=[post], people=[person], actor=town.secretary
            )
            return duty_plans.publish_plan(plan, actor=town.secretary)
        for day in (2, 9, 16):
            rosters.add_shift(
                post, day=plan.month.replace(day=day), starts=time(start // 60, 10),
                ends=time(start // 60, 40), person=person, actor=town.staff,
            )  # fmt: skip
        return plan

    def room_named(self, name: str) -> Room:
        return Room.objects.create(
            community=self.town.community,
            kind=RoomKind.objects.get(code="multi"),
            name=name,
            is_bookable=True,
            opens_at=time(8),
            closes_at=time(21),
        )

    def _facts(self, title: str) -> NoticeFacts:
        return NoticeFacts(NoticeCategory.objects.get(code="notice"), title, "明早九点停水。")

    def _publish(self, title: str) -> Any:
        town = self.town
        fresh = notices.draft_notice(town.community, self._facts(title), actor=town.staff)
        notices.submit_notice(fresh, actor=town.staff)
        notices.check_notice(fresh, revision=1, actor=town.secretary)
        return notices.publish_notice(fresh, actor=town.secretary)

    def _job(self, n: int) -> ImportJob:
        return ImportJob.objects.create(
            community=self.town.community,
            kind="residents",
            file_name=f"{n}.csv",
            content=b"",
            uploaded_by=self.town.secretary,
        )


def a_family(grown: Growing, n: int) -> None:
    """A door, a household, two people, a label, a group of ten; a guest in the resident's home."""
    town = grown.town
    head = town.person(f"钱{n}", town.household(), phone=f"1351111{n:04d}")
    town.person(f"孙{n}", head.household)
    town.person(f"李{n}", town.households["resident"])
    care.add_label(
        head, group="elder", condition="living_alone", evidence="入户核实",
        valid_from=years_ago(1), actor=town.staff,
    )  # fmt: skip
    group = groups.form_group(town.grid, f"第{n + 1}联", [head.household], actor=town.staff)
    groups.ask_leader(group, head, actor=town.staff)
    reports.report_from_group(
        grown.group,
        kind=GroupReport.Kind.values[0],
        text=f"路灯坏了{n}",
        actor=town.resident,
        matter=GridMatter.objects.order_by("position")[n % 20],
    )


def a_child(grown: Growing, n: int) -> None:
    residents.record_birth(
        grown.town.households["resident"],
        PersonFacts(name=f"小{n}", born_on=years_ago(5)),
        guardian=grown.town.people["resident"],
        actor=grown.town.staff,
    )


def a_grid(grown: Growing, n: int) -> None:
    town = grown.town
    grid = areas.create_area(Level.GRID, town.community, f"第{n + 2}网格", actor=None)
    building = housing.add_building(grown.estate, f"{n + 1}号楼", grid=grid, actor=None)
    resident = town.person(f"周{n}", town.household(grid), phone=f"1352222{n:04d}")
    heads.appoint_head(building, resident, consent_note="当面", actor=town.secretary)
    worker = town.account(f"w{n}", f"新{n}", f"1353333{n:04d}")
    standing = appointments.appoint_worker(grid, worker, actor=town.secretary, publishes=True)
    today = timezone.localdate()
    absences.record_absence(standing, first=today, last=today, actor=town.secretary)
    also = RoleGrant.objects.create(
        user=town.worker, role=roles.GRID_WORKER, starts_on=years_ago(1)
    )
    AreaScope.objects.create(grant=also, area=grid)
    areas.create_area(Level.MICRO_GRID, town.grid, f"微{n}", actor=None)


def colleagues(grown: Growing, n: int) -> None:
    town = grown.town
    town.official(f"s{n}", f"吴{n}", f"1354444{n:04d}", roles.COMMUNITY_STAFF, town.community)
    town.official(f"a{n}", f"许{n}", f"1356666{n:04d}", roles.AUDITOR)
    office = Department.objects.create(area=town.street, name=f"科{n}")
    liaisons.give(office, town.accounts[f"s{n}"], actor=None)
    matter = GridMatter.objects.create(code=f"m{n}", name=f"事{n}", position=n)
    facts = DutyFacts("report", "上门看")
    record_duty(town.street, matter, office, facts, actor=None)
    record_duty(town.community, GridMatter.objects.create(code=f"n{n}", name=f"另{n}"),
                town.department, facts, actor=None)  # fmt: skip
    grown.room_named(f"室{n}")
    day = timezone.localdate() + timedelta(days=1 + n % 7)
    start = time(9 + n // 7)
    rooms.book_room(
        grown.room, day=day, starts=start, ends=time(9 + n // 7, 59), purpose=f"排练{n}",
        for_whom="合唱队", actor=town.staff,
    )  # fmt: skip


def a_duty(grown: Growing, n: int) -> None:
    """A post with somebody on it, somebody on it just now, and a swap that waits."""
    town = grown.town
    grown._duty(town.accounts[f"s{n}"], n)
    mine = DutyShift.objects.filter(person=town.accounts[f"s{n}"]).first()
    swap = duty_swaps.ask_swap(mine, asked_of=town.staff, actor=town.accounts[f"s{n}"])
    if n % 2:
        duty_swaps.agree(swap, actor=town.staff)
    here, hour = timezone.now(), timedelta(hours=1)
    DutyShift.objects.create(
        community=town.community, plan=grown.duty_plan, post=mine.post,
        person=town.accounts[f"s{n}"], period=DateTimeTZRange(here - hour, here + hour),
    )  # fmt: skip


def ties(grown: Growing, n: int) -> None:
    """Accounts that may act for the elder; people who let the resident act for them."""
    town = grown.town
    account = town.account(f"b{n}", f"冯{n}", f"1355555{n:04d}")
    person = town.person(f"郑{n}", town.household())
    bindings.bind_at_the_desk(person, account, actor=town.staff)
    for giver, helper in ((grown.elder, account), (person, town.resident)):
        authorities.record_authority(
            giver,
            helper,
            relation="neighbour",
            purpose="orders",
            evidence="当面",
            valid_to=timezone.localdate() + timedelta(days=30),
            actor=town.staff,
        )


def words(grown: Growing, n: int) -> None:
    town = grown.town
    grown._publish(f"第{n}号公告")
    notices.draft_notice(town.community, grown._facts(f"第{n}份草稿"), actor=town.staff)
    now = timezone.now()
    Message.objects.bulk_create(
        Message(
            code="accounts.sign_in_code", to_user=town.accounts[name], dedup_key=f"grown:{n}",
            title=f"第{n}条", body="正文", link="/notices/", status="sent",
            sent_at=now, inbox_at=now, due_at=now,
        )
        for name in ("resident", "secretary", "worker")
    )  # fmt: skip
    DemoMessage.objects.create(message_key=uuid.uuid4(), channel="sms")
    grown._job(n)
    ExportJob.objects.create(owner=town.secretary, kind="communities.residents")


def meetings_and_words(grown: Growing, n: int) -> None:
    town = grown.town
    meetings.write_down(
        town.community, title=f"会{n}", held_on=timezone.localdate(), place="厅",
        others=2, actor=town.staff,
    )  # fmt: skip
    said = {"words": "灯", "said_by": grown.volunteer, "actor": town.staff}
    meetings.answer(meetings.say(grown.meeting, **said), answer="修", actor=town.staff)
    ordered = meetings.say(grown.meeting, **said)
    meetings.turn_into_order(ordered, by=town.viewer("staff"))


def volunteers(grown: Growing, n: int) -> None:
    """One more at the desk, one more skill and slot of the one whose pages are opened."""
    town = grown.town
    fresh = registering.register_at_desk(
        town.community, Person(name=f"蒋{n}", born_on=years_ago(30), phone=f"1357777{n:04d}"),
        Offer(list(Skill.objects.all()[:3]), [Slot(1 + n % 7, "evening")]),
        evidence="当面", actor=town.staff,
    )  # fmt: skip
    standing.verify_identity(fresh, id_number=id_number(years_ago(30), n), actor=town.secretary)
    standing.accept(fresh, actor=town.secretary)
    asked = teams.ask_to_join(grown.team, fresh, actor=town.staff)
    if n % 2:
        teams.admit(asked, actor=town.secretary)
    teams.found_team(
        town.community, kind="women", name=f"巾帼{n}队", founder_kind="community",
        actor=town.staff,
    )  # fmt: skip


def a_device(grown: Growing, n: int) -> None:
    grown.town.enter(Client(), "secretary").get("/account/")


def privacy(grown: Growing, n: int) -> None:
    town, today = grown.town, timezone.localdate()
    user = town.accounts[f"b{n}"]
    subject_requests.ask("export", user=user, subject=user.subject, scope=town.community.pk)
    minors.approve_minor_access(
        town.staff, scope=town.community.pk, purpose=f"走访{n}", starts_on=today,
        ends_on=today, actor=town.secretary,
    )  # fmt: skip
    SecondFactorReset.objects.create(
        user=town.accounts[f"s{n}"], reason="手机丢了", requested_by=town.security_admin
    )
    writer = town.privacy_officer
    SharingRecord.objects.create(
        recorded_by=writer, recipient=f"街道{n}", kinds="姓名", purpose="x", basis="x",
        starts_on=today,
    )  # fmt: skip
    ImpactAssessment.objects.create(
        recorded_by=writer, title=f"评估{n}", necessity="x", risks="x", measures="x",
        concluded_on=today, review_on=today,
    )  # fmt: skip
    Incident.objects.create(
        recorded_by=writer, happened_at=timezone.now(), noticed_at=timezone.now(), kinds="x",
        cause="x", harm="x", measures="x",
    )  # fmt: skip
    PrivacyNotice.objects.create(
        version=100 + n, title="x", title_en="x", body="x", body_en="x", effective_on=today
    )
    ErasureProof.objects.create(reason="expired", counts={})
    PlatformComplaint.objects.create(text=f"意见{n}")


def an_organization(grown: Growing, n: int) -> None:
    """One more of the kind, one more service, manager and service area of the first."""
    town = grown.town
    fresh = organizations.register(
        town.community,
        Facts(kind="mutual_aid", name=f"邻里{n}", registration="managed"),
        actor=town.staff,
    )
    proposed = Facts(kind="culture_sport", name=f"歌舞{n}", registration="managed")
    organizations.propose(town.community, proposed, actor=town.worker)
    for each in (fresh, grown.organization):
        services.offer(
            each, domain=ServiceDomain.objects.all()[n % 20], name=f"陪伴{n}", weekdays=[1, 3],
            starts_at=time(9), ends_at=time(11), weekly_capacity=5, audiences=["elders"],
            actor=town.staff,
        )  # fmt: skip
    managers.appoint_manager(grown.organization, user=town.accounts[f"b{n}"], actor=town.secretary)
    place = areas.create_area(Level.COMMUNITY, town.street, f"社区{n}", actor=None)
    everywhere = [row.area for row in grown.organization.service_areas.select_related("area")]
    organizations.set_service_areas(
        grown.organization, areas=[*everywhere, place], actor=town.staff
    )


def people_who_come(grown: Growing, n: int) -> None:
    """A member who waits, one in a post, one who is gone; a unit; two social workers."""
    town = grown.town
    waiting, active, gone = (
        grown.member(town.account(f"m{kind}{n}", f"孟{n}", f"135{kind}777{n:04d}"), f"孟{n}")
        for kind in (1, 2, 3)
    )
    checkins.confirm_member(active, actor=town.staff, grid=town.grid)
    checkins.decline_member(gone, reason="先忙完换届", actor=town.staff)
    unit = organizations.register(
        town.community,
        Facts(kind="mutual_aid", name=f"共建{n}", registration="managed"),
        actor=town.staff,
    )
    unit_checkins.confirm_unit(grown.unit_of(unit), actor=town.staff)
    waiting_unit = grown.unit_of(
        organizations.register(
            town.community,
            Facts(kind="mutual_aid", name=f"等{n}", registration="managed"),
            actor=town.staff,
        )
    )
    paper = {"level": "assistant", "valid_until": timezone.localdate() + timedelta(days=20)}
    social_workers.register_social_worker(
        town.community, WorkerFacts(f"佘{n}", certificate_number=f"G-{n}", **paper),
        actor=town.secretary, station=f"站{n}",
    )  # fmt: skip
    social_workers.propose_social_worker(
        grown.organization, town.community, WorkerFacts(f"荐{n}"), actor=town.org_manager
    )
    assert (waiting.status, waiting_unit.status) == ("registered", "registered")


def a_whistle(town: Town, title: str) -> Whistle:
    by = town.viewer("street_official")
    due = timezone.now() + timedelta(days=2)
    asked = Asked(town.community, WhistleKind.QUICK, title, "东门外", due, town.department)
    return whistling.issue(whistling.draft(asked, by=by), by=by)


def outside(grown: Growing, n: int) -> None:
    """The first viewer's day: planned, gone, found; and the inside of the first request."""
    town, today = grown.town, timezone.localdate()
    by = town.viewer("secretary")
    elder = town.people["elder"]
    outings.plan("patrol", town.grid, today, route=f"{n} 号楼", by=by)
    outings.plan("visit", town.grid, today, resident=elder, why=f"看看{n}", by=by)
    gone = outings.plan("patrol", town.grid, today, route=f"后街 {n}", by=by)
    outings.found(gone, words=f"井盖翘了{n}", settled=False, by=by)
    scope.declare(scope.EVERYTHING)
    row = grown.task
    task = SubTask(community=row.community, service_request=row, what=f"借梯子{n}")
    task.added_by = town.secretary
    task.save()


def requests_of_all_kinds(grown: Growing, n: int) -> None:
    """In every queue one more, and one more of the first request's everything."""
    town = grown.town
    by = town.viewer("secretary")
    for stage in range(4):
        need = Need(town.community, f"楼道灯不亮了{n}", grid=town.grid, item=grown.menu_item)
        row = intake.submit(need, by=Viewer(user=town.resident))
        scope.declare(scope.EVERYTHING)
        if stage >= 1:
            row = triage.classify(row, Verdict(OrderType.REGULAR, Matter.MINOR), by=by)
        if stage >= 2:
            row = dispatch.assign(row, Who(Lane.HOST, user=town.secretary), by=by)
            row = dispatch.sign(row, by=by)
        if stage == 3:
            work.complete(row, result="换了灯泡", by=by)
    grown.a_wish(f"想学一样手艺{n}")
    wishing.make_wish(
        Need(
            town.community,
            f"还没改写{n}",
            grid=town.grid,
            resident=town.people["neighbour"],
        ),
        help="time",
        by=Viewer(user=town.neighbour),
    )
    scope.declare(scope.EVERYTHING)
    near = Need(town.community, f"路灯不亮{n}", grid=town.grid, item=grown.menu_item)
    joining.join(intake.submit(near, by=Viewer(user=town.neighbour)), by=Viewer(user=town.resident))
    scope.declare(scope.EVERYTHING)
    helper = Viewer(user=town.volunteer)
    taken = claiming.claim(grown.pooled(f"接走的{n}"), by=helper)
    work.complete(taken, result="换了灯泡", by=helper)  # so that his hands are never full
    if not n % 5:
        a_catalogue(grown, n)
    grown.pooled(f"等人接的{n}")
    work.message(grown.service_request, note=f"明天来{n}", by=by)
    for words, kind in (("占了消防通道", Kind.REPORT), ("楼上往死里打孩子", Kind.HELP)):
        need = Need(town.community, words, kind=kind)
        intake.submit(need, by=Viewer(user=town.resident))
        scope.declare(scope.EVERYTHING)
    a_whistle(town, f"占道的集市{n}")
    Breach.objects.create(
        community=town.community, service_request=row, rule="lead", healed_at=timezone.now()
    )
    case = ProtectiveCase.objects.get(service_request=grown.protective)
    protecting.note_step(case, what="note", note=f"第{n}次", by=by)
    MenuItem.objects.create(code=f"lamp{n}", name=f"换灯{n}", category=grown.menu_item.category)
    grown.a_release()


def programs(grown: Growing, n: int) -> None:
    """One more key of the secretary's, no longer in use: only so many may be."""
    town = grown.town
    key, _clear = tokens.issue(
        name=f"程序{n}",
        scopes=["orders:read"],
        days=30,
        area=town.community,
        by=town.viewer("secretary"),
    )
    tokens.revoke(key, actor=town.secretary)
    hook = Webhook.objects.create(
        community=town.community,
        name=f"系统{n}",
        url=f"https://hooks.example.org/{n}",
        secret="x",
        created_by=town.secretary,
    )
    grown.hook = getattr(grown, "hook", hook)
    event = grown.service_request.events.last()
    HookDelivery.objects.get_or_create(
        community=town.community, webhook=grown.hook, event=event, turn=n
    )


def telephone(grown: Growing, n: int) -> None:
    """The caller rang before, ordered, was promised a call; a draft; whoever lives with him."""
    by = grown.town.viewer("secretary")
    number = grown.call.phone.open()
    said = {"channel": "phone", "contact_name": "张", "consent_note": "同意"}
    need = Need(grown.town.community, f"来电{n}", contact_phone=number, **said)
    row = calls.order(grown._call(number), need, by=by)
    scope.declare(scope.EVERYTHING)
    calls.end(grown._call(number), "answered", words=f"问{n}", by=by)
    due = timezone.now() + timedelta(hours=1)
    calls.promise(grown._call(number), about=f"回{n}", due_at=due, by=by)
    calls.ask_call_back(row.community, about=f"问{n}", due_at=due, by=by, service_request=row)
    calls.keep(grown._call(number), Said(words=f"草{n}"), by=by)
    grown._shared(f"路灯{n}")


def questions_and_affairs(grown: Growing, n: int) -> None:
    """One more on the board, and one more that is carried."""
    town = grown.town
    asked = inquiries.ask(town.community, words=f"带什么{n}？", by=Viewer(user=town.neighbour))
    scope.declare(scope.EVERYTHING)
    Inquiry.objects.filter(pk=asked.pk).update(asked_at=timezone.now() - timedelta(days=2))
    guide = Guide.objects.current().get(code="pension-enrol")
    affair = affairs.from_inquiry(asked, guide=guide, by=town.viewer("staff"))
    grown.inquiry = getattr(grown, "inquiry", asked)
    grown.affair = getattr(grown, "affair", affair)
    affairs.leave_word(grown.affair, note=f"第{n}句", by=town.viewer("staff"))


def a_catalogue(grown: Growing, n: int) -> None:
    """One more version that was in force, one more draft's rule, one more that leads nowhere."""
    actor, draft = grown.town.secretary, grown.catalogue
    facts = catalogue.RuleFacts("host", kind="inquiry")
    rule = catalogue.add_rule(draft, facts=facts, actor=actor)
    catalogue.add_rule(draft, facts=facts, actor=actor)
    catalogue.put_in_force(draft, actor=actor)
    for lane in ("cohandle", "selfhelp"):
        DispatchAlert.objects.create(
            community=grown.town.community, rule=rule, what="nobody", lane=lane
        )
    grown.catalogue = catalogue.begin_draft(grown.town.community, actor=actor)


def machinery(grown: Growing, n: int) -> None:
    CalendarDay.objects.create(date=date(2031, 1, 1) + timedelta(days=n), kind="holiday")
    MessageTemplate.objects.create(code=f"x.y{n}", language="zh-hans", channel="inbox", wording="x")
    OutboxMessage.objects.create(topic="x", subscriber="y", key=f"grown:{n}")


ADDITIONS: tuple[Callable[[Growing, int], None], ...] = (
    a_family, a_child, a_grid, colleagues, a_duty, ties, an_organization, people_who_come,
    gifts_of_all_states, campaigns_of_all_states, dining_of_all_states,
    fund_of_all_states, earnings_of_all_states,
    forces.more, activities_of_all_states, points_of_all_states, posts_of_all_states,
    words, volunteers, meetings_and_words, hours_of_all_states, shifts_of_all_states,
    requests_of_all_kinds, outside, telephone, a_device,
    privacy, programs,
    questions_and_affairs, figures_of_all_states,
    machinery, screens_of_all_states,
)  # fmt: skip
