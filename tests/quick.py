"""Which tests `bin/test --quick` leaves out, and how many that were."""

from collections import Counter

import pytest

from config.launch.checklist import LEFT_OUT_BY_QUICK

_left_out = pytest.StashKey[Counter[str]]()


def mark(items: list[pytest.Item]) -> None:
    for item in items:
        if "client" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.page)
        marked = item.get_closest_marker("django_db")
        if marked is not None and marked.kwargs.get("transaction"):
            item.add_marker(pytest.mark.slow)  # it commits for real: a clone of its own, seconds


class Count:
    """The processes that run the tests know the number, the one that hands them out tells it."""

    def pytest_configure(self, config: pytest.Config) -> None:
        config.stash[_left_out] = Counter()
        for name, meaning in LEFT_OUT_BY_QUICK.items():
            config.addinivalue_line("markers", f"{name}: {meaning}; left out by bin/test --quick")

    def pytest_deselected(self, items: list[pytest.Item]) -> None:
        for item in items:
            reasons = [name for name in LEFT_OUT_BY_QUICK if item.get_closest_marker(name)]
            item.config.stash[_left_out][reasons[0] if reasons else "other"] += 1

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if hasattr(session.config, "workeroutput"):
            session.config.workeroutput["left_out"] = dict(session.config.stash[_left_out])

    @pytest.hookimpl(optionalhook=True)
    def pytest_testnodedown(self, node: object) -> None:
        told = getattr(node, "workeroutput", {}).get("left_out", {})
        node.config.stash[_left_out] = Counter(told)  # type: ignore[attr-defined]

    def pytest_terminal_summary(
        self, terminalreporter: pytest.TerminalReporter, config: pytest.Config
    ) -> None:
        if found := config.stash[_left_out]:
            parts = "  ".join(f"{name} {count}" for name, count in found.most_common())
            terminalreporter.write_line(f"left out: {found.total()} tests ({parts})")
