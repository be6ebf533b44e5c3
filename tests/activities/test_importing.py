"""The plan of activities from a table, and back; people and visits are counted apart."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from activities.actions import activities, brands, enrolling, presence
from activities.models import Activity, Feedback, ServiceBrand
from communities.importing import kinds
from core import scope
from core.exceptions import DomainError
from core.exports.registry import by_kind
from core.imports.reader import read_file
from core.imports.tables import read_table
from core.models import AuditEvent, ExportJob
from tests.activities.conftest import begin, guest, planned, published
from tests.activities.neighbours import asked
from tests.communities.sheets import one

pytestmark = pytest.mark.django_db
HEADS = [
    "活动名称", "类别", "地点", "日期", "开始", "结束", "人数", "名额", "对象", "要接送", "内容",
]  # fmt: skip


def row(**changes):
    cells = {
        "title": "重阳敬老", "kind": "节日", "place": "大厅", "day": "2031-10-18", "from": "9:00",
        "to": "11:00", "expected": "40", "capacity": "30", "targets": "老人、残疾人",
        "roster": "", "about": "唱歌",
    }  # fmt: skip
    return list({**cells, **changes}.values())


def plan_of(town, *rows):
    kind = kinds.KINDS["activities"]
    table = read_table(read_file("计划.xlsx", one(HEADS, *rows)), kind.columns(town.community))
    return kind.check(table, town.community)


def lines_of(town, kind, name="staff"):
    kept, owner = by_kind[kind], town.accounts[name]
    job = ExportJob(owner=owner, kind=kind, acting_as=str(owner.grants.get().pk))
    with scope.entered(()):
        return [list(line) for line in kept.produce(job).rows]


def test_a_table_becomes_drafts_and_the_second_time_nothing_changes(town):
    course = row(title="四点半课堂", kind="儿童", roster="是")
    plan = plan_of(town, row(), course)
    assert plan.table.errors == []
    assert plan.count("added") == 2
    kinds.KINDS["activities"].write(plan, town.community, actor=town.staff)
    made = Activity.objects.get(title="重阳敬老")
    assert (made.status, made.kind, made.targets, made.capacity) == (
        "draft", "festival", ["elders", "disabled"], 30,
    )  # fmt: skip
    assert timezone.localtime(made.starts_at).hour == 9
    assert Activity.objects.get(title="四点半课堂").has_roster
    assert plan_of(town, row(), course).count("same") == 2


@pytest.mark.parametrize(
    ("changes", "column"),
    [
        ({"kind": "蹦极"}, "种类"),
        ({"day": "后天"}, "哪天"),
        ({"to": "8:00"}, "几点结束"),
        ({"expected": ""}, "预计人数"),
    ],
)
def test_what_cannot_be_is_blamed_on_its_cell(town, changes, column):
    plan = plan_of(town, row(**changes))
    assert [error.heading for error in plan.table.errors] == [column]


def test_a_row_that_stands_twice_is_one(town):
    assert len(plan_of(town, row(), row()).table.errors) == 1


def test_the_register_comes_back_as_the_same(town):
    """By day: a table names one day and two hours of it."""
    nine = timezone.localtime().replace(hour=9, minute=0) + timedelta(days=3)
    hours = {"starts_at": nine, "ends_at": nine + timedelta(hours=2)}
    planned(town, **hours)
    planned(town, title="四点半课堂", has_roster=True, targets=["children", "parents"], **hours)
    kept = by_kind["activities.activities"]
    lines = lines_of(town, "activities.activities")
    assert len(lines) == 2
    rows = [["" if cell is None else str(cell) for cell in line] for line in lines]
    table = read_table(
        read_file("册.xlsx", one([str(head) for head in kept.columns], *rows)),
        kinds.KINDS["activities"].columns(town.community),
    )
    plan = kinds.KINDS["activities"].check(table, town.community)
    assert plan.table.errors == []
    assert plan.count("same") == 2


@pytest.fixture
def two_evenings(town):
    """The resident came twice, a guest once."""
    me = enrolling.Person("我", user=town.resident, resident=town.people["resident"])
    for title in ("合唱", "剪纸"):
        made = published(town, title=title)
        enrolling.enrol(made, me, actor=town.resident)
        if title == "合唱":
            guest(made, 1)
        begin(made, timedelta(minutes=30))
        for each in made.enrolments.all():
            presence.arrive(each, actor=town.staff)
        activities.hold(made, actor=town.staff)


def test_people_and_visits_are_counted_apart(town, two_evenings):
    year = timezone.localdate().year
    lines = lines_of(town, "activities.reached")
    assert lines[0] == [year, "全年", "合计", 2, 2, 3]
    assert [year, "种类", "文体娱乐", 2, 2, 3] in lines


def test_the_attendance_register_has_names_and_says_who_took_it(town, two_evenings):
    lines = lines_of(town, "activities.attendance")
    assert len(lines) == 3
    assert [line[1:4] for line in lines].count(["剪纸", "我", "参与者"]) == 1
    assert AuditEvent.objects.filter(verb="activities.enrolment.read").count() == 1


@pytest.mark.parametrize("kind", ["activities", "attendance", "reached", "brands", "enclaves"])
def test_who_may_take_it_home(town, kind):
    kept = by_kind[f"activities.{kind}"]
    assert kept.allowed(town.viewer("staff"))
    for name in ("worker", "resident", "org_manager", "volunteer"):
        assert not kept.allowed(town.viewer(name))


def test_the_desk_finds_them_above_its_register(enter, town, activity):
    words = enter("staff").get(reverse("activities:register")).content.decode()
    for kind in ("activities", "attendance", "reached"):
        assert f'value="activities.{kind}"' in words


# --- brands, agreements ---------------------------------------------------------------------------
def brands_of(town, *rows):
    kind = kinds.KINDS["service_brands"]
    heads = ["名称", "做什么", "英文名称"]
    table = read_table(read_file("品牌.xlsx", one(heads, *rows)), kind.columns(town.community))
    return kind, kind.check(table, town.community)


def test_brands_come_from_a_table_and_go_into_one(town, two_evenings):
    rows = (["银龄互助", "老年学堂", "Elders"], ["百家宴", "过节", ""])
    kind, plan = brands_of(town, *rows)
    assert plan.count("added") == 2
    kind.write(plan, town.community, actor=town.staff)
    assert AuditEvent.objects.filter(verb="activities.brand_opened").count() == 2
    kind, again = brands_of(town, ["银龄互助", "学堂和义诊", ""], rows[1])
    assert (again.count("updated"), again.count("same")) == (1, 1)
    kind.write(again, town.community, actor=town.staff)
    brand = ServiceBrand.objects.get(name="银龄互助")
    assert (brand.about, brand.name_en) == ("学堂和义诊", "Elders")
    Activity.objects.filter(title="剪纸").update(brand=brand)
    lines = lines_of(town, "activities.brands")
    assert ["银龄互助", "学堂和义诊", "Elders", "是"] in [line[:4] for line in lines]
    assert sum(line[4] for line in lines) == Activity.objects.filter(brand=brand).count()


def test_a_brand_that_rests_or_stands_twice_is_not_written_over(town):
    brand = brands.open_brand(town.community, name="百家宴", about="过节", actor=town.staff)
    _kind, plan = brands_of(town, ["百家宴", "x", ""], ["百家宴", "x", ""])
    assert len(plan.table.errors) == 1
    brands.rest(brand, actor=town.staff)
    _kind, plan = brands_of(town, ["百家宴", "别的", ""])
    assert [error.heading for error in plan.table.errors] == ["名称"]
    _kind, plan = brands_of(town, ["百家宴", "过节", ""])
    assert plan.table.errors == []


def test_nobody_at_all_imports_no_brand(town):
    kind, plan = brands_of(town, ["百家宴", "过节", ""])
    with pytest.raises(DomainError, match="管名册"):
        kind.write(plan, town.community, actor=None)


def test_agreements_with_neighbours_go_into_a_table_of_both_sides(town):
    asked(town)
    for name, count in (("staff", 1), ("sibling_staff", 1), ("far_staff", 0)):
        lines = lines_of(town, "activities.enclaves", name)
        assert len(lines) == count, name
    [line] = lines_of(town, "activities.enclaves")
    assert line[2:5] == [town.community.title, town.sibling.title, "在对方的场地办"]


# --- the admin door -------------------------------------------------------------------------------
def test_what_was_said_of_an_activity_is_looked_up_without_words_and_names(enter, town, activity):
    row = guest(activity, 1)
    begin(activity, timedelta(minutes=30))
    presence.arrive(row, actor=town.staff)
    activities.hold(activity, actor=town.staff)
    said = Feedback.objects.create(
        community=town.community, enrolment=row, grade=4, words="灯太暗，老吴说的"
    )
    client = enter("staff")
    for model in ("attendance", "feedback", "activityphoto"):
        assert client.get(reverse(f"admin:activities_{model}_changelist")).status_code == 200
    page = reverse("admin:activities_feedback_change", args=[said.pk])
    words = client.get(page).content.decode()
    for hidden in ("老吴说的", "来客", str(row.name)):
        assert hidden not in words
