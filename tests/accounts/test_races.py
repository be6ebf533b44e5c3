"""Guesses side by side, two requests at once, a dead broker: with real transactions."""

import pytest
from celery.exceptions import OperationalError
from django.conf import settings
from django.test import Client
from django.urls import reverse

from accounts import limits
from accounts.actions import codes, entering
from accounts.models import SignInCode, User
from core import outbox, scope
from core.exceptions import DomainError
from core.models import Message
from tests.accounts.conftest import answer, ask, digits_for, wrong
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db(transaction=True)
PHONE = "13912345678"
CROWD = 12


def sent_code() -> SignInCode:
    with scope.entered(scope.EVERYTHING):
        return codes.request_code(PHONE, address="192.0.2.1")


def guess_together(code: SignInCode):
    digits = code.code.open()
    return together(
        *[
            lambda: codes.answer_code(
                code.pk, wrong(digits), purpose=codes.Purpose.SIGN_IN, address="192.0.2.1"
            )
        ]
        * CROWD
    )


def test_guesses_in_parallel_are_counted_one_by_one():
    """Five tries are five, also when a dozen come at the same moment."""
    outcomes = guess_together(sent_code())
    answers = [outcome.value for outcome in outcomes]
    assert answers.count(codes.Answer.WRONG) == settings.SIGN_IN_CODE_TRIES - 1
    assert answers.count(codes.Answer.SPENT) == CROWD - settings.SIGN_IN_CODE_TRIES + 1


def test_without_the_lock_they_would_not_be(monkeypatch):
    """The control: the same crowd with the row's lock off gets more tries than five."""
    monkeypatch.setattr(
        codes.SignInCode.objects.all().__class__,
        "select_for_update",
        lambda self, **kwargs: self.all(),
    )
    meeting = meet_inside(monkeypatch, codes.limits, "failures", parties=CROWD, wait=10)
    outcomes = guess_together(sent_code_unlocked())
    assert meeting.happened
    answers = [outcome.value for outcome in outcomes]
    assert answers.count(codes.Answer.WRONG) >= settings.SIGN_IN_CODE_TRIES


def sent_code_unlocked() -> SignInCode:
    with scope.entered(scope.EVERYTHING):
        return SignInCode.objects.create(
            phone=PHONE,
            code="123456",
            expires_at=codes.timezone.now() + codes.timedelta(minutes=5),
        )


@pytest.mark.parametrize("guarded", [True, False])
def test_two_requests_at_once_send_one_message(monkeypatch, guarded):
    if not guarded:
        monkeypatch.setattr(limits, "one_at_a_time", lambda number: None)
    meeting = meet_inside(monkeypatch, codes.limits, "codes", after=True)
    outcomes = together(*[lambda: codes.request_code(PHONE, address="192.0.2.1")] * 2)
    assert meeting.happened is not guarded
    refused = [outcome.error for outcome in outcomes if outcome.error]
    assert len(refused) == (1 if guarded else 0)
    assert all(isinstance(error, DomainError) for error in refused)


def test_two_first_sign_ins_at_once_make_one_account():
    outcomes = together(*[lambda: entering.enter_by_phone(PHONE)] * 2)
    assert [outcome.error for outcome in outcomes] == [None, None]
    assert User.objects.count() == 1
    assert sorted(is_new for _, is_new in (o.value for o in outcomes)) == [False, True]


def test_with_a_dead_broker_the_code_leaves_all_the_same(monkeypatch):
    """Nobody nudges a worker any more: the web process sends what somebody waits for."""

    def dead() -> None:
        raise OperationalError("no broker")

    monkeypatch.setattr(outbox.deliver_outbox, "delay", dead)
    client = Client()
    assert ask(client, PHONE).url == reverse("account_confirm_login_code")
    with scope.entered(scope.EVERYTHING):
        assert Message.objects.get().status == "sent"
        digits = digits_for(PHONE)
    assert answer(client, digits).url == "/"
    assert ask(Client(), PHONE).status_code == 429, "and the limits still count"
