"""Who is named in a timeline, and to whom."""

import pytest

from communities.actions import households
from communities.queries.past import history_of
from core import trace

pytestmark = pytest.mark.django_db


def correct(home, actor, *, page: bool, grant: str = ""):
    with trace.carried(request_id="page-of-a-test" if page else "", grant=grant):
        households.correct_household(home, actor=actor, is_rented=True, note="")
    return home


@pytest.fixture
def home(town):
    return town.households["resident"]


def last(town, name, home) -> str:
    return history_of(town.viewer(name), home)[0].text


def test_a_colleague_in_office_is_named_to_colleagues(town, home):
    correct(home, town.staff, page=True, grant="community_staff:1")
    assert last(town, "secretary", home).startswith("吴静 ")
    assert last(town, "worker", home).startswith("吴静 ")


def test_to_a_resident_the_office_stands_for_its_holder(town, home):
    correct(home, town.staff, page=True, grant="community_staff:1")
    assert last(town, "resident", home).startswith("社区工作者 ")


def test_who_acts_for_himself_keeps_his_mask_though_he_holds_an_office(town, home):
    correct(home, town.staff, page=True)
    assert last(town, "secretary", home).startswith("吴* ")


def test_what_a_command_told_is_named_by_the_office_held_here(town, home):
    correct(home, town.staff, page=False)
    assert last(town, "secretary", home).startswith("吴静 ")
    correct(home, town.far_staff, page=False)
    assert last(town, "secretary", home).startswith("卫* ")
