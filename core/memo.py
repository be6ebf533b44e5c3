"""Questions a page asks more than once, answered once.

A page is made of parts that do not know each other, and two of them may need the same answer:

    @once
    def waiting_in(viewer: Viewer) -> Waiting: ...

The answers live exactly as long as the reading they were found in: the middleware opens a memo for
a GET and for nothing else. Where something may be written, every question is asked again.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from core import scope

_P = ParamSpec("_P")
_T = TypeVar("_T")

_answers: ContextVar[dict[Any, Any] | None] = ContextVar("wushe_answers", default=None)


@contextmanager
def reading() -> Iterator[None]:
    """Inside, questions marked `@once` are asked once for the same arguments in the same scope."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once(question: Callable[_P, _T]) -> Callable[_P, _T]:
    """The arguments are hashable; whoever gets the answer shares it and leaves it as it is."""

    @wraps(question)
    def remembered(*args: _P.args, **kwargs: _P.kwargs) -> _T:
        answers = _answers.get()
        if answers is None:
            return question(*args, **kwargs)
        key = (question, scope.current(), args, tuple(sorted(kwargs.items())))
        if key not in answers:
            answers[key] = question(*args, **kwargs)
        answer: _T = answers[key]
        return answer

    return remembered
