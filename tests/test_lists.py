"""Every page that opens costs no more statements with fifteen rows of everything than with one,
nor with sixty.

The pages are read off the URLconf. A route that is neither opened here nor named among the acts
fails: whoever adds a page says what stands behind its parameters.
"""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from doors import rooms
from tests.lists.grow import Growing
from tests.routes.walk import Route, routes

SIZES = (1, 15, 60)
ENOUGH = 12
"""Statements for a page, the frame's own included."""
VIEWERS = (
    "secretary", "resident", "worker", "staff", "privacy_officer", "security_admin",
    "system_admin", "auditor", "district_official", "dispatcher", "volunteer", "neighbour",
    "org_manager", "anonymous",
)  # fmt: skip
"""Whoever of them is the first to get the page is the one it is counted for."""

Arguments = Callable[[Growing], list[Any]]
PAGES: dict[str, Arguments] = {
    "communities:resident": lambda it: [it.elder.pk],
    "communities:household": lambda it: [it.town.households["resident"].pk],
    "communities:about_community": lambda it: [it.town.community.pk],
    "communities:duty_shift": lambda it: [it.duty_shift.pk],
    "communities:department": lambda it: [it.town.department.pk],
    "grids:matters": lambda it: [it.town.community.pk],
    "communities:booking": lambda it: [it.booking.pk],
    "communities:centre": lambda it: [it.town.community.pk],
    "communities:room": lambda it: [it.room.pk],
    "communities:area": lambda it: [it.town.community.pk],
    "communities:import": lambda it: [it.job.pk],
    "doors:privacy_answer": lambda it: [it.request.pk],
    "grids:board": lambda it: [it.town.community.pk],
    "grids:boundary": lambda it: [it.town.grid.pk],
    "grids:building": lambda it: [it.house.pk],
    "grids:grid": lambda it: [it.town.grid.pk],
    "grids:grid_board": lambda it: [it.town.grid.pk],
    "grids:group": lambda it: [it.group.pk],
    "grids:handover": lambda it: [it.handover.pk],
    "grids:import_borders": lambda it: [it.town.community.pk],
    "grids:poster": lambda it: [it.town.grid.pk],
    "notices:desk_notice": lambda it: [it.draft.pk],
    "notices:edit": lambda it: [it.draft.pk],
    "notices:notice": lambda it: [it.notice.pk],
    "organizations:checkin_slip": lambda it: [it.checkin.pk],
    "organizations:my_posts": lambda it: [it.serving.pk],
    "organizations:my_post": lambda it: [it.serving.pk, it.post.pk],
    "organizations:service_card": lambda it: [it.serving.pk],
    "organizations:member_card": lambda it: [it.serving.pk],
    "organizations:post": lambda it: [it.post.pk],
    "organizations:letter": lambda it: [it.letter.pk],
    "organizations:member_checkin": lambda it: [it.checkin.pk],
    "organizations:organization": lambda it: [it.organization.pk],
    "organizations:place": lambda it: [it.town.community.pk],
    "organizations:public": lambda it: [it.organization.pk],
    "volunteers:volunteer": lambda it: [it.volunteer.pk],
    "volunteers:led_team": lambda it: [it.team.pk],
    "volunteers:my_meeting": lambda it: [it.meeting.pk],
    "volunteers:meeting": lambda it: [it.meeting.pk],
    "volunteers:feed": lambda it: [it.feed_code],
    "volunteers:team": lambda it: [it.team.pk],
    "volunteers:record": lambda it: [it.record.pk],
    "volunteers:certificate": lambda it: [it.certificate.pk],
    "volunteers:certificate_check": lambda it: [it.certificate.code],
    "volunteers:shift": lambda it: [it.shift.pk],
    "volunteers:desk_shift": lambda it: [it.shift.pk],
    "volunteers:led_shift": lambda it: [it.led_shift.pk],
    "volunteers:hours_ask": lambda it: [it.record.pk],
    "organizations:position": lambda it: [it.position.pk],
    "organizations:worker_pay": lambda it: [it.worker.pk],
    "organizations:social_worker": lambda it: [it.worker.pk],
    "organizations:supervision_ask": lambda it: [it.supervision_ask.pk],
    "organizations:unit_checkin": lambda it: [it.unit.pk],
    "organizations:commissioner": lambda it: [it.commissioner.pk],
    "organizations:cultivation": lambda it: [it.cultivation.pk],
    "organizations:course": lambda it: [it.course.pk],
    "organizations:trainer": lambda it: [it.trainer.pk],
    "organizations:recruitment": lambda it: [it.recruitment.pk],
    "organizations:course_certificate": lambda it: [it.certified.pk],
    "organizations:incubation": lambda it: [it.incubation.pk],
    "organizations:facility": lambda it: [it.facility.pk],
    "organizations:nearby": lambda it: [it.town.community.pk],
    "organizations:secondment": lambda it: [it.secondment.pk],
    "organizations:my_secondment": lambda it: [it.secondment.pk],
    "organizations:secondment_report": lambda it: [it.secondment_report.pk],
    "organizations:demand": lambda it: [it.demand.pk],
    "organizations:match_meeting": lambda it: [it.match_meeting.pk],
    "organizations:pairing": lambda it: [it.pairing.pk],
    "organizations:assessment": lambda it: [it.assessment.pk],
    "activities:calendar": lambda it: [it.town.community.pk],
    "activities:feed": lambda it: [it.town.community.pk],
    "activities:activity": lambda it: [it.activity.pk],
    "activities:activity_gifts": lambda it: [it.activity.pk],
    "activities:desk_activity": lambda it: [it.activity.pk],
    "activities:place": lambda it: [it.offered.code],
    "activities:door": lambda it: [it.activity.pk],
    "activities:sign": lambda it: [it.activity.pk],
    "activities:our_activity": lambda it: [it.ours.pk],
    "activities:brands": lambda it: [it.town.community.pk],
    "activities:brand": lambda it: [it.brand.pk],
    "activities:desk_brand": lambda it: [it.brand.pk],
    "activities:enclave": lambda it: [it.enclave.pk],
    "activities:photos": lambda it: [it.activity.pk],
    "activities:child": lambda it: [it.child_place.pk],
    "activities:roster": lambda it: [it.child_place.activity_id],
    "insights:target": lambda it: [it.target.pk],
    "insights:report": lambda it: [it.month_report.pk],
    "charity:gift": lambda it: [it.gift.pk],
    "charity:campaign": lambda it: [it.campaign.pk],
    "charity:campaigns_public": lambda it: [it.town.community.pk],
    "charity:public": lambda it: [it.town.community.pk],
    "charity:aid_record": lambda it: [it.aid.pk],
    "charity:earnings": lambda it: [it.town.community.pk],
    "charity:fund": lambda it: [it.town.community.pk],
    "charity:release": lambda it: [it.released.pk],
    "charity:report": lambda it: [it.fund_report.pk],
    "charity:thing": lambda it: [it.thing.pk],
    "charity:shelf": lambda it: [it.town.community.pk],
    "charity:lot": lambda it: [it.lot.pk],
    "charity:handout": lambda it: [it.handout.pk],
    "charity:handout_sheet": lambda it: [it.handout.pk],
    "charity:offers": lambda it: [it.town.community.pk],
    "charity:programme": lambda it: [it.programme.pk],
    "charity:diners": lambda it: [it.programme.pk],
    "charity:diner": lambda it: [it.diner.pk],
    "charity:meal_day": lambda it: [it.meal_day.pk],
    "charity:meal_sheet": lambda it: [it.meal_day.pk],
    "charity:meal_kitchen": lambda it: [it.meal_day.pk],
    "points:account": lambda it: [it.account.pk],
    "points:item": lambda it: [it.item.pk],
    "points:open": lambda it: [it.town.community.pk],
    "points:open_list": lambda it: [it.open_list.pk],
    "communities:scan": lambda it: [it.smart_code.code],
    "communities:smart_code": lambda it: [it.smart_code.pk],
    "points:incentives_open": lambda it: [it.town.community.pk],
    "points:policy": lambda it: [it.policy.pk],
    "points:apply": lambda it: [it.policy.pk],
    "points:draft": lambda it: [it.draft_list.pk],
    "points:redeem": lambda it: [it.item.pk],
    "points:record": lambda it: [it.score.pk],
    "affairs:guide": lambda it: ["pension-enrol"],
    "affairs:sheet": lambda it: ["pension-enrol"],
    "affairs:apply": lambda it: ["pension-enrol"],
    "affairs:inquiry": lambda it: [it.inquiry.pk],
    "affairs:affair": lambda it: [it.affair.pk],
    "affairs:mine_one": lambda it: [it.affair.public_id],
    "requests:hook": lambda it: [it.hook.pk],
    "requests:catalogue": lambda it: [it.catalogue.pk],
    "requests:catalogue_test": lambda it: [it.catalogue.pk],
    "requests:case_gifts": lambda it: [it.task.pk],
    "requests:case": lambda it: [it.service_request.pk],
    "requests:whistle": lambda it: [it.whistle.pk],
    "requests:promise": lambda it: [it.sla_rule.pk],
    "requests:sealed_one": lambda it: [it.report.pk],
    "requests:protective_case": lambda it: [it.protective.pk],
    "requests:protective_officer": lambda it: [it.town.community.pk],
    "requests:call": lambda it: [it.call.pk],
    "requests:task": lambda it: [it.task.public_id],
    "requests:mine_one": lambda it: [it.service_request.public_id],
    "requests:public_board": lambda it: [it.town.community.pk],
    "requests:paper_dispatch": lambda it: [it.service_request.pk],
    "requests:paper_receipt": lambda it: [it.service_request.pk],
    "requests:paper_materials": lambda it: [it.menu_item.code],
    "requests:paper_poster": lambda it: [it.town.community.pk],
    "requests:lists_of": lambda it: [it.town.community.pk],
    "requests:lists_version": lambda it: [it.town.community.pk, 1],
    "requests:paper_lists": lambda it: [it.town.community.pk, 1],
    "requests:wall": lambda it: [it.town.community.pk],
    "requests:wish": lambda it: [it.wish.public_id],
    "requests:track": lambda it: [it.affecting.public_id],
    "requests:order_item": lambda it: [it.menu_item.code],
    "insights:theme": lambda it: ["loop"],
    "insights:pillar": lambda it: ["volunteers"],
    "insights:indicator": lambda it: ["solved_rate"],
    "insights:screen": lambda it: [it.screen_secret],
    "insights:screen_renew": lambda it: [it.screen.pk],
}
"""What stands behind the parameters. Pages without parameters are opened without being named."""

