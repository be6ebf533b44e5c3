"""Points in one's own community, in the sibling one, far away."""

from typing import Any

from django.utils import timezone

from points.actions import accounts, records, rules
from points.models import Account
from tests.routes import things as t


def rule(things: t.Things, place: str) -> Any:
    today = timezone.localdate()
    return rules.adopt(
        things.get(t.community, place), name="清扫楼道", sign="earn", points=2, unit="次",
        meeting="居民代表会议", adopted_on=today, starts_on=today, actor=None,
    )  # fmt: skip


def account(things: t.Things, place: str) -> Any:
    """Of the household of whose things these are."""
    person = things.get(t.own_binding, place).resident
    known = Account.objects.filter(household=person.household).first()
    return known or accounts.take_part(person.household, actor=None)


def record(things: t.Things, place: str) -> Any:
    """Written down by nobody who is still here: whoever looks may approve it."""
    mine = things.get(account, place)
    one = rules.adopt(
        mine.community, name=f"记{place}", sign="earn", points=2, unit="次", meeting="居民代表会议",
        adopted_on=timezone.localdate(), starts_on=timezone.localdate(), actor=None,
    )  # fmt: skip
    return records.record(
        mine, rule=one, happened_on=timezone.localdate(), evidence="扫楼道", actor=None
    )
