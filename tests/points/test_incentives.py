"""八有: adopted by a meeting, applied for by those it is for, approved by another within the
budget, delivered with a word, told to everybody without names."""

import threading
from collections import Counter
from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, connections, models, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.roles import Door
from core import scope
from core.exceptions import DomainError
from core.models import Message
from points import personal_data
from points.actions import incentives
from points.eligibility import roles_of
from points.models import (
    BudgetMovement,
    IncentiveGrant,
    IncentiveKind,
    IncentivePolicy,
    IncentiveRole,
)
from points.panels import panels, todo
from points.queries import incentives as queries
from points.workflow import GRANT_STEPS, GrantStatus
from tests import databases
from tests.days import day
from tests.races import together

pytestmark = pytest.mark.django_db


def a_policy(town, name="志愿者慰问", *, roles=("volunteer",), **values):
    today = timezone.localdate()
    said = {
        "kind": IncentiveKind.objects.get(code="care"), "what": "米一袋，服务台领",
        "roles": list(IncentiveRole.objects.filter(code__in=roles)), "most": Decimal(100),
        "budget": Decimal(250), "source": "社区经费", "meeting": "第三次居民代表会议",
        "starts_on": today, "ends_on": today + timedelta(days=90),
    }  # fmt: skip
    with scope.entered(scope.EVERYTHING):
        return incentives.adopt(
            town.community, name=name, actor=town.secretary, **{**said, **values}
        )


def asked(town, policy, name="万一", **values):
    said = {"role": policy.roles.first(), "why": "每周给老人读报", "actor": town.staff}
    return incentives.apply(policy, name=name, **{**said, **values})


def approved(town, policy, yuan=100, **values):
    row = asked(town, policy, **values)
    return incentives.approve(row, yuan=Decimal(yuan), actor=town.secretary)


def left(policy):
    return IncentivePolicy.objects.with_left().get(pk=policy.pk).left


@pytest.fixture
def policy(town):
    return a_policy(town)


def test_the_eight_and_whom_they_are_for_are_rows(town):
    assert IncentiveKind.objects.count() == 8
    assert {"volunteer", "grid_worker", "building_head"} <= {
        role.code for role in IncentiveRole.objects.all()
    }
    assert all(row.name_en for row in (*IncentiveKind.objects.all(), *IncentiveRole.objects.all()))


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"what": " "}, "what"),
        ({"meeting": ""}, "meeting"),
        ({"roles": []}, "roles"),
        ({"most": Decimal(300)}, "most"),
        ({"most": Decimal(0)}, "budget"),
        ({"source": " "}, "source"),
        ({"ends_on": day(-1)}, "ends_on"),
    ],
)
def test_a_policy_says_what_for_whom_and_out_of_what(town, said, field):
    with pytest.raises(DomainError) as refused:
        a_policy(town, **said)
    assert refused.value.field == field


def test_the_same_policy_is_in_force_once_and_ends_once(town, policy):
    with pytest.raises(DomainError, match="同名"), transaction.atomic():
        a_policy(town)
    waits = approved(town, policy)
    incentives.end(policy, actor=town.secretary)
    with pytest.raises(DomainError, match="已经结束"):
        incentives.end(policy, actor=town.secretary)
    with pytest.raises(DomainError, match="不收申请"):
        asked(town, policy)
    incentives.deliver(waits, delivery="米一袋，本人签收", actor=town.staff)
    assert a_policy(town).pk


def test_one_writes_it_down_and_another_approves_within_the_budget(town, policy):
    row = asked(town, policy)
    for actor in (town.staff, None):
        with pytest.raises(DomainError) as refused:
            incentives.approve(row, yuan=Decimal(50), actor=actor)
        assert refused.value.code == "own_record"
    with pytest.raises(DomainError, match="每人最多"):
        incentives.approve(row, yuan=Decimal(101), actor=town.secretary)
    with pytest.raises(DomainError, match="批准多少"):
        incentives.approve(row, yuan=Decimal(0), actor=town.secretary)
    incentives.approve(row, yuan=Decimal(100), actor=town.secretary)
    approved(town, policy, name="万二")
    assert left(policy) == 50
    third = asked(town, policy, name="万三")
    with pytest.raises(DomainError, match="只剩 50") as refused, transaction.atomic():
        incentives.approve(third, yuan=Decimal(60), actor=town.secretary)
    assert refused.value.code == "too_little"
    incentives.approve(third, yuan=Decimal(50), actor=town.secretary)
    assert left(policy) == 0


def test_who_applied_on_his_phone_does_not_approve_it_himself(town, policy):
    row = asked(town, policy, user=town.secretary, actor=town.staff)
    with pytest.raises(DomainError, match="申请的人不能"):
        incentives.approve(row, yuan=Decimal(9), actor=town.secretary)
    with pytest.raises(DomainError, match="登记的人"):
        incentives.refuse(row, reason="没有名额", actor=town.staff)


