"""The wall of wishes for everybody; what the desk has to do with it; one wish for who would help.

For the wall nothing of the request leaves its own wall but the grid and the state.
"""

from dataclasses import dataclass, fields
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import Count, Q, Value
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, CommunityProfile
from communities.queries.place import profile_at
from core import scope
from requests import granting
from requests.duties import is_reporter
from requests.eligibility import hindrances
from requests.models import Party, ServiceRequest, Wish
from requests.models.wishes import CONFIRMED, TAKEN, WishQuerySet
from requests.opening import open_at
from requests.queries.tasks import volunteer_of
from requests.workflow import Status

PAGE = 24
ICONS = {
    "time": "clock", "company": "users", "teach": "book", "lend": "bag", "give": "gift",
    "make": "tools",
}  # fmt: skip
TABS = ("waiting", "taken", "fulfilled")
COLUMNS = (
    "public_id", "text", "who", "help", "until", "thanks", "published_at",
    "service_request__status", "service_request__closed_at", "service_request__close_kind",
    "service_request__grid__name", "service_request__grid__name_en",
)  # fmt: skip


@dataclass(frozen=True)
class Note:
    """One note on the wall."""

    public_id: UUID
    text: str
    who: str
    help: str
    icon: str
    until: date | None
    """While it hangs."""
    thanks: str
    ended: date | None
    by: str
    """Who made it come true: an organisation by its name, a person by what he is."""


@dataclass(frozen=True)
class Wall:
    community: Area
    notes: list[Note]
    lately: list[Note]
    counts: dict[str, int]
    this_year: int
    next_page: int


@dataclass(frozen=True)
class Offered:
    """One wish, for somebody who thinks of helping."""

    note: Note
    wish: Wish
    waits: bool
    may: bool
    why_not: list[str]


@dataclass(frozen=True)
class DeskWall:
    to_write: list[Wish]
    overdue: list[Wish]
    to_thank: list[Wish]
    hanging: list[Wish]


DESK_PARTS = tuple(one.name for one in fields(DeskWall))


def wall(viewer: Viewer, pk: int, *, tab: str = "waiting", page: int = 1) -> Wall:
    profile = _profile(pk)
    if tab not in TABS or page < 1:
        raise Http404
    with scope.entered([pk], user_id=viewer.user_id):
        rows = Wish.objects.filter(community_id=pk)
        found = _in_order(rows, tab, part=0)[(page - 1) * PAGE : page * PAGE + 1]
        if tab == "waiting" and page == 1:
            found = found.union(_in_order(rows, "fulfilled", part=1)[:3], all=True)
        hanging: list[Any] = list(found)
        shown = [wish for wish in hanging if wish.part == 0]
        lately = [wish for wish in hanging if wish.part == 1]
        helpers = _helpers(hanging)
        counts = _counts(pk)
        notes = [note(wish, helpers) for wish in shown[:PAGE]]
        latest = [note(wish, helpers) for wish in lately]
    return Wall(
        community=profile.area,
        notes=notes,
        lately=latest,
        counts=counts,
        this_year=counts["this_year"],
        next_page=page + 1 if len(shown) > PAGE else 0,
    )


def offered(viewer: Viewer, public_id: UUID) -> Offered:
    """Read by anybody; taken by who may."""
    with scope.entered(scope.EVERYTHING, user_id=viewer.user_id):
        wish = (
            Wish.objects.published()
            .filter(public_id=public_id)
            .select_related("service_request__grid", "service_request__item")
            .first()
        )
        if wish is None:
            raise Http404
        row = wish.service_request
        waits = Wish.objects.waiting().filter(pk=wish.pk).exists()
        shown = note(wish, _helpers([wish]))
        why_not = _why_not(viewer, row)
    return Offered(shown, wish, waits, waits and not why_not, why_not)


def open_for_taking(viewer: Viewer, wish: Wish) -> None:
    """The wall of the wish's community, for who says yes to it."""
    open_at(viewer, wish.community_id)


def note(wish: Wish, helpers: dict[int, str]) -> Note:
    row = wish.service_request
    place = row.grid.title if row.grid else ""
    return Note(
        public_id=wish.public_id,
        text=wish.text,
        who=_("{place}的{who}").format(place=place, who=wish.who) if place else wish.who,
        help=str(wish.get_help_display()),
        icon=ICONS[wish.help],
        until=wish.until if row.status == Status.POOLED else None,
        thanks=wish.thanks,
        ended=timezone.localtime(row.closed_at).date() if row.closed_at else None,
        by=helpers.get(row.pk, ""),
    )


