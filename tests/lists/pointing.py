"""More points: rules, households that take part, records in every state."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from communities.actions import smart_codes
from communities.models import SmartCode
from points.actions import accounts, earning, incentives, publicity, records, rules, store
from points.models import (
    Account,
    IncentiveKind,
    IncentivePolicy,
    IncentiveRole,
    Item,
    Publicity,
    PublicityRelease,
    Record,
    Rule,
)
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


def lists_of_months(town: Town, account: Account) -> tuple[Publicity, PublicityRelease]:
    """One that waits and one that is out, of this month's changes."""
    publicity.agree(account, actor=town.staff)
    rule = a_rule(town, "早先的好事")
    earning.earn(account.household, rule, source_kind="grown", source_reference="first")
    month = timezone.localdate().replace(day=1)
    out = Publicity.objects.create(community=town.community, month=month)
    made = publicity.release(out, checked=True, actor=town.secretary)
    return Publicity.objects.create(community=town.community, month="2025-12-01"), made


def a_policy(town: Town, name: str) -> IncentivePolicy:
    today = timezone.localdate()
    return incentives.adopt(
        town.community, kind=IncentiveKind.objects.all()[0], name=name, what="慰问品一份",
        roles=list(IncentiveRole.objects.all()), most=Decimal(9), budget=Decimal(900),
        source="社区经费", meeting="居民代表会议", starts_on=today, ends_on=today, actor=None,
    )  # fmt: skip


def grants_of_all_states(town: Town, policy: IncentivePolicy, n: int) -> None:
    role = policy.roles.all()[0]
    said = {"role": role, "why": "楼道照明", "actor": town.staff}
    people = iter(f"章{n}{turn}" for turn in range(5))
    waits, refused, approved, given, back = (
        incentives.apply(policy, name=name, **said) for name in people
    )
    incentives.refuse(refused, reason="没有名额", actor=town.secretary)
    for row in (approved, given, back):
        incentives.approve(row, yuan=Decimal(1), actor=town.secretary)
    incentives.deliver(given, delivery="一份，本人签收", actor=town.staff)
    incentives.cancel(back, reason="联系不上", actor=town.staff)
    assert waits.status == "pending"
    mine = a_policy(town, f"办法{n}")
    asked = {**said, "role": mine.roles.all()[0], "actor": town.resident}
    incentives.apply(mine, name="章我", user=town.resident, **asked)


def a_smart_code(town: Town, account: Account) -> SmartCode:
    return smart_codes.issue(account.household, actor=town.staff)


def points_of_all_states(grown: Any, n: int) -> None:
    town, account = grown.town, grown.account
    grants_of_all_states(town, grown.policy, n)
    earn, take = a_rule(town, f"好事{n}"), a_rule(town, f"坏事{n}", "deduct")
    records.approve(a_score(town, account, earn), actor=town.secretary)
    told = records.approve(a_score(town, account, take), actor=town.secretary)
    records.appeal(told, appeal="不是我家", actor=town.resident)
    records.reject(a_score(town, account, earn), reason="没有来", actor=town.secretary)
    a_score(town, account, earn)
    other = accounts.take_part(town.household(), actor=town.staff)
    for one in (account, other):
        earning.earn(one.household, earn, source_kind="grown", source_reference=str(n), times=9)
    publicity.agree(other, actor=town.staff)
    a_smart_code(town, other)
    smart_codes.scan(grown.smart_code, actor=town.staff)
    Publicity.objects.create(
        community=town.community, month=f"{1990 + n // 12}-{1 + n % 12:02d}-01"
    )
    for item in (grown.item, an_item(town, f"肥皂{n}")):
        _waits, gone, back = (
            store.redeem(one, item=item, actor=None) for one in (account, account, other)
        )
        store.collect(gone, code=gone.code, actor=town.staff)
        store.cancel(back, actor=town.staff)
