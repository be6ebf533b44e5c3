"""The store: what is asked for is put aside and paid for, or neither; and whom it reaches."""

import threading
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connections, models, transaction
from django.urls import reverse
from django.utils import timezone

from charity.actions import gifts, stock
from charity.models import Lot
from core import outbox, scope
from core.exceptions import DomainError
from core.models import Message
from points import panels
from points.actions import ledger, store
from points.models import Account, Item, Posting, Redemption, ShelfMovement
from points.models.store import KEPT
from points.queries import store as queries
from tests import databases
from tests.charity.conftest import admit, give
from tests.points.conftest import a_rule, given, joined
from tests.races import together

pytestmark = pytest.mark.django_db


def own(account, side="own"):
    return ledger.last(account, side)[1]


def left(item):
    return Item.objects.with_left().get(pk=item.pk).left


def an_item(town, name="毛巾", points=10, quantity=5, unit="条"):
    with scope.entered(scope.EVERYTHING):
        made = store.offer(town.community, name=name, unit=unit, points=points, actor=town.staff)
        if quantity:
            store.fill(made, quantity=quantity, bought="购物小票 08812", actor=town.staff)
        return made


def asked(account, item, quantity=1):
    return store.redeem(account, item=item, quantity=quantity, actor=None)


@pytest.fixture
def item(town):
    return an_item(town)


@pytest.fixture
def rich(town, account, rule):
    given(town, account, rule, times=6)
    return account


@pytest.fixture
def lot(town):
    admit(town)
    received = gifts.receive(give(town), actor=town.secretary)
    return stock.take_in(received, quantity=Decimal(50), actor=town.staff)


# --- the shelf ------------------------------------------------------------------------------------
def test_a_lot_stands_on_the_shelf_as_what_it_is(town, lot):
    """Rice is no towel, and a bag no strip."""
    towels, strips = an_item(town), an_item(town, name=lot.name)
    for other in (towels, strips):
        with pytest.raises(DomainError) as refused:
            store.fill(other, quantity=1, lot=lot, actor=town.staff)
        assert (refused.value.field, refused.value.code) == ("lot", "other_goods")
        assert list(queries.lots_for(other)) == []
    assert Lot.objects.with_balance().get().balance == 50


def test_goods_come_out_of_the_storeroom_or_are_bought_and_never_both(town, lot):
    item = an_item(town, name="大米", unit="袋")
    assert list(queries.lots_for(item)) == [lot]
    store.fill(item, quantity=20, lot=lot, actor=town.staff)
    assert left(item) == 25
    assert Lot.objects.with_balance().get().balance == 30
    for values in ({}, {"lot": lot, "bought": "小票"}):
        with pytest.raises(DomainError) as refused:
            store.fill(item, quantity=1, **values, actor=town.staff)
        assert refused.value.field == "bought"
    with pytest.raises(DomainError) as refused:
        store.fill(item, quantity=31, lot=lot, actor=town.staff)
    assert refused.value.code == "too_few"
    with pytest.raises(DomainError) as refused:
        store.fill(item, quantity=0, bought="小票", actor=town.staff)
    assert refused.value.field == "quantity"
    Lot.objects.update(community=town.sibling)
    with pytest.raises(DomainError) as refused:
        store.fill(item, quantity=1, lot=Lot.objects.get(), actor=town.staff)
    assert refused.value.field == "lot"
    assert left(item) == 25


def test_one_name_is_offered_once_and_taken_off_with_a_word(town, item):
    with pytest.raises(DomainError) as refused:
        an_item(town)
    assert refused.value.code == "twice"
    with pytest.raises(DomainError) as refused:
        store.withdraw(item, reason=" ", actor=town.staff)
    assert refused.value.field == "reason"
    store.withdraw(item, reason="换季", actor=town.staff)
    assert left(item) == 0
    with pytest.raises(DomainError) as refused:
        store.fill(item, quantity=1, bought="小票", actor=town.staff)
    assert refused.value.code == "moved_on"


# --- asking, collecting, giving back --------------------------------------------------------------
def test_what_is_asked_for_is_put_aside_and_paid_for_when_it_is_collected(town, rich, item):
    row = asked(rich, item, 2)
    assert (own(rich), own(rich, "held"), left(item)) == (10, 20, 3)
    for wrong in ("wrong!", "不记得了", str(10**6 - 1 - int(row.code)).zfill(6)):
        with pytest.raises(DomainError) as refused:
            store.collect(row, code=wrong, actor=town.staff)
        assert refused.value.code == "wrong_code"
    wide = "".join(chr(ord("０") + int(figure)) for figure in row.code)
    row = store.collect(row, code=f" {wide[:3]} {wide[3:]} ", actor=town.staff)
    assert (row.status, own(rich), own(rich, "held"), left(item)) == ("collected", 10, 0, 3)
    for again in (
        lambda: store.collect(row, code=row.code, actor=town.staff),
        lambda: store.cancel(row, actor=town.staff),
    ):
        with pytest.raises(DomainError) as refused:
            again()
        assert refused.value.code == "moved_on"


