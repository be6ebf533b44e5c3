"""A gift from the first word to the receipt: what is refused, by whom, and what is counted."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from charity import workflow
from charity.actions import gifts, recipients
from charity.actions.facts import DonorFacts
from charity.models import Donor, Gift, Recipient
from charity.workflow import GIFT_STEPS, GiftStatus
from core import outbox
from core.exceptions import DomainError
from core.models import AuditEvent, TallyDelta
from organizations.actions import organizations
from tests.charity.conftest import HER, give, goods, money
from tests.days import day
from tests.organizations.conftest import facts as organization_facts

pytestmark = pytest.mark.django_db
DO = {
    "received": lambda gift, actor: gifts.receive(gift, actor=actor),
    "refused": lambda gift, actor: gifts.refuse(gift, reason="放不下", actor=actor),
    "withdrawn": lambda gift, actor: gifts.withdraw(gift, reason="改主意了", actor=actor),
    "returned": lambda gift, actor: gifts.give_back(gift, reason="过期了", actor=actor),
}
WAY_TO = {
    GiftStatus.OFFERED: (),
    GiftStatus.RECEIVED: ("received",),
    GiftStatus.REFUSED: ("refused",),
    GiftStatus.WITHDRAWN: ("withdrawn",),
    GiftStatus.RETURNED: ("received", "returned"),
}


@pytest.mark.parametrize("state", GiftStatus)
@pytest.mark.parametrize("step", GIFT_STEPS, ids=lambda step: step.name)
def test_every_pair_of_state_and_step_does_what_the_table_says(town, offered, state, step):
    for name in WAY_TO[state]:
        DO[name](offered, town.secretary)
    if state in step.sources:
        assert DO[step.name](offered, town.secretary).status == step.target
    else:
        with pytest.raises(DomainError) as refused:
            DO[step.name](offered, town.secretary)
        assert refused.value.code == "moved_on"
    assert set(DO) == {each.name for each in GIFT_STEPS}
    assert set(WAY_TO) == set(GiftStatus)
    assert {*workflow.HAD, *workflow.GONE, GiftStatus.OFFERED} == set(GiftStatus)


@pytest.mark.parametrize("name", ["refused", "withdrawn", "returned"])
def test_what_is_over_is_over_for_a_reason(town, offered, name):
    act = {"refused": gifts.refuse, "withdrawn": gifts.withdraw, "returned": gifts.give_back}[name]
    if name == "returned":
        gifts.receive(offered, actor=town.secretary)
    with pytest.raises(DomainError) as refused:
        act(offered, reason="  ", actor=town.secretary)
    assert refused.value.field == "reason"


# --- who may accept, who may confirm --------------------------------------------------------------
def test_only_an_organisation_with_the_right_accepts_anything(town):
    with pytest.raises(DomainError) as refused:
        give(town)
    assert (refused.value.code, refused.value.field) == ("not_a_recipient", "organization")


def test_a_right_that_has_ended_or_run_out_accepts_nothing_more(town, recipient):
    Recipient.objects.update(valid_until=timezone.localdate() - timedelta(days=1))
    with pytest.raises(DomainError):
        give(town)
    give(town, goods(offered_on=timezone.localdate() - timedelta(days=2)))  # it was valid then
    Recipient.objects.update(valid_until=None)
    recipients.end(recipient, actor=town.staff)
    with pytest.raises(DomainError):
        give(town)


def test_a_right_ends_once_and_is_not_given_on_a_paper_that_has_run_out(town, recipient):
    recipients.end(recipient, actor=town.staff)
    with pytest.raises(DomainError) as refused:
        recipients.end(recipient, actor=town.staff)
    assert refused.value.code == "moved_on"
    with pytest.raises(DomainError) as refused:
        recipients.renew(
            recipient, ground="public_benefit", certificate="公益02", raises_in_public=False,
            valid_until=timezone.localdate() - timedelta(days=1), actor=town.staff,
        )  # fmt: skip
    assert refused.value.field == "valid_until"


def test_what_it_is_decides_on_what_ground_it_accepts(town):
    choir = organizations.register(town.community, organization_facts("合唱队"), actor=town.staff)
    for ground in ("charity", "public_benefit", "institution", "red_cross"):
        with pytest.raises(DomainError) as refused:
            recipients.admit(choir, ground=ground, certificate="1", actor=town.staff)
        assert refused.value.field == "ground"
    with pytest.raises(DomainError) as refused:
        recipients.admit(town.organization, ground="charity", actor=town.staff)
    assert refused.value.field == "certificate"


def test_whoever_wrote_it_down_does_not_confirm_it(town, offered):
    with pytest.raises(DomainError) as refused:
        gifts.receive(offered, actor=town.staff)
    assert refused.value.code == "self"
    with pytest.raises(IntegrityError), transaction.atomic():
        Gift.objects.filter(pk=offered.pk).update(
            status="received", received_on=timezone.localdate(), confirmed_by=town.staff
        )
    assert gifts.receive(offered, actor=town.org_manager).confirmed_by == town.org_manager


def test_nothing_is_received_tomorrow_or_before_it_was_offered(town, offered):
    for days in (1, -1):
        day = timezone.localdate() + timedelta(days=days)
        with pytest.raises(DomainError) as refused:
            gifts.receive(offered, received_on=day, actor=town.secretary)
        assert refused.value.field == "received_on"


# --- what it is -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (money(0), "amount"),
        (money(amount=-3), "amount"),
        (goods(quantity=None), "quantity"),
        (goods(unit=""), "quantity"),
        (goods(quantity=Decimal(0)), "quantity"),
        (goods(resource="service", what="义诊", quantity=Decimal(4), unit=""), "unit"),
        (goods(what=" "), "what"),
        (goods(resource="shares"), "resource"),
        (goods(purpose="other"), "restriction"),
        (goods(use_from=day(), use_until=day(-1)), "use_until"),
        (goods(offered_on=day(1)), "offered_on"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(another, facts, field):
    with pytest.raises(DomainError) as refused:
        another(facts)
    assert refused.value.field == field


def test_money_is_an_amount_and_goods_are_counted(another):
    paid = another(money("1234.50", quantity=Decimal(3), unit="张"))
    assert (paid.worth, paid.quantity) == ("1,234.50 元", None)
    assert another(goods()).worth == "200 袋"
    assert another(goods(quantity=Decimal("2.50"))).worth == "2.5 袋"


def test_an_offer_is_corrected_until_it_is_confirmed(town, offered):
    said = {"resource": "goods", "what": "面粉", "quantity": Decimal(3), "unit": "袋"}
    assert gifts.correct(offered, actor=town.staff, **said).what == "面粉"
    gifts.receive(offered, actor=town.secretary)
    with pytest.raises(DomainError):
        gifts.correct(offered, actor=town.staff, **said)


# --- who gave it ----------------------------------------------------------------------------------
def test_the_same_person_and_the_same_unit_are_one_donor(another):
    first, second = another(), another()
    unit = DonorFacts(unit_name="柳岸小学", name="范老师")
    assert first.donor == second.donor
    assert another(donor=unit).donor == another(donor=unit).donor
    assert Donor.objects.count() == 2
    assert str(first.donor) == "柯*"


def test_two_of_one_name_are_two_without_a_number(another):
    nameless = DonorFacts(name="柯善")
    assert another(donor=nameless).donor != another(donor=nameless).donor


def test_who_would_not_say_his_name_is_nobody_and_needs_no_receipt(town, another):
    gift = another(money(), donor=DonorFacts())
    assert (gift.donor, gift.is_anonymous, gift.receipt_waived) == (None, True, True)
    assert gifts.receive(gift, actor=town.secretary).needs_receipt is False
    with pytest.raises(DomainError) as refused:
        another(donor=DonorFacts(phone="13900007001"))
    assert refused.value.field == "donor_name"
    with pytest.raises(DomainError) as refused:
        another(donor=DonorFacts(name="柯善", phone="139"))
    assert refused.value.field == "phone"


# --- receipts -------------------------------------------------------------------------------------
def test_a_receipt_is_written_once_and_its_number_belongs_to_one_gift(town, received, another):
    assert received.needs_receipt
    assert list(Gift.objects.without_receipt()) == [received]
    gifts.receipt(received, receipt_number="P-1", actor=town.staff)
    assert not Gift.objects.without_receipt().exists()
    with pytest.raises(DomainError):
        gifts.receipt(received, receipt_number="P-2", actor=town.staff)
    with pytest.raises(DomainError) as refused:
        gifts.receive(another(), receipt_number="P-1", actor=town.secretary)
    assert refused.value.code == "receipt_taken"


def test_a_receipt_has_a_number_or_is_not_wanted_not_both_and_not_neither(town, received):
    for said in ({}, {"receipt_number": "P-1", "receipt_waived": True}):
        with pytest.raises(DomainError) as refused:
            gifts.receipt(received, actor=town.staff, **said)
        assert refused.value.field == "receipt_number"
    gifts.receipt(received, receipt_waived=True, actor=town.staff)
    received.refresh_from_db()
    assert not received.needs_receipt


def test_nobody_writes_a_receipt_for_an_afternoon_of_help(town, another):
    helping = another(goods(resource="service", what="义诊", quantity=Decimal(4), unit="小时"))
    assert not gifts.receive(helping, actor=town.secretary).needs_receipt


# --- what follows ---------------------------------------------------------------------------------
def counted(measure):
    return sum(TallyDelta.objects.filter(measure=measure).values_list("delta", flat=True))


def test_what_came_is_counted_and_what_went_back_is_counted_off(town, another):
    gift = another(money("250.50"))
    assert counted("charity.gifts") == 0
    gifts.receive(gift, actor=town.secretary)
    assert (counted("charity.gifts"), counted("charity.worth_cents")) == (1, 25050)
    gifts.give_back(gift, reason="打错了账户", actor=town.secretary)
    assert (counted("charity.gifts"), counted("charity.worth_cents")) == (0, 0)


def test_every_step_is_told_with_ids_only_and_written_down(town, recipient, monkeypatch):
    told = {}

    def said(topic, key, payload):
        told[topic] = payload

    monkeypatch.setattr(outbox, "publish", said)
    offered = give(town)
    gifts.receive(offered, actor=town.secretary)
    ids = {
        "gift_id": offered.pk,
        "community_id": town.community.pk,
        "organization_id": town.organization.pk,
    }
    assert told == {"charity.gift_recorded": ids, "charity.gift_received": ids}
    verbs = AuditEvent.objects.filter(object_type="charity.gift").values_list("verb", flat=True)
    assert sorted(verbs) == ["charity.gift_received", "charity.gift_recorded"]


def test_a_number_typed_into_a_wish_is_kept_apart(town, another):
    gift = another(goods(restriction="找 13912345678 的老人"))
    gift.refresh_from_db()
    assert "13912345678" not in gift.restriction
    assert gift.numbers.open() == "13912345678"
    assert HER.phone not in str(gift.donor)
