"""No clear phone, ID number, address or note leaves the two places that may hold it: a sealed
column, and the one answer to somebody who asked for one detail and said why.

A person made of unmistakable values is planted; then every page, export, log, queue and table is
searched for them, also in hexadecimal and base64.
"""

import io
import logging
import os
import sys
from collections import Counter
from html.parser import HTMLParser
from urllib.parse import unquote, urljoin, urlsplit

import psycopg2
import pytest
from django.conf import settings
from django.core.files.storage import default_storage
from django.db import IntegrityError, connection, transaction
from django.http import HttpResponseBase
from django.test import Client
from django.urls import Resolver404, URLPattern, URLResolver, get_resolver, resolve, reverse
from redis import Redis

from accounts import roles
from accounts.actions import complaints
from communities.forms.residents import RevealForm
from communities.importing import jobs
from communities.models import Resident
from core import audit_seal, delivery, logs, scope
from core.exports import registry, running
from core.models import ExportJob, OutboxMessage, StoredFile
from tests.accounts.conftest import sign_in
from tests.canaries import CANARY, HIDDEN, plant, sightings
from tests.communities.sheets import one

KNOW_THE_NAME = {"secretary", "staff", "worker", "canary"}
"""Who may read the canary's full name: her community's office, her grid worker, herself."""
WALKERS = [
    "anonymous", "stranger", "canary", "resident", "neighbour", "outsider", "head", "worker",
    "second_worker", "staff", "secretary", "sibling_staff", "far_staff", "dispatcher",
    "street_official", "district_official", "privacy_officer", "system_admin",
    "security_admin", "auditor",
]  # fmt: skip
OWN_COPY = {("canary", "doors:my_export")}
"""The person's own copy of everything is in clear: that is what it is for (PIPL 45)."""
DEMO_ONLY = {"messaging:demo_inbox"}
"""Shows what a demo would have sent; a system check keeps it out of production."""
PURPOSE = RevealForm.PURPOSES[-1][0]
EACH = 3
"""How many pages of one kind are read; the canary's own come first."""


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value and name in {"href", "hx-get", "data-src"}:
                self.found.append(value)


