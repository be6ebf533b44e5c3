"""Something to point at behind every parameter of a route: in one's own community, in the
sibling community of the same street, in another district."""

import io
import uuid
from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from accounts.actions import minors, subject_requests
from accounts.models import RoleGrant, SecondFactorReset
from accounts.roles import ROLES, STREET_OFFICIAL
from accounts.viewer import Viewer
from activities.views.acts import ACTIVITY_ACTS, DOOR_ACTS, ENROLMENT_ACTS, WALK_IN_ACTS
from activities.views.announcing import NOTICE_ACTIVITY_ACTS
from activities.views.brands import BRAND_ACTS
from activities.views.children import (
    CARD_ACTS,
    CHILD_ACTS,
    CHILD_PLACE_ACTS,
    FAMILY_ACTS,
    PICKUP_ACTS,
)
from activities.views.enclaves import ENCLAVE_ACTS, SENT_ACTS
from activities.views.ours import OUR_ACTS
from activities.views.portraits import PHOTO_ACTS, PORTRAIT_ACTS
from charity.views.acts import (
    ALLOCATION_ACTS,
    GIFT_ACTS,
    HANDOUT_ACTS,
    LINE_ACTS,
    LOT_ACTS,
    RECIPIENT_ACTS,
)
from charity.views.aid_acts import AID_ACTS
from charity.views.campaigns import CAMPAIGN_ACTS
from charity.views.earning_acts import (
    ASSET_ACTS,
    INCOME_ACTS,
    MOVE_ACTS,
    PLACE_ACTS,
    POT_ACTS,
    PROJECT_ACTS,
)
from charity.views.fund_acts import (
    BOOK_ACTS,
    FUND_ACTS,
    FUND_REPORT_ACTS,
    PROPOSAL_ACTS,
    SEAT_ACTS,
)
from charity.views.gardens import HARVEST_ACTS, PLOT_ACTS
from charity.views.library import THING_ACTS
from charity.views.programme_acts import (
    DAY_ACTS,
    DINER_ACTS,
    HAND_ACTS,
    MEAL_ACTS,
    MONTH_ACTS,
    PRICE_ACTS,
    PROGRAMME_ACTS,
    ROUND_ACTS,
)
from communities.actions import (
    areas,
    authorities,
    bindings,
    care,
    duty_plans,
    duty_swaps,
    merging,
    rooms,
)
from communities.actions.notices import NoticeFacts, attach_file, draft_notice
from communities.models import (
    Department,
    DutyHours,
    DutyPost,
    ImportJob,
    Level,
    NoticeCategory,
    Room,
    RoomKind,
)
from communities.views.area_acts import AREA_ACTS
from communities.views.departments import DEPARTMENT_ACTS
from communities.views.duty_acts import (
    COMMUNITY_DUTY_ACTS,
    PLAN_ACTS,
    SHIFT_ACTS,
    SWAP_ACTS,
)
from communities.views.household_acts import HOUSEHOLD_ACTS
from communities.views.notice_acts import NOTICE_ACTS
from communities.views.person_acts import PERSON_ACTS
from communities.views.room_acts import BOOKING_ACTS, ROOM_ACTS
from communities.views.smart_codes import SMART_CODE_ACTS
from core import messaging, scope
from core.exports.queries import acting_as
from core.models import ExportJob
from core.tokens import new_token
from grids.actions import absences, appointments, duty, groups, handovers, reports
from grids.views.acts import (
    APPOINTMENT_ACTS,
    BUILDING_ACTS,
    COMMUNITY_ACTS,
    GRID_ACTS,
    GROUP_ACTS,
    REPORT_ACTS,
)
from insights.views.reports import REPORT_ACTS as FIGURE_REPORT_ACTS
from insights.views.saved_views import ACTS as SAVED_VIEW_ACTS
from insights.views.screens import SCREEN_ACTS
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
from organizations.models import Organization, PostClass, ServiceDomain
from organizations.views.acts import MANAGER_ACTS, ORGANIZATION_ACTS, SERVICE_ACTS
from organizations.views.checkin_acts import MEMBER_ACTS, OWN_ACTS, UNIT_ACTS
from organizations.views.commissioners import COMMISSIONER_ACTS, COMMITTEE_ACTS
from organizations.views.courses import COURSE_ACTS
from organizations.views.cultivations import CULTIVATION_ACTS
from organizations.views.demands import DEMAND_ACTS
from organizations.views.facilities import FACILITY_ACTS
from organizations.views.hubs import HUB_ACTS
from organizations.views.incubations import INCUBATION_ACTS
from organizations.views.match_meetings import MATCH_ACTS
from organizations.views.partner_acts import ASSESSMENT_ACTS, OWN_ASSESSMENT_ACTS, PAIRING_ACTS
from organizations.views.partner_acts import LINE_ACTS as PAIRING_LINE_ACTS
from organizations.views.positions import POSITION_ACTS
from organizations.views.post_acts import (
    CLAIM_ACTS,
    LETTER_ACTS,
    OWN_POST_ACTS,
    POST_ACTS,
    TURN_ACTS,
)
from organizations.views.recruitments import RECRUITMENT_ACTS
from organizations.views.schooling import EXAM_ACTS, HOURS_ACTS, PAY_ACTS
from organizations.views.secondment_acts import (
    OWN_DAY_ACTS,
    OWN_SECONDMENT_ACTS,
    SECONDMENT_ACTS,
    SECONDMENT_DAY_ACTS,
    SECONDMENT_REPORT_ACTS,
)
from organizations.views.supervision import ASK_ACTS
from organizations.views.trainers import BASE_ACTS, TRAINER_ACTS
from organizations.views.worker_acts import STATIONING_ACTS, WORKER_ACTS
from points.views.acts import ACCOUNT_ACTS
from points.views.acts import RECORD_ACTS as SCORE_ACTS
from points.views.acts import RULE_ACTS as POINT_RULE_ACTS
from points.views.incentives import GRANT_ACTS, MY_GRANT_ACTS, POLICY_ACTS
from points.views.publicity import PUBLICITY_ACTS
from points.views.store import ITEM_ACTS, REDEMPTION_ACTS
from requests.actions import attaching, intake, whistling
from requests.actions.intake import Need
from requests.actions.whistling import Asked
from requests.models import (
    Call,
    CallBack,
    Exclusion,
    HeartCard,
    MenuCategory,
    MenuItem,
    Outing,
    Party,
    Rating,
    RecurringOrder,
    SecondCall,
    SecondCallDraw,
    ServiceRequest,
    SlaRule,
    Wish,
)
from requests.views.catalogue import CATALOGUE_ACTS, RULE_ACTS
from requests.views.kinds import ACTS as PROTECTIVE_ACTS
from requests.views.phone import BACK
from requests.views.steps import AFFECTED, DESK, HELPER, REPORTER
from requests.views.whistles import ACTS as WHISTLE_ACTS
from requests.views.wishes import WISH_ACTS
from requests.workflow import Kind, Status
from requests.workflow.whistles import WhistleKind
from tests.town import Town
from volunteers.views.acts import COMMUNITY_ACTS as TEAM_COMMUNITY_ACTS
from volunteers.views.acts import TEAM_ACTS, VOLUNTEER_ACTS
from volunteers.views.acts_hours import CERTIFICATE_ACTS, QUESTION_ACTS, RECORD_ACTS
from volunteers.views.led_shifts import LED_ACTS
from volunteers.views.meetings import MEETING_ACTS
from volunteers.views.shifts import SHIFT_ACTS as VOLUNTEER_SHIFT_ACTS

