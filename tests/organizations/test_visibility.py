"""That somebody is a Party member: who may know it, and who reaches a social worker."""

import pytest
from django.urls import reverse

from communities.models import Area
from core import scope
from core.models import AuditEvent
from organizations.actions import checkins, social_workers, stationings, unit_checkins
from organizations.actions.social_workers import WorkerFacts
from organizations.models import MemberCheckin, SocialWorker, Stationing, UnitCheckin
from organizations.queries import checkins as queries
from organizations.search import search
from tests.organizations.test_checkins import facts
from tests.organizations.test_unit_checkins import facts as unit_facts

pytestmark = pytest.mark.django_db


@pytest.fixture
def checkin(town):
    return checkins.register_member(town.community, town.resident, facts(), actor=town.resident)


def seeing(town, rows, pk):
    names = {"anonymous", *town.accounts}
    return {n for n in names if rows.visible_to(town.viewer(n)).filter(pk=pk).exists()}


def managing(town, rows, pk):
    names = {"anonymous", *town.accounts}
    return {n for n in names if rows.manageable_by(town.viewer(n)).filter(pk=pk).exists()}


# --- members --------------------------------------------------------------------------------------
def test_the_staff_and_himself_know_and_nobody_else(town, checkin):
    rows = MemberCheckin.objects.all()
    assert seeing(town, rows, checkin.pk) == {"staff", "secretary", "resident"}
    assert managing(town, rows, checkin.pk) == {"staff", "secretary"}


def test_the_worker_of_the_grid_meets_him_once_he_serves_there(town, checkin):
    checkins.confirm_member(checkin, actor=town.staff, grid=town.grid)
    rows = MemberCheckin.objects.all()
    assert seeing(town, rows, checkin.pk) == {"staff", "secretary", "resident", "worker"}
    checkins.withdraw_member(checkin, actor=town.resident)
    assert "worker" not in seeing(town, rows, checkin.pk)


def test_his_unit_counts_him_and_knows_his_name_only_if_he_agreed(town):
    unit = town.organization
    hidden = checkins.register_member(
        town.community, town.resident, facts(home_unit=unit.name, units=[unit]), actor=town.resident
    )
    named = checkins.register_member(
        town.community,
        town.neighbour,
        facts(name="王建国", home_unit=unit.name, units=[unit], shares_name=True),
        actor=town.neighbour,
    )
    assert queries.members_of_units(town.viewer("org_manager"))[0].total == 0
    for row in (hidden, named):
        checkins.confirm_member(row, actor=town.staff)
    found = queries.members_of_units(town.viewer("org_manager"))[0]
    assert (found.total, found.unnamed) == (2, 1)
    assert [str(row.name) for row in found.named] == ["王建国"]
    assert "org_manager" not in seeing(town, MemberCheckin.objects.all(), hidden.pk)


def test_the_wall_of_the_database_says_the_same(town, checkin):
    def there(**scoped):
        with scope.entered(scoped.pop("communities", ()), **scoped):
            return MemberCheckin.objects.filter(pk=checkin.pk).exists()

    unit = town.organization
    checkins.correct_member(checkin, facts(home_unit=unit.name, units=[unit]), actor=town.resident)
    assert there(communities=[town.community.pk])
    assert there(user_id=town.resident.pk)
    assert not there(communities=[town.sibling.pk])
    assert not there(user_id=town.neighbour.pk)
    assert not there(organizations=[unit.pk])
    checkins.correct_member(
        checkin, facts(home_unit=unit.name, units=[unit], shares_name=True), actor=town.resident
    )
    assert there(organizations=[unit.pk])


def test_opening_him_is_written_down(town, checkin, enter):
    enter("staff").get(reverse("organizations:member_checkin", args=[checkin.pk]))
    event = AuditEvent.objects.get(verb="organizations.membercheckin.read")
    assert event.actor == town.staff


# --- units ----------------------------------------------------------------------------------------
def test_a_units_paper_is_for_both_sides(town):
    made = unit_checkins.register_unit(
        town.organization, town.community, unit_facts(), actor=town.org_manager
    )
    rows = UnitCheckin.objects.all()
    assert seeing(town, rows, made.pk) == {"staff", "secretary", "org_manager"}


# --- social workers -------------------------------------------------------------------------------
@pytest.fixture
def elsewhere(town):
    """Proposed to the sibling community by the organisation."""
    return social_workers.propose_social_worker(
        town.organization, town.sibling, WorkerFacts("柳青"), actor=town.org_manager
    )


def test_colleagues_of_the_place_meet_a_social_worker(town):
    row = SocialWorker.objects.get(user=town.social_worker)
    assert seeing(town, SocialWorker.objects.all(), row.pk) == {
        "staff", "secretary", "worker", "second_worker", "dispatcher", "social_worker",
        "org_manager",
    }  # fmt: skip
    assert managing(town, SocialWorker.objects.all(), row.pk) == {
        "staff", "secretary", "org_manager",
    }  # fmt: skip


def test_only_who_may_give_the_role_answers(town, elsewhere):
    row = elsewhere.stationings.get()
    assert managing(town, Stationing.objects.all(), row.pk) == set()  # a clerk may not give it
    assert seeing(town, SocialWorker.objects.all(), elsewhere.pk) == {
        "sibling_staff", "dispatcher", "org_manager",
    }  # fmt: skip
    own = stationings.propose(elsewhere, town.community, actor=town.org_manager)
    assert managing(town, Stationing.objects.all(), own.pk) == {"secretary"}


def test_the_wall_lets_the_second_community_read_whom_it_has(town, elsewhere):
    """His record stands in the first; the row of his station leads to it, and nothing else."""
    second = stationings.propose(elsewhere, town.community, actor=town.org_manager)

    def there(*communities: Area) -> bool:
        with scope.entered([area.pk for area in communities]):
            return SocialWorker.objects.filter(pk=elsewhere.pk).exists()

    assert there(town.sibling)
    assert there(town.community)
    assert not there(town.far_community)
    with scope.entered([town.community.pk]):
        stationings.confirm(Stationing.objects.get(pk=second.pk), actor=town.secretary)
    elsewhere.refresh_from_db()
    assert elsewhere.status == "active"


# --- the search over everything -------------------------------------------------------------------
@pytest.mark.parametrize("words", ["张桂芳", "zhangguifang", "zgf", "修电器", "13900000001"])
def test_a_member_is_found_by_the_staff_only(town, words):
    made = checkins.register_member(
        town.community, town.resident, facts(skills="修电器"), actor=town.resident
    )
    url = reverse("organizations:member_checkin", args=[made.pk])

    def finds(name):
        return url in {hit["url"] for hit in search(town.viewer(name), words)}

    assert finds("staff")
    assert finds("secretary")
    for name in ("worker", "social_worker", "org_manager", "dispatcher", "sibling_staff"):
        assert not finds(name), name
    assert not finds("resident")


@pytest.mark.parametrize("words", ["华清", "huaqing", "hq", "个案", "13800000019"])
def test_a_social_worker_is_found_by_colleagues(town, words):
    row = SocialWorker.objects.get(user=town.social_worker)
    url = reverse("organizations:social_worker", args=[row.pk])
    known = {"staff": True, "worker": True, "org_manager": True}
    for name in (*known, "sibling_staff", "far_staff", "resident"):
        found = url in {hit["url"] for hit in search(town.viewer(name), words)}
        assert found is known.get(name, False), name
