"""One form, sent twice, five times at once, or again after a lost answer: one row, one answer."""

import json
from datetime import timedelta

import pytest
from django.contrib import messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.template import Context, Template
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import path
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt

from accounts.models import User
from config import urls
from core import idempotency, tally
from core.idempotency import idempotent
from core.models import IdempotencyKey, TallyDelta
from tests.races import meet_inside, together

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


def write_row(request):
    tally.add("test.sent", 1)
    return TallyDelta.objects.count()


@idempotent
def submit(request):
    if request.POST.get("title") == "":
        return HttpResponse("标题必填", status=422)
    number = write_row(request)
    if request.POST.get("title") == "crash":
        return HttpResponse(status=500)
    messages.success(request, f"已登记第 {number} 件")
    return redirect(f"/done/{number}/")


@idempotent
def explode(request):
    write_row(request)
    raise ZeroDivisionError


@csrf_exempt
@idempotent
def as_json(request):
    return JsonResponse({"row": write_row(request)}, headers={"HX-Trigger": "saved"})


@idempotent
def long_page(request):
    write_row(request)
    return HttpResponse("长" * idempotency.MAX_BODY)


def done(request, number):
    return HttpResponse(" ".join(str(message) for message in messages.get_messages(request)))


urlpatterns = [
    *urls.urlpatterns,
    path("submit/", submit),
    path("explode/", explode),
    path("json/", as_json),
    path("long/", long_page),
    path("done/<int:number>/", done),
]

FORM = {"title": "路灯不亮", "idempotency_key": "a-key-of-this-form"}


def rows():
    return TallyDelta.objects.filter(measure="test.sent").count()


@pytest.fixture
def resident():
    return User.objects.create_user("13900000001", name="居民")


def test_the_same_form_twice_makes_one_row_and_gives_one_answer(client):
    first = client.post("/submit/", FORM)
    second = client.post("/submit/", FORM)
    assert rows() == 1
    assert (first.status_code, first["Location"]) == (302, "/done/1/")
    assert (second.status_code, second["Location"], second.content) == (
        first.status_code,
        first["Location"],
        first.content,
    )
    assert idempotency.REPLAYED in second
    assert idempotency.REPLAYED not in first


def test_after_a_lost_answer_the_person_is_told_again(client):
    client.post("/submit/", FORM)
    lost = Client()  # the same browser, whose answer, cookies and all, never arrived
    answer = lost.post("/submit/", FORM)
    assert lost.get(answer["Location"]).content.decode() == "已登记第 1 件"


def test_without_a_key_each_post_is_its_own(client):
    client.post("/submit/", {"title": "a"})
    client.post("/submit/", {"title": "a"})
    assert rows() == 2


def test_another_body_under_the_same_key_is_refused_in_words(client):
    client.post("/submit/", FORM)
    answer = client.post("/submit/", FORM | {"title": "另一件事"})
    assert answer.status_code == 422
    assert "已经提交过" in answer.content.decode()
    assert rows() == 1


def test_another_file_or_another_page_under_the_same_key_is_another_body(client):
    client.cookies["csrftoken"] = "a" * 32  # as every browser has that was shown a form

    def send(content, page="/submit/"):
        return client.post(page, FORM | {"photo": SimpleUploadedFile("a.jpg", content)})

    assert send(b"one").status_code == 302
    assert send(b"one").status_code == 302
    assert send(b"one", "/json/").status_code == 422
    assert send(b"two").status_code == 422
    assert rows() == 1


def test_the_token_around_a_form_is_not_its_content(client):
    client.post("/submit/", FORM | {"csrfmiddlewaretoken": "x"})
    assert client.post("/submit/", FORM | {"csrfmiddlewaretoken": "y"}).status_code == 302
    assert rows() == 1


def test_a_form_error_may_be_mended_under_the_same_key(client):
    assert client.post("/submit/", FORM | {"title": ""}).status_code == 422
    assert client.post("/submit/", FORM).status_code == 302
    assert rows() == 1


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("address", ["/submit/", "/explode/"])
def test_after_a_crash_the_same_form_runs_again(client, address, error_log):
    client.raise_request_exception = False
    form = FORM | {"title": "crash"}
    assert client.post(address, form).status_code == 500
    assert (rows(), IdempotencyKey.objects.count()) == (0, 0)
    assert client.post(address, form).status_code == 500  # it ran: no replay of a failure
    error_log.clear()