PLACES = ("own", "sibling", "far")


class Things:
    """Made on demand, once for each place."""

    def __init__(self, town: Town) -> None:
        self.town = town
        self._made: dict[tuple[str, str], Any] = {}

    def get(self, make: Callable[["Things", str], Any], place: str) -> Any:
        key = (make.__name__, place)
        if key not in self._made:
            self._made[key] = make(self, place)
        return self._made[key]

    # --- where, who -------------------------------------------------------------------------

    def grid(self, place: str) -> Any:
        town = self.town
        return {"own": town.grid, "sibling": town.sibling_grid, "far": town.far_grid}[place]

    def clerk(self, place: str) -> Any:
        town = self.town
        return {"own": town.staff, "sibling": town.sibling_staff, "far": town.far_staff}[place]

    def user(self, place: str) -> Any:
        """An account whose own things these are."""
        town = self.town
        return {"own": town.resident, "sibling": town.neighbour, "far": town.outsider}[place]


def community(things: Things, place: str) -> Any:
    return things.grid(place).community


def household(things: Things, place: str) -> Any:
    return things.town.household(things.grid(place))


def resident(things: Things, place: str) -> Any:
    return things.town.person("钱小二", things.get(household, place))


def lived_in(things: Things, place: str) -> Any:
    """Two, of whom something can be said to each other."""
    home = things.get(household, place)
    for name in ("钱大", "钱小二"):
        things.town.person(name, home)
    return home


