"""派: to somebody who is named, to whoever comes, to some who are called, to whose turn it is."""

from requests.workflow.shape import Duty, Step
from requests.workflow.words import AGAINST, Status

S = Status
DESK = frozenset({Duty.DESK})

SENDING = (
    Step(
        "assign",
        frozenset({S.CLASSIFIED, S.POOLED, S.ASSIGNED}),
        S.ASSIGNED,
        DESK,
        frozenset({"lead"}),
        tells="assigned",
    ),
    # what speaks against somebody is looked into by one who was chosen, never by whoever comes
    Step(
        "pool",
        frozenset({S.CLASSIFIED, S.ASSIGNED}),
        S.POOLED,
        DESK,
        ends_lead=True,
        never_for=AGAINST,
    ),
    Step(
        "call",
        frozenset({S.CLASSIFIED, S.POOLED}),
        S.POOLED,
        DESK,
        frozenset({"size", "wait_minutes"}),
        never_for=AGAINST,
    ),
    Step(
        "rotate",
        frozenset({S.CLASSIFIED, S.POOLED}),
        S.ASSIGNED,
        DESK,
        tells="assigned",
        never_for=AGAINST,
    ),
    Step("recall", frozenset({S.POOLED, S.ASSIGNED}), S.CLASSIFIED, DESK, ends_lead=True),
)
