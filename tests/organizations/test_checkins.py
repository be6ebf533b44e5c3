"""双报到: registered → confirmed → active → transferred | ended; declined with a kind word."""

from datetime import datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.actions.consents import record_consent
from accounts.models import ConsentEvent, ConsentKind
from communities.actions import residents
from communities.queries.past import history_of
from core.exceptions import DomainError
from core.models import AuditEvent, Message, TallyDelta
from core.tasks import deliver_outbox
from organizations.actions import checkins
from organizations.actions.checkin_facts import MemberFacts
from organizations.checkin_workflow import (
    MEMBER_STEPS,
    STANDING,
    UNIT_STEPS,
    CheckinStatus,
)
from organizations.models import MemberCheckin, PostClass, TimeSlot
from organizations.queries import checkins as queries

pytestmark = pytest.mark.django_db
S = CheckinStatus


def facts(**said):
    values = {
        "name": "张桂芳",
        "home_unit": "第一小学",
        "posts": PostClass.objects.filter(code__in=["governance", "health"]),
        "times": ["day_off", "workday_evening"],
    }
    return MemberFacts(**{**values, **said})


@pytest.fixture
def checkin(town):
    return checkins.register_member(town.community, town.resident, facts(), actor=town.resident)


@pytest.fixture
def active(town, checkin):
    return checkins.confirm_member(checkin, actor=town.staff, grid=town.grid)


def test_an_account_without_a_name_has_the_one_he_gave_himself(town):
    """What a colleague writes for him at the counter is the paper's, not his account's."""
    for account, actor, name in (
        (town.resident, town.resident, "张桂芳"),
        (town.stranger, town.staff, ""),
    ):
        account.name = ""
        account.save(update_fields=["name"])
        checkins.register_member(
            town.community, account, facts(name="张 桂芳"), actor=actor, evidence="当面"
        )
        account.refresh_from_db()
        assert account.name.open() == name


def in_state(town, checkin, state):
    """The same check-in, brought there by the actions."""
    if state == S.DECLINED:
        return checkins.decline_member(checkin, reason="先忙完换届", actor=town.staff)
    if state in (S.CONFIRMED, S.ACTIVE, S.TRANSFERRED, S.ENDED):
        checkin = checkins.confirm_member(checkin, actor=town.staff)
    if state in (S.ACTIVE, S.TRANSFERRED, S.ENDED):
        checkin = checkins.place_member(checkin, grid=town.grid, actor=town.staff)
    if state == S.TRANSFERRED:
        return checkins.transfer_member(checkin, community=town.sibling, actor=town.staff)
    if state == S.ENDED:
        return checkins.end_member(checkin, reason="搬走了", actor=town.staff)
    return checkin


def doing(town):
    return {
        "confirm": lambda it: checkins.confirm_member(it, actor=town.staff),
        "decline": lambda it: checkins.decline_member(it, reason="先忙完换届", actor=town.staff),
        "place": lambda it: checkins.place_member(it, grid=None, actor=town.staff),
        "transfer": lambda it: checkins.transfer_member(
            it, community=town.sibling, actor=town.resident
        ),
        "end": lambda it: checkins.end_member(it, reason="搬走了", actor=town.staff),
        "withdraw": lambda it: checkins.withdraw_member(it, actor=town.resident),
    }


# --- the table ------------------------------------------------------------------------------------
def test_every_state_but_the_last_ones_has_a_way_out():
    for steps in (MEMBER_STEPS, UNIT_STEPS):
        for state in STANDING:
            assert [step for step in steps if state in step.sources], state
        over = set(S) - set(STANDING)
        assert not [step for step in steps if over & step.sources]
    assert "transfer" not in {step.name for step in UNIT_STEPS}


@pytest.mark.parametrize("state", S.values)
@pytest.mark.parametrize("step", MEMBER_STEPS, ids=lambda step: step.name)
def test_each_step_leads_where_the_table_says_and_nowhere_else(town, checkin, state, step):
    before = in_state(town, checkin, state)
    do = doing(town)[step.name]
    if state in step.sources:
        assert do(before).status == step.target
    else:
        with pytest.raises(DomainError) as refused:
            do(before)
        assert refused.value.code == "moved_on"
        assert MemberCheckin.objects.get(pk=before.pk).status == state


# --- registering ----------------------------------------------------------------------------------
def test_a_member_registers_and_his_consent_is_written_down(town, checkin):
    assert (checkin.status, checkin.user, checkin.grid) == ("registered", town.resident, town.grid)
    assert {post.code for post in checkin.posts.all()} == {"governance", "health"}
    assert checkin.times == ["workday_evening", "day_off"]
    subject = town.people["resident"].subject
    assert ConsentEvent.objects.holds(subject, ConsentKind.POLITICAL)
    event = ConsentEvent.objects.get(subject=subject, kind=ConsentKind.POLITICAL)
    assert (event.user, event.on_behalf_by, event.scope) == (
        town.resident, None, town.community.pk,
    )  # fmt: skip


