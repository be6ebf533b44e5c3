"""The town, a rule the residents adopted, and a household that takes part."""

from typing import Any

import pytest
from django.utils import timezone

from core import scope
from points.actions import accounts, earning, rules
from points.models import Account, Posting, Rule
from tests.town import Town, enter, town

__all__ = ["enter", "town"]


def a_rule(town: Town, name: str = "清扫楼道", **values: Any) -> Rule:
    said = {
        "sign": "earn", "points": 5, "unit": "次", "meeting": "第三次居民代表会议",
        "adopted_on": timezone.localdate().replace(month=1, day=1),
        "starts_on": timezone.localdate().replace(month=1, day=1),
    }  # fmt: skip
    with scope.entered(scope.EVERYTHING):
        return rules.adopt(town.community, name=name, actor=town.secretary, **{**said, **values})


def a_deduction(town: Town, name: str = "高空抛物", **values: Any) -> Rule:
    return a_rule(town, name, **{"sign": "deduct", "points": 20, **values})


def joined(town: Town, name: str = "resident") -> Account:
    with scope.entered(scope.EVERYTHING):
        return accounts.take_part(town.households[name], actor=town.staff)


_turn = iter(range(10**9))


def given(town: Town, account: Account, rule: Rule, times: int = 1, **values: Any) -> Posting:
    """So many times what the rule gives, from somewhere else each time."""
    with scope.entered(scope.EVERYTHING):
        made = earning.earn(
            account.household,
            rule,
            source_kind="test",
            source_reference=str(next(_turn)),
            times=times,
            **values,
        )
    assert made is not None
    return made


@pytest.fixture
def rule(town: Town) -> Rule:
    return a_rule(town)


@pytest.fixture
def deduction(town: Town) -> Rule:
    return a_deduction(town)


@pytest.fixture
def account(town: Town) -> Account:
    return joined(town)
