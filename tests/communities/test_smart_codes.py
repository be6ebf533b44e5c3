"""智码: finds a household at the desk, and opens nothing: not to who picks it up, not to another
community, not once it is ended. Nothing asks for it."""

import ast
from pathlib import Path

import pytest
from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from communities.actions import smart_codes
from communities.by_code import ways
from communities.models import Household, SmartCode, SmartCodeScan
from communities.queries import smart_codes as queries
from core.exceptions import DomainError
from core.tokens import ALPHABET, Signed, in_groups, typed_token
from points.actions import accounts
from tests.races import meet_inside, together
from tests.town import enter, town

__all__ = ["enter", "town"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def row(town):
    return smart_codes.issue(town.households["resident"], actor=town.staff)


def test_a_number_of_chance_says_nothing(row):
    assert len(row.token) == 8
    assert set(row.token) <= set(ALPHABET)
    assert row.household.number not in row.code
    assert row.number == in_groups(row.token) == str(row)
    assert typed_token(row.number.lower()) == row.token
    assert Signed("communities.smart_code").token(row.code) == row.token
    assert Signed("requests.heart_card").token(row.code) == "", "another paper, another signature"


def test_one_live_code_for_each_household(town, row):
    with pytest.raises(DomainError, match="在用的智码"), transaction.atomic():
        smart_codes.issue(row.household, actor=town.staff)
    home = town.household()
    Household.objects.filter(pk=home.pk).update(status="ended", status_on=timezone.localdate())
    home.refresh_from_db()
    with pytest.raises(DomainError, match="已经销户"):
        smart_codes.issue(home, actor=town.staff)
    with pytest.raises(IntegrityError, match="smart_code_one_live"), transaction.atomic():
        SmartCode.objects.create(community=row.community, household=row.household, token="X")
    ended = {"ended_at": timezone.now()}
    with pytest.raises(IntegrityError, match="says_why_it_ended"), transaction.atomic():
        SmartCode.objects.filter(pk=row.pk).update(**ended)


def test_a_lost_one_is_dead_and_the_next_is_another(town, row):
    with pytest.raises(DomainError, match="为什么停用"):
        smart_codes.end(row, why="", actor=town.staff)
    new = smart_codes.replace(row, why="lost", actor=town.staff)
    assert new.token != row.token
    row.refresh_from_db()
    assert (row.is_live, row.why_ended) == (False, "lost")
    for act in (
        lambda: smart_codes.end(row, why="worn", actor=town.staff),
        lambda: smart_codes.scan(row, actor=town.staff),
    ):
        with pytest.raises(DomainError, match="已经停用"):
            act()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_two_who_report_it_lost_at_once_get_one_new_one(town, row, monkeypatch, guarded):
    if not guarded:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, smart_codes, "_end")
    outcomes = together(*[lambda: smart_codes.replace(row, why="lost", actor=town.staff)] * 2)
    assert meeting.happened is not guarded
    assert len([each for each in outcomes if each.error]) == 1
    assert SmartCode.objects.live().count() == 1


def test_who_picks_it_up_learns_whom_to_give_it_to(town, enter, client, row):
    page = reverse("communities:scan", args=[row.code])
    for name in ("anonymous", "neighbour", "resident", "sibling_staff", "worker", "org_manager"):
        guest = client if name == "anonymous" else enter(name)
        shown = guest.get(page).content.decode()
        assert "这是一户人家的智码" in shown, name
        assert row.household.number not in shown
        assert str(row.household.dwelling) not in shown
        assert guest.post(page, {"idempotency_key": f"smart-{name}"}).status_code == 404
    assert not SmartCodeScan.objects.exists()
    assert client.get(reverse("communities:scan", args=["7K3M7K3M.x"])).status_code == 404
    smart_codes.end(row, why="lost", actor=town.staff)
    assert "已经作废" in client.get(page).content.decode()
    assert enter("staff").post(page, {"idempotency_key": "smart-dead"}).status_code == 404


def test_the_desk_opens_the_household_with_a_button_and_that_is_written_down(town, enter, row):
    staff, page = enter("staff"), reverse("communities:scan", args=[row.code])
    assert "打开这一户" in staff.get(page).content.decode()
    assert not SmartCodeScan.objects.exists(), "looking at the question opens nothing"
    answer = staff.post(page, {"idempotency_key": "smart-0001"})
    assert answer.url == reverse("communities:smart_code", args=[row.pk])
    [scan] = SmartCodeScan.objects.all()
    assert (scan.user, scan.smart_code) == (town.staff, row)
    shown = staff.get(answer.url).content.decode()
    assert row.household.number in shown
    assert town.staff.name.open() in shown
    home = enter("resident").get(reverse("communities:my_smart_code")).content.decode()
    assert timezone.localtime(scan.at).strftime("%Y-%m-%d %H:%M") in home


