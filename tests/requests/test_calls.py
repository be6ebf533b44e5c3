"""The telephone: who it may be, thirty seconds to an order, nothing lost, nobody forgotten."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from core import crypto, scope
from core.exceptions import DomainError
from requests.actions import calls
from requests.actions.calls import Said
from requests.actions.intake import Need
from requests.models import Call, CallBack, RequestEvent, ServiceRequest
from requests.personal_data import expire
from requests.queries import callers, telephone
from requests.tiers import Tier
from requests.workflow import Channel, Kind

NUMBER = "13912345678"


@pytest.fixture
def known(town):
    """The resident's number, as the register has it."""
    person = town.people["resident"]
    person.phone = NUMBER
    person.save()
    return person


def taken(desk, phone=NUMBER, by="staff") -> Call:
    row = calls.begin(desk.town.community, phone, by=desk.viewer(by))
    scope.declare(scope.EVERYTHING)
    return row


def need(desk, **values) -> Need:
    said = {
        "channel": Channel.PHONE,
        "contact_name": "王阿姨",
        "consent_note": "电话里同意",
        "contact_phone": NUMBER,
        **values,
    }
    return Need(desk.town.community, "水管漏了", **said)


# --- who it may be ------------------------------------------------------------------------------


def test_a_number_of_the_register_brings_the_person_his_door_and_his_orders(desk, known):
    mine = desk.submit(contact_phone=NUMBER)
    caller = callers.who_may_be(desk.viewer("staff"), taken(desk))
    assert [person.resident for person in caller.people][:1] == [known]
    assert caller.people[0].how == "名册里的电话"
    assert [one["row"] for one in caller.orders] == [mine]
    assert caller.open_count == 1


def test_the_number_of_an_account_finds_who_it_is_bound_to(desk, town):
    number = town.resident.phone.open()
    caller = callers.who_may_be(desk.viewer("staff"), taken(desk, number))
    assert town.people["resident"] in [person.resident for person in caller.people]


def test_a_grid_worker_hears_of_nobody_outside_his_grid(desk, known):
    call = taken(desk, by="second_worker")
    assert callers.who_may_be(desk.viewer("second_worker"), call).people == []


def test_a_dispatcher_sees_no_register_through_the_telephone(desk, known):
    call = taken(desk, by="dispatcher")
    caller = callers.who_may_be(desk.viewer("dispatcher"), call)
    assert (caller.people, caller.also) == ([], [])


def test_an_unknown_number_is_nobody_and_no_number_too(desk):
    for number in ("13700001111", ""):
        caller = callers.who_may_be(desk.viewer("staff"), taken(desk, number))
        assert (caller.people, caller.orders, caller.calls) == ([], [], [])


def test_who_rang_before_is_known_by_his_last_call(desk, town):
    person = town.people["resident"]
    first = taken(desk, "13700001111")
    calls.order(first, need(desk, resident=person), by=desk.viewer("staff"))
    scope.declare(scope.EVERYTHING)
    caller = callers.who_may_be(desk.viewer("staff"), taken(desk, "13700001111"))
    assert [one.resident for one in caller.people][:1] == [person]
    assert len(caller.calls) == 1


# --- nothing lost -------------------------------------------------------------------------------


def test_a_broken_line_leaves_a_draft_and_only_who_took_it_sees_it(desk):
    call = calls.keep(taken(desk), Said(words="水管"), by=desk.viewer("staff"))
    assert [row.words for row in telephone.board(desk.viewer("staff")).drafts] == ["水管"]
    assert telephone.board(desk.viewer("secretary")).drafts == []
    assert not Call.objects.visible_to(desk.viewer("secretary")).filter(pk=call.pk).exists()
    with pytest.raises(DomainError):
        calls.keep(call, Said(words="改了"), by=desk.viewer("secretary"))


def test_numbers_said_on_the_telephone_are_sealed_and_go_with_the_order(desk):
    call = calls.keep(taken(desk), Said(words="找 13811112222"), by=desk.viewer("staff"))
    assert "13811112222" not in Call.objects.get(pk=call.pk).words
    row = calls.order(call, need(desk), by=desk.viewer("staff"))
    scope.declare(scope.EVERYTHING)
    row.refresh_from_db()
    assert "13811112222" in row.numbers.open()
    assert Call.objects.get(pk=call.pk).words == ""


def test_one_call_becomes_one_order(desk):
    call = taken(desk)
    calls.order(call, need(desk), by=desk.viewer("staff"))
    with pytest.raises(DomainError):
        calls.order(call, need(desk), by=desk.viewer("staff"))
    scope.declare(scope.EVERYTHING)
    assert ServiceRequest.objects.count() == 1


def test_who_reports_wrongdoing_is_not_found_again_through_the_call_log(desk, town):
    call = taken(desk)
    report = need(
        desk,
        kind=Kind.REPORT,
        about_tier=Tier.COMMUNITY,
        resident=town.people["resident"],
    )
    calls.order(call, report, by=desk.viewer("staff"))
    scope.declare(scope.EVERYTHING)
    row = Call.objects.get(pk=call.pk)
    assert (row.phone_index, str(row.phone), row.resident, str(row.caller_name)) == (
        "", "", None, "",
    )  # fmt: skip


def test_asking_after_an_order_stands_in_its_history(desk):
    row = desk.submit(contact_phone=NUMBER)
    calls.add_to(taken(desk), row, words="问什么时候来", by=desk.viewer("staff"))
    event = RequestEvent.objects.filter(service_request=row).latest("pk")
    assert (event.step, event.note) == ("note", "问什么时候来")


