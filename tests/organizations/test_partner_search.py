"""The search over everything finds agreements, demands, what grows, places and posts."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from organizations import partner_search
from organizations.search import search
from tests.lists import joining_forces as forces
from tests.organizations.test_posts import a_post

pytestmark = pytest.mark.django_db


def found(town, name, text):
    return {hit["title"] for hit in search(town.viewer(name), text)}


@pytest.fixture
def things(town):
    forces.a_pairing(town, "晨光小学")
    forces.a_secondment(town, "晨光税务所")
    forces.a_demand(town, "晨光书法课")
    forces.a_cultivation(town, "晨光读书会")
    forces.a_facility(town, "晨光食堂")
    forces.an_incubation(town, "晨光互助队")
    a_post(town, title="晨光路巡逻")


ALL = {"协议晨光小学", "办税", "晨光书法课", "晨光读书会", "晨光食堂", "晨光互助队", "晨光路巡逻"}


def test_the_desk_finds_each_kind_and_others_what_they_may_open(town, things):
    assert found(town, "staff", "晨光") >= ALL
    assert found(town, "sibling_staff", "晨光") & ALL == {"晨光书法课"}
    assert "晨光路巡逻" not in found(town, "worker", "晨光")
    for name in ("anonymous", "resident"):
        assert found(town, name, "晨光") == set(), name


def test_every_hit_opens_for_whoever_found_it(enter, town, things):
    for name in ("staff", "sibling_staff", "worker", "street_official", "org_manager"):
        client = enter(name)
        for hit in partner_search.search(town.viewer(name), "晨光"):
            assert client.get(hit["url"]).status_code == 200, (name, hit["url"])


def test_all_kinds_come_in_one_statement(town, things):
    viewer = town.viewer("staff")
    with CaptureQueriesContext(connection) as asked:
        assert len(partner_search.search(viewer, "晨光")) == len(ALL)
    assert len(asked) == 1
    assert partner_search.search(viewer, " ") == []
