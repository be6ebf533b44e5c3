"""Who may open what: every route × method × account × {own, sibling community, other district}.

The tables stand in tests/routes/tables/, one per namespace and one letter per account, and are read
off the running site: `WUSHE_WRITE_ROUTES=1 .venv/bin/pytest tests/test_routes.py` writes them anew,
and the change is read by eyes. The rules at the end of this file hold whatever the tables say.

    o  served       L  sent to sign in     .  not there (404)
    -  method not allowed (405)            2  sent to bind a second factor
"""

import os
import time
from functools import lru_cache
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.http import HttpResponseNotFound
from django.template.backends.django import Template
from django.test import Client
from django.urls import URLResolver, reverse

from accounts.middleware import SEEN
from tests.routes.arguments import ARGUMENTS
from tests.routes.things import PLACES, Things
from tests.routes.walk import Route, routes

TABLES = Path(__file__).parent / "routes" / "tables"
METHODS = ("GET", "POST")
NEVER = ("PUT", "PATCH", "DELETE")
"""No page of ours serves these, wherever the row lies; asked by a few, and never in the table."""
ASKED_BY = ("anonymous", "resident", "secretary")
ACCOUNTS = (
    "anonymous", "stranger", "resident", "neighbour", "head", "worker", "second_worker", "staff",
    "secretary", "sibling_staff", "far_staff", "dispatcher", "street_official",
    "district_official", "far_official", "privacy_officer", "system_admin", "security_admin",
    "auditor", "liaison", "org_manager", "social_worker", "volunteer", "team_leader",
)  # fmt: skip
PUBLIC = {
    "doors:home", "doors:communities", "doors:language", "doors:demo", "doors:demo_enter",
    "doors:styleguide", "account_login", "account_confirm_login_code", "account_inactive",
    "account_logout",
    "accounts:password_sign_in", "accounts:prove", "accounts:prove_code", "accounts:forget_number",
    "accounts:mode", "accounts:language", "privacy:notice",
    "privacy:complaint", "notices:list", "notices:archive", "notices:notice",
    "messaging:receipt", "messaging:demo_inbox", "notices:file", "grids:contacts", "grids:board",
    "grids:matters_index", "grids:matters",
    "grids:grid_board", "grids:poster", "communities:about", "communities:about_community",
    "communities:centres", "communities:centre", "communities:room",
    "activities:index", "activities:calendar", "activities:feed", "activities:activity",
    "activities:place", "activities:here", "activities:brands", "activities:brand",
    "organizations:index", "organizations:place", "organizations:public",
    "organizations:nearby_index", "organizations:nearby",
    "charity:public_index", "charity:public", "charity:shelf", "charity:campaigns_public",
    "charity:offers_index", "charity:offers",
    "charity:fund", "charity:release", "charity:earnings",
    "communities:scan", "volunteers:feed",
    "points:open", "points:open_list", "points:incentives_open",
    "affairs:guides", "affairs:guide", "affairs:sheet", "api:schema",
    "volunteers:certificates_wall", "volunteers:certificate_check",
    "volunteers:mine", "requests:menu", "requests:look_up", "requests:order",
    "requests:order_item",
    "open311:discovery", "open311:services", "open311:requests", "open311:definition",
    "requests:public", "requests:public_board", "requests:wishes", "requests:wall", "requests:wish",
    "requests:lists_here", "requests:lists_of", "requests:lists_version", "requests:paper_lists",
    "requests:card_scan", "requests:paper_materials", "requests:paper_poster",
    "requests:forward", "requests:forward_receive", "requests:forward_door",
    "requests:forward_answer", "insights:screen",
}  # fmt: skip

pytestmark = [pytest.mark.django_db, pytest.mark.slow]


@pytest.fixture(autouse=True)
def _plain_404(monkeypatch):
    """Two of three cells are strangers' 404s; how that page looks is tested where it is made."""
    monkeypatch.setattr(
        "config.urls.handler404",
        lambda request, exception: HttpResponseNotFound(),
        raising=False,
    )


class Pen:
    """Who opens what does not depend on how it is drawn: a row draws its page for the first to whom
    it opens. What others see on it, the canaries and the English readers look at."""

    def __init__(self, draw) -> None:
        self.draw, self.drawn = draw, False

    def render(self, template, context=None, request=None) -> str:
        if self.drawn:
            return ""
        page = self.draw(template, context, request)
        self.drawn = True
        return page


