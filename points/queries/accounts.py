"""Households that take part, and what the statement of one says."""

from dataclasses import dataclass, field

from django.db.models import OuterRef, Q, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from communities.access import keeps_lists
from communities.models import Household
from points.ageing import ends_with
from points.models import Account, Entry, Expiry, Posting, Record, Rule, Side
from points.models.ledger import AccountQuerySet
from points.workflow import OPEN

PAGE = 50


@dataclass(frozen=True)
class Statement:
    account: Account
    lines: list[Posting]
    """Each with `own`, what it changed of what can be used, and `left`, what was left."""
    next_before: int | None = None
    records: list[Record] = field(default_factory=list)
    """Not in the books yet, or one may still object, or somebody did."""
    expiry: Expiry | None = None


@dataclass(frozen=True)
class Board:
    rows: list[Account]
    next_after: int | None
    q: str


@dataclass(frozen=True)
class Mine:
    """The residents' page; `statement` is None for a household that does not take part."""

    household: Household
    rules: list[Rule]
    statement: Statement | None


def keeps_points(viewer: Viewer) -> bool:
    return keeps_lists(viewer)


def board(viewer: Viewer, *, q: str = "", after: int | None = None) -> Board:
    """By the number of the household: no list here says who has most."""
    if not keeps_points(viewer):
        raise Http404
    found = Account.objects.visible_to(viewer).with_balance()
    if q:
        found = found.filter(_like(q))
    if after and (last := Account.objects.visible_to(viewer).filter(pk=after).first()):
        number = last.household.number
        later = Q(household__number__gt=number) | Q(household__number=number, pk__gt=after)
        found = found.filter(later)
    ordered = found.select_related("household__dwelling__building__estate").order_by(
        "household__number", "pk"
    )
    rows = list(ordered[: PAGE + 1])
    return Board(rows[:PAGE], rows[PAGE - 1].pk if len(rows) > PAGE else None, q)


def get_account(viewer: Viewer, pk: int) -> Account:
    rows = Account.objects.manageable_by(viewer).with_balance()
    return get_object_or_404(rows.select_related("household__dwelling__building__estate"), pk=pk)


def statement(account: Account, *, before: int | None = None) -> Statement:
    """Newest first; `before` is the last line seen."""
    rows = Posting.objects.filter(account=account)
    if before:
        rows = rows.filter(pk__lt=before)
    mine = Entry.objects.filter(posting=OuterRef("pk"), side=Side.OWN)
    lines = list(
        rows.select_related("rule")
        .annotate(own=Subquery(mine.values("amount")), left=Subquery(mine.values("after")))
        .order_by("-pk")[: PAGE + 1]
    )
    more = lines[PAGE - 1].pk if len(lines) > PAGE else None
    matter = Q(status__in=OPEN) | Q(object_until__gte=timezone.localdate()) | ~Q(appeal="")
    records = account.records.filter(matter).select_related("rule", "posting").order_by("-pk")[:20]
    expiry = Expiry.objects.announced().filter(community=account.community_id).first()
    if expiry is not None and not ends_with(account, expiry):
        expiry = None  # of what it has, nothing is so old
    return Statement(account, lines[:PAGE], more, list(records), expiry)


def mine(viewer: Viewer, *, before: int | None = None) -> Mine | None:
    """None for whoever lives in no household of the register."""
    households = Household.objects.filter(pk__in=viewer.household_ids).order_by("pk")
    household = households.select_related("community").first() if not viewer.is_staff else None
    if household is None:
        return None
    account = Account.objects.visible_to(viewer).with_balance().filter(household=household).first()
    rules = Rule.objects.in_force().filter(community=household.community_id)
    told = statement(account, before=before) if account else None
    return Mine(household, list(rules.order_by("-sign", "name")), told)


def get_my_household(viewer: Viewer) -> Household:
    rows = Household.objects.filter(pk__in=() if viewer.is_staff else viewer.household_ids)
    found = rows.select_related("community").order_by("pk").first()
    if found is None:
        raise Http404
    return found


def get_my_account(viewer: Viewer) -> Account:
    return get_object_or_404(Account, household=get_my_household(viewer))


def find(viewer: Viewer, text: str) -> AccountQuerySet:
    """For the search over everything."""
    if not keeps_points(viewer):
        return Account.objects.none()
    rows = Account.objects.visible_to(viewer).with_balance().filter(household__number=text)
    return rows.select_related("household").order_by("pk")


def _like(text: str) -> Q:
    return Q(household__number__endswith=text) | Q(household__dwelling__room=text)
