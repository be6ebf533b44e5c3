"""What a request costs, beside raw psycopg2 with the same statements and a bare Django view with
the same rows: an order, a list of fifty, the page of one, an acceptance, whom one could ask."""

import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from django.apps import apps
from django.db import connection, models
from django.db.models import Max
from django.test import Client
from django.urls import reverse

from bench.parts import bare, crowd, meter
from bench.parts.meter import Arm, Raw, Work
from core import scope
from grids.actions.appointments import appoint_worker
from requests import shortlist
from requests.actions import dispatch
from requests.actions.dispatch import Who
from requests.models import ServiceRequest
from requests.models.parties import Lane
from requests.ranking import rank
from tests.town import Town
from volunteers.models import Volunteer

WORDS = "楼道灯坏了两天，晚上老人上下楼看不见，请来看看"
HEADS = ("", "SQL", "CPU of product", "app", "PG", "bare", "× bare", "PG × raw")


@dataclass(frozen=True)
class Case:
    name: str
    statements: int
    product: Arm
    bare: Arm
    raw: Arm

    @property
    def noise(self) -> float:
        return meter.spread(self.raw)

    def line(self) -> tuple[str, ...]:
        return (
            self.name,
            str(self.statements),
            f"{self.product.median('both'):.1f} ms",
            f"{self.product.median('app'):.1f}",
            f"{self.product.median('pg'):.1f}",
            f"{self.bare.median('both'):.1f}",
            str(meter.ratio(self.product, self.bare)),
            str(meter.ratio(self.product, self.raw, "pg")),
        )


@dataclass
class Ground:
    town: Town
    raw: Raw
    backend: int
    volunteers: list[Client]
    """Signed in, each for one acceptance."""
    pool: Iterator[ServiceRequest]
    bare: Client


def lay(town: Town, url: str, *, volunteers: int, acceptances: int) -> Ground:
    """`acceptances` of each arm: product and raw need a hand for each, all three an order."""
    appoint_worker(town.grid, town.neighbour, actor=town.secretary)  # as in nearly every grid
    users = crowd.serve(town, volunteers)
    return Ground(
        town,
        Raw(url),
        meter.backend_of(connection),
        [crowd.signed_in(user) for user in users[: 2 * acceptances + 3]],
        iter(crowd.orders(town, 3 * acceptances + 8, pooled=True)),
        bare.client(),
    )


def cases(ground: Ground, *, rounds: int, times: int) -> Iterator[Case]:
    for make in (_create, _fifty, _case, _mine, _ranked, _accept):
        name, product, plain = make(ground)
        scope._current.set(None)  # laid out as the platform itself; a request begins with nothing
        first, second = product(2)
        first()  # from here on the process knows menu, promises and map
        counted = meter.statements_of(second)
        if make in (_create, _accept):

            def floor(n: int, product: Callable[[int], list[Work]] = product) -> list[object]:
                return meter.recorded(product(n))

        else:
            [said] = meter.recorded(product(1))

            def floor(n: int, said: object = said) -> list[object]:
                return [said] * n

        arms = (
            Arm("product", product, ground.backend),
            Arm("bare", plain, ground.backend),
            ground.raw.arm(floor),
        )
        meter.race(arms, rounds=rounds, times=times)
        yield Case(name, counted, *arms)


Made = tuple[str, Callable[[int], list[Work]], Callable[[int], list[Work]]]


def _create(ground: Ground) -> Made:
    client = ground.town.enter(Client(), "resident")
    page = reverse("requests:order")

    def send() -> None:
        said = {"words": WORDS, "idempotency_key": secrets.token_hex(8)}
        assert client.post(page, said).status_code == 302

    send()
    bare.write_like(_written_by(send))
    return "create", _again(send), _again(lambda: _ok(ground.bare.post("/create/")))


def _fifty(ground: Ground) -> Made:
    crowd.orders(ground.town, 51)
    client = ground.town.enter(Client(), "secretary")
    page, plain = reverse("requests:queue"), f"/list/?community={ground.town.community.pk}"
    return "list of 50", _gets(client, page), _gets(ground.bare, plain)


def _case(ground: Ground) -> Made:
    """In the worker's hands."""
    town = ground.town
    with scope.entered(scope.EVERYTHING):
        row = dispatch.recall(next(ground.pool), note="改派网格员", by=town.viewer("secretary"))
        row = dispatch.assign(row, Who(Lane.HOST, user=town.worker), by=town.viewer("secretary"))
        row = dispatch.sign(row, by=town.viewer("worker"))
    client = town.enter(Client(), "worker")
    page = reverse("requests:case", args=[row.pk])
    return "detail, at the desk", _gets(client, page), _gets(ground.bare, f"/detail/{row.pk}/")


def _mine(ground: Ground) -> Made:
    row = next(ground.pool)
    client = ground.town.enter(Client(), "resident")
    page = reverse("requests:mine_one", args=[row.public_id])
    return "detail, one's own", _gets(client, page), _gets(ground.bare, f"/detail/{row.pk}/")


def _ranked(ground: Ground) -> Made:
    """Without a page: whom one could ask, best first, with the reasons."""
    row = ServiceRequest.objects.select_related("community", "grid", "item__skill").get(
        pk=next(ground.pool).pk
    )
    place = [ground.town.community.pk]

    def product() -> None:
        with scope.entered(place, user_id=ground.town.secretary.pk):
            assert rank(row).candidates

    def plain() -> None:
        people = Volunteer.objects.filter(community_id=place[0]).select_related("grid", "user")
        list(people.prefetch_related("skills__skill", "times").order_by("pk")[: shortlist.SLICE])

    return "ranked candidates", _again(product), _again(plain)


def _accept(ground: Ground) -> Made:
    hands = iter(ground.volunteers)

    def tap(client: Client, row: ServiceRequest) -> None:
        said = {"idempotency_key": secrets.token_hex(8)}
        sent = client.post(reverse("requests:claim", args=[row.public_id]), said)
        assert sent.status_code == 302
        assert "/tasks/" in sent["Location"], sent["Location"]

    def product(times: int) -> list[Work]:
        return [partial(tap, next(hands), next(ground.pool)) for _ in range(times)]

    bare.write_like(_written_by(product(1)[0]))

    def accept(row: ServiceRequest) -> None:
        _ok(ground.bare.post(f"/accept/{row.pk}/"))

    def plain(times: int) -> list[Work]:
        return [partial(accept, next(ground.pool)) for _ in range(times)]

    return "accept", product, plain


def _again(work: Work) -> Callable[[int], list[Work]]:
    return lambda times: [work] * times


def _gets(client: Client, page: str) -> Callable[[int], list[Work]]:
    return _again(lambda: _ok(client.get(page)))


def _ok(response: object) -> None:
    assert getattr(response, "status_code", 0) == 200, response


def _written_by(work: Work) -> list[models.Model]:
    """The rows that came to be, of every table of the room and below it."""
    tables = [
        model
        for app in ("core", "requests")
        for model in apps.get_app_config(app).get_models()
        if isinstance(model._meta.pk, models.AutoField | models.BigAutoField)
    ]
    before = {table: _last(table) for table in tables}
    work()
    with scope.entered(scope.EVERYTHING):
        return [
            row
            for table in tables
            for row in table._default_manager.filter(pk__gt=before[table]).order_by("pk")
        ]


def _last(table: type[models.Model]) -> int:
    with scope.entered(scope.EVERYTHING):
        found = table._default_manager.aggregate(last=Max("pk"))["last"]
    return int(found or 0)
