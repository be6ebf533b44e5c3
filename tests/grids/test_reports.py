"""大事不出网、小事不出格: settled where it came up, or one level up, with a reason."""

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.models import AuditEvent, Message, TallyDelta
from core.tasks import deliver_outbox
from grids.actions import duty, reports
from grids.models import GroupReport
from grids.open_items import unseen_reports
from grids.queries import reports as queries
from grids.workflow import REPORT_STEPS, ReportLevel, ReportStatus, report_step

pytestmark = pytest.mark.django_db


@pytest.fixture
def report(town, group, leader, appointment):
    return reports.report_from_group(group, kind="safety", text="楼道堆车", actor=town.resident)


def up(town, report, times=1):
    actors = (town.worker, town.secretary)
    for actor in actors[:times]:
        report = reports.escalate_report(report, reason="要物业一起来", actor=actor)
    return report


def answering(town, report):
    names = {"anonymous", *town.accounts}
    return {
        name
        for name in names
        if GroupReport.objects.answerable_by(town.viewer(name)).filter(pk=report.pk).exists()
    }


def test_the_table_has_a_way_out_of_every_state():
    assert {(s.target, s.target_level) for s in REPORT_STEPS if s.name == "escalate"} == {
        (ReportStatus.ESCALATED, ReportLevel.COMMUNITY),
        (ReportStatus.ESCALATED, ReportLevel.STREET),
    }
    for step in REPORT_STEPS:
        if step.target != ReportStatus.HANDLED:
            assert report_step("handle", step.target, step.target_level)
    assert report_step("escalate", ReportStatus.ESCALATED, ReportLevel.STREET) is None


def test_settled_in_the_grid_and_counted_there(town, report):
    reports.handle_report(report, outcome="车挪走了，电话 13912345678", actor=town.worker)
    report.refresh_from_db()
    assert (report.status, report.level, report.handled_by) == ("handled", "grid", town.worker)
    assert report.seen_by == town.worker
    assert "13912345678" not in report.outcome
    step = TallyDelta.objects.get(measure="grids.report")
    assert (step.dims["level"], step.at) == ("grid", report.at)
    deliver_outbox()
    assert Message.objects.get(code="grids.report_handled").to_user == town.resident


@pytest.mark.parametrize(
    ("times", "level", "who"),
    [
        (0, "grid", {"worker", "staff", "secretary"}),
        (1, "community", {"staff", "secretary"}),
        (2, "street", {"dispatcher", "street_official"}),
    ],
)
def test_who_answers_on_which_level(town, report, times, level, who):
    report = up(town, report, times)
    assert report.level == level
    assert answering(town, report) == who
    reports.handle_report(report, outcome="办好了", actor=town.staff)
    assert answering(town, report) == set()
    assert TallyDelta.objects.get(measure="grids.report").dims["level"] == level


def test_the_street_reads_what_was_sent_up_to_it_and_nothing_else(town, group, leader, report):
    reports.report_from_group(group, kind="dispute", text="吵架", actor=town.resident)
    for name in ("dispatcher", "street_official"):
        assert not GroupReport.objects.visible_to(town.viewer(name)).exists()
    up(town, report, 2)
    for name in ("dispatcher", "street_official"):
        assert GroupReport.objects.visible_to(town.viewer(name)).get() == report
        assert not GroupReport.objects.manageable_by(town.viewer(name)).exists()
    for name in ("far_official", "far_staff", "sibling_staff", "district_official"):
        assert not GroupReport.objects.visible_to(town.viewer(name)).exists()


def test_the_next_level_is_told(town, report):
    up(town, report)
    deliver_outbox()
    assert Message.objects.get(code="grids.report_escalated").to_user == town.secretary
    reports.escalate_report(report, reason="要消防来", actor=town.secretary)
    deliver_outbox()
    told = Message.objects.filter(code="grids.report_escalated").order_by("pk")
    assert [message.to_user for message in told] == [town.secretary, town.dispatcher]


