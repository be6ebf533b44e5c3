"""Points in one's own community, in the sibling one, far away."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from communities.actions import smart_codes
from points.actions import accounts, earning, incentives, publicity, records, rules, store
from points.models import Account, IncentiveKind, IncentiveRole, Publicity
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


def draft(things: t.Things, place: str) -> Any:
    return Publicity.objects.create(community=things.get(t.community, place), month="2026-01-01")


def open_list(things: t.Things, place: str) -> Any:
    before = Publicity.objects.create(community=things.get(t.community, place), month="2025-12-01")
    return publicity.release(before, checked=True, actor=things.clerk(place))


def policy(things: t.Things, place: str) -> Any:
    today = timezone.localdate()
    return incentives.adopt(
        things.get(t.community, place), kind=IncentiveKind.objects.get(code="care"), name="慰问",
        what="慰问品一份", roles=list(IncentiveRole.objects.all()), most=Decimal(100),
        budget=Decimal(1000), source="社区经费", meeting="居民代表会议", starts_on=today,
        ends_on=today, actor=None,
    )  # fmt: skip


def grant(things: t.Things, place: str) -> Any:
    """Written down by nobody who is still here, and approved as it were by nobody yet."""
    one = things.get(policy, place)
    role = IncentiveRole.objects.get(code="volunteer")
    return incentives.apply(one, role=role, why="楼道照明", name="章一", actor=None)


def smart_code(things: t.Things, place: str) -> Any:
    """Of the resident's household, or of one that lives in that place."""
    return smart_codes.issue(things.get(account, place).household, actor=None)


def smart_scan(things: t.Things, place: str) -> Any:
    return things.get(smart_code, place).code
