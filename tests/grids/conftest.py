"""The town, and a few things that stand on its grids."""

import pytest

from communities.models import Household, Resident
from grids.actions import appointments, groups
from grids.models import TenHouseholdGroup, WorkerAppointment
from tests.town import Town, enter, town

__all__ = ["enter", "town"]


@pytest.fixture
def appointment(town: Town) -> WorkerAppointment:
    """The worker of the first grid, appointed by the secretary, with a number on the board."""
    return appointments.appoint_worker(
        town.grid,
        town.worker,
        actor=town.secretary,
        office_phone="0858-2200101",
        publishes=True,
    )


@pytest.fixture
def group(town: Town) -> TenHouseholdGroup:
    homes: list[Household] = [town.households["resident"], town.household(), town.household()]
    return groups.form_group(town.grid, "1号楼第一联", homes, actor=town.staff)


@pytest.fixture
def leader(town: Town, group: TenHouseholdGroup) -> Resident:
    """The resident leads the group: asked, and agreed on the phone."""
    groups.ask_leader(group, town.people["resident"], actor=town.staff)
    groups.record_consent(group, how="电话里同意", actor=town.staff)
    return town.people["resident"]
