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


def test_a_number_with_a_wrong_check_digit_is_no_id_number():
    text = "单号 520221194503150013"
    assert masking.redact_free_text(text) == (text, [])
