"""The second call: the street asks some of those again for whom others wrote the grade down."""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from math import ceil

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area
from core import audit, tally
from core.exceptions import DomainError
from requests.independence import is_independent
from requests.models import Rating, SecondCall, SecondCallDraw
from requests.models.ratings import Grade
from requests.tiers import Tier, tier_of

SHARE = Decimal("0.05")


@transaction.atomic
def draw(street: Area, month: date, *, by: Viewer) -> SecondCallDraw:
    """A random twentieth of the month's proxy ratings, at least one; once, whatever comes out."""
    if tier_of(by) != Tier.STREET or by.sleeping:
        raise DomainError(_("抽样由街道来做"), code="not_allowed")
    first = month.replace(day=1)
    if first > timezone.localdate():
        raise DomainError(_("这个月还没有到"), field="month")
    if SecondCallDraw.objects.filter(street=street, month=first).exists():
        raise DomainError(_("这个月已经抽过了，抽一次算一次"), code="drawn_once")
    pool = list(proxy_ratings(street, first).values_list("pk", "community_id"))
    made = SecondCallDraw.objects.create(
        street=street,
        month=first,
        seed=secrets.token_hex(16),
        drawn_from=len(pool),
        share=SHARE,
        drawn_by=by.actor,
    )
    chosen = set(sample([pk for pk, _community in pool], made.seed))
    SecondCall.objects.bulk_create(
        SecondCall(draw=made, rating_id=pk, community_id=community)
        for pk, community in pool
        if pk in chosen
    )
    audit.record(
        "requests.second_calls.draw",
        made,
        actor=by.user,
        scope=street.pk,
        details={"seed": made.seed, "from": len(pool), "chosen": len(chosen)},
    )
    return made


def proxy_ratings(street: Area, first: date) -> "QuerySet[Rating]":
    """What was written down for the person served, in this street and month."""
    return Rating.objects.filter(
        community__parent=street,
        is_addition=False,
        at__year=first.year,
        at__month=first.month,
        second_call__isnull=True,
    ).exclude(asked_how="")


def sample(pks: Iterable[int], seed: str, share: Decimal = SHARE) -> list[int]:
    """The same for the same seed, on any machine: in the order of a digest nobody can steer."""
    ordered = sorted(pks, key=lambda pk: hashlib.sha256(f"{seed}:{pk}".encode()).digest())
    return ordered[: ceil(len(ordered) * share)]


@transaction.atomic
def record(
    call: SecondCall,
    *,
    outcome: str,
    grade: int | None = None,
    solved: bool | None = None,
    words: str = "",
    by: Viewer,
) -> SecondCall:
    """Beside the first, never instead of it: the rating stays what it was."""
    row = (
        SecondCall.objects.select_for_update(of=("self",))
        .select_related("rating__service_request")
        .get(pk=call.pk)
    )
    if row.is_made:
        raise DomainError(_("这个电话已经打过了"), code="made")
    if tier_of(by) != Tier.STREET or by.sleeping:
        raise DomainError(_("二次回访由街道来做"), code="not_allowed")
    request = row.rating.service_request
    if row.rating.by_id == by.user_id or not is_independent(by, request):
        raise DomainError(_("这件事您经过手，请同事来打"), code="not_independent")
    reached = outcome == SecondCall.Outcome.REACHED
    if outcome not in SecondCall.Outcome.values:
        raise DomainError(_("请选电话打得怎么样"), field="outcome")
    if reached and grade not in Grade.values:
        raise DomainError(_("请选一个满意程度"), field="grade")
    row.outcome, row.words = outcome, words.strip()
    row.grade = grade if reached else None
    row.solved = solved if reached else None
    row.called_by, row.called_at = by.actor, timezone.now()
    row.called_number = row.rating.call_back.open() or request.contact_phone.open()
    row.save()
    tally.add(
        "requests.second_call",
        row.community_id,
        dims={"outcome": outcome, "differs": row.differs},
    )
    audit.record(
        "requests.second_calls.record",
        request,
        actor=by.user,
        scope=row.community_id,
        details={"outcome": outcome, "differs": row.differs},
    )
    return row