NO_PAGES = {
    # acts: they answer to POST, or ask "really?" about one thing
    "accounts:confirm_reset", "accounts:decline_reset", "accounts:end_device",
    "accounts:end_other_devices", "accounts:language", "accounts:mode", "accounts:switch_role",
    "accounts:forget_number", "accounts:prove_code",
    "communities:area_act", "communities:confirm_import", "communities:discard_import",
    "communities:dismiss", "communities:end_authority", "communities:end_binding",
    "communities:end_label", "communities:end_my_authority", "communities:household_act",
    "communities:leave_identity", "communities:leave_post", "communities:lend_role",
    "communities:resident_act", "communities:reveal", "communities:setup_confirm",
    "communities:setup_received", "communities:setup_sms", "communities:take_role_back",
    "communities:department_act", "grids:matters_index",
    "communities:duty_community_act", "communities:duty_plan_act", "communities:duty_shift_act",
    "communities:duty_swap_act",
    "communities:room_act", "communities:booking_act", "communities:withdraw_booking",
    "communities:undo_merge", "doors:numbers", "doors:cancel_request", "doors:demo_enter",
    "doors:my_consent",
    "doors:my_request", "doors:revoke_minor_access", "exports:start", "grids:appointment_act",
    "grids:building_act", "grids:community_act", "grids:end_absence", "grids:grid_act",
    "grids:group_act", "grids:group_report", "grids:report_act", "grids:handover_note",
    "grids:handover_sign",
    "grids:handover_take", "grids:see_report", "messaging:read_all", "notices:act",
    "notices:attach", "notices:check", "notices:detach",
    "activities:activity_act", "activities:enrolment_act", "activities:enrol", "activities:leave",
    "activities:notice_act", "activities:say", "activities:photo", "activities:portrait",
    "activities:photo_new", "activities:photo_act", "activities:our_act",
    "activities:enclave_act", "activities:sent_act", "activities:brand_act",
    "activities:family_act", "activities:child_act", "activities:place_act",
    "activities:card_act", "activities:pickup_act",
    "activities:household", "communities:opened_code",  # behind a ticket of five minutes
    "activities:door_act", "activities:person_act", "activities:here", "activities:sign_in",
    "insights:report_act",
    "charity:campaign_act",
    "charity:gift_act", "charity:allocation_act", "charity:aid_act", "charity:thing_act",
    "charity:public_index", "activities:index",  # they lead to the page of one's community
    "charity:recipient_act", "charity:lot_act", "charity:handout_act",
    "charity:line_act", "charity:fund_act", "charity:member_act", "charity:proposal_act",
    "charity:book_act", "charity:report_act", "charity:earnings_act", "charity:project_act",
    "charity:offers_index", "charity:programme_act", "charity:diner_act", "charity:hand_act",
    "charity:month_act", "charity:price_act", "charity:plot_act", "charity:harvest_act",
    "charity:day_act", "charity:meal_act", "charity:round_act", "charity:order_meal",
    "charity:stop_meal",
    "charity:asset_act", "charity:pot_act", "charity:income_act", "charity:move_act",
    "points:join", "points:leave", "points:appeal", "points:account_act", "points:record_act",
    "points:rule_act", "points:item_act", "points:redemption_act", "points:cancel",
    "points:redeem", "points:agree", "points:withdraw", "points:draft_act",
    "communities:want_smart_code", "communities:lost_smart_code", "communities:end_smart_code",
    "communities:smart_code_act", "points:policy_act", "points:grant_act", "points:my_grant_act",
    "organizations:organization_act", "organizations:service_act", "organizations:manager_act",
    "volunteers:volunteer_act",
    "volunteers:reveal", "volunteers:pause", "volunteers:resume", "volunteers:ward",
    "volunteers:join_team", "volunteers:leave_team", "volunteers:answer", "volunteers:team_act",
    "volunteers:desk_answer", "volunteers:community_act", "volunteers:record_act",
    "volunteers:leave_shift", "volunteers:shift_act", "volunteers:meeting_act",
    "volunteers:opinion_act", "volunteers:make_feed", "volunteers:end_feed",
    "volunteers:question_act", "volunteers:certificate_act", "volunteers:certificate_paper",
    "volunteers:my_certificate", "volunteers:led_shift_act",
    "organizations:own_post_act", "organizations:post_act", "organizations:claim_act",
    "organizations:turn_act", "organizations:letter_act",
    "organizations:own_checkin_act", "organizations:member_act", "organizations:unit_act",
    "organizations:confirm_members", "organizations:social_worker_act",
    "organizations:supervision_ask_act", "organizations:training_base_act",
    "organizations:trainer_act",
    "organizations:stationing_act", "organizations:hours_act", "organizations:exam_act",
    "organizations:pay_act", "organizations:position_act",
    "organizations:demand_act", "organizations:cultivation_act",
    "organizations:facility_act", "organizations:incubation_act", "organizations:course_act",
    "organizations:commissioner_act", "organizations:committee_meeting_act",
    "organizations:hub_membership_act",
    "organizations:recruitment_act", "organizations:match_meeting_act",
    "organizations:secondment_act", "organizations:secondment_day_act",
    "organizations:secondment_report_act", "organizations:own_secondment_act",
    "organizations:own_secondment_day_act", "organizations:own_assessment_act",
    "organizations:pairing_act", "organizations:line_act", "organizations:assessment_act",
    "requests:case_act", "requests:case_contact", "requests:claim", "requests:decline",
    "requests:protective_act", "requests:whistle_act",
    "requests:task_act", "requests:task_contact", "requests:join", "requests:mine_act",
    "requests:catalogue_act", "requests:catalogue_begin", "requests:raise_rule",
    "requests:rule_act", "requests:batch_start", "requests:batch_confirm", "requests:batch_discard",
    "requests:token_revoke", "insights:screen_act",
    "requests:call_keep", "requests:call_back", "requests:look_up",
    "requests:many",
    "requests:hook_end", "requests:hook_again", "requests:hook_all_again",
    "requests:recurring_stop",
    "requests:field_plan", "requests:field_log", "requests:field_drop", "requests:field_found",
    "requests:wish_take", "requests:desk_wish_act", "requests:wishes", "requests:card_scan",
    "requests:card_order", "requests:card_issue", "requests:card_sheet", "requests:card_end",
    "requests:forward", "requests:forward_receive", "requests:forward_door",
    "requests:forward_answer", "requests:lists_here",
    "requests:track_act", "requests:public", "requests:draw", "requests:second_call",
    "requests:second_call_number", "requests:ask_exclusion", "requests:decide_exclusion",
    "affairs:mine_act", "affairs:carry", "affairs:affair_act", "affairs:affair_contact",
    "affairs:helped",
    "insights:saved_view_act",
    # files, and answers to machines
    "affairs:paper", "affairs:affair_paper",
    "figures:indicators", "figures:indicator",
    "api:schema", "api:menu", "api:item", "api:orders", "api:order", "api:events", "api:reply",
    "open311:discovery", "open311:services", "open311:definition", "open311:requests",
    "open311:request", "open311:token", "open311:updates", "api:urge", "api:withdraw", "api:rate",
    "communities:import_report", "communities:import_template", "doors:my_export",
    "exports:download", "exports:show", "messaging:receipt", "notices:file",
    "insights:report_file",
    "requests:case_photo", "requests:mine_photo", "requests:task_photo",
    # one thing, read once; the way on from somewhere
    "account_confirm_login_code", "account_reauthenticate", "accounts:confirm_phone",
    "communities:centres", "doors:go", "organizations:index", "organizations:nearby_index",
    "messaging:message", "mfa_authenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
}  # fmt: skip
"""Nothing is listed there."""

