from datetime import timedelta

import pytest
from django.utils import timezone

from communities.actions import care
from communities.tasks import expire_care_labels
from core import audit
from core.exceptions import DomainError
from core.models import AuditEvent
from tests.town import years_ago


def add(town, **values):
    given = {
        "group": "disabled",
        "condition": "limb",
        "evidence": "残疾人证",
        "valid_from": years_ago(1),
        "actor": town.staff,
        **values,
    }
    return care.add_label(town.people["resident"], **given)


def test_a_label_stands_on_evidence_and_is_told_only_under_the_persons_key(town, published):
    label = add(town)
    assert str(label.evidence) == "（受保护）"
    event = AuditEvent.objects.get(verb="communities.care_label_added", object_id=label.resident_id)
    assert event.details == {}
    assert audit.open_sensitive(event)["condition"] == "limb"
    assert ("communities.care_label_added", label.pk) in [
        (topic, payload.get("label_id")) for topic, payload in published
    ]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"evidence": ""}, "evidence"),
        ({"condition": "low_income"}, "condition"),
        ({"valid_to": years_ago(2)}, "valid_to"),
    ],
)
def test_what_does_not_fit_is_refused_at_its_field(town, values, field):
    with pytest.raises(DomainError) as refusal:
        add(town, **values)
    assert refusal.value.field == field


def test_one_open_label_of_a_kind_and_a_new_one_after_it_ended(town):
    label = add(town)
    with pytest.raises(DomainError) as refusal:
        add(town)
    assert refusal.value.code == "label_twice"
    care.end_label(label, reason="mistake", actor=town.staff)
    with pytest.raises(DomainError):
        care.end_label(label, reason="mistake", actor=town.staff)
    assert add(town)


def test_the_night_closes_what_ran_out_and_only_that(town):
    yesterday = timezone.localdate() - timedelta(days=1)
    gone = add(town, valid_to=yesterday)
    stays = add(town, condition="sight", valid_to=timezone.localdate())
    expire_care_labels()
    gone.refresh_from_db()
    stays.refresh_from_db()
    assert (gone.end_reason, stays.ended_at) == ("expired", None)
