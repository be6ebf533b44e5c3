"""What is worth a look today on the first page: also what is past its time on one's own desk."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from requests.actions import whistling
from requests.actions.whistling import Asked
from requests.models import ServiceRequest
from requests.workflow.whistles import WhistleKind
from tests.requests.conftest import desk

__all__ = ["desk"]

pytestmark = pytest.mark.django_db
HOME = reverse("insights:loop")
LATE = "过了时限还没办结的"
SILENT = "吹了哨，部门还没回应的"


def seen(client, town, name, **asked):
    page = town.enter(client, name).get(HOME, asked)
    assert page.status_code == 200
    return {one.title: one for one in page.context["page"].to_see}


def test_what_is_past_its_time_is_named_first_with_the_list_it_stands_in(client, town, desk):
    rows = [desk.submit(), desk.submit("树枝要断了"), desk.assigned(words="井盖松了")]
    assert LATE not in seen(client, town, "secretary")
    late = ServiceRequest.objects.filter(pk__in=[row.pk for row in rows])
    late.update(due_at=timezone.now() - timedelta(days=1))
    found = seen(client, town, "secretary")
    assert next(iter(found)) == LATE
    assert (found[LATE].badge, found[LATE].note) == ("3 件", "待分办 2 件；办理中 1 件")
    listed = client.get(found[LATE].url).context["queue"]
    assert {row.row.pk for row in listed.rows} == {row.pk for row in rows[:2]}
    assert LATE not in seen(client, town, "secretary", area=town.grid.pk)
    for other in ("street_official", "privacy_officer"):
        assert LATE not in seen(client, town, other), "nothing of it lies on his desk"


def test_a_whistle_a_department_has_not_answered_is_named(client, town):
    day = timezone.now() + timedelta(days=2)
    asked = Asked(
        town.community, WhistleKind.ENFORCEMENT, "夜市占了消防通道", "东门外", day,
        town.department, [],
    )  # fmt: skip
    row = whistling.draft(asked, by=town.viewer("secretary"))
    assert SILENT not in seen(client, town, "secretary")
    whistling.issue(row, by=town.viewer("street_official"))
    for name in ("secretary", "street_official"):
        assert seen(client, town, name)[SILENT].badge == "1 次"
        assert client.get(seen(client, town, name)[SILENT].url).status_code == 200
    assert SILENT not in seen(client, town, "district_official"), "it was not sent up to him"
    call = row.calls.get()
    call.acknowledged_at = timezone.now()
    call.save()
    assert SILENT not in seen(client, town, "secretary"), "who has signed has his days"
    call.report_by = timezone.now() - timedelta(hours=1)
    call.save()
    assert SILENT in seen(client, town, "secretary")
