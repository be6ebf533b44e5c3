"""What waits for street and district, and their social workers in figures."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.roles import Door
from doors import menus, rooms
from organizations.models import SocialWorker
from organizations.queries import official
from tests.organizations import test_cultivations as growing
from tests.organizations import test_incubations as housing
from tests.organizations.test_incubations import base
from tests.organizations.test_social_workers import active, proposed
from tests.test_lists import BOOKKEEPING

__all__ = ["active", "base", "proposed"]
pytestmark = pytest.mark.django_db


def titles(town, name):
    return [line["title"] for line in rooms.todo_for(town.viewer(name))]


def test_what_waits_for_them_stands_on_their_first_page_and_leads_there(enter, town, base):
    growing.at(town, growing.Stage.HANDED_IN)
    one = housing.ask(town, base)
    said = ["1 份备案申请等您办", "1 个组织想进孵化基地"]
    for name in ("street_official", "district_official"):
        assert titles(town, name) == said
        client = enter(name)
        page = client.get(reverse("insights:loop"))
        for line in page.context["waits"]:
            assert line["title"] in page.content.decode()
            assert client.get(line["url"]).status_code == 200
    housing.give(one, town.street_official)
    assert titles(town, "street_official") == said[:1]
    assert titles(town, "district_official") == said
    for name in ("far_staff", "staff"):
        assert not set(said) & set(titles(town, name))


def test_the_list_costs_a_statement_or_two_of_each_room(town, base):
    growing.at(town, growing.Stage.HANDED_IN)
    housing.ask(town, base)
    viewer = town.viewer("district_official")
    with CaptureQueriesContext(connection) as seen:
        rooms.todo_for(viewer)
    asked = [row["sql"] for row in seen if not BOOKKEEPING.match(row["sql"])]
    print("\n".join(sql[:150] for sql in asked))
    lists = [room for room in rooms.offers("panels") if hasattr(room, "todo")]
    assert len(asked) <= len(lists)


def test_nobody_else_has_such_a_list(town, base):
    growing.at(town, growing.Stage.HANDED_IN)
    for name in ("staff", "secretary", "dispatcher", "far_official"):
        assert official.waiting(town.viewer(name)) == official.Waiting()


def test_an_official_reads_how_many_social_workers_are_certified_and_nobody_by_name(
    enter, town, active
):
    board = reverse("organizations:social_workers")
    for name in ("street_official", "district_official"):
        page = enter(name).get(board)
        found = page.context["page"]
        assert (found.whole.everybody, found.whole.certified) == (2, 1)  # one is the town's
        assert active.name.open() not in page.content.decode()
        assert (
            enter(name).get(reverse("organizations:social_worker", args=[active.pk])).status_code
            == 404
        )
        pages = [entry["url"] for entry in menus.menu(town.viewer(name), Door.INSIGHTS, path="/")]
        assert board in pages
    SocialWorker.objects.update(level="senior", certificate_number="S-1")
    found = official.certified_page(town.viewer("street_official"))
    assert (found.whole.certified, found.whole.share) == (2, 100)
    [line] = [line for line in found.lines if line.working.everybody]
    assert (line.community, line.levels) == (town.community, [("高级社会工作师", 2)])
    assert enter("resident").get(board).status_code == 404


def test_who_is_only_proposed_is_not_counted_yet(town, proposed):
    assert official.certified_page(town.viewer("street_official")).whole.everybody == 1
