from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import ConsentEvent
from communities.actions import care, deaths, kinship, residents
from communities.actions.facts import PersonFacts
from communities.models import Household, Resident, ResidentStatus
from communities.queries import contact
from core import audit
from core.exceptions import DomainError
from core.models import AuditEvent, TallyDelta
from tests.days import day
from tests.town import id_number, years_ago


def counted(measure, community):
    rows = TallyDelta.objects.filter(measure=measure, scope=community.pk)
    return sum(rows.values_list("delta", flat=True))


def register(town, **facts):
    values = {"name": "钱多多", **facts}
    return residents.register_resident(
        town.community, PersonFacts(**values), household=town.household(), actor=town.staff
    )


def test_the_number_tells_birthday_and_gender_and_the_first_speaks_for_the_household(town):
    born = years_ago(30)
    person = register(town, id_number=id_number(born, 8), phone="+86 139-1111-2222")
    assert (person.born_on, person.gender) == (born, "female")
    assert person.phone.open() == "13911112222"
    assert person.is_head
    assert person.grid == town.grid
    assert (person.name_key, person.name_initials) == ("qianduoduo", "qdd")
    person.refresh_from_db()
    assert str(person.phone) == "139****2222"


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"name": "  "}, "name"),
        ({"phone": "1391111"}, "phone"),
        ({"id_number": "520204199001010000"}, "id_number"),
        ({"id_number": id_number(years_ago(30)), "born_on": years_ago(31)}, "born_on"),
        ({"id_number": id_number(years_ago(30), 2), "gender": "male"}, "gender"),
        ({"born_on": day(1)}, "born_on"),
    ],
)
def test_what_cannot_be_true_is_refused_at_its_field(town, facts, field):
    with pytest.raises(DomainError) as refusal:
        register(town, **facts)
    assert refusal.value.field == field


def test_one_number_stands_once_in_a_community_but_may_stand_in_another(town):
    number = town.people["resident"].id_number.open()
    with pytest.raises(DomainError, match="已有一份同身份证号"):
        register(town, id_number=number)
    other = residents.register_resident(
        town.sibling, PersonFacts(name="张桂芳", id_number=number), actor=town.sibling_staff
    )
    assert other.id_index == town.people["resident"].id_index


def test_a_correction_keeps_what_was_there_before_under_the_persons_own_key(town):
    person = town.people["resident"]
    residents.correct_resident(
        person, actor=town.staff, reason="身份证复核", phone="13911110000", origin="relocated"
    )
    event = AuditEvent.objects.filter(verb="communities.resident_corrected").get()
    assert event.details["fields"] == ["phone", "origin"]
    assert event.details["origin"] == ["local", "relocated"]
    assert "13911110000" not in str(event.details)
    assert audit.open_sensitive(event) == {"phone": ["13900000001", "13911110000"]}
    residents.correct_resident(person, actor=town.staff)  # nothing changed: nothing to tell
    assert AuditEvent.objects.filter(verb="communities.resident_corrected").count() == 1


def test_moving_within_changes_grid_and_count_and_the_left_household_gets_a_new_head(town):
    person, old = town.people["resident"], town.households["resident"]
    spouse = town.person("李强", old, born_on=years_ago(44))
    home = town.households["neighbour"]
    moved = residents.move_within(person, home, actor=town.staff, relation_to_head="表姐")
    assert (moved.household, moved.grid, moved.is_head) == (home, town.second_grid, False)
    spouse.refresh_from_db()
    assert spouse.is_head
    assert old.status == Household.Status.PRESENT
    dims = TallyDelta.objects.filter(measure="communities.residents").order_by("-pk")[:2]
    assert [(row.dims["grid"], row.delta) for row in dims] == [
        (town.second_grid.pk, 1),
        (town.grid.pk, -1),
    ]


def test_a_marriage_joins_two_households_and_closes_the_empty_one(town, published):
    person = town.person("周游")
    home, spouse = town.households["neighbour"], town.people["neighbour"]
    residents.marry(person, home, spouse=spouse, actor=town.staff)
    person.refresh_from_db()
    assert person.relation_to_head == "配偶"
    assert ("communities.resident_moved", "within") in [
        (topic, payload.get("kind")) for topic, payload in published
    ]
    assert "communities.household_ended" in [topic for topic, _ in published]


def test_who_moves_away_can_come_back_but_must_bind_again(town):
    person = town.people["resident"]
    before = counted("communities.residents", town.community)
    residents.move_out(person, actor=town.staff, destination="外省")
    person.refresh_from_db()
    assert (person.status, person.is_head) == (ResidentStatus.MOVED, False)
    assert town.viewer("resident").resident_ids == frozenset()
    assert counted("communities.residents", town.community) == before - 1
    home = town.household(town.second_grid)
    residents.move_in(person, home, actor=town.staff)
    person.refresh_from_db()
    assert (person.status, person.household, person.is_head) == ("present", home, True)
    assert not person.bindings.standing().exists()


