"""What a line of the table is made of: whose hand it takes, what it does to the clocks."""

from dataclasses import dataclass, field
from enum import StrEnum

from requests.workflow.words import ClockKind, Status


class Duty(StrEnum):
    """Whose hand it takes. `requests.duties` says who has it for a given request."""

    REPORTER = "reporter"  # who asked, and who may act for him
    DESK = "desk"  # the community's desk: triage and dispatch
    HANDLER = "handler"  # the lead of it now
    HELPER = "helper"  # works on it beside the lead
    CANDIDATE = "candidate"  # who was offered it, or may take it from the pool
    NEIGHBOUR = "neighbour"  # somebody it touches as well
    AFFECTED = "affected"  # who said so, and tracks it
    VERIFIER = "verifier"  # calls back; never the handler, never who dispatched it
    BEARER = "bearer"  # holds a link that was handed on: no account, and nothing but this step
    CLOCK = "clock"  # time passed


@dataclass(frozen=True)
class Clocks:
    """What a step does to the clocks of the request."""

    start: frozenset[ClockKind] = frozenset()
    stop: frozenset[ClockKind] = frozenset()
    pause: bool = False
    resume: bool = False
    restart: bool = False
    """A new epoch: the work begins again, the old epoch stays as it was."""


NO_CHANGE = Clocks()
ALL = frozenset(ClockKind)
FIRST = frozenset({ClockKind.CONTACT, ClockKind.HANDLING, ClockKind.TOTAL})
"""What begins with a request, and again with every epoch."""
WORK = frozenset({ClockKind.CONTACT, ClockKind.HANDLING})
ANSWER = frozenset({ClockKind.ANSWER})


@dataclass(frozen=True)
class Step:
    """One line of the table."""

    name: str
    sources: frozenset[Status]
    target: Status | None
    duties: frozenset[Duty]
    """Any of these may."""
    needs: frozenset[str] = field(default_factory=frozenset)
    """What must be said with it: note, reply, reason, result, lead, answer …"""
    clocks: Clocks = NO_CHANGE
    tells: str = ""
    """The kind of message (requests.message_kinds), if somebody is told."""
    public: bool = True
    """Does the reporter's timeline show it?"""
    ends_lead: bool = False
    """The lead of it is free afterwards."""
    never_for: frozenset[str] = field(default_factory=frozenset)
    """Kinds of request for which there is no such line."""
