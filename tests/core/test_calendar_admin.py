"""The calendar in the admin: entered by hand, told by the audit, missed in words."""

from datetime import date

import pytest
import time_machine
from django.urls import reverse

from core import audit, workcalendar
from core.models import AuditEvent, CalendarDay

pytestmark = pytest.mark.django_db
ADD = "/admin/core/calendarday/add/"


def enter_day(client, **values):
    form = {"date": "2027-02-08", "kind": "holiday", "name": "春节", "note": ""}
    return client.post(ADD, form | values)


@time_machine.travel(date(2026, 11, 2), tick=False)
def test_the_first_page_says_which_year_is_missing_until_it_is_entered(enter):
    client = enter("system_admin")
    assert "2027 年的放假和调休还没有录入" in client.get("/admin/").content.decode()
    for day in ("2027-01-01", "2027-05-01", "2027-10-01"):
        assert enter_day(client, date=day).status_code == 302
    assert "还没有录入" not in client.get("/admin/").content.decode()


def test_a_day_entered_counts_at_once_and_its_history_is_the_audit(enter):
    client = enter("system_admin")
    enter_day(client)
    row = CalendarDay.objects.get()
    assert not workcalendar.is_workday(row.date)
    client.post(
        reverse("admin:core_calendarday_change", args=[row.pk]),
        {
            "date": "2027-02-08",
            "kind": "workday",
            "name": "春节",
            "note": "",
        },
    )
    assert workcalendar.is_workday(row.date)
    assert [line.verb for line in audit.history(row)] == [
        "core.calendarday.changed",
        "core.calendarday.created",
    ]
    page = client.get(reverse("admin:core_calendarday_history", args=[row.pk]))
    assert "放假 → 上班" in page.content.decode()


def test_removing_a_day_is_remembered(enter):
    client = enter("system_admin")
    enter_day(client)
    row = CalendarDay.objects.get()
    client.post(reverse("admin:core_calendarday_delete", args=[row.pk]), {"post": "yes"})
    assert not CalendarDay.objects.exists()
    assert AuditEvent.objects.filter(verb="core.calendarday.deleted").count() == 1


@pytest.mark.parametrize("name", ["secretary", "auditor", "security_admin"])
def test_only_the_system_administrator_changes_the_calendar(enter, name):
    assert enter(name).post(ADD, {}).status_code in {403, 404}