@pytest.fixture(autouse=True)
def _each_address_is_resolved_once(monkeypatch):
    """The same one is asked for by every account and with every method, one after the other."""
    monkeypatch.setattr(URLResolver, "resolve", lru_cache(maxsize=512)(URLResolver.resolve))


@pytest.fixture(autouse=True)
def pen(monkeypatch) -> Pen:
    pen = Pen(Template.render)
    monkeypatch.setattr(Template, "render", lambda *said, **named: pen.render(*said, **named))
    return pen


def own_routes() -> list[Route]:
    """Everything but the admin, which has its own table (tests/core/test_admin_door.py)."""
    return [route for route in routes() if not route.pattern.startswith("admin/")]


def groups() -> list[str]:
    return sorted({route.name.split(":")[0] for route in own_routes() if ":" in route.name} | {""})


def in_group(group: str) -> list[Route]:
    return [
        route
        for route in own_routes()
        if (route.name.split(":")[0] if ":" in route.name else "") == group
    ]


def variants(route: Route) -> list[tuple[str, str, dict]]:
    """(row label, place, arguments): one per place where the route points at something."""
    wanted = ARGUMENTS.get(route.name, {})
    assert set(wanted) == set(route.parameters), f"{route.name} needs {route.parameters}"
    if not wanted:
        return [(route.name, "", {})]
    slugs = list(wanted["slug"][route.name]) if "slug" in wanted else [""]
    rows = []
    for place in PLACES:
        for slug in slugs:
            arguments = {**wanted, "slug": slug} if slug else dict(wanted)
            rows.append((f"{route.name}/{slug}" if slug else route.name, place, arguments))
    return rows


def resolve(things: Things, place: str, arguments: dict) -> dict:
    values = {}
    for name, value in arguments.items():
        thing = things.get(value, place) if callable(value) else value
        values[name] = (
            getattr(thing, "public_id", getattr(thing, "pk", thing)) if callable(value) else value
        )
    return values


def letter(response) -> str:
    status = response.status_code
    assert status < 500, f"{response.wsgi_request.path} answered {status}"
    if status == 404:
        return "."
    if status == 405:
        return "-"
    if status in {301, 302} and response.url.startswith(reverse("account_login")):
        return "L"
    if status in {301, 302} and response.url == reverse("accounts:second_factor_needed"):
        return "2"
    assert status in {200, 302, 303, 400, 401, 403, 409, 422, 429}, status
    return "x" if status in {401, 403} else "o"


def measure(town, group: str, pen: Pen) -> list[str]:
    keys = {account: session_of(town, account) for account in ACCOUNTS}
    rows: list[str] = []
    for route in in_group(group):
        for label, place, arguments in variants(route):
            with transaction.atomic():
                url = reverse(route.name, kwargs=resolve(Things(town), place, arguments))
                for method in METHODS:
                    pen.drawn = False
                    rows.append(row(keys, label, method, place, url))
                if place in ("", PLACES[0]):
                    few = [keys[account] for account in ASKED_BY]
                    answers = {ask(key, verb, url).status_code for key in few for verb in NEVER}
                    assert answers <= {301, 302, 403, 404, 405}, (label, answers)
                transaction.set_rollback(True)
    return rows


def session_of(town, account: str) -> str:
    """Seen just now, and for as long as the table takes: nobody's pulse is noted at every cell."""
    client = town.enter(Client(), account)
    if account != "anonymous":
        session = client.session
        session[SEEN] = int(time.time()) + 3600
        session.save()
    cookie = client.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie.value if cookie else ""


def row(keys: dict[str, str], label: str, method: str, place: str, url: str) -> str:
    """Each request starts from the same state, whatever the one before it did."""
    letters = "".join(letter(ask(key, method, url)) for key in keys.values())
    return f"{label:<42} {method:<6} {place:<8} {letters}"


BROWSER = Client()
"""One for all: its middleware is put together once, its cookies are somebody's for one question."""


def ask(key: str, method: str, url: str):
    BROWSER.cookies.clear()
    if key:
        BROWSER.cookies[settings.SESSION_COOKIE_NAME] = key
    with transaction.atomic():
        response = BROWSER.generic(method, url)
        transaction.set_rollback(True)
    return response


def table(group: str) -> Path:
    return TABLES / f"{group or 'signing_in'}.txt"


def committed(group: str) -> list[str]:
    if not table(group).exists():
        return []
    lines = table(group).read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("group", groups(), ids=lambda group: group or "signing_in")
def test_every_cell_is_as_the_table_says(town, pen, group):
    measured = measure(town, group, pen)
    if os.environ.get("WUSHE_WRITE_ROUTES"):
        write(group, measured)
    assert measured == committed(group)


