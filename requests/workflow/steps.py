"""Every step there is. A line reads: from these states, by this duty, to that state.

A step without a target stays where it is: an urge, a note, an offer. It is written down all
the same, and who may do it when stands here as well.
"""

from requests.workflow.doing import DOING
from requests.workflow.handing import HANDING
from requests.workflow.helping import HELPING
from requests.workflow.sending import SENDING
from requests.workflow.shape import ALL, ANSWER, WORK, Clocks, Duty, Step
from requests.workflow.words import OPEN, ClockKind, Status

S = Status


def _from(*sources: Status) -> frozenset[Status]:
    return frozenset(sources)


def _by(*duties: Duty) -> frozenset[Duty]:
    return frozenset(duties)


def _needs(*words: str) -> frozenset[str]:
    return frozenset(words)


BEFORE_WORK = (S.SUBMITTED, S.ASKING, S.CLASSIFIED)
WORKED_ON = (S.ASSIGNED, S.IN_PROGRESS, S.SUSPENDED)
UNDER_WAY = (S.POOLED, *WORKED_ON)
NOT_WORKED_ON = (*BEFORE_WORK, S.COMPLETED, S.DISPUTED)
ENDED = Clocks(stop=ALL)
ON_THE_BOARD = _from(S.CLASSIFIED, *UNDER_WAY, S.COMPLETED, S.DISPUTED, S.CLOSED)
"""What the community took in, if it is a public matter: the board shows it from then on."""

