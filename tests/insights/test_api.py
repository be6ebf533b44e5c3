"""Figures for programs: the page's declaration, the page's number, the page's veil."""

import pytest
from django.urls import reverse

from communities.models import Area
from core.exceptions import DomainError
from insights.indicators import REGISTRY
from requests.actions import tokens
from requests.forms.tokens import TokenForm
from requests.models.tokens import Scope
from tests.insights.writing import happened, residents, solved
from tests.programs import Program

pytestmark = pytest.mark.django_db
INDICATORS = reverse("figures:indicators")
SOLVED = reverse("figures:indicator", args=["solved_rate"])
MARCH = "?period=2026-03"


@pytest.fixture
def program(town):
    def let_in(name, *scopes, **more):
        asked = scopes or (Scope.FIGURES,)
        return Program(
            tokens.issue(name="大屏", scopes=asked, days=30, by=town.viewer(name), **more)[1]
        )

    return let_in


def test_every_indicator_is_declared_as_it_stands(program):
    said = {one["code"]: one for one in program("secretary").get(INDICATORS).json()}
    assert said.keys() == REGISTRY.keys()
    one, declared = said["solved_rate"], REGISTRY["solved_rate"]
    assert (one["name"], one["definition"]) == (str(declared.name), str(declared.definition))
    assert (one["unit"], one["base"], one["version"]) == ("percent", str(declared.base_name), 1)
    assert one["left_out"] == [str(each.why) for each in declared.left_out]
    assert "requests.closed" in one["formula"]
    assert one["levels"][-1] == "grid"


def test_a_number_is_the_one_of_the_page(program, client, town):
    solved(town.grid, 18, 2, unsaid=4)
    answer = program("secretary").get(SOLVED + MARCH).json()
    page = town.enter(client, "secretary").get(
        reverse("insights:indicator", args=["solved_rate"]), {"period": "2026-03"}
    )
    now = answer["now"]
    assert now["text"] == page.context["page"].line.now.text == "90.0%"
    assert (now["value"], now["part"], now["base"]) == (90.0, 18, 20)
    assert now["left_out"][0]["count"] == 4
    assert (answer["first"], answer["last"]) == ("2026-03-01", "2026-03-31")
    assert answer["place"]["code"] == town.community.code
    parts = {part["place"]["id"]: part["number"]["value"] for part in answer["parts"]}
    assert parts[town.grid.pk] == 90.0
    grid = program("secretary").get(f"{SOLVED}{MARCH}&place={town.grid.pk}").json()
    assert (grid["place"]["name"], grid["now"]["value"]) == (town.grid.title, 90.0)


def test_what_the_page_hides_is_hidden(program, town):
    residents(town.community, 3)
    residents(town.sibling, 50)
    path = reverse("figures:indicator", args=["residents"]) + MARCH
    answer = program("district_official").get(f"{path}&place={town.community.code}").json()
    assert answer["now"]["value"] is None
    assert answer["now"]["why"]
    assert (answer["now"]["part"], answer["now"]["base"]) == (None, None)


def test_a_key_opens_what_it_was_given_for(program, town):
    assert program("secretary", Scope.READ).get(INDICATORS).status_code == 403
    assert Program().get(INDICATORS).status_code == 401
    with pytest.raises(DomainError) as refused:
        program("resident")
    assert refused.value.field == "scopes"
    for name, offered in (("resident", False), ("secretary", True)):
        form = TokenForm(viewer=town.viewer(name))
        choices = [value for value, _label in form.fields["scopes"].choices]
        assert (Scope.FIGURES in choices) is offered


def test_a_key_reads_no_wider_than_its_place(program, town):
    happened(town.grid, 9)
    wide, kept = program("district_official"), program("district_official", area=town.community)
    for place, of_all, of_one in (
        (town.district, 200, 404),
        (town.sibling, 200, 404),
        (town.community, 200, 200),
        (town.far_community, 404, 404),
    ):
        path = f"{SOLVED}{MARCH}&place={place.code}"
        assert (wide.get(path).status_code, kept.get(path).status_code) == (of_all, of_one), place
    assert wide.get(SOLVED + MARCH).json()["place"]["code"] == town.district.code
    assert kept.get(SOLVED + MARCH).status_code == 404


def test_a_community_that_stands_no_longer_closes_nothing(program, town):
    Area.objects.filter(pk=town.sibling.pk).update(is_active=False)
    answer = program("street_official").get(SOLVED + MARCH)
    assert answer.status_code == 200
    assert answer.json()["place"]["code"] == town.street.code


def test_what_cannot_be_read_is_refused_and_not_guessed(program):
    answer = program("secretary").get(SOLVED + "?period=someday")
    assert answer.status_code == 422
    assert answer.json()["error"]["fields"].keys() == {"period"}
    unknown = reverse("figures:indicator", args=["happiness"])
    assert program("secretary").get(unknown).status_code == 404