def label(things: Things, place: str) -> Any:
    return care.add_label(
        things.get(resident, place),
        group="elder",
        condition="living_alone",
        evidence="入户核实",
        valid_from=date(2026, 1, 1),
        actor=things.clerk(place),
    )


def binding(things: Things, place: str) -> Any:
    number = {"own": "1", "sibling": "2", "far": "3"}[place]
    account = things.town.account(f"bound_{place}", "李绑定", f"1370000000{number}")
    return bindings.bind_at_the_desk(
        things.get(resident, place), account, actor=things.clerk(place)
    )


def own_binding(things: Things, place: str) -> Any:
    return things.user(place).bindings.filter(ended_at__isnull=True).first()


def authority(things: Things, place: str) -> Any:
    return authorities.record_authority(
        things.get(resident, place),
        things.user(place),
        relation="neighbour",
        purpose="orders",
        evidence="当面",
        valid_to=timezone.localdate() + timedelta(days=30),
        actor=things.clerk(place),
    )


def merge(things: Things, place: str) -> Any:
    kept = things.town.person("重名甲", things.get(household, place))
    absorbed = things.town.person("重名甲", things.get(household, place))
    return merging.merge_residents(kept, absorbed, reason="同一人", actor=things.clerk(place))


def merge_with_numbers(things: Things, place: str) -> Any:
    row = merge(things, place)
    row.reason = "女儿 13700001234 说是同一个人"
    row.save(update_fields=["reason"])
    return row


def area(things: Things, place: str) -> Any:
    return things.grid(place)


def grant(things: Things, place: str) -> Any:
    names = {"own": "worker", "sibling": "sibling_staff", "far": "far_staff"}
    return RoleGrant.objects.get(user=things.town.accounts[names[place]])


def my_grant(things: Things, place: str) -> Any:
    names = {"own": "secretary", "sibling": "sibling_staff", "far": "far_staff"}
    return RoleGrant.objects.get(user=things.town.accounts[names[place]])


def notice(things: Things, place: str) -> Any:
    facts = NoticeFacts(NoticeCategory.objects.first(), "停水", "明天停水")
    return draft_notice(things.get(community, place), facts, actor=things.clerk(place))


def import_job(things: Things, place: str) -> Any:
    return ImportJob.objects.create(
        community=things.get(community, place),
        kind="residents",
        file_name="x.csv",
        content=b"",
        uploaded_by=things.clerk(place),
    )


def export_job(things: Things, place: str) -> Any:
    names = {"own": "staff", "sibling": "sibling_staff", "far": "far_staff"}
    return ExportJob.objects.create(
        owner=things.clerk(place),
        kind="communities.residents",
        acting_as=acting_as(things.town.viewer(names[place])),
    )


def message(things: Things, place: str) -> Any:
    return messaging.send(
        "accounts.subject_request_answered",
        to_user=things.user(place),
        context={"request": "x"},
        dedup_key=f"routes:{place}",
    )


def subject_request(things: Things, place: str) -> Any:
    user = things.user(place)
    return subject_requests.ask(
        "export", user=user, subject=user.subject, scope=things.get(community, place).pk
    )


def approval(things: Things, place: str) -> Any:
    today = timezone.localdate()
    return minors.approve_minor_access(
        things.clerk(place),
        scope=things.get(community, place).pk,
        purpose="走访",
        starts_on=today,
        ends_on=today,
        actor=things.town.stranger,
    )


def reset(things: Things, place: str) -> Any:
    return SecondFactorReset.objects.create(
        user=things.town.district_official, reason="x", requested_by=things.town.stranger
    )


def nothing(things: Things, place: str) -> Any:
    return 0


def random_id(things: Things, place: str) -> Any:
    return uuid.UUID(int=1)