def body(answer: HttpResponseBase) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def without_arguments(patterns=None, prefix="/") -> list[str]:
    """Every page that needs nothing to be opened, also where no link leads to it."""
    pages = []
    for pattern in patterns or get_resolver().url_patterns:
        route = prefix + str(pattern.pattern).lstrip("^").removesuffix("$").removesuffix("\\Z")
        if isinstance(pattern, URLResolver):
            pages += without_arguments(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and "<" not in route and "(" not in route:
            pages.append(route)
    return pages


def pages_of(canary) -> list[str]:
    """Where the canary's values would stand, whoever asks."""
    person, home, account = canary.person.pk, canary.household.pk, canary.account.pk
    slugs = ["correct", "label", "move", "death", "merge", "bind", "authority"]
    q = "?q=" + CANARY["phone"]
    return [
        reverse("communities:resident", args=[person]),
        reverse("communities:household", args=[home]),
        reverse("communities:register") + q,
        reverse("communities:register") + "?q=" + CANARY["id_number"],
        reverse("doors:search") + q,
        *(reverse("communities:resident_act", args=[person, slug]) for slug in slugs),
        *(
            reverse(f"admin:{model}_{page}", args=[pk])
            for model, pk in (
                ("communities_resident", person),
                ("communities_household", home),
                ("accounts_user", account),
            )
            for page in ("change", "history")
        ),
        reverse("admin:communities_resident_changelist") + q,
        reverse("admin:accounts_user_changelist") + q,
    ]


def walk(client: Client, start: list[str]):
    """Every page that links lead to, a few of each kind; yields its name and what it showed."""
    waiting, seen, kinds = list(start), set(), Counter()
    while waiting:
        url = waiting.pop(0)
        path = urlsplit(url).path
        try:
            match = resolve(path)
        except Resolver404:
            continue
        kind = (match.view_name, match.kwargs.get("slug"), match.kwargs.get("model_name"))
        if url in seen or (url not in start and kinds[kind] >= EACH):
            continue
        seen.add(url)
        kinds[kind] += 1
        answer = client.get(url)
        content = body(answer)
        assert answer.status_code < 500, url
        yield match.view_name, url, content
        if answer.status_code in {301, 302}:
            waiting.append(urljoin(url, answer["Location"]))
        elif answer.get("Content-Type", "").startswith("text/html"):
            links = _Links()
            links.feed(content.decode())
            waiting += [
                target
                for link in links.found
                if (target := urljoin(url, link).split("#")[0]).startswith("/")
                and not target.startswith(("/static/", "//"))
            ]


@pytest.mark.django_db
@pytest.mark.slow
@pytest.mark.parametrize("name", WALKERS)
def test_no_page_shows_a_canary(client, town, name):
    canary = plant(town)
    town.enter(client, name)
    visited = 0
    for view, url, content in walk(client, pages_of(canary) + without_arguments()):
        visited += 1
        if (name, view) in OWN_COPY or view in DEMO_ONLY:
            continue
        shown = sightings(content)
        shown -= sightings(unquote(url))  # what one has typed comes back in the search box
        allowed = {"name"} if name in KNOW_THE_NAME else set()
        assert shown <= allowed, (name, url)
    assert visited > 15  # the walk went somewhere


@pytest.mark.django_db
def test_the_walk_would_have_seen_it(client, town):
    """The control: the one answer that is in clear is found by the same eyes."""
    canary = plant(town)
    town.enter(client, "staff")
    page = reverse("communities:reveal", args=[canary.person.pk])
    answer = client.post(page, {"field": "phone", "purpose": PURPOSE}, follow=True)
    assert "phone" in sightings(answer.content.decode())
    for coded in (CANARY["name"].encode().hex(), CANARY["phone"].encode().hex()):
        assert sightings(coded)


@pytest.mark.django_db(transaction=True)
def test_nothing_at_rest_holds_a_canary(client, town, error_log):
    """Sign in, look around, import, export, fail, be told: then open every drawer as its owner."""
    log = _written_as_in_production()
    canary = plant(town)
    _live(client, town, canary)
    _fail(canary, error_log)
    for _ in range(5):
        delivery.deliver_due(sweep=True)
    audit_seal.seal_committed(checkpoint_now=True)

    assert sightings(log.getvalue()) == set()
    assert log.getvalue().count("could not write") == len(error_log)
    error_log.clear()
    _tables()
    _redis()
    payloads = list(OutboxMessage.objects.values_list("payload", "key", "last_error"))
    assert payloads
    assert sightings(str(payloads)) == set()
    _exported_files()


def _written_as_in_production() -> io.StringIO:
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    form = settings.LOGGING["formatters"]["line"]
    assert form["()"].endswith(logs.DiscreetFormatter.__name__)
    handler.setFormatter(logs.DiscreetFormatter(form["format"]))
    handler.setLevel(logging.INFO)
    root = logging.getLogger()
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    return log


def _live(client: Client, town, canary) -> None:
    phone = CANARY["phone"]
    sign_in(client, phone)
    client.get(reverse("doors:my_data"))
    complaints.complain(f"请回电 {phone}，证件 {CANARY['id_number']}", user=canary.account)
    staff = town.enter(Client(), "staff")
    for page in pages_of(canary):
        staff.get(page)
    form = {"field": "id_number", "purpose": PURPOSE, "idempotency_key": "canary-0001"}
    shown = staff.post(reverse("communities:reveal", args=[canary.person.pk]), form)
    assert "id_number" in sightings(shown.content.decode())
    head = ["姓名", "身份证号码", "联系电话", "小区", "楼栋", "单元", "室号"]
    row = ["甄金雀", CANARY["id_number"], phone, "第一网格家园", "1号楼", "9", "901"]
    broken = [*row[:1], CANARY["id_number"][:-1] + "0", *row[2:]]
    jobs.upload(
        "residents",
        town.community,
        "名册.xlsx",
        one(head, row, broken),
        viewer=town.viewer("staff"),
    )
    for number, kind in enumerate(registry.by_kind):
        staff.post(reverse("exports:start"), {"kind": kind, "format": ("csv", "xlsx")[number % 2]})
        for job in ExportJob.objects.filter(status=ExportJob.Status.QUEUED):
            running.run(job.pk)


def _fail(canary, error_log) -> None:
    """The database repeats the refused row, and a careless line repeats a number."""
    log = logging.getLogger("communities")
    try:
        with transaction.atomic():
            Resident.objects.filter(pk=canary.person.pk).update(gender="impossible!")
    except Exception:
        log.exception("could not write")
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "UPDATE communities_resident SET community_id = NULL WHERE id = %s",
                [canary.person.pk],
            )
    except IntegrityError:
        log.exception("could not write either")
    log.warning("called %s about %s", CANARY["phone"], CANARY["id_number"])