def test_somebody_who_is_in_no_register_may_check_in_all_the_same(town):
    made = checkins.register_member(
        town.community, town.stranger, facts(name="何方"), actor=town.stranger
    )
    assert made.grid is None
    assert ConsentEvent.objects.holds(town.stranger.subject, ConsentKind.POLITICAL)


def test_at_the_counter_the_clerk_says_how_he_agreed(town):
    with pytest.raises(DomainError, match="怎么同意"):
        checkins.register_member(town.community, town.stranger, facts(), actor=town.staff)
    made = checkins.register_member(
        town.community, town.stranger, facts(), actor=town.staff, evidence="窗口当面"
    )
    assert made.registered_by == town.staff
    assert ConsentEvent.objects.get(subject=town.stranger.subject).on_behalf_by == town.staff


def test_one_stands_at_a_time_and_after_it_another_may(town, checkin):
    with pytest.raises(DomainError) as refused:
        checkins.register_member(town.community, town.resident, facts(), actor=town.resident)
    assert refused.value.code == "already_here"
    checkins.decline_member(checkin, reason="先忙完换届", actor=town.staff)
    again = checkins.register_member(town.community, town.resident, facts(), actor=town.resident)
    assert again.pk != checkin.pk
    elsewhere = checkins.register_member(town.sibling, town.resident, facts(), actor=town.resident)
    assert elsewhere.status == S.REGISTERED


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": " "}, "name"),
        ({"posts": []}, "posts"),
        ({"times": []}, "times"),
        ({"times": ["midnight"]}, "times"),
    ],
)
def test_what_is_missing_is_asked_for_by_name(town, said, field):
    with pytest.raises(DomainError) as refused:
        checkins.register_member(town.community, town.stranger, facts(**said), actor=town.stranger)
    assert refused.value.field == field
    assert not MemberCheckin.objects.exists()
    assert not ConsentEvent.objects.filter(kind=ConsentKind.POLITICAL).exists()


def test_a_grid_is_no_community(town):
    with pytest.raises(DomainError) as refused:
        checkins.register_member(town.grid, town.stranger, facts(), actor=town.stranger)
    assert refused.value.field == "community"


def test_numbers_do_not_stay_in_his_words(town):
    made = checkins.register_member(
        town.community,
        town.stranger,
        facts(skills="修电器 13912345678", intent="打 13912345678 找我"),
        actor=town.stranger,
    )
    assert "13912345678" not in made.skills + made.intent


def test_his_unit_is_found_in_the_register_by_its_name(town):
    unit = town.organization
    made = checkins.register_member(
        town.community,
        town.stranger,
        facts(home_unit=unit.name, units=queries.units_named(f" {unit.name}")),
        actor=town.stranger,
    )
    assert made.home_unit == unit


# --- answering ------------------------------------------------------------------------------------
def test_confirmed_with_a_grid_he_is_active_and_told(town, active):
    assert (active.status, active.grid, active.decided_by) == ("active", town.grid, town.staff)
    told = Message.objects.get(code="organizations.checkin_confirmed")
    assert told.to_user == town.resident
    assert "党" not in told.title.open() + told.body.open()
    assert TallyDelta.objects.get(measure="organizations.member_checkins").delta == 1


def test_declined_he_reads_why_and_may_come_again(town, checkin):
    with pytest.raises(DomainError, match="原因"):
        checkins.decline_member(checkin, reason=" ", actor=town.staff)
    done = checkins.decline_member(checkin, reason="先忙完换届", actor=town.staff)
    assert done.reason == "先忙完换届"
    assert Message.objects.get(code="organizations.checkin_declined").to_user == town.resident
    assert not TallyDelta.objects.filter(measure="organizations.member_checkins").exists()


def test_many_are_confirmed_at_once_each_into_his_own_grid(town, checkin):
    second = checkins.register_member(
        town.community, town.neighbour, facts(name="王建国"), actor=town.neighbour
    )
    third = checkins.register_member(
        town.community, town.stranger, facts(name="何方"), actor=town.stranger
    )
    rows = [checkin, second, third]
    checkins.decline_member(second, reason="先忙完换届", actor=town.staff)
    assert checkins.confirm_members(rows, actor=town.staff) == 2
    for row in rows:
        row.refresh_from_db()
    assert [row.status for row in rows] == ["active", "declined", "confirmed"]


