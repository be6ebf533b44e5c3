"""What the audit tells of a row, in words: the admin's page of its history."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.words import listed

WORDS: Mapping[str, Any] = {
    "added": _("添加"),
    "by_himself": _("本人办的"),
    "by_proxy": _("代办"),
    "changed": _("改动"),
    "field": _("哪一项"),
    "fields": _("哪几项"),
    "from": _("原来"),
    "grid": _("网格"),
    "how": _("怎么办的"),
    "identity": _("核对方式"),
    "last_day": _("到哪天"),
    "licence": _("证件"),
    "on_behalf": _("代办"),
    "organization": _("单位"),
    "policy": _("保险依据"),
    "posts": _("岗位"),
    "purpose": _("目的"),
    "reason": _("原因"),
    "removed": _("移除"),
    "role": _("身份"),
    "skill": _("技能"),
    "skills": _("技能"),
    "team": _("队伍"),
    "to": _("现在"),
    "until": _("到哪天"),
    "what": _("内容"),
    "year": _("年度"),
}
"""Words of actions that are no field of their row."""


def in_words(model: type[models.Model], details: dict[str, Any]) -> list[tuple[str, str]]:
    """Fields by the names people know, values as the forms show them; old and new side by side."""
    fields = {}
    for field in model._meta.concrete_fields:
        fields[field.name] = fields[field.attname] = field
    return [_line(fields, name, value) for name, value in details.items()]


def _line(fields: Mapping[str, Any], name: str, value: Any) -> tuple[str, str]:
    field = fields.get(name)
    if field is None:
        named = name in {"field", "fields"}
        said = _field_names(fields) if named else _plain
        return str(WORDS.get(name, name)), _several(value, said)
    said = _values(field)
    label = str(field.verbose_name)
    if isinstance(value, list) and len(value) == 2:
        return label, f"{_several(value[0], said)} → {_several(value[1], said)}"
    return label, _several(value, said)


def _several(value: Any, said: Callable[[Any], str]) -> str:
    if isinstance(value, list):
        return listed(said(one) for one in value)
    return "—" if value in (None, "") else said(value)


def _plain(value: Any) -> str:
    if isinstance(value, bool):
        return str(_("是") if value else _("否"))
    return str(value)


def _field_names(fields: Mapping[str, Any]) -> Callable[[Any], str]:
    return lambda name: str(fields[name].verbose_name) if name in fields else _plain(name)


def _values(field: Any) -> Callable[[Any], str]:
    if field.choices:
        labels = dict(field.flatchoices)
        return lambda value: str(labels.get(value, value))
    if isinstance(field, models.ForeignKey):
        return lambda key: _title(field, key)
    return _plain


def _title(field: "models.ForeignKey[Any]", key: Any) -> str:
    """Its name, where it stands within the reader's reach; else the number that was written."""
    related: Any = field.related_model
    try:
        return str(related._default_manager.get(pk=key))
    except (ObjectDoesNotExist, ValueError, TypeError):
        return str(key)
