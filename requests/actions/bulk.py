"""Several at once: each is an act of its own, with its own event; what cannot go, says why."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.actions import dispatch, triage
from requests.models import ServiceRequest
from requests.triage import Verdict

MOST = 50


@dataclass
class Outcome:
    done: int = 0
    refused: list[str] = field(default_factory=list)
    """Number and reason, a line each."""


def run(name: str, rows: Iterable[ServiceRequest], *, by: Viewer) -> Outcome:
    """One that is refused stops none of the others."""
    if name not in ACTS:
        raise DomainError(_("请选要做什么"), field="act")
    chosen = list(rows)[:MOST]
    if not chosen:
        raise DomainError(_("请先勾几件"), code="nothing_chosen")
    if name == "merge":
        return _merge(chosen, by)
    outcome = Outcome()
    for row in chosen:
        _one(outcome, row, lambda row=row: ACTS[name].run(row, by))  # type: ignore[misc]
    return outcome


def _one(outcome: Outcome, row: ServiceRequest, act: Callable[[], object]) -> None:
    try:
        with transaction.atomic():
            act()
    except DomainError as error:
        outcome.refused.append(f"{row.number} {error}")
    else:
        outcome.done += 1


def _accept(row: ServiceRequest, by: Viewer) -> None:
    """As the menu says it. What is on no menu needs somebody who reads it."""
    if row.item is None:
        raise DomainError(_("没有类别，请打开看一看"), code="no_item")
    triage.classify(row, Verdict.as_it_stands(row), by=by)


def _pool(row: ServiceRequest, by: Viewer) -> None:
    dispatch.open_pool(row, by=by)


def _concern(row: ServiceRequest, by: Viewer) -> None:
    """急难愁盼: a flag the desk sets on what it has taken in."""
    verdict = Verdict.as_it_stands(row, is_urgent_concern=True)
    if row.status == "submitted":
        triage.classify(row, verdict, by=by)
    else:
        triage.reclassify(row, verdict, by=by)


def _merge(rows: list[ServiceRequest], by: Viewer) -> Outcome:
    """Into the oldest of them."""
    if len(rows) < 2:
        raise DomainError(_("请勾两件以上"), code="too_few")
    first, *others = sorted(rows, key=lambda row: row.pk)
    outcome = Outcome()
    for row in others:
        _one(outcome, row, lambda row=row: triage.merge(row, first, by=by))  # type: ignore[misc]
    return outcome


@dataclass(frozen=True)
class Act:
    label: Any
    run: Callable[[ServiceRequest, Viewer], None]
    tabs: frozenset[str]


ACTS = {
    "accept": Act(gettext_lazy("按菜单受理"), _accept, frozenset({"sort"})),
    "merge": Act(gettext_lazy("并成一件"), lambda _row, _by: None, frozenset({"sort", "send"})),
    "pool": Act(gettext_lazy("请大家来接"), _pool, frozenset({"send"})),
    "concern": Act(gettext_lazy("标成急难愁盼"), _concern, frozenset({"sort", "send", "run"})),
}


def acts_for(tab: str) -> list[tuple[str, Any]]:
    return [(name, act.label) for name, act in ACTS.items() if tab in act.tabs]
