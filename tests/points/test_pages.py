"""Points at the desk and at home: who sees them, what they explain, and what never reads them."""

import ast
import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Door
from core import scope
from points import personal_data
from points.actions import accounts, ledger, records, store
from points.models import Account, Entry, Expiry, Posting, Record, Rule
from points.panels import panels, todo
from points.queries import accounts as queries
from points.search import search
from tests.points.conftest import given, joined
from tests.points.test_records import written
from tests.points.test_store import an_item
from tests.test_lists import BOOKKEEPING, ENOUGH

pytestmark = pytest.mark.django_db


def seeing(town, rows, pk):
    names = {"anonymous", *town.accounts}
    return {n for n in names if rows.visible_to(town.viewer(n)).filter(pk=pk).exists()}


def test_the_staff_and_the_household_see_its_points_and_nobody_else(town, account, rule):
    made = given(town, account, rule)
    row = written(town, account, rule)
    people = {"staff", "secretary", "resident"}
    assert seeing(town, Account.objects.all(), account.pk) == people
    assert seeing(town, Posting.objects.all(), made.pk) == people
    assert seeing(town, Record.objects.all(), row.pk) == people


@pytest.mark.parametrize("name", ["worker", "dispatcher", "org_manager", "resident", "neighbour"])
def test_to_strangers_the_desk_is_not_there(town, enter, account, rule, name):
    row, client = written(town, account, rule), enter(name)
    for page in ("board", "accounts", "new_account", "rules", "new_rule", "new_expiry"):
        assert client.get(reverse(f"points:{page}")).status_code == 404
    for page, pk in (("account", account.pk), ("record", row.pk)):
        assert client.get(reverse(f"points:{page}", args=[pk])).status_code == 404
    for page, pk, slug in (
        ("account_act", account.pk, "record"),
        ("record_act", row.pk, "approve"),
        ("rule_act", rule.pk, "end"),
    ):
        assert client.post(reverse(f"points:{page}", args=[pk, slug])).status_code == 404


def test_the_second_wall_holds_too(town, account, rule):
    given(town, account, rule)
    for places, seen in (([town.community.pk], 1), ([town.sibling.pk], 0)):
        with scope.entered(places):
            assert (Account.objects.count(), Posting.objects.count()) == (seen, seen)
            assert Entry.objects.count() == 2 * seen


def test_one_writes_it_down_and_another_approves(town, enter, rule):
    staff = enter("staff")
    number = town.households["resident"].number
    said = {"community": town.community.pk, "household": "99999", "idempotency_key": "points-001"}
    answer = staff.post(reverse("points:new_account"), said)
    assert (answer.status_code, "household" in answer.context["form"].errors) == (422, True)
    staff.post(
        reverse("points:new_account"),
        {**said, "household": number, "idempotency_key": "points-002"},
    )
    account = Account.objects.get()
    page = reverse("points:account", args=[account.pk])
    assert number in staff.get(reverse("points:accounts"), {"q": number}).content.decode()
    staff.post(
        reverse("points:account_act", args=[account.pk, "record"]),
        {"rule": rule.pk, "happened_on": timezone.localdate().isoformat(), "times": "2",
         "evidence": "扫了整个单元", "idempotency_key": "points-003"},
    )  # fmt: skip
    row = Record.objects.get()
    approve = reverse("points:record_act", args=[row.pk, "approve"])
    mine = staff.get(reverse("points:record", args=[row.pk]))
    assert "请另一位同事审核" in mine.content.decode()
    assert staff.post(approve, {"idempotency_key": "points-004"}).status_code == 404
    other = enter("secretary")
    assert "扫了整个单元" in other.get(reverse("points:board")).content.decode()
    other.post(approve, {"idempotency_key": "points-005"})
    assert ledger.last(account, "own")[1] == 10
    assert "可用 10 分" in enter("staff").get(page).content.decode()
    for state in ("posted", "noticed", "appealed", "over"):
        shown = enter("staff").get(reverse("points:board"), {"state": state}).content.decode()
        assert (row.number in shown) is (state == "posted")