@pytest.mark.parametrize("status", ["present", "moved", "deceased", "merged"])
@pytest.mark.parametrize("act", ["move_in", "move_within", "move_out", "record_death", "correct"])
def test_what_may_follow_on_which_status(town, status, act):
    """The table of a record's life: everything not in it is refused."""
    person = town.person("魏来")
    twin = town.person("魏来")
    if status == "moved":
        residents.move_out(person, actor=town.staff)
    elif status == "deceased":
        residents.record_death(person, actor=town.staff)
    elif status == "merged":
        Resident.objects.filter(pk=person.pk).update(
            status="merged", merged_into=twin, is_head=False
        )
    acts = {
        "move_in": lambda: residents.move_in(person, town.household(), actor=town.staff),
        "move_within": lambda: residents.move_within(person, town.household(), actor=town.staff),
        "move_out": lambda: residents.move_out(person, actor=town.staff),
        "record_death": lambda: residents.record_death(person, actor=town.staff),
        "correct": lambda: residents.correct_resident(person, actor=town.staff, gender="male"),
    }
    allowed = {
        "present": {"move_within", "move_out", "record_death", "correct"},
        "moved": {"move_in", "record_death", "correct"},
        "deceased": {"correct"},
        "merged": set(),
    }
    if act in allowed[status]:
        acts[act]()
    else:
        with pytest.raises(DomainError):
            acts[act]()


def test_a_birth_needs_a_guardian_of_the_household_who_is_grown_up(town):
    home, facts = town.households["resident"], PersonFacts(name="张新", born_on=years_ago(0))
    child = residents.record_birth(home, facts, guardian=town.people["resident"], actor=town.staff)
    assert child.guardian == town.people["resident"]
    assert not child.is_head
    assert counted("communities.births", town.community) == 1
    for guardian in (town.people["neighbour"], town.people["child"]):
        with pytest.raises(DomainError):
            residents.record_birth(home, facts, guardian=guardian, actor=town.staff)


def test_a_death_stops_every_message_at_once_and_leaves_the_history(town, published):
    person, user = town.people["resident"], town.resident
    care.add_label(
        person, group="hardship", evidence="民政名单", valid_from=years_ago(1), actor=town.staff
    )
    residents.record_death(person, actor=town.staff)

    user.refresh_from_db()
    assert user.messages_stopped_at is not None  # asked when a message leaves: message_rules
    assert contact.reachable([person.pk]) == {}
    assert town.viewer("resident").resident_ids == frozenset()
    assert not person.care_labels.in_force().exists()
    assert ("communities.resident_died", person.pk) in [
        (topic, payload.get("resident_id")) for topic, payload in published
    ]
    verbs = [row.verb for row in audit.history(person)]
    assert verbs[0] == "communities.resident_died"
    assert "communities.resident_registered" in verbs


def test_a_death_written_down_by_mistake_is_taken_back_with_a_reason(town):
    person, user = town.people["resident"], town.resident
    label = care.add_label(
        person, group="hardship", evidence="民政名单", valid_from=years_ago(1), actor=town.staff
    )
    before = counted("communities.residents", town.community)
    residents.record_death(person, actor=town.staff)
    with pytest.raises(DomainError, match="怎么核实"):
        deaths.correct_death(person, actor=town.secretary, reason=" ")

    deaths.correct_death(person, actor=town.secretary, reason="本人到窗口")

    person.refresh_from_db()
    user.refresh_from_db()
    assert person.status == "present"
    assert user.messages_stopped_at is None
    assert person.pk in contact.reachable([person.pk])
    assert town.viewer("resident").resident_ids == {person.pk}
    assert list(person.care_labels.in_force()) == [label]
    assert counted("communities.residents", town.community) == before
    assert counted("communities.deaths", town.community) == 0
    verbs = [row.verb for row in audit.history(person)]
    assert {"communities.resident_died", "communities.death_corrected"} <= set(verbs)
    with pytest.raises(DomainError, match="没有登记去世"):
        deaths.correct_death(person, actor=town.secretary, reason="本人到窗口")
    residents.record_death(person, actor=town.staff)  # what is true later can be written again
    assert counted("communities.deaths", town.community) == 1


def test_the_last_of_a_household_comes_back_to_it_and_speaks_for_it(town):
    person = town.person("魏来")
    home = person.household
    residents.record_death(person, actor=town.staff)
    home.refresh_from_db()
    assert home.status == "ended"
    deaths.correct_death(person, actor=town.secretary, reason="本人到窗口")
    home.refresh_from_db()
    person.refresh_from_db()
    assert (home.status, person.is_head) == ("present", True)


