"""Formulas of the three rates: written before their day, never changed once it has come."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.models import AuditEvent
from requests.actions import formulas
from requests.models import RateFormula
from requests.queries import formulas as queries
from requests.reckoning import Formula, step_of, within
from tests.town import town

__all__ = ["town"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def formula():
    def of(since, **said):
        return RateFormula(since=since, ground="某民〔2026〕1号第三条", **said)

    return of


@pytest.fixture
def in_force(formula):
    """Written when its day was still to come."""

    def since(day, **said):
        row = formula(day, **said)
        row.save()
        return row

    return since


def test_from_tomorrow_on_at_the_earliest(town, formula):
    with pytest.raises(DomainError) as refused:
        formulas.write(formula(TODAY()), actor=town.system_admin)
    assert (refused.value.code, refused.value.field) == ("too_early", "since")
    formulas.write(formula(TODAY() + timedelta(days=1)), actor=town.system_admin)
    assert AuditEvent.objects.filter(verb="requests.formula.write").count() == 1


def test_what_is_in_force_is_neither_changed_nor_withdrawn(town, in_force):
    row = in_force(TODAY(), contact_hours=8)
    row.since, row.contact_hours = TODAY() + timedelta(days=9), 72
    for act in (formulas.write, formulas.withdraw):
        with pytest.raises(DomainError) as refused:
            act(row, actor=town.system_admin)
        assert refused.value.code == "in_force"
    assert RateFormula.objects.get().contact_hours == 8


def test_before_its_day_it_is_changed_or_withdrawn(town, formula):
    row = formulas.write(formula(TODAY() + timedelta(days=9)), actor=town.system_admin)
    row.contact_hours = 8
    formulas.write(row, actor=town.system_admin)
    assert RateFormula.objects.get().contact_hours == 8
    formulas.withdraw(row, actor=town.system_admin)
    assert not RateFormula.objects.exists()
    verbs = AuditEvent.objects.filter(verb__startswith="requests.formula.").order_by("pk")
    assert [verb.verb.rpartition(".")[2] for verb in verbs] == ["write", "mend", "withdraw"]


def test_a_day_has_one_formula(town, formula):
    day = TODAY() + timedelta(days=9)
    formulas.write(formula(day), actor=town.system_admin)
    with pytest.raises(DomainError) as refused:
        formulas.write(formula(day, contact_hours=8), actor=town.system_admin)
    assert refused.value.code == "twice"


@pytest.mark.parametrize("said", [{"contact_hours": 5}, {"content_from": 1}, {"content_from": 6}])
def test_the_database_refuses_what_no_formula_says(in_force, said):
    with pytest.raises(IntegrityError), transaction.atomic():
        in_force(TODAY(), **said)


def test_the_latest_in_force_holds_and_says_which_it_is(in_force):
    in_force(TODAY() - timedelta(days=40), contact_hours=8)
    in_force(TODAY(), contact_hours=48)
    in_force(TODAY() + timedelta(days=40), contact_hours=72)
    now = queries.in_force(TODAY())
    assert (now.contact_hours, now.version, now.since) == (48, 3, TODAY())


def test_the_shipped_one_holds_until_another_is_written():
    assert queries.in_force(TODAY()) == Formula()


@pytest.mark.parametrize(
    ("hours", "step"), [(0, "2h"), (2, "2h"), (2.1, "8h"), (24, "24h"), (72, "72h"), (73, "later")]
)
def test_a_step_is_the_shortest_window_it_fits(hours, step):
    assert step_of(timedelta(hours=hours)) == step


def test_a_window_holds_the_shorter_ones():
    assert within(24) == ("2h", "8h", "24h")


def test_who_keeps_the_platform_writes_it_and_what_is_in_force_is_only_read(client, town, in_force):
    town.enter(client, "system_admin")
    add = reverse("admin:requests_rateformula_add")
    said = {
        "since": TODAY() + timedelta(days=3), "contact_hours": 8, "content_from": 4,
        "ground": "某民〔2026〕1号",
    }  # fmt: skip
    assert client.post(add, said).status_code == 302
    assert RateFormula.objects.get().contact_hours == 8
    row = in_force(TODAY())
    change = reverse("admin:requests_rateformula_change", args=[row.pk])
    assert client.post(change, {**said, "contact_hours": 72}).status_code == 403
    row.refresh_from_db()
    assert row.contact_hours == 24
    assert town.enter(client, "secretary").get(add).status_code in {302, 403, 404}
