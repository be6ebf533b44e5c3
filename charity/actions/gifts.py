"""A gift is written down, received by the organisation, refused, taken back, returned."""

from dataclasses import replace
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from charity.actions import bringing, campaigns
from charity.actions.bringing import NOBODY, Bringer
from charity.actions.facts import DonorFacts, GiftFacts, kind_of, read_donor, write_facts
from charity.models import Donor, Gift, Recipient
from charity.workflow import (
    GONE,
    RECEIVE,
    REFUSE,
    RETURN,
    WITHDRAW,
    GiftStatus,
    GiftStep,
)
from communities.models import Area
from core import audit, crypto, outbox, tally
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.models import Organization


@transaction.atomic
def record(
    community: Area,
    organization: Organization,
    facts: GiftFacts,
    *,
    donor: DonorFacts,
    brought: Bringer = NOBODY,
    actor: User | None,
) -> Gift:
    """Somebody offers it; the organisation that accepts it is one that may."""
    _require_recipient(organization, facts.offered_on)
    gift = Gift(community=community, organization=organization, recorded_by=actor)
    gift.donor = _find_or_open(community, donor)
    if gift.donor is None:
        facts = replace(facts, is_anonymous=True, receipt_waived=True)
    write_facts(gift, facts)
    bringing.write(gift, brought)
    campaigns.require_open(gift)
    gift.save(force_insert=True)
    _tell("recorded", gift, actor, {"resource": gift.resource, "organization": organization.pk})
    return gift


@transaction.atomic
def correct(gift: Gift, *, actor: User | None, **said: Any) -> Gift:
    """What was written down wrongly, as long as nobody has confirmed it."""
    gift = lock(gift)
    if gift.status != GiftStatus.OFFERED:
        raise moved_on(gift)
    write_facts(gift, GiftFacts(**said))
    campaigns.require_open(gift)
    if gift.donor_id is None:
        gift.is_anonymous = True
    gift.save()
    _note("corrected", gift, actor)
    return gift


@transaction.atomic
def receive(
    gift: Gift, *, received_on: date | None = None, receipt_number: str = "", actor: User
) -> Gift:
    """The organisation has it: said by somebody else than the one who wrote it down."""
    gift = lock(gift)
    _require(RECEIVE, gift)
    if actor.pk == gift.recorded_by_id:
        raise DomainError(_("登记的人不能自己确认收到，请同事或受赠单位确认"), code="self")
    day = received_on or timezone.localdate()
    if day > timezone.localdate():
        raise DomainError(_("日期在今天以后，收到了再确认"), field="received_on")
    if day < gift.offered_on:
        raise DomainError(_("不会比提出那天还早"), field="received_on")
    _require_recipient(gift.organization, day)
    gift.received_on, gift.confirmed_by = day, actor
    _write_receipt(gift, receipt_number)
    _move(gift, RECEIVE, actor=actor)
    return gift


@transaction.atomic
def receipt(
    gift: Gift, *, receipt_number: str = "", receipt_waived: bool = False, actor: User | None
) -> Gift:
    """Written when the money had already come; or the donor says that he wants none."""
    gift = lock(gift)
    if not gift.needs_receipt:
        raise moved_on(gift)
    if bool(receipt_number.strip()) == receipt_waived:
        raise DomainError(_("写票据号，或勾选不要票据"), field="receipt_number")
    gift.receipt_waived = receipt_waived
    _write_receipt(gift, receipt_number)
    with _receipt_once():
        gift.save(update_fields=["receipt_number", "receipt_waived"])
    _note("receipted", gift, actor, {"waived": receipt_waived})
    return gift


@transaction.atomic
def say_who_brought(gift: Gift, *, actor: User | None, **said: Any) -> Gift:
    """At any time: one learns it later, and he may take back that the donor hears of it."""
    gift = lock(gift)
    bringing.write(gift, Bringer(**said))
    gift.save(update_fields=list(bringing.FIELDS))
    details = {"as": gift.brought_as, "agreed": gift.brought_agreed}
    _note("brought", gift, actor, details)
    return gift


@transaction.atomic
def refuse(gift: Gift, *, reason: str, actor: User | None) -> Gift:
    return _end(gift, REFUSE, reason, actor)


@transaction.atomic
def withdraw(gift: Gift, *, reason: str, actor: User | None) -> Gift:
    return _end(gift, WITHDRAW, reason, actor)