def test_only_who_has_such_old_points_reads_that_they_end(town, enter, account, rule):
    today = timezone.localdate()
    Expiry.objects.create(
        community=town.community, earned_before=today, meeting="x",
        expires_on=today + timedelta(days=30),
    )  # fmt: skip
    given(town, account, rule)
    assert queries.statement(account).expiry is None
    assert "作废" not in enter("resident").get(reverse("points:mine")).content.decode()
    given(town, account, rule, happened_on=today - timedelta(days=1))
    assert "作废" in enter("resident").get(reverse("points:mine")).content.decode()


def test_rules_and_expiry_are_written_down_as_the_meeting_found(town, enter):
    staff, today = enter("staff"), timezone.localdate().isoformat()
    said = {
        "community": town.community.pk, "name": "清扫楼道", "sign": "earn", "source": "desk",
        "points": "5", "unit": "次", "cap": "20", "meeting": "居民代表会议", "adopted_on": today,
        "starts_on": today, "idempotency_key": "points-010",
    }  # fmt: skip
    answer = staff.post(reverse("points:new_rule"), said)
    assert "cap" in answer.context["form"].errors
    staff.post(
        reverse("points:new_rule"),
        {**said, "cap_per": "month", "idempotency_key": "points-011"},
    )
    rule = Rule.objects.get()
    assert "居民代表会议" in staff.get(reverse("points:rules")).content.decode()
    staff.post(reverse("points:rule_act", args=[rule.pk, "end"]), {"idempotency_key": "points-012"})
    rule.refresh_from_db()
    assert rule.ends_on is not None
    said = {"community": town.community.pk, "earned_before": today, "meeting": "居民代表会议"}
    answer = staff.post(
        reverse("points:new_expiry"),
        {**said, "expires_on": today, "idempotency_key": "points-013"},
    )
    assert "expires_on" in answer.context["form"].errors
    assert not Expiry.objects.exists()


def test_a_household_takes_part_reads_why_and_leaves(town, enter, rule):
    home, page = enter("resident"), reverse("points:mine")
    assert "我家参加" in home.get(page).content.decode()
    home.post(reverse("points:join"), {"idempotency_key": "points-020"})
    account = Account.objects.get()
    records.approve(written(town, account, rule, times=2), actor=town.secretary)
    shown = home.get(page).content.decode()
    assert "可用 10 分" in shown
    assert "按规则 +5 / 次，记 10 分；规则由第三次居民代表会议通过。" in shown
    home.post(reverse("points:leave"), {"idempotency_key": "points-021"})
    assert "已退出" in home.get(page).content.decode()
    assert "还没有住在登记的户里" in enter("stranger").get(page).content.decode()
    assert enter("stranger").post(reverse("points:leave")).status_code == 404


def test_a_deduction_is_objected_to_at_home(town, enter, account, rule, deduction):
    given(town, account, rule, times=10)
    row = records.approve(written(town, account, deduction), actor=town.secretary)
    home, act = enter("resident"), reverse("points:appeal", args=[row.pk])
    assert act in home.get(reverse("points:mine")).content.decode()
    home.post(act, {"appeal": "那天没有人在家", "idempotency_key": "points-030"})
    assert Record.objects.get().awaits_answer
    assert home.get(act).status_code == 404
    assert enter("neighbour").get(act).status_code == 404
    assert enter("staff").get(act).status_code == 404
    assert "appealed" in todo(town.viewer("secretary"))[-1]["url"]


def test_every_kind_of_change_is_explained_in_words(town, account, rule, deduction):
    first = given(town, account, rule, times=20, reason="")
    for kind, points in (("hold", 9), ("settle", 4), ("release", 5), ("lapse", 3)):
        ledger.post(ledger.lock(account), kind, points, source=("x", kind), reason="毛巾")
    ledger.post(
        ledger.lock(account), "deduct", 20, source=("x", "d"), rule=deduction,
        recorded_by=town.staff, approved_by=town.secretary,
    )  # fmt: skip
    ledger.reverse(given(town, account, rule), reason="记错户了", actor=town.staff)
    said = [row.explained for row in Posting.objects.select_related("rule").order_by("pk")]
    assert len({*said}) == len(said) == 8
    assert said[0].endswith("记 100 分；规则由第三次居民代表会议通过。")
    assert "先告知、过了申诉期才扣 20 分" in said[5]
    assert said[-1] == "更正：冲回先前的一笔 5 分 · 记错户了。"
    assert first.explained == said[0]


