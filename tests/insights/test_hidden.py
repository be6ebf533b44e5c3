"""No small number of persons can be worked out from the pages a viewer opens, or his files."""

import random
import re
from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from accounts import roles
from communities.actions import areas
from communities.models import Area, Level
from insights.charts.scale import shown as said
from insights.choice import chosen
from insights.indicators import REGISTRY
from insights.indicators.shape import Indicator, Pillar, Theme, Unit, people, stock
from insights.models import Figure
from insights.queries.indicator import indicator_page
from insights.queries.taking import taken
from tests.insights import writing
from tests.insights.writing import happened, residents

pytestmark = pytest.mark.django_db
PAGE = reverse("insights:indicator", args=["residents"])
IN_MARCH = {"period": "2026-03"}
OPENS = {
    "street_official": ("street", "community", "sibling"),
    "district_official": ("district", "street", "community", "sibling"),
}


def cells_of(client, town, name, page=PAGE, asked=IN_MARCH):
    """By place, what any of his pages shows of it: a number as text, or None where it is hidden."""
    town.enter(client, name)
    found = {}
    for place in OPENS[name]:
        shown = client.get(page, asked | {"area": getattr(town, place).pk})
        html, context = shown.content.decode(), shown.context["page"]
        cells = [(context.place.area.pk, context.line.now)]
        cells += [(part.area.pk, part.now) for part in context.parts]
        for pk, cell in cells:
            number = None if cell.number is None else int(cell.number)
            assert found.setdefault(pk, number) == number, "hidden on one page, shown on another"
            if number:
                assert said(number) in html
    return found


def test_a_small_number_hides_its_neighbour(client, town):
    residents(town.community, 43)
    residents(town.sibling, 3)
    found = cells_of(client, town, "district_official")
    assert found[town.sibling.pk] is None
    assert found[town.community.pk] is None
    assert found[town.street.pk] == 46
    page = client.get(PAGE, IN_MARCH | {"area": town.street.pk}).content.decode()
    assert "少于 5" in page
    assert "不公开" in page
    assert not re.search(r">\s*43\b", page)


def test_who_sees_names_sees_all(town):
    residents(town.grid, 3)
    residents(town.second_grid, 40)
    page = indicator_page(town.viewer("staff"), "residents", chosen(IN_MARCH))
    assert [part.now.text for part in page.parts] == ["3", "40"]


def test_nobody_there_is_no_secret(client, town):
    residents(town.community, 43)
    found = cells_of(client, town, "district_official")
    assert (found[town.community.pk], found[town.sibling.pk]) == (43, 0)


def test_from_afar_ten_is_small_and_the_setting_says_how_small(town, settings):
    town.official("upper", "尹川", "13800000040", roles.UPPER_OFFICIAL)
    residents(town.community, 7)
    residents(town.sibling, 60)

    def shown(name):
        asked = chosen(IN_MARCH | {"area": str(town.street.pk)})
        return indicator_page(town.viewer(name), "residents", asked).line.now.text

    assert shown("upper") == "67"
    Figure.objects.filter(area_id__in=[town.street.pk, town.district.pk]).update(value=7)
    assert shown("upper") == "少于 10"
    assert shown("district_official") == "7"
    settings.SMALL_CELLS = 8
    assert shown("district_official") == "少于 8"


def test_whom_no_grid_is_known_for_is_no_way_around(client, town):
    """43 of the community less the 41 of its grids would be two people somewhere."""
    residents(town.grid, 20)
    residents(town.second_grid, 21)
    residents(town.community, 2)
    found = cells_of(client, town, "street_official")
    gone = [pk for pk in (town.grid.pk, town.second_grid.pk) if found[pk] is None]
    assert gone or found[town.community.pk] is None


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("name", OPENS)
def test_subtracting_every_pair_finds_no_small_number(client, town, name, seed):
    """All pages he may open, laid beside each other."""
    chance = random.Random(seed)
    places = [town.grid, town.second_grid, town.sibling_grid]
    for at in range(3):
        more = town.sibling if at else town.community
        places.append(areas.create_area(Level.GRID, more, f"第{at + 5}网格", actor=None))
    for place in [*places, town.community, town.sibling]:
        residents(place, chance.choice([0, 0, 1, 2, 3, 4, 5, 7, 12, 30]))
    values = dict(
        Figure.objects.filter(
            span="month", measure="communities.residents", by="", starts_on=date(2026, 3, 1)
        ).values_list("area_id", "value")
    )
    found = cells_of(client, town, name)
    small = {pk for pk, value in values.items() if 0 < value < 5}
    assert not any(found.get(pk) for pk in small)
    shown = {pk: number for pk, number in found.items() if number is not None}
    for whole in (town.district, town.street, town.community, town.sibling):
        parts = [pk for pk in found if _is_part(pk, whole)]
        missing = [pk for pk in parts if pk not in shown]
        known = sum(shown[pk] for pk in parts if pk in shown)
        if whole.pk in shown and parts:
            rest = shown[whole.pk] - known
            assert rest == 0 or rest >= 5, "what is left over is a small cell"
            assert len(missing) != 1 or rest != values[missing[0]] or rest >= 5
        if whole.pk in found and whole.pk not in shown and parts and values.get(whole.pk, 0):
            assert missing or known != values[whole.pk], "its parts add up to it"


