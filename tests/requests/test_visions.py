"""期望单: it ends by becoming a project, a matter for the residents' meeting, a word on policy; or
it was done at once, or not taken up. Nothing else becomes anything."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from requests import saying
from requests.actions import conclude, dispatch, triage, work
from requests.actions.dispatch import Who
from requests.models import ServiceRequest
from requests.models.parties import Lane
from requests.queries.rates import of_month
from requests.triage import Verdict
from requests.workflow import Became, Matter, OrderType, Status

pytestmark = pytest.mark.django_db


def vision(desk):
    row = triage.classify(
        desk.submit("盼着小广场添个沙坑"),
        Verdict(OrderType.VISION, Matter.MAJOR),
        by=desk.viewer("secretary"),
    )
    row = dispatch.assign(row, Who(Lane.ASSIST, user=desk.town.worker), by=desk.viewer("secretary"))
    return dispatch.sign(row, by=desk.viewer("worker"))


def test_a_vision_ends_by_becoming_something(desk):
    row, worker = vision(desk), desk.viewer("worker")
    for said, field in (
        ({}, "became"),
        ({"became": "nonsense"}, "became"),
        ({"became": "meeting"}, "became_where"),
        ({"became": "meeting", "became_where": "  "}, "became_where"),
    ):
        with pytest.raises(DomainError) as refused:
            work.complete(row, result="问过一遍", by=worker, **said)
        assert refused.value.field == field
    row = work.complete(
        row, result="问过一遍", became="meeting", became_where="下一次议事会", by=worker
    )
    assert (row.became, row.became_where) == (Became.MEETING, "下一次议事会")
    event = row.events.last()
    assert (event.data, event.note) == ({"became": "meeting"}, "问过一遍（下一次议事会）")
    assert saying.line(event) == "办好了：上了居民议事会"
    row = conclude.rate(row, grade=1, by=desk.viewer("resident"))
    assert row.became == Became.MEETING  # answered for as it was reported
    row = conclude.rework(row, reason="议事会没有这一条", by=desk.viewer("secretary"))
    assert (row.became, row.became_where) == ("", "")
    row = work.complete(row, result="加进去了", became="done", by=worker)
    row = conclude.rate(row, grade=5, by=desk.viewer("resident"))
    row = conclude.reopen(row, reason="又没有了", by=desk.viewer("resident"))
    assert (row.status, row.became) == (Status.CLASSIFIED, "")


def test_only_a_vision_becomes_something(desk):
    row, worker = desk.in_progress(), desk.viewer("worker")
    for said in ({"became": "project"}, {"became_where": "公开栏"}):
        with pytest.raises(DomainError, match="只有期望单"):
            work.complete(row, result="换了灯泡", by=worker, **said)
    assert work.complete(row, result="换了灯泡", by=worker).became == ""


@pytest.mark.parametrize(
    ("name", "changes"),
    [
        ("vision_became", {"became": "", "became_where": ""}),
        ("became_followed", {"became": "nonsense"}),
        ("vision_became", {"order_type": "regular"}),
        ("became_followed", {"became_where": ""}),
    ],
)
def test_the_database_says_so_as_well(desk, name, changes):
    row = work.complete(
        vision(desk), result="报上去了", became="policy", became_where="公开栏",
        by=desk.viewer("worker"),
    )  # fmt: skip
    with pytest.raises(IntegrityError, match=f"service_request_{name}"), transaction.atomic():
        ServiceRequest.objects.filter(pk=row.pk).update(**changes)


def test_who_completes_a_vision_is_asked_what_it_became_and_who_asked_reads_it(desk, client):
    row, plain = vision(desk), desk.in_progress()
    worker = desk.town.enter(client, "worker")
    asked = worker.get(reverse("requests:case_act", args=[row.pk, "complete"]))
    assert "became_where" in asked.content.decode()
    other = worker.get(reverse("requests:case_act", args=[plain.pk, "complete"]))
    assert "became" not in other.content.decode()
    done = {"result": "问过一遍", "became": "project", "became_where": "公开栏第三行"}
    worker.post(reverse("requests:case_act", args=[row.pk, "complete"]), done)
    assert "公开栏第三行" in worker.get(reverse("requests:case", args=[row.pk])).content.decode()
    page = desk.town.enter(Client(), "resident").get(
        reverse("requests:mine_one", args=[row.public_id])
    )
    assert "立成了项目" in page.content.decode()
    conclude.rate(ServiceRequest.objects.get(pk=row.pk), grade=5, by=desk.viewer("resident"))
    rates = of_month(desk.viewer("secretary"), timezone.localdate())
    assert rates.visions == [("立成了项目", 1)]