def test_it_is_delivered_with_a_word_and_what_was_not_goes_back(town, policy):
    first, second = approved(town, policy), approved(town, policy, name="万二")
    with pytest.raises(DomainError) as refused:
        incentives.deliver(first, delivery=" ", actor=town.staff)
    assert refused.value.field == "delivery"
    done = incentives.deliver(first, delivery="米一袋，本人签收", actor=town.staff)
    assert done.delivered_on == timezone.localdate()
    with pytest.raises(DomainError) as refused:
        incentives.cancel(second, reason="", actor=town.staff)
    assert refused.value.field == "reason"
    incentives.cancel(second, reason="搬走了", actor=town.staff)
    assert left(policy) == 150
    assert [row.kind for row in policy.movements.order_by("seq")] == [
        "set", "promise", "promise", "back",
    ]  # fmt: skip


def test_a_policy_that_costs_nothing_moves_no_budget(town):
    free = a_policy(town, "优先推荐", most=Decimal(0), budget=Decimal(0), source="")
    row = approved(town, free, yuan=0)
    assert (row.status, free.movements.count()) == ("approved", 1)
    incentives.cancel(row, reason="他不去了", actor=town.staff)
    assert free.movements.count() == 1


def test_each_step_leads_only_where_the_table_says(town, policy):
    ways = {
        "approved": lambda row: incentives.approve(row, yuan=Decimal(1), actor=town.secretary),
        "refused": lambda row: incentives.refuse(row, reason="没有名额", actor=town.secretary),
        "withdrawn": lambda row: incentives.withdraw(row, actor=town.staff),
        "delivered": lambda row: incentives.deliver(row, delivery="一份", actor=town.staff),
        "cancelled": lambda row: incentives.cancel(row, reason="没来", actor=town.staff),
    }
    for state in GrantStatus:
        for target, go in ways.items():
            with transaction.atomic():
                row = asked(town, policy)
                if state in {"delivered", "cancelled"}:
                    row = ways["approved"](row)
                if state != "pending":
                    row = ways[state](row)
                if GrantStatus(target) in GRANT_STEPS[state]:
                    assert go(row).status == target
                else:
                    with pytest.raises(DomainError, match="往前走"):
                        go(row)
                transaction.set_rollback(True)


def test_once_for_each_account_and_never_with_a_number(town, policy):
    with pytest.raises(DomainError, match="不用写电话"):
        asked(town, policy, why="打 13912345678 问我")
    with pytest.raises(DomainError) as refused:
        asked(town, policy, why=" ")
    assert refused.value.field == "why"
    other = IncentiveRole.objects.get(code="donor")
    with pytest.raises(DomainError, match="不是给这个身份"):
        asked(town, policy, role=other)
    row = asked(town, policy, user=town.volunteer, actor=town.volunteer)
    with pytest.raises(DomainError, match="申请过了"), transaction.atomic():
        asked(town, policy, user=town.volunteer)
    incentives.withdraw(row, actor=town.volunteer)
    again = asked(town, policy, user=town.volunteer, actor=town.volunteer)
    incentives.refuse(again, reason="这次没有名额", actor=town.secretary)
    assert Message.objects.filter(code="points.grant_refused", to_user=town.volunteer).exists()
    third = asked(town, policy, user=town.volunteer, actor=town.volunteer)
    incentives.approve(third, yuan=Decimal(9), actor=town.secretary)
    assert Message.objects.filter(code="points.grant_approved", to_user=town.volunteer).exists()


# --- twenty at once for a budget of five ----------------------------------------------------------
HANDS = 20


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("guarded", [True, False])
def test_twenty_who_approve_at_once_never_exceed_the_budget(town, monkeypatch, guarded):
    policy = a_policy(town, most=Decimal(50), budget=Decimal(250))
    rows = [asked(town, policy, name=f"万{n}") for n in range(HANDS)]
    if not guarded:
        _guards_off(monkeypatch)

    def hand(row):
        try:
            with transaction.atomic():
                scope.declare(scope.EVERYTHING)
                incentives.approve(row, yuan=Decimal(50), actor=town.secretary)
        except DomainError as refused:
            return refused.code
        return "got"

    hands = [lambda row=row: hand(row) for row in rows]
    got: Counter[str] = Counter()
    for each in together(*hands, communities=None, patience=90):
        assert each.error is None, each.error
        got[each.value] += 1
    connections.close_all()
    with scope.entered(scope.EVERYTHING):
        promised = sum(row.yuan for row in IncentiveGrant.objects.all())
        rest = left(policy)
    if guarded:
        assert got == {"got": 5, "too_little": HANDS - 5}
        assert (promised, rest) == (250, 0)
    else:
        assert promised > 250