DEARER = {
    "grids:grid": 22, "grids:mine": 22, "grids:list": 16, "grids:group": 14, "grids:building": 13,
    "communities:setup": 14, "communities:area": 15, "communities:resident": 16,
    "communities:handover": 15, "communities:centre": 13, "communities:duty": 14,
    "communities:department": 16, "grids:reports": 13,
    "communities:about": 14, "communities:about_community": 14,
    "organizations:organization": 19, "organizations:social_worker": 16,
    "organizations:secondment": 14, "organizations:cultivation": 13,
    "organizations:checkins": 13, "volunteers:volunteer": 15, "volunteers:skills": 13,
    "volunteers:list": 14, "volunteers:teams": 13, "grids:board": 14,
    "requests:case": 21, "requests:call": 19, "requests:mine_one": 16, "requests:order_item": 13,
    "requests:catalogue": 16, "requests:track": 14, "requests:task": 13,
    "volunteers:team": 15, "volunteers:led_team": 20, "charity:programme": 17,
    "insights:targets": 15, "insights:target": 16, "insights:report": 16,
}  # fmt: skip
"""What gathers from many places: it may cost this much, and no more."""

FRAME = 6
"""Session, account, its roles and their places, the community's profile, the bell."""
WIDER = {
    "doors:desk": 15,
    "doors:home": 4,
    "doors:insights": 6,
    "insights:loop": 6,
    "insights:theme": 4,
    "insights:pillar": 4,
    "insights:indicator": 5,
}
"""What a home takes beside its frame, a statement for each panel and one for each room's list of
today: the grids' map and what waits in it, the register's two, lists with several kinds of lines,
offers that were empty. It only sinks: a new room brings its panels and its one list."""

