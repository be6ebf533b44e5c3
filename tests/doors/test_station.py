"""The morning of a social work station: three blocks of one's own work, three lines of figures."""

from datetime import timedelta

import pytest
from django.utils import timezone

from doors import station
from requests.actions import dispatch
from requests.actions.dispatch import Who
from requests.models import ServiceRequest
from requests.models.parties import Lane
from tests.requests.conftest import desk

__all__ = ["desk"]
pytestmark = pytest.mark.django_db


def given(town, desk, words):
    row = desk.classified(words=words)
    who = Who(Lane.COHANDLE, user=town.social_worker, reason="要社工来")
    return dispatch.assign(row, who, by=desk.viewer("secretary"))


def test_what_waits_what_is_in_hand_and_what_presses(client, town, desk):
    given(town, desk, "等签收的")
    row = dispatch.sign(given(town, desk, "在办的"), by=desk.viewer("social_worker"))
    soon = timezone.now() + timedelta(hours=2)
    ServiceRequest.objects.update(due_at=timezone.now() + timedelta(days=9))
    ServiceRequest.objects.filter(pk=row.pk).update(due_at=soon)
    found = station.station(town.viewer("social_worker"))
    assert [[line.title for line in block.lines] for block in found.blocks] == [
        ["等签收的"], ["在办的"], ["在办的"],
    ]  # fmt: skip
    assert [block.count for block in found.blocks] == [1, 1, 1]
    page = town.enter(client, "social_worker").get("/desk/").content.decode()
    for words in ("社工站今天", "待办", "在办", "提醒", "服务资源", "社工服务", "基层民政"):
        assert words in page


def test_without_work_it_says_so_and_the_figures_stand(town):
    found = station.station(town.viewer("social_worker"))
    assert not any(block.lines for block in found.blocks)
    assert all(block.empty for block in found.blocks)
    assert [len(platform.figures) for platform in found.platforms] == [4, 4, 4]
    texts = [one.text for platform in found.platforms for one in platform.figures]
    assert "—" in texts, "of too few no percentage"


@pytest.mark.parametrize("name", ["secretary", "worker", "resident", "org_manager", "liaison"])
def test_only_a_social_worker_has_a_station(client, town, name):
    assert not station.has_station(town.viewer(name))
    assert station.panels(town.viewer(name)) == []
