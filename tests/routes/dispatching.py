"""Drafts of the dispatch catalogue to point at: in the own community, the sibling, far away."""

from typing import Any

from requests.actions import catalogue as actions
from requests.models import DispatchRun
from tests.routes import things as t


def area(things: t.Things, place: str) -> Any:
    return things.get(t.community, place).pk


def catalogue(things: t.Things, place: str) -> Any:
    return actions.begin_draft(things.get(t.community, place), actor=things.clerk(place))


def rule(things: t.Things, place: str) -> Any:
    return things.get(catalogue, place).rules.first().pk


def run(things: t.Things, place: str) -> Any:
    """A batch that waits for somebody to confirm it."""
    return DispatchRun.objects.create(
        community=things.get(t.community, place),
        started_by=things.clerk(place),
        status=DispatchRun.Status.PROPOSED,
    )
