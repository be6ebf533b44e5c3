"""Goods: in, out, back, counted, thrown away; never below nothing, whoever is at it at once."""

import itertools
import threading
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connection, connections, models, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from charity.actions import allocations, gifts, handouts, stock
from charity.models import HandOutLine, Lot, StockMovement
from charity.panels import todo
from charity.queries import stock as queries
from core import outbox, scope
from core.exceptions import DomainError
from tests import databases
from tests.charity.conftest import admit, give, goods, money
from tests.races import together
from tests.test_lists import BOOKKEEPING, ENOUGH

pytestmark = pytest.mark.django_db


def day(days):
    return timezone.localdate() + timedelta(days=days)


def left(lot):
    return Lot.objects.with_balance().get(pk=lot.pk).balance


@pytest.fixture
def lot(town, received):
    return stock.take_in(received, quantity=Decimal(50), expires_on=day(90), actor=town.staff)


def out(lot, quantity, **said):
    return stock.issue(lot, quantity=Decimal(quantity), reason="慰问", actor=None, **said)


# --- in -------------------------------------------------------------------------------------------
def test_no_more_comes_in_than_was_received(town, received, lot):
    assert stock.still_to_come(received) == 150
    with pytest.raises(DomainError) as refused:
        stock.take_in(received, quantity=Decimal(151), actor=town.staff)
    assert refused.value.field == "quantity"
    stock.take_in(received, quantity=Decimal(150), actor=town.staff)
    assert stock.still_to_come(received) == 0


def test_only_goods_that_are_here_come_in(town, offered, another):
    paid = gifts.receive(another(money()), actor=town.secretary)
    for gift in (offered, paid):
        with pytest.raises(DomainError) as refused:
            stock.take_in(gift, quantity=Decimal(1), actor=town.staff)
        assert refused.value.code == "moved_on"


def test_what_is_in_the_storeroom_is_not_given_back_as_a_whole(town, received, lot):
    with pytest.raises(DomainError) as refused:
        gifts.give_back(received, reason="召回", actor=town.secretary)
    assert refused.value.code == "in_store"


# --- out, back, counted, thrown away --------------------------------------------------------------
def test_nothing_goes_out_that_is_not_there(lot):
    out(lot, 45)
    with pytest.raises(DomainError) as refused:
        out(lot, 6)
    assert (refused.value.code, refused.value.field) == ("too_few", "quantity")
    assert left(lot) == 5


def test_what_went_out_may_come_back_and_no_more(lot):
    out(lot, 10)
    stock.bring_back(lot, quantity=Decimal(4), reason="没发完", actor=None)
    with pytest.raises(DomainError):
        stock.bring_back(lot, quantity=Decimal(7), reason="没发完", actor=None)
    assert left(lot) == 44


def test_a_count_writes_the_difference_with_its_reason(lot):
    assert stock.count(lot, counted=Decimal(50), reason="", actor=None) is None
    with pytest.raises(DomainError) as refused:
        stock.count(lot, counted=Decimal(47), reason="", actor=None)
    assert refused.value.field == "reason"
    assert stock.count(lot, counted=Decimal(47), reason="少三袋", actor=None).quantity == -3
    assert left(lot) == 47


def test_what_has_expired_helps_nobody_and_is_thrown_away(town, lot):
    Lot.objects.update(expires_on=day(-1))
    with pytest.raises(DomainError) as refused:
        out(lot, 1)
    assert refused.value.code == "expired"
    with pytest.raises(DomainError):
        handouts.plan(lot, title="慰问", held_on=day(0), each=Decimal(1), actor=None)
    stock.discard(lot, quantity=Decimal(50), reason="过期销毁", actor=town.staff)
    assert left(lot) == 0


def test_nothing_goes_without_a_word(lot):
    for act in (stock.issue, stock.discard):
        with pytest.raises(DomainError) as refused:
            act(lot, quantity=Decimal(1), reason=" ", actor=None)
        assert refused.value.field == "reason"


