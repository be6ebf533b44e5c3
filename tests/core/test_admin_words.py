"""No word of the machine's reaches the admin: codes, ranges, names of columns."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.contrib import admin
from django.contrib.admin.utils import label_for_field
from django.db import models
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils import translation

from accounts import roles
from core import audit
from core.admin_audit import thing_of
from core.admin_base import period_column
from core.admin_history import WORDS, in_words, said
from core.models import AuditEvent, OutboxMessage
from core.subscriptions import by_topic
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


CODE_OF_THE_STATE = {"communities.Area"}
"""Twelve digits that everybody in the trade reads."""


def registers():
    ours = [
        model for model in admin.site._registry if hasattr(admin.site._registry[model], "duties")
    ]
    return sorted(ours, key=lambda model: model._meta.label)


@pytest.mark.parametrize("model", registers(), ids=lambda model: model._meta.label_lower)
def test_no_list_shows_a_column_of_code_words(model):
    """What a list shows of a column is what people read: a choice, a name, a date; never a slug."""
    register = admin.site._registry[model]
    fields = {field.name: field for field in model._meta.fields}
    columns = {name: fields[name] for name in register.list_display if name in fields}
    words = {"topic", "verb", "grant", "object_type", "code", "role", "kind", "status"}
    bare = {
        name
        for name, field in columns.items()
        if not field.choices
        and (isinstance(field, models.SlugField) or name in words)
        and isinstance(field, models.CharField)
    }
    if model._meta.label in CODE_OF_THE_STATE:
        bare -= {"code"}
    assert bare == set()
    filters = [one for one in register.list_filter if isinstance(one, str) and one in fields]
    raw = {
        name
        for name in filters
        if isinstance(fields[name], models.CharField) and not fields[name].choices
    }
    assert raw == set(), "a filter that offers code words: use InWords"


@pytest.mark.django_db
def test_what_the_platform_files_is_told_in_words(town):
    reader = SimpleNamespace(verb="core.outbox_retried", grant=roles.GRID_WORKER)
    audited = admin.site._registry[AuditEvent]
    assert audited.role(reader) == "网格员"
    filed = admin.site._registry[OutboxMessage]
    assert filed.what(SimpleNamespace(topic="core.outbox_retried")) == "重新投递搁置的副作用"
    assert filed.receiver(SimpleNamespace(subscriber="grids.tell_leader")) == "网格 · tell_leader"
    assert thing_of("communities.resident") == "居民"


def test_every_topic_that_somebody_waits_for_has_words():
    assert [topic for topic in sorted(by_topic) if not topic.startswith("tests.")
            and audit.label_of(topic) == topic] == []  # fmt: skip