def desk(viewer: Viewer) -> DeskWall:
    """What waits for a word of ours: to be written anew, past its day, thanks to be released."""
    own = ServiceRequest.objects.manageable_by(viewer)
    rows = Wish.objects.filter(service_request__in=own).select_related(
        "service_request__grid", "service_request__community"
    )
    new = Q(service_request__status__in=[Status.SUBMITTED, Status.CLASSIFIED])
    praised = rows.fulfilled().filter(thanks="", service_request__ratings__isnull=False)
    parts: dict[str, list[Wish]] = {name: [] for name in DESK_PARTS}
    ways = [
        rows.filter(new).order_by("pk").annotate(part=Value("to_write")),
        rows.overdue().order_by("until", "pk").annotate(part=Value("overdue")),
        praised.exclude(service_request__ratings__words="")
        .distinct()
        .order_by("-pk")
        .annotate(part=Value("to_thank")),
        rows.waiting().order_by("until", "pk").annotate(part=Value("hanging")),
    ]
    first, *others = [way[:PAGE] for way in ways]
    found: list[Any] = list(first.union(*others, all=True))
    for wish in found:
        parts[wish.part].append(wish)
    return DeskWall(**parts)


def get_for_desk(viewer: Viewer, pk: int) -> Wish:
    own = ServiceRequest.objects.manageable_by(viewer)
    wish = (
        Wish.objects.filter(pk=pk, service_request__in=own)
        .select_related(
            "service_request__grid",
            "service_request__community",
            "service_request__item",
            "service_request__resident",
            "service_request__reporter",
        )
        .first()
    )
    if wish is None:
        raise Http404
    return wish


def said_thanks(wish: Wish) -> str:
    """His own words with the last grade, for whoever makes them fit for the wall."""
    rating = wish.service_request.ratings.exclude(words="").order_by("-pk").first()
    return rating.words if rating else ""


def _profile(pk: int) -> CommunityProfile:
    profile = profile_at(pk)
    if profile is None:
        raise Http404
    return profile


def _in_order(rows: WishQuerySet, tab: str, *, part: int) -> WishQuerySet:
    orders = {
        "waiting": rows.waiting().order_by("until", "pk"),
        "taken": rows.taken().order_by("-published_at", "-pk"),
        "fulfilled": rows.fulfilled().order_by("-service_request__closed_at", "-pk"),
    }
    ordered = orders[tab].annotate(part=Value(part))
    return ordered.select_related("service_request__grid").only(*COLUMNS)


def _counts(pk: int) -> dict[str, int]:
    today = timezone.localdate()
    done = Q(service_request__status=Status.CLOSED, service_request__close_kind__in=CONFIRMED)
    return dict(
        Wish.objects.published()
        .filter(community_id=pk)
        .aggregate(
            waiting=Count("pk", filter=Q(service_request__status=Status.POOLED, until__gte=today)),
            taken=Count("pk", filter=Q(service_request__status__in=TAKEN)),
            fulfilled=Count("pk", filter=done),
            this_year=Count("pk", filter=done & Q(service_request__closed_at__year=today.year)),
        )
    )


def _helpers(wishes: list[Wish]) -> dict[int, str]:
    """For all of them at once."""
    leads = (
        Party.objects.standing()
        .leads()
        .filter(service_request_id__in=[wish.service_request_id for wish in wishes])
        .select_related("organization", "department")
    )
    return {lead.service_request_id: _as_helper(lead) for lead in leads}


def _as_helper(lead: Party) -> str:
    if lead.organization is not None or lead.department is not None:
        return str(lead.organization or lead.department)
    words: dict[str, Any] = {"lead": _("一位报到党员"), "selfhelp": _("一位志愿者")}
    return str(words.get(lead.lane, _("社区")))


def _why_not(viewer: Viewer, row: ServiceRequest) -> list[str]:
    if viewer.user_id is None:
        return [_("请先登录")]
    if is_reporter(viewer, row):
        return [_("这是您自己的心愿，等别人来圆")]
    if granting.lane_for(viewer, row) is not None:
        return []
    volunteer = volunteer_of(viewer)
    if volunteer is None:
        return [_("登记做志愿者以后就能领，两分钟")]
    return hindrances(volunteer, row)
