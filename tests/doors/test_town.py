"""The demo town: as many as it says, the same every time, and nobody who exists."""

from datetime import timedelta

import pytest
from allauth.mfa.utils import is_mfa_enabled
from django.core.management import CommandError, call_command
from django.db.models import Count

from accounts import roles
from accounts.models import RoleGrant, User
from communities.models import (
    Area,
    Authority,
    Building,
    CareLabel,
    Household,
    MergeRecord,
    Resident,
)
from core.identifiers import read_id_number
from doors.models import Chapter, DemoPerson
from doors.town import chapters, plan, story
from doors.town.cast_list import CAST
from grids.models import Absence, WorkerAppointment
from tests.doors.conftest import fingerprint

PROVINCES = {
    *range(11, 16),
    *range(21, 24),
    *range(31, 38),
    *range(41, 47),
    *range(50, 55),
    *range(61, 66),
    *(71, 81, 82, 83),
}
"""The first two digits of numbers that somebody may bear."""


def _wutongli() -> Area:
    return Area.objects.get(code=plan.WUTONGLI_CODE)


def test_the_main_community_has_exactly_so_many(demo):
    home = _wutongli()
    disabled = CareLabel.objects.in_force().filter(community=home, group="disabled")
    assert Household.objects.present().filter(community=home).count() == 1793
    assert Resident.objects.present().filter(community=home).count() == 6645
    assert disabled.values("resident").distinct().count() == 477
    assert Area.objects.filter(community=home, level="grid", is_active=True).count() == 12
    assert Area.objects.filter(community=home, level="micro_grid").count() == 4


def test_one_district_three_streets_eight_communities(demo):
    assert Area.objects.filter(level="district").count() == 1
    assert Area.objects.filter(level="street").count() == 3
    assert Area.objects.communities().count() == 8
    ended = Area.objects.get(code=plan.ENDED[0])
    assert not ended.is_active
    assert ended.names.get().valid_to is not None


def test_nobody_in_the_town_exists(demo):
    numbers = [r.id_number.open() for r in Resident.objects.all() if r.id_number]
    day = chapters.told_on()
    assert len(numbers) > 13_000
    assert all(read_id_number(number, today=day) for number in numbers)
    assert not {int(number[:2]) for number in numbers} & PROVINCES
    assert len(numbers) - len(set(numbers)) == 1  # one lady stands in two registers


def test_telling_twice_changes_nothing(demo):
    before = fingerprint()
    assert chapters.tell(story.now_parts()) == []
    assert fingerprint() == before


def test_a_story_cut_short_goes_on_where_it_stopped(demo):
    parts = story.now_parts()
    names = [part.name for part in parts]

    def breaks(told_on: object) -> None:
        Area.objects.create(level="province", path="/0/", name="half told")
        raise KeyboardInterrupt

    more = [*parts, chapters.Part("broken", breaks), chapters.Part("after", lambda day: None)]
    with pytest.raises(KeyboardInterrupt):
        chapters.tell(more)
    assert not Area.objects.filter(name="half told").exists()
    assert set(Chapter.objects.values_list("name", flat=True)) == set(names)
    assert chapters.tell([*parts, chapters.Part("after", lambda day: None)]) == ["after"]


def test_thirteen_thousand_people_take_few_statements(demo):
    # The registers come in bulk; the living weeks of orders, teams and rosters step by step.
    assert demo.count < 38_000


def test_the_town_is_told_in_the_demo_only(demo, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("seed_demo")


def test_the_front_page_names_everybody_once(demo):
    people = list(DemoPerson.objects.select_related("user"))
    assert len(people) == len(CAST) >= 20
    assert [p.position for p in people] == sorted(p.position for p in people)
    held = set(RoleGrant.objects.in_force().values_list("role", flat=True))
    assert held == set(roles.ROLES) - {roles.RESIDENT}


def test_administrators_have_their_second_factor(demo):
    for grant in RoleGrant.objects.in_force():
        if grant.definition.needs_mfa:
            assert is_mfa_enabled(grant.user), grant


def test_the_edges_of_life_are_in_the_town(demo):
    """What a page must also be able to show: the expired, the empty, the disputed, the oldest."""
    today = chapters.told_on()
    home = _wutongli()
    ages = {r.pk: r.age_on(today) for r in Resident.objects.present().filter(community=home)}
    assert max(ages.values()) == 105
    assert Resident.objects.filter(born_on__gte=today - timedelta(days=14)).exists()
    assert Resident.objects.filter(status="deceased", community=home).count() == 1
    assert Resident.objects.filter(status="moved", community=home).count() == 3
    assert Household.objects.filter(status="ended", community=home).count() == 1
    assert MergeRecord.objects.filter(undone_at__isnull=True).count() == 1
    assert MergeRecord.objects.filter(undone_at__isnull=False).count() == 1
    assert CareLabel.objects.filter(ended_at__isnull=True, valid_to__lt=today).exists()
    assert Authority.objects.filter(revoked_at__isnull=True, valid_to__lt=today).count() == 1
    assert Building.objects.filter(community=home, dwellings__households__isnull=True).exists()
    assert User.objects.filter(last_seen_at__isnull=True).exists()
    assert Absence.objects.on().filter(substitute__isnull=False).exists()
    twice = Resident.objects.present().exclude(phone_index="").values("phone_index")
    assert twice.annotate(n=Count("community", distinct=True)).filter(n__gt=1).count() == 1
    vacant = Area.objects.filter(community=home, level="grid").exclude(
        appointments__in=WorkerAppointment.objects.on()
    )
    assert [grid.name for grid in vacant] == ["12 网格"]


def test_people_are_introduced(demo, capsys):
    call_command("demo_people")
    shown = capsys.readouterr().out
    assert "顾明" in shown
    assert "16900000001" in shown
