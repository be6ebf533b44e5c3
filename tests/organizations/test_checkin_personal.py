"""What is kept about members, contacts and social workers: shown to him, erased, and expired."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import personal
from core.models import TallyDelta
from organizations import personal_data
from organizations.actions import checkins, unit_checkins
from organizations.models import MemberCheckin, SocialWorker, Stationing, UnitCheckin
from tests.organizations.test_checkins import facts
from tests.organizations.test_unit_checkins import facts as unit_facts

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def checkin(town):
    made = checkins.register_member(
        town.community, town.resident, facts(skills="修电器"), actor=town.resident
    )
    return checkins.confirm_member(made, actor=town.staff, grid=town.grid)


def test_he_reads_everything_in_clear(town, checkin):
    told = personal_data.export_person(town.resident.subject)["party_checkins"][0]
    assert (told["name"], told["home_unit"], told["skills"]) == ("张桂芳", "第一小学", "修电器")
    assert told["posts"]
    worker = personal_data.export_person(town.social_worker.subject)["social_work"][0]
    assert (worker["certificate_number"], worker["stations"][0]["station"]) == (
        "2024-SW-0019", "金秋社工站",
    )  # fmt: skip


def test_erased_he_never_was_a_member_and_the_figures_add_up(town, checkin):
    done = personal.erase_person(town.resident.subject)["organizations"]
    assert done["party_checkins"] == 1
    assert not MemberCheckin.objects.exists()
    steps = TallyDelta.objects.filter(measure="organizations.member_checkins")
    assert sum(step.delta for step in steps) == 0


def test_an_erased_social_worker_leaves_and_his_post_stays_nameless(town):
    row = SocialWorker.objects.get(user=town.social_worker)
    done = personal_data.erase_person(town.social_worker.subject)
    assert done["social_workers"] == 1
    row.refresh_from_db()
    assert (row.status, row.user, row.name.open()) == ("left", None, "—")
    assert not row.certificate_number
    assert not Stationing.objects.exclude(user=None).exists()
    assert not Stationing.objects.on(TODAY() + timedelta(days=1)).exists()
    steps = TallyDelta.objects.filter(measure="organizations.social_workers")
    assert sum(step.delta for step in steps) == 0


def test_a_contact_is_forgotten_by_his_number(town):
    made = unit_checkins.register_unit(
        town.organization, town.community, unit_facts(), actor=town.org_manager
    )
    assert personal_data.export_person(town.org_manager.subject)["contact_of_units"]
    assert personal_data.erase_person(town.org_manager.subject)["unit_contacts"] == 1
    made.refresh_from_db()
    assert not made.contact_phone


@pytest.mark.parametrize(
    ("days", "left"), [(80, 2), (100, 1), (400, 0)], ids=["all stay", "declined goes", "all go"]
)
def test_what_is_over_goes_in_its_time(town, checkin, days, left):
    other = checkins.register_member(
        town.community, town.neighbour, facts(name="王建国"), actor=town.neighbour
    )
    checkins.decline_member(other, reason="先忙完换届", actor=town.staff)
    checkins.end_member(checkin, reason="搬走了", actor=town.staff)
    personal_data.expire(TODAY() + timedelta(days=days))
    assert MemberCheckin.objects.count() == left


def test_what_stands_is_kept_however_old(town, checkin):
    personal_data.expire(TODAY() + timedelta(days=4000))
    assert MemberCheckin.objects.count() == 1
    assert SocialWorker.objects.get(user=town.social_worker).name.open() == "华清"


def test_old_contacts_and_workers_lose_their_names(town):
    made = unit_checkins.register_unit(
        town.organization, town.community, unit_facts(), actor=town.org_manager
    )
    unit_checkins.withdraw_unit(made, actor=town.org_manager)
    gone = personal_data.expire(TODAY() + timedelta(days=400))
    assert (gone["unit_contacts"], gone["social_workers"]) == (1, 0)
    assert not UnitCheckin.objects.get().contact_phone
