"""Smart codes: those of a place, my household's own, and what a scan shows to whom."""

from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from communities.access import keeps_lists
from communities.by_code import Way, opened, places_of, ways
from communities.models import CommunityProfile, Household, SmartCode, SmartCodeScan
from communities.models.smart_codes import SmartCodeQuerySet, token_of
from core import scope
from core.tokens import typed_token

PAGE = 50
SHOWN = 20


@dataclass(frozen=True)
class Board:
    rows: list[SmartCode]
    next_before: int | None
    q: str


@dataclass(frozen=True)
class Mine:
    household: Household
    smart_code: SmartCode | None
    scans: list[SmartCodeScan]


@dataclass(frozen=True)
class Scanned:
    """What anybody sees: that it is a code, whose office to give it to, and nothing else."""

    smart_code: SmartCode
    community: str
    telephone: str
    may_open: bool
    at_desk: bool
    """Who may open it and is not, leads something today."""


@dataclass(frozen=True)
class Opened:
    """For who leads something today: what he may do for it there, and nothing else of it."""

    household: Household
    ways: list[Way]


@dataclass(frozen=True)
class Found:
    smart_code: SmartCode
    ways: list[Way]
    scans: list[SmartCodeScan]


def board(viewer: Viewer, q: str = "", before: int | None = None) -> Board:
    """By the code somebody reads out, or the number of the household."""
    if not keeps_lists(viewer):
        raise Http404
    rows = SmartCode.objects.manageable_by(viewer)
    if q:
        token = typed_token(q)
        coded = Q(token=token) if token else Q(pk__in=())
        rows = rows.filter(coded | Q(household__number__endswith=q))
    else:
        rows = rows.live()
    if before:
        rows = rows.filter(pk__lt=before)
    listed = list(_with_home(rows).order_by("-pk")[: PAGE + 1])
    more = listed[PAGE - 1].pk if len(listed) > PAGE else None
    return Board(listed[:PAGE], more, q)


def get_code(viewer: Viewer, pk: int) -> SmartCode:
    return get_object_or_404(_with_home(SmartCode.objects.manageable_by(viewer)), pk=pk)


def found(viewer: Viewer, row: SmartCode) -> Found:
    listed = _scans(row)
    for scan in listed:
        scan.user.name.disclose()
    return Found(row, ways(viewer, row.household), listed)


def mine(viewer: Viewer) -> Mine:
    household = get_my_household(viewer)
    row = SmartCode.objects.live().filter(household=household).first()
    return Mine(household, row, _scans(row) if row else [])


def get_my_household(viewer: Viewer) -> Household:
    rows = Household.objects.filter(pk__in=() if viewer.is_staff else viewer.household_ids)
    found = rows.select_related("community").order_by("pk").first()
    if found is None:
        raise Http404
    return found


def get_my_code(viewer: Viewer) -> SmartCode:
    rows = SmartCode.objects.live().filter(household=get_my_household(viewer))
    return get_object_or_404(rows)


def scanned(viewer: Viewer, code: str) -> Scanned:
    """Nothing of the household, to nobody: who may open it, asks for it with a button."""
    token = token_of(code)
    with scope.entered(scope.EVERYTHING, user_id=viewer.user_id):
        row = SmartCode.objects.filter(token=token).select_related("community").first()
    if not token or row is None:
        raise Http404
    profile = CommunityProfile.objects.filter(area_id=row.community_id).first()
    at_desk = SmartCode.objects.manageable_by(viewer).filter(pk=row.pk).exists()
    may = row.is_live and (at_desk or row.community_id in places_of(viewer))
    telephone = profile.telephone if profile else ""
    return Scanned(row, row.community.title, telephone, may, at_desk)


def may_type(viewer: Viewer) -> None:
    if not places_of(viewer):
        raise Http404


def typed_in(viewer: Viewer, words: str) -> SmartCode | None:
    """From the print, by whoever may read it; also one that has ended, to say that it has."""
    token, places = typed_token(words), places_of(viewer)
    if not token:
        return None
    with scope.entered(places, user_id=viewer.user_id):
        return SmartCode.objects.filter(token=token, community__in=places).first()


def get_opened(viewer: Viewer, said: str) -> Opened:
    household = opened(viewer, said)
    if household is None:
        raise Http404
    with scope.entered([household.community_id], user_id=viewer.user_id):
        return Opened(household, ways(viewer, household))


# --- inside ---------------------------------------------------------------------------------------
def _with_home(rows: SmartCodeQuerySet) -> SmartCodeQuerySet:
    return rows.select_related("household__dwelling__building__estate")


def _scans(row: SmartCode) -> list[SmartCodeScan]:
    """Newest first; the household reads when, the desk also who."""
    return list(row.scans.select_related("user").order_by("-pk")[:SHOWN])
