"""More points: rules, households that take part, records in every state."""

from typing import Any

from django.utils import timezone

from points.actions import accounts, earning, records, rules, store
from points.models import Account, Item, Record, Rule
from tests.town import Town


def a_rule(town: Town, name: str, sign: str = "earn") -> Rule:
    today = timezone.localdate()
    return rules.adopt(
        town.community, name=name, sign=sign, points=2, unit="次", meeting="居民代表会议",
        adopted_on=today, starts_on=today, actor=town.staff,
    )  # fmt: skip


def an_account(town: Town) -> Account:
    """The resident's own."""
    return accounts.take_part(town.households["resident"], actor=town.staff)


def a_score(town: Town, account: Account, rule: Rule) -> Record:
    return records.record(
        account, rule=rule, happened_on=timezone.localdate(), evidence="扫楼道", actor=town.staff
    )


def an_item(town: Town, name: str = "毛巾") -> Item:
    made = store.offer(town.community, name=name, unit="条", points=1, actor=town.staff)
    store.fill(made, quantity=900, bought="小票", actor=town.staff)
    return made


def points_of_all_states(grown: Any, n: int) -> None:
    town, account = grown.town, grown.account
    earn, take = a_rule(town, f"好事{n}"), a_rule(town, f"坏事{n}", "deduct")
    records.approve(a_score(town, account, earn), actor=town.secretary)
    told = records.approve(a_score(town, account, take), actor=town.secretary)
    records.appeal(told, appeal="不是我家", actor=town.resident)
    records.reject(a_score(town, account, earn), reason="没有来", actor=town.secretary)
    a_score(town, account, earn)
    other = accounts.take_part(town.household(), actor=town.staff)
    for one in (account, other):
        earning.earn(one.household, earn, source_kind="grown", source_reference=str(n), times=9)
    for item in (grown.item, an_item(town, f"肥皂{n}")):
        _waits, gone, back = (
            store.redeem(one, item=item, actor=None) for one in (account, account, other)
        )
        store.collect(gone, code=gone.code, actor=town.staff)
        store.cancel(back, actor=town.staff)
