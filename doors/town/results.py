"""What came of it: sentences released for all, a closure contested, the street's second calls."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.db.models import Max
from django.utils import timezone

from accounts.models import RoleGrant, User
from accounts.roles import DISPATCHER, STREET_OFFICIAL
from accounts.viewer import Viewer
from communities.models import Area
from communities.viewers import enter_as
from core import scope
from doors.town import days
from doors.town.days import DAY, HOUR, MINUTE, Tale
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests.actions import contesting, excluding, releasing, second_calls
from requests.models import Party, SecondCall, ServiceRequest
from requests.models.parties import Role
from requests.queries.public_board import public_matters
from requests.workflow import OPEN, OrderType, Status

UNDER_WAY = (
    "网格员到现场看过，已经派给能处理的师傅。",
    "社区和物业一起看过，先把周边围好，再动手。",
    "已经报给负责的单位，社区隔天问一次进展。",
)
DONE = (
    "处理好了，网格员过后又去复看过。",
    "已经办好，这几天网格员路过会多看一眼。",
    "办好了，还有不对的地方请打社区电话。",
)


def tell_results(told_on: date) -> None:
    home, now = Teller(WUTONGLI), timezone.now()
    tales = [*_released(home, now), *_contested(home, now)]
    street = home.area.parent
    officials = _of_the_street(street) if street else []
    if street and officials:
        month = told_on.replace(day=1)
        last = second_calls.proxy_ratings(street, month).aggregate(at=Max("at"))["at"]
        if last is not None:
            tales.append((days.midway(last, now), _called_again(street, month, officials)))
        tales += _excluded(home, officials[0], now)
    days.live(tales, until=now, swept=False)


def _released(home: Teller, now: datetime) -> Iterator[tuple[datetime, Tale]]:
    """Two of three public matters have a sentence of their own, after what happened to them."""
    found = public_matters([home.area.pk]).annotate(last=Max("events__at"))
    found = found.exclude(order_type=OrderType.VISION)  # nothing of it is under repair
    rows: list[Any] = list(found.order_by("pk"))
    for number, row in enumerate(rows):
        if number % 3:
            texts = UNDER_WAY if row.status in OPEN else DONE
            yield days.midway(row.last, now), _release(home, row, texts[number % len(texts)])


def _release(home: Teller, row: ServiceRequest, text: str) -> Tale:
    releasing.release_public_text(row, text=text, by=home.staff(home.secretary))
    yield from ()


def _contested(home: Teller, now: datetime) -> Iterator[tuple[datetime, Tale]]:
    party = (
        Party.objects.standing()
        .filter(
            role=Role.AFFECTED,
            user__isnull=False,
            service_request__community=home.area,
            service_request__status=Status.CLOSED,
        )
        .select_related("service_request", "user")
        .order_by("pk")
        .first()
    )
    if party is not None and party.user is not None and party.service_request.closed_at:
        row = party.service_request
        yield days.midway(party.service_request.closed_at, now), _contest(row, party.user)


def _contest(row: ServiceRequest, user: User) -> Tale:
    contesting.contest(row, reason="我们这层的还没换，晚上照样黑", by=_as(user, "resident"))
    yield from ()


def _called_again(street: Area, month: date, officials: list[Viewer]) -> Tale:
    """This month's draw; half of what came out has been called, one of them says otherwise."""
    made = second_calls.draw(street, month, by=officials[0])
    calls = list(made.calls.select_related("rating").order_by("pk"))
    for number, call in enumerate(calls[: (len(calls) + 1) // 2]):
        yield 10 * MINUTE
        agrees = number > 0
        second_calls.record(
            call,
            outcome=SecondCall.Outcome.REACHED,
            grade=call.rating.grade if agrees else 2,
            solved=agrees,
            words="" if agrees else "灯是换了，第二天又不亮",
            by=officials[-1],
        )


def _excluded(home: Teller, official: Viewer, now: datetime) -> Iterator[tuple[datetime, Tale]]:
    """One granted, one still to be decided."""
    rows = ServiceRequest.objects.filter(
        community=home.area, status=Status.CLOSED, closed_at__lt=now - 5 * DAY
    ).order_by("pk")
    asked = (
        ("out_of_scope", "产权在供电公司，社区三次转告，有回执", "回执看过，属实"),
        ("unreachable", "当事人搬走，电话三次没通，上门两次没人", ""),
    )
    for number, (row, (reason, grounds, answer)) in enumerate(zip(rows[:2], asked, strict=False)):
        tale = _exclude(home, row, reason, grounds, answer, official)
        yield days.on(now, 4 - 2 * number, 10, 15), tale


def _exclude(
    home: Teller, row: ServiceRequest, reason: str, grounds: str, answer: str, official: Viewer
) -> Tale:
    by = home.staff(home.secretary)
    asked = excluding.apply_for(row, reason=reason, grounds=grounds, by=by)
    if answer:
        yield DAY + 4 * HOUR
        excluding.decide(asked, decision="granted", answer=answer, by=official)


def _of_the_street(street: Area) -> list[Viewer]:
    grants = (
        RoleGrant.objects.in_force()
        .filter(role__in=[STREET_OFFICIAL, DISPATCHER], area_scopes__area=street)
        .select_related("user")
        .order_by("pk")
    )
    return [_as(grant.user, str(grant.pk)) for grant in grants]


def _as(user: User, active: str) -> Viewer:
    viewer = enter_as(user, active=active, has_mfa=lambda _user: True)
    scope.declare(scope.EVERYTHING)
    return viewer
