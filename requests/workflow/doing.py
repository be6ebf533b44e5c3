"""Steps inside the work: somebody else instead, who does which part, the money of an errand."""

from requests.workflow.shape import Duty, Step
from requests.workflow.words import Status

IN_PROGRESS = frozenset({Status.IN_PROGRESS})
BEGUN = frozenset({Status.IN_PROGRESS, Status.SUSPENDED})
WORKED_ON = BEGUN | {Status.ASSIGNED}
LEAD, ASKED = frozenset({Duty.HANDLER}), frozenset({Duty.CANDIDATE})
LEADS = frozenset({Duty.HANDLER, Duty.DESK})
WORKS = LEADS | {Duty.HELPER}

DOING = (
    # He who accepted proposes another; it changes hands only by that one's own yes.
    Step(
        "propose",
        IN_PROGRESS,
        None,
        LEAD,
        frozenset({"user", "reason"}),
        tells="stand_in_asked",
        public=False,
    ),
    Step("stand_in", IN_PROGRESS, None, ASKED, tells="stood_in"),
    Step("turn_down", IN_PROGRESS, None, ASKED, tells="turned_down", public=False),
    # 分工: it cannot be called done while a part is open.
    Step("add_task", WORKED_ON, None, LEADS, frozenset({"what"}), public=False),
    Step("end_task", WORKED_ON, None, WORKS, frozenset({"task", "outcome"}), public=False),
    # 代办的钱: written down by one, confirmed by another; nothing of it is moved by us.
    Step("money", BEGUN, None, LEAD, frozenset({"kind", "amount"}), tells="money_noted"),
    Step(
        "sign_money",
        BEGUN,
        None,
        frozenset({Duty.REPORTER, Duty.DESK}),
        frozenset({"line"}),
    ),
)
