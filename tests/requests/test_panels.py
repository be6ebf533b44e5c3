"""The panels of the homes, with something in them."""

import pytest

from requests.queries.queue import TABS

pytestmark = pytest.mark.django_db


def test_who_asked_for_something_finds_it_on_his_home(desk, enter):
    row = desk.submit()
    page = enter("resident").get("/").content.decode()
    assert str(row.title) in page
    assert f"/requests/{row.public_id}/" in page


def test_the_desk_finds_its_queues_with_their_numbers(desk, enter):
    desk.submit()
    page = enter("secretary").get("/desk/").content.decode()
    for name, (label, _states) in TABS.items():
        assert f"/desk/requests/?tab={name}" in page
        assert str(label) in page
