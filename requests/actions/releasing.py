"""公示: one sentence about a public matter, written by the desk, fit for everybody's eyes."""

import re

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.exceptions import DomainError
from core.masking import redact_free_text
from requests.actions.moving import lock, move_on
from requests.models import ServiceRequest

SHARED_RUN = 10
"""So many characters in a row that the reporter wrote as well are his words, not the desk's."""
POLITE = frozenset(
    (
        *("奶奶", "爷爷", "大爷", "大妈", "大娘", "婆婆", "公公", "阿姨", "叔叔", "伯伯"),  # data
        *("女士", "先生", "师傅", "老师", "同学", "大姐", "大哥"),  # data
    )
)
"""What stands where a given name would: 莫奶奶 names somebody, 一位奶奶 nobody."""
SURNAMES = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢"  # data
    "蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江顾侯邵孟龙"  # data
    "万段雷钱汤尹黎易常武乔贺赖龚莫"  # data
)
"""Of nine in ten people."""
CALLED = re.compile(rf"(?<!主)[{SURNAMES}](?:{'|'.join(sorted(POLITE))})")  # data
"""A surname before a polite word; 班主任老师 is none."""
DOOR = re.compile(r"\d+\s*(?:号楼|栋|幢|单元|室|号房|户)|[一二三四五六七八九十]+单元")  # data


@transaction.atomic
def release_public_text(
    service_request: ServiceRequest, *, text: str, by: Viewer
) -> ServiceRequest:
    """Told anew whenever there is something to tell; the last sentence is what the board shows."""
    row = lock(service_request)
    if not row.is_public or row.is_confidential:
        raise DomainError(_("这件事不是公共的事，不上公示"), code="not_public")
    text = text.strip()
    refuse_traces(text, row, field="text")
    changes = {"public_text": text}
    return move_on(row, "release", by=by, note=text, changes=changes).service_request


def refuse_traces(text: str, row: ServiceRequest, *, field: str) -> None:
    """Nothing in it leads to a person: no number, no door, no name, nothing he wrote himself."""
    if not text:
        raise DomainError(_("请写一句给大家看的话"), field=field)
    refuse_names(text, row, field=field)
    if shares_a_run(text, f"{row.title}\n{row.body}"):
        raise DomainError(_("这是提出的人自己的话，请换个说法"), field=field)


def refuse_names(text: str, row: ServiceRequest, *, field: str) -> None:
    if redact_free_text(text)[1]:
        raise DomainError(_("里面有电话或证件号，请去掉"), field=field)
    if DOOR.search(text):
        raise DomainError(_("请不要写楼号、单元、门牌，写小区就够了"), field=field)
    if any(name and name in text for name in names_in(row)):
        raise DomainError(_("里面有当事人的姓名，请去掉"), field=field)
    if found := CALLED.search(text):
        said = _("“{name}”认得出是谁，请写成“一位奶奶”这样的话").format(name=found.group())
        raise DomainError(said, field=field)


def names_in(row: ServiceRequest) -> set[str]:
    """Of everybody who is named in it, with and without the surname."""
    people = [row.contact_name, row.reporter.name if row.reporter else None]
    people.append(row.resident.name if row.resident else None)
    full = {name.open() for name in people if name}
    given = {name[1:] for name in full if len(name) > 2}
    return full | {name for name in given if name not in POLITE}


def shares_a_run(text: str, other: str, *, least: int = SHARED_RUN) -> bool:
    return any(text[at : at + least] in other for at in range(len(text) - least + 1))
