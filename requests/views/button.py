"""A step as somebody presses it: its words, its form, its action."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from communities.forms.base import DeskForm, NothingForm

DONE = _("记下了")


@dataclass(frozen=True)
class Button:
    slug: str
    label: Any
    run: Callable[..., Any]
    form: type[DeskForm] = NothingForm
    done: Any = DONE
    """What is said afterwards; asked of the row where that is not always the same."""
    lead: Any = ""
    icon: str = "edit"
    final: bool = False
    leaves: bool = False
    """Afterwards it is no longer his to see."""

    def said(self, about: Any) -> str:
        return str(self.done(about) if callable(self.done) else self.done)


def by_slug(*buttons: Button) -> dict[str, Button]:
    return {button.slug: button for button in buttons}
