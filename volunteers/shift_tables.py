"""A plan of shifts as a table: a term of mornings at the school gate comes in at once, and goes
home with who was wanted and who came. Who takes a shift is no file's to say."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.viewer import Viewer
from activities.actions.facts import ActivityFacts, require_safety, write_facts
from activities.models import Activity, Kind
from activities.workflow import HOLDING, Status
from communities.exports import in_chunks, viewer_of
from communities.importing import kinds
from communities.importing.plan import ADDED, SAME, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.exports import Rows, exporter
from core.imports.tables import Row, Table
from core.models import ExportJob
from volunteers.actions import shifts
from volunteers.models import Shift
from volunteers.queries.shifts import keeps_shifts
from volunteers.shift_columns import columns

NEEDED = ("title", "place", "day", "from_time", "to_time", "capacity")
TERMS = ("risk", "risk_notice", "insurance_number", "licence")
CALLING = ("kind", "requirement", "apply_until", "is_chosen", "team")
Key = tuple[str, str, datetime]


def check(table: Table, community: Area) -> Plan:
    """The same thing at the same place and hour is the same shift, and stays as it is."""
    plan = Plan(table, columns(community))
    known = _known(community)
    seen: dict[Key, int] = {}
    for row in table.rows:
        terms = {name: row[name] for name in TERMS if row.has(name)}
        try:
            _require_terms(terms)
        except DomainError as refusal:
            plan.refuse(row, refusal, "risk")
        if not all(row.has(name) for name in NEEDED):
            continue  # the cell that is missing has been named
        facts, calling = _facts(row), _calling(row)
        key = (facts.title, facts.place, facts.starts_at)
        target = known.get(key)
        try:
            _require_to_come(facts, is_new=target is None)
        except DomainError as refusal:
            plan.refuse(row, refusal, "to_time")
            continue
        if target is None:
            _require_calling(plan, row, calling, facts.starts_at)
        if key in seen:
            plan.blame(row, "title", _("和第 %(row)d 行重复") % {"row": seen[key]}, _("删去一行"))
        seen.setdefault(key, row.number)
        if row.sound(*NEEDED, *TERMS, *CALLING):
            values = (facts, terms | {"calling": calling})
            plan.add(Outcome(row, ADDED if target is None else SAME, target, values))
    return plan


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    for outcome in plan.of(ADDED):
        facts, terms = outcome.values
        with writing(outcome.row):
            shifts.offer(community, replace(facts, leader=actor), actor=actor, **terms)


kinds.register(
    kinds.Kind(
        "shifts",
        gettext_lazy("志愿者班次"),
        gettext_lazy("一班一行。导入以后志愿者就能报名；同一时间同一地点的算同一班，不改。"),
        columns,
        check,
        write,
        exporter="volunteers.shifts",
    )
)


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and keeps_shifts(viewer)


@exporter(
    "volunteers.shifts",
    title=gettext_lazy("班次表"),
    columns=[
        gettext_lazy("做什么"),
        gettext_lazy("在哪里"),
        gettext_lazy("哪天"),
        gettext_lazy("几点开始"),
        gettext_lazy("几点结束"),
        gettext_lazy("要几个人"),
        gettext_lazy("说明"),
        gettext_lazy("哪一种"),
        gettext_lazy("对人的要求"),
        gettext_lazy("报名截止"),
        gettext_lazy("截止以后挑选"),
        gettext_lazy("哪支队伍的"),
        gettext_lazy("风险"),
        gettext_lazy("风险提示"),
        gettext_lazy("保险单号"),
        gettext_lazy("要持证的技能"),
        gettext_lazy("状态"),
        gettext_lazy("报名"),
        gettext_lazy("等挑选"),
        gettext_lazy("到场人次"),
    ],
    allowed=_may,
)
def plan_of_shifts(job: ExportJob) -> Rows:
    """In the words the import reads back; numbers, no names."""
    found = Shift.objects.manageable_by(viewer_of(job))
    rows = found.select_related("activity", "licence", "team").annotate(
        taken=Count("places", filter=Q(places__enrolment__status__in=HOLDING), distinct=True),
        asked=Count("applications", filter=Q(applications__outcome="asked"), distinct=True),
        came=Count("places", filter=Q(places__enrolment__attendance__isnull=False), distinct=True),
    )
    return Rows(found.count(), in_chunks(rows, _lines))


# --- inside ---------------------------------------------------------------------------------------
def _require_terms(terms: dict[str, Any]) -> None:
    said = {name: str(terms.get(name) or "") for name in ("risk_notice", "insurance_number")}
    shifts.require_told_and_insured(terms.get("risk") or Shift.Risk.LOW, **said)


def _require_to_come(facts: ActivityFacts, *, is_new: bool) -> None:
    draft = Activity()
    try:
        write_facts(draft, facts)
        require_safety(draft)
    except DomainError as refusal:
        refusal.field = {"ends_at": "to_time", "safety_note": "capacity"}[refusal.field]
        raise
    if is_new and facts.starts_at <= timezone.now():
        raise DomainError(_("开始时间要在以后"), field="day")


def _calling(row: Row) -> shifts.Calling:
    said = {name: row[name] for name in CALLING if row.has(name)}
    if "apply_until" in said:
        said["apply_until"] = timezone.make_aware(said["apply_until"])
    return shifts.Calling(**said)


def _require_calling(plan: Plan, row: Row, calling: shifts.Calling, starts_at: datetime) -> None:
    """Of one that is new: what was asked in time stays as it is when its deadline has passed."""
    try:
        shifts.require_in_time(calling, starts_at)
    except DomainError as refusal:
        plan.refuse(row, refusal, "apply_until")


def _facts(row: Row) -> ActivityFacts:
    starts, ends = (datetime.combine(row["day"], row[at]) for at in ("from_time", "to_time"))
    return ActivityFacts(
        title=row["title"],
        place=row["place"],
        about=row["about"] if row.has("about") else "",
        starts_at=timezone.make_aware(starts),
        ends_at=timezone.make_aware(ends),
        kind=Kind.OTHER,
        expected=row["capacity"],
        capacity=row["capacity"],
    )


def _known(community: Area) -> dict[Key, Shift]:
    rows = Shift.objects.filter(community=community).select_related("activity")
    rows = rows.exclude(activity__status=Status.CANCELLED)
    return {(row.activity.title, row.activity.place, row.activity.starts_at): row for row in rows}


def _lines(piece: Iterable[Any]) -> Iterator[list[Any]]:
    for row in piece:
        activity = row.activity
        start, end = timezone.localtime(activity.starts_at), timezone.localtime(activity.ends_at)
        yield [
            activity.title,
            activity.place,
            start.date(),
            f"{start:%H:%M}",
            f"{end:%H:%M}",
            activity.capacity,
            activity.about,
            str(row.get_kind_display()),
            row.requirement,
            f"{timezone.localtime(row.apply_until):%Y-%m-%d %H:%M}" if row.apply_until else "",
            row.is_chosen,
            row.team.name if row.team else "",
            str(row.get_risk_display()),
            row.risk_notice,
            row.insurance_number,
            row.licence.name if row.licence else "",
            str(activity.get_status_display()),
            row.taken,
            row.asked,
            row.came,
        ]
