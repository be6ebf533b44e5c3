"""Things are lent to one at a time, come back, and who is late hears of it."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from charity import personal_data
from charity.actions import allocations, gifts, library, stock
from charity.models import Allocation, Loan, SharedThing
from charity.panels import todo
from charity.queries import traces
from charity.tasks import remind_of_loans
from core.exceptions import DomainError
from core.models import AuditEvent, Message
from tests.charity.conftest import give, goods
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
WHO = {"name": "章借", "phone": "13900001234", "actor": None}


def day(days):
    return timezone.localdate() + timedelta(days=days)


@pytest.fixture
def chair(town):
    return library.add(town.community, name="轮椅", days=14, actor=town.staff)


def late(thing, days, **who):
    loan = library.lend(thing, **{**WHO, **who})
    Loan.objects.filter(pk=loan.pk).update(lent_on=day(-days - 5), due_on=day(-days))
    return loan


def test_a_thing_is_lent_for_its_days_comes_back_and_is_lent_again(town, chair):
    loan = library.lend(chair, **WHO)
    assert loan.due_on == day(14)
    with pytest.raises(DomainError) as refused:
        library.lend(chair, **WHO)
    assert refused.value.code == "lent"
    assert library.take_back(chair, condition="少一颗螺丝", actor=None).condition == "少一颗螺丝"
    with pytest.raises(DomainError) as refused:
        library.take_back(chair, actor=None)
    assert refused.value.code == "moved_on"
    assert library.lend(chair, due_on=day(3), **WHO).due_on == day(3)


@pytest.mark.parametrize(
    ("said", "field"),
    [({"name": " "}, "name"), ({"phone": "12"}, "phone"), ({"due_on": day(-1)}, "due_on"),
     ({"due_on": day(91)}, "due_on")],
)  # fmt: skip
def test_to_nobody_and_for_ever_nothing_is_lent(chair, said, field):
    with pytest.raises(DomainError) as refused:
        library.lend(chair, **{**WHO, **said})
    assert refused.value.field == field


@pytest.mark.parametrize(("said", "field"), [({"name": " "}, "name"), ({"days": 91}, "days")])
def test_a_thing_has_a_name_and_a_time(town, said, field):
    with pytest.raises(DomainError) as refused:
        library.add(town.community, actor=None, **{"name": "梯子", **said})
    assert refused.value.field == field


def test_what_is_out_stays_on_the_list_and_what_is_gone_is_lent_to_nobody(chair):
    library.lend(chair, **WHO)
    with pytest.raises(DomainError) as refused:
        library.end(chair, actor=None)
    assert refused.value.code == "lent"
    library.take_back(chair, actor=None)
    library.end(chair, actor=None)
    with pytest.raises(DomainError) as refused:
        library.lend(chair, **WHO)
    assert refused.value.code == "moved_on"


def test_the_database_itself_lends_it_once(chair):
    loan = library.lend(chair, **WHO)
    loan.pk = None
    with pytest.raises(IntegrityError, match="loan_one_at_a_time"), transaction.atomic():
        loan.save(force_insert=True)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_who_want_it_at_once_do_not_both_get_it(town, monkeypatch, locked):
    chair = library.add(town.community, name="轮椅", actor=None)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, library, "_out", after=True)
    outcomes = together(*[lambda: library.lend(chair, **WHO)] * 2)
    assert meeting.happened is not locked
    assert [each.error.code for each in outcomes if each.error] == ["lent" if locked else "busy"]
    assert Loan.objects.count() == 1


def test_who_is_late_hears_of_it_once_a_week_and_the_desk_each_morning(town, chair):
    his = late(chair, 3, phone="13800000016")  # `stranger` signs in with it
    ladder = library.add(town.community, name="梯子", actor=None)
    late(ladder, 1, phone="13800000016")
    late(
        library.add(town.community, name="电钻", actor=None), 1
    )  # a number that nobody signs in with
    remind_of_loans()
    remind_of_loans()
    told = Message.objects.filter(code="charity.loan_overdue")
    assert [message.to_user for message in told] == [town.stranger] * 2, "of each thing, once"
    Loan.objects.filter(pk=his.pk).update(due_on=day(-8))
    remind_of_loans()
    assert told.all().count() == 3
    [line] = [each for each in todo(town.viewer("staff")) if "没还" in each["title"]]
    assert line["title"] == "3 件借出的东西过期没还"
    library.take_back(chair, actor=None)
    library.take_back(ladder, actor=None)
    assert library.remind(day(60)) == 0


def test_it_is_lent_and_taken_back_at_the_desk(town, enter):
    staff = enter("staff")
    said = {"community": town.community.pk, "name": "电钻", "days": "3"}
    answer = staff.post(reverse("charity:new_thing"), {**said, "idempotency_key": "lib-0001"})
    drill = SharedThing.objects.get()
    assert answer.url == reverse("charity:thing", args=[drill.pk])
    lend = reverse("charity:thing_act", args=[drill.pk, "lend"])
    said = {"name": "章借", "phone": "13900001234", "idempotency_key": "lib-0002"}
    staff.post(lend, said)
    page = enter("staff").get(answer.url).content.decode()
    assert "13900001234" in page
    assert AuditEvent.objects.filter(verb="charity.loan.read").exists()
    board = enter("staff").get(reverse("charity:library")).content.decode()
    assert "章借" in board
    assert "13900001234" not in board
    assert enter("sibling_staff").get(answer.url).status_code == 404
    assert enter("worker").get(reverse("charity:library")).status_code == 404
    public = enter("anonymous").get(reverse("charity:shelf", args=[town.community.pk]))
    assert "电钻" in public.content.decode()
    assert "章" not in public.content.decode()
    back = reverse("charity:thing_act", args=[drill.pk, "back"])
    enter("staff").post(back, {"condition": "", "idempotency_key": "lib-0003"})
    assert not Loan.objects.out().exists()


def test_to_whom_it_was_lent_is_forgotten_a_year_after_it_came_back(town, chair):
    loan = library.lend(chair, **{**WHO, "name": town.people["resident"].name.open()})
    subject = town.people["resident"].subject
    assert [each["thing"] for each in personal_data.export_person(subject)["loans"]] == ["轮椅"]
    assert personal_data.erase_person(subject)["loans"] == 0, "it is still with him"
    library.take_back(chair, actor=None)
    assert personal_data.expire(day(300))["loans"] == 0
    assert personal_data.expire(day(400))["loans"] == 1
    loan.refresh_from_db()
    assert (loan.name.open(), loan.phone.open(), loan.resident) == ("已注销", "", None)


# --- what was given -------------------------------------------------------------------------------
def chairs_given(town, **said):
    given = give(town, goods(what="轮椅", quantity=Decimal(2), unit="辆", **said))
    return gifts.receive(given, actor=town.secretary)


def lines_of(gift):
    [trace] = traces.traces_of([gift])
    return trace.used, [line.words for line in trace.lines]


def test_what_is_lent_is_used_says_the_trace_of_its_gift(town, recipient):
    gift = chairs_given(town)
    thing = library.add(town.community, name="折叠轮椅", gift=gift, actor=town.staff)
    assert lines_of(gift) == (1, ["放进共享物品，谁要用来借：折叠轮椅"])
    [row] = Allocation.objects.all()
    assert (row.kind, row.reference) == ("shared", thing.pk)
    library.add(town.community, name="第二辆", gift=gift, actor=town.staff)
    with pytest.raises(DomainError):
        library.add(town.community, name="第三辆", gift=gift, actor=town.staff)
    assert SharedThing.objects.count() == 2


def test_what_nobody_borrowed_is_free_again(town, recipient):
    gift = chairs_given(town)
    thing = library.add(town.community, name="折叠轮椅", gift=gift, actor=town.staff)
    library.end(thing, actor=town.staff)
    assert lines_of(gift) == (0, [])
    assert allocations.used(gift)[1] == 0


def test_what_somebody_borrowed_was_used(town, recipient):
    gift = chairs_given(town)
    thing = library.add(town.community, name="折叠轮椅", gift=gift, actor=town.staff)
    library.lend(thing, **WHO)
    library.take_back(thing, actor=town.staff)
    library.end(thing, actor=town.staff)
    assert lines_of(gift)[0] == 1


def test_out_of_the_storeroom_and_back_there(town, recipient):
    gift = chairs_given(town)
    lot = stock.take_in(gift, quantity=Decimal(2), actor=town.staff)
    with pytest.raises(DomainError) as refused:
        library.add(town.community, name="轮椅", gift=gift, actor=town.staff)
    assert refused.value.code == "in_store"
    thing = library.add(town.community, name="轮椅", gift=gift, lot=lot, actor=town.staff)
    assert type(lot).objects.with_balance().get().balance == 1
    library.end(thing, actor=town.staff)
    assert type(lot).objects.with_balance().get().balance == 2
    assert allocations.used(gift)[1] == 0


def test_what_was_brought_back_before_is_not_brought_back_twice(town, recipient):
    gift = chairs_given(town)
    lot = stock.take_in(gift, quantity=Decimal(2), actor=town.staff)
    thing = library.add(town.community, name="轮椅", gift=gift, lot=lot, actor=town.staff)
    stock.bring_back(lot, quantity=Decimal(1), reason="拿回来了", actor=town.staff)
    assert library.end(thing, actor=town.staff).ended_on
    assert type(lot).objects.with_balance().get().balance == 2


def test_it_is_of_a_gift_to_this_place_and_its_name_names_nobody(town, recipient):
    gift, other = chairs_given(town), chairs_given(town, restriction="别的")
    lot = stock.take_in(other, quantity=Decimal(2), actor=town.staff)
    who = town.people["resident"].name.open()
    for said, field in (
        ({"community": town.sibling, "name": "轮椅"}, "source"),
        ({"community": town.community, "name": "轮椅", "lot": lot}, "source"),
        ({"community": town.community, "name": f"{who}的轮椅"}, "name"),
    ):
        with pytest.raises(DomainError) as refused:
            library.add(gift=gift, actor=town.staff, **said)
        assert refused.value.field == field
    assert not SharedThing.objects.exists()


def test_whoever_undid_it_before_may_still_take_it_off(town, recipient):
    gift = chairs_given(town)
    thing = library.add(town.community, name="轮椅", gift=gift, actor=town.staff)
    allocations.undo(Allocation.objects.get(), what="登错了", actor=town.staff)
    assert library.end(thing, actor=town.staff).ended_on
    assert allocations.used(gift)[1] == 0


def test_later_than_the_donor_said_he_is_asked(town, recipient):
    said = {"use_until": day(-1), "offered_on": day(-9)}
    gift = give(town, goods(what="轮椅", **said))
    gift = gifts.receive(gift, received_on=day(-9), actor=town.secretary)
    with pytest.raises(DomainError) as refused:
        library.add(town.community, name="轮椅", gift=gift, actor=town.staff)
    assert refused.value.field == "consent"
    yes = {"consent": "昨天电话里同意"}
    assert library.add(town.community, name="轮椅", gift=gift, actor=town.staff, **yes).pk


def test_the_form_offers_what_is_here_and_the_page_says_whose_it_was(enter, town, recipient):
    gift, stored = chairs_given(town), chairs_given(town, restriction="借给老人")
    lot = stock.take_in(stored, quantity=Decimal(2), actor=town.staff)
    give(town, goods(what="没收到的", quantity=Decimal(1), unit="个"))
    client = enter("staff")
    form = client.get(reverse("charity:new_thing")).content.decode()
    assert f'value="g{gift.pk}"' in form
    assert f'value="w{lot.pk}"' in form
    assert f'value="g{stored.pk}"' not in form
    assert "没收到的" not in form
    said = {"community": town.community.pk, "name": "轮椅", "days": 7}
    made = client.post(reverse("charity:new_thing"), {**said, "source": f"w{lot.pk}"})
    page = client.get(made.url).content.decode()
    assert stored.number in page
    assert "柯善" in page
    refused = client.post(reverse("charity:new_thing"), {**said, "source": "g999999"})
    assert refused.status_code == 422
