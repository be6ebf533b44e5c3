"""评: who may write a grade down for another, who asks again, what leaves the figures and how."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant
from core import delivery
from core.exceptions import DomainError
from core.models import AuditEvent, Message
from organizations.models import OrganizationScope
from requests import saying
from requests.actions import conclude, dispatch, excluding, ringing, second_calls, triage, work
from requests.actions.dispatch import Who
from requests.independence import is_independent
from requests.models import (
    Exclusion,
    RateFormula,
    Rating,
    RequestEvent,
    SecondCallDraw,
    ServiceRequest,
    Timer,
)
from requests.models.parties import Lane
from requests.panels import todo
from requests.queries import mine, queue, rates, tasks
from requests.workflow import CloseKind, Status
from tests.races import together

pytestmark = pytest.mark.django_db
NUMBER = "13900001111"


def month() -> date:
    return timezone.localdate().replace(day=1)


@pytest.fixture
def by_proxy(desk):
    """Somebody without a hand in it asked by telephone."""

    def make(grade=5, **need):
        row = desk.completed(**need)
        return conclude.confirm(
            row,
            grade=grade,
            asked_how="phone",
            spoke_with="family",
            call_back=NUMBER,
            solved=True,
            by=desk.viewer("staff"),
        )

    return make


# --- the return visit --------------------------------------------------------------------------


def test_it_keeps_who_asked_whom_how_and_on_which_number(by_proxy, town):
    rating = by_proxy().ratings.get()
    assert rating.by == town.staff
    assert (rating.asked_how, rating.spoke_with, rating.call_back.open()) == (
        "phone",
        "family",
        NUMBER,
    )
    assert NUMBER not in str(rating.call_back)


def test_by_telephone_only_with_a_number_to_ring_back(desk):
    with pytest.raises(DomainError) as refused:
        conclude.confirm(desk.completed(), grade=5, asked_how="phone", by=desk.viewer("staff"))
    assert refused.value.field == "call_back"


def test_nobody_of_the_office_that_did_it_asks(desk, town):
    row = dispatch.assign(
        desk.classified(),
        Who(Lane.COHANDLE, organization=town.organization, reason="他们正好在那里"),
        by=desk.viewer("secretary"),
    )
    assert is_independent(desk.viewer("staff"), row)
    grant = RoleGrant.objects.get(user=town.staff)
    OrganizationScope.objects.create(grant=grant, organization=town.organization)
    assert not is_independent(desk.viewer("staff"), row)


def test_no_team_mate_of_the_volunteer_who_did_it_asks(desk, town):
    row = desk.classified()
    row.parties.create(
        community=row.community, role="lead", lane="selfhelp", via="pool", user=town.volunteer
    )
    assert not is_independent(desk.viewer("team_leader"), row)
    assert is_independent(desk.viewer("neighbour"), row)


def test_the_other_worker_of_his_grid_does_not_ask(desk, town):
    row = desk.completed()
    assert is_independent(desk.viewer("second_worker"), row)
    his = RoleGrant.objects.get(user=town.second_worker)
    his.area_scopes.update(area=town.grid)
    assert not is_independent(desk.viewer("second_worker"), row)


def test_no_team_mate_of_who_sent_it_asks(desk, town):
    row = desk.completed()
    assert is_independent(desk.viewer("team_leader"), row)
    RequestEvent.objects.create(
        community=row.community,
        service_request=row,
        step="transfer",
        duty="desk",
        actor=town.volunteer,
        to_status=row.status,
    )
    assert not is_independent(desk.viewer("team_leader"), row)
    assert is_independent(desk.viewer("neighbour"), row)


# --- a word to who rated -------------------------------------------------------------------------


def test_each_thing_he_said_is_answered_once_and_he_hears_of_it(desk, client):
    row, by = desk.closed(), desk.viewer("secretary")
    row = conclude.answer_rating(row, note="谢谢您，灯泡坏了随时说", by=by)
    assert row.status == Status.CLOSED
    with pytest.raises(DomainError) as refused:
        conclude.answer_rating(row, note="再谢一次", by=by)
    assert refused.value.code == "answered"
    while delivery.deliver_due():
        pass
    told = Message.objects.get(code="requests.rating_answered")
    assert told.to_user == desk.town.resident
    row = conclude.add_rating(row, grade=4, words="后来又闪", by=desk.viewer("resident"))
    row = conclude.answer_rating(row, note="明天再去看看", by=by)
    first, second = mine.page_of(desk.viewer("resident"), row).ratings
    assert first.answer.note == "谢谢您，灯泡坏了随时说"
    assert second.answer.note == "明天再去看看"
    desk.town.enter(client, "resident")
    page = client.get(reverse("requests:mine_one", args=[row.public_id])).content.decode()
    assert "社区回了：明天再去看看" in page


def test_silence_and_nothing_are_no_answer(desk):
    by = desk.viewer("secretary")
    with pytest.raises(DomainError) as empty:
        conclude.answer_rating(desk.closed(), note=" ", by=by)
    assert empty.value.field == "note"
    unrated = conclude.close_unrated(desk.completed())
    with pytest.raises(DomainError) as refused:
        conclude.answer_rating(unrated, note="谢谢", by=by)
    assert refused.value.code == "no_rating"


def test_the_desk_is_offered_it_while_a_word_of_his_waits(desk, client, town):
    row, by = desk.closed(), desk.viewer("secretary")
    town.enter(client, "secretary")
    here = reverse("requests:case", args=[row.pk])
    act = reverse("requests:case_act", args=[row.pk, "answer_rating"])
    assert act in client.get(here).content.decode()
    client.post(act, {"note": "谢谢您"})
    assert [one.note for one in row.events.filter(step="answer_rating")] == ["谢谢您"]
    page = client.get(here).content.decode()
    assert act not in page
    assert "社区回了：谢谢您" in page
    assert "answer_rating" not in [
        step.name for step in queue.case(by, conclude.close_unrated(desk.completed())).steps
    ]


def test_by_which_way_he_was_spoken_with_stands_in_the_history(desk):
    """On the spot, by telephone, online: for him, for who does it, at the desk."""
    row = work.contact(desk.in_progress(), how="door", note="约在四点", by=desk.viewer("worker"))
    row = work.contact(row, how="phone", note="改到五点", by=desk.viewer("worker"))
    by_door, by_phone = row.events.filter(step="contact").order_by("id")
    for said in (saying.line, saying.desk_line):
        assert "上门" in said(by_door)
        assert "电话" in said(by_phone)
    shown = tasks.task_page(desk.viewer("worker"), row).timeline
    assert ["电话" in one["text"] for one in shown[:2]] == [True, False]


def test_who_was_not_content_is_spoken_to_before_anything_is_explained(desk):
    row = conclude.rate(desk.completed(), grade=1, words="灯又灭了", by=desk.viewer("resident"))
    with pytest.raises(DomainError) as refused:
        conclude.explain(row, explanation="线路老化", by=desk.viewer("secretary"))
    assert refused.value.code == "talk_first"
    work.contact(row, how="phone", by=desk.viewer("secretary"))
    row = conclude.explain(row, explanation="线路老化", by=desk.viewer("secretary"))
    assert row.close_kind == CloseKind.EXPLAINED


# --- two invitations by two ways -----------------------------------------------------------------


def invited(row: ServiceRequest) -> list[Message]:
    for turn in (1, 2):
        timers = Timer.objects.filter(service_request=row, purpose="invite", turn=turn)
        timers.update(due_at=timezone.now() - timedelta(hours=1))
        ringing.sweep()
    while delivery.deliver_due():
        pass
    codes = ["requests.invited", "requests.invited_again", "requests.ask_him"]
    return list(Message.objects.filter(code__in=codes).order_by("pk"))


def test_who_has_an_account_is_asked_in_the_inbox_and_then_by_sms(desk, town):
    first, second = invited(desk.completed())
    assert (first.code, first.to_user) == ("requests.invited", town.resident)
    assert (second.code, second.to_user) == ("requests.invited_again", town.resident)


def test_who_has_none_is_asked_by_sms_and_then_by_a_voice(desk, town):
    row = desk.completed(
        by="staff", contact_name="莫奶奶", contact_phone=NUMBER, consent_note="电话里同意"
    )
    first, second = invited(row)
    assert (first.code, first.to_address.open()) == ("requests.invited_again", NUMBER)
    assert second.code == "requests.ask_him"
    assert second.to_user_id == row.keeper_id


def test_who_has_no_telephone_is_asked_by_a_voice_twice(desk):
    row = desk.completed(by="staff", contact_name="莫奶奶", consent_note="当面同意")
    assert {message.code for message in invited(row)} == {"requests.ask_him"}


# --- the draw ------------------------------------------------------------------------------------


def test_the_same_seed_draws_the_same(by_proxy):
    pks = list(range(100, 200))
    first = second_calls.sample(pks, "a" * 32)
    assert first == second_calls.sample(reversed(pks), "a" * 32)
    assert len(first) == 5
    assert first != second_calls.sample(pks, "b" * 32)


def test_no_number_of_them_is_preferred():
    found = dict.fromkeys(range(40), 0)
    for seed in range(400):
        for pk in second_calls.sample(found, f"seed {seed}"):
            found[pk] += 1
    assert max(found.values()) < 3 * min(found.values())


def test_the_street_draws_of_what_others_wrote_down_and_once(desk, town, by_proxy):
    proxy = by_proxy().ratings.get()
    desk.closed(words="自己评的一件")
    made = second_calls.draw(town.street, month(), by=desk.viewer("street_official"))
    assert [call.rating for call in made.calls.all()] == [proxy]
    assert second_calls.sample([proxy.pk], made.seed) == [proxy.pk]
    with pytest.raises(DomainError) as refused:
        second_calls.draw(town.street, month(), by=desk.viewer("dispatcher"))
    assert refused.value.code == "drawn_once"


@pytest.mark.parametrize("name", ["secretary", "staff", "worker", "district_official", "resident"])
def test_nobody_but_the_street_draws(desk, town, name):
    with pytest.raises(DomainError):
        second_calls.draw(town.street, month(), by=desk.viewer(name))


@pytest.mark.django_db(transaction=True)
def test_two_draw_at_once_and_one_draw_stands(desk, town, by_proxy):
    by_proxy()
    by = desk.viewer("street_official")
    outcomes = together(*[lambda: second_calls.draw(town.street, month(), by=by)] * 2)
    assert sum(outcome.error is None for outcome in outcomes) == 1
    assert SecondCallDraw.objects.count() == 1


def test_what_is_said_the_second_time_stands_beside_the_first(desk, town, by_proxy):
    row = by_proxy(grade=5)
    by = desk.viewer("street_official")
    call = second_calls.draw(town.street, month(), by=by).calls.get()
    assert "1 件要打二次回访" in [line["title"] for line in todo(by)]
    call = second_calls.record(
        call, outcome="reached", grade=1, solved=False, words="没来过", by=by
    )
    assert "1 件要打二次回访" not in [line["title"] for line in todo(by)]
    assert call.differs
    assert row.ratings.get().grade == 5
    assert ServiceRequest.objects.get(pk=row.pk).status == Status.CLOSED
    assert call.called_number.open() == NUMBER
    with pytest.raises(DomainError) as refused:
        second_calls.record(call, outcome="reached", grade=5, by=by)
    assert refused.value.code == "made"


def test_a_grade_without_a_voice_is_not_kept(desk, town, by_proxy):
    by_proxy()
    by = desk.viewer("street_official")
    call = second_calls.draw(town.street, month(), by=by).calls.get()
    with pytest.raises(DomainError):
        second_calls.record(call, outcome="reached", by=by)
    call = second_calls.record(call, outcome="unreached", grade=5, by=by)
    assert call.grade is None


def test_the_page_of_the_call_does_not_say_what_the_first_one_heard(client, desk, town, by_proxy):
    by_proxy(grade=2)
    call = second_calls.draw(town.street, month(), by=desk.viewer("street_official")).calls.get()
    here = reverse("requests:second_call", args=[call.pk])
    page = town.enter(client, "street_official").get(here).content.decode()
    assert NUMBER not in page
    assert "灯" not in page.split("怎么开口")[0]
    number = client.post(reverse("requests:second_call_number", args=[call.pk]))
    assert NUMBER in number.content.decode()
    assert AuditEvent.objects.filter(
        verb="requests.servicerequest.read", actor=town.street_official
    ).exists()
    for name in ("secretary", "staff", "resident", "far_official"):
        assert town.enter(client, name).get(here).status_code == 404


# --- out of the figures ------------------------------------------------------------------------


def test_what_waits_for_the_street_stands_on_its_first_page(desk, town):
    street, secretary = desk.viewer("street_official"), desk.viewer("secretary")
    row = desk.closed()
    lines = lambda viewer: [line["title"] for line in todo(viewer)]  # noqa: E731
    said = "1 件申请不计入，等您定"
    assert said not in lines(street)
    asked = excluding.apply_for(row, reason="out_of_scope", grounds="产权在供电", by=secretary)
    assert said in lines(street)
    assert said not in lines(secretary)
    excluding.decide(asked, decision="granted", answer="属实", by=street)
    assert said not in lines(street)


def test_it_leaves_the_figures_only_when_the_street_agrees(desk, town):
    row = desk.closed()
    secretary, street = desk.viewer("secretary"), desk.viewer("street_official")
    before = rates.of_month(secretary, month())
    asked = excluding.apply_for(row, reason="out_of_scope", grounds="产权在供电公司", by=secretary)
    assert rates.of_month(secretary, month()).rates == before.rates
    excluding.decide(asked, decision="granted", answer="属实", by=street)
    after = rates.of_month(secretary, month())
    assert (after.rates[2].whole, after.excluded) == (before.rates[2].whole - 1, 1)
    assert after.closed == before.closed
    assert Rating.objects.filter(service_request=row).exists()


def test_a_refused_application_changes_nothing_and_is_not_repeated(desk):
    row, secretary = desk.closed(), desk.viewer("secretary")
    asked = excluding.apply_for(row, reason="unlawful", grounds="要求违法", by=secretary)
    before = rates.of_month(secretary, month())
    excluding.decide(asked, decision="refused", answer="不属实", by=desk.viewer("dispatcher"))
    assert rates.of_month(secretary, month()) == before
    with pytest.raises(DomainError) as refused:
        excluding.apply_for(row, reason="repeated", grounds="又来了", by=secretary)
    assert refused.value.code == "asked_once"


@pytest.mark.parametrize("name", ["secretary", "staff", "worker", "resident", "far_official"])
def test_who_asked_and_who_stands_below_decides_nothing(desk, name):
    asked = excluding.apply_for(
        desk.closed(), reason="repeated", grounds="第三次", by=desk.viewer("secretary")
    )
    with pytest.raises(DomainError):
        excluding.decide(asked, decision="granted", answer="好", by=desk.viewer(name))


def test_the_database_refuses_a_decision_by_who_asked(desk, town):
    asked = excluding.apply_for(
        desk.closed(), reason="repeated", grounds="第三次", by=desk.viewer("secretary")
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        Exclusion.objects.filter(pk=asked.pk).update(
            decision="granted", decided_by=town.secretary, decided_at=timezone.now()
        )


def test_what_counts_nowhere_is_not_excluded(client, desk, town):
    """What is still open, and what was refused or sent elsewhere."""
    by = desk.viewer("secretary")
    refused = triage.refuse(desk.submit("换锁"), reason="not_ours", reply="请找物业", by=by)
    for row in (desk.in_progress(), refused):
        with pytest.raises(DomainError) as said:
            excluding.apply_for(row, reason="repeated", grounds="第三次", by=by)
        assert said.value.code == "not_counted"
        town.enter(client, "secretary")
        page = client.get(reverse("requests:case", args=[row.pk])).content.decode()
        assert reverse("requests:ask_exclusion", args=[row.pk]) not in page


def test_by_another_formula_silence_stands_in_the_base(desk):
    row = desk.completed()
    conclude.close_unrated(row)
    RateFormula.objects.create(
        since=timezone.localdate(), ground="某民〔2026〕1号", contact_hours=2, content_from=4,
        counts_unrated=True, counts_unanswered=True,
    )  # fmt: skip
    found = rates.of_month(desk.viewer("secretary"), month())
    assert [(rate.part, rate.whole) for rate in found.rates[1:]] == [(0, 1), (0, 1)]
    assert [rate.label for rate in found.rates] == ["2 小时内联系上", "说办好了", "满意以上"]
    assert [rate.left_out for rate in found.rates] == ["", "", ""]


def test_silence_is_counted_apart(desk):
    row = desk.completed()
    conclude.close_unrated(row)
    found = rates.of_month(desk.viewer("secretary"), month())
    assert (found.unrated, found.rates[2].whole) == (1, 0)
    assert found.rates[2].percent == "—"
