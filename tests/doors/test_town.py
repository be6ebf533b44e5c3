"""The demo town: as many as it says, the same every time, and nobody who exists."""

import pytest
from django.core.management import CommandError, call_command

from communities.models import Area, CareLabel, Household, Resident
from core.identifiers import read_id_number
from doors.models import Chapter
from doors.town import chapters, plan, story
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
    assert len(set(numbers)) == len(numbers)


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


def test_telling_takes_few_statements(demo):
    assert demo.count < 400


def test_the_town_is_told_in_the_demo_only(demo, settings):
    settings.DEMO = False
    with pytest.raises(CommandError):
        call_command("seed_demo")
