"""What is lent and what lies idle, from a table: one row, one thing. What stands there already
changes nothing; of what lies idle the plan may be said anew."""

from collections import Counter
from decimal import Decimal
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from charity.actions import earnings, library
from charity.models import Gift, IdleAsset, Resource, SharedThing
from charity.models.allocations import with_rest
from charity.register_columns import ASSETS, THINGS
from charity.workflow import AssetStatus, GiftStatus
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan, writing
from communities.models import Area
from core.imports.tables import Row, Table

OPEN = (AssetStatus.FOUND, AssetStatus.PLANNED)


# --- what is lent ---------------------------------------------------------------------------------
def check_things(table: Table, community: Area) -> Plan:
    """Four wheelchairs are four rows; so many of them as stand on the shelf are there already."""
    plan = Plan(table, THINGS)
    there = Counter(
        SharedThing.objects.offered().filter(community=community).values_list("name", "place")
    )
    given: Any = with_rest(
        Gift.objects.filter(
            community=community, resource=Resource.GOODS, status=GiftStatus.RECEIVED
        )
    )
    gifts = {gift.number: gift for gift in given}
    rest = {number: Decimal(gift.unstored) for number, gift in gifts.items()}
    for row in table.rows:
        if not row.has("name"):
            continue  # the cell that is missing has been named
        key = (row["name"], row["place"] or "")
        if row.has("ended_on"):
            plan.add(Outcome(row, SAME))
            continue
        if there[key]:
            there[key] -= 1
            plan.add(Outcome(row, SAME))
            continue
        gift = _gift_of(plan, row, gifts, rest)
        said = {"name": key[0], "place": key[1], "days": row["days"] or 7, "gift": gift}
        plan.add(Outcome(row, ADDED, None, said))
    return plan


def write_things(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        with writing(outcome.row):
            library.add(community, actor=actor, **outcome.values)


def _gift_of(plan: Plan, row: Row, gifts: dict[str, Gift], rest: dict[str, Decimal]) -> Gift | None:
    """One of the goods that are here and in no storeroom; the same one is not taken twice."""
    if not row.has("gift"):
        return None
    number = row["gift"].strip().upper()
    if number not in gifts:
        reason = _("没有这笔已收到的物资")
        plan.blame(row, "gift", reason, _("编号写捐赠页面上的，先确认收到"))
        return None
    rest[number] -= 1
    if rest[number] < 0:
        said = _("这笔捐赠没有还没入库的了")
        plan.blame(row, "gift", said, _("入了库的，在“共享物品”页上一件一件添"))
    return gifts[number]


# --- what lies idle -------------------------------------------------------------------------------
def check_assets(table: Table, community: Area) -> Plan:
    plan = Plan(table, ASSETS)
    known = {
        (asset.name, asset.where): asset
        for asset in IdleAsset.objects.filter(community=community).order_by("pk")
    }
    seen: dict[tuple[str, str], int] = {}
    for row in table.rows:
        if not row.has("name"):
            continue  # the cell that is missing has been named
        key = (row["name"], row["where"] or "")
        if key in seen:
            plan.blame(row, "name", _("和第 %(row)d 行重复") % {"row": seen[key]}, _("删去一行"))
        seen.setdefault(key, row.number)
        if row.has("found_on") and row["found_on"] > timezone.localdate():
            plan.blame(row, "found_on", _("日期在今天以后"), _("核对日期"))
        target = known.get(key)
        changed = _says_more(row, target)
        kind = ADDED if target is None else UPDATED if changed else SAME
        plan.add(Outcome(row, kind, target, row["plan"] or "", ["plan"] if changed else []))
    return plan


def write_assets(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        row = outcome.row
        with writing(row):
            made = earnings.list_asset(
                community,
                name=row["name"],
                where=row["where"] or "",
                found_on=row["found_on"],
                actor=actor,
            )
            if outcome.values:
                earnings.plan_asset(made, plan=outcome.values, actor=actor)
    for outcome in plan.of(UPDATED):
        with writing(outcome.row):
            earnings.plan_asset(outcome.target, plan=outcome.values, actor=actor)


def _says_more(row: Row, target: IdleAsset | None) -> bool:
    """Of one that is in use or was given up nothing is planned any more."""
    if target is None or target.status not in OPEN:
        return False
    return row.has("plan") and row["plan"] != target.plan


register(
    Kind(
        "shared_things",
        gettext_lazy("共享物品"),
        gettext_lazy("一件一行；同一个地方同名的，架上有几件就算已有几件。"),
        lambda _community: THINGS,
        check_things,
        write_things,
        exporter="charity.shared_things",
    )
)
register(
    Kind(
        "idle_assets",
        gettext_lazy("闲置资源"),
        gettext_lazy("一处一行；已经列入的，可以改打算怎么用。"),
        lambda _community: ASSETS,
        check_assets,
        write_assets,
        exporter="charity.idle_assets",
    )
)
