import contextlib
import logging
from collections.abc import Generator, Iterator

import pytest
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.test import TransactionTestCase
from django.test.signals import template_rendered
from pytest_django.plugin import blocking_manager_key

from config import catalogues
from config.launch import site
from config.servers import grounds
from core import scope
from tests import databases, days, quick
from tests.templates_strict import UndefinedVariable, no_view_hides_the_frame
from tests.town import GROUND, enter, town  # noqa: F401  fixtures for every room


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment, django_db_blocker) -> Iterator[None]:
    with django_db_blocker.unblock():
        databases.stand()
    yield
    with django_db_blocker.unblock():
        databases.leave()


LONG_FIRST = (
    "test_routes.py", "test_check_town.py", "test_demo.py", "test_lists.py", "test_constraints.py",
)  # fmt: skip
"""A file is not divided among the processes: what takes minutes must not start last."""


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(quick.Count())
    if not hasattr(config, "workerinput") and site.stale_catalogues():
        catalogues.compile_all()  # a fresh clone has none, and a worker reads them once


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> Generator[None, None, None]:
    """The long ones first when all others have put things in order: pytest-django would have what
    brings its own database last."""
    quick.mark(items)
    yield
    items.sort(key=lambda item: item.path.name not in LONG_FIRST)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """Before any fixture: which day it is, and which ground the test stands on."""
    if case := getattr(item, "callspec", None):
        case.params.update(days.read(case.params))
    names = set(item.fixturenames)
    if "town" in names:
        wanted = GROUND
    elif names & {"db", "transactional_db", "live_server", "django_db_setup"} or (
        item.get_closest_marker("django_db")
    ):
        wanted = databases.EMPTY
    else:
        return
    with item.config.stash[blocking_manager_key].unblock():
        databases.want(wanted)


def pytest_unconfigure(config: pytest.Config) -> None:
    """The last process out takes the template with it (it matters on a server of your own)."""
    if not hasattr(config, "workerinput") and not grounds.wanted():
        with contextlib.suppress(Exception):
            databases.drop(GROUND.template)
            databases.drop(databases.EMPTY.template)


@pytest.fixture(scope="session", autouse=True)
def _clone_instead_of_truncate() -> None:
    """wushe_app may not TRUNCATE, and ledgers refuse DELETE: see tests/databases.py."""
    TransactionTestCase._fixture_teardown = lambda self: databases.fresh_clone()


@pytest.fixture(scope="session", autouse=True)
def _pages_are_strict(_fail_for_invalid_template_variable) -> None:
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = UndefinedVariable()
    template_rendered.connect(no_view_hides_the_frame)


@pytest.fixture(autouse=True)
def _everything_in_scope(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests arrange and look as the platform itself; what is under test narrows its own scope."""
    fixtures = set(request.fixturenames)
    if request.node.get_closest_marker("django_db"):
        fixtures.add("db")
    if not fixtures & {"db", "transactional_db", "live_server"}:
        yield
        return
    request.getfixturevalue("_django_db_helper")
    if connection.in_atomic_block:
        scope.declare(scope.EVERYTHING)
    else:  # real transactions: for this thread's session; threads and pages declare their own
        with connection.cursor() as cursor:
            cursor.execute("SELECT set_config('wushe.communities', %s, false)", [scope.EVERYTHING])
    yield
    scope._current.set(None)


@pytest.fixture(autouse=True)
def _empty_fast_cache() -> Iterator[None]:
    """The table cache rolls back with the test; the fast one lives in the Redis server."""
    yield
    with contextlib.suppress(Exception):  # a test may have killed Redis
        caches["fast"].clear()


class _Errors(logging.Handler):
    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.records: list[logging.LogRecord] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.records.append(record)


@pytest.fixture(autouse=True)
def error_log() -> Iterator[list[logging.LogRecord]]:
    """A page that returns 200 but logs an error has failed.

    A test that expects an error takes this fixture, asserts the record and clears the list.
    """
    handler = _Errors()
    logging.getLogger().addHandler(handler)
    yield handler.records
    logging.getLogger().removeHandler(handler)
    assert [record.getMessage() for record in handler.records] == []
