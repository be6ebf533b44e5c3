"""The plan of activities from a table: one row, one activity, a draft until it is published."""

from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from activities.actions import activities
from activities.actions.facts import FACT_NAMES, ActivityFacts, write_facts
from activities.columns import columns
from activities.models import Activity
from activities.workflow import Status
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.imports.tables import Row, Table

Key = tuple[str, date]
NEEDED = ("title", "kind", "place", "day", "from_time", "to_time", "expected")


def check(table: Table, community: Area) -> Plan:
    """The same name on the same day is the same activity, and stays as it is."""
    plan = Plan(table, columns(community))
    known = _known(community)
    seen: dict[Key, int] = {}
    for row in table.rows:
        if not all(row.has(name) for name in NEEDED):
            continue  # the cell that is missing has been named
        facts = _facts(row)
        try:
            write_facts(Activity(), facts)
        except DomainError as refusal:
            if refusal.field == "ends_at":
                refusal.field = "to_time"
            plan.refuse(row, refusal, "title")
            continue
        key = (facts.title, row["day"])
        if key in seen:
            plan.blame(row, "title", _("和第 %(row)d 行重复") % {"row": seen[key]}, _("删去一行"))
        seen.setdefault(key, row.number)
        target = known.get(key)
        plan.add(Outcome(row, ADDED if target is None else SAME, target, facts))
    return plan


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        with writing(outcome.row):
            activities.plan(community, outcome.values, actor=actor)


# --- inside ---------------------------------------------------------------------------------------
def _facts(row: Row) -> ActivityFacts:
    said: dict[str, Any] = {name: row[name] for name in FACT_NAMES if row.has(name)}
    said["starts_at"] = timezone.make_aware(datetime.combine(row["day"], row["from_time"]))
    said["ends_at"] = timezone.make_aware(datetime.combine(row["day"], row["to_time"]))
    return ActivityFacts(**said)


def _known(community: Area) -> dict[Key, Activity]:
    rows = Activity.objects.filter(community=community, helpers_only=False)
    rows = rows.exclude(status__in=[Status.CANCELLED, Status.DECLINED])
    return {(row.title, timezone.localdate(row.starts_at)): row for row in rows}


register(
    Kind(
        "activities",
        gettext_lazy("活动计划"),
        gettext_lazy("一场一行。导入的是草稿，看过再发布；同一天同名的算同一场，不改。"),
        columns,
        check,
        write,
        exporter="activities.activities",
    )
)