def _is_part(pk, whole):
    return Area.objects.filter(pk=pk, parent=whole).exists()


def test_what_happened_to_persons_is_read_by_years(client, town):
    """A year less eleven months would be a month, a month less a day a day."""
    page = reverse("insights:indicator", args=["births"])
    happened(town.community, 40, measure="communities.births")
    town.enter(client, "district_official")

    def says(asked):
        shown = client.get(page, asked | {"area": town.community.pk})
        return shown.context["page"].line.now.text, shown.content.decode()

    for asked in (IN_MARCH, {"period": "2026-Q1"}, {"from": "2026-03-02", "to": "2026-03-09"}):
        number, words = says(asked)
        assert number == "只看整年"
        assert "关系到人的，只看整年" in words
    number, words = says({"period": "2026"})
    assert number == "40"
    assert "不画走势" in words
    staff = indicator_page(
        town.viewer("staff"), "births", chosen(IN_MARCH | {"area": str(town.community.pk)})
    )
    assert staff.line.now.text == "40"
    assert staff.trend is not None


def test_no_difference_tells_what_the_number_does_not(town):
    residents(town.community, 43, day=date(2025, 3, 5))
    residents(town.community, 2)
    asked = chosen(IN_MARCH | {"area": str(town.community.pk)})
    far = indicator_page(town.viewer("district_official"), "residents", asked)
    near = indicator_page(town.viewer("staff"), "residents", asked)
    assert (far.line.changes, far.line.a_year_ago) == ("", None)
    assert near.line.changes == "比上一段 +2，比去年同期 +2"


def test_the_file_hides_what_the_page_hides(town):
    residents(town.community, 43)
    residents(town.sibling, 3)
    asked = IN_MARCH | {"area": str(town.street.pk)}
    rows = taken(town.viewer("district_official"), PAGE, asked)
    numbers = {row[1]: (row[4], row[10]) for row in rows if row[0] == "登记的人"}
    assert numbers["山水街道"] == (46, "")
    assert numbers["金秋社区"][0] == numbers["明湖社区"][0] == ""
    assert numbers["明湖社区"][1].startswith("少于 5")
    assert not {43, 3} & {cell for row in rows for cell in row if isinstance(cell, int | float)}


@pytest.mark.parametrize(
    ("came", "registered", "shown"),
    [
        ((30, 40), (100, 200), ["30.0%", "20.0%"]),
        ((3, 40), (100, 200), ["不公开", "不公开"]),  # the few who came
        ((97, 40), (100, 200), ["不公开", "不公开"]),  # the few who did not
        ((0, 40), (4, 200), ["不公开", "不公开"]),  # the few who live there
    ],
)
def test_a_share_of_persons_hides_the_few_in_it_and_the_few_beside_it(
    town, monkeypatch, came, registered, shown
):
    rate = Indicator(
        "rate", "参与率", "参加过的。", "看看。", Unit.PERCENT, Theme.SERVICE, Pillar.COMMUNITY,
        (people("activities.attended"),), (stock("communities.residents"),), "在册的",
        of_persons=True,
    )  # fmt: skip
    monkeypatch.setitem(REGISTRY, "rate", rate)
    for place, part, base in zip((town.community, town.sibling), came, registered, strict=True):
        writing.people(place, part, measure="activities.attended")
        residents(place, base)
    asked = chosen(IN_MARCH | {"area": str(town.street.pk)})
    far = indicator_page(town.viewer("district_official"), "rate", asked)
    assert [part.now.text for part in far.parts] == shown
    for part in far.parts:
        assert bool(part.now.fraction) == (part.now.number is not None)


def test_a_hidden_share_is_no_spot_in_the_funnel_and_no_area_on_the_map(town, monkeypatch):
    rate = replace(REGISTRY["solved_rate"], code="rate", of_persons=True)
    monkeypatch.setitem(REGISTRY, "rate", rate)
    third = town.far_community
    third.parent, third.path = town.street, f"{town.street.path}{third.pk}/"
    third.save()
    for place, yes, no in ((town.community, 3, 97), (town.sibling, 40, 60), (third, 50, 50)):
        writing.solved(place, yes, no)
    asked = chosen({"period": "2026", "area": str(town.street.pk)})
    near = indicator_page(town.viewer("street_official"), "solved_rate", asked)
    assert len(near.funnel.spots) == 3
    far = indicator_page(town.viewer("street_official"), "rate", asked)
    assert [part.now.text for part in far.parts] == ["不公开", "不公开", "50.0%"]
    assert far.funnel is None


def test_what_is_of_persons_is_counted_and_not_measured():
    """Of hours and yuan the hiding knows nothing: whoever declares one teaches it first."""
    for one in REGISTRY.values():
        assert not one.of_persons or one.divisor == 1, one.code
