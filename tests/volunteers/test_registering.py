"""Somebody comes forward, once; who he is, is known or looked at."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import ConsentEvent
from core import scope
from core.exceptions import DomainError
from core.idempotency import new_key
from core.models import AuditEvent, Message, TallyDelta
from core.tasks import deliver_outbox
from tests.town import id_number, years_ago
from tests.volunteers.conftest import SATURDAY, skills
from volunteers.actions import accounts, registering, standing
from volunteers.actions.registering import Facts, Offer
from volunteers.models import Volunteer
from volunteers.workflow import VolunteerStatus

pytestmark = pytest.mark.django_db
OFFER = Offer(times=[SATURDAY])


def test_the_register_knows_who_she_is(town, applied):
    applied.refresh_from_db()
    assert applied.name.open() == "张桂芳"
    assert (applied.identity, applied.grid, applied.gender) == ("register", town.grid, "female")
    assert applied.id_number.open() == ""  # it lies in the register already
    assert applied.subject == town.people["resident"].subject
    assert [str(held.skill) for held in applied.skills.all()] == ["理发", "电工"]
    told = AuditEvent.objects.filter(verb="volunteers.applied", object_id=str(applied.pk))
    assert told.count() == 1


def test_an_account_without_a_name_has_the_one_that_was_given(town):
    """And who has told his name keeps it, whatever he writes here."""
    for account, told in ((town.stranger, ""), (town.resident, "桂芳")):
        account.name = told
        account.save(update_fields=["name"])
    born = Facts(name=" 何方 ", born_on=years_ago(30))
    registering.register(town.stranger, town.community, OFFER, facts=born, agreed=True)
    registering.register(town.resident, town.community, OFFER, agreed=True)
    for account, name in ((town.stranger, "何方"), (town.resident, "桂芳")):
        account.refresh_from_db()
        assert account.name.open() == name


def test_twice_is_once(town, applied):
    again = registering.register(town.resident, town.community, OFFER, agreed=True)
    assert again.pk == applied.pk
    assert Volunteer.objects.filter(user=town.resident).count() == 1
    assert applied.skills.count() == 2


def test_a_stranger_is_looked_at_before_he_serves(town, stranger):
    assert (stranger.identity, stranger.grid) == ("", None)
    with pytest.raises(DomainError, match="还没有核对身份"):
        standing.accept(stranger, actor=town.staff)
    paper = id_number(stranger.born_on, 7)
    standing.verify_identity(stranger, id_number=paper, actor=town.staff)
    accepted = standing.accept(stranger, actor=town.staff)
    assert (accepted.status, accepted.identity) == (VolunteerStatus.ACTIVE, "desk")
    assert accepted.gender == "male"
    deliver_outbox()
    assert Message.objects.get(code="volunteers.accepted").to_user == town.stranger
    step = TallyDelta.objects.filter(measure="volunteers.active").latest("pk")
    assert (step.delta, step.scope, step.dims) == (1, town.community.pk, {"grid": None})


def test_a_paper_that_says_another_birthday_is_not_his(town, stranger):
    with pytest.raises(DomainError, match="出生"):
        standing.verify_identity(stranger, id_number=id_number(years_ago(31), 7), actor=town.staff)
    with pytest.raises(DomainError, match="不对"):
        standing.verify_identity(stranger, id_number="520204199001010011", actor=town.staff)


def test_nobody_checks_himself(town, stranger):
    for act in (
        lambda: standing.verify_identity(
            stranger, id_number=id_number(stranger.born_on, 7), actor=town.stranger
        ),
        lambda: standing.accept(stranger, actor=town.stranger),
    ):
        with pytest.raises(DomainError) as refusal:
            act()
        assert refusal.value.code == "own"


def test_a_paper_known_to_the_register_joins_the_two(town):
    born = years_ago(33)
    person = town.person("钱多", town.household(), born_on=born, id_number=id_number(born, 9))
    account = town.account("newcomer", "钱多", "13700000033")
    fresh = registering.register(
        account, town.community, OFFER, facts=Facts(name="钱多", born_on=born), agreed=True
    )
    standing.verify_identity(fresh, id_number=id_number(born, 9), actor=town.staff)
    fresh.refresh_from_db()
    assert (fresh.resident, fresh.grid) == (person, town.grid)


def test_one_paper_is_one_volunteer(town, stranger):
    paper = id_number(stranger.born_on, 7)
    standing.verify_identity(stranger, id_number=paper, actor=town.staff)
    with pytest.raises(DomainError, match="已经登记过"):
        registering.register_at_desk(
            town.community, Facts(name="何方", id_number=paper), OFFER,
            evidence="当面", actor=town.staff,
        )  # fmt: skip


def desk_entry(town, **said):
    values = {"name": "何方", "born_on": years_ago(30), "phone": "13800000016", **said}
    return registering.register_at_desk(
        town.community, Facts(**values), OFFER, evidence="当面", actor=town.staff
    )


def proved(user):
    user.phone_verified_at = timezone.now()
    user.save()
    return user


def test_who_was_entered_at_the_desk_finds_himself_by_his_number(town):
    entered = desk_entry(town)
    user = proved(town.stranger)
    with scope.entered([town.community.pk], user_id=user.pk):
        mine = registering.register(
            user, town.community, Offer(skills("haircut"), [SATURDAY]),
            facts=Facts(name="何方", born_on=years_ago(30)), agreed=True,
        )  # fmt: skip
    assert (mine.pk, mine.user, mine.phone.open()) == (entered.pk, user, "")
    assert [str(held.skill) for held in mine.skills.all()] == ["理发"]
    assert AuditEvent.objects.filter(verb="volunteers.linked", object_id=str(mine.pk)).count() == 1


@pytest.mark.parametrize(
    "other", [{"name": "何园"}, {"born_on": years_ago(31)}, {"phone": "0858-8888888"}, {}]
)
def test_with_another_name_birthday_or_number_he_is_another(town, other):
    entered = desk_entry(town, **other)
    user = proved(town.stranger) if other else town.stranger  # without a code it proves nothing
    mine = registering.register(
        user, town.community, OFFER, facts=Facts(name="何方", born_on=years_ago(30)), agreed=True
    )
    assert mine.pk != entered.pk


def test_staff_link_his_account(town, enter):
    entered = desk_entry(town)
    with pytest.raises(DomainError, match="请同事来办"):
        accounts.link_account(entered, user=town.staff, actor=town.staff)
    url = reverse("volunteers:volunteer_act", args=[entered.pk, "account"])
    client = enter("staff")
    assert client.post(url, {"phone": "13800000016", "key": new_key()}).status_code == 302
    entered.refresh_from_db()
    assert entered.user == town.stranger
    assert client.get(url).status_code == 404
    with pytest.raises(DomainError, match="已经关联"):
        accounts.link_account(entered, user=town.neighbour, actor=town.staff)


def test_whoever_has_no_phone_is_entered_at_the_desk(town):
    elder = town.people["elder"]
    facts = Facts(name="李大山", id_number=elder.id_number.open(), phone="0858-2200101")
    entered = registering.register_at_desk(
        town.community, facts, OFFER, evidence="当面口头", actor=town.staff
    )
    assert (entered.user, entered.entered_by, entered.resident) == (None, town.staff, elder)
    assert entered.phone.open() == "0858-2200101"
    consent = ConsentEvent.objects.get(subject=elder.subject)
    assert (consent.on_behalf_by, consent.evidence) == (town.staff, "当面口头")
    standing.accept(entered, actor=town.staff)
    deliver_outbox()  # there is nobody to tell, and that is no fault


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (Facts(born_on=years_ago(30)), "name"),
        (Facts(name="何方"), "born_on"),
        (Facts(name="何方", born_on=date(2999, 1, 1)), "born_on"),
        (Facts(name="何方", born_on=years_ago(10)), "born_on"),
        (Facts(name="何方", id_number="123"), "id_number"),
        (Facts(name="何方", born_on=years_ago(30), phone="12"), "phone"),
    ],
)
def test_what_is_missing_is_said_beside_its_field(town, facts, field):
    with pytest.raises(DomainError) as refusal:
        registering.register(town.stranger, town.community, OFFER, facts=facts, agreed=True)
    assert refusal.value.field == field
    assert not Volunteer.objects.filter(user=town.stranger).exists()


def test_without_a_yes_and_without_a_time_nothing_is_registered(town):
    facts = Facts(name="何方", born_on=years_ago(30))
    for offer, agreed, field in ((OFFER, False, "agreed"), (Offer(), True, "times")):
        with pytest.raises(DomainError) as refusal:
            registering.register(town.stranger, town.community, offer, facts=facts, agreed=agreed)
        assert refusal.value.field == field


def test_coming_back_keeps_the_number_and_is_looked_at_anew(town, volunteer):
    standing.withdraw(volunteer, actor=town.resident)
    steps = TallyDelta.objects.filter(measure="volunteers.active", dims={"grid": town.grid.pk})
    assert list(steps.order_by("pk").values_list("delta", flat=True)) == [1, -1]
    offer = Offer(skills("dance"), [SATURDAY])
    back = registering.register(town.resident, town.community, offer, agreed=True)
    assert (back.pk, back.number, back.status) == (volunteer.pk, volunteer.number, "applied")
    assert [held.skill.code for held in back.skills.all()] == ["dance"]


# --- under age -----------------------------------------------------------------------------------
def test_a_minor_waits_for_a_guardian_and_the_guardian_is_told(town, youngster):
    with pytest.raises(DomainError, match="监护人"):
        standing.accept(youngster, actor=town.staff)
    deliver_outbox()
    assert Message.objects.get(code="volunteers.child_applied").to_user == town.resident
    standing.agree_as_guardian(youngster, actor=town.resident)
    assert standing.accept(youngster, actor=town.staff).status == VolunteerStatus.ACTIVE


def test_a_neighbour_is_no_guardian(town, youngster):
    with pytest.raises(DomainError) as refusal:
        standing.agree_as_guardian(youngster, actor=town.neighbour)
    assert refusal.value.code == "not_guardian"


def test_a_guardian_who_takes_it_back_ends_the_service(town, youngster):
    standing.record_guardian(
        youngster, guardian="张桂芳", relation="父母（监护人）", evidence="当面", actor=town.staff
    )
    standing.accept(youngster, actor=town.staff)
    after = standing.withdraw_guardian(youngster, actor=town.resident)
    assert after.status == VolunteerStatus.SUSPENDED
    with pytest.raises(DomainError, match="监护人"):
        standing.reinstate(youngster, reason="想回来", actor=town.staff)


# --- on a phone ----------------------------------------------------------------------------------
def required(answer) -> set[str]:
    form = answer.context["form"]
    return {name for name, field in form.fields.items() if field.required}


def test_the_first_screen_asks_for_five_things_of_a_stranger_and_two_of_a_neighbour(enter):
    url = reverse("volunteers:join")
    assert required(enter("stranger").get(url)) == {
        "name", "born_on", "community", "times", "agreed",
    }  # fmt: skip
    assert required(enter("resident").get(url)) == {"times", "agreed"}


def test_a_double_submit_is_one_row(town, enter):
    client = enter("resident")
    page = client.get(reverse("volunteers:join"))
    assert "张桂芳" in page.content.decode()
    sent = {"times": ["weekend-morning"], "agreed": "on", "idempotency_key": "a-double-tap"}
    for _ in range(2):
        answer = client.post(reverse("volunteers:join"), sent)
        assert (answer.status_code, answer["Location"]) == (302, reverse("volunteers:mine"))
    mine = Volunteer.objects.get(user=town.resident)
    assert {(slot.weekday, slot.part) for slot in mine.times.all()} == {
        (6, "morning"), (7, "morning"),
    }  # fmt: skip
    shown = client.get(reverse("volunteers:mine")).content.decode()
    assert mine.number_shown in shown
    assert "等社区核对" in shown


def test_somebody_bound_to_nothing_registers_in_a_community_of_his_choice(town, enter):
    client = enter("stranger")
    sent = {
        "name": "何方", "born_on": years_ago(30).isoformat(), "community": town.sibling.pk,
        "times": ["workdays-evening"], "agreed": "on", "skills": [skills("dialect")[0].pk],
    }  # fmt: skip
    answer = client.post(reverse("volunteers:join"), sent)
    assert answer.status_code == 302, answer.context["form"].errors
    mine = Volunteer.objects.get(user=town.stranger)
    assert (mine.community, mine.user) == (town.sibling, town.stranger)
    for page in ("mine", "times", "skills", "limits", "political", "leave"):
        assert client.get(reverse(f"volunteers:{page}")).status_code == 200
    answer = client.post(
        reverse("volunteers:limits"),
        {"offers_a_week": 1, "reach": "grid", "quiet_from": "20:00", "quiet_until": "09:00",
         "grid": town.sibling_grid.pk},
    )  # fmt: skip
    assert answer.status_code == 302
    mine.refresh_from_db()
    assert (mine.offers_a_week, mine.grid) == (1, town.sibling_grid)


def test_errors_are_said_and_nothing_is_lost(town, enter):
    answer = enter("stranger").post(reverse("volunteers:join"), {"name": "何方"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "请至少选一个方便的时间" in text
    assert 'value="何方"' in text
    assert not Volunteer.objects.filter(user=town.stranger).exists()


@pytest.mark.parametrize("by_the_desk", [False, True])
def test_a_guardian_who_agrees_again_ends_what_his_no_began_and_nothing_else(
    town, youngster, by_the_desk
):
    """What the community has suspended for a reason of its own, the community ends."""
    standing.agree_as_guardian(youngster, actor=town.resident)
    standing.accept(youngster, actor=town.staff)
    if by_the_desk:
        standing.suspend(youngster, reason="先考完试", actor=town.staff)
    stopped = standing.withdraw_guardian(youngster, actor=town.resident)
    assert stopped.status == VolunteerStatus.SUSPENDED
    standing.agree_as_guardian(youngster, actor=town.resident)
    youngster.refresh_from_db()
    ends = VolunteerStatus.SUSPENDED if by_the_desk else VolunteerStatus.ACTIVE
    assert youngster.status == ends


def test_a_minor_no_register_knows_is_sent_to_the_desk_with_his_guardian(town, enter):
    """Nobody's phone could say yes for him: the platform does not know whose child he is."""
    client = enter("stranger")
    sent = {"name": "何方", "born_on": years_ago(15).isoformat(), "community": town.community.pk}
    sent |= {"times": ["workdays-evening"], "agreed": "on"}
    assert client.post(reverse("volunteers:join"), sent).status_code == 302
    page = client.get(reverse("volunteers:mine")).content.decode()
    assert "请监护人和您一起到社区服务台" in page
    assert "自己手机上点" not in page
    known = town.people["child"]
    Volunteer.objects.filter(user=town.stranger).update(resident=known)
    assert "自己手机上点" in client.get(reverse("volunteers:mine")).content.decode()


def test_a_parent_decides_on_the_parents_own_page(town, enter, youngster):
    client = enter("resident")
    assert "孩子想做志愿者" in client.get("/").content.decode()
    url = reverse("volunteers:ward", args=[youngster.pk])
    assert "张小禾" in client.get(url).content.decode()
    client.post(url, {"agreed": "on"})
    assert youngster.guardian_consents.standing().get().user == town.resident
    client.post(url, {"withdraw": "1"})
    assert not youngster.guardian_consents.standing().exists()
    assert enter("neighbour").get(url).status_code == 404


def test_a_month_off_with_one_tap(town, enter, volunteer):
    client = enter("resident")
    client.post(reverse("volunteers:pause"))
    volunteer.refresh_from_db()
    assert (volunteer.paused_until - timezone.localdate()).days == 30
    assert "歇" in client.get("/").content.decode()
    client.post(reverse("volunteers:resume"))
    volunteer.refresh_from_db()
    assert volunteer.paused_until is None
