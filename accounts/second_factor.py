"""Did this session prove more than a number?

A session is asked, not an account: a session that somebody opened with a hijacked number stays
without power, even after the true holder has bound his authenticator elsewhere.
"""

from django.contrib.sessions.backends.base import SessionBase

KEY = "second_factor"


def passed(session: SessionBase) -> bool:
    return bool(session.get(KEY))


def mark_passed(session: SessionBase) -> None:
    session[KEY] = True


def forget(session: SessionBase) -> None:
    session.pop(KEY, None)