@transaction.atomic
def give_back(gift: Gift, *, reason: str, actor: User | None) -> Gift:
    gift = lock(gift)
    if gift.lots.exists():
        raise DomainError(_("已经入库，不能整笔退回：在物资批次里报损，写明退回"), code="in_store")
    last = gift.allocations.order_by("-seq").first()
    if last is not None and last.after > 0:
        raise DomainError(_("已经用了一部分，不能整笔退回"), code="in_use")
    return _end(gift, RETURN, reason, actor)


def lock(gift: Gift) -> Gift:
    """Everything about one gift comes through here, one at a time."""
    rows = Gift.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organization", "donor", "community").get(pk=gift.pk)


def moved_on(gift: Gift) -> DomainError:
    said = _("这笔捐赠现在是“{status}”，不能这样办").format(status=gift.get_status_display())
    return DomainError(said, code="moved_on")


# --- inside ---------------------------------------------------------------------------------------
def _end(gift: Gift, step: GiftStep, reason: str, actor: User | None) -> Gift:
    gift = lock(gift)
    _require(step, gift)
    if step.reason_required and not reason.strip():
        raise DomainError(_("请写一句原因"), field="reason")
    gift.reason = reason.strip()
    _move(gift, step, actor=actor)
    return gift


def _require(step: GiftStep, gift: Gift) -> None:
    if gift.status not in step.sources:
        raise moved_on(gift)


def _move(gift: Gift, step: GiftStep, *, actor: User | None) -> None:
    """Along one step of the table, of a locked gift; written down and counted."""
    before = gift.status
    gift.status = step.target
    gift.ended_on = timezone.localdate() if step.target in GONE else None
    with _receipt_once():
        gift.save()
    change = (step.target == GiftStatus.RECEIVED) - (before == GiftStatus.RECEIVED)
    if change:
        _count(gift, change)
    _tell(step.name, gift, actor, {"reason": gift.reason} if gift.reason else {})


def _count(gift: Gift, change: int) -> None:
    """On the day it came, also when it goes back later: a figure of that month is corrected."""
    at = tally.noon(gift.received_on) if gift.received_on else None
    dims = {"resource": gift.resource}
    tally.add("charity.gifts", gift.community_id, at=at, dims=dims, delta=change)
    if gift.amount:
        cents = int(gift.amount * 100) * change
        tally.add("charity.worth_cents", gift.community_id, at=at, dims=dims, delta=cents)


def _find_or_open(community: Area, said: DonorFacts) -> Donor | None:
    """A unit by its name, a person by his name and number; without a number he is a new one."""
    facts = read_donor(said)
    if facts.is_nobody:
        return None
    fresh = Donor(
        community=community,
        kind=kind_of(facts),
        unit_name=facts.unit_name,
        name=facts.name,
        phone=facts.phone,
    )
    if known := _known(fresh):
        return known
    again = DomainError(_("刚有同事登记了同一位捐赠人，请再试一次"), code="busy")
    with refusing(donor_unit_once_per_community=again, donor_person_once_per_community=again):
        fresh.save(force_insert=True)
    return fresh


def _known(fresh: Donor) -> Donor | None:
    rows = Donor.objects.filter(community=fresh.community, kind=fresh.kind)
    if fresh.is_unit:
        return rows.filter(unit_name=fresh.unit_name).first()
    if not fresh.phone:
        return None
    index = crypto.blind_index("phone", fresh.phone.open())
    return rows.filter(phone_index=index, name=fresh.name.open()).first()


def _require_recipient(organization: Organization, day: date | None) -> None:
    if not Recipient.objects.valid(day).filter(organization=organization).exists():
        raise DomainError(
            _("{name}没有受赠资格，或资格已到期；请选有资格的单位").format(name=organization.title),
            code="not_a_recipient",
            field="organization",
        )


def _write_receipt(gift: Gift, number: str) -> None:
    gift.receipt_number = number.strip()
    if gift.receipt_number:
        gift.receipt_waived = False


def _receipt_once() -> Any:
    said = _("这个票据号已经用在另一笔捐赠上，请核对")
    taken = DomainError(said, code="receipt_taken", field="receipt_number")
    return refusing(gift_receipt_number_once=taken)


def _note(verb: str, gift: Gift, actor: User | None, details: dict[str, Any] | None = None) -> None:
    audit.record(f"charity.gift_{verb}", gift, actor=actor, details=details)


def _tell(verb: str, gift: Gift, actor: User | None, details: dict[str, Any]) -> None:
    _note(verb, gift, actor, details)
    outbox.publish(
        f"charity.gift_{verb}",
        key=f"charity.gift_{verb}:{gift.pk}",
        payload={
            "gift_id": gift.pk,
            "community_id": gift.community_id,
            "organization_id": gift.organization_id,
        },
    )
