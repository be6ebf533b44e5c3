"""To whom this one could be sent, out of every register of the place, and why; and why not.

For this one request, for whoever dispatches it. Volunteers are not here: they are asked
(requests.ranking), never sent.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Sum
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities.queries.duty import on_duty
from grids.queries import responsible_for
from organizations.models import (
    MemberCheckin,
    OfferedService,
    Organization,
    Stationing,
    TimeSlot,
    UnitCheckin,
)
from requests.bigrams import bigrams
from requests.limits import beyond, in_hand, limits_of, taken_this_week
from requests.models import ServiceRequest
from requests.models.parties import Lane

FITS, HERE, FREE, BUSY = 40, 20, 15, 5


@dataclass(frozen=True)
class Option:
    value: str
    """As the form of the desk names him: user:7, organization:3."""
    name: str
    lane: Lane
    reasons: tuple[str, ...]
    score: int
    no: str = ""
    """Why he cannot be sent just now."""


@dataclass(frozen=True)
class Register:
    title: str
    lane: Lane
    options: list[Option]


def registers(row: ServiceRequest, now: datetime | None = None) -> list[Register]:
    """Each with its best first; whoever cannot be sent just now comes last and says why."""
    now = now or timezone.now()
    words = wanted(row)
    duty, workers, members = _on_duty(row, now), _stationed(row), _members(row)
    users = {*duty, *(one.user_id or 0 for one in workers), *(one.user_id or 0 for one in members)}
    busy, most = in_hand(users), limits_of(row.community).staff
    found = [
        Register(_("网格员和值班的"), Lane.HOST, _hosts(duty, busy, most)),
        Register(_("社工"), Lane.COHANDLE, _workers(workers, words, busy, most)),
        Register(_("报到党员"), Lane.LEAD, _checked_in(row, members, words, busy, most, now)),
        Register(_("社会组织"), Lane.COHANDLE, _organizations(row, words, now)),
        Register(_("共建单位"), Lane.ASSIST, _units(row, words)),
    ]
    for register in found:
        register.options.sort(key=lambda one: (bool(one.no), -one.score, one.name))
    return [register for register in found if register.options]


def wanted(row: ServiceRequest) -> frozenset[str]:
    if row.item is None:
        return bigrams(row.title)
    return bigrams(f"{row.item.name} {row.item.keywords}")


def why_not(row: ServiceRequest, name: str) -> list[tuple[str, str]]:
    """For a person somebody names: in which register he stands, and what speaks against him."""
    return [
        (register.title, option.no or " · ".join(option.reasons))
        for register in registers(row)
        for option in register.options
        if option.name == name
    ]


# --- grid workers, and who is on duty -------------------------------------------------------------
def _on_duty(row: ServiceRequest, now: datetime) -> dict[int, tuple[str, list[str]]]:
    found: dict[int, tuple[str, list[str]]] = {}
    if row.grid is not None:
        user = responsible_for(row.grid).user
        if user is not None:
            found[user.pk] = (user.name.open(), [_("管这个网格")])
    for shift in on_duty(row.community, now):
        if shift.person is not None:
            name = shift.person.name.open()
            said = _("正在当班：{post}").format(post=shift.post.title)
            found.setdefault(shift.person.pk, (name, []))[1].append(said)
    found.pop(row.reporter_id or 0, None)
    return found


def _hosts(there: dict[int, tuple[str, list[str]]], busy: Counter[int], most: int) -> list[Option]:
    return [
        Option(
            f"user:{pk}",
            name,
            Lane.HOST,
            (*reasons, _load(busy[pk])),
            HERE * len(reasons) - BUSY * busy[pk],
            beyond(busy[pk], most),
        )
        for pk, (name, reasons) in there.items()
    ]


# --- social workers -------------------------------------------------------------------------------
def _stationed(row: ServiceRequest) -> list[Stationing]:
    rows = Stationing.objects.on().filter(community=row.community_id, user__isnull=False)
    return list(rows.exclude(user_id=row.reporter_id or 0).select_related("worker__organization"))


def _workers(
    rows: list[Stationing], words: frozenset[str], busy: Counter[int], most: int
) -> list[Option]:
    found = []
    for one in rows:
        worker, pk = one.worker, one.user_id or 0
        reasons, score = [], -BUSY * busy[pk]
        if bigrams(str(worker.specialities)) & words:
            reasons.append(_("擅长{what}").format(what=worker.specialities))
            score += FITS
        if worker.is_certified:
            reasons.append(str(worker.get_level_display()))
            score += HERE
        reasons.append(str(worker.organization or worker.get_engagement_display()))
        reasons.append(_load(busy[pk]))
        found.append(
            Option(
                f"user:{pk}", worker.name.open(), Lane.COHANDLE, tuple(reasons), score,
                beyond(busy[pk], most),
            )
        )  # fmt: skip
    return found


# --- Party members and units that checked in ------------------------------------------------------
def _members(row: ServiceRequest) -> list[MemberCheckin]:
    rows = MemberCheckin.objects.accepted().filter(community=row.community_id)
    rows = rows.filter(user__isnull=False).exclude(user_id=row.reporter_id or 0)
    return list(rows.prefetch_related("posts").order_by("name_key", "pk"))


def _checked_in(
    row: ServiceRequest,
    rows: list[MemberCheckin],
    words: frozenset[str],
    busy: Counter[int],
    most: int,
    now: datetime,
) -> list[Option]:
    slot, found = TimeSlot.of(now), []
    for one in rows:
        pk = one.user_id or 0
        reasons, score = [], -BUSY * busy[pk]
        posts = [str(post) for post in one.posts.all() if bigrams(post.name) & words]
        if posts:
            reasons.append(_("愿意做{what}").format(what=posts[0]))
            score += FITS
        if row.grid_id and one.grid_id == row.grid_id:
            reasons.append(_("同一个网格"))
            score += HERE
        if slot in one.times:
            reasons.append(_("现在有空"))
            score += FREE
        reasons.append(_load(busy[pk]))
        no = beyond(busy[pk], most)
        if one.is_paused:
            no = _("歇到 {day}").format(day=one.paused_until)
        found.append(Option(f"user:{pk}", one.name.open(), Lane.LEAD, tuple(reasons), score, no))
    return found


def _units(row: ServiceRequest, words: frozenset[str]) -> list[Option]:
    rows = UnitCheckin.objects.accepted().filter(community=row.community_id)
    rows = rows.filter(organization__status="active")
    taken = taken_this_week(rows.values_list("organization_id", flat=True))
    found = []
    for one in rows.select_related("organization").prefetch_related("posts").order_by("pk"):
        posts = [str(post) for post in one.posts.all()]
        fitting = [post for post in posts if bigrams(post) & words]
        reasons = [_("认领了{what}").format(what=(fitting or posts or [_("共建事项")])[0])]
        count = taken[one.organization_id]
        reasons.append(_load(count))
        score = FITS * bool(fitting) - BUSY * count
        value = f"organization:{one.organization_id}"
        found.append(Option(value, one.organization.title, Lane.ASSIST, tuple(reasons), score))
    return found


# --- organisations that serve here ----------------------------------------------------------------
def _organizations(row: ServiceRequest, words: frozenset[str], now: datetime) -> list[Option]:
    """By what they offer: kind, days, and what is left of this week's room."""
    offered = OfferedService.objects.offered().filter(
        organization__in=Organization.objects.active().serving(row.community)
    )
    rooms = dict(
        offered.order_by().values_list("organization_id").annotate(n=Sum("weekly_capacity"))
    )
    taken, today = taken_this_week(rooms), timezone.localtime(now).isoweekday()
    found: dict[int, Option] = {}
    for service in offered.select_related("organization").order_by("organization_id", "pk"):
        fits = bool(bigrams(f"{service.name} {service.description}") & words)
        left = rooms[service.organization_id] - taken[service.organization_id]
        reasons = [service.title, service.days]
        score = FITS * fits + FREE * (today in service.weekdays)
        no = "" if left > 0 else _("这周已经接满了")
        if left > 0:
            reasons.append(
                ngettext("这周还能接 %(n)d 单", "这周还能接 %(n)d 单", left) % {"n": left}
            )
        if service.price != OfferedService.Price.FREE:
            reasons.append(service.fee)
        option = Option(
            f"organization:{service.organization_id}", service.organization.title,
            Lane.COHANDLE, tuple(reasons), score, no,
        )  # fmt: skip
        known = found.get(service.organization_id)
        if known is None or known.score < score:
            found[service.organization_id] = option
    return list(found.values())


def _load(n: int) -> str:
    return ngettext("手上有 %(n)d 件", "手上有 %(n)d 件", n) % {"n": n} if n else _("手上没有活")
