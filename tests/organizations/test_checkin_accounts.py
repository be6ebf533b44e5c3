"""Written down at the desk without an account; one day he has one, and it is his check-in."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import ConsentEvent, ConsentKind, User
from communities.actions import bindings
from core import scope
from core.exceptions import DomainError
from core.idempotency import new_key
from core.models import AuditEvent
from core.tasks import deliver_outbox
from organizations.actions import checkin_accounts, checkins
from organizations.models import MemberCheckin
from organizations.queries import checkins as queries
from tests.organizations.test_checkins import at_desk, facts

pytestmark = pytest.mark.django_db
NUMBER = "13800000016"


@pytest.fixture
def newcomer(town):
    """Has proved by a code that the number is his."""
    User.objects.filter(pk=town.stranger.pk).update(phone_verified_at=timezone.now())
    town.stranger.refresh_from_db()
    return town.stranger


@pytest.fixture
def written(town):
    made = at_desk(town, phone=NUMBER)
    return checkins.confirm_member(made, actor=town.staff, grid=town.grid)


def join(town, user, **said):
    return checkins.register_member(
        town.community, user, facts(**{"name": "老书记", **said}), actor=user
    )


def test_he_registers_with_that_number_and_finds_himself(town, written, newcomer):
    with scope.entered([], user_id=newcomer.pk):  # bound nowhere
        mine = join(town, newcomer, skills="写材料")
    assert mine.pk == written.pk
    assert (mine.user, mine.subject, mine.phone.open()) == (newcomer, None, "")
    assert (mine.status, mine.grid, mine.skills) == ("active", town.grid, "写材料")
    said = ConsentEvent.objects.get(subject=newcomer.subject, kind=ConsentKind.POLITICAL)
    assert (said.given, said.on_behalf_by) == (True, None)
    assert queries.my_checkins(town.viewer("stranger")).standing == [mine]
    linked = AuditEvent.objects.get(verb="organizations.member_linked")
    assert (linked.actor_id, linked.object_id) == (None, str(mine.pk)), "by himself: no name in it"


@pytest.mark.parametrize(
    "other",
    [
        {"name": "别人"},  # the number changed hands
        {"number": "0858-8888888"},  # not the one he signs in with
        {"proved": False},
        {"place": "sibling"},
        {"ended": True},
    ],
)
def test_anybody_else_is_somebody_else(town, newcomer, other):
    made = at_desk(town, phone=other.get("number", NUMBER))
    if other.get("ended"):
        checkins.withdraw_member(made, actor=town.staff)
    if not other.get("proved", True):
        newcomer.phone_verified_at = None
        newcomer.save()
    place = getattr(town, other.get("place", "community"))
    mine = checkins.register_member(
        place, newcomer, facts(name=other.get("name", "老书记")), actor=newcomer
    )
    assert mine.pk != made.pk
    made.refresh_from_db()
    assert made.user is None


def test_staff_who_see_him_link_it_and_nobody_links_himself(town, written, enter):
    with pytest.raises(DomainError, match="请同事来办"):
        checkin_accounts.link_account(written, user=town.staff, actor=town.staff)
    url = reverse("organizations:member_act", args=[written.pk, "account"])
    client = enter("staff")
    assert (
        "关联账号"
        in client.get(reverse("organizations:member_checkin", args=[written.pk])).content.decode()
    )
    answer = client.post(url, {"phone": NUMBER, "key": new_key()})
    assert answer.status_code == 302
    written.refresh_from_db()
    assert written.user == town.stranger
    said = ConsentEvent.objects.get(subject=town.stranger.subject, kind=ConsentKind.POLITICAL)
    assert said.on_behalf_by == town.staff
    assert client.get(url).status_code == 404, "it has one"


def test_an_account_has_one_check_in_at_a_place(town, written, newcomer):
    join(town, newcomer, name="何方")
    with pytest.raises(DomainError, match="已经有一份"):
        checkin_accounts.link_account(written, user=newcomer, actor=town.staff)


def test_bound_to_the_register_his_check_in_follows(town):
    elder = town.people["elder"]
    made = at_desk(town, resident=elder)
    bindings.bind_at_the_desk(elder, town.stranger, actor=town.staff)
    deliver_outbox()
    made.refresh_from_db()
    assert made.user == town.stranger
    assert ConsentEvent.objects.holds(elder.subject, ConsentKind.POLITICAL)
    deliver_outbox()
    assert MemberCheckin.objects.count() == 1
