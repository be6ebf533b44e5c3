"""Party check-ins: the member's own page, the desk's queue and list, what a unit may know."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area, Binding, Resident
from communities.queries.past import history_of
from core import audit, crypto, scope
from core.identifiers import read_id_number, read_phone
from grids.queries import grids as grid_queries
from organizations.checkin_workflow import ACCEPTED, STANDING, CheckinStatus
from organizations.models import MemberCheckin, Organization, PostClass

PAGE, QUEUE = 30, 60
OVER_DAYS = 90
"""How long an answered or ended check-in stands on the member's own page."""


# --- the member himself ---------------------------------------------------------------------------
@dataclass(frozen=True)
class MyCheckins:
    standing: list[MemberCheckin]
    over: list[MemberCheckin]

    @property
    def is_new(self) -> bool:
        return not self.standing and not self.over


def my_checkins(viewer: Viewer) -> MyCheckins:
    rows = _whole(MemberCheckin.objects.of(viewer)).order_by("-registered_at", "-pk")
    standing = [_disclosed(row) for row in rows.filter(status__in=STANDING)]
    since = timezone.now() - timedelta(days=OVER_DAYS)
    over = rows.exclude(status__in=STANDING).filter(ended_at__gte=since)
    return MyCheckins(standing, [_disclosed(row) for row in over[:5]])


def get_mine(viewer: Viewer, pk: int) -> MemberCheckin:
    return _disclosed(get_object_or_404(_whole(MemberCheckin.objects.of(viewer)), pk=pk))


def standing_in(user: User, community: Area) -> MemberCheckin | None:
    return MemberCheckin.objects.standing().filter(user=user, community=community).first()


def communities_to_choose() -> "QuerySet[Area]":
    return Area.objects.communities().select_related("parent").order_by("path")


def usual_community(viewer: Viewer) -> int | None:
    """His own, or the one chosen on this device."""
    own = viewer.community_ids if not viewer.is_staff else ()
    return own[0] if len(own) == 1 else viewer.place_id


def post_classes() -> "QuerySet[PostClass]":
    return PostClass.objects.filter(is_active=True)


def units_named(text: str) -> list[Organization]:
    """Units of the public register that are called just this."""
    name = "".join(text.split())
    return list(Organization.objects.active().filter(name=name)[:2]) if name else []


def resident_by_number(community: Area, id_number: str) -> Resident | None:
    """Whom the community's register of residents knows by this number."""
    number = read_id_number(id_number, today=timezone.localdate()) if id_number else None
    if number is None:
        return None
    index = crypto.blind_index("id_number", number.value)
    return Resident.objects.present().filter(community=community, id_index=index).first()


def can_claim(user: User, community: Area) -> bool:
    """May take what is offered to checked-in members: in a post here, and not on a pause."""
    return MemberCheckin.objects.serving().filter(user=user, community=community).exists()


def standing_of_subject(subject: UUID) -> "QuerySet[MemberCheckin]":
    """Consents lie under the account's key, or under that of the record it is bound to."""
    bound = Binding.objects.filter(resident__subject=subject).values("user_id")
    mine = Q(user__subject=subject) | Q(user_id__in=bound) | Q(subject=subject)
    return MemberCheckin.objects.standing().filter(mine)


# --- the desk -------------------------------------------------------------------------------------
@dataclass(frozen=True)
class MemberFilters:
    status: str = CheckinStatus.ACTIVE
    grid: int | None = None
    post: int | None = None
    q: str = ""
    after: int | None = None


@dataclass(frozen=True)
class MemberBoard:
    waiting: list[MemberCheckin]
    rows: list[MemberCheckin]
    counts: dict[str, int]
    filters: MemberFilters
    keeps: bool
    """May answer; a worker of one grid reads who serves there."""
    next_after: int | None = None
    communities: list[Area] = field(default_factory=list)


def sees_members(viewer: Viewer) -> bool:
    return viewer.is_staff and not viewer.sleeping and viewer.role.manages_registers


def keeps_members(viewer: Viewer) -> bool:
    return sees_members(viewer) and not viewer.is_grid_bound


def member_board(viewer: Viewer, filters: MemberFilters) -> MemberBoard:
    if not sees_members(viewer):
        raise Http404
    seen = MemberCheckin.objects.visible_to(viewer).filter(community__in=viewer.community_ids)
    counts = Counter(
        dict(seen.order_by().values_list("status").annotate(n=Count("pk", distinct=True)))
    )
    found = _matching(seen, filters)
    if filters.after:
        key = seen.filter(pk=filters.after).values_list("name_key", flat=True).first()
        if key is not None:
            found = found.filter(Q(name_key__gt=key) | Q(name_key=key, pk__gt=filters.after))
    rows = [_disclosed(row) for row in _whole(found).order_by("name_key", "pk")[: PAGE + 1]]
    keeps = keeps_members(viewer)
    waiting = _whole(waiting_for(viewer))[:QUEUE] if keeps else []
    return MemberBoard(
        waiting=[_disclosed(row) for row in waiting],
        rows=rows[:PAGE],
        counts=counts,
        filters=filters,
        keeps=keeps,
        next_after=rows[PAGE - 1].pk if len(rows) > PAGE else None,
    )


def waiting_for(viewer: Viewer) -> "QuerySet[MemberCheckin]":
    """Who waits for the community's word, the oldest first."""
    rows = MemberCheckin.objects.manageable_by(viewer).filter(status=CheckinStatus.REGISTERED)
    return rows.order_by("registered_at", "pk")