def test_who_does_not_want_it_has_his_points_again(rich, item):
    row = store.cancel(asked(rich, item, 2), actor=None)
    assert (row.status, own(rich), own(rich, "held"), left(item)) == ("cancelled", 30, 0, 5)


def test_what_nobody_comes_for_goes_back_in_the_night(rich, item):
    asked(rich, item)
    assert store.cancel_due() == 0
    Redemption.objects.update(collect_until=timezone.localdate() - timedelta(days=1))
    assert store.cancel_due() == 1
    assert store.cancel_due() == 0
    assert (own(rich), left(item)) == (30, 5)


def test_nothing_is_put_aside_that_cannot_be_paid_for(town, rich, item):
    dear = an_item(town, "电饭煲", points=31)
    with pytest.raises(DomainError) as refused, transaction.atomic():
        asked(rich, dear)
    assert refused.value.code == "too_few"
    assert (left(dear), Redemption.objects.count()) == (5, 0)
    for quantity, said in ((6, "sold_out"), (0, ""), (11, "")):
        with pytest.raises(DomainError) as refused:
            asked(rich, item, quantity)
        assert (refused.value.code, refused.value.field) == (said, "quantity")
    store.withdraw(item, reason="换季", actor=town.staff)
    with pytest.raises(DomainError) as refused:
        asked(rich, item)
    assert refused.value.code == "moved_on"


def test_goods_of_another_community_are_not_asked_for(town, rich, item):
    Item.objects.update(community=town.sibling)
    with pytest.raises(DomainError) as refused:
        asked(rich, item)
    assert refused.value.field == "item"


# --- what the database itself refuses -------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "rule_name"),
    [
        ({"quantity": -6, "after": -1}, "shelf_never_below_nothing"),
        ({"after": 3}, "shelf_adds_up"),
        ({"before": 9, "after": 8}, "shelf_follows_the_one_before"),
        ({"seq": 3, "previous": 1}, "shelf_begins_with_nothing"),
        ({"seq": 1, "previous": None, "before": 0, "quantity": 9, "after": 9, "kind": "fill"},
         "shelf_one_link_after_another"),
        ({"kind": "aside"}, "shelf_kind_says_which_way"),
        ({"reason": ""}, "shelf_kind_says_which_way"),
    ],
)  # fmt: skip
def test_the_chain_of_the_shelf_holds_whoever_writes(item, values, rule_name):
    said = {"kind": "remove", "seq": 2, "previous": 1, "before": 5, "quantity": -1, "after": 4}
    row = {"community": item.community, "item": item, "reason": "x", **said}
    with pytest.raises(IntegrityError, match=rule_name), transaction.atomic():
        ShelfMovement.objects.create(**{**row, **values})
    assert ShelfMovement.objects.create(**row).after == 4


# --- five hundred at once -------------------------------------------------------------------------
HANDS, TRIES = 20, 25


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False], ids=["guarded", "guards-off"])
def test_of_five_hundred_at_once_for_ten_exactly_ten_get_one(town, monkeypatch, guarded):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    rule, item = a_rule(town), an_item(town, points=1, quantity=10)
    with scope.entered(scope.EVERYTHING):
        homes = [town.household() for _ in range(HANDS)]
        accounts = [Account.objects.create(community=town.community, household=h) for h in homes]
    for account in accounts:
        given(town, account, rule, times=10)
    if not guarded:
        _guards_off(monkeypatch)
    got = _five_hundred(accounts, item)
    with scope.entered(scope.EVERYTHING):
        held = sum(own(account, "held") for account in accounts)
        rows = Redemption.objects.count()
        rest = item.movements.order_by("-seq")[0].after
    if guarded:
        assert got == {"got": 10, "sold_out": HANDS * TRIES - 10}
        assert (rows, held, rest) == (10, 10, 0)
    else:
        assert rows > 10


