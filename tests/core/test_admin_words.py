"""No word of the machine's reaches the admin: codes, ranges, names of columns."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib.admin.utils import label_for_field
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import translation

from accounts import roles
from core.admin_base import period_column
from core.admin_history import WORDS, in_words, said
from core.models import AuditEvent
from requests.admin import HeartCardAdmin, ServiceRequestAdmin
from requests.models import HeartCard, ServiceRequest


@pytest.mark.parametrize(
    ("days", "words"),
    [
        (DateRange(date(2026, 5, 5), None), "2026年5月5日 起"),
        (DateRange(date(2026, 5, 5), date(2026, 6, 1)), "2026年5月5日 – 2026年5月31日"),
        (DateRange(empty=True), "没有开始就取消了"),
    ],
)
def test_a_range_of_days_is_told_by_its_last_day(days, words):
    assert period_column("任期")(SimpleNamespace(period=days)) == words


@pytest.mark.parametrize("register", [ServiceRequestAdmin, HeartCardAdmin])
def test_a_number_has_a_chinese_heading(register):
    model = ServiceRequest if register is ServiceRequestAdmin else HeartCard
    assert str(label_for_field(register.list_display[0], model, register)) == "编号"


@pytest.mark.django_db
def test_codes_of_actions_are_told_in_words():
    assert (said("died"), said(roles.GRID_WORKER)) == ("本人去世", "网格员")
    lines = in_words(AuditEvent, {"reason": "silent", "kept": 3})
    assert lines == [("原因", "180 天没有使用"), ("留下的档案", "3")]
    with translation.override("zh-hans"):
        assert all(not str(word).isascii() for word in WORDS.values())