def test_the_grid_must_be_of_this_community(town, checkin):
    checkin = checkins.confirm_member(checkin, actor=town.staff)
    with pytest.raises(DomainError) as refused:
        checkins.place_member(checkin, grid=town.sibling_grid, actor=town.staff)
    assert refused.value.field == "grid"
    whole = checkins.place_member(checkin, grid=None, actor=town.staff)
    assert (whole.status, whole.grid) == (S.ACTIVE, None)


def test_what_was_counted_in_is_counted_out(town, active):
    checkins.end_member(active, reason="搬走了", actor=town.staff)
    steps = TallyDelta.objects.filter(measure="organizations.member_checkins")
    assert [step.delta for step in steps.order_by("pk")] == [1, -1]


# --- a pause --------------------------------------------------------------------------------------
def test_he_rests_until_a_day_and_is_back_on_the_next(town, active):
    today = timezone.localdate()
    assert queries.can_claim(town.resident, town.community)
    checkins.pause_member(active, until=today + timedelta(days=3), actor=town.resident)
    active.refresh_from_db()
    assert active.is_paused
    assert not queries.can_claim(town.resident, town.community)
    later = today + timedelta(days=4)
    assert MemberCheckin.objects.serving(later).filter(pk=active.pk).exists()
    checkins.resume_member(active, actor=town.resident)
    assert queries.can_claim(town.resident, town.community)
    for until in (today - timedelta(days=1), today + timedelta(days=400)):
        with pytest.raises(DomainError) as refused:
            checkins.pause_member(active, until=until, actor=town.resident)
        assert refused.value.field == "until"


@pytest.mark.parametrize("state", [S.REGISTERED, S.CONFIRMED, S.ENDED, S.DECLINED])
def test_only_who_is_in_a_post_may_claim(town, checkin, state):
    in_state(town, checkin, state)
    assert not queries.can_claim(town.resident, town.community)


def test_weekly_times_know_days_off_and_evenings(town, active):
    here = timezone.get_current_timezone()
    sunday = datetime(2026, 11, 22, 10, tzinfo=here)
    monday_evening = datetime(2026, 11, 23, 19, tzinfo=here)
    monday = datetime(2026, 11, 23, 10, tzinfo=here)
    national_day = datetime(2025, 10, 1, 10, tzinfo=here)
    assert [TimeSlot.of(at) for at in (sunday, monday_evening, monday, national_day)] == [
        "day_off", "workday_evening", "workday", "day_off",
    ]  # fmt: skip
    for at, there in ((sunday, True), (monday_evening, True), (monday, False)):
        assert MemberCheckin.objects.free_at(at).filter(pk=active.pk).exists() is there


# --- moving on ------------------------------------------------------------------------------------
def test_a_transfer_waits_in_the_other_community_once(town, active):
    checkins.transfer_member(active, community=town.sibling, actor=town.resident)
    assert not MemberCheckin.objects.filter(community=town.sibling).exists()
    deliver_outbox()
    received = MemberCheckin.objects.get(community=town.sibling)
    assert (received.status, received.user) == (S.REGISTERED, town.resident)
    assert (received.times, received.skills) == (active.times, active.skills)
    assert set(received.posts.all()) == set(active.posts.all())
    active.refresh_from_db()
    assert checkins.receive_member(active) is None
    checkins.withdraw_member(received, actor=town.resident)
    assert checkins.receive_member(active) is None
    assert MemberCheckin.objects.filter(community=town.sibling).count() == 1


def test_nobody_moves_to_where_he_is(town, active):
    for place in (town.community, town.grid):
        with pytest.raises(DomainError) as refused:
            checkins.transfer_member(active, community=place, actor=town.resident)
        assert refused.value.field == "community"


def test_without_his_consent_nothing_stands(town, active):
    record_consent(
        town.people["resident"].subject, ConsentKind.POLITICAL, given=False, user=town.resident
    )
    deliver_outbox()
    active.refresh_from_db()
    assert active.status == S.ENDED


def test_another_consent_taken_back_leaves_it_alone(town, active):
    subject = town.people["resident"].subject
    for given in (True, False):
        record_consent(subject, ConsentKind.PORTRAIT, given=given, user=town.resident)
    deliver_outbox()
    active.refresh_from_db()
    assert active.status == S.ACTIVE


def test_the_dead_serve_no_more(town, active):
    residents.record_death(town.people["resident"], actor=town.staff)
    deliver_outbox()
    active.refresh_from_db()
    assert active.status == S.ENDED


def test_he_corrects_what_he_said_while_it_stands(town, active):
    posts = PostClass.objects.filter(code="legal")
    changed = checkins.correct_member(
        active, facts(posts=posts, skills="法律", shares_name=True), actor=town.resident
    )
    assert (changed.skills, [p.code for p in changed.posts.all()]) == ("法律", ["legal"])
    checkins.withdraw_member(changed, actor=town.resident)
    with pytest.raises(DomainError):
        checkins.correct_member(changed, facts(), actor=town.resident)


