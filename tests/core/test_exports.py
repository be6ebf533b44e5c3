"""From the button to the file: whose rows, which cells, who may fetch it, what is remembered."""

import csv
import io
import threading
from dataclasses import replace
from datetime import timedelta

import openpyxl
import pytest
from allauth.mfa.utils import is_mfa_enabled
from django.db import connection
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from communities.models import Resident
from communities.viewers import enter_as
from core import delivery, exports, scope
from core.exceptions import DomainError
from core.exports import progress, queries, registry, running, tasks
from core.models import AuditEvent, ExportJob, OutboxMessage, StoredFile
from tests.races import together

pytestmark = pytest.mark.django_db
Status = ExportJob.Status


def produce(job):
    viewer = enter_as(job.owner, active=job.acting_as, has_mfa=is_mfa_enabled)
    rows = Resident.objects.visible_to(viewer).order_by("pk")
    if job.params.get("q") == "broken":
        raise ZeroDivisionError
    if job.params.get("q") == "refused":
        raise DomainError("请先选择网格。")
    return exports.Rows(
        rows.count(), ([r.name, r.phone, r.born_on] for r in rows.iterator(chunk_size=2))
    )


@pytest.fixture(autouse=True)
def exporter(monkeypatch):
    exports.exporter(
        "test.residents",
        title="居民名册",
        columns=["姓名", "电话", "出生日期"],
        allowed=lambda viewer: viewer.role.exports,
        params=("q",),
    )(produce)
    made = registry.by_kind.pop("test.residents")
    monkeypatch.setitem(registry.by_kind, "test.residents", made)


def start(client, **values):
    form = {"kind": "test.residents", "format": "csv"} | values
    return client.post(reverse("exports:start"), form)


def the_job():
    return ExportJob.objects.get()


def export(client, **values):
    start(client, **values)
    running.run(the_job().pk)
    return the_job()


def fetch(client, job):
    answer = client.get(reverse("exports:download", args=[job.public_id]))
    return answer if answer.status_code != 200 else b"".join(answer.streaming_content)


def verbs():
    rows = AuditEvent.objects.filter(verb__startswith="core.export.").order_by("id")
    return list(rows.values_list("verb", flat=True))


# --- the way of an export -------------------------------------------------------------------------


def test_from_the_button_to_a_file_with_the_values_this_viewer_may_see(enter, town):
    client = enter("secretary")
    answer = start(client)
    assert answer["Location"] == reverse("exports:show", args=[the_job().public_id])
    assert OutboxMessage.objects.filter(topic="core.export_requested").count() == 1
    assert "看看写到哪里了" in client.get(answer["Location"]).content.decode()
    running.run(the_job().pk)
    page = client.get(answer["Location"]).content.decode()
    assert "以前可以下载" in page
    assert "hx-get" not in page
    table = list(csv.reader(io.StringIO(fetch(client, the_job()).decode("utf-8-sig"))))
    here = Resident.objects.filter(community=town.community).order_by("pk")
    assert table[0] == ["姓名", "电话", "出生日期"]
    assert len(table) == here.count() + 1
    assert table[1][0] == here[0].name.masked
    assert here[0].name.open() not in str(table)
    assert the_job().total_rows == the_job().done_rows == here.count()
    assert verbs() == ["core.export.request", "core.export.finish", "core.export.download"]