ACTS = {
    "insights:saved_view_act": SAVED_VIEW_ACTS,
    "communities:room_act": ROOM_ACTS,
    "communities:booking_act": BOOKING_ACTS,
    "communities:department_act": DEPARTMENT_ACTS,
    "communities:duty_community_act": COMMUNITY_DUTY_ACTS,
    "communities:duty_plan_act": PLAN_ACTS,
    "communities:duty_shift_act": SHIFT_ACTS,
    "communities:duty_swap_act": SWAP_ACTS,
    "communities:resident_act": PERSON_ACTS,
    "communities:household_act": HOUSEHOLD_ACTS,
    "communities:area_act": AREA_ACTS,
    "notices:act": NOTICE_ACTS,
    "grids:grid_act": GRID_ACTS,
    "grids:community_act": COMMUNITY_ACTS,
    "grids:appointment_act": APPOINTMENT_ACTS,
    "grids:building_act": BUILDING_ACTS,
    "grids:group_act": GROUP_ACTS,
    "grids:report_act": REPORT_ACTS,
    "requests:mine_act": REPORTER,
    "requests:track_act": AFFECTED,
    "requests:desk_wish_act": WISH_ACTS,
    "requests:case_act": DESK,
    "requests:call_back": BACK,
    "requests:catalogue_act": CATALOGUE_ACTS,
    "requests:rule_act": RULE_ACTS,
    "requests:task_act": HELPER,
    "requests:whistle_act": WHISTLE_ACTS,
    "requests:protective_act": PROTECTIVE_ACTS,
    "activities:activity_act": ACTIVITY_ACTS,
    "activities:enrolment_act": ENROLMENT_ACTS,
    "activities:door_act": WALK_IN_ACTS,
    "activities:person_act": DOOR_ACTS,
    "activities:our_act": OUR_ACTS,
    "activities:brand_act": BRAND_ACTS,
    "activities:enclave_act": ENCLAVE_ACTS,
    "activities:sent_act": SENT_ACTS,
    "activities:portrait": PORTRAIT_ACTS,
    "activities:photo_act": PHOTO_ACTS,
    "activities:notice_act": NOTICE_ACTIVITY_ACTS,
    "activities:family_act": FAMILY_ACTS,
    "activities:child_act": CHILD_ACTS,
    "activities:place_act": CHILD_PLACE_ACTS,
    "activities:card_act": CARD_ACTS,
    "activities:pickup_act": PICKUP_ACTS,
    "charity:gift_act": GIFT_ACTS,
    "charity:allocation_act": ALLOCATION_ACTS,
    "charity:campaign_act": CAMPAIGN_ACTS,
    "charity:aid_act": AID_ACTS,
    "charity:thing_act": THING_ACTS,
    "charity:programme_act": PROGRAMME_ACTS,
    "charity:diner_act": DINER_ACTS,
    "charity:plot_act": PLOT_ACTS,
    "charity:harvest_act": HARVEST_ACTS,
    "charity:hand_act": HAND_ACTS,
    "charity:month_act": MONTH_ACTS,
    "charity:price_act": PRICE_ACTS,
    "charity:day_act": DAY_ACTS,
    "charity:meal_act": MEAL_ACTS,
    "charity:round_act": ROUND_ACTS,
    "charity:fund_act": FUND_ACTS,
    "charity:member_act": SEAT_ACTS,
    "charity:proposal_act": PROPOSAL_ACTS,
    "charity:book_act": BOOK_ACTS,
    "charity:report_act": FUND_REPORT_ACTS,
    "charity:earnings_act": PLACE_ACTS,
    "charity:project_act": PROJECT_ACTS,
    "charity:asset_act": ASSET_ACTS,
    "charity:pot_act": POT_ACTS,
    "charity:income_act": INCOME_ACTS,
    "charity:move_act": MOVE_ACTS,
    "charity:recipient_act": RECIPIENT_ACTS,
    "charity:lot_act": LOT_ACTS,
    "charity:handout_act": HANDOUT_ACTS,
    "charity:line_act": LINE_ACTS,
    "communities:smart_code_act": SMART_CODE_ACTS,
    "insights:screen_act": SCREEN_ACTS,
    "volunteers:meeting_act": MEETING_ACTS,
    "points:account_act": ACCOUNT_ACTS,
    "points:record_act": SCORE_ACTS,
    "points:rule_act": POINT_RULE_ACTS,
    "points:draft_act": PUBLICITY_ACTS,
    "points:policy_act": POLICY_ACTS,
    "points:grant_act": GRANT_ACTS,
    "points:my_grant_act": MY_GRANT_ACTS,
    "points:item_act": ITEM_ACTS,
    "points:redemption_act": REDEMPTION_ACTS,
    "organizations:organization_act": ORGANIZATION_ACTS,
    "organizations:service_act": SERVICE_ACTS,
    "organizations:manager_act": MANAGER_ACTS,
    "volunteers:volunteer_act": VOLUNTEER_ACTS,
    "volunteers:team_act": TEAM_ACTS,
    "volunteers:record_act": RECORD_ACTS,
    "volunteers:question_act": QUESTION_ACTS,
    "volunteers:certificate_act": CERTIFICATE_ACTS,
    "volunteers:shift_act": VOLUNTEER_SHIFT_ACTS,
    "volunteers:led_shift_act": LED_ACTS,
    "volunteers:opinion_act": ("order", "answer"),
    "volunteers:community_act": TEAM_COMMUNITY_ACTS,
    "organizations:own_post_act": OWN_POST_ACTS,
    "organizations:hours_act": HOURS_ACTS,
    "organizations:exam_act": EXAM_ACTS,
    "organizations:pay_act": PAY_ACTS,
    "organizations:position_act": POSITION_ACTS,
    "organizations:post_act": POST_ACTS,
    "insights:report_act": FIGURE_REPORT_ACTS,
    "organizations:claim_act": CLAIM_ACTS,
    "organizations:turn_act": TURN_ACTS,
    "organizations:letter_act": LETTER_ACTS,
    "organizations:course_act": COURSE_ACTS,
    "organizations:training_base_act": BASE_ACTS,
    "organizations:trainer_act": TRAINER_ACTS,
    "organizations:recruitment_act": RECRUITMENT_ACTS,
    "organizations:commissioner_act": COMMISSIONER_ACTS,
    "organizations:committee_meeting_act": COMMITTEE_ACTS,
    "organizations:secondment_act": SECONDMENT_ACTS,
    "organizations:secondment_day_act": SECONDMENT_DAY_ACTS,
    "organizations:secondment_report_act": SECONDMENT_REPORT_ACTS,
    "organizations:own_secondment_act": OWN_SECONDMENT_ACTS,
    "organizations:own_secondment_day_act": OWN_DAY_ACTS,
    "organizations:own_assessment_act": OWN_ASSESSMENT_ACTS,
    "organizations:own_checkin_act": OWN_ACTS,
    "organizations:member_act": MEMBER_ACTS,
    "organizations:unit_act": UNIT_ACTS,
    "organizations:social_worker_act": WORKER_ACTS,
    "organizations:supervision_ask_act": ASK_ACTS,
    "organizations:stationing_act": STATIONING_ACTS,
    "organizations:cultivation_act": CULTIVATION_ACTS,
    "organizations:hub_membership_act": HUB_ACTS,
    "organizations:demand_act": DEMAND_ACTS,
    "organizations:match_meeting_act": MATCH_ACTS,
    "organizations:facility_act": FACILITY_ACTS,
    "organizations:incubation_act": INCUBATION_ACTS,
    "organizations:pairing_act": PAIRING_ACTS,
    "organizations:line_act": PAIRING_LINE_ACTS,
    "organizations:assessment_act": ASSESSMENT_ACTS,
}
"""Routes that stand for several acts: each act is a row of its own."""