# --- what the database itself refuses -------------------------------------------------------------
def link(lot, **values):
    """A movement that follows the first, as somebody past every action might write it."""
    said = {"seq": 2, "previous": 1, "before": 50, "quantity": -1, "after": 49, "kind": "issue"}
    row = {"community": lot.community, "lot": lot, "reason": "x", **said, **values}
    return StockMovement.objects.create(**row)


@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"quantity": -51, "after": -1}, "stock_never_below_nothing"),
        ({"after": 48}, "stock_adds_up"),
        ({"before": 60, "after": 59}, "stock_follows_the_one_before"),
        ({"seq": 3, "previous": 2}, "stock_follows_the_one_before"),
        ({"seq": 1, "previous": None, "before": 0, "quantity": 9, "after": 9, "kind": "receive"},
         "stock_one_link_after_another"),
        ({"seq": 3, "previous": 1}, "stock_begins_with_nothing"),
        ({"quantity": 1, "after": 51}, "stock_kind_says_which_way"),
        ({"reason": ""}, "stock_goes_for_a_reason"),
    ],
)  # fmt: skip
def test_the_chain_holds_whoever_writes(lot, values, rule):
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        link(lot, **values)
    assert link(lot).after == 49


def test_a_link_is_never_changed_or_taken_out(lot):
    for change in (lambda rows: rows.update(quantity=1), lambda rows: rows.delete()):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            change(StockMovement.objects.all())


OPERATIONS = st.lists(
    st.tuples(
        st.sampled_from(["issue", "bring_back", "discard", "count"]),
        st.decimals(min_value=0, max_value=70, places=2),
    ),
    max_size=14,
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(operations=OPERATIONS)
def test_whatever_is_done_the_sums_hold(town, received, operations):
    with transaction.atomic():
        lot = stock.take_in(received, quantity=Decimal(50), actor=town.staff)
        model, outside = Decimal(50), Decimal(0)
        for name, amount in operations:
            key = "counted" if name == "count" else "quantity"
            try:
                getattr(stock, name)(lot, **{key: amount}, reason="试", actor=None)
            except DomainError:
                too_many = name in {"issue", "discard"} and amount > model
                assert too_many or amount == 0 or (name == "bring_back" and amount > outside)
                continue
            step = {"issue": -amount, "discard": -amount, "bring_back": amount}
            model = amount if name == "count" else model + step[name]
            outside += {"issue": amount, "bring_back": -amount}.get(name, Decimal(0))
        moves = list(lot.movements.order_by("seq"))
        assert left(lot) == model == sum(move.quantity for move in moves)
        assert all(move.after >= 0 for move in moves)
        assert all(one.after == two.before for one, two in itertools.pairwise(moves))
        transaction.set_rollback(True)


# --- five hundred at once -------------------------------------------------------------------------
CLERKS, TRIES = 20, 25


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "guards-off"])
def test_of_five_hundred_at_once_for_ten_exactly_ten_get_one(town, monkeypatch, guarded):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    admit(town)
    with scope.entered(scope.EVERYTHING):
        gift = gifts.receive(give(town, goods(quantity=Decimal(10))), actor=town.secretary)
        lot = stock.take_in(gift, quantity=Decimal(10), actor=town.staff)
    if not guarded:
        _guards_off(monkeypatch)
    got = _five_hundred(lot)
    with scope.entered(scope.EVERYTHING):
        taken = lot.movements.filter(kind="issue").count()
        rest = lot.movements.order_by("-seq")[0].after
    if guarded:
        assert got == {"got": 10, "too_few": 490}
        assert (taken, rest) == (10, 0)
    else:
        assert taken > 10


