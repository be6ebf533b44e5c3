from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.actions import entering
from accounts.models import User
from communities.actions import authorities, bindings, residents
from communities.actions.facts import PersonFacts
from communities.models import BindingAttempt, Department
from communities.viewers import enter_as
from core.exceptions import DomainError
from tests.accounts.conftest import answer, ask, digits_for
from tests.days import day
from tests.town import id_number, years_ago

NUMBER = id_number(years_ago(55), 7)


@pytest.fixture
def unbound(town):
    return town.person("何方", born_on=years_ago(55), id_number=NUMBER)


def prove(user, name="何方", last_six=NUMBER[-6:]):
    return bindings.bind_by_id_number(user, name=name, last_six=last_six)


def test_name_and_six_digits_bind_the_account_wherever_the_person_stands(town, unbound):
    elsewhere = residents.register_resident(
        town.sibling, PersonFacts(name="何方", id_number=NUMBER), actor=town.sibling_staff
    )
    prove(town.stranger)
    viewer = town.viewer("stranger")
    assert viewer.resident_ids == {unbound.pk, elsewhere.pk}
    assert viewer.community_ids == (town.community.pk, town.sibling.pk)
    assert not town.viewer("stranger").is_staff


@pytest.mark.parametrize(
    ("name", "last_six"),
    [("何芳", NUMBER[-6:]), ("何方", "000000"), ("何方", NUMBER[:6]), ("", NUMBER[-6:])],
)
def test_a_wrong_answer_says_no_more_than_that_it_was_wrong(town, unbound, name, last_six):
    with pytest.raises(DomainError) as refusal:
        prove(town.stranger, name, last_six)
    assert refusal.value.code == "no_match"
    assert "4" in str(refusal.value)
    assert town.viewer("stranger").resident_ids == frozenset()


def test_five_tries_a_day_then_the_desk_even_with_the_right_answer(town, unbound, time_machine):
    for _try in range(settings.BINDING_TRIES_PER_DAY - 1):
        with pytest.raises(DomainError, match="没有对上"):
            prove(town.stranger, last_six="000000")
    with pytest.raises(DomainError, match="今天已经试了 5 次"):  # never "0 tries left"
        prove(town.stranger, last_six="000000")
    with pytest.raises(DomainError) as refusal:
        prove(town.stranger)
    assert refusal.value.code == "too_many_tries"
    bindings.bind_at_the_desk(unbound, town.stranger, actor=town.staff)
    assert town.viewer("stranger").resident_ids == {unbound.pk}


def test_many_accounts_do_not_guess_at_one_name(town, unbound, settings):
    settings.BINDING_TRIES_PER_NAME = 7
    guessers = [town.account(f"guesser{n}", "猜", f"1380000100{n}") for n in range(3)]
    for n in range(7):
        with pytest.raises(DomainError, match="没有对上"):
            prove(guessers[n % 2], last_six=f"{n:06}")
    with pytest.raises(DomainError, match="这个姓名"):
        prove(guessers[2])
    assert town.viewer("guesser2").resident_ids == frozenset()
    with pytest.raises(DomainError, match="没有对上"):  # another name is another count
        prove(guessers[2], name="何芳")
    BindingAttempt.objects.update(at=timezone.now() - timedelta(days=1))
    assert prove(guessers[2])


def test_tomorrow_the_tries_begin_anew(town, unbound):
    yesterday = timezone.now() - timedelta(days=1)
    for _try in range(9):
        BindingAttempt.objects.create(user=town.stranger, at=yesterday)
    assert prove(town.stranger)


def test_one_resident_has_one_account_until_the_desk_unbinds(town):
    person = town.people["resident"]
    with pytest.raises(DomainError) as refusal:
        bindings.bind_at_the_desk(person, town.stranger, actor=town.staff)
    assert refusal.value.code == "bound_elsewhere"
    bindings.unbind(person.bindings.standing().get(), actor=town.staff)
    bindings.bind_at_the_desk(person, town.stranger, actor=town.staff)
    assert town.viewer("resident").resident_ids == frozenset()
    again = bindings.bind_at_the_desk(person, town.stranger, actor=town.staff)
    assert person.bindings.standing().get() == again


def test_nobody_binds_himself_at_the_desk_and_no_child_has_an_account(town):
    with pytest.raises(DomainError, match="同事"):
        bindings.bind_at_the_desk(town.people["elder"], town.staff, actor=town.staff)
    with pytest.raises(DomainError, match="监护人"):
        bindings.bind_at_the_desk(town.people["child"], town.stranger, actor=town.staff)


def test_a_number_silent_for_180_days_binds_again(town):
    now = timezone.now()
    User.objects.filter(pk=town.resident.pk).update(last_seen_at=now - timedelta(days=181))
    User.objects.filter(pk=town.neighbour.pk).update(last_seen_at=now - timedelta(days=179))
    assert town.viewer("resident").resident_ids == frozenset()  # on the way in
    assert town.viewer("neighbour").resident_ids
    ended = town.people["resident"].bindings.get()
    assert (ended.end_reason, ended.end_reason != "") == ("silent", True)


def _silent(user):
    User.objects.filter(pk=user.pk).update(last_seen_at=timezone.now() - timedelta(days=181))


