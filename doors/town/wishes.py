"""心愿墙 of the town, told through the very actions that people take."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from django.utils import timezone

from accounts.models import User
from accounts.viewer import AS_RESIDENT, Viewer
from communities.viewers import enter_as
from core import scope
from doors.town import days
from doors.town.cast import lead
from doors.town.days import DAY, HOUR, MINUTE, Tale
from doors.town.orders import CALLED, Teller
from doors.town.plan import WUTONGLI
from doors.town.wish_texts import WISHES, Wished
from requests.actions import conclude, wishing, work
from requests.actions.intake import Need
from requests.models import ServiceRequest, Wish
from requests.queries.wishes import offered
from volunteers.models import Volunteer

ANSWERED = "听您这么说，大家都高兴。还想要什么，随时说一声。"
HANGS = (9, 14, 18, 21, 25, 27)
"""For how many days."""
AGO = {"waiting": 2, "taken": 9, "fulfilled": 17, "overdue": 19, "answered": 6}
"""How many days ago it was made; the new ones came today."""


def tell_wishes(told_on: date) -> None:
    now = timezone.now()
    days.live(_tales(WishTeller(), now), until=now, swept=False)


def _tales(teller: "WishTeller", now: datetime) -> Iterator[tuple[datetime, Tale]]:
    for number, wished in enumerate(WISHES):
        ago = AGO[wished.stage] + number % 4 if wished.stage in AGO else 0
        yield days.on(now, ago, 8 + number % 9, 7 * number % 60), teller.walk(wished, number)


class WishTeller:
    def __init__(self) -> None:
        self.home = Teller(WUTONGLI)
        self.clerk = self.home.staff(self.home.clerk)
        self.secretary = self.home.staff(self.home.secretary)
        helpers = Volunteer.objects.active().filter(
            community=self.home.area, user__isnull=False, user__is_active=True
        )
        self.helpers = [
            one.user for one in helpers.select_related("user").order_by("pk") if one.user
        ]

    def walk(self, wished: Wished, number: int) -> Tale:
        wish = self.make(wished)
        if wished.stage == "new":
            return
        yield 3 * HOUR + number * MINUTE
        if wished.stage == "answered":
            wishing.answer_kindly(wish, reason="not_ours", reply=wished.reply, by=self.secretary)
            return
        hangs = 12 if wished.stage == "overdue" else HANGS[number % len(HANGS)]
        wish = wishing.publish(
            wish,
            text=wished.text,
            who=wished.who,
            help=wished.help,
            until=timezone.localdate() + timedelta(days=hangs),
            by=self.secretary,
        )
        if wished.stage in {"taken", "fulfilled"}:
            yield from self.fulfil(wish, wished, number)

    def make(self, wished: Wished) -> Wish:
        if wished.by:
            person, viewer = lead(wished.by), self.home.resident(wished.by)
            need = Need(
                self.home.area,
                wished.said,
                grid=person.grid,
                resident=person,
                contact_name=person.name.open(),
                contact_phone=viewer.actor.phone.open(),
            )
        else:
            viewer = self.clerk
            need = Need(
                self.home.area,
                wished.said,
                grid=self.home.grids[wished.grid],
                contact_name=wished.called,
                consent_note="入户时当面同意上墙",
            )
        wish = wishing.make_wish(need, help=wished.help, by=viewer)
        scope.declare(scope.EVERYTHING)
        return wish

    def fulfil(self, wish: Wish, wished: Wished, number: int) -> Tale:
        yield DAY + 2 * HOUR
        by = self.helper(wish, number)
        row = wishing.take(wish, by=by)
        scope.declare(scope.EVERYTHING)
        if wished.stage == "taken":
            return
        yield 3 * DAY + 5 * HOUR
        row = work.complete(row, result=wished.result, by=by)
        yield 20 * HOUR
        self.confirm(row, wished)
        yield DAY
        conclude.answer_rating(row, note=ANSWERED, by=self.secretary)
        wishing.release_thanks(wish, text=wished.thanks_on_wall, by=self.secretary)

    def helper(self, wish: Wish, number: int) -> Viewer:
        """The first of the volunteers, from another one each time, who may take it."""
        turn = number % len(self.helpers)
        for user in [*self.helpers[turn:], *self.helpers[:turn]]:
            viewer = self.as_himself(user)
            if offered(viewer, wish.public_id).may:
                return viewer
        raise LookupError("no volunteer of the town may take this wish")

    def as_himself(self, user: User) -> Viewer:
        viewer = enter_as(user, active=AS_RESIDENT, has_mfa=lambda _user: True)
        scope.declare(scope.EVERYTHING)
        return viewer

    def confirm(self, row: ServiceRequest, wished: Wished) -> None:
        if wished.by:
            by = self.home.resident(wished.by)
            conclude.rate(row, grade=5, solved=True, words=wished.thanks, by=by)
        else:
            conclude.confirm(
                row,
                grade=5,
                asked_how="phone",
                call_back=CALLED,
                solved=True,
                words=wished.thanks,
                by=self.clerk,
            )
