"""12345 exchange: a row is an order, a number comes once, what came of it goes back."""

import pytest
from django.db import transaction
from django.urls import reverse

from communities.importing import jobs
from core.exceptions import DomainError
from core.exports.registry import by_kind
from core.models import ExportJob
from requests.actions import triage
from requests.hotline_table import write
from requests.models import HotlineTicket, ServiceRequest
from tests.communities.sheets import look
from tests.requests.conftest import town

__all__ = ["town"]

HEAD = "工单编号,诉求内容,诉求类型,来电人,联系电话,地址,网格,要求办结日期"
ROW = "XH001,三号楼前路灯不亮,求助,王女士,13912345678,三号楼,第一网格,2026-12-01"


def bring(desk, *lines: str, name: str = "staff"):
    data = "\n".join([HEAD, *lines]).encode()
    return jobs.upload("hotline", desk.town.community, "12345.csv", data, viewer=desk.viewer(name))


@pytest.mark.django_db
def test_a_row_becomes_an_order_only_after_the_dry_run_was_confirmed(desk):
    job = bring(desk, ROW)
    assert (job.status, job.summary["added"]) == ("checked", 1)
    assert not ServiceRequest.objects.exists()
    jobs.confirm(job, viewer=desk.viewer("staff"))
    ticket = HotlineTicket.objects.get()
    row = ticket.service_request
    assert (ticket.number, str(ticket.due_on)) == ("XH001", "2026-12-01")
    assert (row.channel, row.grid, row.entered_by) == ("hotline", desk.town.grid, desk.town.staff)
    assert (row.contact_name.open(), row.contact_phone.open()) == ("王女士", "13912345678")
    assert row.keeper_id
    assert row.due_at


@pytest.mark.django_db
def test_a_number_comes_once(desk):
    jobs.confirm(bring(desk, ROW), viewer=desk.viewer("staff"))
    again = bring(desk, ROW.replace("路灯", "井盖"), ROW.replace("XH001", "XH002"))
    assert (again.summary["same"], again.summary["added"]) == (1, 1)
    jobs.confirm(again, viewer=desk.viewer("staff"))
    assert ServiceRequest.objects.count() == 2
    twice = bring(desk, ROW.replace("XH001", "XH003"), ROW.replace("XH001", "XH003"))
    assert twice.summary["errors"] == 1


@pytest.mark.django_db
@pytest.mark.parametrize(
    "wrong",
    [
        ROW.replace("XH001", ""),
        ROW.replace("三号楼前路灯不亮", ""),
        ROW.replace("求助", "骂人"),
        ROW.replace("13912345678", "123"),
        ROW.replace("第一网格", "第九网格"),
        ROW.replace("2026-12-01", "明天"),
    ],
)
def test_what_is_wrong_is_said_row_by_row_and_nothing_comes_in(desk, wrong):
    job = bring(desk, ROW.replace("XH001", "XH009"), wrong)
    assert job.issues[0]["row"] == 3
    assert "13912345678" not in str(job.issues)
    with pytest.raises(DomainError), transaction.atomic():
        jobs.confirm(job, viewer=desk.viewer("staff"))
    assert not ServiceRequest.objects.exists()


@pytest.mark.django_db
def test_who_has_no_desk_here_brings_nothing(desk):
    here, data = desk.town.community, f"{HEAD}\n{ROW}".encode()
    plan = look("hotline", here, data, "a.csv")
    with pytest.raises(DomainError):
        write(plan, here, actor=desk.town.sibling_staff)


@pytest.mark.django_db
def test_what_came_of_it_goes_back_without_names(desk):
    jobs.confirm(bring(desk, ROW), viewer=desk.viewer("staff"))
    exporter = by_kind["requests.hotline"]
    assert exporter.allowed(desk.viewer("staff"))
    assert not exporter.allowed(desk.viewer("worker"))
    grant = desk.town.staff.grants.get()
    job = ExportJob(owner=desk.town.staff, acting_as=str(grant.pk), kind="requests.hotline")
    rows = exporter.produce(job)
    (line,) = list(rows.rows)
    assert (rows.total, line[0], line[1]) == (1, "XH001", "待受理")
    assert not any("王" in str(cell) or "139" in str(cell) for cell in line)


@pytest.mark.django_db
def test_where_it_was_sent_goes_back_and_the_desk_reads_their_number(client, town, desk):
    jobs.confirm(bring(desk, ROW), viewer=desk.viewer("staff"))
    row = ServiceRequest.objects.get()
    said = {"where": "路灯所 96000", "reply": "归路灯所"}
    triage.redirect(row, by=desk.viewer("secretary"), **said)
    grant = desk.town.staff.grants.get()
    job = ExportJob(owner=desk.town.staff, acting_as=str(grant.pk), kind="requests.hotline")
    (line,) = list(by_kind["requests.hotline"].produce(job).rows)
    assert line[2] == "路灯所 96000 归路灯所"
    page = town.enter(client, "secretary").get(reverse("requests:case", args=[row.pk]))
    words = page.content.decode()
    assert "XH001" in words
    assert "热线要求 12月1日 前办结" in words


@pytest.mark.django_db
def test_a_complaint_about_the_desk_is_not_in_its_file(desk):
    jobs.confirm(bring(desk, ROW.replace("求助", "投诉")), viewer=desk.viewer("staff"))
    ServiceRequest.objects.update(floor=3, level=3)
    grant = desk.town.staff.grants.get()
    job = ExportJob(owner=desk.town.staff, acting_as=str(grant.pk), kind="requests.hotline")
    assert list(by_kind["requests.hotline"].produce(job).rows) == []
