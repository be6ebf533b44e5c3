"""When something goes wrong people get a page in their language and letters, and a way on."""

import logging

import pytest
from django import forms
from django.core.exceptions import SuspiciousOperation
from django.db import OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.test import Client
from django.urls import reverse
from django.utils import translation

from communities.actions.guards import clean_text
from core import trace
from core.exceptions import DomainError
from core.logs import DiscreetFormatter
from doors.views import homes


@pytest.fixture(autouse=True)
def language_goes_back():
    """A request leaves its language behind in the thread."""
    yield
    translation.deactivate()


def guest(language="zh-hans", mode="standard", **options):
    client = Client(raise_request_exception=False, **options)
    client.cookies["django_language"] = language
    client.cookies["mode"] = mode
    return client


def assert_friendly(response, status, language, mode):
    page = response.content.decode()
    assert response.status_code == status
    assert f'lang="{"en" if language == "en" else "zh-Hans"}"' in page
    assert f'data-mode="{mode}"' in page
    assert '<a class="btn btn-do" href="' in page
    assert "<h1>" in page
    if language == "en":
        body = page.split("<main")[1].split("</main>")[0]
        assert not [letter for letter in body if "\u4e00" <= letter <= "\u9fff"]
    return page


@pytest.fixture(params=[("zh-hans", "standard"), ("zh-hans", "elder"), ("en", "elder")])
def way(request):
    return request.param


@pytest.fixture
def no_database(monkeypatch):
    """The server is gone: whoever asks for a connection hears so."""

    def refused(self):
        raise OperationalError("connection refused")

    connections["default"].close()
    monkeypatch.setattr(BaseDatabaseWrapper, "ensure_connection", refused)


def test_with_the_database_down_the_page_is_still_a_page(way, no_database, error_log):
    response = guest(*way).get("/", headers={"X-Request-ID": "abcdef0123456789"})
    page = assert_friendly(response, 500, *way)
    assert "ABCDEF01" in page  # what one reads out on the telephone is in the log, too
    assert "OperationalError" not in page
    error_log.clear()


@pytest.mark.django_db
def test_a_page_that_fails_says_so_kindly(way, monkeypatch, error_log):
    def fails(*_args, **_named):
        raise ValueError("secret detail")

    monkeypatch.setattr(homes, "render", fails)
    page = assert_friendly(guest(*way).get("/"), 500, *way)
    assert "secret detail" not in page
    error_log.clear()


@pytest.mark.django_db
def test_an_address_that_is_not_there(way):
    assert_friendly(guest(*way).get("/no/such/page/"), 404, *way)


@pytest.mark.django_db
def test_a_request_that_makes_no_sense(way, monkeypatch, error_log):
    def refuses(*_args, **_named):
        raise SuspiciousOperation

    monkeypatch.setattr(homes, "render", refuses)
    assert_friendly(guest(*way).get("/"), 400, *way)
    error_log.clear()


def test_a_host_that_is_not_ours(way, error_log):
    assert_friendly(guest(*way).get("/", headers={"Host": "evil.example"}), 400, *way)
    error_log.clear()


@pytest.mark.django_db
def test_a_form_that_lay_open_too_long(way):
    client = guest(*way, enforce_csrf_checks=True)
    response = client.post(reverse("privacy:complaint"), {"text": "……"})
    page = assert_friendly(response, 403, *way)
    if way[0] != "en":
        assert "刷新后再交" in page


@pytest.mark.django_db
def test_too_many_codes_asked_for(way):
    client = guest(*way)
    for _ in range(2):
        response = client.post(reverse("account_login"), {"phone": "13800138000", "agree": "on"})
    page = response.content.decode()
    assert response.status_code == 429
    assert f'data-mode="{way[1]}"' in page
    assert ("seconds" in page or "minute" in page) if way[0] == "en" else "秒" in page


def test_an_empty_field_is_told_what_to_do():
    class Form(forms.Form):
        name = forms.CharField()
        kind = forms.ChoiceField(choices=[("a", "A")])

    errors = Form({}).errors
    assert [str(said[0]) for said in errors.values()] == ["这一项要填写或选择"] * 2


def test_too_little_and_too_much_is_said_in_our_own_words():
    class Some(forms.Form):
        count = forms.IntegerField(min_value=1)
        yuan = forms.DecimalField(max_value=9)
        name = forms.CharField(max_length=3)
        code = forms.CharField(min_length=2)

    said = Some({"count": 0, "yuan": 10, "name": "四个字啊", "code": "一"}).errors.values()
    assert [str(each[0]) for each in said] == [
        "不能小于 1",
        "不能大于 9",
        "最多 3 个字，现在 4 个",
        "至少写 2 个字",
    ]


def test_a_number_on_the_wall_is_refused_without_naming_a_field_that_may_not_be_there():
    with pytest.raises(DomainError) as refused:
        clean_text("找 13900001111", field="purpose")
    assert refused.value.field == "purpose"
    assert "请删去" in str(refused.value)
    assert "请填到" not in str(refused.value)


def test_the_number_somebody_reads_out_stands_in_the_log():
    record = logging.LogRecord("x", logging.ERROR, __file__, 1, "broken", None, None)
    line = DiscreetFormatter("[%(number)s] %(message)s")
    with trace.carried(request_id="69268557-aaaa"):
        assert line.format(record) == f"[{trace.number()}] broken" == "[69268557] broken"
    assert line.format(record) == "[-] broken"