def find_members(viewer: Viewer, text: str) -> "QuerySet[MemberCheckin]":
    """For the search over everything: name, pinyin, initials, skill, the whole number."""
    if not sees_members(viewer):
        return MemberCheckin.objects.none()
    seen = MemberCheckin.objects.visible_to(viewer).filter(community__in=viewer.community_ids)
    return seen.filter(_like(text), status__in=STANDING).select_related("grid").distinct()


def to_take_home(viewer: Viewer) -> "QuerySet[MemberCheckin]":
    """The list of who keeps it: those who stand, as the page has them."""
    rows = MemberCheckin.objects.manageable_by(viewer).standing()
    return _whole(rows.filter(community__in=viewer.community_ids))


@dataclass(frozen=True)
class MemberPage:
    checkin: MemberCheckin
    phone: str
    posts: list[PostClass]
    history: list[Event]
    keeps: bool


def get_member(viewer: Viewer, pk: int) -> MemberCheckin:
    """For the desk; one's own is opened from the other door."""
    if not sees_members(viewer):
        raise Http404
    seen = MemberCheckin.objects.visible_to(viewer).filter(community__in=viewer.community_ids)
    return _disclosed(get_object_or_404(_whole(seen), pk=pk))


def get_manageable_member(viewer: Viewer, pk: int) -> MemberCheckin:
    rows = _whole(MemberCheckin.objects.manageable_by(viewer))
    return _disclosed(get_object_or_404(rows, pk=pk))


def member_page(viewer: Viewer, checkin: MemberCheckin) -> MemberPage:
    """That he is a member, and his number: each opening is written down."""
    if checkin.user_id != viewer.user_id:
        fields = ["membership", "phone", "home_unit_name"]
        audit.read(checkin, fields, viewer.user, _("联系报到党员"))
    return MemberPage(
        checkin=checkin,
        phone=(checkin.user or checkin).phone.open(),
        posts=list(checkin.posts.all()),
        history=history_of(viewer, checkin) if keeps_members(viewer) else [],
        keeps=keeps_members(viewer),
    )


def grids_for(checkin: MemberCheckin) -> "QuerySet[Area]":
    return Area.objects.filter(
        community=checkin.community_id, level__in=["grid", "micro_grid"], is_active=True
    ).grids_in_order()


def grids_of(viewer: Viewer) -> "QuerySet[Area]":
    return grid_queries.visible_grids(viewer).filter(is_active=True).grids_in_order()


# --- what the unit may know -----------------------------------------------------------------------
@dataclass(frozen=True)
class UnitMembers:
    organization: Organization
    total: int
    named: list[MemberCheckin]
    """Those who agreed to it."""

    @property
    def unnamed(self) -> int:
        return self.total - len(self.named)


def members_of_units(viewer: Viewer) -> list[UnitMembers]:
    """How many of a unit's members have checked in somewhere; by name only who agreed."""
    units = Organization.objects.filter(pk__in=viewer.organization_ids).order_by("name_key", "pk")
    named: dict[int, list[MemberCheckin]] = {}
    rows = MemberCheckin.objects.visible_to(viewer).accepted().filter(shares_name=True)
    for row in rows.select_related("community", "user").order_by("name_key", "pk"):
        if row.home_unit_id is not None:
            named.setdefault(row.home_unit_id, []).append(_disclosed(row))
    totals = _counted([unit.pk for unit in units])
    return [UnitMembers(unit, totals[unit.pk], named.get(unit.pk, [])) for unit in units]


def _counted(units: list[int]) -> Counter[int]:
    """A number and nothing else leaves the communities' own scope: it is nobody's name."""
    if not units:
        return Counter()
    with scope.entered(Area.objects.communities().values_list("pk", flat=True)):
        rows = MemberCheckin.objects.filter(home_unit__in=units, status__in=ACCEPTED)
        return Counter(rows.values_list("home_unit_id", flat=True))


# --- inside ---------------------------------------------------------------------------------------
def _whole(rows: "QuerySet[MemberCheckin]") -> "QuerySet[MemberCheckin]":
    return rows.select_related(
        "community", "grid", "home_unit", "user", "transferred_to"
    ).prefetch_related("posts")


def _disclosed(row: MemberCheckin) -> MemberCheckin:
    """Who gets the row may read whose it is; the queryset has decided that."""
    row.name.disclose()
    row.home_unit_name.disclose()
    return row


def _matching(rows: "QuerySet[MemberCheckin]", filters: MemberFilters) -> "QuerySet[MemberCheckin]":
    if filters.status:
        rows = rows.filter(status=filters.status)
    if filters.grid:
        rows = rows.filter(grid=filters.grid)
    if filters.post:
        rows = rows.filter(posts=filters.post)
    return rows.filter(_like(filters.q)).distinct() if filters.q else rows


def _like(text: str) -> Q:
    text = text.strip()
    if phone := read_phone(text):
        index = crypto.blind_index("phone", phone)
        return Q(user__phone_index=index) | Q(phone_index=index)
    rule = Q(name__contains=text) | Q(skills__icontains=text) | Q(posts__name__contains=text)
    if text.isascii() and text.isalpha():
        sound = text.lower()
        rule |= Q(name_key__startswith=sound) | Q(name_initials=sound)
    return rule
