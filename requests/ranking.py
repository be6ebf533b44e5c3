"""Whom to ask for this request, in which order and why; and why somebody is not among them.

For this one request, for whoever dispatches it. Nothing here is stored but the reasons of an
offer that was really sent; nobody is listed or measured by it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from communities import pinyin
from requests import shortlist
from requests.bigrams import bigrams
from requests.eligibility import hindrances
from requests.limits import beyond, in_hand, limits_of
from requests.models import Offer, Party, ServiceRequest
from requests.models.policies import Priority
from requests.weights import BUSY, FAIR_DAYS, FREE, KNOWN, NEAR, OFTEN, SKILL
from volunteers.models import Volunteer, VolunteerSkill, WeeklyTime
from volunteers.models.volunteers import VolunteerQuerySet
from volunteers.queries.offers import accepts_offers, goes_as_far_as, usable
from volunteers.queries.words import weekday

LOOK_AHEAD = 7
TOGETHER = 200
"""Requests of a batch whose people are fetched at once."""


@dataclass(frozen=True)
class Candidate:
    volunteer: Volunteer
    name: str
    reasons: tuple[str, ...]
    score: int


@dataclass(frozen=True)
class NotNow:
    """Not among them, and why."""

    name: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Ranking:
    candidates: list[Candidate]
    others: list[NotNow]

    def with_more(self, more: "Ranking") -> "Ranking":
        candidates = sorted([*self.candidates, *more.candidates], key=_best_first)
        return Ranking(candidates, [*self.others, *more.others])


@dataclass(frozen=True)
class _Seen:
    """What the offers and parts of the place say, fetched once for all volunteers."""

    this_week: Counter[int]
    lately: Counter[int]
    answers: dict[tuple[int, int], str]
    """By request and person."""
    open_work: Counter[int]
    most: int
    """How much of it is enough, here."""
    helped: Counter[tuple[int, int]]
    """By the person served and the one who served him."""


def rank(
    row: ServiceRequest, now: datetime | None = None, *, only: Iterable[int] | None = None
) -> Ranking:
    """The caller has the desk of this request. Where very many serve, the likeliest of them."""
    now = now or timezone.now()
    people = _people(row.community_id)
    if only is not None:
        return _rank_these(row, people.filter(pk__in=list(only)), now)
    if not shortlist.is_long(people):
        return _rank_these(row, people, now)
    return _rank_likeliest([row], people, now)[row.pk]


def rank_named(row: ServiceRequest, name: str) -> Ranking:
    """Those who are called so: to say why one of them is, or is not, among those to ask."""
    people = _people(row.community_id).filter(name_key=pinyin.key(name))
    return _rank_these(row, people, timezone.now())


def _rank_these(row: ServiceRequest, people: VolunteerQuerySet, now: datetime) -> Ranking:
    volunteers = list(people)
    return _rank(row, volunteers, _seen([row], volunteers, now), now)


def _rank_likeliest(
    rows: Sequence[ServiceRequest], people: VolunteerQuerySet, now: datetime
) -> dict[int, Ranking]:
    """Slice after slice, until enough are found for each; whoever is in several is fetched once."""
    slices = {row.pk: _slices(row, people, now) for row in rows}
    found = {row.pk: Ranking([], []) for row in rows}
    wanting = list(rows)
    while wanting:
        picked = {row.pk: next(slices[row.pk], []) for row in wanting}
        known = {one.pk: one for one in people.filter(pk__in=set().union(*picked.values()))}
        seen = _seen(wanting, list(known.values()), now)
        for row in wanting:
            some = [known[pk] for pk in picked[row.pk] if pk in known]
            found[row.pk] = found[row.pk].with_more(_rank(row, some, seen, now))
        wanting = [
            row
            for row in wanting
            if len(found[row.pk].candidates) < shortlist.ENOUGH
            and len(picked[row.pk]) == shortlist.SLICE
        ]
    return found


def _slices(row: ServiceRequest, people: VolunteerQuerySet, now: datetime) -> Iterator[list[int]]:
    today = timezone.localdate(now)
    days = sorted({day.isoweekday() for day in _days(today, _until(row, today))})
    return shortlist.slices(people, row, now, days=days, urgent=is_urgent(row))


def rank_many(rows: Sequence[ServiceRequest], now: datetime) -> dict[int, list[Candidate]]:
    """Of one community, for a batch: people and what is known of them are fetched once. Where very
    many serve, the likeliest of each: to reason about all of them for all would never end."""
    if not rows:
        return {}
    people = _people(rows[0].community_id)
    if shortlist.is_long(people):
        found = dict[int, Ranking]()
        for at in range(0, len(rows), TOGETHER):
            found |= _rank_likeliest(rows[at : at + TOGETHER], people, now)
        return {pk: ranking.candidates for pk, ranking in found.items()}
    volunteers = list(people)
    seen = _seen(rows, volunteers, now)
    return {row.pk: _rank(row, volunteers, seen, now).candidates for row in rows}


def _people(community_id: int) -> VolunteerQuerySet:
    return (
        Volunteer.objects.active()
        .filter(community_id=community_id)
        .select_related("community", "grid")
        .prefetch_related(
            Prefetch("skills", VolunteerSkill.objects.select_related("skill")),
            "times",
            "guardian_consents",
        )
        .order_by("name_key", "pk")
    )


def _rank(row: ServiceRequest, volunteers: list[Volunteer], seen: _Seen, now: datetime) -> Ranking:
    candidates, others = [], []
    wanted = shortlist.wanted(row)
    for volunteer in volunteers:
        volunteer.name.disclose()
        no = _why_not(volunteer, row, seen, now)
        if no:
            others.append(NotNow(str(volunteer.name), tuple(no)))
        else:
            candidates.append(_weigh(volunteer, row, wanted, seen, now))
    candidates.sort(key=_best_first)
    return Ranking(candidates, others)


def _best_first(one: Candidate) -> tuple[int, int]:
    return -one.score, one.volunteer.pk


def is_urgent(row: ServiceRequest) -> bool:
    return row.priority == Priority.URGENT


def week_of(now: datetime) -> datetime:
    """Monday, midnight of the place."""
    local = timezone.localtime(now)
    monday = local.date() - timedelta(days=local.weekday())
    return timezone.make_aware(datetime.combine(monday, datetime.min.time()))


def _seen(rows: Sequence[ServiceRequest], volunteers: list[Volunteer], now: datetime) -> _Seen:
    users = [one.user_id for one in volunteers if one.user_id]
    monday = week_of(now)
    since = min(monday, now - timedelta(days=FAIR_DAYS))
    sent = Offer.objects.filter(user_id__in=users, sent_at__gte=since)
    week, lately = Counter[int](), Counter[int]()
    for user_id, at in sent.values_list("user_id", "sent_at"):
        week[user_id] += at >= monday
        lately[user_id] += at >= now - timedelta(days=FAIR_DAYS)
    here = Offer.objects.filter(service_request__in=rows, user_id__in=users).order_by("pk")
    said = here.values_list("service_request_id", "user_id", "answer")
    return _Seen(
        this_week=week,
        lately=lately,
        answers={(order, user): answer for order, user, answer in said},
        open_work=in_hand(users),
        most=limits_of(rows[0].community).volunteer,
        helped=_helped(rows, users),
    )


def _helped(rows: Sequence[ServiceRequest], users: list[int]) -> Counter[tuple[int, int]]:
    """Who did something for the same person before: a face he knows."""
    served = {row.resident_id for row in rows if row.resident_id}
    if not served:
        return Counter()
    before = Party.objects.working().filter(
        user_id__in=users,
        service_request__resident_id__in=served,
        service_request__completed_at__isnull=False,
    )
    pairs = before.values_list("service_request__resident_id", "user_id")
    return Counter((resident, user) for resident, user in pairs if resident and user)


def _why_not(volunteer: Volunteer, row: ServiceRequest, seen: _Seen, now: datetime) -> list[str]:
    user_id = volunteer.user_id
    if user_id is None:
        return [_("没有账号，请打电话问他")]
    if user_id == row.reporter_id or (
        volunteer.resident_id is not None and volunteer.resident_id == row.resident_id
    ):
        return [_("这是他自己的事")]
    answered = seen.answers.get((row.pk, user_id))
    if answered == "":
        return [_("已经邀请了，等他回")]
    if answered == Offer.Answer.DECLINED:
        return [_("这件事他说这次来不了")]
    no = hindrances(volunteer, row)
    yes = accepts_offers(
        volunteer, now, offers_this_week=seen.this_week[user_id], urgent=is_urgent(row)
    )
    no += [reason for reason in yes.reasons if reason not in no]
    if full := beyond(seen.open_work[user_id], seen.most):
        no.append(full)
    if row.grid is not None and not goes_as_far_as(volunteer, row.grid):
        no.append(_("只愿意在本网格做"))
    return no


def _weigh(
    volunteer: Volunteer,
    row: ServiceRequest,
    wanted: frozenset[str],
    seen: _Seen,
    now: datetime,
) -> Candidate:
    today = timezone.localtime(now).date()
    user_id = volunteer.user_id or 0
    score, reasons = 0, []
    skill = _fitting(volunteer, wanted, today)
    if skill:
        score += SKILL
        reasons.append(_("会{skill}").format(skill=skill))
    if row.grid_id and volunteer.grid_id == row.grid_id:
        score += NEAR
        reasons.append(_("同一个网格"))
    else:
        reasons.append(_("同一个社区"))
    when = _next_time(volunteer, today, _until(row, today))
    if when:
        score += FREE
        reasons.append(when)
    known = seen.helped[row.resident_id or 0, user_id]
    if known:
        score += KNOWN
        reasons.append(ngettext("帮过他 %(n)d 次", "帮过他 %(n)d 次", known) % {"n": known})
    busy, often = seen.open_work[user_id], seen.lately[user_id]
    score -= BUSY * busy + OFTEN * often
    reasons.append(
        ngettext("手上有 %(n)d 件", "手上有 %(n)d 件", busy) % {"n": busy}
        if busy
        else _("手上没有活")
    )
    reasons.append(
        ngettext("两周内邀请过 %(n)d 次", "两周内邀请过 %(n)d 次", often) % {"n": often}
        if often
        else _("两周内没邀请过")
    )
    return Candidate(volunteer, str(volunteer.name), tuple(reasons), score)


def _fitting(volunteer: Volunteer, wanted: frozenset[str], today: date) -> str:
    """A skill that has a word in common with the item; where a paper is needed, it was seen."""
    for held in usable(volunteer.skills.all(), today):
        if bigrams(held.skill.name) & wanted:
            return str(held.skill)
    return ""


def _until(row: ServiceRequest, today: date) -> date:
    last = today + timedelta(days=LOOK_AHEAD - 1)
    due = timezone.localtime(row.due_at).date() if row.due_at else last
    return max(today, min(due, last))


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _next_time(volunteer: Volunteer, first: date, last: date) -> str:
    """When he is usually free before it is due."""
    slots: dict[int, WeeklyTime] = {}
    for slot in volunteer.times.all():
        slots.setdefault(slot.weekday, slot)
    for one in _days(first, last):
        free = slots.get(one.isoweekday())
        if free is not None:
            day = weekday(free.weekday)
            return _("{day}{part}一般有空").format(day=day, part=free.get_part_display())
    return ""