def test_an_answer_on_the_spot_says_what_was_answered(desk):
    with pytest.raises(DomainError):
        calls.end(taken(desk), "answered", by=desk.viewer("staff"))
    call = calls.end(taken(desk), "answered", words="周一开门", by=desk.viewer("staff"))
    assert (call.outcome, call.words) == ("answered", "周一开门")


# --- nobody forgotten ---------------------------------------------------------------------------


def promised(desk, **late) -> CallBack:
    due = timezone.now() + timedelta(hours=2)
    row = calls.promise(taken(desk), about="问清楚低保材料", due_at=due, by=desk.viewer("staff"))
    if late:
        CallBack.objects.filter(pk=row.pk).update(due_at=timezone.now() - timedelta(**late))
        row.refresh_from_db()
    return row


def test_a_promise_stands_on_the_list_of_the_whole_desk_until_it_is_kept(desk):
    row = promised(desk, hours=1)
    board = telephone.board(desk.viewer("secretary"))
    assert [one.row for one in board.waiting] == [row]
    assert board.late == 1
    calls.done(row, by=desk.viewer("secretary"))
    assert telephone.board(desk.viewer("secretary")).waiting == []
    with pytest.raises(DomainError):
        calls.done(row, by=desk.viewer("staff"))


def test_a_grid_worker_keeps_his_own_promises_and_reads_no_others(desk):
    promised(desk)
    assert telephone.board(desk.viewer("worker")).waiting == []


def test_without_a_number_nobody_is_promised_a_call(desk):
    due = timezone.now() + timedelta(hours=2)
    with pytest.raises(DomainError):
        calls.promise(taken(desk, ""), about="回电", due_at=due, by=desk.viewer("staff"))


def test_who_did_not_answer_is_tried_three_times_before_he_is_crossed_off(desk):
    row, by = promised(desk), desk.viewer("staff")
    for n in range(3):
        with pytest.raises(DomainError):
            calls.give_up(row, by=by)
        row = calls.again(row, due_at=timezone.now() + timedelta(hours=n + 1), by=by)
    assert calls.give_up(row, by=by).reached is False


def test_two_promises_about_one_call_are_one(desk):
    row = promised(desk)
    again = calls.ask_call_back(
        row.community,
        about="换个说法",
        due_at=timezone.now() + timedelta(hours=5),
        by=desk.viewer("secretary"),
        call=row.call,
    )
    assert again.pk == row.pk


def test_dialling_opens_the_number_and_writes_that_down(desk):
    from core.models import AuditEvent

    call = calls.ring(promised(desk), by=desk.viewer("secretary"))
    scope.declare(scope.EVERYTHING)
    assert (call.direction, call.phone.open()) == ("out", NUMBER)
    assert AuditEvent.objects.filter(verb="requests.call.read").exists()


# --- kept as long as needed ---------------------------------------------------------------------


def test_a_year_later_only_what_came_of_it_is_left(desk):
    call = calls.end(taken(desk), "answered", words="周一开门", by=desk.viewer("staff"))
    today = timezone.localdate()
    assert expire(today + timedelta(days=300))["calls"] == 0
    assert expire(today + timedelta(days=400))["calls"] == 1
    row = Call.objects.get(pk=call.pk)
    assert (row.words, row.phone_index, row.outcome) == ("", "", "answered")


# --- the page -----------------------------------------------------------------------------------


def entered(town, name) -> Client:
    client = Client()
    town.enter(client, name)
    return client


def test_two_posts_make_an_order_and_the_number_is_in_no_address(town, known):
    client = entered(town, "staff")
    begun = client.post(reverse("requests:phone"), {"phone": " 139-1234 5678"})
    assert begun.status_code == 302
    assert NUMBER not in begun["Location"]
    page = client.get(begun["Location"])
    assert known.name.open() in page.content.decode()
    sent = client.post(
        begun["Location"],
        {"who": known.pk, "words": "三楼水管漏水", "agreed": "on", "kind": "help"},
    )
    assert sent.status_code == 302, sent.content.decode()
    with scope.entered(scope.EVERYTHING):
        row = ServiceRequest.objects.get()
        assert (row.channel, row.resident, row.grid) == ("phone", known, known.grid)
        assert row.contact_phone_index == crypto.blind_index("phone", NUMBER)
        assert "同意" in row.consent_note


def test_the_key_that_leads_to_the_number_may_be_pressed_in_it(town, known):
    """The field is where one stands already, and the page says N."""
    client = entered(town, "staff")
    begun = client.post(reverse("requests:phone"), {"phone": f"n{NUMBER}"})
    assert known.name.open() in client.get(begun["Location"]).content.decode()
    assert client.post(reverse("requests:phone"), {"phone": "x123"}).status_code == 422


def test_without_consent_nothing_is_ordered_and_nothing_is_lost(town):
    client = entered(town, "staff")
    page = client.post(reverse("requests:phone"), {"phone": ""})["Location"]
    said = {"who": "0", "words": "水管漏了", "kind": "help", "caller_name": "王阿姨"}
    answer = client.post(page, said)
    assert answer.status_code == 422
    assert "水管漏了" in answer.content.decode()
    assert client.post(f"{page}keep/", said).status_code == 200
    assert "水管漏了" in client.get(page).content.decode()
    assert client.post(page, {**said, "agreed": "on"}).status_code == 302


@pytest.mark.parametrize("name", ["resident", "outsider", "auditor", "volunteer", "org_manager"])
def test_the_telephone_is_for_the_desk(town, name):
    assert entered(town, name).get(reverse("requests:phone")).status_code == 404
