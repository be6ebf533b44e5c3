"""An upload from the first look to the commit, as people meet it in the browser."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from communities.importing import jobs
from communities.models import ImportJob, Resident
from core import delivery
from core.exceptions import DomainError
from core.imports.reader import read_file
from core.models import AuditEvent, OutboxMessage
from tests.communities.sheets import one

LIST = reverse("communities:imports")


def rows(home, phone="13912340001"):
    return one(["户号", "姓名", "关系", "手机"], [home.number, "张大宝", "儿子", phone])


def send(client, town, data, kind="residents", name="名册.xlsx"):
    file = SimpleUploadedFile(name, data)
    return client.post(LIST, {"community": town.community.pk, "kind": kind, "file": file})


def page(answer):
    return answer.content.decode()


def test_a_list_is_uploaded_looked_at_and_brought_in(enter, town):
    client = enter("staff")
    before = Resident.objects.count()
    answer = send(client, town, rows(town.households["resident"]))
    job = ImportJob.objects.get()
    assert answer["Location"] == reverse("communities:import", args=[job.pk])
    assert Resident.objects.count() == before
    look = client.get(answer["Location"])
    assert "核对无误" in page(look)
    assert "写入：新增 1，更新 0" in page(look)
    done = client.post(reverse("communities:confirm_import", args=[job.pk]), follow=True)
    assert "已导入：新增 1" in page(done)
    assert Resident.objects.count() == before + 1
    job.refresh_from_db()
    assert job.content is None
    event = AuditEvent.objects.get(verb="communities.imported")
    assert (event.details["added"], event.actor, event.scope) == (1, town.staff, town.community.pk)


def test_one_mistake_holds_everything_back_and_is_named(enter, town):
    client = enter("staff")
    home = town.households["resident"]
    data = one(
        ["户号", "姓名", "手机"], [home.number, "张大宝", ""], [home.number, "张二宝", "123"]
    )
    before = Resident.objects.count()
    look = client.get(send(client, town, data)["Location"])
    assert "有 1 处须改" in page(look)
    assert "3 位数字" in page(look)
    job = ImportJob.objects.get()
    client.post(reverse("communities:confirm_import", args=[job.pk]))
    assert Resident.objects.count() == before
    report = client.get(reverse("communities:import_report", args=[job.pk]))
    sheet = read_file("r.xlsx", report.content)[0]
    assert sheet.rows[1][1:3] == [3, "联系电话"]


def test_what_changed_in_the_register_meanwhile_is_noticed_at_the_commit(enter, town):
    client = enter("staff")
    home = town.households["resident"]
    send(client, town, rows(home))
    job = ImportJob.objects.get()
    home.status = "ended"
    home.save()
    answer = client.post(reverse("communities:confirm_import", args=[job.pk]), follow=True)
    assert "这一户已销户" in page(answer)
    job.refresh_from_db()
    assert job.status == "checked"


def test_a_large_file_is_worked_on_in_the_background(enter, town, monkeypatch):
    monkeypatch.setattr(jobs, "AT_ONCE", 10)
    client = enter("staff")
    answer = send(client, town, rows(town.households["resident"]))
    waiting = client.get(answer["Location"])
    assert waiting["Refresh"] == "2"
    assert "正在处理" in page(waiting)
    job = ImportJob.objects.get()
    jobs.check(job.pk)
    assert "核对无误" in page(client.get(answer["Location"]))
    client.post(reverse("communities:confirm_import", args=[job.pk]))
    job.refresh_from_db()
    assert job.status == "writing"
    assert OutboxMessage.objects.filter(topic=jobs.CONFIRMED).count() == 1
    delivery.deliver_due()
    job.refresh_from_db()
    assert job.status == "done"
    delivery.deliver_due()
    jobs.commit(job.pk)  # twice is once
    assert Resident.objects.filter(name="张大宝").count() == 1


def test_confirming_twice_writes_once(enter, town):
    client = enter("staff")
    send(client, town, rows(town.households["resident"]))
    job = ImportJob.objects.get()
    for _ in range(2):
        client.post(reverse("communities:confirm_import", args=[job.pk]))
    assert Resident.objects.filter(name="张大宝").count() == 1


def test_a_file_given_up_is_gone(enter, town):
    client = enter("staff")
    send(client, town, rows(town.households["resident"]))
    job = ImportJob.objects.get()
    client.post(reverse("communities:discard_import", args=[job.pk]))
    job.refresh_from_db()
    assert (job.status, job.content) == ("discarded", None)


def test_a_file_nobody_came_back_to_is_gone_after_a_week(town):
    viewer = town.viewer("staff")
    data = rows(town.households["resident"])
    job = jobs.upload("residents", town.community, "a.xlsx", data, viewer=viewer)
    assert jobs.forget_old_uploads() == 0
    ImportJob.objects.update(created_at=timezone.now() - jobs.FORGOTTEN_AFTER * 2)
    assert jobs.forget_old_uploads() == 1
    job.refresh_from_db()
    assert job.content is None


def test_the_file_rests_encrypted(town):
    data = rows(town.households["resident"])
    jobs.upload("residents", town.community, "a.xlsx", data, viewer=town.viewer("staff"))
    assert bytes(ImportJob.objects.get().content)[:4] != b"PK\x03\x04"
    assert data not in bytes(ImportJob.objects.get().content)


def test_an_unreadable_file_says_why(enter, town):
    client = enter("staff")
    answer = send(client, town, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1old", name="a.xls")
    assert "另存为" in page(client.get(answer["Location"]))


@pytest.mark.parametrize("kind", ["grids", "buildings", "households", "residents"])
def test_each_template_comes_with_its_drop_downs_and_explanations(enter, town, kind):
    route = reverse("communities:import_template", args=[town.community.pk, kind])
    answer = enter("staff").get(route)
    assert "attachment" in answer["Content-Disposition"]
    sheets = read_file("t.xlsx", answer.content)
    assert len(sheets) == 2
    headings = [str(cell) for cell in sheets[0].rows[0]]
    assert any(heading.endswith("*") for heading in headings)


@pytest.mark.parametrize("name", ["worker", "resident", "dispatcher", "system_admin"])
def test_others_find_no_import(enter, town, name):
    client = enter(name)
    assert client.get(LIST).status_code == 404
    assert send(client, town, rows(town.households["resident"])).status_code == 404


def test_a_neighbouring_community_is_out_of_reach(enter, town):
    client = enter("sibling_staff")
    answer = send(client, town, rows(town.households["resident"]))
    assert answer.status_code == 422
    job = jobs.upload(
        "residents",
        town.community,
        "a.xlsx",
        rows(town.households["resident"]),
        viewer=town.viewer("staff"),
    )
    for route in ("import", "import_report"):
        assert client.get(reverse(f"communities:{route}", args=[job.pk])).status_code == 404
    for route in ("confirm_import", "discard_import"):
        assert client.post(reverse(f"communities:{route}", args=[job.pk])).status_code == 404
    with pytest.raises(DomainError):
        jobs.upload(
            "residents", town.community, "a.xlsx", b"x", viewer=town.viewer("sibling_staff")
        )
