"""One click enters anybody in the demo; it stands for number and second factor together."""

import pytest
from django.urls import reverse

from doors.models import DemoPerson
from tests.town import Town, town

__all__ = ["town"]

pytestmark = pytest.mark.django_db


def test_an_official_enters_awake(client, town: Town):
    shown = DemoPerson.objects.create(user=town.street_official, group="街道", position=1)
    client.post(reverse("doors:demo_enter"), {"person": shown.pk})
    assert client.session["_auth_user_id"] == str(town.street_official.pk)
    assert not client.get(reverse("accounts:roles")).context["viewer"].sleeping


def test_who_came_in_finds_his_device_and_can_end_it(client, town: Town):
    shown = DemoPerson.objects.create(user=town.worker, group="社区", position=1)
    client.post(reverse("doors:demo_enter"), {"person": shown.pk})
    (device,) = client.get(reverse("accounts:devices")).context["devices"]
    assert device.is_current
    client.post(reverse("accounts:end_device", args=[device.pk]))
    assert "_auth_user_id" not in client.session


def test_nobody_is_nobody(client, town: Town):
    assert client.post(reverse("doors:demo_enter"), {"person": "0"}).status_code == 404


def test_who_entered_by_one_click_stands_among_his_devices(client, town: Town):
    shown = DemoPerson.objects.create(user=town.resident, group="居民", position=1)
    client.post(reverse("doors:demo_enter"), {"person": shown.pk})
    page = client.get(reverse("accounts:devices")).content.decode()
    assert "就是这里" in page


def test_everybody_of_a_register_is_entered_by_his_name(client, town: Town):
    """The card of the story is for a few; the desk's registers hold many more."""
    DemoPerson.objects.create(user=town.resident, group="居民", position=1)
    page = client.get(reverse("doors:demo")).content.decode()
    for user in (town.volunteer, town.social_worker, town.liaison, town.worker):
        assert f'value="account-{user.pk}"' in page
    client.post(reverse("doors:demo_enter"), {"person": f"account-{town.volunteer.pk}"})
    assert client.session["_auth_user_id"] == str(town.volunteer.pk)


def test_an_administrator_is_in_no_register(client, town: Town):
    entering = {"person": f"account-{town.system_admin.pk}"}
    assert client.post(reverse("doors:demo_enter"), entering).status_code == 404
