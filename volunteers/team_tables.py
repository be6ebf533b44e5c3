"""The teams of a community as a table: in, again, and out. Who belongs to them is no file's to say:
nobody is put into a team, so members ask, or are added at the desk with how they agreed."""

from collections.abc import Iterator
from typing import Any

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from accounts.viewer import Viewer
from communities.exports import viewer_of
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan, writing
from communities.models import Area
from core.exceptions import DomainError
from core.exports import Rows, exporter
from core.imports.tables import Row, Table
from core.models import ExportJob
from core.words import listed
from volunteers.actions import teams
from volunteers.models import VolunteerTeam
from volunteers.queries import teams as queries
from volunteers.team_columns import columns

ONE = ("name_en", "purpose", "founder_kind", "organization", "squad")
MANY = ("domains", "grids")


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns(community))
    rows = VolunteerTeam.objects.standing().filter(community=community)
    rows = rows.select_related("organization", "squad").prefetch_related(*MANY)
    known = {team.name: team for team in rows}
    seen: dict[str, int] = {}
    for row in table.rows:
        if row["name"] in seen:
            plan.blame(row, "name", _("与第 %(row)d 行重复") % {"row": seen[row["name"]]})
        elif row.has("name"):
            seen[row["name"]] = row.number
        try:
            _check_row(plan, row, known.get(row["name"]), community)
        except DomainError as refusal:
            plan.refuse(row, refusal, "name")
    return plan


def _check_row(plan: Plan, row: Row, team: VolunteerTeam | None, community: Area) -> None:
    if team is None and not (row.has("kind") and row.has("founder_kind")):
        name = "founder_kind" if row.has("kind") else "kind"
        plan.blame(row, name, _("新队伍要写种类和由谁组建"))
    if team is not None and row.has("kind") and row["kind"] != team.kind:
        plan.blame(row, "kind", _("组建以后种类不改"), _("换一种队伍，请解散后另建"))
    if not row.sound("name", "kind", "founder_kind"):
        return
    before = {name: getattr(team, name) for name in ONE} if team else {}
    many = {name: list(getattr(team, name).all()) if team else [] for name in MANY}
    said = {name: row[name] for name in (*ONE, *MANY) if row.has(name)}
    after = {"founder_kind": "", "name": row["name"], **before, **many, **said}
    draft = VolunteerTeam(community=community, kind=team.kind if team else row["kind"])
    teams.describe(draft, **{name: after[name] for name in after if name not in MANY})
    if team is None:
        plan.add(Outcome(row, ADDED, values=after))
        return
    changed = [name for name in ONE if after[name] != before[name]]
    changed += [name for name in MANY if set(after[name]) != set(many[name])]
    plan.add(Outcome(row, UPDATED if changed else SAME, team, after, changed))


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    if actor is None:
        raise DomainError(_("请由社区的工作人员导入"), code="nobody")
    for outcome in plan.of(ADDED):
        row = outcome.row
        with writing(row):
            teams.found_team(
                community,
                kind=row["kind"],
                founded_on=row["founded_on"],
                actor=actor,
                **outcome.values,
            )
    for outcome in plan.of(UPDATED):
        with writing(outcome.row):
            teams.correct_team(outcome.target, actor=actor, **outcome.values)


register(
    Kind(
        "teams",
        gettext_lazy("志愿服务队伍"),
        gettext_lazy("一支一行。队员不从表里来：本人申请，或问过本人后在队伍页上加。"),
        columns,
        check,
        write,
        exporter="volunteers.teams",
    )
)


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and viewer.role.browses_residents


@exporter(
    "volunteers.teams",
    title=gettext_lazy("志愿服务队名册"),
    columns=[
        gettext_lazy("名称"),
        gettext_lazy("种类"),
        gettext_lazy("由谁组建"),
        gettext_lazy("组建的单位或组织"),
        gettext_lazy("做什么"),
        gettext_lazy("英文名称"),
        gettext_lazy("社区队伍"),
        gettext_lazy("服务领域"),
        gettext_lazy("包联网格"),
        gettext_lazy("组建日期"),
        gettext_lazy("队长"),
        gettext_lazy("人数"),
        gettext_lazy("状态"),
    ],
    allowed=_may,
)
def roster(job: ExportJob) -> Rows:
    """As the desk lists them, with the words the import reads back."""
    found = queries.desk_list(viewer_of(job))
    prefetch_related_objects(found, "organization", "squad", *MANY)

    def lines() -> Iterator[list[Any]]:
        for team in found:
            yield [
                team.name,
                str(team.get_kind_display()),
                str(team.get_founder_kind_display()),
                team.organization.name if team.organization else "",
                team.purpose,
                team.name_en,
                team.squad.name if team.squad else "",
                listed(team.domains.all()),
                listed(grid.title for grid in team.grids.all()),
                team.founded_on,
                team.leader,  # type: ignore[attr-defined]
                team.members,  # type: ignore[attr-defined]
                str(team.get_status_display()),
            ]

    return Rows(len(found), lines())
