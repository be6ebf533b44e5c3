"""The grade of a social organisation: whose it is, how long it holds, who reads it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.models import AuditEvent
from organizations.actions import grades, organizations
from organizations.models import Organization
from tests.organizations.test_pairings import refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def rate(organization, actor, **said):
    values = {"grade": 3, "graded_on": TODAY() - timedelta(days=9)}
    return grades.rate(organization, actor=actor, **values | said)


def test_only_who_is_registered_with_civil_affairs_has_a_grade(town, association):
    assert refused(rate, association, town.staff) == "not_registered"
    assert rate(town.organization, town.staff).grade == 3
    with pytest.raises(IntegrityError), transaction.atomic():
        Organization.objects.filter(pk=association.pk).update(
            grade=3, graded_on=TODAY(), graded_until=TODAY() + timedelta(days=9)
        )


def test_a_grade_is_one_of_five_given_on_a_day_that_has_come(town):
    unit = town.organization
    for grade in (0, 6):
        assert refused(rate, unit, town.staff, grade=grade) == "grade"
    tomorrow = TODAY() + timedelta(days=1)
    assert refused(rate, unit, town.staff, graded_on=tomorrow) == "graded_on"
    assert refused(rate, unit, town.staff, graded_on=TODAY(), graded_until=TODAY()) == (
        "graded_until"
    )


def test_it_holds_five_years_unless_the_plaque_says_otherwise(town):
    unit = town.organization
    assert rate(unit, town.staff, graded_on=date(2024, 2, 29)).graded_until == date(2029, 2, 28)
    old = rate(unit, town.staff, graded_on=TODAY() - timedelta(days=6 * 366))
    assert old.grade_has_ended
    last = TODAY()
    beyond = date(2029, 3, 1)
    act = {"graded_on": date(2024, 2, 29), "graded_until": beyond}
    assert refused(rate, unit, town.staff, **act) == "graded_until"
    assert not rate(unit, town.staff, graded_until=last).grade_has_ended
    assert AuditEvent.objects.filter(verb="organizations.organization_graded").count() == 3


def test_nobody_is_graded_before_it_was_founded(town):
    day = TODAY() - timedelta(days=400)
    unit = organizations.correct(town.organization, founded_on=day, actor=town.staff)
    early = day - timedelta(days=1)
    assert refused(rate, unit, town.staff, graded_on=early) == "graded_on"
    assert rate(unit, town.staff, graded_on=day).graded_on == day
    later = lambda: organizations.correct(  # noqa: E731
        unit, founded_on=day + timedelta(days=1), actor=town.staff
    )
    assert refused(later) == "founded_on"


def test_who_has_a_grade_stays_registered_in_the_book(town):
    graded = rate(town.organization, town.staff)
    act = lambda: organizations.correct(  # noqa: E731
        graded, kind="mutual_aid", registration="managed", actor=town.staff
    )
    assert refused(act) == "registration"


def test_the_keeper_writes_it_down_and_everybody_reads_it(enter, town):
    unit = town.organization
    address = reverse("organizations:organization_act", args=[unit.pk, "rate"])
    said = {"grade": "4", "graded_on": str(TODAY()), "idempotency_key": "grade-0001"}
    assert enter("org_manager").post(address, said).status_code == 404
    enter("staff").post(address, said)
    for name, route in (("staff", "organization"), ("resident", "public")):
        page = enter(name).get(reverse(f"organizations:{route}", args=[unit.pk]))
        assert "4A，有效到" in page.content.decode()
    Organization.objects.filter(pk=unit.pk).update(
        graded_on=date(2015, 1, 1), graded_until=date(2020, 1, 1)
    )
    page = enter("resident").get(reverse("organizations:public", args=[unit.pk]))
    assert "4A，2020-01-01 到期，要重新评" in page.content.decode()
