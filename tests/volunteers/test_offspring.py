"""A graduate of an incubation base leads to the teams it has founded."""

import pytest
from django.urls import reverse

from organizations.actions import incubations
from organizations.queries import incubations as queries
from tests.organizations.test_incubations import S, a_base, at
from volunteers.actions import teams

pytestmark = pytest.mark.django_db


def page(viewer, one):
    return queries.incubation_page(viewer, queries.get_incubation(viewer, one.pk))


def test_the_page_of_a_graduate_leads_to_its_teams(enter, town):
    one = at(town, a_base(town), S.HOUSED)
    made = teams.found_team(
        town.community, kind="community", name="互助志愿队", founder_kind="organization",
        organization=one.organization, actor=town.staff,
    )  # fmt: skip
    assert page(town.viewer("staff"), one).became == []
    graduate = incubations.graduate(one, reason="登记了", actor=town.staff)
    [grown] = page(town.viewer("staff"), graduate).became
    assert grown.url == reverse("volunteers:team", args=[made.pk])
    assert enter("staff").get(grown.url).status_code == 200
    shown = enter("staff").get(reverse("organizations:incubation", args=[one.pk]))
    assert "互助志愿队" in shown.content.decode()
