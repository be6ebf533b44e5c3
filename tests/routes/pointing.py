"""Points in one's own community, in the sibling one, far away."""

from typing import Any

from django.utils import timezone

from points.actions import accounts, earning, records, rules, store
from points.models import Account
from tests.routes import things as t


def rule(things: t.Things, place: str) -> Any:
    today = timezone.localdate()
    return rules.adopt(
        things.get(t.community, place), name="清扫楼道", sign="earn", points=2, unit="次",
        meeting="居民代表会议", adopted_on=today, starts_on=today, actor=None,
    )  # fmt: skip


def account(things: t.Things, place: str) -> Any:
    """Of the resident's household, or of one that lives in that place."""
    mine = place == "own"
    home = (
        things.get(t.own_binding, place).resident.household
        if mine
        else things.get(t.household, place)
    )
    known = Account.objects.filter(household=home).first()
    return known or accounts.take_part(home, actor=None)


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


def item(things: t.Things, place: str) -> Any:
    things.get(account, place)  # who has one may ask for it
    made = store.offer(things.get(t.community, place), name="毛巾", unit="条", points=2, actor=None)
    store.fill(made, quantity=99, bought="小票", actor=None)
    return made


def redemption(things: t.Things, place: str) -> Any:
    one, mine = things.get(rule, place), things.get(account, place)
    made = store.offer(mine.community, name="肥皂", unit="块", points=2, actor=None)
    store.fill(made, quantity=9, bought="小票", actor=None)
    earning.earn(mine.household, one, source_kind="x", source_reference="1", times=9)
    return store.redeem(mine, item=made, actor=None)