STEPS = (
    # 分 ------------------------------------------------------------------------------------
    Step(
        "ask",
        _from(S.SUBMITTED, S.CLASSIFIED),
        S.ASKING,
        _by(Duty.DESK),
        _needs("question"),
        Clocks(pause=True),
        "asked",
    ),
    Step(
        "answer",
        _from(S.ASKING),
        S.SUBMITTED,
        _by(Duty.REPORTER, Duty.DESK),  # the desk for who has no account: he was rung
        _needs("answer"),
        Clocks(resume=True),
    ),
    Step("lapse", _from(S.ASKING), S.WITHDRAWN, _by(Duty.CLOCK), clocks=ENDED, tells="lapsed"),
    Step("classify", _from(S.SUBMITTED), S.CLASSIFIED, _by(Duty.DESK), tells="accepted"),
    Step(
        "refuse",
        _from(S.SUBMITTED, S.CLASSIFIED),
        S.REFUSED,
        _by(Duty.DESK),
        _needs("reason", "reply"),
        ENDED,
        "refused",
    ),
    Step(
        "redirect",
        _from(S.SUBMITTED, S.CLASSIFIED),
        S.REDIRECTED,
        _by(Duty.DESK),
        _needs("where", "reply"),
        ENDED,
        "redirected",
    ),
    Step(
        "merge",
        _from(S.SUBMITTED, S.CLASSIFIED),
        S.MERGED,
        _by(Duty.DESK),
        _needs("into"),
        ENDED,
        "merged",
    ),
    Step("split", _from(S.SUBMITTED, S.CLASSIFIED), None, _by(Duty.DESK), _needs("parts")),
    # A slip of the hand, put right by the same hand within minutes; what was told is told anew.
    Step(
        "undo",
        _from(S.CLASSIFIED, S.ASKING, S.REFUSED, S.REDIRECTED, S.MERGED),
        S.SUBMITTED,
        _by(Duty.DESK),
        clocks=Clocks(resume=True),
        tells="corrected",
    ),
    # 跟 ------------------------------------------------------------------------------------
    *SENDING,
    Step("claim", _from(S.POOLED), S.IN_PROGRESS, _by(Duty.CANDIDATE), tells="claimed"),
    Step("sign", _from(S.ASSIGNED), S.IN_PROGRESS, _by(Duty.HANDLER), tells="claimed"),
    Step(
        "object",
        _from(S.ASSIGNED),
        S.CLASSIFIED,
        _by(Duty.HANDLER),
        _needs("reason"),
        tells="objected",
        public=False,
        ends_lead=True,
    ),
    Step(
        "hand_back",
        _from(S.IN_PROGRESS, S.SUSPENDED),
        S.CLASSIFIED,
        _by(Duty.HANDLER),
        _needs("reason"),
        Clocks(resume=True),
        "handed_back",
        ends_lead=True,
    ),
    Step(
        "recuse_lead",
        _from(*WORKED_ON),
        S.CLASSIFIED,
        _by(Duty.HANDLER),
        _needs("reason"),
        Clocks(resume=True),
        "handed_back",
        public=False,
        ends_lead=True,
    ),
    Step(
        "shield_lead",
        _from(*UNDER_WAY),
        S.CLASSIFIED,
        _by(Duty.DESK),
        _needs("about"),
        Clocks(resume=True),
        public=False,
        ends_lead=True,
    ),
    Step(
        "transfer",
        _from(S.IN_PROGRESS, S.SUSPENDED),
        S.ASSIGNED,
        _by(Duty.DESK),
        _needs("lead", "reason"),
        Clocks(resume=True),
        "assigned",
        ends_lead=True,
    ),
    Step(
        "suspend",
        _from(S.IN_PROGRESS),
        S.SUSPENDED,
        _by(Duty.HANDLER),
        _needs("pause_reason", "until"),
        Clocks(pause=True),
        "suspended",
    ),
    Step(
        "resume", _from(S.SUSPENDED), S.IN_PROGRESS, _by(Duty.HANDLER), clocks=Clocks(resume=True)
    ),
    Step(
        "wake",
        _from(S.SUSPENDED),
        S.IN_PROGRESS,
        _by(Duty.CLOCK),
        clocks=Clocks(resume=True),
        tells="woken",
        public=False,
    ),
    # 结 · 评 -------------------------------------------------------------------------------
    Step(
        "complete",
        _from(S.IN_PROGRESS),
        S.COMPLETED,
        _by(Duty.HANDLER),
        _needs("result"),
        Clocks(stop=WORK),
        "completed",
    ),
    Step(
        "rate", _from(S.COMPLETED), S.CLOSED, _by(Duty.REPORTER), _needs("grade"), ENDED, "thanked"
    ),
    Step(
        "rate_low",
        _from(S.COMPLETED),
        S.DISPUTED,
        _by(Duty.REPORTER),
        _needs("grade"),
        Clocks(start=ANSWER),
        "rated_low",
    ),
    Step(
        "confirm",
        _from(S.COMPLETED),
        S.CLOSED,
        _by(Duty.VERIFIER),
        _needs("grade", "asked_how"),
        ENDED,
    ),
    Step(
        "confirm_low",
        _from(S.COMPLETED),
        S.DISPUTED,
        _by(Duty.VERIFIER),
        _needs("grade", "asked_how"),
        Clocks(start=ANSWER),
        "rated_low",
    ),
    Step(
        "rework",
        _from(S.COMPLETED, S.DISPUTED, S.CLOSED),
        S.IN_PROGRESS,
        _by(Duty.DESK),
        _needs("reason"),
        Clocks(stop=ANSWER, restart=True),
        "reworked",
    ),
    Step(
        "explain",
        _from(S.DISPUTED),
        S.CLOSED,
        _by(Duty.DESK),
        _needs("explanation"),
        ENDED,
        "explained",
    ),
    Step(
        "close_unrated",
        _from(S.COMPLETED),
        S.CLOSED,
        _by(Duty.CLOCK),
        clocks=ENDED,
        tells="unrated",
    ),
    Step(
        "reopen",
        _from(S.COMPLETED, S.DISPUTED, S.CLOSED),
        S.CLASSIFIED,
        _by(Duty.REPORTER),
        _needs("reason"),
        Clocks(restart=True),
        "reopened",
        ends_lead=True,
    ),
    Step(
        "contest",
        _from(S.CLOSED),
        S.DISPUTED,
        _by(Duty.AFFECTED),
        _needs("reason"),
        Clocks(start=ANSWER),
        "contested",
    ),
    Step(
        "withdraw",
        _from(*BEFORE_WORK, *UNDER_WAY),
        S.WITHDRAWN,
        _by(Duty.REPORTER),
        clocks=ENDED,
        tells="withdrawn",
        ends_lead=True,
    ),
    # stays where it is ---------------------------------------------------------------------
    # keeping away
    Step(
        "recuse",
        OPEN,
        None,
        _by(Duty.HANDLER, Duty.HELPER, Duty.DESK),
        _needs("reason"),
        public=False,
    ),
    Step("shield", _from(*NOT_WORKED_ON), None, _by(Duty.DESK), _needs("about"), public=False),
    Step("protect", _from(S.SUBMITTED, S.CLASSIFIED), None, _by(Duty.DESK), public=False),
    Step("reclassify", _from(S.CLASSIFIED, *UNDER_WAY), None, _by(Duty.DESK), public=False),
    Step(
        "offer",
        _from(S.POOLED),
        None,
        _by(Duty.DESK, Duty.CLOCK),
        _needs("volunteers"),
        tells="offered",
        public=False,
    ),
    Step("decline", _from(S.POOLED), None, _by(Duty.CANDIDATE), public=False),
    Step("nobody_left", _from(S.POOLED), None, _by(Duty.CLOCK), tells="nobody_left", public=False),
    Step("lapse_offer", _from(S.POOLED), None, _by(Duty.CLOCK), public=False),
    *HELPING,
    Step(
        "contact",
        _from(S.SUBMITTED, S.CLASSIFIED, *UNDER_WAY, S.DISPUTED),
        None,
        _by(Duty.HANDLER, Duty.HELPER, Duty.DESK),
        _needs("asked_how"),
        Clocks(stop=frozenset({ClockKind.CONTACT})),
    ),
    Step(
        "note", OPEN, None, _by(Duty.HANDLER, Duty.HELPER, Duty.DESK), _needs("note"), public=False
    ),
    Step(
        "photo",
        _from(*WORKED_ON),
        None,
        _by(Duty.HANDLER, Duty.HELPER, Duty.DESK),
        _needs("photos"),
        public=False,
    ),
    Step(
        "message",
        OPEN,
        None,
        _by(Duty.HANDLER, Duty.HELPER, Duty.DESK),
        _needs("note"),
        tells="message",
    ),
    Step("reply", OPEN, None, _by(Duty.REPORTER), _needs("note"), tells="reply"),
    Step(
        "urge",
        _from(S.SUBMITTED, S.CLASSIFIED, *UNDER_WAY),
        None,
        _by(Duty.REPORTER),
        tells="urged",
    ),
    Step(
        "ask_extension",
        _from(S.IN_PROGRESS),
        None,
        _by(Duty.HANDLER),
        _needs("reason", "until"),
        tells="extension_asked",
        public=False,
    ),
    Step("extend", _from(S.IN_PROGRESS), None, _by(Duty.DESK), _needs("until"), tells="extended"),
    Step(
        "refuse_extension",
        _from(S.IN_PROGRESS),
        None,
        _by(Duty.DESK),
        _needs("reason"),
        tells="extension_refused",
        public=False,
    ),
    Step("be_affected", _from(*BEFORE_WORK, *UNDER_WAY), None, _by(Duty.NEIGHBOUR)),
    Step("remind", OPEN, None, _by(Duty.CLOCK), tells="reminder", public=False),
    Step("escalate", OPEN, None, _by(Duty.CLOCK), tells="escalated"),
    Step("invite", _from(S.COMPLETED), None, _by(Duty.CLOCK), tells="invited", public=False),
    Step("add_rating", _from(S.CLOSED), None, _by(Duty.REPORTER), _needs("grade")),
    Step(
        "answer_rating",
        _from(S.CLOSED),
        None,
        _by(Duty.DESK),
        _needs("note"),
        tells="rating_answered",
    ),
    Step("release", ON_THE_BOARD, None, _by(Duty.DESK), _needs("text")),
    *DOING,
    *HANDING,
)

_BY_NAME = {step.name: step for step in STEPS}


def by_name(name: str) -> Step:
    return _BY_NAME[name]


def steps_from(status: str, duty: Duty | None = None) -> list[Step]:
    """What may come next, for everybody or for one duty, in the order of the table."""
    return [
        step for step in STEPS if status in step.sources and (duty is None or duty in step.duties)
    ]


def step_names() -> list[tuple[str, str]]:
    """What a line of the history may be called; the first of all stands in no table."""
    return [("submit", "submit"), *((step.name, step.name) for step in STEPS)]