def test_whoever_has_a_silent_number_now_sees_nothing_of_who_had_it(town):
    number = town.resident.phone.open()
    _silent(town.resident)
    stranger, is_new = entering.enter_by_phone(number)
    assert is_new
    assert stranger.pk != town.resident.pk
    assert enter_as(stranger).resident_ids == frozenset()
    town.resident.refresh_from_db()
    assert town.resident.phone.open() == ""
    town.resident.clean_fields(exclude=["password", "subject"])  # a row that may be as it is
    assert entering.enter_by_phone(number) == (stranger, False), "asked once"


def test_staff_whose_number_was_silent_and_who_may_appoint_them_are_told_what_to_do(town, client):
    """A number alone proves no post: he hears it at sign-in, his secretary on her roster."""
    number = town.worker.phone.open()
    roster, admin = reverse("communities:roster"), reverse("admin:accounts_rolegrant_changelist")
    told = "再登录时开的是新账号"
    assert told not in town.enter(Client(), "secretary").get(roster).content.decode()
    _silent(town.worker)
    ask(client, number)
    answer(client, digits_for(number))
    page = client.get("/").content.decode()
    assert "按新账号打开" in page
    assert "请任命您的人重新任命" in page
    assert "请任命您的人重新任命" in client.get(reverse("communities:identity")).content.decode()
    assert "按新账号打开" not in client.get("/").content.decode(), "said once"
    page = town.enter(Client(), "secretary").get(roster).content.decode()
    assert page.count(told) == 1
    assert "要重新任命" in town.enter(Client(), "security_admin").get(admin).content.decode()
    for office, page in (
        (
            "liaison",
            reverse("communities:department", args=[Department.objects.get(name="双水市政所").pk]),
        ),
        ("org_manager", reverse("organizations:organization", args=[town.organization.pk])),
    ):
        _silent(town.accounts[office])
        entering.enter_by_phone(town.accounts[office].phone.open())
        over = "street_official" if office == "liaison" else "secretary"
        assert "要重新任命" in town.enter(Client(), over).get(page).content.decode(), office
    town.resident.refresh_from_db()
    other = Client()
    ask(other, town.resident.phone.open())
    answer(other, digits_for(town.resident.phone.open()))
    assert "按新账号打开" not in other.get("/").content.decode()


def test_who_proves_that_he_is_the_one_gets_his_account_back(town, unbound, client):
    elsewhere = residents.register_resident(
        town.sibling, PersonFacts(name="何方", id_number=NUMBER), actor=town.sibling_staff
    )
    prove(town.stranger)
    number = town.stranger.phone.open()
    _silent(town.stranger)
    meanwhile, _new = entering.enter_by_phone(number)
    client.force_login(meanwhile)
    proof = {"name": "何方", "last_six": NUMBER[-6:]}
    answer = client.post(reverse("communities:identity"), proof)
    assert answer["Location"] == reverse("account_login")
    back, is_new = entering.enter_by_phone(number)
    assert (back, is_new) == (town.stranger, False)
    assert town.viewer("stranger").resident_ids == {unbound.pk, elsewhere.pk}
    meanwhile.refresh_from_db()
    assert not meanwhile.is_active
    assert client.get(reverse("communities:identity")).status_code == 302


def test_a_number_behind_a_second_factor_stays_with_who_has_it(town):
    Authenticator.objects.create(user=town.secretary, type="totp", data={})
    _silent(town.secretary)
    assert entering.enter_by_phone(town.secretary.phone.open()) == (town.secretary, False)


def test_the_nightly_sweep_ends_silent_accounts_and_what_they_did_for_others(town):
    long_ago = timezone.now() - timedelta(days=200)
    User.objects.filter(pk=town.neighbour.pk).update(last_seen_at=long_ago)
    assert bindings.lapse_silent_accounts() == 1
    assert bindings.lapse_silent_accounts() == 0
    assert not town.people["elder"].authorities.in_force().exists()
    assert town.viewer("resident").resident_ids


def record(town, **values):
    given = {
        "relation": "child",
        "purpose": "orders",
        "evidence": "当面授权",
        "valid_to": timezone.localdate() + timedelta(days=30),
        "actor": town.staff,
        **values,
    }
    user = given.pop("user", town.resident)
    return authorities.record_authority(town.people["elder"], user, **given)


def test_one_account_may_act_for_several_residents_until_the_day_it_ends(town, time_machine):
    record(town)
    assert town.viewer("resident").acts_for == {town.people["elder"].pk}
    time_machine.move_to(timezone.now() + timedelta(days=31))
    assert town.viewer("resident").acts_for == frozenset()


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"evidence": " "}, "evidence"),
        ({"valid_to": years_ago(0) - timedelta(days=1)}, "valid_to"),
        ({"valid_to": day(5000)}, "valid_to"),
    ],
)
def test_an_authority_has_evidence_and_an_end(town, values, field):
    with pytest.raises(DomainError) as refusal:
        record(town, **values)
    assert refusal.value.field == field


def test_authorities_do_not_overlap_and_end_when_revoked(town):
    first = record(town)
    with pytest.raises(DomainError) as refusal:
        record(town)
    assert refusal.value.code == "authority_twice"
    authorities.revoke_authority(first, actor=town.staff)
    assert town.viewer("resident").acts_for == frozenset()
    with pytest.raises(DomainError, match="已经撤销"):
        authorities.revoke_authority(first, actor=town.staff)
    assert record(town)


def test_staff_do_not_authorise_themselves(town):
    with pytest.raises(DomainError, match="同事"):
        record(town, user=town.staff)
