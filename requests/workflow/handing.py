"""Steps of work that is handed on by a link, to somebody without an account."""

from requests.workflow.shape import Duty, Step
from requests.workflow.words import Status

WORKED_ON = frozenset({Status.ASSIGNED, Status.IN_PROGRESS, Status.SUSPENDED})
HANDS = frozenset({Duty.DESK, Duty.HANDLER})
BEARER = frozenset({Duty.BEARER})

HANDING = (
    Step("forward", WORKED_ON, None, HANDS, frozenset({"name", "ask", "days"}), public=False),
    Step("forward_revoked", WORKED_ON, None, HANDS, frozenset({"forward"}), public=False),
    Step("forward_received", WORKED_ON, None, BEARER, tells="forward_received", public=False),
    Step(
        "forward_answered",
        WORKED_ON,
        None,
        BEARER,
        frozenset({"outcome", "words"}),
        tells="forward_answered",
        public=False,
    ),
    Step(
        "forward_waits",
        WORKED_ON,
        None,
        frozenset({Duty.CLOCK}),
        tells="forward_waits",
        public=False,
    ),
)
"""The lead stays the lead: who handed it on answers for it as before (首接负责)."""