# --- on a grid ------------------------------------------------------------------------------------


def worker(things: Things, place: str) -> Any:
    town = things.town
    return {"own": town.worker, "sibling": town.sibling_staff, "far": town.far_staff}[place]


def appointment(things: Things, place: str) -> Any:
    return appointments.appoint_worker(
        things.grid(place), worker(things, place), actor=things.clerk(place)
    )


def absence(things: Things, place: str) -> Any:
    today, made = timezone.localdate(), things.get(appointment, place)
    duty.set_duty_officer(
        things.get(community, place), things.clerk(place), actor=things.clerk(place)
    )
    return absences.record_absence(
        made,
        first=today,
        last=today + timedelta(days=3),
        actor=things.clerk(place),
    )


def incoming(things: Things, place: str) -> Any:
    """Who takes over opens the list as well; here a colleague who is in the table anyway."""
    town = things.town
    outside = town.account(f"incoming_{place}", "接手", f"1360000000{PLACES.index(place)}")
    return town.staff if place == "own" else outside


def handover(things: Things, place: str) -> Any:
    made = things.get(appointment, place)
    return handovers.prepare_handover(
        made, incoming=incoming(things, place), actor=things.clerk(place)
    )


def item(things: Things, place: str) -> Any:
    things.get(label, place)
    found = things.get(handover, place).items.first()
    return found or nothing(things, place)


def building(things: Things, place: str) -> Any:
    return things.grid(place).buildings.get()


def group(things: Things, place: str) -> Any:
    return groups.form_group(
        things.grid(place), "第一联", [things.get(household, place)], actor=things.clerk(place)
    )


def group_that_asked(things: Things, place: str) -> Any:
    """Somebody of it was asked to lead and has not said yes."""
    asked = things.get(group, place)
    person = things.town.person("钱大", things.get(household, place))
    return groups.ask_leader(asked, person, actor=things.clerk(place))