def test_an_excel_table_has_the_same_rows_and_real_dates(enter, town):
    client = enter("secretary")
    job = export(client, format="xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(fetch(client, job))).active
    first = Resident.objects.filter(community=town.community).order_by("pk").first()
    assert [cell.value for cell in sheet[1]] == ["姓名", "电话", "出生日期"]
    assert sheet["A2"].value == first.name.masked
    assert sheet["C2"].value.date() == first.born_on


def test_rows_are_chosen_by_what_is_true_when_it_runs(enter, town):
    client = enter("secretary")
    start(client)
    town.secretary.grants.update(revoked_at=timezone.now())
    running.run(the_job().pk)
    assert the_job().done_rows <= 1  # what he may see as himself, not what he asked for


def test_the_owner_alone_and_only_in_that_role_sees_it(enter, town):
    job = export(enter("secretary"))
    addresses = [
        reverse("exports:show", args=[job.public_id]),
        reverse("exports:download", args=[job.public_id]),
    ]
    for name in ("staff", "sibling_staff", "worker", "resident", "system_admin"):
        if name in town.accounts:
            client = enter(name)
            assert [client.get(address).status_code for address in addresses] == [404, 404], name
    client = enter("secretary")
    assert [client.get(address).status_code for address in addresses] == [200, 200]
    town.secretary.grants.update(revoked_at=timezone.now())
    assert [client.get(address).status_code for address in addresses] == [404, 404]


@pytest.mark.parametrize("change", ["another account", "another role", "may not any more"])
def test_each_of_the_three_conditions_is_asked_also_without_the_database_wall(
    enter, town, monkeypatch, change
):
    job = export(enter("secretary"))
    scope.declare(scope.EVERYTHING)
    viewer = town.viewer("secretary")
    assert queries.get_own(viewer, job.public_id) == job
    if change == "another account":
        viewer = replace(viewer, user=town.staff)
    elif change == "another role":
        viewer = replace(viewer, grant_id=viewer.grant_id + 1000)
    else:
        found = registry.by_kind["test.residents"]
        forbidden = replace(found, allowed=lambda viewer: False)
        monkeypatch.setitem(registry.by_kind, "test.residents", forbidden)
    with pytest.raises(Http404):
        queries.get_own(viewer, job.public_id)


def test_signed_out_one_is_asked_to_sign_in(client, enter, town):
    job = export(enter("secretary"))
    client.logout()
    answer = client.get(reverse("exports:download", args=[job.public_id]))
    assert answer.status_code == 302


@pytest.mark.parametrize("name", ["worker", "resident"])
def test_a_role_that_may_not_export_finds_nothing_to_start(enter, name):
    assert start(enter(name)).status_code == 404
    assert not ExportJob.objects.exists()


def test_only_the_params_an_exporter_names_are_kept(enter):
    start(enter("secretary"), q="张", community="999", csrfmiddlewaretoken="x")
    assert the_job().params == {"q": "张"}


def test_who_went_on_working_finds_his_exports_where_he_asked_for_them(enter, town, monkeypatch):
    """The page that writes says: you may do other things meanwhile."""
    client, page = enter("secretary"), reverse("communities:imports")
    start(client)
    own = reverse("exports:show", args=[the_job().public_id])
    shown = client.get(page).content.decode()
    assert own in shown
    assert 'name="format" value="csv"' in shown
    assert own not in enter("staff").get(page).content.decode()


def test_a_double_click_starts_one_export(enter):
    client = enter("secretary")
    first = start(client, idempotency_key="one-form-one-key")
    second = start(client, idempotency_key="one-form-one-key")
    assert first["Location"] == second["Location"]
    assert ExportJob.objects.count() == 1


def test_a_fourth_open_export_is_refused_and_a_foreign_address_is_not_followed(enter):
    client = enter("secretary")
    for _ in range(3):
        start(client)
    assert start(client, next="/desk/")["Location"] == "/desk/"
    assert start(client, next="https://evil.example/")["Location"] == "/"
    assert ExportJob.objects.count() == 3


def test_the_page_refreshes_only_its_card_for_htmx(enter):
    client = enter("secretary")
    start(client)
    address = reverse("exports:show", args=[the_job().public_id])
    part = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert part.startswith("\n<section") or part.lstrip().startswith("<section")
    assert f'hx-get="{address}"' in part
    assert "<html" in client.get(address).content.decode()


def test_who_works_at_the_desk_stays_at_the_desk(enter):
    client = enter("secretary")
    export(client)
    page = client.get(reverse("exports:show", args=[the_job().public_id])).content.decode()
    assert 'class="desk-frame"' in page
    assert page.count("<h1") == 1


# --- when it goes wrong ---------------------------------------------------------------------------


def test_a_refusal_is_shown_with_its_reason(enter):
    client = enter("secretary")
    job = export(client, q="refused")
    assert (job.status, job.error) == (Status.FAILED, "请先选择网格。")
    page = client.get(reverse("exports:show", args=[job.public_id])).content.decode()
    assert "请先选择网格。" in page
    assert verbs() == ["core.export.request", "core.export.fail"]


def test_a_mistake_of_ours_is_logged_and_said_without_details(enter, error_log):
    client = enter("secretary")
    job = export(client, q="broken")
    assert job.status == Status.FAILED
    assert "ZeroDivision" not in job.error
    assert "failed" in error_log.pop().getMessage()
    assert fetch(client, job).status_code == 404


def test_a_finished_export_does_not_run_again(enter):
    job = export(enter("secretary"))
    running.run(job.pk)
    assert StoredFile.objects.count() == 1


def be_silent(**values):
    ExportJob.objects.update(touched_at=timezone.now() - timedelta(minutes=3), **values)


def test_an_export_whose_worker_died_runs_again_and_fails_in_the_end(enter):
    start(enter("secretary"))
    assert running.lost() == []
    be_silent()
    assert running.lost() == [the_job().pk]  # nobody was woken
    for attempt in (1, 2):
        be_silent(status=Status.RUNNING, attempts=attempt)
        assert running.lost() == [the_job().pk]
    be_silent(status=Status.RUNNING, attempts=3)
    assert running.lost() == []
    assert the_job().status == Status.FAILED
    assert "多次中断" in the_job().error


def test_a_worker_that_was_thought_dead_leaves_no_second_file(enter, monkeypatch):
    start(enter("secretary"))
    write = running._write

    def overtaken(*args):
        rows = write(*args)
        ExportJob.objects.update(attempts=2)
        return rows

    monkeypatch.setattr(running, "_write", overtaken)
    running.run(the_job().pk)
    assert the_job().status == Status.RUNNING
    assert not StoredFile.objects.exists()


def test_after_its_time_nothing_is_left_to_fetch(enter):
    client = enter("secretary")
    job = export(client)
    ExportJob.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert fetch(client, job).status_code == 404
    assert running.expire() == 1
    assert the_job().status == Status.EXPIRED
    assert not StoredFile.objects.exists()
    page = client.get(reverse("exports:show", args=[job.public_id])).content.decode()
    assert "下载时间已经过了" in page


def test_the_outbox_wakes_the_worker_and_the_sweep_wakes_it_again(enter, monkeypatch):
    woken = []
    monkeypatch.setattr(tasks.run_export, "delay", woken.append)
    start(enter("secretary"))
    delivery.deliver_due()
    assert woken == [the_job().pk]
    be_silent()
    tasks.sweep_exports()
    assert woken == [the_job().pk] * 2


# --- for real -------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_two_workers_write_one_file(enter, town):
    start(enter("secretary"))
    pk = the_job().pk
    outcomes = together(*[lambda: running.run(pk)] * 2, communities=None)
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert the_job().attempts == 1
    assert StoredFile.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_progress_is_seen_while_the_long_transaction_is_open(enter, town, monkeypatch):
    monkeypatch.setattr(progress, "EVERY_SECONDS", 0)
    monkeypatch.setattr(running, "CHUNK", 10)
    seen = []

    def look():
        with scope.entered(scope.EVERYTHING):
            job = the_job()
            seen.append((job.status, job.done_rows, job.total_rows))
        connection.close()

    def slow_rows():
        for number in range(30):
            if number == 25:
                thread = threading.Thread(target=look)
                thread.start()
                thread.join()
            yield [number, "", ""]

    def slow(job):
        return exports.Rows(30, slow_rows())

    found = registry.by_kind["test.residents"]
    monkeypatch.setitem(
        registry.by_kind,
        "test.residents",
        registry.Exporter(found.kind, found.title, found.columns, found.allowed, (), slow),
    )
    start(enter("secretary"))
    running.run(the_job().pk)
    assert seen == [(Status.RUNNING, 20, 30)]
    assert the_job().done_rows == 30