BOOKKEEPING = re.compile(r"(SAVEPOINT|RELEASE SAVEPOINT|SELECT set_config\()")
"""The transaction and its scope: the same for every page, and no question."""


def pages() -> list[Route]:
    """Whatever a GET may open; of the admin the first page and the lists."""
    return [
        route
        for route in routes()
        if not route.pattern.startswith("admin/")
        or route.name == "admin:index"
        or route.name.endswith("_changelist")
    ]


def test_whoever_adds_a_page_says_what_stands_behind_it():
    needing = {route.name for route in pages() if route.parameters}
    assert needing - PAGES.keys() - NO_PAGES == set()
    names = {route.name for route in pages()}
    assert (PAGES.keys() | NO_PAGES | DEARER.keys()) - names == set(), "no longer there"


@dataclass
class Opened:
    name: str
    client: Client
    path: str
    costs: list[int] = field(default_factory=list)
    asked: list[list[str]] = field(default_factory=list)
    limit: int = ENOUGH

    def measure(self) -> None:
        self.client.get(self.path)  # what is written down once in a while is written down now
        with CaptureQueriesContext(connection) as seen:
            response = self.client.get(self.path)
        assert response.status_code == 200, self.path
        asked = [row["sql"] for row in seen if not BOOKKEEPING.match(row["sql"])]
        self.costs.append(len(asked))
        self.asked.append(asked)
        self.limit = DEARER.get(self.name, ENOUGH)
        if self.name in WIDER:
            self.limit = FRAME + WIDER[self.name] + panels_and_lists(response)

    def growth(self) -> list[str]:
        """What is asked more often for many than for one."""
        few, many = (Counter(sql[:160] for sql in self.asked[turn]) for turn in (0, -1))
        return [f"{count} × {sql}" for sql, count in (many - few).items()]


