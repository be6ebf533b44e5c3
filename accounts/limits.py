"""How often is often enough: looking back over rows that were written anyway.

No cache takes part, so a lost Redis or an emptied cache gives nobody another ten tries. A
whole compound may sit behind one address, therefore an address may do fifty times what a
number may (settings.SIGN_IN_ADDRESS_FACTOR).
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, models
from django.db.models import Count, Min, Q
from django.utils import timezone

from accounts.models import SignInCode, SignInFailure
from core import crypto

Rule = tuple[int, int]
"""(how many, within how many seconds)"""


@dataclass(frozen=True)
class Wait:
    """Too often: come back in so many seconds."""

    seconds: int
    is_crowd: bool = False
    """Not this number: whoever else asks from the same place, or at the same time."""


def address_index(address: str) -> str:
    """An address is personal too: compared, never read."""
    return crypto.blind_index("address", address)


def one_at_a_time(number: str) -> None:
    """Two requests for one number (or one person's consent) at once are one after the other,
    until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"phone:{number}"])


def codes(phone_index: str, address: str) -> Wait | None:
    """May this number be sent another code, and this address ask for one?"""
    now = timezone.now()
    rules = settings.SIGN_IN_CODES_PER_NUMBER
    sent = SignInCode.objects.all()
    own = _over(sent.filter(phone_index=phone_index), "created_at", rules, now)
    if own is not None:
        return own
    here = sent.filter(address_index=address)
    crowd = _over(here, "created_at", _for_address(rules), now) or _over(
        sent, "created_at", [(settings.SIGN_IN_CODES_PER_HOUR, 3600)], now
    )
    return replace(crowd, is_crowd=True) if crowd else None


def failures(kind: str, phone_index: str, address: str) -> Wait | None:
    """Has this number, or this address, been wrong too often to try again?

    Kinds are apart: who spoils somebody's password tries does not keep him from a code.
    """
    now = timezone.now()
    rules = settings.SIGN_IN_FAILURES_PER_NUMBER
    wrong = SignInFailure.objects.filter(kind=kind)
    return _over(wrong.filter(phone_index=phone_index), "at", rules, now) or _over(
        wrong.filter(address_index=address), "at", _for_address(rules), now
    )


def _for_address(rules: Iterable[Rule]) -> list[Rule]:
    return [(most * settings.SIGN_IN_ADDRESS_FACTOR, within) for most, within in rules]


def _over(
    rows: "models.QuerySet[models.Model]", field: str, rules: Iterable[Rule], now: datetime
) -> Wait | None:
    """All rules in one statement: for each how many rows, and when the next place comes free."""
    rules = list(rules)
    longest = max(within for _, within in rules)
    figures: dict[str, models.Aggregate] = {}
    for number, (_, within) in enumerate(rules):
        recent = Q(**{f"{field}__gt": now - timedelta(seconds=within)})
        figures[f"count_{number}"] = Count("pk", filter=recent)
        figures[f"first_{number}"] = Min(field, filter=recent)
    seen = rows.filter(**{f"{field}__gt": now - timedelta(seconds=longest)}).aggregate(**figures)
    waits = [
        _seconds(seen[f"first_{number}"] + timedelta(seconds=within) - now)
        for number, (most, within) in enumerate(rules)
        if seen[f"count_{number}"] >= most
    ]
    return Wait(max(waits)) if waits else None


def _seconds(span: timedelta) -> int:
    return max(1, int(span.total_seconds()) + 1)
