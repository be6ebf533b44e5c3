"""The pages of the roster: who opens which, what they say, what they cost; the table comes back."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.urls import reverse
from django.utils import timezone

from communities.actions import duty_plans
from communities.duty_exports import roster as roster_export
from communities.importing import columns
from communities.importing.duty import check, write
from communities.models import DutyPlan, DutyShift, ShiftSwap
from core.exports.queries import acting_as
from core.imports.reader import Sheet
from core.imports.tables import read_table
from core.models import ExportJob
from tests.communities.duty_help import DAY, next_month, planned, post, shift_on

pytestmark = pytest.mark.django_db


@pytest.fixture
def night(town):
    return post(town.community, telephone="0858-2200110", place="一楼大厅")


@pytest.fixture
def month(town, night):
    plan = planned(town, night)
    return duty_plans.publish_plan(plan, actor=town.secretary)


def text(answer):
    return answer.content.decode()


def test_the_desk_plans_publishes_and_asks(town, night, enter):
    client = enter("secretary")
    act = reverse("communities:duty_community_act", args=[town.community.pk, "plan"])
    assert "吴静" in text(client.get(act))
    data = {
        "month": f"{next_month():%Y-%m}", "posts": [night.pk],
        "people": [town.staff.pk, town.worker.pk, town.second_worker.pk],
    }  # fmt: skip
    answer = client.post(act, data)
    assert answer.status_code == 302
    assert f"month={next_month():%Y-%m}" in answer.url
    assert "这是草稿" in text(client.get(answer.url))
    plan = DutyPlan.objects.get()
    assert client.post(act, {**data, "people": []}).status_code == 422
    publish = reverse("communities:duty_plan_act", args=[plan.pk, "publish"])
    assert client.post(publish).status_code == 302
    assert client.get(publish).status_code == 404
    sunday = next(plan.month + n * DAY for n in range(7) if (plan.month + n * DAY).weekday() == 6)
    shift = shift_on(plan, sunday.day)
    asked = reverse("communities:duty_ask") + f"?day={sunday}&time=20:00"
    assert shift.person.name.open() in text(enter("worker").get(asked))
    assert enter("worker").get(reverse("communities:duty_ask") + "?day=x&time=y").status_code == 200


def test_a_shift_is_emptied_filled_and_swapped_by_the_pages(town, month, enter):
    shift = month.shifts.filter(person=town.worker).order_by("period").first()
    page = reverse("communities:duty_shift", args=[shift.pk])

    def act(slug):
        return reverse("communities:duty_shift_act", args=[shift.pk, slug])

    client = enter("worker")
    assert "想换班" in text(client.get(page))
    assert client.get(act("take-off")).status_code == 404
    theirs = month.shifts.filter(person=town.staff).order_by("period").first()
    assert client.post(act("swap"), {"wanted": theirs.pk, "note": "看牙"}).status_code == 302
    swap = ShiftSwap.objects.get()
    assert "等对方答应" in text(client.get(reverse("communities:my_duty")))
    agree = reverse("communities:duty_swap_act", args=[swap.pk, "agree"])
    assert client.get(agree).status_code == 404
    assert "想和您换班" in text(enter("staff").get(reverse("doors:desk")))
    assert enter("staff").post(agree).status_code == 302
    approve = reverse("communities:duty_swap_act", args=[swap.pk, "approve"])
    assert enter("staff").get(approve).status_code == 404
    assert "1 次换班等批准" in text(enter("secretary").get(reverse("communities:duty")))
    assert enter("secretary").post(approve).status_code == 302
    assert DutyShift.objects.get(pk=shift.pk).person == town.staff
    assert enter("secretary").post(act("take-off"), {"reason": ""}).status_code == 422
    assert enter("secretary").post(act("take-off"), {"reason": "病了"}).status_code == 302
    assert "空着" in text(enter("secretary").get(page))
    assert enter("secretary").post(act("assign"), {"person": "", "helper": ""}).status_code == 422
    helper = {"person": "", "helper": "何方", "helper_unit": "区税务局"}
    assert enter("secretary").post(act("assign"), helper).status_code == 302
    assert "何方（区税务局）" in text(enter("worker").get(page))


def test_the_sheet_for_the_door_has_surnames_the_posts_number_and_no_draft(town, night, enter):
    plan = planned(town, night)
    url = reverse("communities:duty_sheet") + f"?month={plan.month:%Y-%m}"
    assert "还没有公布" in text(enter("worker").get(url))
    assert "不要张贴" in text(enter("secretary").get(url))
    duty_plans.publish_plan(plan, actor=town.secretary)
    page = text(enter("worker").get(url))
    assert "吴（社区工作者）" in page
    assert "0858-2200110" in page
    assert "吴静" not in page
    assert "1380000" not in page


PAGES = {
    "duty": set(), "duty_ask": set(), "duty_sheet": set(), "duty_street": set(),
    "duty_shift": {"shift"}, "duty_community_act": {"community", "plan"},
    "duty_plan_act": {"plan", "add"}, "duty_shift_act": {"shift", "take-off"},
}  # fmt: skip
READERS = {
    "staff", "secretary", "worker", "second_worker", "social_worker", "dispatcher",
    "street_official",
}  # fmt: skip
KEEPERS = {"staff", "secretary"}


@pytest.mark.parametrize("page", PAGES)
def test_who_opens_which_page(town, month, client, page):
    shift = shift_on(month, 12)
    args = {
        "duty_shift": [shift.pk], "duty_community_act": [town.community.pk, "plan"],
        "duty_plan_act": [month.pk, "add"], "duty_shift_act": [shift.pk, "take-off"],
    }.get(page, [])  # fmt: skip
    url = reverse(f"communities:{page}", args=args)
    found = {
        name: town.enter(client, name).get(url).status_code
        for name in [*town.accounts, "anonymous"]
    }
    expected = KEEPERS if page.endswith("_act") else READERS
    if not args:
        expected = READERS | {"sibling_staff", "far_staff"}  # their own communities
    assert {name for name, status in found.items() if status == 200} == expected
    assert found["anonymous"] == 302


def test_the_street_sees_every_community_at_one_look(town, night, enter):
    """Who is there on Sunday at eight, in each; whose month is not published; who has gaps."""
    plan = planned(town, night, month=timezone.localdate())
    duty_plans.publish_plan(plan, actor=town.secretary)
    hidden = post(town.sibling, "夜间值班")
    DutyShift.objects.create(
        community=town.sibling, post=hidden, person=town.sibling_staff, period=month_of(plan),
        plan=DutyPlan.objects.create(community=town.sibling, month=plan.month),
    )  # fmt: skip
    shift = plan.shifts.filter(person__isnull=False).order_by("period").last()
    at = timezone.localtime(shift.period.lower) + timedelta(hours=2)
    client = enter("street_official")
    assert "各社区值班" in text(client.get(reverse("communities:duty"))), "first all of them"
    url = reverse("communities:duty_street") + f"?day={at:%Y-%m-%d}&time={at:%H:%M}"
    answer = client.get(url)
    rows = {row.community: row for row in answer.context["page"].rows}
    assert rows[town.community].names == [shift.person.name.open()]
    assert rows[town.community].is_published
    assert (rows[town.sibling].names, rows[town.sibling].is_published) == ([], False), "a draft"
    assert "1 个社区这时没有人值班" in text(answer)
    one = reverse("communities:duty") + f"?community={town.community.pk}"
    assert client.get(one).status_code == 200
    assert "我的班" not in text(client.get(one)), "an official serves nowhere"


def month_of(plan):
    lower = timezone.make_aware(datetime.combine(plan.month, time(8)))
    return DateTimeTZRange(lower, lower + timedelta(days=27))


def test_the_month_and_the_centre_cost_the_same_for_few_and_for_many(
    town, night, enter, client, django_assert_max_num_queries
):
    plan = duty_plans.publish_plan(
        planned(town, night, people=("staff",), month=timezone.localdate()), actor=town.secretary
    )
    urls = (
        reverse("communities:duty"),
        reverse("communities:duty_sheet"),
        reverse("communities:duty_ask"),
        f"/centre/{town.community.pk}/",
    )
    client, now, costs = enter("secretary"), timezone.now(), []
    for numbers in (range(1), range(1, 16)):
        for n in numbers:
            DutyShift.objects.create(
                community=town.community, plan=plan, post=post(town.community, f"岗{n}"),
                period=DateTimeTZRange(now, now + timedelta(hours=1)),
                person=town.official(
                    f"d{n}", f"钱{n}", f"1357777{n:04d}", "community_staff", town.community
                ),
            )  # fmt: skip
        for url in urls:
            client.get(url)
            with django_assert_max_num_queries(60) as seen:
                client.get(url)
            costs.append(len(seen))
    assert costs[4:] == costs[:4]


# --- the table -----------------------------------------------------------------------------------
def sheet_of(*rows):
    heads = ["日期", "岗位", "开始", "结束", "值班人", "外来单位"]
    return [Sheet("值班", [heads, *map(list, rows)])]


def bring(town, *rows):
    table = read_table(sheet_of(*rows), columns.duty(town.community))
    return check(table, town.community)


def test_a_month_comes_back_from_a_table(town, night):
    day = next_month()
    plan = bring(
        town,
        (f"{day}", "夜间值班", "18:00", "8:00", "吴静", ""),
        (f"{day + DAY}", "夜间值班", "18点", "08:00", "何方", "区税务局"),
        (f"{day + 2 * DAY}", "夜间值班", 0.75, "8：00", "", ""),
    )
    assert plan.table.errors == []
    assert plan.count("added") == 3
    write(plan, town.community, actor=town.secretary)
    shifts = list(DutyShift.objects.order_by("period"))
    assert [shift.person for shift in shifts] == [town.staff, None, None]
    assert shifts[1].helper.open() == "何方"
    again = bring(town, (f"{day}", "夜间值班", "18:00", "8:00", "吴静", ""))
    assert again.count("same") == 1
    changed = bring(
        town,
        (f"{day}", "夜间值班", "18:00", "8:00", "郑强", ""),
        (f"{day + DAY}", "夜间值班", "18:00", "8:00", "吴静", ""),
    )
    assert changed.count("updated") == 2
    write(changed, town.community, actor=town.secretary)
    assert DutyShift.objects.filter(person=town.staff).get().pk == shifts[1].pk


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({1: "没有的岗"}, "没有这个岗位"),
        ({4: "孙远"}, "没有这位同事"),
        ({2: "25点"}, "看不懂这个时间"),
        ({0: "2020-01-01"}, "已经过了"),
        ({0: ""}, ""),
    ],
)
def test_a_row_that_cannot_be_taken_says_why(town, night, change, reason):
    row = [f"{next_month()}", "夜间值班", "18:00", "8:00", "吴静", ""]
    for column, value in change.items():
        row[column] = value
    errors = bring(town, row).table.errors
    assert reason in errors[0].reason


def test_a_published_month_is_not_written_over_by_a_table(town, month):
    errors = bring(town, (f"{month.month}", "夜间值班", "18:00", "8:00", "", "")).table.errors
    assert "已经公布" in errors[0].reason


def test_a_month_goes_out_as_it_came_in(town, month):
    town_viewer = town.viewer("secretary")
    job = ExportJob.objects.create(
        owner=town.secretary, kind="communities.duty", acting_as=acting_as(town_viewer),
        params={"month": f"{month.month:%Y-%m}", "community": str(town.community.pk)},
    )  # fmt: skip
    rows = roster_export(job)
    lines = list(rows.rows)
    assert rows.total == len(lines) == month.shifts.count()
    first = lines[0]
    assert (first[0], first[1], first[2], first[3]) == (month.month, "夜间值班", "18:00", "08:00")
    names = {line[4] for line in lines}
    assert "吴静" in names
    assert isinstance(first[0], date)
