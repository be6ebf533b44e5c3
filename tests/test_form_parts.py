"""A long form stands in parts: each under what it is about, every field in one of them."""

import pytest
from django import forms
from django.template.loader import render_to_string

from activities.forms.desk import DeskFactsForm, PlanForm
from charity.forms.gifts import GiftForm
from communities.forms.base import DeskForm
from communities.forms.residents import RegisterForm
from organizations.forms.social_workers import WorkerForm
from tests.town import town
from volunteers.forms.shifts import OfferForm

__all__ = ["town"]
pytestmark = pytest.mark.django_db
LONG = (DeskFactsForm, GiftForm, OfferForm, PlanForm, RegisterForm, WorkerForm)


@pytest.mark.parametrize("kind", LONG)
def test_every_field_stands_in_one_part_and_every_heading_over_some(town, kind):
    form = kind(viewer=town.viewer("staff"))
    names = [[field.name for field in part.fields] for part in form.parts]
    assert [name for part in names for name in part] == [f.name for f in form.visible_fields()]
    assert [part.heading for part in form.parts] == list(kind.headings.values())
    assert {part[0] for part in names} == set(kind.headings)


def test_who_reads_it_hears_what_the_next_fields_are_about(town):
    page = render_to_string(
        "components/_form.html", {"form": GiftForm(viewer=town.viewer("staff"))}
    )
    assert page.count('<fieldset class="form-part"><legend>') == len(GiftForm.headings)
    assert page.count('name="amount"') == 1


def test_a_short_form_is_one_part_and_has_no_frame(town):
    class Short(DeskForm):
        reason = forms.CharField(label="原因")

    form = Short(viewer=town.viewer("staff"))
    assert [(part.heading, len(part.fields)) for part in form.parts] == [("", 1)]
    assert "form-part" not in render_to_string("components/_form.html", {"form": form})
