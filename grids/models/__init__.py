from grids.models.appointments import Absence, DutyOfficer, WorkerAppointment
from grids.models.boundaries import GridBoundary
from grids.models.duties import GridDuty, GridMatter
from grids.models.groups import GroupMembership, TenHouseholdGroup
from grids.models.handovers import Handover, HandoverItem
from grids.models.heads import BuildingHead
from grids.models.reports import GroupReport

__all__ = [
    "Absence",
    "BuildingHead",
    "DutyOfficer",
    "GridBoundary",
    "GridDuty",
    "GridMatter",
    "GroupMembership",
    "GroupReport",
    "Handover",
    "HandoverItem",
    "TenHouseholdGroup",
    "WorkerAppointment",
]
