"""The certificate on paper: a PDF with its fonts in it, made from the row each time.

It is a draft until who certifies has put his seal on the paper: no picture of one stands in it.
"""

import json
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
import typst
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from pylopdf_fonts_zh_cn import sans_path

from volunteers.models import Certificate
from volunteers.queries.certificates import Month

TEMPLATE = Path(__file__).parent / "certificate.typ"


def drawn(certificate: Certificate, months: list[Month], address: str) -> bytes:
    """In Chinese, whatever the reader's language: it is shown to others."""
    with override("zh-hans"):
        facts = json.dumps(_facts(certificate, months, address), ensure_ascii=False)
    made = typst.compile(
        _template(),
        format="pdf",
        font_paths=_fonts(),
        sys_inputs={"facts": facts},
    )
    assert isinstance(made, bytes)  # noqa: S101 - one document, no file per page
    return made


@cache
def _fonts() -> typst.Fonts:
    """Ours only: what the machine has does not matter."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(sans_path().parent)])


@cache
def _template() -> bytes:
    return TEMPLATE.read_bytes()


def _facts(certificate: Certificate, months: list[Month], address: str) -> dict[str, Any]:
    return {
        "title": str(certificate.get_kind_display()),
        "number": _("编号 {number}").format(number=certificate.number),
        "text": _text(certificate),
        "heads": [_("月份"), _("次数"), _("小时")],
        "rows": [[month.name, str(month.times), month.hours] for month in months],
        "basis": _("时长按服务开始和结束的时间记录，不含路上的时间。"),
        "issuer": _("出具单位：{issuer}").format(issuer=certificate.issuer),
        "seal": _("（盖章）"),
        "date": f"{timezone.localdate(certificate.issued_at):%Y-%m-%d}",
        "draft": _("盖章后生效，没有盖章的是草稿。平台只保存记录，不是出具单位。免费出具。"),
        "check": _("扫码核验：只显示编号、起止日期、时长和状态。"),
        "address": address,
        "qr": _code(address),
    }


def _text(certificate: Certificate) -> str:
    said = _(
        "兹证明 {name}（志愿者编号 {number}）自 {start} 至 {end} 参加志愿服务，"
        "记录的服务时长共 {hours} 小时。"
    )
    if certificate.is_practice:
        said = _(
            "兹证明 {school}{group}学生 {name}（志愿者编号 {number}）在 {term}（{start} 至 {end}）"
            "到{place}参加社会实践，记录的服务时长共 {hours} 小时。"
        )
    return said.format(
        name=certificate.name.open(),
        number=certificate.volunteer_number,
        start=certificate.period_from,
        end=certificate.period_until,
        hours=certificate.hours,
        school=certificate.school,
        group=certificate.group.name if certificate.group else "",
        term=certificate.term.name if certificate.term else "",
        place=certificate.community.title,
    )


def _code(address: str) -> str:
    """As a picture of its own, with its name space; inside a page it would need none."""
    drawing = BytesIO()
    code = segno.make(address, error="m", micro=False)
    code.save(drawing, kind="svg", dark="#000", light="#fff", border=2, xmldecl=False)
    return drawing.getvalue().decode()