def test_the_duty_officer_is_told_where_there_is_one(town, report):
    duty.set_duty_officer(town.community, town.staff, actor=town.secretary)
    assert queries.answering(up(town, report)) == [town.staff.pk]


def test_above_the_street_there_is_nobody_to_send_it_to(town, report):
    report = up(town, report, 2)
    with pytest.raises(DomainError, match="不能再这样办"):
        reports.escalate_report(report, reason="还是不行", actor=town.dispatcher)
    reports.handle_report(report, outcome="消防来过", actor=town.dispatcher)
    for act, words in (
        (reports.handle_report, {"outcome": "又办"}),
        (reports.escalate_report, {"reason": "又报"}),
    ):
        with pytest.raises(DomainError, match="办好了"):
            act(report, **words, actor=town.staff)


def test_without_a_word_nothing_moves(town, report):
    with pytest.raises(DomainError, match="怎样办"):
        reports.handle_report(report, outcome=" ", actor=town.worker)
    with pytest.raises(DomainError, match="办不了"):
        reports.escalate_report(report, reason="", actor=town.worker)
    report.refresh_from_db()
    assert report.status == "received"
    assert not AuditEvent.objects.filter(verb="grids.group_report_handled").exists()


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "escalated"},
        {"level": "street"},
        {"status": "handled"},
        {"level": "district", "status": "escalated", "escalated_at": timezone.now()},
        {"handled_at": timezone.now()},
    ],
)
def test_the_database_keeps_the_states_apart(report, broken):
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupReport.objects.filter(pk=report.pk).update(**broken)


def test_what_is_open_goes_over_with_the_grid_until_it_is_settled(town, report):
    reports.acknowledge_report(report, actor=town.worker)
    assert unseen_reports(town.grid) == [report.pk]
    reports.handle_report(report, outcome="挪走了", actor=town.worker)
    assert unseen_reports(town.grid) == []


# --- the page ------------------------------------------------------------------------------------
def test_the_page_says_how_much_stayed_in_the_grid(town, group, leader, report, enter):
    other = reports.report_from_group(group, kind="need", text="灯坏了", actor=town.resident)
    reports.handle_report(report, outcome="挪走了", actor=town.worker)
    reports.handle_report(up(town, other), outcome="换了灯", actor=town.secretary)
    page = enter("worker").get(reverse("grids:reports")).content.decode()
    assert "近 90 天办好 2 件，其中 1 件没出网格（50%）" in page
    assert "换了灯" in page


def test_a_worker_sends_it_up_and_the_secretary_settles_it(town, report, enter):
    url = reverse("grids:report_act", args=[report.pk, "escalate"])
    client = enter("worker")
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "要物业一起来"}).status_code == 302
    assert client.get(url).status_code == 404
    assert "下面报上来 1 件事" in enter("secretary").get(reverse("doors:desk")).content.decode()
    page = enter("secretary").get(reverse("grids:reports")).content.decode()
    assert "要物业一起来" in page
    settle = reverse("grids:report_act", args=[report.pk, "handle"])
    assert enter("secretary").post(settle, {"outcome": "约好周六清"}).status_code == 302
    assert (
        "约好周六清"
        in enter("resident").get(reverse("grids:group", args=[report.group_id])).content.decode()
    )


def test_the_list_costs_the_same_for_few_and_for_many(
    town, group, leader, report, enter, django_assert_max_num_queries
):
    client, url = enter("staff"), reverse("grids:reports")
    reports.handle_report(
        reports.report_from_group(group, kind="other", text="一", actor=town.resident),
        outcome="好",
        actor=town.worker,
    )
    client.get(url)
    with django_assert_max_num_queries(100) as few:
        client.get(url)
    for number in range(14):
        fresh = reports.report_from_group(
            group, kind="other", text=f"第{number}件", actor=town.resident
        )
        if number % 2:
            reports.handle_report(fresh, outcome="好", actor=town.staff)
    with django_assert_max_num_queries(100) as many:
        client.get(url)
    assert len(many) == len(few)
