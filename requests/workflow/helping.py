"""Steps of who helps beside the lead."""

from requests.workflow.handing import WORKED_ON
from requests.workflow.shape import Duty, Step

HELPING = (
    Step(
        "add_helper",
        WORKED_ON,
        None,
        frozenset({Duty.DESK}),
        frozenset({"party"}),
        tells="asked_to_help",
        public=False,
    ),
    Step(
        "end_helper",
        WORKED_ON,
        None,
        frozenset({Duty.DESK}),
        frozenset({"party"}),
        tells="let_go",
        public=False,
    ),
    Step(
        "step_back",
        WORKED_ON,
        None,
        frozenset({Duty.HELPER}),
        frozenset({"reason"}),
        tells="stepped_back",
        public=False,
    ),
)
