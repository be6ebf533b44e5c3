"""Texts with named {placeholders}. Nothing else is a template language here, on purpose."""

import re
from collections.abc import Iterable, Mapping
from string import Formatter
from typing import Any

from django.utils.translation import gettext as _

from core.exceptions import DomainError
from core.words import listed

_NAME = re.compile(r"[a-z][a-z0-9_]*")


def placeholders_in(text: str) -> set[str]:
    """The names in a text; refuses anything that could reach into an object or format itself."""
    names = set()
    try:
        parts = list(Formatter().parse(text))
    except ValueError as error:
        raise DomainError(_("大括号没有成对：写成 {name} 的样子"), code="braces") from error
    for _literal, name, spec, conversion in parts:
        if name is None:
            continue
        if spec or conversion or not _NAME.fullmatch(name):
            raise DomainError(
                _("“{%(name)s}”不能用：大括号里只能写一个填入项的名称") % {"name": name},
                code="placeholder",
            )
        names.add(name)
    return names


def check_wording(texts: Iterable[str], known: Iterable[str]) -> None:
    """Every placeholder must be one that the sender fills in."""
    known = set(known)
    for name in sorted(set().union(*(placeholders_in(text) for text in texts)) - known):
        raise DomainError(
            _("没有“{%(name)s}”这一项；可用的有：%(known)s")
            % {"name": name, "known": listed(sorted(known)) or _("无")},
            code="placeholder",
            field="wording",
        )


def render(text: str, context: Mapping[str, Any]) -> str:
    return text.format_map({name: str(context.get(name, "")) for name in placeholders_in(text)})