def test_each_way_is_a_page_that_looks_at_its_visitor_again(town, enter, row):
    staff = town.viewer("staff")
    enters = "替这一户登记诉求"
    assert [way.label for way in ways(staff, row.household)] == [enters]
    account = accounts.take_part(row.household, actor=None)
    found = ways(staff, row.household)
    assert [way.label for way in found] == ["记一笔", "积分户", "兑换和领取", enters]
    assert [way.label for way in ways(town.viewer("worker"), row.household)] == [enters]
    assert ways(town.viewer("resident"), row.household) == []
    assert enter("staff").get(found[0].url).status_code == 200
    assert enter("worker").get(found[0].url).status_code == 404
    accounts.leave(account, actor=None)
    assert [way.label for way in ways(staff, row.household)] == ["积分户", "兑换和领取", enters]


def test_the_desk_issues_finds_and_ends(town, enter):
    staff = enter("staff")
    number = town.households["resident"].number
    new = reverse("communities:issue_smart_code")
    said = {"community": town.community.pk, "household": "99999"}
    answer = staff.post(new, {**said, "idempotency_key": "smart-0010"})
    assert "household" in answer.context["form"].errors
    answer = staff.post(new, {**said, "household": number, "idempotency_key": "smart-0011"})
    row = SmartCode.objects.get()
    assert answer.url == reverse("communities:smart_code", args=[row.pk])
    assert "<svg" in staff.get(answer.url).content.decode()
    again = staff.post(new, {**said, "household": number, "idempotency_key": "smart-0012"})
    assert "household" in again.context["form"].errors
    viewer = town.viewer("staff")
    assert queries.board(viewer).rows == [row]
    for words, rows in ((row.number, [row]), (number, [row]), ("22222222", [])):
        assert queries.board(viewer, words).rows == rows
    act = reverse("communities:smart_code_act", args=[row.pk, "replace"])
    staff.post(act, {"why": "worn", "idempotency_key": "smart-0013"})
    assert queries.board(viewer, row.number).rows[0].why_ended == "worn"
    new_one = SmartCode.objects.live().get()
    act = reverse("communities:smart_code_act", args=[new_one.pk, "end"])
    staff.post(act, {"why": "other", "idempotency_key": "smart-0014"})
    assert queries.board(viewer).rows == []
    assert staff.get(act).status_code == 404


def test_a_household_makes_its_own_and_reports_it_lost(town, enter):
    home, page = enter("resident"), reverse("communities:my_smart_code")
    assert "想要就做一张" in home.get(page).content.decode()
    home.post(reverse("communities:want_smart_code"), {"idempotency_key": "smart-0021"})
    first = SmartCode.objects.get()
    assert first.number in home.get(page).content.decode()
    home.post(reverse("communities:lost_smart_code"), {"idempotency_key": "smart-0022"})
    first.refresh_from_db()
    assert first.why_ended == "lost"
    home.post(reverse("communities:end_smart_code"), {"idempotency_key": "smart-0023"})
    assert not SmartCode.objects.live().exists()
    for name in ("stranger", "staff"):
        assert enter(name).get(page).status_code == 404


@pytest.mark.parametrize(
    "name", ["worker", "dispatcher", "org_manager", "resident", "sibling_staff"]
)
def test_to_others_the_desk_is_not_there(town, enter, row, name):
    client = enter(name)
    mine = [reverse("communities:smart_code", args=[row.pk])]
    if name != "sibling_staff":
        mine += [reverse("communities:smart_codes"), reverse("communities:issue_smart_code")]
    for page in mine:
        assert client.get(page).status_code == 404
    seen = {n for n in town.accounts if SmartCode.objects.visible_to(town.viewer(n)).exists()}
    assert seen == {"staff", "secretary", "resident"}


TAKE_WHO_WAS_OPENED = {
    "activities/queries/door.py", "requests/forms/desk.py", "requests/views/desk.py",
}  # fmt: skip
ROOMS = (
    "requests", "volunteers", "activities", "charity", "organizations", "grids", "accounts",
)  # fmt: skip


def test_no_service_asks_for_a_smart_code():
    """A room offers pages by the one register, in its `by_code`, and takes a household that was
    opened from there: none looks for a code, and none needs one."""
    for room in ROOMS:
        for path in Path(settings.BASE_DIR, room).rglob("*.py"):
            words = path.read_text(encoding="utf-8")
            named = {
                name
                for node in ast.walk(ast.parse(words))
                if isinstance(node, ast.ImportFrom) and node.module
                for name in (node.module, *(f"{node.module}.{one.name}" for one in node.names))
            }
            assert not {each for each in named if each.endswith("smart_codes")}, path
            if path.name != "by_code.py" and any(name.endswith(".by_code") for name in named):
                assert path.relative_to(settings.BASE_DIR).as_posix() in TAKE_WHO_WAS_OPENED, path
            assert "SmartCode" not in words, path
            assert "communities_smartcode" not in words, path