def report(things: Things, place: str) -> Any:
    return reports.report_from_group(
        things.get(group, place), kind="other", text="路灯坏了", actor=things.clerk(place)
    )


def attachment(things: Things, place: str) -> Any:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    upload = SimpleUploadedFile("停水.png", picture.getvalue(), content_type="image/png")
    return attach_file(things.get(notice, place), upload, actor=things.clerk(place))


def attached(things: Things, place: str) -> Any:
    return things.get(attachment, place).file


# --- in the service centre ------------------------------------------------------------------------


def room(things: Things, place: str) -> Any:
    return Room.objects.create(
        community=things.get(community, place),
        kind=RoomKind.objects.get(code="counselling"),
        name="心理咨询室",
        is_bookable=True,
        opens_at=time(9),
        closes_at=time(18),
    )


def booking(things: Things, place: str) -> Any:
    return rooms.ask_for_room(
        things.get(room, place),
        day=timezone.localdate() + timedelta(days=1),
        starts=time(10),
        ends=time(11),
        purpose="想找人说说",
        actor=things.user(place),
    )


# --- organisations --------------------------------------------------------------------------------


def organization(things: Things, place: str) -> Any:
    """In one's own place that of `org_manager`."""
    if place == "own":
        return things.town.organization
    facts = Facts(kind="mutual_aid", name="邻里帮帮团", registration="managed")
    return organizations.register(things.get(community, place), facts, actor=None)


def offered_service(things: Things, place: str) -> Any:
    return services.offer(
        things.get(organization, place),
        domain=ServiceDomain.objects.first(),
        name="陪伴",
        weekdays=[1, 3],
        starts_at=time(9),
        ends_at=time(11),
        weekly_capacity=5,
        audiences=["elders"],
        actor=None,
    )


def organization_manager(things: Things, place: str) -> Any:
    made: Organization = things.get(organization, place)
    if place != "own":
        outside = things.town.account(
            f"manager_{place}", "外面", f"1350000000{PLACES.index(place)}"
        )
        return managers.appoint_manager(made, user=outside, actor=None)
    return made.scopes.get()


def member_checkin(things: Things, place: str) -> Any:
    """Waiting for an answer: in one's own place that of `resident`."""
    user = things.user(place)
    facts = MemberFacts("钱报到", "第一小学", PostClass.objects.all()[:2], ["day_off"])
    return checkins.register_member(things.get(community, place), user, facts, actor=user)


def unit_checkin(things: Things, place: str) -> Any:
    facts = UnitFacts(
        "义诊", PostClass.objects.all()[:1], "联系", "13500001111", timezone.localdate()
    )
    unit = things.get(organization, place)
    return unit_checkins.register_unit(
        unit, things.get(community, place), facts, actor=things.clerk(place)
    )


def social_worker(things: Things, place: str) -> Any:
    """Proposed by the organisation of that place, not answered yet."""
    return social_workers.propose_social_worker(
        things.get(organization, place),
        things.get(community, place),
        WorkerFacts("钱社工"),
        actor=things.clerk(place),
    )


def stationing(things: Things, place: str) -> Any:
    return things.get(social_worker, place).stationings.get()


# --- departments ---------------------------------------------------------------------------------


def department(things: Things, place: str) -> Any:
    """In one's own street that of `liaison`; one of the street beside it; one far away."""
    town = things.town
    if place == "own":
        return town.department
    area = town.far_street
    if place == "sibling":
        area = areas.create_area(
            Level.STREET, town.district, "邻水街道", code="520204003", actor=None
        )
    return Department.objects.create(area=area, name="民政局")


# --- on the roster --------------------------------------------------------------------------------


def duty_post(things: Things, place: str) -> Any:
    post = DutyPost.objects.create(community=things.get(community, place), name="夜间值班", seats=2)
    DutyHours.objects.create(post=post, days="daily", starts=time(18), ends=time(8))
    return post


def duty_plan(things: Things, place: str) -> Any:
    """A published month: the clerk serves, or a colleague of his."""
    town, clerk = things.town, things.clerk(place)
    colleague = {"own": town.worker, "sibling": clerk, "far": clerk}[place]
    plan = duty_plans.plan_month(
        things.get(community, place),
        month=timezone.localdate() + timedelta(days=31),
        posts=[things.get(duty_post, place)],
        people=[clerk, colleague],
        actor=clerk,
    )
    return duty_plans.publish_plan(plan, actor=clerk)


