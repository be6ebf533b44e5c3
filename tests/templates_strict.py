"""What fails the test of any page: an undefined variable in one of our templates (other
people's are theirs), and a view whose name hides one of the frame's: the menu, the person."""

import sys
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.template import RequestContext

OURS = str(Path(settings.BASE_DIR) / "templates")


class UndefinedVariable:
    """Stands in for `string_if_invalid`; `fail` is what pytest-django's marker switches off."""

    fail = True

    def __contains__(self, text: str) -> bool:
        return text == "%s"

    def __mod__(self, variable: object) -> str:
        template = _template_being_rendered()
        if self.fail and template.startswith(OURS):
            pytest.fail(f"Undefined template variable '{variable}' in '{template}'")
        return ""


def _template_being_rendered() -> str:
    """The innermost node that knows its origin, from the stack: no cheaper way in Django."""
    frame = sys._getframe(2)
    while frame:
        origin = getattr(frame.f_locals.get("self"), "origin", None)
        if frame.f_code.co_name in {"render", "render_annotated"} and origin:
            return str(origin)
        frame = frame.f_back  # type: ignore[assignment]
    return ""


def no_view_hides_the_frame(template: Any, context: Any, **said: object) -> None:
    """Receiver of `template_rendered`, which Django sends in tests."""
    origin = str(getattr(template, "origin", None))
    if not isinstance(context, RequestContext) or context.template is not template:
        return  # rendered without the frame; or a part of a page
    if not origin.startswith(OURS):
        return
    frame, *views = context.dicts[context._processors_index :]
    hidden = sorted(
        name for names in views for name in names if name in frame and names[name] != frame[name]
    )
    if hidden:
        pytest.fail(f"The view's {', '.join(hidden)} hides the frame's in '{origin}'")
