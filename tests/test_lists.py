"""Every page that opens costs the same number of statements with one row of everything, with
fifteen, and with sixty.

The pages are read off the URLconf. A route that is neither opened here nor named among the acts
fails: whoever adds a page says what stands behind its parameters.
"""

import uuid
from collections import Counter
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.lists.grow import Growing
from tests.routes.walk import Route, routes

SIZES = (1, 15, 60)
ENOUGH = 12
"""Statements for a page, the frame's own included."""
VIEWERS = (
    "secretary", "resident", "worker", "staff", "privacy_officer", "security_admin",
    "system_admin", "auditor", "district_official", "dispatcher", "anonymous",
)  # fmt: skip
"""Whoever of them is the first to get the page is the one it is counted for."""

Arguments = Callable[[Growing], list[Any]]
PAGES: dict[str, Arguments] = {
    "communities:resident": lambda it: [it.elder.pk],
    "communities:household": lambda it: [it.town.households["resident"].pk],
    "communities:area": lambda it: [it.town.community.pk],
    "communities:import": lambda it: [it.job.pk],
    "doors:privacy_answer": lambda it: [it.request.pk],
    "grids:board": lambda it: [it.town.community.pk],
    "grids:boundary": lambda it: [it.town.grid.pk],
    "grids:building": lambda it: [it.house.pk],
    "grids:grid": lambda it: [it.town.grid.pk],
    "grids:grid_board": lambda it: [it.town.grid.pk],
    "grids:group": lambda it: [it.group.pk],
    "grids:handover": lambda it: [it.handover.pk],
    "grids:import_borders": lambda it: [it.town.community.pk],
    "grids:poster": lambda it: [it.town.grid.pk],
    "notices:desk_notice": lambda it: [it.draft.pk],
    "notices:edit": lambda it: [it.draft.pk],
    "notices:notice": lambda it: [it.notice.pk],
}
"""What stands behind the parameters. Pages without parameters are opened without being named."""

NO_PAGES = {"doors:go"}
"""Acts, files, redirects: nothing is listed there."""


def pages() -> list[Route]:
    """Whatever a GET may open; of the admin the first page and the lists."""
    return [
        route
        for route in routes()
        if not route.pattern.startswith("admin/")
        or route.name == "admin:index"
        or route.name.endswith("_changelist")
    ]


def first_who_gets_it(clients: dict[str, Client], path: str) -> str:
    for name, client in clients.items():
        if client.get(path).status_code == 200:
            return name
    return ""


def statements(client: Client, path: str) -> tuple[int, list[str], int]:
    client.get(path)  # what is written down once in a while is written down now
    with CaptureQueriesContext(connection) as seen:
        response = client.get(path)
    assert response.status_code == 200, path
    size = len(b"".join(response)) if response.streaming else len(response.content)
    return len(seen), [query["sql"] for query in seen], size


@pytest.mark.django_db
@pytest.mark.slow
def test_every_page_costs_the_same_for_one_and_for_many(town):
    grown = Growing(town)
    grown.to(1)
    clients = {name: town.enter(Client(), name) for name in VIEWERS}
    opened: dict[str, tuple[str, str]] = {}
    unknown = []
    for route in pages():
        if route.name in NO_PAGES or (route.parameters and route.name not in PAGES):
            if route.name not in NO_PAGES:
                unknown.append(route.name)
            continue
        path = reverse(route.name, args=PAGES.get(route.name, lambda it: [])(grown))
        if who := first_who_gets_it(clients, path):
            opened[route.name] = (who, path)
        else:
            unknown.append(route.name)
    print("UNKNOWN", unknown)
    costs = {}
    for size in SIZES:
        grown.to(size)
        for name, (who, path) in opened.items():
            costs.setdefault(name, []).append(statements(clients[who], path))
    for name, c in sorted(costs.items(), key=lambda x: -x[1][-1][0]):
        flag = "" if len({x[0] for x in c}) == 1 else "  <<<<"
        print(f"{name:45} {opened[name][0]:18} {[x[0] for x in c]} {[x[2] for x in c]}{flag}")
        if flag or c[-1][0] > ENOUGH:
            print("   ", Counter(q[:150] for q in c[-1][1]).most_common(3 if flag else 0))
    import json

    json.dump({n: [x[1] for x in c] for n, c in costs.items()}, open("/tmp/costs.json", "w"))
