"""An activity of 金秋社区 that 明湖社区 was asked for, and somebody who lives there."""

from typing import Any

from activities.actions import activities, enclaves, enrolling
from activities.models import Activity, Enclave, Enrolment
from core import scope
from tests.activities.conftest import planned
from tests.town import Town


def asked(town: Town, activity: Activity | None = None, **said: Any) -> Enclave:
    """For the neighbour's room, unless told otherwise."""
    with scope.entered(scope.EVERYTHING):
        activity = activity or planned(town, capacity=2)
        said.setdefault("sharing", "room")
        if "host_unit" not in said:
            said.setdefault("host", town.sibling)
        words = {"wanted": "二楼活动室，八点半开门", "way": "东门出发，志愿者陪着走"}
        return enclaves.ask(activity, **{**words, "actor": town.staff, **said})


def agreed(town: Town, activity: Activity | None = None, **said: Any) -> Activity:
    with scope.entered(scope.EVERYTHING):
        row = asked(town, activity, **said)
        enclaves.agree(row, revision=row.activity.revision, actor=town.sibling_staff)
        return Activity.objects.get(pk=row.activity_id)


def shared(town: Town, activity: Activity | None = None, **said: Any) -> Activity:
    with scope.entered(scope.EVERYTHING):
        return activities.publish(agreed(town, activity, **said), actor=town.staff)


def sister(town: Town) -> None:
    """Lives next door, and has an account."""
    with scope.entered(scope.EVERYTHING):
        town.bound("sister", "赵小妹", "13900000009", town.sibling_grid)


def comes(town: Town, activity: Activity, name: str, *, far: bool = False) -> Enrolment:
    home = town.sibling if far else None
    person = enrolling.Person(name, user=town.accounts[name], resident=town.people[name], home=home)
    return enrolling.enrol(activity, person, actor=town.accounts[name])
