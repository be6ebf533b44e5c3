"""Region codes by their own rule (GB/T 2260 and the township and committee digits)."""

import pytest

from communities.regions import read_region_code
from core.exceptions import DomainError


@pytest.mark.parametrize(
    ("code", "level", "kind"),
    [
        ("52", "province", ""), ("5202", "city", ""), ("520204", "district", ""),
        ("520204002", "street", "街道"), ("500154126", "street", "镇"),
        ("520281001", "street", "街道"), ("152502201000", "street", "乡"),
        ("110105400", "street", "政企合一单位"), ("520204002001", "community", "居民委员会"),
        ("500154126201", "community", "村民委员会"), ("331082000000", "district", ""),
    ],
)  # fmt: skip
def test_the_code_says_its_level_and_kind(code, level, kind):
    region = read_region_code(code)
    assert (region.level, region.kind) == (level, kind)
    assert len(region.code) == 12


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("", "位数字"), ("52020", "位数字"), ("52020４", "位数字"), ("5202x4", "位数字"),
        ("990000", "省级"), ("520204000001", "缺少街道"), ("520204700", "规定范围"),
        ("520204002450", "规定范围"),
    ],
)  # fmt: skip
def test_what_is_no_code_is_refused_in_words(code, says):
    with pytest.raises(DomainError) as refusal:
        read_region_code(code)
    assert says in str(refusal.value)


def test_parents_from_the_nearest_upwards():
    assert read_region_code("520204002001").parent_codes() == [
        "520204002000", "520204000000", "520200000000", "520000000000",
    ]  # fmt: skip
    assert read_region_code("52").parent_codes() == []
