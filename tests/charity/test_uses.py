"""What became of a gift: never more than it, as its donor wished, told to him in plain words."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from charity.actions import allocations, gifts, handouts, stock
from charity.actions.facts import DonorFacts
from charity.models import Allocation, DesignatedPlatform, Gift
from charity.queries import public, traces
from core import outbox, scope
from core.exceptions import DomainError
from tests.charity.conftest import admit, give, goods, money
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
HIS = DonorFacts(name="何方", phone="13800000016")
"""`stranger` has signed in with this number and lives in no register."""


def day(days):
    return timezone.localdate() + timedelta(days=days)


def came(town, facts, donor=HIS):
    return gifts.receive(give(town, facts, donor=donor), actor=town.secretary)


def use(gift, quantity, what="买教辅", **said):
    return allocations.allocate(gift, quantity=Decimal(quantity), what=what, actor=None, **said)


@pytest.fixture
def paid(town, recipient):
    return came(town, money(1000, purpose="students"))


# --- never more than was given --------------------------------------------------------------------
def test_a_gift_is_used_up_and_no_further(paid):
    use(paid, 600)
    with pytest.raises(DomainError) as refused:
        use(paid, "400.01")
    assert (refused.value.code, refused.value.field) == ("too_few", "quantity")
    use(paid, 400)
    assert allocations.used(paid) == (2, 1000)
    for quantity in (0, -1):
        with pytest.raises(DomainError):
            use(paid, quantity)


def test_what_did_not_come_to_pass_is_free_again_once(paid):
    spent = use(paid, 900)
    allocations.undo(spent, what="退课了", actor=None)
    assert allocations.used(paid)[1] == 0
    with pytest.raises(DomainError) as refused:
        allocations.undo(spent, what="退课了", actor=None)
    assert refused.value.code == "moved_on"
    use(paid, 1000)


def test_only_what_is_here_is_used_and_for_something(town, offered, paid):
    with pytest.raises(DomainError) as refused:
        use(offered, 1)
    assert refused.value.code == "moved_on"
    with pytest.raises(DomainError) as refused:
        use(paid, 1, " ")
    assert refused.value.field == "what"


def test_what_was_used_is_not_given_back_as_a_whole(town, paid):
    spent = use(paid, 1)
    with pytest.raises(DomainError) as refused:
        gifts.give_back(paid, reason="打错了", actor=town.staff)
    assert refused.value.code == "in_use"
    allocations.undo(spent, what="没买", actor=None)
    assert gifts.give_back(paid, reason="打错了", actor=town.staff).status == "returned"


def test_an_hour_and_a_room_are_used_as_they_are_measured(town, recipient):
    hours = came(town, goods(resource="service", what="义诊", quantity=Decimal(8), unit="小时"))
    use(hours, 3, "楼下义诊")
    room = came(town, goods(resource="venue", what="活动室", quantity=None, unit=""))
    use(room, 1, "借给合唱队")
    [second, first] = traces.mine(town.viewer("stranger"))
    assert (first.used_share, first.rest_share) == ("3 小时", "5 小时")
    assert (second.used_share, second.rest_share) == ("1 项", "")


# --- as the donor wished --------------------------------------------------------------------------
def test_another_purpose_needs_his_word(paid):
    use(paid, 1, purpose="students")
    with pytest.raises(DomainError) as refused:
        use(paid, 1, purpose="elders")
    assert (refused.value.code, refused.value.field) == ("not_as_wished", "consent")
    agreed = use(paid, 1, purpose="elders", consent="3 月 2 日电话里同意")
    assert (agreed.purpose, agreed.consent) == ("elders", "3 月 2 日电话里同意")


def test_who_left_no_name_cannot_be_asked(town, recipient):
    gift = came(town, money(10, purpose="students"), donor=DonorFacts())
    with pytest.raises(DomainError) as refused:
        use(gift, 1, purpose="elders", consent="他同意")
    assert refused.value.code == "nobody_to_ask"


def test_not_before_and_after_its_time_only_with_his_word(town, recipient):
    said = {"offered_on": day(-9)}
    later = came(town, money(9, use_from=day(2), **said))
    over = came(town, money(9, use_until=day(-1), **said))
    with pytest.raises(DomainError) as refused:
        use(later, 1)
    assert (refused.value.code, refused.value.field) == ("too_early", "used_on")
    with pytest.raises(DomainError) as refused:
        use(over, 1)
    assert refused.value.code == "not_as_wished"
    assert use(over, 1, consent="再给半年").seq == 1


def test_nothing_is_used_tomorrow_or_before_it_came(paid):
    for days in (1, -1):
        with pytest.raises(DomainError) as refused:
            use(paid, 1, used_on=day(days))
        assert refused.value.field == "used_on"


def test_a_hand_out_is_planned_within_the_time(town, recipient):
    rice = came(town, goods(use_until=day(1)))
    lot = stock.take_in(rice, quantity=Decimal(9), actor=None)
    with pytest.raises(DomainError) as refused:
        handouts.plan(lot, title="慰问", held_on=day(2), each=Decimal(1), actor=None)
    assert refused.value.field == "held_on"


# --- goods ----------------------------------------------------------------------------------------
def test_what_leaves_the_storeroom_is_a_use_and_comes_back(town, received):
    lot = stock.take_in(received, quantity=Decimal(50), actor=None)
    moved = stock.issue(lot, quantity=Decimal(20), reason="食堂", actor=None)
    assert moved.allocation.quantity == 20
    stock.bring_back(lot, quantity=Decimal(5), reason="没用完", actor=None)
    assert allocations.used(received)[1] == 15
    with pytest.raises(DomainError) as refused:
        allocations.undo(moved.allocation, what="x", actor=None)
    assert refused.value.code == "in_store"


def test_goods_in_the_storeroom_are_used_from_there_only(town, received):
    stock.take_in(received, quantity=Decimal(150), actor=None)
    with pytest.raises(DomainError) as refused:
        use(received, 51)
    assert refused.value.code == "in_store"
    use(received, 50)
    with pytest.raises(DomainError):
        stock.take_in(received, quantity=Decimal(1), actor=None)


def test_what_a_count_found_beyond_the_gift_is_no_use_of_it(town, received):
    lot = stock.take_in(received, quantity=Decimal(200), actor=None)
    stock.count(lot, counted=Decimal(203), reason="多三袋", actor=None)
    stock.issue(lot, quantity=Decimal(203), reason="食堂", actor=None)
    assert allocations.used(received)[1] == 200
    stock.bring_back(lot, quantity=Decimal(203), reason="没用完", actor=None)
    assert allocations.used(received)[1] == 0


# --- what the database itself refuses -------------------------------------------------------------
@pytest.mark.parametrize(
    ("values", "rule"),
    [
        ({"quantity": 701, "after": 1001}, "allocation_never_more_than_given"),
        ({"after": 399}, "allocation_adds_up"),
        ({"before": 0, "after": 100}, "allocation_follows_the_one_before"),
        ({"seq": 1, "previous": None, "before": 0, "after": 100},
         "allocation_one_link_after_another"),
        ({"seq": 3, "previous": 1}, "allocation_begins_with_nothing"),
        ({"quantity": -1, "after": 299}, "allocation_kind_says_which_way"),
        ({"kind": "order", "reference": None}, "allocation_says_which_one"),
        ({"what": ""}, "allocation_says_what_for"),
        ({"of": 2000}, "allocation_follows_the_one_before"),
    ],
)  # fmt: skip
def test_the_chain_holds_whoever_writes(paid, values, rule):
    use(paid, 300)
    said = {
        "seq": 2, "previous": 1, "kind": "use", "purpose": "students", "before": 300,
        "quantity": 100, "after": 400, "of": 1000, "what": "x",
    }  # fmt: skip
    with pytest.raises(IntegrityError, match=rule), transaction.atomic():
        Allocation.objects.create(community=paid.community, gift=paid, **{**said, **values})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_who_use_the_same_gift_never_use_more_than_it(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    admit(town)
    gift = came(town, money(100))
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, allocations, "used", after=True)
    outcomes = together(*[lambda: use(gift, 60)] * 2)
    refused = [each.error.code for each in outcomes if each.error]
    assert meeting.happened is not locked
    assert refused == ["too_few" if locked else "busy"], "the chain refuses what the lock let pass"
    with scope.entered(scope.EVERYTHING):
        assert allocations.used(gift) == (1, 60)


# --- whom one tells what --------------------------------------------------------------------------
def test_a_donor_follows_his_gift_to_a_masked_recipient(town, enter, paid):
    use(paid, 300, "买校服", kind="aid", reference=7, recipient="章小雨")
    page = enter("stranger").get(reverse("charity:mine")).content.decode()
    assert "买校服，受益人 章*" in page
    assert "章小雨" not in page
    assert "用了 300 元，还有 700 元 没用" in page
    assert Allocation.objects.get().recipient == "章*"


def test_a_hand_out_is_one_line_and_a_loss_is_told(town, recipient):
    rice = came(town, goods())
    lot = stock.take_in(rice, quantity=Decimal(200), actor=None)
    planned = handouts.plan(lot, title="慰问", held_on=day(0), each=Decimal(2), actor=None)
    handouts.put_on_list(planned, people="甲一\n乙二\n丙三", actor=None)
    for line in planned.lines.all():
        handouts.take(line, actor=None)
    stock.discard(lot, quantity=Decimal(4), reason="受潮", actor=None)
    [trace] = traces.mine(town.viewer("stranger"))
    assert sorted((line.words, line.share) for line in trace.lines) == [
        ("发放：慰问，3 人领取", "6 袋"), ("没能用上：受潮", "4 袋"),
    ]  # fmt: skip
    assert trace.rest == 190


def test_nobody_else_reads_it(town, enter, paid, offered):
    assert [each.gift for each in traces.mine(town.viewer("stranger"))] == [paid]
    assert traces.mine(town.viewer("resident")) == []
    assert enter("anonymous").get(reverse("charity:mine")).status_code == 302


def test_everybody_reads_what_came_and_what_was_used_and_no_more(town, enter, paid, another):
    kind = gifts.receive(another(money(50, is_anonymous=True)), actor=town.secretary)
    use(paid, 300, "给章小雨买校服", kind="aid", reference=7, recipient="章小雨")
    page = enter("anonymous").get(reverse("charity:public", args=[town.community.pk]))
    account, text = page.context["account"], page.content.decode()
    assert (account.money, account.spent, account.gifts) == (1050, 300, 2)
    assert {row.gift: row.donor for row in account.rows} == {paid: "何*", kind: "爱心人士"}
    [students] = [each for each in account.purposes if each.used]
    assert students.helped is None, "one person would be known"
    for secret in ("章小雨", "何方", "校服", "柯善"):
        assert secret not in text
    for n in range(4):
        use(paid, 1, kind="aid", reference=8 + n, recipient="章小雨")
    again = public.account(town.community.pk)
    assert [each.helped for each in again.purposes if each.used] == [5]


def test_the_list_of_everybody_goes_on(town, recipient, monkeypatch):
    monkeypatch.setattr(public, "PAGE", 1)
    older, newer = came(town, money(1)), came(town, money(2))
    first = public.account(town.community.pk)
    assert [row.gift for row in first.rows] == [newer]
    second = public.account(town.community.pk, first.next_before)
    assert [row.gift for row in second.rows] == [older]
    assert second.next_before is None


def test_online_one_gives_elsewhere(town, enter):
    page = enter("anonymous").get(reverse("charity:public", args=[town.community.pk]))
    assert DesignatedPlatform.objects.filter(name="腾讯公益").exists()
    assert "腾讯公益" in page.content.decode()
    DesignatedPlatform.objects.filter(name="腾讯公益").update(ended_on=day(0))
    page = enter("anonymous").get(reverse("charity:public", args=[town.community.pk]))
    assert "腾讯公益" not in page.content.decode()


# --- at the desk ----------------------------------------------------------------------------------
def test_a_use_is_written_down_and_taken_back_at_the_desk(town, enter, paid):
    staff = enter("staff")
    act = reverse("charity:gift_act", args=[paid.pk, "use"])
    said = {"quantity": "300", "what": "校服", "idempotency_key": "use-0001"}
    staff.post(act, said)
    row = Allocation.objects.get()
    assert (row.purpose, row.used_on, row.actor) == ("students", day(0), town.staff)
    page = staff.get(reverse("charity:gift", args=[paid.pk]))
    assert "校服" in page.content.decode()
    undo = reverse("charity:allocation_act", args=[row.pk, "undo"])
    assert enter("org_manager").get(undo).status_code == 404, "he reads it, the desk writes it"
    assert enter("sibling_staff").get(undo).status_code == 404
    enter("staff").post(undo, {"what": "没买成", "idempotency_key": "use-0002"})
    assert allocations.used(paid)[1] == 0
    assert enter("staff").get(undo).status_code == 404


def test_rooms_above_are_told_with_ids_only(paid, monkeypatch):
    told = []
    monkeypatch.setattr(outbox, "publish", lambda topic, key, payload: told.append(payload))
    row = use(paid, 5, kind="order", reference=12)
    assert told == [
        {
            "gift_id": paid.pk, "allocation_id": row.pk, "community_id": paid.community_id,
            "kind": "order", "reference": 12,
        }
    ]  # fmt: skip
    assert Gift.objects.get(pk=paid.pk).measure == 1000
