"""The search over everything: departments by name, sound, what they do, and their telephone."""

import pytest

from communities import search
from communities.models import Department
from communities.pinyin import sounds_like

pytestmark = pytest.mark.django_db


@pytest.fixture
def office(town):
    return Department.objects.create(
        area=town.street, name="平安建设办公室", name_en="Public Safety Office",
        duties="综治、矛盾调解", telephone="0858-2200199",
    )  # fmt: skip


@pytest.mark.parametrize("typed", ["平安建设", "pajs", "pingan", "safety", "矛盾", "2200199"])
def test_a_department_is_found(town, office, typed):
    hits = search.search(town.viewer("staff"), typed)
    assert [hit["title"] for hit in hits] == ["平安建设办公室"]


def test_only_within_ones_places(town, office):
    for name in ("far_staff", "resident", "org_manager"):
        assert search.search(town.viewer(name), "平安建设") == []


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("老年", True), ("lnxh", True), ("jinqiulao", True), ("l", False), ("xiehui", False),
        ("", False),
    ],
)  # fmt: skip
def test_how_a_name_sounds(typed, found):
    assert sounds_like("金秋老年协会", typed) is found