def write(group: str, measured: list[str]) -> None:
    heads = [f"# {number:>2} {name}" for number, name in enumerate(ACCOUNTS, start=1)]
    table(group).write_text("\n".join([*heads, *measured]) + "\n", encoding="utf-8")


# --- what no table may bless --------------------------------------------------------------------


def cells():
    for group in groups():
        for line in committed(group):
            label, method, *place, letters = line.split()
            yield label, method, (place or [""])[0], dict(zip(ACCOUNTS, letters, strict=True))


def test_the_tables_are_large_and_know_every_route():
    assert {path.stem for path in TABLES.glob("*.txt")} == {table(name).stem for name in groups()}
    listed = {label.split("/")[0] for label, *_ in cells()}
    assert listed == {route.name for route in own_routes()}
    assert sum(len(accounts) for *_, accounts in cells()) >= 5000


def test_without_signing_in_only_public_pages_open():
    opened = {label for label, _, _, who in cells() if who["anonymous"] == "o"}
    assert opened <= PUBLIC


def test_nothing_of_another_district_opens():
    near = set(ACCOUNTS) - {"anonymous", "far_staff", "far_official"}
    for label, method, place, who in cells():
        if place == "far" and label not in PUBLIC | OF_NO_PLACE:
            inside = {name for name in near if who[name] == "o"}
            assert inside <= OF_THE_ACCOUNT.get(label, set()), (label, method, inside)


OF_THE_ACCOUNT: dict[str, set[str]] = {
    # a lost authenticator is no matter of places: two of the three administrators decide
    "accounts:confirm_reset": {"security_admin", "system_admin", "auditor"},
    "accounts:decline_reset": {"security_admin", "system_admin", "auditor"},
    # a whistle is the department's that it calls, wherever it is blown
    "requests:whistle": {"liaison"},
    "requests:whistle_act/acknowledge": {"liaison"},
    # a neighbour reads for what he was asked, wherever it is held
    "activities:enclave": {"sibling_staff"},
    # an organisation answers wherever it is asked
    "organizations:demand_act/offer": {"org_manager"},
    "organizations:match_meeting_act/come": {"org_manager"},
    # and a social worker who looks for a post, wherever it is
    "organizations:recruitment_act/reply": {"social_worker"},
}
OF_NO_PLACE = {
    # a guide is the same everywhere; what is asked for with it goes to one's own community
    "affairs:apply", "affairs:helped",
    # a round or a visit: in whose grids, the form says
    "requests:field_plan",
    # the promises of the whole installation
    "requests:promise",
    # hangs on a public wall; whoever may not is told so there
    "requests:wish_take",
    # a board for all on the register: an organisation works in more than one place
    "organizations:demand",
    # and so are the meetings over its demands, and the posts that are to be filled
    "organizations:match_meeting", "organizations:recruitment",
    # a training is announced like a poster: whoever keeps a social worker's record may send him
    "organizations:course", "organizations:course_act/enrol",
    # who teaches is invited by whoever holds a training, wherever he was written down
    "organizations:trainer",
    # what is looked at stands in the address; whose place it is, in the query (test_dashboards)
    "insights:theme", "insights:pillar", "insights:indicator",
    # stands on a public board: it may touch somebody who lives in another place, or in no register
    "requests:join",
}  # fmt: skip
"""What the row's place does not change."""


def test_a_sibling_communitys_things_open_only_from_above():
    below = {"stranger", "head", "worker", "second_worker", "staff", "secretary"}
    for label, method, place, who in cells():
        if place == "sibling" and label not in PUBLIC | OF_NO_PLACE:
            assert not {name for name in below if who[name] == "o"}, (label, method)


def test_the_three_administrators_and_officials_open_no_residents_record():
    closed = {
        "street_official", "district_official", "far_official", "dispatcher", "system_admin",
        "security_admin", "auditor", "head", "resident", "stranger",
    }  # fmt: skip
    of_people = (
        "communities:resident", "communities:household", "communities:register",
        "communities:reveal", "communities:end_", "communities:undo_merge",
        "communities:new_resident",
    )  # fmt: skip
    for label, method, _, who in cells():
        if label.startswith(of_people) and label != "communities:end_my_authority":
            assert not {name for name in closed if who[name] == "o"}, (label, method)


def test_a_grid_workers_reach_ends_at_the_grid():
    for label, method, place, who in cells():
        if place == "own" and label.startswith(("communities:resident", "communities:household")):
            assert who["second_worker"] != "o", (label, method)
