"""网格事项清单: whose matter it is, the nearest list first; versions; who reads it."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from communities import duty_rotation
from communities.actions import duty_plans
from communities.models import Department, DutyShift
from core.exceptions import DomainError
from grids.actions import absences, appointments, duty, groups, reports
from grids.actions.duties import DutyFacts, end_duty, record_duty
from grids.models import GridDuty, GridMatter, GroupReport
from grids.queries import duties as queries
from tests.communities.duty_help import planned, post

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
FACTS = DutyFacts("report", "两天内到现场", basis="街道清单", deadline_days=2)


@pytest.fixture
def fire(db):
    return GridMatter.objects.get(code="fire")


@pytest.fixture
def street_office(town):
    return Department.objects.create(
        area=town.street, name="平安办", name_en="Safety", telephone="0858-2200301"
    )


@pytest.fixture
def district_office(town):
    return Department.objects.create(area=town.district, name="消防大队")


def test_the_nearest_list_says_and_why(town, fire, street_office, district_office):
    record_duty(town.district, fire, district_office, FACTS, actor=None)
    answer = queries.department_for(fire, town.community)
    assert answer.department == district_office
    record_duty(town.street, fire, street_office, FACTS, actor=None)
    answer = queries.department_for(fire, town.community)
    assert answer.department == street_office
    assert town.street.name in answer.reason
    assert "第 1 版" in answer.reason
    assert queries.department_for(fire, town.far_community).department is None


def test_what_is_on_no_list_goes_to_the_duty_officer(town, fire):
    answer = queries.department_for(fire, town.community)
    assert (answer.department, answer.officer) == (None, None)
    assert "社区电话" in answer.reason
    duty.set_duty_officer(town.community, town.staff, actor=town.secretary)
    answer = queries.department_for(fire, town.community)
    assert answer.officer.user == town.staff
    assert "值班负责人" in answer.reason


def test_a_new_version_ends_the_one_before_and_the_past_stays(
    town, fire, street_office, district_office
):
    long_ago = TODAY() - timedelta(days=100)
    first = record_duty(town.street, fire, street_office, FACTS, actor=None, valid_from=long_ago)
    second = record_duty(town.street, fire, district_office, FACTS, actor=None)
    first.refresh_from_db()
    assert (first.valid_to, second.version) == (TODAY(), 2)
    assert queries.department_for(fire, town.community).department == district_office
    before = queries.department_for(fire, town.community, on=TODAY() - timedelta(days=1))
    assert before.department == street_office
    with pytest.raises(DomainError, match="要晚于"):
        record_duty(town.street, fire, street_office, FACTS, actor=None)
    end_duty(second, actor=town.system_admin)
    tomorrow = TODAY() + timedelta(days=1)
    assert queries.department_for(fire, town.community, on=tomorrow).department is None
    with pytest.raises(DomainError, match="已经结束"):
        end_duty(second, actor=None)


def test_what_is_retired_is_on_no_list(town, fire, street_office):
    record_duty(town.street, fire, street_office, FACTS, actor=None)
    street_office.is_active = False
    street_office.save()
    assert queries.department_for(fire, town.community).department is None
    with pytest.raises(DomainError, match="停用"):
        record_duty(town.community, fire, street_office, FACTS, actor=None)


def test_what_cannot_stand_on_a_list(town, fire, street_office):
    for area, words in ((town.grid, "按区县"), (town.far_street, "不管这个地方")):
        with pytest.raises(DomainError, match=words):
            record_duty(area, fire, street_office, FACTS, actor=None)
    with pytest.raises(DomainError, match="做什么"):
        record_duty(town.street, fire, street_office, DutyFacts("dance", "x"), actor=None)


def test_in_one_place_a_matter_has_one_department_at_a_time(town, fire, street_office):
    record_duty(town.street, fire, street_office, FACTS, actor=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        GridDuty.objects.create(
            area=town.street, matter=fire, department=street_office, worker_does="report",
            department_does="x", valid_from=date(2030, 1, 1),
        )  # fmt: skip


def test_everybody_reads_who_handles_what(town, fire, street_office, client):
    record_duty(town.street, fire, street_office, FACTS, actor=None)
    url = reverse("grids:matters", args=[town.community.pk])
    page = client.get(url).content.decode()
    assert "平安办" in page
    assert "0858-2200301" in page
    assert "2 个工作日内" in page
    assert "吕联" not in page  # the liaison officer is no business of the public
    found = client.get(url + "?q=消防").content.decode()
    assert "平安办" in found
    assert "双水市政所" not in found
    assert "清单上没有“火箭”" in client.get(url + "?q=火箭").content.decode()
    assert client.get(reverse("grids:matters", args=[town.grid.pk])).status_code == 404
    assert client.get(reverse("grids:matters_index")).status_code == 200


def test_the_desk_looks_it_up_and_the_liaison_sees_his_own(
    town, fire, street_office, district_office, enter
):
    record_duty(town.street, fire, street_office, FACTS, actor=None)
    waste = GridMatter.objects.get(code="waste")
    record_duty(town.street, waste, town.department, FACTS, actor=None)
    url = reverse("grids:matters_desk")
    page = enter("staff").get(url).content.decode()
    assert "消防通道" in page
    assert "垃圾分类" in page
    assert "垃圾分类" not in enter("staff").get(url + "?q=消防").content.decode()
    own = enter("liaison").get(url).content.decode()
    assert "垃圾分类" in own
    assert "消防通道" not in own
    assert "清单上归本部门的 1 项" in enter("liaison").get(reverse("doors:desk")).content.decode()
    assert "消防通道" not in enter("far_staff").get(url).content.decode()
    for name in ("resident", "system_admin", "org_manager"):
        assert enter(name).get(url).status_code == 404


def test_a_report_shows_whose_matter_it_is_and_goes_nowhere_by_itself(
    town, fire, street_office, enter
):
    record_duty(town.street, fire, street_office, FACTS, actor=None)
    group = groups.form_group(town.grid, "第一联", [town.households["resident"]], actor=town.staff)
    report = reports.report_from_group(
        group, kind="safety", text="楼道堆满纸箱", matter=fire, actor=town.staff
    )
    page = enter("worker").get(reverse("grids:reports")).content.decode()
    assert "消防通道归平安办管" in page
    report.refresh_from_db()
    assert (report.status, report.level) == ("received", "grid")
    act = reverse("grids:group_act", args=[group.pk, "report"])
    data = {"kind": "safety", "text": "飞线充电", "matter": fire.pk}
    assert enter("staff").post(act, data).status_code == 302
    assert GroupReport.objects.filter(matter=fire).count() == 2


def test_a_worker_on_leave_is_known_to_the_roster(town):
    duty.set_duty_officer(town.community, town.staff, actor=town.secretary)
    standing = appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)
    last = TODAY() + timedelta(days=2)
    absences.record_absence(standing, first=TODAY(), last=last, actor=town.secretary)
    (known,) = duty_rotation.away([town.worker.pk, town.staff.pk], TODAY(), last)
    assert (known.user_id, known.first, known.last) == (town.worker.pk, TODAY(), last)


def test_the_admin_writes_versions_and_never_rewrites(town, fire, street_office, enter):
    client = enter("system_admin")
    add = reverse("admin:grids_gridduty_add")
    data = {
        "area": town.street.pk, "matter": fire.pk, "department": street_office.pk,
        "worker_does": "report", "department_does": "到现场", "department_does_en": "",
        "basis": "", "deadline_days": "2", "valid_from": f"{TODAY()}",
    }  # fmt: skip
    assert client.post(add, data).status_code == 302
    line = GridDuty.objects.get()
    again = client.post(add, data)
    assert again.status_code == 200
    assert "要晚于" in again.content.decode()
    change = reverse("admin:grids_gridduty_change", args=[line.pk])
    ends = TODAY() + timedelta(days=10)
    assert (
        client.post(change, {"department_does": "改写", "valid_to": f"{ends}"}).status_code == 302
    )
    line.refresh_from_db()
    assert (line.department_does, line.valid_to) == ("到现场", ends)
    assert enter("staff").get(reverse("admin:grids_gridduty_changelist")).status_code == 200
    assert enter("staff").get(add).status_code == 403


def test_a_manned_post_answers_for_grids_without_a_worker(town, client):
    duty.set_duty_officer(
        town.community, town.staff, actor=town.secretary, office_phone="0858-2200999"
    )
    url = reverse("grids:grid_board", args=[town.grid.pk])
    assert "0858-2200999" in client.get(url).content.decode()
    night = post(town.community, telephone="0858-2200110", takes_vacant_grids=True)
    plan = duty_plans.publish_plan(planned(town, night), actor=town.secretary)
    now, hour = timezone.now(), timedelta(hours=1)
    DutyShift.objects.filter(pk=plan.shifts.first().pk).update(
        period=DateTimeTZRange(now - hour, now + hour)
    )
    page = client.get(url).content.decode()
    assert "0858-2200110" in page
    assert "夜间值班" in page
    appointments.appoint_worker(town.grid, town.worker, actor=town.secretary)
    assert "夜间值班" not in client.get(url).content.decode()
