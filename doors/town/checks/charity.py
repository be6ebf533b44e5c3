"""Gifts: as many as promised, received by one who may, and counted as the register says."""

from typing import Any

from django.db.models import Count, F, Q, Sum
from django.utils import timezone

from accounts.models import User
from charity.models import (
    AidRecord,
    Allocation,
    Campaign,
    CampaignReport,
    Gift,
    HandOutLine,
    Loan,
    Lot,
    Recipient,
    SharedThing,
    StockMovement,
)
from charity.models.allocations import with_rest
from charity.queries.aid import SMALLEST, YEAR
from charity.workflow import AidStatus, CampaignStatus, GiftStatus
from core.models import TallyDelta
from doors.town.campaigns import CAMPAIGNS
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.gift_list import GIFTS, RECEIVED_YUAN
from doors.town.plan import WUTONGLI_CODE
from doors.town.sharing import THINGS
from doors.town.stock_list import LOTS

KINDS_OF_AID = {use.kind or each.purpose for each in GIFTS for use in each.uses if use.to}
HIS_USES = [use for each in GIFTS if each.donor == "麦丰年" for use in each.uses]


def promised() -> Finding:
    """250,000 yuan of resources; one refused, one withdrawn, one given back, two nameless."""
    rows = Gift.objects.filter(community__code=WUTONGLI_CODE)
    told = rows.order_by("pk")[: len(GIFTS)]
    states = Gift.objects.filter(pk__in=told.values("pk"))
    here = states.filter(status=GiftStatus.RECEIVED)
    found = {
        "yuan": int(here.aggregate(sum=Sum("amount"))["sum"] or 0),
        "kinds": here.aggregate(n=Count("resource", distinct=True))["n"],
        "refused": states.filter(status=GiftStatus.REFUSED).count(),
        "withdrawn": states.filter(status=GiftStatus.WITHDRAWN).count(),
        "returned": states.filter(status=GiftStatus.RETURNED).count(),
        "nameless": states.filter(donor__isnull=True).count(),
    }
    expected = {
        "yuan": RECEIVED_YUAN,
        "kinds": 4,
        "refused": 1,
        "withdrawn": 1,
        "returned": 1,
        "nameless": 2,
    }
    return equal(expected, found, "gifts")


def brought_in() -> Finding:
    """By a resident whose record is known, a volunteer, one of an organisation, somebody else;
    some agreed that the donor hears of it, some did not, most came of themselves."""
    rows = Gift.objects.filter(community__code=WUTONGLI_CODE)
    brought = rows.exclude(brought_as="")
    found = {
        "by": set(brought.values_list("brought_as", flat=True)),
        "known": brought.filter(brought_resident__isnull=False).exists(),
        "told": set(brought.values_list("brought_agreed", flat=True)),
        "of themselves": brought.count() * 2 < rows.count(),
    }
    expected = {
        "by": {each.brought[0] for each in GIFTS if each.brought[0]},
        "known": True,
        "told": {True, False},
        "of themselves": True,
    }
    return equal(expected, found, "gifts brought in")


def accepted_by_one_who_may() -> Finding:
    """And confirmed by somebody else than who wrote it down."""
    rows = Gift.objects.filter(status__in=[GiftStatus.RECEIVED, GiftStatus.RETURNED])
    may = Recipient.objects.values("organization_id")
    bad = rows.filter(~Q(organization_id__in=may) | Q(confirmed_by=F("recorded_by")))
    return none_of(rows, bad, "was accepted by somebody who may not")


def counted() -> Finding:
    """What the tally has of gifts in hand is what the register has."""
    rows = Gift.objects.filter(status=GiftStatus.RECEIVED)
    register = rows.values_list("community_id").annotate(n=Count("pk"))
    tally = TallyDelta.objects.filter(measure="charity.gifts").values_list("scope")
    return equal(dict(register), dict(tally.annotate(n=Sum("delta"))), "gifts in community")


def stored() -> Finding:
    """The storeroom holds what came in and not more, and has its edges: run out, expired."""
    rows = Lot.objects.filter(community__code=WUTONGLI_CODE).order_by("pk")[: len(LOTS)]
    told = Lot.objects.filter(pk__in=rows.values("pk")).with_balance()
    found = {
        "lots": told.count(),
        "run out": told.filter(held=0).exists(),  # type: ignore[misc]
        "expired and still there": told.expired().exists(),
        "handed out today": HandOutLine.objects.filter(taken_at__isnull=False).exists(),
    }
    expected = dict.fromkeys(found, True) | {"lots": len(LOTS)}
    return equal(expected, found, "the storeroom")


def no_more_stored_than_given() -> Finding:
    rows = Gift.objects.annotate(
        stored=Sum("lots__movements__quantity", filter=Q(lots__movements__kind="receive"))
    )
    return none_of(rows, rows.filter(stored__gt=F("quantity")), "holds more than was given")


