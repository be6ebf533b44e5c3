"""Small words that differ between languages."""

from collections.abc import Iterable

from django.utils.translation import gettext as _


def listed(things: Iterable[object]) -> str:
    """Several things in one sentence: the mark between them belongs to the language."""
    return _("、").join(str(thing) for thing in things)
