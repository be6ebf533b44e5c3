import pytest

from core import masking


@pytest.mark.parametrize(
    ("mask", "clear", "shown"),
    [
        ("name", "张三", "张*"),
        ("name", "欧阳明月", "欧阳*"),
        ("name", "", ""),
        ("phone", "13812348000", "138****8000"),
        ("phone", "0858-8812345", "0858-****45"),
        ("id_number", "520221194503150012", "520221********0012"),
        ("address", "梧桐里3号楼2单元501", "梧桐里3号楼"),
        ("note", "糖尿病", "（受保护）"),
    ],
)
def test_each_kind_has_its_mask(mask, clear, shown):
    assert masking.MASKS[mask](clear) == shown


def test_numbers_in_running_text_are_taken_out_and_handed_over():
    text, found = masking.redact_free_text("联系 138-1234-8000，证号520221194503150012，门牌 1203")
    assert text == "联系 138****8000，证号520221********0012，门牌 1203"
    assert sorted(found) == [("id_number", "520221194503150012"), ("phone", "13812348000")]


@pytest.mark.parametrize(
    "written",
    ["520221 19450315 0012", "520221-19450315-0012", "５２０２２１１９４５０３１５００１２"],
)
def test_an_id_number_is_known_in_groups_and_in_wide_digits(written):
    text, found = masking.redact_free_text(f"证号 {written}，请看")
    assert text == "证号 520221********0012，请看"
    assert found == [("id_number", "520221194503150012")]


def test_a_phone_in_wide_digits_is_handed_over_in_plain_ones():
    text, found = masking.redact_free_text("打１３８１２３４８０００")
    assert (text, found) == ("打138****8000", [("phone", "13812348000")])


@pytest.mark.parametrize("sign", ["\u200b", "\u2060", "\u00ad", "\ufeff", "\u200d", "\u200e\u200f"])
@pytest.mark.parametrize("number", ["138{}1234{}8000", "1{}3812348000", "138{}-{}1234 {}8000{}"])
def test_signs_without_a_shape_hide_no_number(sign, number):
    text, found = masking.redact_free_text(f"打{number.replace('{}', sign)}找我")
    assert found == [("phone", "13812348000")]
    assert "138****8000" in text
    text, found = masking.redact_free_text(f"证号 520221{sign}19450315{sign}001{sign}2")
    assert (text, found) == ("证号 520221********0012", [("id_number", "520221194503150012")])


def test_where_no_number_stands_signs_without_a_shape_stay():
    text = "👨\u200d👩\u200d👧 1\ufe0f\u20e3 3\u200b4"
    assert masking.redact_free_text(text) == (text, [])


@pytest.mark.parametrize("gap", ["－", "–", "—", "\u00a0", "\u3000", "\u2011", "\n"])
def test_any_dash_and_any_blank_parts_a_number(gap):
    assert masking.redact_free_text(f"打138{gap}1234{gap}8000")[1] == [("phone", "13812348000")]
    assert masking.redact_free_text(f"520221{gap}1945{gap}0315{gap}0012")[1]


def test_a_number_with_a_wrong_check_digit_is_no_id_number():
    text = "单号 520221194503150013"
    assert masking.redact_free_text(text) == (text, [])