def used() -> Finding:
    """What left the storeroom is what its gifts say was used; the rest is used straight away."""
    rows = StockMovement.objects.filter(kind__in=["issue", "back"])
    return none_of(rows, rows.filter(allocation__isnull=True), "stands at no gift")


def followed() -> Finding:
    """A donor who lives far away reads what became of what he gave; somebody else agreed to a
    change; one gift was not used in its time."""
    numbers = User.objects.exclude(phone_index="").values("phone_index")
    his = Gift.objects.filter(donor__phone_index__in=numbers)
    mine = Allocation.objects.filter(gift__in=his)
    here = Gift.objects.filter(status=GiftStatus.RECEIVED, use_until__lt=timezone.localdate())
    rest: Any = with_rest(here)
    found = {
        "uses of one who has an account": mine.count() >= len(HIS_USES),
        "of what was given": not Allocation.objects.exclude(of=F("gift__measure")).exists(),
        "goods used straight away": Allocation.objects.standing()
        .filter(kind=Allocation.Kind.ACTIVITY, gift__resource="goods", movement=None)
        .exists(),
        "agreed to a change": Allocation.objects.exclude(consent="").exists(),
        "over and not all used": any(gift.used < gift.measure for gift in rest),
    }
    return equal(dict.fromkeys(found, True), found, "uses of gifts")


def decided() -> Finding:
    """Everybody helped was decided for, stands at the gift he was helped with, and enough were
    helped for pupils that the public page may show surnames."""
    rows = AidRecord.objects.filter(community__code=WUTONGLI_CODE)
    uses = Allocation.objects.standing().filter(kind=Allocation.Kind.AID)
    standing = rows.standing()
    since = timezone.localdate() - YEAR
    found = {
        "at their gift": not standing.exclude(pk__in=uses.values("reference")).exists(),
        "kinds": standing.values("kind").distinct().count() >= len(KINDS_OF_AID),
        "pupils": standing.filter(kind="students", decided_on__gte=since).count() >= SMALLEST,
        "waits": rows.filter(status=AidStatus.PROPOSED).exists(),
        "not approved": rows.filter(status=AidStatus.REFUSED).exists(),
    }
    return equal(dict.fromkeys(found, True), found, "aid")


def lent() -> Finding:
    """What is shared: out, late and in, one that was broken and is lent no more; what was given
    stands at its gift."""
    things = SharedThing.objects.filter(community__code=WUTONGLI_CODE)
    out = Loan.objects.out().filter(thing__in=things)
    shared = Allocation.objects.standing().filter(kind=Allocation.Kind.SHARED)
    found = {
        "things": things.count() >= len(THINGS),
        "out": out.exists(),
        "late": out.filter(due_on__lt=timezone.localdate()).exists(),
        "at their gift": not things.filter(gift__isnull=False)
        .exclude(pk__in=shared.values("reference"))
        .exists(),
        "no more": things.filter(ended_on__isnull=False).exists(),
        "out though no more": not out.filter(thing__ended_on__isnull=False).exists(),
    }
    return equal(dict.fromkeys(found, True), found, "shared things")


def campaigns_told() -> Finding:
    """Held by one that may raise in public; what each report says is what came by then, and the
    last one what there is. One is corrected, one late, one not held, one waits, one is to come."""
    rows = Campaign.objects.filter(community__code=WUTONGLI_CODE)
    may = Recipient.objects.filter(raises_in_public=True).values("organization_id")
    came: Any = Gift.objects.filter(status=GiftStatus.RECEIVED, campaign__in=rows)
    sums = dict(came.values_list("campaign").annotate(yuan=Sum("amount")))
    last = {row.campaign_id: row.raised for row in CampaignReport.objects.order_by("pk")}
    found = {
        "qualified": not rows.exclude(organization_id__in=may).exists(),
        "as the register has it": all(sums.get(pk, 0) == yuan for pk, yuan in last.items()),
        "told": len(last) >= len([each for each in CAMPAIGNS if each.used[0]]),
        "corrected": CampaignReport.objects.filter(corrects__isnull=False).exists(),
        "late": rows.overdue().exists(),
        "not held": rows.filter(status=CampaignStatus.CANCELLED).exists(),
        "waits": rows.filter(status=CampaignStatus.COUNTED).exists(),
        "to come": rows.filter(starts_on__gt=timezone.localdate()).exists(),
    }
    return equal(dict.fromkeys(found, True), found, "campaigns")


CHECKS = (
    Check("现场募捐 · campaigns told", campaigns_told),
    Check("共享物品 · things lent", lent),
    Check("帮扶 · aid decided", decided),
    Check("捐赠去向 · gifts followed", followed),
    Check("出库都有来处 · issued goods stand at their gift", used),
    Check("物资库 · goods stored", stored),
    Check("入库不超过捐赠 · no more stored than given", no_more_stored_than_given),
    Check("捐赠 · gifts promised", promised),
    Check("受赠单位 · gifts accepted by one who may", accepted_by_one_who_may),
    Check("谁牵的线 · gifts brought in", brought_in),
    Check("捐赠计数 · gifts counted", counted),
)
