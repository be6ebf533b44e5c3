"""The person to call: exported, erased, forgotten a year after the organisation left."""

from datetime import timedelta

import pytest
from django.utils import timezone

from organizations import personal_data
from organizations.actions import organizations
from organizations.models import ContactPerson, Organization

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact(town, association):
    """The resident is the association's contact, under the number he signs in with."""
    return organizations.set_contact(
        association, name="张桂芳", phone="13900000001", position="会长", actor=town.staff
    )


def test_export_names_what_one_speaks_for_and_is_called_for(town, contact):
    told = personal_data.export_person(town.resident.subject)
    assert told["contact_of"] == [
        {
            "organization": "金秋老年协会", "name": "张桂芳", "position": "会长",
            "phone": "13900000001",
        }
    ]  # fmt: skip
    assert told["manager_of"] == []
    managed = personal_data.export_person(town.org_manager.subject)["manager_of"]
    assert [row["organization"] for row in managed] == [town.organization.name]
    assert personal_data.export_person(town.neighbour.subject)["contact_of"] == []


def test_erasing_somebody_leaves_the_organisation(town, contact):
    assert personal_data.erase_person(town.neighbour.subject)["contacts"] == 0
    assert personal_data.erase_person(town.resident.subject)["contacts"] == 1
    assert not ContactPerson.objects.exists()
    assert Organization.objects.filter(pk=contact.organization_id).exists()


def test_a_year_after_it_left_nobody_is_called(town, contact):
    organizations.close(contact.organization, reason="问 13911112222", actor=town.staff)
    today = timezone.localdate()
    later = today + timedelta(days=366)
    assert [went(today), went(later), went(later)] == [(0, 0), (1, 1), (0, 0)]


def went(day):
    counts = personal_data.expire(day)
    return counts["contacts"], counts["numbers_in_reasons"]