def duty_shift(things: Things, place: str) -> Any:
    plan = things.get(duty_plan, place)
    return plan.shifts.filter(person=things.clerk(place)).order_by("period").first()


def duty_swap(things: Things, place: str) -> Any:
    """Asked by the clerk of a colleague; where he has none, of one who came for the occasion."""
    shift, clerk = things.get(duty_shift, place), things.clerk(place)
    town = things.town
    if place == "own":
        return duty_swaps.ask_swap(shift, asked_of=town.second_worker, actor=clerk)
    guest = town.official(
        f"guest_{place}", "来人", f"1360000010{PLACES.index(place)}", "community_staff",
        things.get(community, place),
    )  # fmt: skip
    return duty_swaps.ask_swap(shift, asked_of=guest, actor=clerk)


# --- requests -------------------------------------------------------------------------------------


def menu_item(things: Things, place: str) -> Any:
    category, _made = MenuCategory.objects.get_or_create(code="test", defaults={"name": "小修"})
    return MenuItem.objects.get_or_create(
        code="test-lamp", defaults={"name": "楼道灯", "category": category, "is_public": True}
    )[0]


def menu_code(things: Things, place: str) -> Any:
    return things.get(menu_item, place).code


def service_request(things: Things, place: str) -> Any:
    """Brought by the place's own account; the desks of the place see it."""
    need = Need(
        things.get(community, place),
        "楼道灯不亮了",
        item=things.get(menu_item, place),
        grid=things.grid(place),
        contact_name="李小满",
    )
    before = scope.current()
    row = intake.submit(need, by=Viewer(user=things.user(place)))
    scope.declare(before.communities if before else scope.EVERYTHING)
    return row


def request_pk(things: Things, place: str) -> Any:
    return things.get(service_request, place).pk


def _brought(things: Things, place: str, words: str, **said: Any) -> Any:
    before = scope.current()
    need = Need(things.get(community, place), words, **said)
    row = intake.submit(need, by=Viewer(user=things.user(place)))
    scope.declare(before.communities if before else scope.EVERYTHING)
    return row.pk


def whistle_pk(things: Things, place: str) -> Any:
    """Blown in the place, to the department `liaison` speaks for."""
    here = things.get(community, place)
    asked = Asked(
        here, WhistleKind.QUICK, "占道的集市", "东门外", timezone.now() + timedelta(days=2),
        Department.objects.get(name="双水市政所"),
    )  # fmt: skip
    before = scope.current()
    scope.declare(scope.EVERYTHING)
    street = {"own": things.town.street_official, "sibling": things.town.street_official}
    by = acting_as_grant(street.get(place, things.town.far_official), here)
    row = whistling.draft(asked, by=by)
    row = whistling.issue(row, by=by)
    scope.declare(before.communities if before else scope.EVERYTHING)
    return row.pk


def acting_as_grant(user: Any, place: Any) -> Viewer:
    """As an official of the street, wherever the test wants one."""
    return Viewer(user=user, role=ROLES[STREET_OFFICIAL], grant_id=1, community_ids=(place.pk,))


def sla_rule(things: Things, place: str) -> Any:
    rule = SlaRule.objects.filter(replaced_at__isnull=True).order_by("pk").first()
    assert rule is not None
    return rule.pk


def report_pk(things: Things, place: str) -> Any:
    return _brought(things, place, "商铺占了消防通道", kind=Kind.REPORT)


def protective_pk(things: Things, place: str) -> Any:
    return _brought(things, place, "楼上往死里打孩子")


def _anothers_request(things: Things, place: str) -> ServiceRequest:
    """Brought by somebody who opens none of the pages, and waiting for whoever takes it."""
    need = Need(things.get(community, place), "楼道灯不亮了", grid=things.grid(place))
    before = scope.current()
    row = intake.submit(need, by=Viewer(user=things.town.outsider))
    scope.declare(before.communities if before else scope.EVERYTHING)
    ServiceRequest.objects.filter(pk=row.pk).update(status=Status.POOLED)
    return row


def pooled_public_id(things: Things, place: str) -> Any:
    return _anothers_request(things, place).public_id


def taken_public_id(things: Things, place: str) -> Any:
    """One that the place's own account works on, in person."""
    row = _anothers_request(things, place)
    ServiceRequest.objects.filter(pk=row.pk).update(status=Status.IN_PROGRESS)
    Party.objects.create(
        community_id=row.community_id,
        service_request=row,
        role="lead",
        lane="selfhelp",
        via="pool",
        user=things.user(place),
        signed_at=timezone.now(),
    )
    return row.public_id


