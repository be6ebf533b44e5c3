"""Numbers written into running text: masked on the page, opened for a purpose by who may."""

import pytest
from django.apps import apps
from django.urls import reverse

from accounts.roles import DataClass
from communities.actions import merging
from core.models import AuditEvent, KeepsNumbers
from doors import sealed
from tests.town import id_number, years_ago

pytestmark = pytest.mark.django_db
PHONE, ID = "13700001234", id_number(years_ago(40), 77)
ONLY_IN_THE_ADMIN = {
    "accounts.sharingrecord": "the register of the privacy officer",
    "accounts.impactassessment": "the register of the privacy officer",
    "accounts.incident": "the register of the privacy officer",
    "requests.apitoken": "the register of the system administrator: what a machine is for",
}


def test_every_row_with_sealed_numbers_has_a_way_to_open_them():
    kinds = {m._meta.label_lower for m in apps.get_models() if issubclass(m, KeepsNumbers)}
    assert kinds - set(sealed.FINDERS) - set(ONLY_IN_THE_ADMIN) == set()


@pytest.fixture
def merged(town):
    twin = town.person("李大山", town.household(town.grid), born_on=years_ago(81))
    return merging.merge_residents(
        town.people["elder"],
        twin,
        reason=f"女儿 {PHONE} 来说是同一个人，证件 {ID}",
        actor=town.staff,
    )


def address(row):
    return reverse("doors:numbers", args=[row._meta.label_lower, row.pk])


def test_the_page_shows_masks_and_the_way_behind_them(client, town, merged):
    town.enter(client, "staff")
    page = client.get(reverse("communities:resident", args=[merged.kept_id])).content.decode()
    assert PHONE not in page
    assert address(merged) in page
    asked = client.get(address(merged)).content.decode()
    assert PHONE not in asked
    shown = client.post(address(merged), {"purpose": "verify"}).content.decode()
    assert PHONE in shown
    assert ID in shown
    assert PHONE not in client.get(address(merged)).content.decode()


def test_each_look_is_written_down_with_its_purpose(client, town, merged):
    town.enter(client, "staff")
    assert client.post(address(merged), {}).status_code == 422
    assert not AuditEvent.objects.filter(verb="communities.mergerecord.read").exists()
    client.post(address(merged), {"purpose": "verify"})
    event = AuditEvent.objects.get(verb="communities.mergerecord.read")
    assert (event.details["fields"], event.details["purpose"]) == (["numbers"], "核对证件")
    assert PHONE not in str(event.details)


def test_only_so_many_an_hour(client, town, merged, settings):
    settings.REVEALS_PER_HOUR = 1
    town.enter(client, "staff")
    assert PHONE in client.post(address(merged), {"purpose": "verify"}).content.decode()
    second = client.post(address(merged), {"purpose": "verify"})
    assert second.status_code == 422
    assert PHONE not in second.content.decode()


@pytest.mark.parametrize("who", ["resident", "worker", "sibling_staff", "street_official", "head"])
def test_a_stranger_to_the_row_learns_nothing(client, town, merged, who):
    town.enter(client, who)
    assert client.get(address(merged)).status_code == 404
    assert client.post(address(merged), {"purpose": "verify"}).status_code == 404


def test_nothing_sealed_is_no_page(client, town):
    twin = town.person("李大山", town.household(town.grid), born_on=years_ago(81))
    plain = merging.merge_residents(town.people["elder"], twin, reason="同一个人", actor=town.staff)
    town.enter(client, "staff")
    assert client.get(address(plain)).status_code == 404
    page = client.get(reverse("communities:resident", args=[plain.kept_id])).content.decode()
    assert address(plain) not in page
    assert client.get(reverse("doors:numbers", args=["accounts.user", 1])).status_code == 404


def test_who_may_not_read_id_numbers_gets_the_telephone_only(town, merged):
    worker = town.viewer("worker")
    assert not worker.sees(DataClass.SENSITIVE)
    seen = sealed.reveal(worker, merged, "联系")
    assert PHONE in seen
    assert ID not in seen