def _guards_off(monkeypatch):
    """No lock, and no chain of the budget: what a plain read-then-write would do."""
    monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    with databases.as_owner_of_clone() as owner:
        for rule in ("budget_follows_the_one_before", "budget_one_link_after_another",
                     "budget_link_to_hold_on_to"):  # fmt: skip
            owner.execute(f"ALTER TABLE points_budgetmovement DROP CONSTRAINT {rule}")
    meeting, original = threading.Barrier(2), incentives._last

    def seen(policy):
        answer = original(policy)
        try:
            meeting.wait(0.3)
        except threading.BrokenBarrierError:
            meeting.reset()
        return answer

    monkeypatch.setattr(incentives, "_last", seen)


def test_the_database_holds_the_budget(town, policy):
    row = approved(town, policy)
    of = {"community": town.community, "policy": policy, "seq": 3, "previous": 2}
    bad = {
        "budget_never_exceeded": {
            "kind": "promise", "before": 150, "yuan": -200, "after": -50, "grant": asked(
                town, policy, name="万二"),
        },
        "budget_moved_once_for_each": {
            "kind": "promise", "before": 150, "yuan": -50, "after": 100, "grant": row,
        },
        "budget_kind_says_which_way": {
            "kind": "set", "before": 150, "yuan": 50, "after": 200, "grant": None,
        },
    }  # fmt: skip
    for rule, values in bad.items():
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            BudgetMovement.objects.create(**of, **values)
    rows = IncentiveGrant.objects.filter(pk=row.pk)
    for rule, values in {
        "grant_status_known": {"status": "x", "yuan": 0},
        "grant_recorder_is_not_approver": {"decided_by": town.staff},
        "grant_money_was_approved": {"decided_by": None},
        "grant_delivered_in_words": {"status": "delivered"},
        "grant_refused_in_words": {"status": "cancelled", "yuan": 0},
    }.items():
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            rows.update(**values)
    policies = IncentivePolicy.objects.filter(pk=policy.pk)
    for rule, values in {
        "policy_days_in_order": {"ends_on": policy.starts_on - timedelta(days=1)},
        "policy_budget_says_where_from": {"source": ""},
        "policy_gives_one_no_more_than_all": {"most": 900},
        "policy_was_adopted": {"meeting": ""},
    }.items():
        with pytest.raises(IntegrityError, match=rule), transaction.atomic():
            policies.update(**values)


# --- pages ----------------------------------------------------------------------------------------
def test_it_is_offered_to_whom_it_is_for(town, policy):
    assert roles_of(town.viewer("volunteer")) == {"volunteer": {town.community.pk}}
    assert "grid_worker" in roles_of(town.viewer("worker"))
    assert roles_of(town.viewer("anonymous")) == {}
    a_policy(town, "网格员体检", roles=("grid_worker",))
    a_policy(town, "以后的", starts_on=timezone.localdate() + timedelta(days=5))
    for name, titles in {
        "volunteer": ["志愿者慰问"],
        "worker": ["网格员体检"],
        "neighbour": [],
        "stranger": [],
    }.items():
        found = queries.mine(town.viewer(name))
        assert [offer.policy.name for offer in found.offers] == titles, name


def test_nobody_is_invited_to_what_is_promised_to_the_last_yuan(town, enter, policy):
    free = a_policy(
        town, "服务明星", most=Decimal(0), budget=Decimal(0), source="",
        kind=IncentiveKind.objects.get(code="care"),
    )  # fmt: skip
    page, apply = reverse("points:my_incentives"), reverse("points:apply", args=[policy.pk])
    his = enter("volunteer")
    with scope.entered(scope.EVERYTHING):
        [approved(town, policy, name=name) for name in ("万一", "万二")]
    assert policy.name in his.get(page).content.decode()
    with scope.entered(scope.EVERYTHING):
        approved(town, policy, 50, name="万三")
    shown = his.get(page).content.decode()
    assert (policy.name in shown, free.name in shown) == (False, True)
    assert his.get(apply).status_code == 404


def test_a_volunteer_applies_on_his_phone_and_the_desk_approves(town, enter, policy):
    his, page = enter("volunteer"), reverse("points:my_incentives")
    assert policy.name in his.get(page).content.decode()
    [*_rest, panel] = [
        each for each in panels(town.viewer("volunteer"), Door.HOME) if each["order"] == 59
    ]
    assert panel["context"] == {"count": 1}
    apply = reverse("points:apply", args=[policy.pk])
    role = policy.roles.get()
    said = {"role": role.pk, "why": "每周读报", "idempotency_key": "give-0001"}
    his.post(apply, said)
    row = IncentiveGrant.objects.get()
    assert row.name.open() == town.volunteer.name.open()
    assert "申请过了" in his.get(page).content.decode()
    [line] = [each for each in todo(town.viewer("staff")) if "激励" in each["title"]]
    assert line["title"] == "1 份激励申请等审核"
    staff = enter("staff")
    assert row.name.open() in staff.get(reverse("points:policy", args=[policy.pk])).content.decode()
    act = reverse("points:grant_act", args=[row.pk, "approve"])
    staff.post(act, {"yuan": "100", "idempotency_key": "give-0002"})
    act = reverse("points:grant_act", args=[row.pk, "deliver"])
    staff.post(act, {"delivery": "米一袋", "idempotency_key": "give-0003"})
    assert "米一袋" in enter("volunteer").get(page).content.decode()
    assert policy.name in enter("staff").get(reverse("points:incentives")).content.decode()


