"""抢单: a thousand at once, exactly one gets it, and each of the others hears a kind word."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connections
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User
from accounts.viewer import Viewer
from core import scope
from core.exceptions import DomainError
from requests.actions import claiming, dispatch
from requests.models import Party, RequestEvent, ServiceRequest
from requests.models.parties import Role
from tests.races import meet_inside, together
from volunteers.models import Volunteer

pytestmark = pytest.mark.django_db(transaction=True)
MANY, HANDS = 1000, 16


def volunteers(town, many):
    """Active ones of the place, past the actions: this is about what they do, not who they are."""
    users = User.objects.bulk_create(
        User(phone=f"1770000{n:04d}", name=f"志愿者{n}", phone_index=f"claim-{n}")
        for n in range(many)
    )
    now = timezone.now()
    Volunteer.objects.bulk_create(
        Volunteer(
            community=town.community,
            user=user,
            name=f"志愿者{n}",
            born_on=date(1990, 1, 1),
            identity="desk",
            status="active",
            accepted_at=now,
            verified_at=now,
        )
        for n, user in enumerate(users)
    )
    return [Viewer(user=user) for user in users]


@pytest.fixture
def row(desk):
    with scope.entered(scope.EVERYTHING):
        return dispatch.open_pool(desk.classified(), by=desk.viewer("secretary"))


def claims(row, by):
    """His tap: what he hears."""
    try:
        with scope.entered(scope.EVERYTHING):
            claiming.claim(ServiceRequest.objects.get(pk=row.pk), by=by)
    except DomainError as kind:
        return kind.code, str(kind)
    finally:
        connections["default"].close()
    return "won", ""


def test_of_a_thousand_one_wins_and_the_others_hear_a_kind_word(town, row):
    with scope.entered(scope.EVERYTHING):
        people = volunteers(town, MANY)
    with ThreadPoolExecutor(HANDS) as hands:
        heard = list(hands.map(lambda by: claims(row, by), people))
    said = Counter(code for code, _words in heard)
    assert said == {"won": 1, "taken": MANY - 1}
    assert {words for code, words in heard if code == "taken"} == {
        "刚有人接走了，谢谢您。下次还来问您"
    }
    with scope.entered(scope.EVERYTHING):
        lead = Party.objects.get(service_request=row, role=Role.LEAD)
        assert lead.user == people[[code for code, _words in heard].index("won")].user
        assert RequestEvent.objects.filter(service_request=row, step="claim").count() == 1


@pytest.mark.parametrize("locked", [True, False])
def test_control_without_the_lock_two_stand_inside(town, row, monkeypatch, locked):
    """Then only the last wall is left: one lead in the database, and an error instead of a word."""
    with scope.entered(scope.EVERYTHING):
        people = volunteers(town, 2)
    if not locked:
        monkeypatch.setattr(QuerySet, "select_for_update", lambda rows, **_how: rows)
    meeting = meet_inside(monkeypatch, claiming, "_still_to_be_had", after=True, wait=10)
    outcomes = together(
        *[
            lambda by=by: claiming.claim(ServiceRequest.objects.get(pk=row.pk), by=by)
            for by in people
        ]
    )
    errors = [one.error for one in outcomes if one.error]
    assert meeting.happened is not locked
    assert len(errors) == 1
    assert isinstance(errors[0], DomainError if locked else IntegrityError), errors
