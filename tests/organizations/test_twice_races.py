"""The same thing entered at two desks at once: one stands, and the other hears it in words.

Two people are inside at the same moment when both have come to write their line of the history.
With the lock and the rule they never are; the control takes both off, and two rows stand.
"""

from functools import partial

import pytest
from django.db import models
from django.utils import timezone

from communities.actions import duty_plans, duty_swaps
from communities.models import ShiftSwap
from core import audit, outbox, scope
from organizations.actions import organizations, reviews, services, stationings, unit_checkins
from organizations.actions import social_workers as workers
from organizations.actions.social_workers import WorkerFacts
from organizations.models import (
    OfferedService,
    OrganizationReview,
    SocialWorker,
    Stationing,
    UnitCheckin,
)
from tests.communities.duty_help import planned, post
from tests.grids.test_races import drop, only_refusals
from tests.organizations.conftest import facts, service_values
from tests.organizations.test_unit_checkins import facts as unit_facts
from tests.races import meet_inside, together
from tests.town import years_ago
from tests.volunteers.conftest import SATURDAY
from volunteers.actions import registering, standing, teams
from volunteers.actions.registering import Facts, Offer
from volunteers.models import GuardianConsent, VolunteerTeam

pytestmark = pytest.mark.django_db(transaction=True)


def unit_checks_in(town):
    said = unit_facts(posts=list(unit_facts().posts))
    return partial(unit_checkins.register_unit, town.organization, town.community, said)


def social_worker(town, name="柳青", number="2026-I-1"):
    return workers.register_social_worker(
        town.community,
        WorkerFacts(name, level="intermediate", certificate_number=number),
        actor=town.staff,
        organization=town.organization,
    )


def worker_with_one_certificate(town):
    said = WorkerFacts("柳青", level="intermediate", certificate_number="2026-I-1")
    return partial(workers.register_social_worker, town.community, said)


def worker_to_one_more_community(town):
    return partial(stationings.propose, social_worker(town), town.sibling)


def service_of_one_name(town):
    return partial(services.offer, town.organization, **service_values())


def yearly_review(town):
    made = organizations.register(town.community, facts(), actor=town.staff)
    year = timezone.localdate().year - 1
    said = {"year": year, "verdict": "passed", "members": 8, "activities": 3}
    return partial(reviews.review, made, **said)


def team_of_one_name(town):
    said = {"kind": "youth", "name": "青年队", "founder_kind": "community"}
    return partial(teams.found_team, town.community, **said)


def guardians_word(town):
    minor = registering.register(
        town.stranger,
        town.community,
        Offer(times=[SATURDAY]),
        facts=Facts(name="何方", born_on=years_ago(16)),
        agreed=True,
    )
    said = {"guardian": "何大", "relation": "父亲", "evidence": "当面"}
    return partial(standing.record_guardian, minor, **said)


def swap_of_one_duty(town):
    people = ("worker", "second_worker")
    month = planned(town, post(town.community), people=people)
    duty_plans.publish_plan(month, actor=town.secretary)
    mine = month.shifts.filter(person=town.worker).order_by("period").first()
    month.shifts.exclude(pk=mine.pk).update(person=None)  # everybody has rested
    return lambda actor: duty_swaps.ask_swap(mine, asked_of=town.second_worker, actor=town.worker)


CASES = [
    (unit_checks_in, UnitCheckin, "unit_checkin_once_while_standing", "INDEX"),
    (worker_with_one_certificate, SocialWorker, "social_worker_one_per_certificate", "INDEX"),
    (worker_to_one_more_community, Stationing, "stationing_once_at_a_time", "CONSTRAINT"),
    (service_of_one_name, OfferedService, "service_named_once_per_organization", "INDEX"),
    (yearly_review, OrganizationReview, "organization_reviewed_once_a_year", "CONSTRAINT"),
    (team_of_one_name, VolunteerTeam, "team_named_once_per_community", "INDEX"),
    (guardians_word, GuardianConsent, "guardian_consent_once_while_it_stands", "INDEX"),
    (swap_of_one_duty, ShiftSwap, "swap_one_open_per_shift", "INDEX"),
]


@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "control"])
@pytest.mark.parametrize(
    ("deed", "model", "rule", "kind"), CASES, ids=lambda each: getattr(each, "__name__", str(each))
)
def test_entered_twice_at_once_it_stands_once(town, monkeypatch, deed, model, rule, kind, guarded):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    with scope.entered(scope.EVERYTHING):
        once, before = deed(town), model.objects.count()
    if not guarded:
        drop(model, rule, kind=kind)
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, audit, "record")
    outcomes = together(lambda: once(actor=town.staff), lambda: once(actor=town.secretary))
    assert meeting.happened is not guarded
    assert only_refusals(outcomes), outcomes
    with scope.entered(scope.EVERYTHING):
        assert model.objects.count() - before == (1 if guarded else 2)
