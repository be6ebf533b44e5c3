from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.identifiers import id_check_digit, read_id_number, read_phone, read_uscc

TODAY = date(2026, 11, 21)


@pytest.mark.parametrize(
    "number", ["520221194503150012", "520221201506010026", "810000198001010014"]
)
def test_numbers_that_pass_their_own_arithmetic_are_read(number):
    assert read_id_number(number, today=TODAY).value == number


def test_birth_date_and_sex_come_from_the_number():
    read = read_id_number("520221194503150012", today=TODAY)
    assert (read.born, read.is_male) == (date(1945, 3, 15), True)


def test_full_width_digits_and_spaces_are_forgiven():
    assert read_id_number(" ５２０２２１ 19450315 0012 ", today=TODAY) is not None


@given(st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_changed_character_is_noticed(position, character):
    number = "520221194503150012"
    if number[position] == character:
        return
    changed = number[:position] + character + number[position + 1 :]
    assert read_id_number(changed, today=TODAY) is None


@pytest.mark.parametrize("body", ["52022120270101001", "52022119450230001", "52022118990101001"])
def test_impossible_birthdays_are_refused(body):
    assert read_id_number(body + id_check_digit(body), today=TODAY) is None


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("13800008000", "13800008000"),
        ("+86 138-0000-8000", "13800008000"),
        ("0086 13800008000", "13800008000"),
        ("１３８００００８０００", "13800008000"),
        ("0858-8812345", "0858-8812345"),
        ("(0858)8812345", "0858-8812345"),
        ("12800008000", None),
        ("1380000800", None),
        ("", None),
    ],
)
def test_phones_are_read_as_people_write_them(typed, read):
    assert read_phone(typed) == read


CREDIT_CODES = (
    "91110000600037341L", "51520201MJR000001U", "52520281MJY123456N", "53510000MJD0001Q20",
    "54520203MEA00001K3", "N2520281MF1234567N",
)  # fmt: skip


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_credit_codes_pass_also_with_letters_in_front(code):
    assert read_uscc(code) == code
    assert read_uscc(f" {code[:2]} {code[2:8]}-{code[8:].lower()} ") == code


@pytest.mark.parametrize("code", CREDIT_CODES)
def test_any_one_changed_character_of_a_credit_code_is_noticed(code):
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for position in range(18):
        for letter in letters.replace(code[position], ""):
            assert read_uscc(code[:position] + letter + code[position + 1 :]) is None


@pytest.mark.parametrize("text", ["", "9111", "91110000600037341L1", "911100006000373-1L"])
def test_what_has_not_eighteen_characters_is_no_credit_code(text):
    assert read_uscc(text) is None


def test_signs_without_a_shape_do_not_spoil_a_number_from_a_chat():
    assert read_phone("\u202d138\u200b0013\u20608000\u202c") == "13800138000"
    assert read_id_number("520221\u00ad194503150012", today=date(2026, 11, 21)) is not None
    assert read_uscc("51520201MJR\u200b000001U") == "51520201MJR000001U"
