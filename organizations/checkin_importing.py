"""Party members who checked in, from the list a community already keeps: one row, one person.

Nobody is told to be a Party member by a file alone: a new row says how he agreed. What comes in
waits for the community's word like every check-in; accounts are joined as they always are.
"""

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from communities.importing.kinds import Kind, register
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan, writing
from communities.models import Area, Binding, Resident
from core import crypto
from core.exceptions import DomainError
from core.imports.tables import Row, Table
from organizations.actions import checkins
from organizations.actions.checkin_facts import MemberFacts, facts_of, faults_of
from organizations.checkin_columns import members as columns
from organizations.models import MemberCheckin, Organization

FACTS = ("home_unit", "posts", "times", "skills", "intent", "shares_name")


@dataclass
class Known:
    """Who stands here, who lives here, and the units they name: read once."""

    by_name: dict[str, list[MemberCheckin]]
    residents: dict[str, Resident]
    accounts: dict[int, int]
    """Of the residents named by number: whose account it is."""
    units: dict[str, list[Organization]]

    @classmethod
    def of(cls, table: Table, community: Area) -> "Known":
        by_name = defaultdict(list)
        rows = MemberCheckin.objects.standing().filter(community=community)
        for row in rows.select_related("user", "home_unit").prefetch_related("posts"):
            by_name[row.name.open()].append(row)
        numbers = {_index(row) for row in table.rows if row.has("id_number")}
        found = Resident.objects.present().filter(community=community, id_index__in=numbers)
        residents = {each.id_index: each for each in found}
        bound = Binding.objects.standing().filter(resident__in=found)
        units = defaultdict(list)
        named = {_unit(row["home_unit"]) for row in table.rows if row.has("home_unit")}
        for unit in Organization.objects.active().filter(name__in=named):
            units[unit.name].append(unit)
        return cls(by_name, residents, dict(bound.values_list("resident", "user")), units)

    def resident(self, row: Row) -> Resident | None:
        return self.residents.get(_index(row)) if row.has("id_number") else None

    def match(self, row: Row) -> MemberCheckin | None:
        """By the record of the register, by the number, by the unit. Whom none of them tells
        apart from somebody of the same name is never guessed."""
        namesakes = self.by_name.get(_name(row), [])
        resident = self.resident(row)
        if resident is not None:
            account = self.accounts.get(resident.pk, 0)
            for each in namesakes:
                if each.subject == resident.subject or each.user_id == account:
                    return each
        if row.has("phone"):
            index = crypto.blind_index("phone", row["phone"])
            if found := [each for each in namesakes if (each.user or each).phone_index == index]:
                return _only(found)
            namesakes = [each for each in namesakes if not (each.user or each).phone_index]
        if row.has("home_unit") and namesakes:
            said = _unit(row["home_unit"])
            found = [each for each in namesakes if _unit(each.home_unit_name.open()) == said]
            return _only(found)
        return _only(namesakes) if namesakes else None


def _only(found: list[MemberCheckin]) -> MemberCheckin:
    if len(found) == 1:
        return found[0]
    raise DomainError(_("在这里报到的有同名的人：补上电话或身份证号，说明是不是他"), field="name")


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns(community))
    known = Known.of(table, community)
    seen: dict[Any, int] = {}
    for row in table.rows:
        if not row.sound("name", "phone", "id_number", "home_unit"):
            continue  # who this is will be seen when it is mended
        try:
            target = known.match(row)
            key = target.pk if target else (_name(row), row["phone"], row["id_number"])
            if key in seen:
                plan.blame(row, "name", _("与第 %(row)d 行是同一个人") % {"row": seen[key]})
            seen.setdefault(key, row.number)
            _check_row(plan, row, target, known)
        except DomainError as refusal:
            plan.refuse(row, refusal, "name")
    return plan


def _check_row(plan: Plan, row: Row, target: MemberCheckin | None, known: Known) -> None:
    said = {name: row[name] for name in FACTS if row.has(name)}
    if "home_unit" in said:
        said["units"] = known.units.get(_unit(row["home_unit"]), [])[:2]
    if target is None:
        if not row.has("evidence"):
            plan.blame(row, "evidence", _("新报到的，要写本人怎样同意的"), _("没问过本人的不要写"))
        empty = MemberFacts(name=_name(row), home_unit="", posts=(), times=())
        facts = replace(empty, **said)
        _tell_faults(plan, row, facts)
        plan.add(Outcome(row, ADDED, values=(facts, known.resident(row))))
        return
    before = facts_of(target)
    after = replace(before, **said)
    _tell_faults(plan, row, after)
    changed = [name for name in FACTS if _plain(before, name) != _plain(after, name)]
    kind = UPDATED if changed else SAME
    plan.add(Outcome(row, kind, target, values=after, changed=changed))


def _tell_faults(plan: Plan, row: Row, facts: MemberFacts) -> None:
    for fault in faults_of(facts):
        plan.refuse(row, fault, "name")


def write(plan: Plan, community: Area, *, actor: User | None) -> None:
    if actor is None:
        raise DomainError(_("请由社区的工作人员导入"), code="nobody")
    for outcome in plan.of(ADDED):
        facts, resident = outcome.values
        with writing(outcome.row):
            checkins.register_at_desk(
                community,
                None,
                facts,
                evidence=outcome.row["evidence"],
                phone=outcome.row["phone"] or "",
                resident=resident,
                actor=actor,
            )
    for outcome in plan.of(UPDATED):
        with writing(outcome.row):
            checkins.correct_member(outcome.target, outcome.values, actor=actor)


def _plain(facts: MemberFacts, name: str) -> Any:
    """Posts and times have no order."""
    value = getattr(facts, name)
    return set(value) if name in {"posts", "times"} else value


def _index(row: Row) -> str:
    return crypto.blind_index("id_number", row["id_number"])


def _name(row: Row) -> str:
    return "".join(row["name"].split())


def _unit(name: str) -> str:
    return "".join(name.split())


register(
    Kind(
        "member_checkins",
        gettext_lazy("党员报到"),
        gettext_lazy("一人一行，要写本人怎样同意的。导入后是“等社区确认”，确认还在双报到里办。"),
        columns,
        check,
        write,
        exporter="organizations.member_checkins",
    )
)