def test_programs_send_a_header_and_get_the_same_bytes(client):
    def send(body):
        return client.post(
            "/json/",
            json.dumps(body),
            content_type="application/json",
            headers={"Idempotency-Key": "program-key-1"},
        )

    first, second = send({"a": 1}), send({"a": 1})
    assert first.content == second.content == b'{"row": 1}'
    assert second["HX-Trigger"] == "saved"
    assert second["Content-Type"] == "application/json"
    refused = send({"a": 2})
    assert refused.status_code == 422
    assert refused.json()["code"] == "idempotency_key_reused"


def test_a_page_too_long_to_keep_is_shown_instead_of_replayed(client):
    form = {"idempotency_key": "a-key-of-long-form"}
    assert client.post("/long/", form).status_code == 200
    again = client.post("/long/", form)
    assert (again.status_code, again["Location"]) == (303, "/long/")
    assert rows() == 1


def test_a_key_belongs_to_who_sent_it(client, resident):
    client.post("/submit/", FORM)
    client.cookies["csrftoken"] = "b" * 32
    client.post("/submit/", FORM)
    client.force_login(resident)
    client.post("/submit/", FORM)
    client.post("/submit/", FORM)
    assert rows() == 3


@pytest.mark.parametrize("key", ["short", "x" * 65, "drop table;--"])
def test_a_key_that_is_none_is_refused(client, key):
    assert client.post("/submit/", FORM | {"idempotency_key": key}).status_code == 400
    assert rows() == 0


def test_the_answer_is_not_readable_in_the_table(client):
    client.post("/submit/", FORM)
    assert b"done" not in bytes(IdempotencyKey.objects.get().answer)


def test_outside_a_transaction_it_refuses_to_pretend(rf, monkeypatch):
    request = rf.post("/submit/", FORM)
    monkeypatch.setattr(idempotency, "connection", type("Idle", (), {"in_atomic_block": False}))
    with pytest.raises(RuntimeError):
        submit(request)


def test_each_rendering_of_a_form_has_its_own_key():
    page = Template("{% idempotency_key %}")
    first, second = page.render(Context()), page.render(Context())
    assert first != second
    assert first.startswith('<input type="hidden" name="idempotency_key" value="')


def test_keys_are_kept_for_a_day_at_least_whatever_the_setting_says(client, settings):
    settings.IDEMPOTENCY_HOURS = 1
    client.post("/submit/", FORM)
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=23))
    assert idempotency.sweep() == 0
    IdempotencyKey.objects.update(created_at=timezone.now() - timedelta(hours=25))
    assert idempotency.sweep() == 1


def test_it_costs_two_statements(client):
    with CaptureQueriesContext(connection) as plain:
        client.post("/submit/", {"title": "a"})
    with CaptureQueriesContext(connection) as once:
        client.post("/submit/", FORM)
    assert len(once) - len(plain) == 2


# --- at the same moment ---------------------------------------------------------------------------


def send(form=FORM):
    return Client().post("/submit/", form)


@pytest.mark.django_db(transaction=True)
def test_five_at_once_make_one_row_and_five_equal_answers(monkeypatch):
    meeting = meet_inside(monkeypatch, tally, "add")
    outcomes = together(*[send] * 5, communities=None)
    assert [outcome.error for outcome in outcomes] == [None] * 5
    answers = {(o.value.status_code, o.value["Location"], o.value.content) for o in outcomes}
    assert answers == {(302, "/done/1/", b"")}
    assert rows() == 1
    assert not meeting.happened


@pytest.mark.django_db(transaction=True)
def test_control_without_the_key_two_at_once_meet_and_make_two_rows(monkeypatch):
    meeting = meet_inside(monkeypatch, tally, "add")
    together(*[lambda: send({"title": "a"})] * 2, communities=None)
    assert meeting.happened
    assert rows() == 2


@pytest.mark.django_db(transaction=True)
def test_the_one_who_waits_runs_itself_if_the_first_is_rolled_back(monkeypatch, error_log):
    crashes = iter([True, False])
    original = tally.add

    def add(*args):
        original(*args)
        if next(crashes):
            raise ZeroDivisionError

    monkeypatch.setattr(tally, "add", add)

    def attempt():
        client = Client(raise_request_exception=False)
        return client.post("/submit/", FORM).status_code

    outcomes = together(attempt, attempt, communities=None)
    assert sorted(outcome.value for outcome in outcomes) == [302, 500]
    assert rows() == 1
    error_log.clear()