def _guards_off(monkeypatch):
    """No lock, and no chain of the database: what a plain read-then-write would do."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    with databases.as_owner_of_clone() as owner:
        for rule in ("stock_follows_the_one_before", "stock_one_link_after_another",
                     "stock_link_to_hold_on_to"):  # fmt: skip
            owner.execute(f"ALTER TABLE charity_stockmovement DROP CONSTRAINT {rule}")
    # the chain of the gift would take back with its own link what a second one wrote here
    monkeypatch.setattr(allocations, "left_the_store", lambda *said: None)
    meeting, original = threading.Barrier(2), stock._last

    def seen(lot):
        """Each looks while another looks: what they write, they write from the same number."""
        answer = original(lot)
        try:
            meeting.wait(0.3)
        except threading.BrokenBarrierError:
            meeting.reset()
        return answer

    monkeypatch.setattr(stock, "_last", seen)


def _five_hundred(lot):
    found = Counter()

    def clerk():
        mine = Counter()
        for _ in range(TRIES):
            try:
                with transaction.atomic():
                    scope.declare(scope.EVERYTHING)
                    out(lot, 1)
            except DomainError as refused:
                mine[refused.code] += 1
            else:
                mine["got"] += 1
        return mine

    outcomes = together(*[clerk] * CLERKS, communities=None, patience=120)
    for each in outcomes:
        assert each.error is None, each.error
        found += each.value
    connections.close_all()
    return found


# --- handing out ----------------------------------------------------------------------------------
@pytest.fixture
def handout(town, lot):
    return handouts.plan(
        lot, title="冬季慰问", held_on=day(3), each=Decimal(2), place="大厅", actor=town.staff
    )


def test_a_share_leaves_as_one_signs_and_only_once(town, lot, handout):
    handouts.put_on_list(handout, people="李大山 1号楼101\n柯善，2号楼", actor=town.staff)
    first, second = handout.lines.order_by("pk")
    assert first.resident == town.people["elder"]
    assert (second.resident, second.where.open()) == (None, "2号楼")
    assert left(lot) == 50
    handouts.take(first, proxy="王建国", actor=town.staff)
    assert left(lot) == 48
    with pytest.raises(DomainError) as refused:
        handouts.take(first, actor=town.staff)
    assert refused.value.code == "moved_on"
    assert lot.movements.order_by("-seq")[0].reason == "发放：冬季慰问"


def test_whoever_is_in_the_register_is_on_a_list_once(town, handout):
    for people in ("李大山\n李大山", ""):
        with pytest.raises(DomainError) as refused:
            handouts.put_on_list(handout, people=people, actor=town.staff)
        assert refused.value.field == "people"
    assert not handout.lines.exists()


def test_who_comes_when_nothing_is_left_gets_nothing_and_is_not_noted(town, lot, handout):
    handouts.put_on_list(handout, people="柯善", actor=town.staff)
    out(lot, 49)
    line = handout.lines.get()
    with pytest.raises(DomainError) as refused:
        handouts.take(line, actor=town.staff)
    assert refused.value.code == "too_few"
    assert HandOutLine.objects.get().taken_at is None


def test_after_the_end_nobody_signs(town, lot, handout):
    handouts.put_on_list(handout, people="柯善", actor=town.staff)
    handouts.close(handout, actor=town.staff)
    with pytest.raises(DomainError):
        handouts.take(handout.lines.get(), actor=town.staff)
    with pytest.raises(DomainError):
        handouts.put_on_list(handout, people="柯善", actor=town.staff)
    assert left(lot) == 50


def test_nobody_plans_to_hand_out_what_has_expired_or_nothing(lot):
    with pytest.raises(DomainError) as refused:
        handouts.plan(lot, title="慰问", held_on=day(3), each=Decimal(0), actor=None)
    assert refused.value.field == "each"
    Lot.objects.update(expires_on=day(-1))
    with pytest.raises(DomainError) as refused:  # not even for a day on which it was good
        handouts.plan(lot, title="慰问", held_on=day(-2), each=Decimal(1), actor=None)
    assert refused.value.code == "expired"


def test_a_list_ends_where_one_afternoon_does(town, handout, monkeypatch):
    monkeypatch.setattr(handouts, "MOST", 2)
    handouts.put_on_list(handout, people="柯善", actor=town.staff)
    with pytest.raises(DomainError) as refused:
        handouts.put_on_list(handout, people="甲一\n乙二", actor=town.staff)
    assert refused.value.field == "people"
    assert handout.lines.count() == 1


def test_nobody_plans_to_hand_out_what_will_have_expired(lot):
    with pytest.raises(DomainError) as refused:
        handouts.plan(lot, title="慰问", held_on=day(91), each=Decimal(1), actor=None)
    assert refused.value.field == "held_on"


# --- pages ----------------------------------------------------------------------------------------
def test_goods_come_in_from_the_page_of_the_gift_and_go_out_from_their_own(enter, received):
    staff = enter("staff")
    act = reverse("charity:gift_act", args=[received.pk, "store"])
    assert staff.get(act).context["form"].initial["quantity"] == 200
    said = {"quantity": "200", "name": "大米", "place": "2 号架", "idempotency_key": "stock-001"}
    staff.post(act, said)
    lot = Lot.objects.get()
    page = reverse("charity:lot", args=[lot.pk])
    assert page in staff.get(reverse("charity:gift", args=[received.pk])).content.decode()
    issue = reverse("charity:lot_act", args=[lot.pk, "issue"])
    answer = staff.post(issue, {"quantity": "300", "reason": "x", "idempotency_key": "stock-002"})
    assert answer.context["form"].errors["quantity"] == ["库里只有 200 袋"]
    staff.post(issue, {"quantity": "30", "reason": "食堂", "idempotency_key": "stock-003"})
    assert "170 袋" in staff.get(reverse("charity:stock")).content.decode()
    for name in ("worker", "org_manager", "sibling_staff", "resident", "dispatcher"):
        stranger = enter(name)
        assert stranger.get(page).status_code == 404
        assert stranger.get(issue).status_code == 404


def test_what_runs_out_first_stands_first_and_the_morning_tells(town, received):
    staff = town.viewer("staff")
    made = [
        stock.take_in(received, quantity=Decimal(5), expires_on=until, actor=town.staff)
        for until in (None, day(10), day(60), day(-2))
    ]
    forever, soon, later, gone = made
    assert queries.board(staff).rows == [gone, soon, later, forever]
    assert queries.board(staff, state="expiring").rows == [soon]
    assert queries.board(staff, state="expired").rows == [gone]
    stock.discard(gone, quantity=Decimal(5), reason="过期", actor=town.staff)
    assert queries.board(staff, state="gone").rows == [gone]
    assert queries.board(staff, q=soon.number.lower()).rows == [soon]
    titles = [line["title"] for line in todo(staff)]
    assert titles == ["1 笔捐赠还没开票据", "1 批物资快到期"]


def test_the_sheet_shows_where_people_live_and_says_who_printed_it(enter, town, handout):
    handouts.put_on_list(handout, people="柯善 2号楼三单元501", actor=town.staff)
    staff = enter("staff")
    assert (
        "三单元501" not in staff.get(reverse("charity:handout", args=[handout.pk])).content.decode()
    )
    sheet = staff.get(reverse("charity:handout_sheet", args=[handout.pk])).content.decode()
    assert "三单元501" in sheet
    assert "签字" in sheet
    assert handout.title in sheet
    assert (
        enter("worker").get(reverse("charity:handout_sheet", args=[handout.pk])).status_code == 404
    )


def test_a_page_asks_the_same_for_few_and_for_many(enter, town, lot, handout):
    """And no more than twelve statements."""
    staff = enter("staff")
    pages = [
        reverse("charity:stock"),
        reverse("charity:lot", args=[lot.pk]),
        reverse("charity:gift", args=[lot.gift_id]),
        reverse("charity:handout", args=[handout.pk]),
        reverse("charity:handout_sheet", args=[handout.pk]),
    ]

    def costs():
        found = []
        for page in pages:
            staff.get(page)
            with CaptureQueriesContext(connection) as seen:
                assert staff.get(page).status_code == 200
            asked = [row["sql"] for row in seen if not BOOKKEEPING.match(row["sql"])]
            found.append(len(asked))
        return found

    few = costs()
    people = "\n".join(f"领{n} 1号楼" for n in range(15))
    handouts.put_on_list(handout, people=people, actor=town.staff)
    for n in range(15):
        out(lot, 1)
        more = stock.take_in(lot.gift, quantity=Decimal(1), actor=town.staff)
        handouts.plan(lot, title=f"第{n}次", held_on=day(1), each=Decimal(1), actor=town.staff)
        assert left(more) == 1
    assert costs() == few
    assert max(few) <= ENOUGH, few
