"""The month's list: at the desk before it goes out, and for everybody.

A surname is read from the register when somebody looks; who no longer agrees has no line."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area, Resident, ResidentStatus
from communities.queries.past import history_of
from core import scope
from points.models import Account, Publicity, PublicityLine, PublicityRelease
from points.models.ledger import AccountQuerySet
from points.models.publicity import month_in_words
from points.months import months_over, moved_in
from points.queries.accounts import keeps_points

PAGE = 50
MONTHS = 24


@dataclass(frozen=True)
class Listed:
    """One household as everybody reads it."""

    account: Account
    given: int
    taken: int


@dataclass(frozen=True)
class Month:
    title: str
    release: PublicityRelease | None


@dataclass(frozen=True)
class OpenPage:
    community: Area
    months: list[Month]


@dataclass(frozen=True)
class ReleasePage:
    release: PublicityRelease
    lines: list[Listed]
    next_after: int | None
    gone: bool
    """Somebody who stood in it took his word back: fewer lines than were published."""
    corrected_by: PublicityRelease | None


@dataclass(frozen=True)
class Board:
    rows: list[Publicity]
    next_before: int | None
    agreed: int
    households: int


@dataclass(frozen=True)
class DraftPage:
    draft: Publicity
    lines: list[Listed]
    agreed: int
    households: int
    history: list[Event]


def board(viewer: Viewer, before: int | None = None) -> Board:
    if not keeps_points(viewer):
        raise Http404
    found = Publicity.objects.visible_to(viewer)
    if before:
        found = found.filter(pk__lt=before)
    rows = list(found.select_related("release", "community").order_by("-pk")[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    taking_part = Account.objects.visible_to(viewer).taking_part()
    return Board(rows[:PAGE], more, taking_part.listed().count(), taking_part.count())


def get_draft(viewer: Viewer, pk: int) -> Publicity:
    rows = Publicity.objects.manageable_by(viewer)
    found = get_object_or_404(rows.select_related("community", "release", "corrects"), pk=pk)
    if found.release is not None:
        found.release.signed.disclose()
    return found


def draft_page(viewer: Viewer, draft: Publicity) -> DraftPage:
    """What everybody would read if it went out now; of one that is out, what they read."""
    taking_part = Account.objects.taking_part().filter(community=draft.community_id)
    if draft.release is not None:
        lines = _lines(draft.release, None, None)
        agreed, households = draft.release.agreed, draft.release.households
    else:
        moved = moved_in(draft.community_id, draft.month)
        named = _named(Account.objects.all()).in_bulk([each.account.pk for each in moved])
        lines = [Listed(named[each.account.pk], each.given, each.taken) for each in moved]
        agreed, households = taking_part.listed().count(), taking_part.count()
    return DraftPage(draft, lines, agreed, households, history_of(viewer, draft))


def page(pk: int) -> OpenPage:
    community = get_object_or_404(Area.objects.communities(), pk=pk)
    with scope.entered([community.pk]):
        out = PublicityRelease.objects.standing().filter(community=community)
        known = {row.month: row for row in out}
        months = sorted({*known, *months_over(community.pk, timezone.localdate())}, reverse=True)
        return OpenPage(community, [_month(each, known) for each in months[:MONTHS]])


def release(pk: int, after: int | None = None) -> ReleasePage:
    """What was published is everybody's; it names its place itself."""
    with scope.entered(scope.EVERYTHING):
        rows = PublicityRelease.objects.select_related("community", "corrects", "corrected")
        found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    found.signed.disclose()
    with scope.entered([found.community_id]):
        lines = _lines(found, after, PAGE + 1)
        shown = found.lines.filter(account__in=Account.objects.listed()).count()
        gone = found.lines.count() > shown
    more = lines[PAGE - 1].account.pk if len(lines) > PAGE else None
    return ReleasePage(found, lines[:PAGE], more, gone, getattr(found, "corrected", None))


# --- inside ---------------------------------------------------------------------------------------
def _month(first: date, known: dict[date, PublicityRelease]) -> Month:
    return Month(month_in_words(first), known.get(first))


def _named(rows: AccountQuerySet) -> AccountQuerySet:
    """With the name of who speaks for the household; it shows its mask only."""
    heads = Resident.objects.filter(
        household=OuterRef("household"), is_head=True, status=ResidentStatus.PRESENT
    )
    return rows.select_related("household").annotate(head=Subquery(heads.values("name")[:1]))


def _lines(made: PublicityRelease, after: int | None, most: int | None) -> list[Listed]:
    """By the number of the household, `after` being the last account seen."""
    said = PublicityLine.objects.filter(release=made, account=OuterRef("pk"))
    rows = _named(Account.objects.listed()).filter(
        pk__in=PublicityLine.objects.filter(release=made).values("account")
    )
    if after and (last := Account.objects.select_related("household").filter(pk=after).first()):
        rows = rows.filter(household__number__gt=last.household.number)
    found = rows.annotate(
        given=Subquery(said.values("given")), taken=Subquery(said.values("taken"))
    ).order_by("household__number")
    return [Listed(row, row.given, row.taken) for row in found[:most]]  # type: ignore[attr-defined]
