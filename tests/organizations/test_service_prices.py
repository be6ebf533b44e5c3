"""What a service asks for is said by one and approved by another; until then nobody is asked."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.models import AuditEvent
from organizations.actions import services
from organizations.models import OfferedService
from organizations.panels import todo
from tests.organizations.conftest import service_values

pytestmark = pytest.mark.django_db
PRICE = {"price": "low_fee", "price_note": "每次 10 元，低保户免费"}


@pytest.fixture
def paid(town, association):
    return services.offer(association, actor=town.staff, **service_values(**PRICE))


def offered():
    return OfferedService.objects.offered()


def test_it_is_offered_when_another_has_approved_what_it_asks_for(town, paid):
    assert not offered().exists()
    assert OfferedService.objects.unpriced().get() == paid
    with pytest.raises(DomainError) as refused:
        services.approve_price(paid, actor=town.staff)
    assert refused.value.code == "self"
    made = services.approve_price(paid, actor=town.secretary)
    assert (made.price_approved_by, made.price_approved_on) == (
        town.secretary, timezone.localdate(),
    )  # fmt: skip
    assert offered().get() == paid
    assert not OfferedService.objects.unpriced().exists()
    with pytest.raises(DomainError) as refused:
        services.approve_price(paid, actor=town.secretary)
    assert refused.value.code == "moved_on"
    assert AuditEvent.objects.filter(verb="organizations.service_price_approved").count() == 1


def test_said_anew_it_waits_anew_and_another_day_does_not(town, paid):
    services.approve_price(paid, actor=town.secretary)
    services.change(paid, weekdays=[2], actor=town.staff)
    assert offered().exists(), "days are no price"
    services.change(paid, price_note="每次 12 元", actor=town.secretary)
    assert not offered().exists()
    with pytest.raises(DomainError) as refused:
        services.approve_price(paid, actor=town.secretary)
    assert refused.value.code == "self", "now it is his word"
    services.approve_price(paid, actor=town.staff)
    services.change(paid, price="free", actor=town.staff)
    paid.refresh_from_db()
    assert (paid.price_approved_on, paid.price_approved_by, paid.price_said_by) == (
        None, None, None,
    )  # fmt: skip
    assert offered().exists(), "what is free needs nobody's word"


@pytest.mark.parametrize(
    ("change", "name"),
    [
        ({"price_approved_on": "2026-01-01"}, "service_price_approved_as_a_whole"),
        ({"price": "free", "price_note": ""}, "service_price_approved_as_a_whole"),
    ],
)
def test_the_database_holds_it_too(town, paid, change, name):
    if "price" in change:
        services.approve_price(paid, actor=town.secretary)
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        OfferedService.objects.update(**change)


def test_nobody_approves_his_own_in_the_database_either(town, paid):
    name = "service_price_approved_by_another"
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        OfferedService.objects.update(price_approved_by=town.staff, price_approved_on="2026-01-01")


def test_the_register_approves_and_residents_read_the_day_and_the_office(
    town, paid, association, enter
):
    act = reverse("organizations:service_act", args=[paid.pk, "approve-price"])
    assert enter("staff").get(act).status_code == 404, "he said it himself"
    assert enter("sibling_staff").get(act).status_code == 404
    page = reverse("organizations:organization", args=[association.pk])
    assert "收费等批准，居民还看不到" in enter("staff").get(page).content.decode()
    public = reverse("organizations:public", args=[association.pk])
    assert "每次 10 元" not in enter("anonymous").get(public).content.decode()
    assert "1 个组织的收费等批准" in [line["title"] for line in todo(town.viewer("secretary"))]
    assert "1 个组织的收费等批准" not in [line["title"] for line in todo(town.viewer("staff"))]
    enter("secretary").post(act, {"idempotency_key": "price-01"})
    told = enter("anonymous").get(public).content.decode()
    assert "每次 10 元，低保户免费" in told
    assert f"{timezone.localdate()} 由{town.community.title}批准" in told
    who = town.secretary.name.open()
    assert who not in told
    assert f"批准：{who}" in enter("staff").get(page).content.decode(), "the desk reads who"


def test_an_organisation_does_not_approve_what_it_asks_for(town, enter):
    """Its own manager, also where somebody else wrote it down."""
    made = services.offer(town.organization, actor=town.staff, **service_values(**PRICE))
    act = reverse("organizations:service_act", args=[made.pk, "approve-price"])
    assert enter("org_manager").get(act).status_code == 404
    assert enter("secretary").get(act).status_code == 200
