"""A volunteer's own calendar, the address under which his phone reads it, and words of thanks."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from activities import ical
from core.exceptions import DomainError
from tests.races import meet_inside, together
from tests.volunteers.test_shifts import a_shift
from volunteers.actions import calendar, erasure, shifts, standing
from volunteers.models import CalendarLink
from volunteers.models.calendar import token_of

pytestmark = pytest.mark.django_db


def feed_of(link):
    return reverse("volunteers:feed", args=[link.code])


def test_the_calendar_shows_what_he_goes_to_day_by_day(town, enter, volunteer):
    shift = a_shift(town)
    shifts.take(shift, volunteer, actor=town.resident)
    page = enter("resident").get(reverse("volunteers:calendar"))
    [day] = page.context["page"].days
    assert [each.title for each in day.happenings] == [shift.activity.heading]
    assert day.happenings[0].path == reverse("volunteers:shift", args=[shift.pk])
    assert (
        reverse("volunteers:calendar")
        in enter("resident").get(reverse("volunteers:mine")).content.decode()
    )
    assert enter("stranger").get(reverse("volunteers:calendar")).status_code == 404


def test_a_phone_reads_it_by_an_address_and_nobody_without(town, client, volunteer):
    shift = a_shift(town)
    shifts.take(shift, volunteer, actor=town.resident)
    link = calendar.make_link(volunteer, actor=town.resident)
    answer = client.get(feed_of(link))
    text = answer.content.decode()
    assert answer["Content-Type"] == ical.TYPE
    assert answer["Cache-Control"] == "private, no-store"
    assert text.count("BEGIN:VEVENT") == 1
    assert f"UID:activity-{shift.activity_id}@" in text
    assert volunteer.name.open() not in text
    for code in ("x", f"{link.token}.x", link.token):
        assert client.get(reverse("volunteers:feed", args=[code])).status_code == 404


def test_a_new_address_kills_the_old_one_and_it_can_be_taken_back(town, enter, volunteer):
    home = enter("resident")
    with pytest.raises(DomainError, match="没有在用的链接"):
        calendar.end_link(volunteer, actor=town.resident)
    home.post(reverse("volunteers:make_feed"), {"idempotency_key": "feed-0001"})
    first = CalendarLink.objects.get()
    assert first.code in home.get(reverse("volunteers:calendar")).content.decode()
    home.post(reverse("volunteers:make_feed"), {"idempotency_key": "feed-0002"})
    second = CalendarLink.objects.get(ended_at__isnull=True)
    assert home.get(feed_of(first)).status_code == 404
    assert home.get(feed_of(second)).status_code == 200
    home.post(reverse("volunteers:end_feed"), {"idempotency_key": "feed-0003"})
    assert home.get(feed_of(second)).status_code == 404
    assert token_of(second.code) == second.token


def test_who_has_left_or_was_forgotten_has_no_address_any_more(town, client, volunteer):
    link = calendar.make_link(volunteer, actor=None)
    standing.withdraw(volunteer, actor=town.resident)
    assert client.get(feed_of(link)).status_code == 404
    volunteer.refresh_from_db()
    erasure.erase(volunteer)
    assert not CalendarLink.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_two_who_make_one_at_once_leave_one(town, volunteer, monkeypatch):
    meeting = meet_inside(monkeypatch, calendar, "_end", after=True)
    outcomes = together(*[lambda: calendar.make_link(volunteer, actor=None)] * 2)
    assert meeting.happened
    assert CalendarLink.objects.filter(ended_at__isnull=True).count() == 1
    refused = [each.error for each in outcomes if each.error]
    assert [each.code for each in refused] == ["busy"]
    with pytest.raises(IntegrityError, match="calendar_link_one_live"), transaction.atomic():
        CalendarLink.objects.create(community=town.community, volunteer=volunteer, token="x")
