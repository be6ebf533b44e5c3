"""Who handles what as a table: in, changed into a next version, out, and back again."""

from datetime import timedelta

import pytest
from django.utils import timezone, translation

from core.exports.queries import acting_as
from core.exports.registry import by_kind
from core.models import ExportJob
from grids.actions.duties import DutyFacts, record_duty
from grids.matters_exports import matters as export
from grids.models import GridDuty, GridMatter
from tests.communities.sheets import bring, counts, look, one, reasons

pytestmark = pytest.mark.django_db
HEAD = ["事项", "责任部门", "网格员", "部门做什么", "时限"]


@pytest.fixture
def line(town):
    return record_duty(
        town.street, GridMatter.objects.get(code="fire"), town.department,
        DutyFacts("inspect", "清走", basis="消防法", deadline_days=1), actor=None,
        valid_from=timezone.localdate() - timedelta(days=30),
    )  # fmt: skip


def row(town, **changes):
    cells = {
        "matter": "消防通道", "department": town.department.name, "does": "检查", "what": "清走",
        "days": "1",
    }  # fmt: skip
    return list({**cells, **changes}.values())


def test_a_list_comes_in_and_what_changed_is_the_next_version(town, line):
    data = one(HEAD, row(town), row(town, matter="电梯安全", does="上报"))
    assert counts(bring("grid_matters", town.street, data, town.staff)) == (1, 0, 1)
    assert GridDuty.objects.get(matter__code="lift").worker_does == "report"
    changed = one(HEAD, row(town, what="当天清走"))
    plan = bring("grid_matters", town.street, changed, town.staff)
    assert [outcome.changed for outcome in plan.of("updated")] == [["department_does"]]
    versions = GridDuty.objects.filter(matter__code="fire").order_by("version")
    assert [(each.version, each.basis, each.valid_to is None) for each in versions] == [
        (1, "消防法", False), (2, "消防法", True),
    ]  # fmt: skip
    again = one(HEAD, row(town, what="明天再清"))
    assert "明天起才能有新的一版" in str(reasons(look("grid_matters", town.street, again)))


def test_what_is_wrong_is_named_row_by_row(town, line):
    data = one(
        HEAD, row(town, matter="外星人"), row(town, department="外交部"),
        row(town, does="围观"), row(town), row(town),
    )  # fmt: skip
    said = [reason for _row, _heading, reason in reasons(look("grid_matters", town.street, data))]
    assert len(said) == 6, "the matter stands in four rows, and two of them have another fault"
    for words in ("没有这个事项", "没有这个部门", "没有这个选项", "重复"):
        assert any(words in each for each in said), words


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_it_goes_out_and_comes_back_unchanged(town, line, language):
    record_duty(
        town.district, GridMatter.objects.get(code="food"),
        town.department.__class__.objects.create(area=town.district, name="市场监督管理局"),
        DutyFacts("report", "上门查"), actor=None,
    )  # fmt: skip
    with translation.override(language):
        job = ExportJob(
            owner=town.staff, kind="grids.matters", acting_as=acting_as(town.viewer("staff"))
        )
        rows = [[str(cell) for cell in row] for row in export(job).rows]
        heads = [str(heading) for heading in by_kind["grids.matters"].columns]
    assert (heads[0] == "事项") is (language == "zh-hans")
    assert {row[7] for row in rows} == {town.street.name, town.district.name}
    plan = look("grid_matters", town.street, one(heads, *rows))
    assert (reasons(plan), counts(plan)) == ([], (0, 0, len(rows)))