def test_who_had_moved_away_before_is_away_again(town):
    person = town.person("魏来")
    residents.move_out(person, actor=town.staff)
    residents.record_death(person, actor=town.staff)
    before = counted("communities.residents", town.community)
    deaths.correct_death(person, actor=town.secretary, reason="家属来电", status="moved")
    person.refresh_from_db()
    assert person.status == "moved"
    assert counted("communities.residents", town.community) == before


def test_whom_he_let_act_for_him_acts_again(town):
    elder = town.people["elder"]
    residents.record_death(elder, actor=town.staff)
    deaths.correct_death(elder, actor=town.secretary, reason="本人到窗口")
    assert town.viewer("neighbour").acts_for == {elder.pk}


def test_a_number_registered_again_meanwhile_is_named(town):
    facts = PersonFacts(name="魏来", id_number=id_number(years_ago(50), 6))
    person = residents.register_resident(town.community, facts, actor=town.staff)
    residents.record_death(person, actor=town.staff)
    residents.register_resident(town.community, facts, actor=town.staff)
    with pytest.raises(DomainError, match="再合并"):
        deaths.correct_death(person, actor=town.secretary, reason="本人到窗口")


def test_only_the_secretary_is_offered_the_correction(client, town):
    person = town.person("魏来")
    residents.record_death(person, actor=town.staff)
    url = f"/desk/people/{person.pk}/do/alive/"
    for name, status in (("staff", 404), ("worker", 404), ("secretary", 200)):
        town.enter(client, name)
        assert client.get(url).status_code == status
    assert client.post(url, {"status": "present", "reason": ""}).status_code == 422
    assert client.post(url, {"status": "present", "reason": "本人到窗口"}).status_code == 302
    person.refresh_from_db()
    assert person.status == "present"


def test_an_account_that_stands_for_somebody_else_too_is_not_silenced(town):
    """The daughter's phone stands in her mother's record; the mother dies."""
    mother = town.person("张奶奶", phone="13900000001")
    residents.record_death(mother, actor=town.staff)
    town.resident.refresh_from_db()
    assert town.resident.messages_stopped_at is None


def test_whom_a_dead_person_let_act_for_him_acts_no_more(town):
    elder = town.people["elder"]
    assert town.viewer("neighbour").acts_for == {elder.pk}
    residents.record_death(elder, actor=town.staff)
    assert town.viewer("neighbour").acts_for == frozenset()


def test_no_date_lies_in_the_future(town):
    tomorrow = timezone.localdate() + timedelta(days=1)
    for act in (residents.move_out, residents.record_death):
        with pytest.raises(DomainError) as refusal:
            act(town.people["resident"], actor=town.staff, on=tomorrow)
        assert refusal.value.field == "on"


def test_a_child_that_came_without_a_guardian_gets_one_who_may_then_consent(client, town):
    home, parent = town.households["resident"], town.people["resident"]
    child = town.person("张小满", home, born_on=years_ago(9))
    url = f"/desk/people/{child.pk}/do/guardian/"
    town.enter(client, "staff")
    page = client.get(url)
    assert page.status_code == 200
    assert client.post(url, {"guardian": town.people["neighbour"].pk}).status_code == 422
    assert client.post(url, {"guardian": parent.pk}).status_code == 302
    child.refresh_from_db()
    assert child.guardian == parent
    assert "communities.guardian_named" in [row.verb for row in audit.history(child)]
    assert client.get(f"/desk/people/{parent.pk}/do/guardian/").status_code == 404

    town.enter(client, "resident")
    said = {"subject": str(child.subject), "kind": "child", "given": "1"}
    client.post("/me/data/consent/", said)
    assert ConsentEvent.objects.holds(child.subject, "child")


def test_nobody_unfit_becomes_a_guardian(town):
    child = town.people["child"]
    for unfit in (child, town.people["outsider"]):
        with pytest.raises(DomainError):
            residents.name_guardian(child, unfit, actor=town.staff)
    with pytest.raises(DomainError, match="未满 18"):
        residents.name_guardian(town.people["elder"], town.people["resident"], actor=town.staff)


@pytest.mark.parametrize(("gender", "age"), [("male", 21), ("female", 19), ("unknown", 8)])
def test_nobody_marries_before_the_age_the_law_sets(town, gender, age):
    person = town.person("周游", born_on=years_ago(age), gender=gender)
    with pytest.raises(DomainError) as refusal:
        residents.marry(
            person,
            town.households["neighbour"],
            spouse=town.people["neighbour"],
            actor=town.staff,
        )
    assert refusal.value.code == "too_young"
    assert not kinship.may_marry(person, timezone.localdate())
