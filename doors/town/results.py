"""What came of it: sentences released for all, a closure contested, the street's second calls."""

from datetime import date

from accounts.models import RoleGrant, User
from accounts.roles import DISPATCHER, STREET_OFFICIAL
from accounts.viewer import Viewer
from communities.models import Area
from communities.viewers import enter_as
from core import scope
from doors.town.orders import Teller
from doors.town.plan import WUTONGLI
from requests.actions import contesting, excluding, releasing, second_calls
from requests.models import Party, SecondCall, ServiceRequest
from requests.models.parties import Role
from requests.queries.public_board import public_matters
from requests.workflow import Status

RELEASED = (
    "配件到了，网格员排在这周换。",
    "物业和社区一起看过现场，先围起来，再修。",
    "已经通知产权单位，社区每两天催一次。",
    "修好了，这几天网格员每晚去看一眼。",
    "清理完了，旁边加了一块提醒牌。",
    "换了新的，保修一年，再坏直接打社区电话。",
)


def tell_results(told_on: date) -> None:
    home = Teller(WUTONGLI)
    secretary = home.staff(home.secretary)
    for number, row in enumerate(_board(home.area)):
        releasing.release_public_text(row, text=RELEASED[number % len(RELEASED)], by=secretary)
    _contest(home)
    street = home.area.parent
    if street is not None:
        _second_calls(street, told_on)
        _exclusions(home, street)


def _board(area: Area) -> list[ServiceRequest]:
    """Two of three public matters have a sentence of their own."""
    rows = public_matters([area.pk]).select_related("reporter", "resident").order_by("pk")
    return [row for number, row in enumerate(rows) if number % 3]


def _contest(home: Teller) -> None:
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
    if party is not None and party.user is not None:
        by = _as(party.user, "resident")
        contesting.contest(party.service_request, reason="我们这层的还没换，晚上照样黑", by=by)


def _second_calls(street: Area, told_on: date) -> None:
    """This month's draw; half of what came out has been called, one of them says otherwise."""
    officials = _of_the_street(street)
    if not officials:
        return
    made = second_calls.draw(street, told_on, by=officials[0])
    calls = list(made.calls.select_related("rating").order_by("pk"))
    for number, call in enumerate(calls[: (len(calls) + 1) // 2]):
        agrees = number > 0
        second_calls.record(
            call,
            outcome=SecondCall.Outcome.REACHED,
            grade=call.rating.grade if agrees else 2,
            solved=agrees,
            words="" if agrees else "灯是换了，第二天又不亮",
            by=officials[-1],
        )


def _exclusions(home: Teller, street: Area) -> None:
    """One granted, one still to be decided."""
    rows = ServiceRequest.objects.filter(community=home.area, status=Status.CLOSED).order_by("pk")
    by = home.staff(home.secretary)
    asked = [
        excluding.apply_for(row, reason=reason, grounds=grounds, by=by)
        for row, (reason, grounds) in zip(
            rows[:2],
            (
                ("out_of_scope", "产权在供电公司，社区三次转告，有回执"),
                ("unreachable", "当事人搬走，电话三次没通，上门两次没人"),
            ),
            strict=False,
        )
    ]
    officials = _of_the_street(street)
    if asked and officials:
        excluding.decide(asked[0], decision="granted", answer="回执看过，属实", by=officials[0])


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
