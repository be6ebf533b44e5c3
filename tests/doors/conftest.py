"""The demo town, told once for all tests of a module; each test works in a savepoint of it."""

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import groupby
from typing import Any, NamedTuple

import pytest
from django.db import connection, models, transaction

from communities.models import Area, Building, CareLabel, Household, Resident
from core import scope
from core.fields import Personal
from core.models import TallyDelta
from doors.town import chapters, figure_reports, fortnight, history, story
from insights import rollup
from insights.models import FoldMark
from requests.models import ServiceRequest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The telling itself takes as long as hundreds of other tests."""
    for item in items:
        if "told" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.slow)


class Statements:
    """Counts what goes to the database; a duration would say more about the machine."""

    def __init__(self) -> None:
        self.count = 0

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.count += 1
        return execute(sql, params, many, context)

    @contextmanager
    def counted(self) -> Iterator["Statements"]:
        with connection.execute_wrapper(self):
            yield self


@pytest.fixture(scope="module")
def told(django_db_setup: None, django_db_blocker: Any) -> Iterator[Statements]:
    with django_db_blocker.unblock(), transaction.atomic():
        with Statements().counted() as statements:
            chapters.tell(story.now_parts())
        yield statements
        transaction.set_rollback(True)


@pytest.fixture
def demo(told: Statements) -> Iterator[Statements]:
    """The town as it is told; whatever a test breaks is whole again for the next."""
    with transaction.atomic():
        scope.declare(scope.EVERYTHING)
        yield told
        transaction.set_rollback(True)


class Past(NamedTuple):
    bulk: int
    """What the years took, written in bulk,"""
    lived: int
    """and the last two weeks, lived step by step,"""
    orders: int
    """with so many orders."""


@pytest.fixture(scope="module")
def folds() -> bool:
    """Whether the figures of the past are folded, too; a module that reads them says so."""
    return False


@pytest.fixture(scope="module")
def told_with_past(told: Statements, folds: bool) -> Past:
    lived_parts = {part.name for part in fortnight.parts()}
    bulk, lived, orders = Statements(), Statements(), 0
    with pytest.MonkeyPatch.context() as patch:
        if folds:
            patch.setattr(figure_reports, "_fold_all", _fold)
        for is_lived, parts in groupby(history.parts(), key=lambda part: part.name in lived_parts):
            before = ServiceRequest.objects.count()
            with (lived if is_lived else bulk).counted():
                chapters.tell(list(parts))
            orders += (ServiceRequest.objects.count() - before) * is_lived
    if folds:
        _fold()
    return Past(bulk.count, lived.count, orders)


def _fold() -> None:
    """The telling is one transaction here, and what is not committed is not folded: what came since
    the last time, by its number."""
    with scope.entered(scope.EVERYTHING):
        mark, _new = FoldMark.objects.get_or_create(pk=1)
        which = {"floor": 0, "bound": 2**62, "after": mark.after}
        mark.after = TallyDelta.objects.aggregate(last=models.Max("pk"))["last"]
        with connection.cursor() as cursor:
            cursor.execute(rollup.FOLD, rollup.kept() | which)
        mark.save(update_fields=["after"])


@pytest.fixture
def demo_with_past(told_with_past: Past, demo: Statements) -> Past:
    return told_with_past


BY_CHANCE = {"id", "path", "recorded_at", "created_at", "subject", "ended_at"}


def fingerprint() -> str:
    """Every told row, opened. Ids are left out: sequences do not go back with a transaction."""
    digest = hashlib.sha256()
    for model in (Area, Building, Household, Resident, CareLabel):
        names = [
            field.attname
            for field in model._meta.concrete_fields
            if not isinstance(field, models.ForeignKey) and field.attname not in BY_CHANCE
        ]
        for row in model._base_manager.order_by("pk"):
            digest.update("|".join(_clear(getattr(row, name)) for name in names).encode())
    return digest.hexdigest()


def _clear(value: object) -> str:
    return value.open() if isinstance(value, Personal) else str(value)
