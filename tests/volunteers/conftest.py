"""The town, and a few people who offer their help."""

from datetime import date

import pytest

from accounts.models import User
from communities.actions import bindings
from tests.town import Town, enter, id_number, town, years_ago
from volunteers.actions import registering, standing
from volunteers.actions.own import Slot
from volunteers.actions.registering import Facts, Offer
from volunteers.models import Skill, Volunteer

__all__ = ["enter", "town"]

SATURDAY = Slot(6, "morning")


def skills(*codes: str) -> list[Skill]:
    return list(Skill.objects.filter(code__in=codes))


@pytest.fixture
def applied(town: Town) -> Volunteer:
    """The resident has registered; the register knows her."""
    return registering.register(
        town.resident,
        town.community,
        Offer(skills("haircut", "electrician"), [SATURDAY]),
        agreed=True,
    )


@pytest.fixture
def volunteer(town: Town, applied: Volunteer) -> Volunteer:
    """She is accepted."""
    return standing.accept(applied, actor=town.staff)


@pytest.fixture
def stranger(town: Town) -> Volunteer:
    """Somebody whom no register knows yet."""
    return registering.register(
        town.stranger,
        town.community,
        Offer(times=[SATURDAY]),
        facts=Facts(name="何方", born_on=years_ago(30)),
        agreed=True,
    )


@pytest.fixture
def youngster(town: Town) -> Volunteer:
    """Sixteen, of the resident's household; she is her guardian."""
    born = date(years_ago(16).year, 1, 1)
    account: User = town.account("youngster", "张小禾", "13900000016")
    person = town.person(
        "张小禾",
        town.households["resident"],
        born_on=born,
        id_number=id_number(born, 4),
        guardian=town.people["resident"],
    )
    town.people["youngster"] = person
    bindings.bind_at_the_desk(person, account, actor=town.staff)
    return registering.register(
        account,
        town.community,
        Offer(skills("smartphone"), [SATURDAY]),
        agreed=True,
    )
