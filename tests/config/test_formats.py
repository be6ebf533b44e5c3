from datetime import date

from django.contrib.humanize.templatetags.humanize import intcomma
from django.utils.formats import date_format


def test_chinese_numbers_are_grouped_by_three():
    assert intcomma(13505) == "13,505"


def test_days_are_written_without_a_nought():
    assert date_format(date(2026, 9, 2), "MONTH_DAY_FORMAT") == "9月2日"
