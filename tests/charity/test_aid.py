"""Aid: proposed by one, decided by another, handed over against a signature, masked in public."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from charity import personal_data
from charity.actions import aid, allocations, gifts, stock
from charity.models import AidRecord, Allocation, Lot
from charity.panels import todo
from charity.queries import aid as queries
from charity.queries import public, traces
from charity.workflow import AID_STEPS, AidStatus
from core import outbox
from core.exceptions import DomainError
from core.models import TallyDelta
from tests.charity.conftest import admit, give, money
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
DO = {
    AidStatus.APPROVED: lambda row, actor: aid.approve(row, decision="会议", actor=actor),
    AidStatus.REFUSED: lambda row, actor: aid.refuse(row, reason="不合条件", actor=actor),
    AidStatus.GIVEN: lambda row, actor: aid.hand_over(row, signed="本人", actor=actor),
    AidStatus.CANCELLED: lambda row, actor: aid.cancel(row, reason="搬走了", actor=actor),
}
WAY_TO = {
    AidStatus.PROPOSED: (),
    AidStatus.APPROVED: (AidStatus.APPROVED,),
    AidStatus.REFUSED: (AidStatus.REFUSED,),
    AidStatus.GIVEN: (AidStatus.APPROVED, AidStatus.GIVEN),
    AidStatus.CANCELLED: (AidStatus.APPROVED, AidStatus.CANCELLED),
}


@pytest.fixture
def paid(town, recipient):
    return gifts.receive(give(town, money(1000, purpose="students")), actor=town.secretary)


def ask(town, gift, quantity=300, **said):
    values = {"kind": "students", "name": "章小雨", "ground": "低保证明", "actor": town.staff}
    quantity = Decimal(quantity)
    return aid.propose(town.community, gift=gift, quantity=quantity, **{**values, **said})


@pytest.fixture
def asked(town, paid):
    return ask(town, paid)


@pytest.mark.parametrize("state", AidStatus)
@pytest.mark.parametrize("target", DO)
def test_every_pair_of_state_and_step_does_what_the_table_says(town, asked, state, target):
    for step in WAY_TO[state]:
        DO[step](asked, town.secretary)
    if target in AID_STEPS[state]:
        assert DO[target](asked, town.secretary).status == target
    else:
        with pytest.raises(DomainError) as refused:
            DO[target](asked, town.secretary)
        assert refused.value.code == "moved_on"
    assert set(AID_STEPS) == set(WAY_TO) == set(AidStatus)


@pytest.mark.parametrize("target", [AidStatus.APPROVED, AidStatus.REFUSED])
def test_whoever_proposed_it_does_not_decide_it(town, asked, target):
    with pytest.raises(DomainError) as refused:
        DO[target](asked, town.staff)
    assert refused.value.code == "self"
    with pytest.raises(IntegrityError, match="aid_decided_by_another"), transaction.atomic():
        AidRecord.objects.filter(pk=asked.pk).update(
            status="approved", decided_by=town.staff, decided_on=timezone.localdate()
        )


def test_a_decision_takes_its_share_of_the_gift_and_gives_it_back(town, asked, paid):
    assert allocations.used(paid)[1] == 0, "asked is not taken"
    aid.approve(asked, decision="会议", actor=town.secretary)
    row = Allocation.objects.get()
    assert (row.kind, row.reference, row.recipient) == ("aid", asked.pk, "章*")
    assert allocations.used(paid)[1] == 300
    aid.cancel(asked, reason="搬走了", actor=town.staff)
    assert allocations.used(paid)[1] == 0


def test_nobody_is_promised_more_than_there_is(town, paid):
    for n, quantity in enumerate((700, 300)):
        aid.approve(ask(town, paid, quantity, name=f"章{n}"), decision="会", actor=town.secretary)
    with pytest.raises(DomainError) as refused:
        aid.approve(ask(town, paid, 1), decision="会", actor=town.secretary)
    assert refused.value.code == "too_few"


def test_aid_keeps_to_what_the_gift_was_for(town, paid):
    other = ask(town, paid, kind="elders")
    with pytest.raises(DomainError) as refused:
        aid.approve(other, decision="会", actor=town.secretary)
    assert refused.value.code == "not_as_wished"
    assert aid.approve(other, decision="会", consent="电话同意", actor=town.secretary).decision


def test_goods_leave_the_storeroom_with_the_decision(town, received):
    lot = stock.take_in(received, quantity=Decimal(9), actor=None)
    row = ask(town, received, 2, lot=lot, kind="hardship")
    aid.approve(row, decision="会", actor=town.secretary)
    assert Lot.objects.with_balance().get().balance == 7
    aid.cancel(row, reason="不在家", actor=town.staff)
    assert Lot.objects.with_balance().get().balance == 9
    with pytest.raises(DomainError) as refused:
        ask(town, received, 2)
    assert refused.value.field == "source"


@pytest.mark.parametrize(
    ("said", "field"),
    [({"name": " "}, "name"), ({"ground": " "}, "ground"), ({"quantity": 0}, "quantity")],
)
def test_what_cannot_be_is_refused_at_its_field(town, paid, said, field):
    with pytest.raises(DomainError) as refused:
        ask(town, paid, **said)
    assert refused.value.field == field


def test_only_what_the_community_has_is_promised(town, offered):
    with pytest.raises(DomainError) as refused:
        ask(town, offered)
    assert refused.value.field == "gift"


def test_every_step_says_why_and_who_signed(town, asked):
    for act, said, field in (
        (aid.approve, {"decision": " "}, "decision"),
        (aid.refuse, {"reason": " "}, "reason"),
    ):
        with pytest.raises(DomainError) as refused:
            act(asked, actor=town.secretary, **said)
        assert refused.value.field == field
    aid.approve(asked, decision="会", actor=town.secretary)
    tomorrow = timezone.localdate() + timedelta(days=1)
    for said, field in (
        ({"signed": " "}, "signed"),
        ({"signed": "x", "given_on": tomorrow}, "given_on"),
    ):
        with pytest.raises(DomainError) as refused:
            aid.hand_over(asked, actor=town.staff, **said)
        assert refused.value.field == field
    aid.hand_over(asked, signed="本人", actor=town.staff)
    assert TallyDelta.objects.get(measure="charity.aid").dims == {"kind": "students"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_one_aid_that_two_decide_is_taken_once(town, monkeypatch, locked):
    monkeypatch.setattr(outbox, "nudge", lambda: True)
    admit(town)
    gift = gifts.receive(give(town, money(1000, purpose="students")), actor=town.secretary)
    row = ask(town, gift)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, aid, "_stepped", after=True)
    outcomes = together(*[lambda: DO[AidStatus.APPROVED](row, town.secretary)] * 2)
    refused = [each.error.code for each in outcomes if each.error]
    assert meeting.happened is not locked
    if locked:
        assert refused == ["moved_on"]
        assert Allocation.objects.count() == 1
    else:
        assert refused != ["moved_on"]


# --- pages ----------------------------------------------------------------------------------------
def test_it_is_proposed_and_decided_at_the_desk(town, enter, paid):
    staff = enter("staff")
    page = staff.get(reverse("charity:new_aid"))
    [(source, label)] = page.context["form"].fields["source"].choices
    assert "1,000 元" in label
    said = {
        "kind": "students", "name": "章小雨", "where": "1号楼", "source": source,
        "quantity": "300", "ground": "低保证明", "idempotency_key": "aid-00001",
    }  # fmt: skip
    answer = staff.post(reverse("charity:new_aid"), said)
    row = AidRecord.objects.get()
    assert answer.url == reverse("charity:aid_record", args=[row.pk])
    assert "请另一位同事" in enter("staff").get(answer.url).content.decode()
    [line] = [each for each in todo(town.viewer("secretary")) if "帮扶" in each["title"]]
    assert [each for each in todo(town.viewer("staff")) if "帮扶" in each["title"]] == []
    assert "status=proposed" in line["url"]
    act = reverse("charity:aid_act", args=[row.pk, "approve"])
    enter("secretary").post(act, {"decision": "五人会议", "idempotency_key": "aid-00002"})
    row.refresh_from_db()
    assert row.status == "approved"
    assert "章小雨" in enter("staff").get(reverse("charity:aid")).content.decode()


@pytest.mark.parametrize("name", ["sibling_staff", "worker", "org_manager", "resident"])
def test_to_strangers_it_is_not_there(enter, asked, name):
    assert enter(name).get(reverse("charity:aid_record", args=[asked.pk])).status_code == 404


def test_the_list_goes_on(town, paid, monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 1)
    older, newer = ask(town, paid), ask(town, paid)
    viewer = town.viewer("staff")
    first = queries.board(viewer)
    assert first.rows == [newer]
    assert queries.board(viewer, before=first.next_before).rows == [older]
    assert queries.board(viewer, status="given").rows == []


def reached(town, row):
    row = aid.approve(row, decision="会", actor=town.secretary)
    return aid.hand_over(row, signed="本人", actor=town.staff)


def test_what_is_promised_counts_as_used_once_it_is_handed_over(town, enter, paid):
    """In public, and to who gave it."""
    rows = [ask(town, paid, 9, name=f"章{n}") for n in range(5)]
    for row in rows:
        aid.approve(row, decision="会", actor=town.secretary)

    def told():
        found = public.account(town.community.pk)
        [purpose], [gift] = found.purposes, found.rows
        return found.spent, found.promised, purpose.helped, gift.used, len(found.aid)

    def trace():
        [found] = traces.traces_of([paid])
        return found.used, found.promised, found.rest

    page = lambda: enter("anonymous").get(  # noqa: E731
        reverse("charity:public", args=[town.community.pk])
    )
    assert told() == (0, 45, 0, "", 0)
    assert trace() == (0, 45, paid.measure - 45)
    assert "45 元已批准给人，还没送到" in page().content.decode()
    for row in rows:
        aid.hand_over(row, signed="本人", actor=town.staff)
    assert told() == (45, 0, 5, "45 元", 1)
    assert trace() == (45, 0, paid.measure - 45)
    assert "还没送到" not in page().content.decode()


def test_in_public_it_is_a_surname_and_only_among_enough(town, enter, paid):
    def page():
        answer = enter("anonymous").get(reverse("charity:public", args=[town.community.pk]))
        return answer.content.decode()

    for n in range(4):
        reached(town, ask(town, paid, 9, name=f"章{n}"))
    assert "少于 5 件" in page()
    assert "章*" not in page()
    reached(town, ask(town, paid, 9))
    assert "章*" in page()
    assert "章小雨" not in page()
    [kind] = public.account(town.community.pk).aid
    assert (kind.count, kind.yuan) == (5, 45)


def test_what_is_kept_of_him_is_told_and_forgotten(town, paid):
    row = ask(town, paid, name=town.people["resident"].name.open())
    assert row.resident == town.people["resident"]
    subject = row.resident.subject
    told = personal_data.export_person(subject)
    assert [each["share"] for each in told["aid"]] == ["300 元"]
    assert personal_data.erase_person(subject)["aid"] == 1
    row.refresh_from_db()
    assert (row.name.open(), row.where.open(), row.resident) == ("已注销", "", None)
    later = timezone.localdate().replace(year=timezone.localdate().year + 11, day=1)
    ask(town, paid)
    assert personal_data.expire(later)["aid"] == 1
