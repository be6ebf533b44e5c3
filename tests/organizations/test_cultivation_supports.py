"""What was given to what grows: a room, coaching, money, materials; struck out, never removed."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from organizations.actions import cultivation_supports, cultivations, organizations
from organizations.models import Cultivation, CultivationSupport, Organization
from organizations.queries import cultivations as queries
from tests.organizations.test_checkin_tables import lines
from tests.organizations.test_cultivations import begin
from tests.organizations.test_pairings import refused

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def led(town) -> Cultivation:
    """By the organisation that `org_manager` speaks for."""
    Organization.objects.filter(pk=town.organization.pk).update(is_hub=True)
    row = begin(town, hub=town.organization)
    Cultivation.objects.filter(pk=row.pk).update(started_on=TODAY() - timedelta(days=30))
    return Cultivation.objects.get(pk=row.pk)


def given(town, row, **said):
    values = {"kind": "room", "what": "小会议室", "given_on": TODAY(), "actor": town.staff}
    return cultivation_supports.give(row, **values | said)


def test_it_says_what_how_much_by_whom_and_when(town, led):
    assert refused(given, town, led, kind="love") == "kind"
    assert refused(given, town, led, what=" ") == "what"
    assert refused(given, town, led, what="找 13900001111") == "what"
    assert refused(given, town, led, given_on=TODAY() + timedelta(days=1)) == "given_on"
    assert refused(given, town, led, given_on=TODAY() - timedelta(days=31)) == "given_on"
    assert refused(given, town, led, kind="money") == "worth"
    assert refused(given, town, led, kind="money", worth=0) == "worth"
    assert refused(given, town, led, worth=10_000_000) == "worth"
    row = given(town, led, kind="money", worth=800, given_by=town.organization)
    assert (row.worth, row.given_by) == (800, town.organization)
    assert given(town, led).given_by is None
    organizations.suspend(town.organization, reason="停", actor=town.staff)
    unit = Organization.objects.get(pk=town.organization.pk)
    assert refused(given, town, led, given_by=unit) == "given_by"
    stopped = cultivations.stop(led, reason="没人牵头", actor=town.staff)
    assert refused(given, town, stopped) == "moved_on"


def test_what_was_wrong_is_struck_out_and_counts_no_more(town, led):
    first, other = given(town, led, worth=300), given(town, led, worth=200, what="工具")
    strike = cultivation_supports.strike
    assert refused(strike, led, support=first, reason=" ", actor=None) == "reason"
    elsewhere = given(town, begin(town, "晨读会"))
    assert refused(strike, led, support=elsewhere, reason="错", actor=None) == "support"
    assert queries.cultivation_page(town.viewer("staff"), led).worth == 500
    strike(led, support=first, reason="记重了", actor=town.staff)
    assert refused(strike, led, support=first, reason="错", actor=None) == "support"
    page = queries.cultivation_page(town.viewer("staff"), led)
    assert (page.worth, {row.pk for row in page.supports}) == (200, {first.pk, other.pk})
    told = lines(town, "staff", "organizations.cultivation_supports")
    assert {row[3] for row in told} == {"工具", "小会议室"}
    assert CultivationSupport.objects.count() == 3


def test_the_desk_and_the_hub_write_it_down_and_the_hub_for_itself(enter, town, led, another):
    act = lambda slug: reverse(  # noqa: E731
        "organizations:cultivation_act", args=[led.pk, slug]
    )
    said = {
        "kind": "coaching", "what": "章程怎么写", "given_on": TODAY(),
        "idempotency_key": "give-00001",
    }  # fmt: skip
    assert enter("org_manager").post(act("support"), said).status_code == 422
    other = another(town.community, "别的组织")
    wrong = said | {"given_by": other.pk, "idempotency_key": "give-00002"}
    assert enter("org_manager").post(act("support"), wrong).status_code == 422
    right = said | {"given_by": town.organization.pk, "idempotency_key": "give-00003"}
    assert enter("org_manager").post(act("support"), right).status_code == 302
    assert CultivationSupport.objects.get().given_by == town.organization
    assert enter("org_manager").get(act("strike")).status_code == 404
    for name in ("worker", "sibling_staff"):
        assert enter(name).get(act("support")).status_code == 404, name
    staff = enter("staff")
    assert staff.post(act("support"), said | {"idempotency_key": "give-00004"}).status_code == 302
    page = reverse("organizations:cultivation", args=[led.pk])
    assert "章程怎么写" in staff.get(page).content.decode()
    wrong = {
        "support": CultivationSupport.objects.earliest("pk").pk, "reason": "记重了",
        "idempotency_key": "give-00005",
    }  # fmt: skip
    assert staff.post(act("strike"), wrong).status_code == 302
    assert "记重了" in staff.get(page).content.decode()
    cultivations.stop(led, reason="没人牵头", actor=town.staff)
    assert enter("staff").get(act("support")).status_code == 404
