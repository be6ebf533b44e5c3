"""Residents: one row, one person. Matched by ID number, or by name inside the same household."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from communities import relations
from communities.actions.facts import FACT_NAMES, PersonFacts, facts_of, sift_facts
from communities.actions.residents import ADULT_AT
from communities.importing import columns
from communities.importing.homes import Homes
from communities.importing.plan import ADDED, SAME, UPDATED, Outcome, Plan
from communities.importing.residents_write import NewPerson, write
from communities.models import Area, Household, Resident, ResidentStatus
from core import crypto
from core.imports.tables import Row, Table

__all__ = ["check", "write"]


@dataclass
class People:
    """Everybody the community knows, by the two keys a row can be matched with."""

    by_id: dict[str, list[Resident]] = field(default_factory=dict)
    at_home: dict[tuple[int, str], list[Resident]] = field(default_factory=dict)
    """Those present, by household and name."""
    heads: set[int] = field(default_factory=set)
    """Households that have somebody who speaks for them."""
    spouses: dict[int, set[int]] = field(default_factory=dict)
    """Who stands as husband or wife of the head, by household."""

    @classmethod
    def of(cls, community: Area) -> "People":
        people = cls()
        for person in Resident.objects.filter(community=community).exclude(
            status=ResidentStatus.MERGED
        ):
            if person.id_index:
                people.by_id.setdefault(person.id_index, []).append(person)
            if person.status == ResidentStatus.PRESENT and person.household_id:
                key = (person.household_id, person.name.open())
                people.at_home.setdefault(key, []).append(person)
                if person.is_head:
                    people.heads.add(person.household_id)
                elif person.relation_to_head in relations.SPOUSES:
                    people.spouses.setdefault(person.household_id, set()).add(person.pk)
        return people


def check(table: Table, community: Area) -> Plan:
    plan = Plan(table, columns.residents(community))
    checker = _Checker(plan, Homes.of(community), People.of(community))
    for row in table.rows:
        checker.check(row)
    checker.choose_heads()
    checker.one_spouse()
    for outcome in checker.outcomes:
        plan.add(outcome)
    return plan


class _Checker:
    """One walk over the rows; what an earlier row opened, a later one lives in."""

    def __init__(self, plan: Plan, homes: Homes, people: People) -> None:
        self.plan, self.homes, self.people = plan, homes, people
        self.today = timezone.localdate()
        self.ids: dict[str, int] = {}
        self.names: dict[Any, int] = {}
        self.fresh: dict[Any, Household] = {}
        """Households this import opens: by number, or by door."""
        self.outcomes: list[Outcome] = []
        """Of all rows whose home is known: two heads are two, whatever else is wrong with one."""
        self.claims: dict[int, list[Outcome]] = {}
        """Rows of one household (by identity), to choose who speaks for it."""

    def check(self, row: Row) -> None:
        """Each question is asked of every row whose cells allow it: one report names them all."""
        household = self._home(row)
        person = None if self._twice(row, household) else self._match(row, household)
        before = facts_of(person) if person else PersonFacts(name="")
        facts, faults = sift_facts(replace(before, **_provided(row)))
        for fault in faults:
            self.plan.refuse(row, fault, "name")
        if household is None:
            return
        if person is None:
            self._add(row, household, facts)
        else:
            self._change(row, household, person, before, facts)

    # --- where ----------------------------------------------------------------------------------
    def _home(self, row: Row) -> Household | None:
        if not row.sound("number", "estate", "building", "unit", "room"):
            return None
        if row.has("number"):
            known = self.homes.households.get(row["number"])
            if known is not None:
                return self._open(row, known)
            if row["number"] in self.fresh:
                return self.fresh[row["number"]]
        if not (row.has("building") and row.has("room")):
            name = "number" if row.has("number") or not row.has("building") else "room"
            self.plan.blame(
                row,
                name,
                _("不知道住在哪一户"),
                _("填已有的户编号，或写全小区、楼栋、单元、室号"),
            )
            return None
        found = self.homes.find_door(self.plan, row)
        return None if found is None else self._household_behind(row, *found)

    def _open(self, row: Row, household: Household) -> Household | None:
        if household.status != Household.Status.PRESENT:
            self.plan.blame(row, "number", _("这一户已销户"), _("换成现在的户编号"))
            return None
        if row.has("building") and row.has("room"):
            found = self.homes.find_door(self.plan, row)
            if found is None:
                return None
            if found[1].pk != household.dwelling_id:
                self.plan.warn(
                    row,
                    "number",
                    _("住址与这个户编号登记的不同，按户编号处理"),
                    _("住址变了请先导入住户表，或在工作台办迁移"),
                )
        return household

    def _household_behind(self, row: Row, door: Any, dwelling: Any) -> Household | None:
        number = row["number"] or ""
        living = self.homes.living.get(dwelling.pk, []) if dwelling.pk else []
        if not number and len(living) == 1:
            return living[0]
        if not number and len(living) > 1:
            self.plan.blame(row, "number", _("这间房里有多户"), _("填户编号，说明是哪一户"))
            return None
        key = number or door
        if key not in self.fresh:
            self.fresh[key] = Household(
                community=self.homes.community,
                grid=dwelling.building.grid,
                dwelling=dwelling,
                number=number,
                status_on=self.today,
            )
        return self.fresh[key]

    # --- who ------------------------------------------------------------------------------------
    def _twice(self, row: Row, household: Household | None) -> bool:
        number = row["id_number"]
        if number and number in self.ids:
            reason = _("身份证号与第 %(row)d 行相同") % {"row": self.ids[number]}
            self.plan.blame(row, "id_number", reason, _("核对证件，或只留一行"))
            return True
        if number:
            self.ids[number] = row.number
        if household is None or not row.sound("name", "id_number", "born_on"):
            return False
        key = (household.pk or id(household), row["name"], number or row["born_on"])
        if key in self.names:
            reason = _("与第 %(row)d 行是同一户同名的人") % {"row": self.names[key]}
            self.plan.blame(row, "name", reason, _("只留一行；确是两人的，请填身份证号"))
            return True
        self.names[key] = row.number
        return False

    def _match(self, row: Row, household: Household | None) -> Resident | None:
        """The person's record; None for a new one, and where a human must say."""
        if number := row["id_number"]:
            known = self.people.by_id.get(crypto.blind_index("id_number", number), [])
            if any(person.status == ResidentStatus.DECEASED for person in known):
                self.plan.blame(
                    row,
                    "id_number",
                    _("这个人已登记为去世"),
                    _("核对证件；登记有误请先在工作台更正"),
                )
                return None
            if known:
                present = [p for p in known if p.status == ResidentStatus.PRESENT]
                return (present or known)[0]
        if household is None or not row.sound("name", "id_number", "born_on"):
            return None
        return self._among(row, self.people.at_home.get((household.pk or 0, row["name"]), []))

    def _among(self, row: Row, namesakes: list[Resident]) -> Resident | None:
        if row.has("id_number"):
            if any(person.id_index for person in namesakes):
                self.plan.blame(
                    row,
                    "id_number",
                    _("这一户已有同名的人，身份证号不同"),
                    _("是更正号码的，请在这个人的档案里更正；确是两人的，请先在工作台建档"),
                )
                return None
            same = namesakes
        else:
            same = [
                person
                for person in namesakes
                if not row.has("born_on") or person.born_on in {None, row["born_on"]}
            ]
        if len(same) > 1:
            self.plan.blame(row, "name", _("这一户有几个同名的人"), _("填身份证号，说明是哪一位"))
            return None
        return same[0] if same else None

    # --- what -----------------------------------------------------------------------------------
    def _add(self, row: Row, household: Household, facts: PersonFacts) -> None:
        person = NewPerson(
            facts, household, "" if _claims(row) else _relation(row), row["moved_in_on"]
        )
        outcome = Outcome(row, ADDED, values=person)
        self.outcomes.append(outcome)
        self.claims.setdefault(id(household), []).append(outcome)

    def _change(
        self,
        row: Row,
        household: Household,
        person: Resident,
        before: PersonFacts,
        after: PersonFacts,
    ) -> None:
        changed = [name for name in FACT_NAMES if getattr(before, name) != getattr(after, name)]
        relation = _relation(row)
        if relation and not _claims(row) and not person.is_head:
            if relation != person.relation_to_head:
                changed.append("relation")
        elif _claims(row) and not person.is_head:
            self._head_stays(row)
        if person.household_id != household.pk or person.status != ResidentStatus.PRESENT:
            changed.append("number")
        values = NewPerson(after, household, relation, row["moved_in_on"])
        kind = UPDATED if changed else SAME
        self.outcomes.append(Outcome(row, kind, person, values, changed))

    def _head_stays(self, row: Row) -> None:
        self.plan.warn(
            row,
            "relation",
            _("这一户已有户代表，不会更换"),
            _("要更换户代表，请在工作台办理"),
        )

    def choose_heads(self) -> None:
        """Who says so; else the eldest adult; a household that has a head keeps him."""
        for outcomes in self.claims.values():
            household: Household = outcomes[0].values.household
            claiming = [outcome for outcome in outcomes if _claims(outcome.row)]
            if household.pk in self.people.heads:
                for outcome in claiming:
                    self._head_stays(outcome.row)
                continue
            for outcome in claiming[1:]:
                self.plan.blame(
                    outcome.row,
                    "relation",
                    _("这一户有两个户主：第 %(row)d 行也是") % {"row": claiming[0].row.number},
                    _("每户只写一个“户主”"),
                )
            head = claiming[0] if claiming else self._eldest(outcomes)
            head.values.is_head = True
            head.values.relation = ""

    def one_spouse(self) -> None:
        """A head has one husband or wife: who stands there, then who comes, row by row."""
        for outcome in self.outcomes:
            person, values = outcome.target, outcome.values
            if outcome.kind != ADDED and not {"relation", "number"} & set(outcome.changed):
                continue
            if person is not None:
                self.people.spouses.get(person.household_id, set()).discard(person.pk)
            if values.relation not in relations.SPOUSES:
                continue
            home = self.people.spouses.setdefault(
                values.household.pk or id(values.household), set()
            )
            if home:
                self.plan.blame(
                    outcome.row,
                    "relation",
                    _("这一户的户代表已有配偶"),
                    _("核对与户主的关系；儿媳、女婿请照实写"),
                )
            home.add(person.pk if person is not None else -outcome.row.number)

    def _eldest(self, outcomes: list[Outcome]) -> Outcome:
        grown = [o for o in outcomes if _is_adult(o.values.facts.born_on, self.today)]
        return min(grown or outcomes, key=lambda o: o.values.facts.born_on or date.max)


def _is_adult(born: date | None, today: date) -> bool:
    if born is None:
        return True
    had_birthday = (today.month, today.day) >= (born.month, born.day)
    return today.year - born.year - (not had_birthday) >= ADULT_AT


def _provided(row: Row) -> dict[str, Any]:
    """Only what the file says: an empty cell leaves what is known."""
    return {name: row[name] for name in FACT_NAMES if row.has(name)}


def _relation(row: Row) -> str:
    return (row["relation"] or "")[:16]


def _claims(row: Row) -> bool:
    return _relation(row) in columns.HEADS
