"""What is lent until a day holds through that day, and on the next morning it is gone: on pages."""

from datetime import datetime, time, timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant
from communities.actions import authorities, roles
from requests.models import ServiceRequest
from tests.requests.conftest import Desk

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def last_day():
    return TODAY() + timedelta(days=3)


def late():
    return timezone.make_aware(datetime.combine(last_day(), time(23, 58)))


MORNING = late() + timedelta(minutes=4)


@pytest.fixture
def for_the_elder(town):
    return authorities.record_authority(
        town.people["elder"], town.resident, relation="child", purpose="orders",
        evidence="当面授权", valid_to=last_day(), actor=town.staff,
    )  # fmt: skip


def test_who_acts_for_another_does_so_to_the_end_of_the_last_day(town, for_the_elder, time_machine):
    elder = town.people["elder"]
    brought = Desk(town).submit("水管漏了", by="staff", resident=elder, consent_note="当面说的")
    one = reverse("requests:mine_one", args=[brought.public_id])
    mine, order = reverse("requests:mine"), reverse("requests:order")

    time_machine.move_to(late(), tick=False)
    client = town.enter(Client(), "resident")
    assert "水管漏了" in client.get(mine).content.decode()
    assert client.get(one).status_code == 200
    assert "我替谁办事" in client.get(reverse("communities:identity")).content.decode()
    assert "为谁办" in client.get(order).content.decode()
    sent = client.post(order, {"words": "灯也坏了", "resident": elder.pk})
    assert sent.status_code == 302, sent.context["form"].errors
    assert ServiceRequest.objects.filter(resident=elder).count() == 2

    time_machine.move_to(MORNING, tick=False)
    town.resident.refresh_from_db()
    client = town.enter(Client(), "resident")
    assert "水管漏了" not in client.get(mine).content.decode()
    assert client.get(one).status_code == 404
    assert "我替谁办事" not in client.get(reverse("communities:identity")).content.decode()
    assert "为谁办" not in client.get(order).content.decode()
    client.post(order, {"words": "门也坏了", "resident": elder.pk})
    assert ServiceRequest.objects.filter(resident=elder).count() == 2, "it is his own, if any"


def test_a_session_that_goes_on_over_midnight_acts_for_nobody(town, for_the_elder, time_machine):
    elder = town.people["elder"]
    brought = Desk(town).submit("水管漏了", by="staff", resident=elder, consent_note="当面说的")
    one = reverse("requests:mine_one", args=[brought.public_id])
    time_machine.move_to(late(), tick=False)
    client = town.enter(Client(), "resident")
    assert client.get(one).status_code == 200
    time_machine.move_to(MORNING, tick=False)
    assert client.get(one).status_code == 404


def test_a_deputy_stands_in_to_the_end_of_the_last_day(town, time_machine):
    own = RoleGrant.objects.get(user=town.secretary, delegated_from__isnull=True)
    lent = roles.delegate(
        own,
        town.staff,
        by=town.viewer("secretary"),
        starts_on=TODAY(),
        ends_on=last_day(),
        reason="培训",
    )
    roster, appoint = reverse("communities:roster"), reverse("communities:appoint")
    wanted = {"phone": "13800000016", "role": "grid_worker", "area": town.second_grid.pk}

    time_machine.move_to(late(), tick=False)
    client = town.enter(Client(), "staff")
    assert client.get(roster).status_code == 404, "in his own role"
    client.post(reverse("accounts:switch_role"), {"role": lent.pk})
    assert client.get(roster).status_code == 200
    time_machine.move_to(MORNING, tick=False)
    assert client.get(roster).status_code == 404
    assert client.post(appoint, wanted).status_code == 404
    assert not RoleGrant.objects.filter(user=town.stranger).exists()
    assert client.get("/desk/").status_code == 200, "his own role is there"
    client.post(reverse("accounts:switch_role"), {"role": lent.pk})
    assert client.get(roster).status_code == 404
