"""老小残困: who of the people carries a care label, of which kind, on what evidence."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from random import Random

from communities.models import CareLabel, Resident
from doors.town.families import ADULT, OLD

Group, Condition = CareLabel.Group, CareLabel.Condition

_DISABILITIES = (
    (Condition.LIMB, 46, "肢体残疾证，{} 级"),
    (Condition.HEARING, 21, "听力残疾证，{} 级"),
    (Condition.SIGHT, 18, "视力残疾证，{} 级"),
    (Condition.MENTAL, 15, "精神或智力残疾证，{} 级"),
)
_HARDSHIPS = (
    (Condition.LOW_INCOME, 62, "低保证，区民政局核定"),
    (Condition.MARGINAL, 24, "低保边缘家庭认定书"),
    (Condition.EXTREME_HARDSHIP, 8, "特困供养证"),
    (Condition.SUDDEN_HARDSHIP, 6, "临时救助审批表"),
)
VERY_OLD = 80


def labels_for(residents: list[Resident], disabled: int, told_on: date) -> list[CareLabel]:
    """Exactly `disabled` people carry a disability label that is in force."""
    if not residents:
        return []
    dice = Random(f"care {residents[0].community.code}")
    in_household = Counter(resident.household_id for resident in residents)
    ages = {resident.pk: resident.age_on(told_on) or 0 for resident in residents}
    oldest_first = sorted(residents, key=lambda r: -ages[r.pk] - dice.random() * 55)
    labels = [_disability(dice, r, told_on) for r in oldest_first[:disabled]]
    for resident in residents:
        age, alone = ages[resident.pk], in_household[resident.household_id] == 1
        labels += _by_age(dice, resident, age, alone, told_on)
    heads = [resident for resident in residents if resident.is_head]
    labels += [_hardship(dice, head, told_on) for head in dice.sample(heads, len(heads) // 16)]
    return labels


def _by_age(
    dice: Random, resident: Resident, age: int, alone: bool, told_on: date
) -> Iterator[CareLabel]:
    if age >= VERY_OLD:
        yield _label(resident, Group.ELDER, Condition.VERY_OLD, "身份证", _years_ago(told_on, 1))
        if dice.random() < 0.14:
            evidence = "失能评估表，社区卫生服务中心"
            yield _label(resident, Group.ELDER, Condition.DEPENDENT, evidence, told_on)
    if age >= OLD and alone:
        since = told_on - timedelta(days=dice.randrange(40, 900))
        yield _label(resident, Group.ELDER, Condition.LIVING_ALONE, "网格员入户核实", since)
    if age < ADULT and dice.random() < 0.028:
        unattended = dice.random() < 0.15
        condition = Condition.UNATTENDED if unattended else Condition.LEFT_BEHIND
        until = told_on + timedelta(days=dice.randrange(60, 365))
        since = _years_ago(told_on, 1)
        if resident.born_on and since < resident.born_on:
            since = resident.born_on
        yield _label(resident, Group.CHILD, condition, "儿童主任走访记录", since, until)


def _disability(dice: Random, resident: Resident, told_on: date) -> CareLabel:
    kinds, weights = zip(*((kind, share) for kind, share, _ in _DISABILITIES), strict=True)
    condition = dice.choices(kinds, weights)[0]
    evidence = {kind: text for kind, _, text in _DISABILITIES}[condition]
    since = told_on - timedelta(days=dice.randrange(100, 2500))
    until = told_on + timedelta(days=dice.randrange(90, 3000))
    if resident.born_on and since < resident.born_on:
        since = resident.born_on
    return _label(
        resident, Group.DISABLED, condition, evidence.format(dice.randint(1, 4)), since, until
    )


def _hardship(dice: Random, resident: Resident, told_on: date) -> CareLabel:
    kinds, weights = zip(*((kind, share) for kind, share, _ in _HARDSHIPS), strict=True)
    condition = dice.choices(kinds, weights)[0]
    evidence = {kind: text for kind, _, text in _HARDSHIPS}[condition]
    since = told_on - timedelta(days=dice.randrange(30, 330))
    return _label(resident, Group.HARDSHIP, condition, evidence, since, since + timedelta(days=365))


def _label(
    resident: Resident,
    group: str,
    condition: str,
    evidence: str,
    since: date,
    until: date | None = None,
) -> CareLabel:
    return CareLabel(
        community_id=resident.community_id,
        resident=resident,
        group=group,
        condition=condition,
        evidence=evidence,
        valid_from=since,
        valid_to=until,
    )


def _years_ago(day: date, years: int) -> date:
    return day - timedelta(days=365 * years)