def test_every_step_stands_in_the_history_without_his_name(town, active):
    verbs = set(AuditEvent.objects.values_list("verb", flat=True))
    assert {
        "organizations.member_registered",
        "organizations.member_confirm",
        "organizations.member_place",
    } <= verbs
    for event in AuditEvent.objects.filter(verb__startswith="organizations.member_"):
        assert "张桂芳" not in str(event.details)


def test_what_he_does_himself_names_him_to_no_auditor(town, active):
    """Whoever reads the audit knows who checked in, if the event names its actor."""
    checkins.pause_member(active, until=timezone.localdate(), actor=town.resident)
    checkins.withdraw_member(active, actor=town.resident)
    own = AuditEvent.objects.filter(
        Q(verb__startswith="organizations.member_") | Q(details__kind=ConsentKind.POLITICAL)
    )
    assert {event.verb for event in own.filter(details__by="oneself")} == {
        "organizations.member_registered",
        "organizations.member_paused",
        "organizations.member_withdraw",
        "accounts.consent_given",
    }
    assert not own.filter(actor=town.resident).exists()
    assert own.filter(actor=town.staff, verb="organizations.member_confirm").exists()
    told = [event.text for event in history_of(town.viewer("staff"), active)]
    assert "本人 报到" in told


# --- without an account ---------------------------------------------------------------------------
def at_desk(town, **said):
    return checkins.register_at_desk(
        town.community, None, facts(name="老书记"), evidence="到家里当面", actor=town.staff, **said
    )


def test_who_has_no_phone_is_written_down_at_the_desk(town):
    made = at_desk(town)
    assert (made.user, made.phone.open(), made.registered_by) == (None, "", town.staff)
    event = ConsentEvent.objects.get(subject=made.key, kind=ConsentKind.POLITICAL)
    assert (event.user, event.on_behalf_by) == (None, town.staff)
    sent = Message.objects.count()
    checkins.confirm_member(made, actor=town.staff, grid=town.grid)
    assert Message.objects.count() == sent, "there is nobody to send it to"
    with pytest.raises(DomainError, match="怎么同意"):
        checkins.register_at_desk(town.community, None, facts(), evidence=" ", actor=town.staff)


def test_the_register_of_residents_knows_him(town):
    elder = town.people["elder"]
    made = at_desk(town, resident=elder)
    assert (made.key, made.grid) == (elder.subject, elder.grid)
    with pytest.raises(DomainError) as refused:
        at_desk(town, resident=elder)
    assert refused.value.code == "already_here"
    bound = town.people["resident"]
    assert at_desk(town, resident=bound).user == town.resident, "the account is his"


def test_a_number_that_is_none_is_sent_back(town):
    with pytest.raises(DomainError) as refused:
        at_desk(town, phone="12345")
    assert refused.value.field == "contact_phone"
    made = at_desk(town, phone="0858-8888888")
    keeps = town.viewer("staff")
    assert queries.find_members(keeps, "0858-8888888").get() == made
    assert queries.member_page(keeps, queries.get_member(keeps, made.pk)).phone


def test_he_moves_house_and_stops_like_everybody_else(town):
    made = checkins.confirm_member(at_desk(town), actor=town.staff)
    checkins.transfer_member(made, community=town.sibling, actor=town.staff)
    deliver_outbox()
    there = MemberCheckin.objects.get(community=town.sibling)
    assert (there.subject, there.user, there.status) == (made.subject, None, S.REGISTERED)
    record_consent(
        there.subject, ConsentKind.POLITICAL, given=False, user=None, on_behalf_by=town.staff,
        evidence="来电话说不报了",
    )  # fmt: skip
    deliver_outbox()
    there.refresh_from_db()
    assert there.status == S.ENDED


def test_with_his_death_it_ends(town):
    elder = town.people["elder"]
    made = at_desk(town, resident=elder)
    residents.record_death(elder, actor=town.staff)
    deliver_outbox()
    made.refresh_from_db()
    assert made.status == S.ENDED


# --- what the database holds ----------------------------------------------------------------------
@pytest.mark.parametrize(
    "broken",
    [
        {"status": "lost"},
        {"status": "confirmed", "decided_by": None},
        {"status": "ended"},
        {"status": "transferred", "ended_at": timezone.now()},
        {"status": "declined", "ended_at": timezone.now(), "reason": ""},
        {"times": ["midnight"]},
        {"user": None},
        {"subject": UUID(int=1)},
        {"ended_at": timezone.now()},
    ],
)
def test_the_database_keeps_the_states_apart(checkin, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        MemberCheckin.objects.filter(pk=checkin.pk).update(**broken)
