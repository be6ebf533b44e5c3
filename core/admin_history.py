"""What the audit tells of a row, in words: the admin's page of its history."""

from collections.abc import Callable, Mapping
from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.words import listed

WORDS: Mapping[str, Any] = {
    "absorbed": _("并入的档案"),
    "activities": _("活动"),
    "added": _("添加"),
    "areas": _("范围"),
    "authority": _("代办授权"),
    "binding": _("绑定"),
    "buildings": _("楼栋"),
    "by": _("怎么办的"),
    "by_himself": _("本人办的"),
    "by_proxy": _("代办"),
    "changed": _("改动"),
    "chosen": _("抽中"),
    "decision": _("决定"),
    "differs": _("与原评价不同"),
    "enrolment": _("绑定码"),
    "every": _("每隔几次"),
    "field": _("哪一项"),
    "fields": _("哪几项"),
    "file": _("文件"),
    "from": _("原来"),
    "from_id": _("原来"),
    "gaps": _("空班"),
    "grant": _("授权"),
    "grid": _("网格"),
    "how": _("怎么办的"),
    "identity": _("核对方式"),
    "into": _("并到"),
    "kept": _("留下的档案"),
    "kind": _("哪一种"),
    "last_day": _("到哪天"),
    "licence": _("证件"),
    "members": _("人数"),
    "merge": _("合并"),
    "moves": _("换网格的楼栋"),
    "officer": _("保护专人"),
    "on": _("日期"),
    "on_behalf": _("代办"),
    "organization": _("单位"),
    "outcome": _("结果"),
    "people": _("人"),
    "policy": _("保险依据"),
    "posts": _("岗位"),
    "proof": _("核对方式"),
    "purpose": _("目的"),
    "reason": _("原因"),
    "removed": _("移除"),
    "request": _("诉求"),
    "reset": _("解除动态口令"),
    "role": _("身份"),
    "rows": _("行数"),
    "rule": _("规则"),
    "same": _("未变"),
    "sha256": _("文件指纹"),
    "shifts": _("班次"),
    "signs": _("看出了什么"),
    "skill": _("技能"),
    "skills": _("技能"),
    "team": _("队伍"),
    "source": _("来源"),
    "to": _("现在"),
    "until": _("到哪天"),
    "updated": _("更新"),
    "user": _("账号"),
    "verdict": _("结论"),
    "was": _("原来"),
    "what": _("内容"),
    "why": _("原因"),
    "wish": _("心愿"),
    "year": _("年度"),
}
"""Words of actions that are no field of their row."""

CODES: dict[str, Any] = {
    "birth": _("出生登记"),
    "code": _("短信验证码"),
    "died": _("本人去世"),
    "erased": _("本人要求删除"),
    "granted": _("同意"),
    "id_number": _("身份证号"),
    "import": _("导入"),
    "in": _("迁入"),
    "lost": _("卡丢了"),
    "marriage": _("婚入"),
    "merged": _("两份档案合并"),
    "moved": _("本人迁出"),
    "oneself": _("本人"),
    "out": _("迁出"),
    "passed": _("通过"),
    "password": _("密码"),
    "reached": _("打通了"),
    "record": _("整份档案"),
    "replaced": _("由新的代替"),
    "residents": _("居民"),
    "silent": _("180 天没有使用"),
    "unreachable": _("联系不上"),
    "within": _("在社区内搬家"),
}
"""What actions write down for machines, as people read it. Rooms add their own."""


def said(value: Any) -> str:
    return str(CODES.get(value, value)) if isinstance(value, str) else str(value)


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
    return said(value)


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