def test_somebody_is_written_down_at_the_desk_and_takes_it_back_himself(town, enter, policy):
    staff = enter("staff")
    act = reverse("points:policy_act", args=[policy.pk, "tell"])
    said = {"name": "万三", "role": policy.roles.get().pk, "why": "读报"}
    answer = staff.post(act, {**said, "phone": "13300000000", "idempotency_key": "give-0011"})
    assert "phone" in answer.context["form"].errors
    phone = town.volunteer.phone.open()
    staff.post(act, {**said, "phone": phone, "idempotency_key": "give-0012"})
    row = IncentiveGrant.objects.get()
    assert row.user == town.volunteer
    own = reverse("points:grant_act", args=[row.pk, "approve"])
    assert staff.get(own).status_code == 404, "who wrote it down does not approve it"
    back = reverse("points:my_grant_act", args=[row.pk, "withdraw"])
    assert enter("neighbour").post(back).status_code == 404
    enter("volunteer").post(back, {"idempotency_key": "give-0013"})
    row.refresh_from_db()
    assert row.status == "withdrawn"


def test_a_policy_is_written_down_at_the_desk(town, enter):
    staff, today = enter("staff"), timezone.localdate().isoformat()
    said = {
        "community": town.community.pk, "kind": IncentiveKind.objects.get(code="parking").pk,
        "name": "楼栋长停车", "what": "每月 50 元停车券", "most": "50", "budget": "40",
        "roles": [IncentiveRole.objects.get(code="building_head").pk], "source": "停车收入",
        "meeting": "居民代表会议", "starts_on": today, "ends_on": today,
    }  # fmt: skip
    page = reverse("points:new_policy")
    answer = staff.post(page, {**said, "idempotency_key": "give-0021"})
    assert "most" in answer.context["form"].errors
    staff.post(page, {**said, "budget": "600", "idempotency_key": "give-0022"})
    assert left(IncentivePolicy.objects.get()) == 600


def test_everybody_reads_the_sums_and_nobody_to_whom(town, client, policy):
    row = approved(town, policy, yuan=90)
    incentives.deliver(row, delivery="米一袋，本人签收", actor=town.staff)
    approved(town, policy, yuan=60, name="万二")
    asked(town, policy, name="万三")
    [told] = queries.page(town.community.pk).rows
    assert (told.promised, told.delivered) == (150, 1)
    shown = client.get(reverse("points:incentives_open", args=[town.community.pk]))
    assert "第三次居民代表会议通过" in shown.content.decode()
    for word in ("万一", "万二", "每周给老人读报", "本人签收"):
        assert word not in shown.content.decode()


@pytest.mark.parametrize("name", ["worker", "dispatcher", "org_manager", "resident", "volunteer"])
def test_to_others_the_desk_is_not_there(town, enter, policy, name):
    row, client = asked(town, policy), enter(name)
    for page, args in (
        ("incentives", []),
        ("new_policy", []),
        ("policy", [policy.pk]),
        ("policy_act", [policy.pk, "end"]),
        ("grant_act", [row.pk, "approve"]),
    ):
        assert client.get(reverse(f"points:{page}", args=args)).status_code == 404, page
    seen = {n for n in town.accounts if IncentiveGrant.objects.visible_to(town.viewer(n)).exists()}
    assert seen == {"staff", "secretary"}


def test_a_person_reads_what_is_kept_and_is_forgotten(town, policy):
    approved(town, policy, user=town.volunteer)
    subject = town.volunteer.subject
    [kept] = personal_data.export_person(subject)["incentives"]
    assert (kept["policy"], kept["yuan"]) == (policy.name, "100.00")
    assert personal_data.erase_person(subject)["incentives"] == 1
    row = IncentiveGrant.objects.get()
    assert (row.user, row.name.open()) == (None, personal_data.NAMELESS)
    assert row.yuan == 100
    old = asked(town, policy, name="万二")
    incentives.refuse(old, reason="没有名额", actor=town.secretary)
    IncentiveGrant.objects.update(recorded_at=timezone.now() - timedelta(days=1100))
    assert personal_data.expire(timezone.localdate())["incentives"] == 1