def _guards_off(monkeypatch):
    """No lock, and no chain of the shelf: what a plain read-then-write would do."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    with databases.as_owner_of_clone() as owner:
        for rule in ("shelf_follows_the_one_before", "shelf_one_link_after_another",
                     "shelf_link_to_hold_on_to"):  # fmt: skip
            owner.execute(f"ALTER TABLE points_shelfmovement DROP CONSTRAINT {rule}")
    meeting, original = threading.Barrier(2), store._last

    def seen(item):
        """Each looks while another looks: what they write, they write from the same number."""
        answer = original(item)
        try:
            meeting.wait(0.3)
        except threading.BrokenBarrierError:
            meeting.reset()
        return answer

    monkeypatch.setattr(store, "_last", seen)


def _five_hundred(accounts, item):
    found = Counter()

    def hand(account):
        mine = Counter()
        for _ in range(TRIES):
            try:
                with transaction.atomic():
                    scope.declare(scope.EVERYTHING)
                    asked(account, item)
            except DomainError as refused:
                mine[refused.code] += 1
            else:
                mine["got"] += 1
        return mine

    hands = [lambda account=account: hand(account) for account in accounts]
    for each in together(*hands, communities=None, patience=150):
        assert each.error is None, each.error
        found += each.value
    connections.close_all()
    return found


# --- pages ----------------------------------------------------------------------------------------
def test_a_household_asks_and_comes_with_its_code(town, enter, rich, item):
    home, page = enter("resident"), reverse("points:store")
    act = reverse("points:redeem", args=[item.pk])
    assert act in home.get(page).content.decode()
    answer = home.post(act, {"quantity": "9", "idempotency_key": "store-0001"})
    assert answer.context["form"].errors["quantity"] == ["架上不够了"]
    home.post(act, {"quantity": "1", "idempotency_key": "store-0002"})
    row = Redemption.objects.get()
    assert row.code in home.get(page).content.decode()
    staff, shelf = enter("staff"), reverse("points:shelf")
    shown = staff.get(shelf, {"q": row.code}).content.decode()
    collect = reverse("points:redemption_act", args=[row.pk, "collect"])
    assert collect in shown
    assert staff.get(shelf, {"q": "000"}).context["rows"] == []
    staff.post(collect, {"code": row.code, "idempotency_key": "store-0003"})
    row.refresh_from_db()
    assert row.status == "collected"
    assert staff.get(shelf, {"state": "collected"}).context["shelf"].rows == [row]
    assert staff.get(reverse("points:item", args=[item.pk])).status_code == 200


def test_a_household_takes_its_wish_back_and_strangers_have_no_way_to_it(town, enter, rich, item):
    row = asked(rich, item)
    cancel = reverse("points:cancel", args=[row.pk])
    joined(town, "neighbour")
    for name in ("neighbour", "staff", "stranger"):
        assert enter(name).post(cancel).status_code == 404
    for name in ("resident", "worker", "org_manager"):
        client = enter(name)
        for page, pk in (("item", item.pk),):
            assert client.get(reverse(f"points:{page}", args=[pk])).status_code == 404
        for page in ("shelf", "new_item", "fairness"):
            assert client.get(reverse(f"points:{page}")).status_code == 404
    enter("resident").post(cancel, {"idempotency_key": "store-0004"})
    assert own(rich) == 30
    assert row in Redemption.objects.visible_to(town.viewer("resident"))
    assert row not in Redemption.objects.visible_to(town.viewer("neighbour"))


def test_the_view_of_fairness_counts_and_tells_nobody(town, enter, rich, item):
    elder = joined_elder(town)
    for account in (rich, elder):
        given(town, account, a_rule(town, f"好事{account.pk}"), times=6)
    store.collect(row := asked(elder, item), code=row.code, actor=town.staff)
    everyone, elders, disabled = queries.reach(town.viewer("staff"))
    assert (everyone.households, elders.households, disabled.households) == (None, None, None)
    for _ in range(12):
        Account.objects.create(community=town.community, household=town.household())
    everyone, elders, _disabled = queries.reach(town.viewer("staff"))
    assert (everyone.households, everyone.took, everyone.share) == (14, None, "–")
    assert elders.households is None
    for account in Account.objects.exclude(pk__in=[rich.pk, elder.pk])[:5]:
        given(town, account, a_rule(town, f"事{account.pk}"), times=6)
        store.fill(item, quantity=1, bought="小票", actor=town.staff)
        store.collect(row := asked(account, item), code=row.code, actor=town.staff)
    everyone = queries.reach(town.viewer("staff"))[0]
    assert (everyone.took, everyone.never, everyone.share) == (6, 8, "43%")
    assert "不到 5" in enter("staff").get(reverse("points:fairness")).content.decode()


def test_the_view_of_fairness_says_its_base_and_is_found_from_the_store(town, enter):
    shelf = enter("staff").get(reverse("points:shelf")).content.decode()
    assert reverse("points:fairness") in shelf
    page = enter("staff").get(reverse("points:fairness"))
    assert "底数是现在参加积分的户" in page.content.decode()


# --- brought home ---------------------------------------------------------------------------------
def test_who_cannot_come_has_it_brought_and_the_desk_sees_to_whom(town, enter, rich, item):
    act = reverse("points:redeem", args=[item.pk])
    said = {"quantity": "1", "brought_home": "on", "idempotency_key": "store-0010"}
    enter("resident").post(act, said)
    row = Redemption.objects.get()
    other = asked(rich, item)
    assert (row.brought_home, other.brought_home) == (True, False)
    lines = {one["title"]: one["url"] for one in panels.todo(town.viewer("staff"))}
    page = enter("staff").get(lines["1 份兑换请送上门"])
    assert page.context["shelf"].rows == [row]
    assert str(rich.household.dwelling) in page.content.decode()
    assert "送到时报码" in enter("resident").get(reverse("points:store")).content.decode()
    store.collect(row, code=row.code, actor=town.staff)
    assert "1 份兑换请送上门" not in {one["title"] for one in panels.todo(town.viewer("staff"))}


def test_what_the_community_is_to_bring_does_not_lapse(town, rich, item):
    row, other = store.redeem(rich, item=item, brought_home=True, actor=None), asked(rich, item)
    Redemption.objects.update(collect_until=timezone.localdate() - timedelta(days=1))
    assert store.cancel_due() == 1
    states = {one.pk: one.status for one in Redemption.objects.all()}
    assert states == {row.pk: "held", other.pk: "cancelled"}


def test_a_household_hears_that_its_points_are_back(town, enter, rich, item):
    told = Message.objects.filter(code="points.redemption_back")
    store.cancel(asked(rich, item), actor=town.resident)
    assert not told.exists(), "he did it himself"
    asked(rich, item)
    Redemption.objects.held().update(collect_until=timezone.localdate() - timedelta(days=1))
    store.cancel_due()
    assert [one.to_user for one in told] == [town.resident]
    assert enter("resident").get(told.get().link).status_code == 200


def test_what_the_desk_cancels_it_cancels_for_a_reason_that_the_household_hears(
    town, enter, rich, item
):
    row = asked(rich, item, 2)
    with pytest.raises(DomainError) as refused:
        store.call_off(row, reason=" ", actor=town.staff)
    assert refused.value.field == "reason"
    address = reverse("points:redemption_act", args=[row.pk, "cancel"])
    said = {"idempotency_key": "store-0021"}
    enter("staff").post(address, said)
    row.refresh_from_db()
    assert row.is_held, "no reason, nothing happens"
    enter("staff").post(address, {"reason": "这一批受潮了", "idempotency_key": "store-0022"})
    row.refresh_from_db()
    assert (row.status, own(rich), left(item)) == ("cancelled", 30, 5)
    told = Message.objects.get(code="points.redemption_called_off")
    assert told.to_user == town.resident
    assert "这一批受潮了" in enter("resident").get(reverse("points:mine")).content.decode()
    assert "这一批受潮了" in told.context.open()
    assert not Message.objects.filter(code="points.redemption_back").exists()


def test_who_rings_that_he_cannot_come_is_written_down_at_the_desk(town, enter, rich, item):
    row = asked(rich, item)
    way = lambda slug, key: enter("staff").post(  # noqa: E731
        reverse("points:redemption_act", args=[row.pk, slug]), {"idempotency_key": key}
    )
    assert way("counter", "store-0011").status_code == 404
    assert way("bring", "store-0012").status_code == 302
    assert list(Redemption.objects.to_bring()) == [row]
    Redemption.objects.update(collect_until=timezone.localdate() - timedelta(days=9))
    assert way("counter", "store-0013").status_code == 302
    row.refresh_from_db()
    assert (row.brought_home, row.collect_until) == (False, timezone.localdate() + KEPT)
    store.bring_home(row, actor=town.staff)
    with pytest.raises(DomainError):
        store.bring_home(row, actor=town.staff)


def joined_elder(town):
    """The household of somebody the community looks after."""
    home = town.people["elder"].household
    return Account.objects.create(community=town.community, household=home)


def test_the_same_code_waits_for_nobody_else(rich, item, monkeypatch):
    drawn = iter([7, 7, 8])
    monkeypatch.setattr(store.secrets, "randbelow", lambda most: next(drawn))
    assert [asked(rich, item).code, asked(rich, item).code] == ["000007", "000008"]
    assert Posting.objects.filter(kind="hold").count() == 2
