"""Region codes: twelve digits that say province, city, district, street, community.

2 + 2 + 2 digits of GB/T 2260, then three for the township (001-099 街道, 100-199 镇, 200-399 乡,
400-599 other units), then three for the committee (001-199 居委会, 200-399 村委会). Codes change
every year, so they are facts with dates and never keys. Old prefixes are not refused.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from communities.models import Area, Level
from core.exceptions import DomainError

_WIDTH: Final = {
    Level.PROVINCE: 2,
    Level.CITY: 4,
    Level.DISTRICT: 6,
    Level.STREET: 9,
    Level.COMMUNITY: 12,
}
TOWNSHIP_KINDS: Final = [
    (range(1, 100), gettext_lazy("街道")),
    (range(100, 200), gettext_lazy("镇")),
    (range(200, 400), gettext_lazy("乡")),
    (range(400, 600), gettext_lazy("政企合一单位")),
]
COMMITTEE_KINDS: Final = [
    (range(1, 200), gettext_lazy("居民委员会")),
    (range(200, 400), gettext_lazy("村民委员会")),
]


@dataclass(frozen=True)
class RegionCode:
    code: str
    level: Level
    kind: str = ""
    """街道 or 镇, 居民委员会 or 村民委员会; "" above the township."""

    @property
    def significant(self) -> str:
        return self.code[: _WIDTH[self.level]]

    def parent_codes(self) -> list[str]:
        """From the nearest level upwards; some cities have no districts, so one may be missing."""
        above = [width for level, width in _WIDTH.items() if width < _WIDTH[self.level]]
        codes = [self.code[:width].ljust(12, "0") for width in reversed(above)]
        return [code for code in dict.fromkeys(codes) if code != self.code]


def read_region_code(text: str) -> RegionCode:
    """The code with its level; a shorter one is filled up with zeros."""
    digits = text.strip()
    if not digits.isascii() or not digits.isdigit() or len(digits) not in {2, 4, 6, 9, 12}:
        raise DomainError(
            _("区划代码应为 2、4、6、9 或 12 位数字：%(code)s") % {"code": text}, field="code"
        )
    code = digits.ljust(12, "0")
    township, committee = int(code[6:9]), int(code[9:])
    if not 11 <= int(code[:2]) <= 82:
        raise DomainError(_("区划代码前两位不是省级代码：%(code)s") % {"code": text}, field="code")
    if committee:
        if not township:
            raise DomainError(
                _("社区代码缺少街道（第 7 至 9 位为 000）：%(code)s") % {"code": text}, field="code"
            )
        return RegionCode(code, Level.COMMUNITY, _kind(COMMITTEE_KINDS, committee, text))
    if township:
        return RegionCode(code, Level.STREET, _kind(TOWNSHIP_KINDS, township, text))
    if code[4:6] != "00":
        return RegionCode(code, Level.DISTRICT)
    return RegionCode(code, Level.CITY if code[2:4] != "00" else Level.PROVINCE)


def _kind(kinds: Sequence[tuple[range, object]], number: int, text: str) -> str:
    for numbers, kind in kinds:
        if number in numbers:
            return str(kind)
    raise DomainError(
        _("区划代码中的街道或社区编号不在规定范围：%(code)s") % {"code": text}, field="code"
    )


def committee_of(place: Area) -> str:
    """By its legal name, as it stands on a seal; where no code says which kind, by its title."""
    kind = read_region_code(place.code).kind if place.code else ""
    return _("{place}{committee}").format(place=place.title, committee=kind).strip()


def fitting_code(code: str, level: str) -> str:
    """The code in full length, if it belongs to that level. A grid's number is its own business."""
    code = code.strip()
    if not code or level in {Level.GRID, Level.MICRO_GRID}:
        return code
    region = read_region_code(code)
    if region.level != level:
        raise DomainError(
            _("代码 %(code)s 属于“%(level)s”一级。")
            % {"code": region.code, "level": region.level.label},
            field="code",
        )
    return region.code
