"""The life of a service request, as data: what it may become, who may move it, what that asks.

Buttons, actions, the API, the permission table, the drawing in the docs and the tests read
these tables; nobody writes `if status ==`.
"""

from requests.workflow.shape import Clocks, Duty, Step
from requests.workflow.steps import STEPS, by_name, step_names, steps_from
from requests.workflow.words import (
    AGAINST,
    CLOCKS,
    CLOSED,
    GOVERNANCE_OF,
    ONWARD,
    OPEN,
    STAGE_OF,
    Became,
    Channel,
    ClockKind,
    CloseKind,
    Governance,
    Kind,
    Matter,
    OrderType,
    Stage,
    Status,
)

__all__ = [
    "AGAINST",
    "CLOCKS",
    "CLOSED",
    "GOVERNANCE_OF",
    "ONWARD",
    "OPEN",
    "STAGE_OF",
    "STEPS",
    "Became",
    "Channel",
    "ClockKind",
    "Clocks",
    "CloseKind",
    "Duty",
    "Governance",
    "Kind",
    "Matter",
    "OrderType",
    "Stage",
    "Status",
    "Step",
    "by_name",
    "step_names",
    "steps_from",
]