def test_a_log_line_tells_no_row_and_no_number():
    """Behind row level security PostgreSQL keeps the row to itself; elsewhere it repeats it."""
    refusal = IntegrityError(
        'violates check constraint "x"\n'
        f"DETAIL:  Failing row contains (7, {CANARY['name']}, {CANARY['address']},\n"
        f" {CANARY['note']}).\n"
    )
    log = io.StringIO()
    handler = logging.StreamHandler(log)
    handler.setFormatter(logs.DiscreetFormatter("%(levelname)s %(message)s"))
    try:
        raise refusal
    except IntegrityError:
        line = logging.LogRecord("x", 40, "x", 1, "to %s", (CANARY["phone"],), sys.exc_info())
    handler.emit(line)
    assert sightings(log.getvalue()) == set()
    assert "ERROR to 139****2345" in log.getvalue()
    assert "violates check constraint" in log.getvalue()


IN_CLEAR = {"accounts_user", "communities_resident"}
"""A name is a clear column of the account and of the register, so that both can be sorted and
searched; the tables stand behind row level security. Everywhere else it would be a leak."""


def _tables() -> None:
    leaks = {}
    with _as_superuser() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        for (table,) in cursor.fetchall():
            dump = io.BytesIO()
            cursor.copy_expert(f'COPY "{table}" TO STDOUT', dump)
            shown = sightings(dump.getvalue()) - ({"name"} if table in IN_CLEAR else set())
            if shown:
                leaks[table] = shown
    assert leaks == {}


def _as_superuser():
    connected = psycopg2.connect(os.environ["WUSHE_SUPERUSER_URL"])
    return connected.cursor()


def _redis() -> None:
    server = Redis.from_url(settings.REDIS_URL)
    for key in server.keys("*"):
        assert sightings(key) == set()
        kind = server.type(key)
        values = {
            b"string": lambda key: [server.get(key)],
            b"list": lambda key: server.lrange(key, 0, -1),
            b"set": server.smembers,
            b"hash": lambda key: server.hgetall(key).values(),
            b"zset": lambda key: server.zrange(key, 0, -1),
        }[kind](key)
        for value in values:
            assert sightings(value) == set(), key


def _exported_files() -> None:
    """Masked as on the page: names where the office may read them, never a number or an address."""
    with scope.entered(scope.EVERYTHING):
        made = list(StoredFile.objects.filter(purpose="core.export"))
    assert len(made) == len(registry.by_kind)
    names = 0
    for stored in made:
        shown = sightings(default_storage.open(stored.content.name).read())
        assert shown & HIDDEN == set(), stored.safe_name
        names += "name" in shown
    assert names  # the register of residents was among them
    assert roles.ROLES[roles.COMMUNITY_STAFF].exports
