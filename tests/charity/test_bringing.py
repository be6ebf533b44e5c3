"""Who brought a gift in: the staff know it, the donor only where he agreed, nobody else does."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from charity import personal_data
from charity.actions import gifts
from charity.actions.bringing import Bringer
from charity.models import Gift
from charity.queries import gifts as queries
from charity.queries import traces
from charity.search import search
from communities.actions import merging
from core import scope
from core.exceptions import DomainError
from core.models import AuditEvent
from tests.charity.conftest import HER, goods
from tests.town import years_ago

pytestmark = pytest.mark.django_db
WHO = "穆小桥"


def brought(town, gift, name=WHO, **said):
    values = {"brought_as": "other", "brought_by": name, "actor": town.staff}
    return gifts.say_who_brought(gift, **values | said)


def page_of(enter, name, gift):
    return enter(name).get(reverse("charity:gift", args=[gift.pk])).content.decode()


# --- what is said ---------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"brought_by": WHO}, "brought_as"),
        ({"brought_agreed": True}, "brought_as"),
        ({"brought_as": "stranger", "brought_by": WHO}, "brought_as"),
        ({"brought_as": "resident", "brought_by": "  "}, "brought_by"),
        ({"brought_as": "organization", "brought_by": WHO}, "brought_unit"),
    ],
)
def test_what_is_said_of_him_is_whole(town, offered, said, field):
    with pytest.raises(DomainError) as refused:
        gifts.say_who_brought(offered, actor=town.staff, **said)
    assert refused.value.field == field


def test_only_one_of_an_organisation_has_one(town, offered):
    with pytest.raises(DomainError) as refused:
        brought(town, offered, brought_unit=town.organization)
    assert refused.value.field == "brought_unit"
    brought(town, offered, brought_as="organization", brought_unit=town.organization)
    offered.refresh_from_db()
    offered.brought_by.disclose()
    assert offered.bringer == f"{town.organization.title} {WHO}"


def test_his_record_is_found_if_he_lives_here_and_is_the_only_one(town, offered):
    person = town.person(WHO)
    assert brought(town, offered).brought_resident is None, "somebody else of that name"
    assert brought(town, offered, brought_as="volunteer").brought_resident == person
    town.person(WHO, born_on=years_ago(61))
    assert brought(town, offered, brought_as="resident").brought_resident is None, "which one?"


def test_it_is_said_at_any_time_taken_back_and_written_down_without_his_name(town, received):
    brought(town, received, brought_agreed=True)
    gifts.say_who_brought(received, actor=town.staff)
    received.refresh_from_db()
    assert (received.brought_as, received.brought_by.open(), received.brought_agreed) == (
        "", "", False,
    )  # fmt: skip
    told = AuditEvent.objects.filter(verb="charity.gift_brought")
    assert told.count() == 2
    assert WHO not in str([event.details for event in told])


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"brought_by": WHO}, "gift_brought_in_by_somebody"),
        ({"brought_as": "resident"}, "gift_brought_in_by_somebody"),
        ({"brought_as": "stranger", "brought_by": WHO}, "gift_brought_in_by_somebody"),
        (
            {"brought_as": "organization", "brought_by": WHO},
            "gift_brought_in_by_one_of_a_unit",
        ),
    ],
)
def test_the_database_holds_it_too(offered, change, name):
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Gift.objects.filter(pk=offered.pk).update(**change)


def test_only_who_lives_here_has_a_record_here(town, offered):
    change = {"brought_as": "staff", "brought_by": WHO, "brought_resident": town.person(WHO)}
    name = "gift_brought_in_by_one_who_lives_here"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        Gift.objects.filter(pk=offered.pk).update(**change)


# --- who reads it ---------------------------------------------------------------------------------
def test_the_staff_read_and_find_him_and_who_accepts_the_gift_does_not(town, enter, received):
    brought(town, received, brought_agreed=True)
    assert WHO in page_of(enter, "staff", received)
    theirs = page_of(enter, "org_manager", received)
    assert WHO not in theirs
    assert "穆*" not in theirs
    asked = queries.Filters(q=WHO)
    assert queries.register(town.viewer("staff"), asked).rows == [received]
    assert queries.register(town.viewer("org_manager"), asked).rows == []
    assert [hit["title"] for hit in search(town.viewer("staff"), WHO)] == [str(received)]
    assert search(town.viewer("org_manager"), WHO) == []


def test_the_donor_hears_it_only_where_he_agreed(town, received):
    brought(town, received)
    [trace] = traces.traces_of([Gift.objects.get()])
    assert trace.bringer == ""
    brought(town, received, brought_agreed=True)
    [trace] = traces.traces_of([Gift.objects.get()])
    assert trace.bringer == WHO


def test_the_donors_page_says_it_in_his_words(town, received, enter):
    donor = received.donor
    donor.phone = "13800000016"  # `stranger` signs in with it
    donor.save()
    brought(town, received, brought_agreed=True)
    page = enter("stranger").get(reverse("charity:mine")).content.decode()
    assert f"{WHO}牵的线" in page
    brought(town, received)
    page = enter("stranger").get(reverse("charity:mine")).content.decode()
    assert "牵的线" not in page
    assert WHO not in page


def test_nobody_reads_him_in_public(town, received, enter):
    brought(town, received, brought_agreed=True)
    public = enter("anonymous").get(reverse("charity:public", args=[town.community.pk]))
    assert public.status_code == 200
    assert WHO not in public.content.decode()


# --- on the form ----------------------------------------------------------------------------------
def test_it_is_said_with_the_gift_and_afterwards_by_the_staff_only(town, recipient, enter):
    staff = enter("staff")
    said = {
        "community": town.community.pk, "organization": town.organization.pk,
        "donor_name": HER.name, "phone": HER.phone,
        "resource": "money", "what": "助学", "amount": "20", "purpose": "any",
        "offered_on": "2026-01-05", "idempotency_key": "brought-1",
        "brought_as": "organization", "brought_by": WHO,
    }  # fmt: skip
    answer = staff.post(reverse("charity:new_gift"), said)
    assert answer.status_code == 422
    assert "brought_unit" in answer.context["form"].errors
    more = {"brought_unit": town.organization.pk, "idempotency_key": "brought-2"}
    staff.post(reverse("charity:new_gift"), said | more)
    gift = Gift.objects.get()
    assert (gift.brought_unit, gift.brought_by.open()) == (town.organization, WHO)
    act = reverse("charity:gift_act", args=[gift.pk, "brought"])
    assert enter("org_manager").get(act).status_code == 404
    form = enter("staff").get(act).context["form"]
    assert form["brought_by"].value() == WHO
    again = {"brought_as": "staff", "brought_by": "周小满", "idempotency_key": "brought-3"}
    staff.post(act, again)
    gift.refresh_from_db()
    assert (gift.brought_as, gift.brought_by.open(), gift.brought_unit) == (
        "staff", "周小满", None,
    )  # fmt: skip


# --- what is kept of him --------------------------------------------------------------------------
def test_what_is_stored_of_him_is_told_and_forgotten(town, received):
    name = town.people["resident"].name.open()
    subject = town.people["resident"].subject
    brought(town, received, name, brought_as="resident", brought_agreed=True)
    [told] = personal_data.export_person(subject)["brought"]
    assert (told["name"], told["what"], told["donor_may_know"]) == (name, "大米", True)
    assert personal_data.erase_person(subject)["brought"] == 1
    received.refresh_from_db()
    assert (received.brought_by.open(), received.brought_agreed) == ("已注销", False)
    assert received.brought_resident is None
    assert received.brought_as == "resident", "that somebody did stays"
    assert personal_data.erase_person(subject)["brought"] == 0


def test_after_three_years_nobody_knows_who_it_was(town, received):
    brought(town, received)
    today = timezone.localdate()
    assert personal_data.expire(today + timedelta(days=1000))["brought"] == 0
    assert personal_data.expire(date(today.year + 4, 1, 1))["brought"] == 1
    assert personal_data.expire(date(today.year + 4, 1, 1))["brought"] == 0


def test_it_goes_along_when_two_records_become_one(town, received):
    one, twin = town.person("章一"), town.person("章二")
    brought(town, received, "章二", brought_as="resident")
    record = merging.merge_residents(one, twin, reason="同一个人", actor=town.staff)
    received.refresh_from_db()
    assert received.brought_resident == one
    merging.unmerge(record, actor=town.staff)
    received.refresh_from_db()
    assert received.brought_resident == twin


def test_a_gift_is_recorded_with_who_brought_it(town, recipient):
    with scope.entered(scope.EVERYTHING):
        made = gifts.record(
            town.community,
            town.organization,
            goods(),
            donor=HER,
            brought=Bringer("volunteer", " 穆 小桥 "),
            actor=town.staff,
        )
    made.refresh_from_db()
    assert (made.brought_as, made.brought_by.open()) == ("volunteer", WHO)
