from grids.models.appointments import Absence, DutyOfficer, WorkerAppointment
from grids.models.boundaries import GridBoundary
from grids.models.groups import GroupMembership, GroupReport, TenHouseholdGroup
from grids.models.handovers import Handover, HandoverItem
from grids.models.heads import BuildingHead

__all__ = [
    "Absence",
    "BuildingHead",
    "DutyOfficer",
    "GridBoundary",
    "GroupMembership",
    "GroupReport",
    "Handover",
    "HandoverItem",
    "TenHouseholdGroup",
    "WorkerAppointment",
]