def test_the_morning_says_what_waits_and_not_to_who_wrote_it_down(town, account, rule):
    written(town, account, rule)
    assert todo(town.viewer("staff")) == []
    [line] = todo(town.viewer("secretary"))
    assert line["title"] == "1 张记分单等审核"
    assert todo(town.viewer("worker")) == []
    assert [each["order"] for each in panels(town.viewer("resident"), Door.HOME)] == [58]
    assert panels(town.viewer("staff"), Door.HOME) == []


def test_a_household_is_found_by_its_number_and_stands_in_no_order_of_points(
    town, account, rule, monkeypatch
):
    other = joined(town, "neighbour")
    given(town, other, rule, times=9)
    staff = town.viewer("staff")
    assert [hit["icon"] for hit in search(staff, str(account))] == ["star"]
    assert search(town.viewer("worker"), str(account)) == []
    assert queries.board(staff).rows == sorted([account, other], key=str)
    monkeypatch.setattr(queries, "PAGE", 1)
    first = queries.board(staff)
    assert [*first.rows, *queries.board(staff, after=first.next_after).rows] == sorted(
        [account, other], key=str
    )


def test_a_person_may_ask_what_is_kept(town, account, rule):
    row = written(town, account, rule, evidence="联系 13912345678")
    records.approve(row, actor=town.secretary)
    subject = town.people["resident"].subject
    told = personal_data.export_person(subject)
    assert [line["points"] for line in told["postings"]] == [5]
    assert told["records"][0]["number"] == row.number
    assert personal_data.erase_person(subject) == {"records": 1, "incentives": 0}
    assert personal_data.expire(timezone.localdate()) == {"numbers": 0, "incentives": 0}


def test_a_page_asks_the_same_for_few_and_for_many(town, enter, account, rule):
    """And no more than twelve statements."""
    row, goods = written(town, account, rule), an_item(town, points=1, quantity=99)
    given(town, account, rule, times=9)
    store.redeem(account, item=goods, actor=None)
    home = enter("resident")
    pages = [
        reverse("points:board"), reverse("points:accounts"), reverse("points:rules"),
        reverse("points:account", args=[account.pk]), reverse("points:record", args=[row.pk]),
        reverse("points:shelf"), reverse("points:fairness"),
        reverse("points:item", args=[goods.pk]),
    ]  # fmt: skip

    def costs(client, paths):
        found = []
        for page in paths:
            client.get(page)
            with CaptureQueriesContext(connection) as seen:
                assert client.get(page).status_code == 200
            found.append(len([q for q in seen if not BOOKKEEPING.match(q["sql"])]))
        return found

    own = [reverse("points:mine"), reverse("points:store")]
    few_own = costs(home, own)
    few = costs(enter("staff"), pages)
    for _ in range(15):
        given(town, account, rule)
        written(town, account, rule)
        accounts.take_part(town.household(), actor=town.staff)
        store.redeem(account, item=goods, actor=None)
        an_item(town, f"肥皂{ledger.last(account, 'held')[1]}", points=1)
    assert costs(enter("staff"), pages) == few
    assert max(few) <= ENOUGH, few
    assert costs(enter("resident"), own) == few_own
    assert max(few_own) <= ENOUGH, few_own


# --- what never reads them ------------------------------------------------------------------------
def imported(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            yield node.module or ""


TABLES = re.compile(r"\bpoints_(account|posting|entry|record|rule)")
GATES = ("requests", "grids", "communities", "organizations", "charity", "accounts", "core")


def test_no_service_queue_or_help_reads_points():
    """Neither by import, nor by a relation, nor by the table's name in a query of its own."""
    files = [path for room in GATES for path in Path(settings.BASE_DIR, room).rglob("*.py")]
    assert len(files) > 300
    for path in files:
        assert not [m for m in imported(path) if m.split(".")[0] == "points"], path
        assert not TABLES.search(path.read_text(encoding="utf-8")), path
    for model in apps.get_app_config("points").get_models():
        related = [field.related_model for field in model._meta.fields if field.is_relation]
        assert not [one for one in related if one._meta.app_label == "requests"], model
