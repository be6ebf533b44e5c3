"""An organisation reports what it wants to do; the community agrees, its manager leads it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.actions import activities
from activities.models import Activity
from activities.panels import todo
from activities.queries import ours as queries
from core.exceptions import DomainError
from tests.activities.conftest import facts

pytestmark = pytest.mark.django_db


def report(town, **said):
    return activities.propose_for(
        town.organization, town.community, facts(**said), actor=town.org_manager
    )


def test_it_waits_until_the_desk_agrees_and_its_manager_leads_it(town):
    made = report(town)
    assert (made.status, made.organizer, made.leader) == (
        "proposed", "organization", town.org_manager,
    )  # fmt: skip
    assert todo(town.viewer("staff"))[0]["title"] == "1 场报上来的活动等同意"
    assert not Activity.objects.visible_to(town.viewer("resident")).exists()
    assert Activity.objects.visible_to(town.viewer("org_manager")).get() == made
    assert activities.publish(made, actor=town.staff).agreed_by == town.staff
    assert Activity.objects.visible_to(town.viewer("resident")).exists()


def test_what_cannot_be_is_refused(town):
    start = timezone.now() - timedelta(hours=1)
    with pytest.raises(DomainError, match="开始时间要在以后"):
        report(town, starts_at=start, ends_at=start + timedelta(hours=2))
    closed = town.organization
    closed.status = "closed"
    with pytest.raises(DomainError, match="在册的组织和单位"):
        activities.propose_for(closed, town.community, facts(), actor=town.org_manager)


def test_the_manager_reports_it_and_puts_it_right_until_it_is_agreed(enter, town):
    manager = enter("org_manager")
    day = timezone.localdate() + timedelta(days=5)
    said = {
        "organization": town.organization.pk, "community": town.community.pk, "title": "剪纸",
        "kind": "culture", "place": "活动室", "day": day.isoformat(), "from_time": "09:00",
        "to_time": "11:00", "expected": "15", "idempotency_key": "ours-00001",
    }  # fmt: skip
    answer = manager.post(reverse("activities:our_new"), said)
    made = Activity.objects.get()
    assert answer.url == reverse("activities:our_activity", args=[made.pk])
    assert made.organization == town.organization
    assert "剪纸" in manager.get(reverse("activities:ours")).content.decode()
    correct = reverse("activities:our_act", args=[made.pk, "correct"])
    manager.post(correct, {**said, "title": "剪窗花", "idempotency_key": "ours-00002"})
    made.refresh_from_db()
    assert (made.title, made.organization) == ("剪窗花", town.organization)
    activities.publish(made, actor=town.staff)
    assert manager.get(correct).status_code == 404


def test_nobody_else_finds_it_there(enter, town):
    made = report(town)
    pages = [
        reverse("activities:ours"),
        reverse("activities:our_new"),
        reverse("activities:our_activity", args=[made.pk]),
    ]
    for name in ("resident", "staff", "worker", "liaison", "volunteer"):
        client = enter(name)
        assert [client.get(page).status_code for page in pages] == [404] * 3, name


def test_it_is_reported_where_one_stands_or_works(town):
    places = queries.places(town.viewer("org_manager"))
    assert town.community in places
    assert town.far_community not in places
