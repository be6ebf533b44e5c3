"""Months' lists of points: who agreed, half a year that is out, one corrected, one that waits."""

from datetime import date, timedelta
from random import Random

from accounts.models import User
from communities.models import Area
from core.spans import next_month
from doors.town.account import find
from doors.town.bulk import number, write
from doors.town.past import Event, remember, step
from doors.town.plan import WUTONGLI_CODE
from doors.town.point_list import AGREED, CORRECTED, MONTHS_OUT
from doors.town.register import morning
from points.models import Account, Publicity, PublicityLine, PublicityRelease
from points.months import moved_in

_RELEASES = "顾明"


def tell_publicity(told_on: date) -> None:
    home, chief = Area.objects.get(code=WUTONGLI_CODE), find(_RELEASES)
    first = told_on.replace(day=1)
    months: list[date] = []
    for _ in range(MONTHS_OUT + 1):
        first = (first - timedelta(days=1)).replace(day=1)
        months.insert(0, first)
    _agree(home, months[0])
    for n, month in enumerate(months):
        draft = Publicity(community=home, month=month, drafted_on=next_month(month))
        number([draft])
        write([draft])
        if n == MONTHS_OUT:
            remember([_event("points.publicity_drafted", draft, None, draft.drafted_on)])
            continue
        made = _out(draft, chief, next_month(month) + timedelta(days=3))
        if n == 1:
            day = next_month(month) + timedelta(days=9)
            again = Publicity(
                community=home, month=month, drafted_on=day, corrects=made, explanation=CORRECTED
            )
            number([again])
            write([again])
            remember([_event("points.publicity_corrected", again, chief, day)])
            _out(again, chief, day)


def _agree(home: Area, month: date) -> None:
    """Each says so for himself; nobody has to."""
    dice = Random("who agreed")
    rows = list(Account.objects.taking_part().filter(community=home).order_by("pk"))
    chosen = [rows[0], *dice.sample(rows[1:], AGREED - 1)]
    for account in chosen:
        account.agreed_on = max(month, account.opened_on)
    Account.objects.bulk_update(chosen, ["agreed_on"])
    remember(
        _event("points.publicity_agreed", account, None, account.agreed_on or month)
        for account in chosen
    )


def _out(draft: Publicity, chief: User, day: date) -> PublicityRelease:
    home = draft.community
    taking_part = Account.objects.taking_part().filter(community=home)
    made = PublicityRelease(
        community=home,
        month=draft.month,
        households=taking_part.count(),
        agreed=taking_part.listed().count(),
        corrects=draft.corrects,
        explanation=draft.explanation,
        released_by=chief,
        signed=chief.name.open(),
        at=morning(day),
    )
    number([made])
    write([made])
    lines = [
        PublicityLine(
            community=home, release=made, account=row.account, given=row.given, taken=row.taken
        )
        for row in moved_in(home.pk, draft.month)
    ]
    number(lines)
    write(lines)
    draft.release = made
    draft.save()
    said = {"month": str(draft.month)}
    remember([Event("points.publicity_released", draft, chief, made.at, home.pk, said)])
    write([step("points.lists_released", home.pk, made.at, 1)])
    return made


def _event(verb: str, obj: Account | Publicity, actor: User | None, day: date) -> Event:
    return Event(verb, obj, actor, morning(day), obj.community_id)
