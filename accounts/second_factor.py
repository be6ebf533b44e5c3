"""Did this session prove more than a number?

A session is asked, not an account: a session that somebody opened with a hijacked number stays
without power, even after the true holder has bound his authenticator elsewhere.
"""

from django.contrib.sessions.backends.base import SessionBase

KEY = "second_factor"
VOUCHED, OWN = "vouched", "own"


def passed(session: SessionBase) -> bool:
    return bool(session.get(KEY))


def wakes(session: SessionBase) -> bool:
    """Enough for a role that needs one: bound with a code handed over, not by the number alone."""
    return bool(session.get(KEY) == VOUCHED)


def mark_passed(session: SessionBase, *, vouched: bool) -> None:
    session[KEY] = VOUCHED if vouched else OWN


def forget(session: SessionBase) -> None:
    session.pop(KEY, None)