def _closed_request(things: Things, place: str) -> ServiceRequest:
    row = things.get(service_request, place)
    now = timezone.now()
    ServiceRequest.objects.filter(pk=row.pk).update(
        status=Status.CLOSED,
        close_kind="visited",
        result="换了灯泡",
        completed_at=now,
        closed_at=now,
    )
    return row


def closed_request(things: Things, place: str) -> Any:
    return _closed_request(things, place).pk


def second_call(things: Things, place: str) -> Any:
    """Drawn by the street above the place."""
    row = _closed_request(things, place)
    rating = Rating.objects.create(
        community_id=row.community_id,
        service_request=row,
        epoch=1,
        grade=5,
        asked_how="door",
        spoke_with="self",
    )
    made = SecondCallDraw.objects.create(
        street=row.community.parent,
        month=timezone.localdate().replace(day=1),
        seed="0" * 32,
        drawn_from=1,
        share=1,
        drawn_by=things.town.outsider,
    )
    return SecondCall.objects.create(draw=made, rating=rating, community_id=row.community_id).pk


def exclusion(things: Things, place: str) -> Any:
    row = _closed_request(things, place)
    return Exclusion.objects.create(
        community_id=row.community_id,
        service_request=row,
        reason="repeated",
        grounds="第三次",
        asked_by=things.town.outsider,
    ).pk


def _wish(things: Things, place: str) -> Wish:
    """On the wall of the place."""
    row = _anothers_request(things, place)
    ServiceRequest.objects.filter(pk=row.pk).update(order_type="wish")
    return Wish.objects.create(
        community_id=row.community_id,
        service_request=row,
        help="time",
        text="想听一次二胡",
        who="一位爷爷",
        until=timezone.localdate() + timedelta(days=9),
        published_at=timezone.now(),
        published_by=things.town.outsider,
    )


def wish_pk(things: Things, place: str) -> Any:
    return _wish(things, place).pk


def wish_public_id(things: Things, place: str) -> Any:
    return _wish(things, place).public_id


def _card(things: Things, place: str) -> HeartCard:
    person = things.get(resident, place)
    return HeartCard.objects.create(
        community_id=person.community_id,
        resident=person,
        token=new_token(),
        issued_by=things.town.outsider,
    )


def card(things: Things, place: str) -> Any:
    return _card(things, place).pk


def card_code(things: Things, place: str) -> Any:
    return _card(things, place).code


def recurring_order(things: Things, place: str) -> Any:
    return RecurringOrder.objects.create(
        community=things.get(community, place),
        words="看老人",
        consent_note="社区例行",
        weekday=0,
        starts_on=timezone.localdate(),
        kept_by=things.town.outsider,
    ).pk


def outing(things: Things, place: str) -> Any:
    return Outing.objects.create(
        community=things.get(community, place),
        grid=things.grid(place),
        kind="patrol",
        worker=things.town.worker if place == "own" else things.town.outsider,
        planned_on=timezone.localdate(),
        route="东门到后街",
        planned_by=things.town.outsider,
    ).pk


def affecting_public_id(things: Things, place: str) -> Any:
    """Another's public matter that touches the place's own account as well."""
    row = _anothers_request(things, place)
    Party.objects.create(
        community_id=row.community_id,
        service_request=row,
        role="affected",
        user=things.user(place),
    )
    return row.public_id


def phone_call(things: Things, place: str) -> Any:
    """On the line just now, with the clerk of the place."""
    return Call.objects.create(
        community=things.get(community, place), phone="13900550001", taken_by=things.clerk(place)
    ).pk


def promised_call(things: Things, place: str) -> Any:
    call = Call.objects.create(
        community=things.get(community, place),
        phone="13900550002",
        taken_by=things.clerk(place),
        outcome="call_back",
        ended_at=timezone.now(),
    )
    return CallBack.objects.create(
        community_id=call.community_id,
        call=call,
        about="回电",
        due_at=timezone.now(),
        tries=3,
        asked_by=call.taken_by,
    ).pk


def request_public_id(things: Things, place: str) -> Any:
    return things.get(service_request, place).public_id


def request_photo(things: Things, place: str) -> Any:
    picture = io.BytesIO()
    Image.new("RGB", (4, 4)).save(picture, "PNG")
    upload = SimpleUploadedFile("灯.png", picture.getvalue(), content_type="image/png")
    by = Viewer(user=things.user(place))
    return attaching.add_photos(things.get(service_request, place), [upload], by=by)[0]
