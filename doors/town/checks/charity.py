"""Gifts: as many as promised, received by one who may, and counted as the register says."""

from django.db.models import Count, F, Q, Sum

from charity.models import Gift, HandOutLine, Lot, Recipient
from charity.workflow import GiftStatus
from core.models import TallyDelta
from doors.town.checks.finding import Check, Finding, equal, none_of
from doors.town.gift_list import GIFTS, RECEIVED_YUAN
from doors.town.plan import WUTONGLI_CODE
from doors.town.stock_list import LOTS


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


CHECKS = (
    Check("物资库 · goods stored", stored),
    Check("入库不超过捐赠 · no more stored than given", no_more_stored_than_given),
    Check("捐赠 · gifts promised", promised),
    Check("受赠单位 · gifts accepted by one who may", accepted_by_one_who_may),
    Check("捐赠计数 · gifts counted", counted),
)