def panels_and_lists(response: Any) -> int:
    """A room that comes to a home brings a statement for each panel, and one for its list."""
    shown = response.context
    places = ("panels_first", "panels_main", "panels_side")
    panels = [html for place in places for html in shown.get(place, ())]
    lists = [room for room in rooms.offers("panels") if hasattr(room, "todo")]
    return len(panels) + (len(lists) if "todo" in shown else 0)


def opened(grown: Growing) -> list[Opened]:
    clients = {name: grown.town.enter(Client(), name) for name in VIEWERS}
    found, nobody = [], []
    for route in pages():
        if route.name in NO_PAGES:
            continue
        path = reverse(route.name, args=PAGES.get(route.name, lambda it: [])(grown))
        for client in clients.values():
            if client.get(path).status_code == 200:
                found.append(Opened(route.name, client, path))
                break
        else:
            nobody.append(route.name)
    assert not nobody, f"no page for anybody: an act? {nobody}"
    return found


@pytest.mark.slow
@pytest.mark.django_db
def test_every_page_costs_the_same_for_one_and_for_many(town, monkeypatch, settings):
    settings.STAFF_IDLE_MINUTES = 24 * 60  # nobody touches anything while the town grows
    monkeypatch.setattr("doors.story.banner", dict)  # only the demo asks how far its story is
    for pulse in ("PULSE", "STAFF_PULSE"):  # on a busy machine a minute passes in between
        monkeypatch.setattr(f"accounts.middleware.{pulse}", 86400)
    grown = Growing(town)
    grown.to(1)
    found = opened(grown)
    for size in SIZES:
        grown.to(size)
        for page in found:
            page.measure()
    for page in sorted(found, key=lambda page: -page.costs[-1]):
        print(f"{page.name:<48} {page.costs}")
    # A list may ask less once its first page is full, never more.
    assert {page.name: page.growth() for page in found if max(page.costs) > page.costs[0]} == {}
    dear = {page.name: page.costs[0] for page in found if page.costs[0] > page.limit}
    assert dear == {}
