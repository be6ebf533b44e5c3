"""Who leaves takes no protective case with him, whatever way he leaves."""

import pytest

from accounts.handover import open_duties
from accounts.models import RoleGrant
from accounts.roles import COMMUNITY_SECRETARY, COMMUNITY_STAFF
from communities.actions import roles
from communities.queries import staff
from core import scope
from core.models import AuditEvent, Message
from requests.actions import protecting, watching
from requests.models import ProtectiveCase, ProtectiveOfficer, Recusal, ServiceRequest
from requests.queries import sealed

pytestmark = pytest.mark.django_db
WORDS = "楼上的孩子天天被打，昨天听见喊救命"


@pytest.fixture
def grant(town):
    return RoleGrant.objects.get(user=town.staff, role=COMMUNITY_STAFF)


@pytest.fixture
def heir(town):
    return town.official("heir", "周接手", "13900007788", COMMUNITY_STAFF, town.community)


@pytest.fixture
def row(desk, town):
    protecting.name_officer(town.community, user=town.staff, actor=town.secretary)
    return desk.submit(WORDS)


def case_of(row):
    with scope.entered(scope.EVERYTHING):
        return ProtectiveCase.objects.select_related("officer", "backup").get(service_request=row)


def leave(town, grant, to):
    """Under the secretary's own scope, who sees no row of it."""
    viewer = town.viewer("secretary")
    with scope.entered(viewer.community_ids, user_id=viewer.user_id):
        roles.leave_post(grant, to, by=viewer, reason="调走")


def test_it_goes_to_the_successor_and_the_one_behind_stays(town, row, grant, heir):
    before = case_of(row)
    leave(town, grant, heir)
    case = case_of(row)
    assert (case.officer, case.backup_id, case.seen_at) == (heir, before.backup_id, None)
    assert ServiceRequest.objects.get(pk=row.pk).keeper == heir
    assert case.steps.filter(what="handed").exists()
    told = Message.objects.filter(code="requests.protective")
    assert told.filter(to_user=heir).count() == 1
    assert told.filter(to_user=before.backup).count() == 1  # he had known


def test_without_a_successor_the_one_behind_moves_up_and_another_stands_behind(town, row, grant):
    before = case_of(row)
    leave(town, grant, None)
    case = case_of(row)
    assert case.officer_id == before.backup_id
    assert case.backup_id not in {None, town.staff.pk, case.officer_id}


def test_a_successor_with_an_interest_does_not_hear_of_it(town, row, grant, heir):
    Recusal.objects.create(community=row.community, service_request=row, user=heir, reason="亲戚")
    leave(town, grant, heir)
    case = case_of(row)
    assert heir.pk not in {case.officer_id, case.backup_id}
    assert town.staff.pk not in {case.officer_id, case.backup_id}
    assert not Message.objects.filter(to_user=heir, code="requests.protective").exists()


def test_who_stands_behind_leaves_too(town, row, desk, grant, heir):
    protecting.hand_over(case_of(row), note="", by=desk.viewer("staff"))
    assert case_of(row).backup == town.staff
    officer = case_of(row).officer_id
    leave(town, grant, heir)
    assert (case_of(row).officer_id, case_of(row).backup) == (officer, heir)


def test_that_there_is_one_is_told_to_nobody_but_himself(town, row, grant):
    assert "保护专件" in [str(one.title)[:4] for one in open_duties(grant)]
    assert "保护专件" in staff.in_hands(town.viewer("staff"), grant)
    assert "保护" not in staff.in_hands(town.viewer("secretary"), grant)
    leave(town, grant, None)
    (event,) = AuditEvent.objects.filter(verb="accounts.post_left")
    assert "protective" not in str(event.details)


def test_who_names_the_officer_hears_that_there_is_none(town, row, grant, desk):
    leave(town, grant, None)
    assert not ProtectiveOfficer.objects.standing().filter(user=town.staff).exists()
    told = Message.objects.get(code="requests.protective_unnamed")
    assert told.to_user == town.secretary
    (named,) = sealed.named(desk.viewer("secretary"))
    assert named.user is None


def test_the_one_who_names_has_left_himself_the_next_above_hears(town, desk):
    protecting.name_officer(town.community, user=town.secretary, actor=town.street_official)
    own = RoleGrant.objects.get(user=town.secretary, role=COMMUNITY_SECRETARY)
    roles.leave_post(own, town.staff, by=desk.viewer("secretary"), reason="退休")
    told = Message.objects.filter(code="requests.protective_unnamed")
    assert town.secretary.pk not in told.values_list("to_user", flat=True)
    assert told.exists()


def test_dismissed_at_once_the_next_minute_finds_it_other_hands(town, row, grant):
    roles.dismiss(grant, by=town.viewer("secretary"), reason="停职")
    assert case_of(row).officer == town.staff
    watching.look()
    case = case_of(row)
    assert town.staff.pk not in {case.officer_id, case.backup_id}
    assert ServiceRequest.objects.get(pk=row.pk).keeper_id == case.officer_id
    steps = case.steps.count()
    watching.look()
    assert case_of(row).steps.count() == steps


def test_what_comes_after_he_left_does_not_go_to_him(town, row, grant, desk):
    roles.dismiss(grant, by=town.viewer("secretary"), reason="停职")
    again = desk.submit("隔壁孩子身上好多淤青，大人说是摔的")
    assert case_of(again).officer != town.staff


def test_who_goes_on_working_there_keeps_it(town, row, grant):
    roles.give(COMMUNITY_STAFF, town.staff, [town.community], actor=town.secretary, reason="续任")
    leave(town, grant, None)
    assert case_of(row).officer == town.staff
    watching.look()
    assert case_of(row).officer == town.staff
