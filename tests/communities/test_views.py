"""The pages as people meet them: who gets which answer, what the forms do, what stays masked."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communities.actions import bindings, merging
from communities.models import Area, Household, Level, Resident
from communities.urls import urlpatterns
from communities.views.area_acts import AREA_ACTS
from communities.views.household_acts import HOUSEHOLD_ACTS
from communities.views.person_acts import PERSON_ACTS
from tests.town import id_number, years_ago

PEOPLE = ["anonymous", "resident", "outsider", "head", "worker", "second_worker", "staff",
          "secretary", "sibling_staff", "far_staff", "district_official"]  # fmt: skip
NOT_FOUND = (302, *(404,) * 10)
KEEPERS = (302, 404, 404, 404, 200, 404, 200, 200, 404, 404, 404)
OFFICE = (302, 404, 404, 404, 404, 404, 302, 302, 404, 404, 404)
PAGES = {
    # about the elder of the first grid   anon res  out  head work 2nd  staff secr sibl far  dist
    ("get", "register"):                 (302, 404, 404, 404, 200, 200, 200, 200, 200, 200, 404),
    ("get", "new_resident"):             (302, 404, 404, 404, 200, 200, 200, 200, 200, 200, 404),
    ("get", "resident"):                 KEEPERS,
    ("post", "reveal"):                  KEEPERS,
    ("get", "resident_act"):             KEEPERS,
    ("get", "household"):                KEEPERS,
    ("get", "household_act"):            KEEPERS,
    ("post", "end_label"):               OFFICE,
    ("post", "end_binding"):             OFFICE,
    ("post", "end_authority"):           OFFICE,
    ("post", "undo_merge"):              OFFICE,
    # about the first grid
    ("get", "areas"):                    (302, 404, 404, 200, 200, 200, 200, 200, 200, 200, 200),
    ("get", "area"):                     (302, 404, 404, 200, 200, 404, 200, 200, 404, 404, 200),
    ("get", "area_act"):                 (302, 404, 404, 404, 404, 404, 200, 200, 404, 404, 404),
    # one's own side
    ("get", "identity"):                 (302, *(200,) * 10),
    ("post", "leave_identity"):          (302, 302, *(404,) * 9),
    ("post", "end_my_authority"):        NOT_FOUND,
}  # fmt: skip


def address(town, name):
    elder = town.people["elder"]
    label, authority = elder.care_labels.get(), elder.authorities.get()
    arguments = {
        "resident": [elder.pk],
        "reveal": [elder.pk],
        "resident_act": [elder.pk, "move"],
        "household": [elder.household_id],
        "household_act": [elder.household_id, "member"],
        "end_label": [label.pk],
        "end_authority": [authority.pk],
        "end_binding": [town.people["resident"].bindings.get().pk],
        "leave_identity": [town.people["resident"].bindings.get().pk],
        "end_my_authority": [authority.pk],
        "area": [town.grid.pk],
        "area_act": [town.grid.pk, "rename"],
    }
    if name == "undo_merge":
        twin = town.person("李大山")
        record = merging.merge_residents(elder, twin, reason="复核", actor=town.staff)
        arguments[name] = [record.pk]
    return reverse(f"communities:{name}", args=arguments.get(name, []))


def test_every_page_of_the_desk_is_in_the_table():
    ours = {route.name for route in urlpatterns if route.callback.__module__.split(".")[-1] in
            {"people", "areas", "identity"}}  # fmt: skip
    assert ours == {name for _method, name in PAGES}


@pytest.mark.parametrize(("method", "name"), PAGES)
def test_who_gets_which_answer(town, client, method, name):
    url = address(town, name)
    data = {"field": "phone", "purpose": "service"} if method == "post" else {}
    answers = [
        getattr(town.enter(client, person), method)(url, data).status_code for person in PEOPLE
    ]
    assert dict(zip(PEOPLE, answers, strict=True)) == dict(
        zip(PEOPLE, PAGES[method, name], strict=True)
    )


@pytest.mark.parametrize("method", ["get", "put", "delete"])
def test_what_changes_something_is_posted(town, enter, method):
    client = enter("secretary")
    for name in ("end_label", "end_binding", "end_authority", "reveal", "undo_merge"):
        assert getattr(client, method)(address(town, name)).status_code == 405


CLEAR = re.compile(r"1[3-9]\d{9}|\d{17}[\dX]")
SHOWN = ["register", "new_resident", "resident", "household", "areas", "area", "identity"]


@pytest.mark.parametrize("person", ["secretary", "worker", "neighbour"])
def test_no_page_holds_a_clear_phone_or_id_number(town, enter, person):
    client = enter(person)
    pages = [address(town, name) for name in SHOWN]
    for who in ("resident", "elder", "child"):
        pk = town.people[who].pk
        pages.append(reverse("communities:resident", args=[pk]))
        pages += [reverse("communities:resident_act", args=[pk, slug]) for slug in PERSON_ACTS]
    home = town.households["resident"].pk
    pages += [reverse("communities:household_act", args=[home, slug]) for slug in HOUSEHOLD_ACTS]
    for url in pages:
        text = client.get(url).content.decode()
        without_ids = re.sub(r'(?:name|id|value|for)="[^"]*idempotency[^"]*"', "", text)
        assert not CLEAR.search(re.sub(r"[A-Za-z_-]{3,}\d+[\w-]*", "", without_ids)), url


def test_every_act_on_offer_shows_its_form(town, enter):
    client = enter("secretary")
    shown = 0
    for url in re.findall(
        r'href="(/desk/[^"]+/do/[^"]+/)"',
        "".join(
            client.get(address(town, name)).content.decode()
            for name in ("resident", "household", "area")
        ),
    ):
        response = client.get(url)
        assert response.status_code == 200, url
        shown += 1
    assert shown >= len(HOUSEHOLD_ACTS) + 8
    district = town.enter(client, "district_official")
    url = reverse("communities:area_act", args=[town.community.pk, "rename"])
    assert district.get(url).status_code == 200
    assert set(AREA_ACTS) >= {"found", "rename", "buildings", "move", "split", "merge", "close"}


# --- the acts, through their forms --------------------------------------------------------------


def post(client, url, **data):
    response = client.post(url, data)
    if response.status_code != 302:
        errors = response.context["form"].errors if response.context else response.content
        raise AssertionError((response.status_code, errors))
    return response


def act(client, person, slug, **data):
    return post(client, reverse("communities:resident_act", args=[person.pk, slug]), **data)


def home_act(client, home, slug, **data):
    return post(client, reverse("communities:household_act", args=[home.pk, slug]), **data)


@pytest.fixture
def desk(enter):
    return enter("staff")


FACTS = {"gender": "unknown", "residence_kind": "both_here", "origin": "local"}


def test_a_new_household_behind_a_door_that_was_not_in_the_register(town, desk):
    response = post(
        desk, reverse("communities:new_resident"), building=town.grid.buildings.get().pk,
        unit="2", room="801", name="钱多多", phone="13911112222", **FACTS,
    )  # fmt: skip
    person = Resident.objects.get(name="钱多多")
    assert response.url == reverse("communities:resident", args=[person.pk])
    assert (str(person.household.dwelling), person.is_head) == ("第一网格家园1号楼2单元801", True)


def test_the_same_form_sent_twice_makes_one_person(town, desk):
    data = {
        "building": town.grid.buildings.get().pk, "room": "802", "name": "钱一",
        "idempotency_key": "once-and-for-all", **FACTS,
    }  # fmt: skip
    for _time in range(2):
        post(desk, reverse("communities:new_resident"), **data)
    assert Resident.objects.filter(name="钱一").count() == 1


def test_a_mask_that_comes_back_untouched_keeps_what_it_hides(town, desk):
    person = town.people["resident"]
    page = desk.get(reverse("communities:resident_act", args=[person.pk, "correct"]))
    form = page.context["form"]
    data = {name: str(form[name].value() or "") for name in form.fields}
    assert data["phone"] == "139****0001"
    data |= {"reason": "补来源", "origin": "relocated", "origin_place": "双水"}
    act(desk, person, "correct", **{k: v for k, v in data.items() if v != "False"})
    fresh = Resident.objects.get(pk=person.pk)
    assert (fresh.origin, fresh.origin_place) == ("relocated", "双水")
    assert fresh.phone.open() == "13900000001"
    assert fresh.id_number.open() == person.id_number.open()


def test_a_mistake_comes_back_at_its_field_with_what_was_typed(town, desk):
    url = reverse("communities:new_resident")
    response = desk.post(url, {"name": "钱二", "phone": "139", "room": "1", **FACTS})
    assert response.status_code == 422
    data = {"building": town.grid.buildings.get().pk, "room": "803", "name": "钱二"}
    response = desk.post(url, {**data, "phone": "1391111", **FACTS})
    assert response.status_code == 422
    assert "现在是 7 位" in response.content.decode()
    assert "钱二" in response.content.decode()
    assert not Household.objects.filter(dwelling__room="803").exists()


def test_a_person_lives_through_the_desk(town, desk):
    person = town.person("钱生", born_on=years_ago(30))
    today = timezone.localdate().isoformat()
    home = town.households["neighbour"]
    act(desk, person, "move", household=home.number, on=today, relation_to_head="弟弟")
    act(desk, person, "birth", name="钱宝", born_on=today, gender="female")
    act(desk, person, "label", group="hardship", condition="low_income", basis="duty",
        evidence="名单", valid_from=today)  # fmt: skip
    act(desk, person, "bind", phone="13800000016")
    act(desk, person, "authority", phone="13900000001", relation="relative", purpose="orders",
        evidence="当面", valid_to=today)  # fmt: skip
    person.refresh_from_db()
    assert person.household == home
    assert person.wards.get().name.open() == "钱宝"
    assert town.viewer("stranger").resident_ids == {person.pk}
    assert person.pk in town.viewer("resident").acts_for
    act(desk, person, "leave", on=today, destination="外地")
    act(desk, person, "return", household=home.number, on=today, relation_to_head="")
    act(desk, person, "death", on=today)
    assert Resident.objects.get(pk=person.pk).status == "deceased"
    response = desk.get(reverse("communities:resident_act", args=[person.pk, "death"]))
    assert response.status_code == 404  # what cannot follow is not offered


def test_two_records_become_one_and_two_again(town, desk):
    twin = town.person("李大山")
    elder = town.people["elder"]
    act(desk, elder, "merge", absorbed=twin.pk, reason="身份证复核")
    record = elder.absorptions.get()
    assert "拆回两份" in desk.get(address(town, "resident")).content.decode()
    post(desk, reverse("communities:undo_merge", args=[record.pk]))
    assert Resident.objects.get(pk=twin.pk).status == "present"


def test_a_stranger_of_another_name_is_not_among_the_choices(town, desk):
    url = reverse("communities:resident_act", args=[town.people["elder"].pk, "merge"])
    response = desk.post(url, {"absorbed": town.people["neighbour"].pk, "reason": "x"})
    assert response.status_code == 422


def test_a_household_through_the_desk(town, desk):
    home = town.household()
    first = town.person("钱甲", home)
    home_act(desk, home, "member", name="钱乙", relation_to_head="弟弟", born_on="1990-01-01",
             **FACTS)  # fmt: skip
    second = Resident.objects.get(name="钱乙")
    home_act(desk, home, "head", resident=second.pk)
    home_act(desk, home, "correct", is_rented="on", note="")
    home_act(desk, home, "split", leaving=[first.pk], head=first.pk,
             building=town.grid.buildings.get().pk, room="777")  # fmt: skip
    assert Resident.objects.get(pk=first.pk).household.dwelling.room == "777"
    empty = town.household()
    home_act(desk, empty, "close")
    assert Household.objects.get(pk=empty.pk).status == "ended"


def test_places_through_the_desk(town, desk):
    def place_act(area, slug, **data):
        return post(desk, reverse("communities:area_act", args=[area.pk, slug]), **data)

    today = timezone.localdate().isoformat()
    place_act(town.community, "found", name="第三网格")
    third = Area.objects.get(name="第三网格")
    place_act(third, "rename", name="三网格", on=today, source="居委会决议")
    place_act(third, "buildings", buildings=[town.grid.buildings.get().pk])
    place_act(third, "merge", absorbed=town.grid.pk)
    assert not Area.objects.get(pk=town.grid.pk).is_active
    place_act(third, "found", name="东单元")
    micro = Area.objects.get(name="东单元")
    assert micro.level == Level.MICRO_GRID
    place_act(micro, "close")
    place_act(third, "split", name="四网格", buildings=[third.buildings.get().pk])
    assert Area.objects.get(name="四网格").buildings.exists()


def test_one_clear_value_for_a_purpose_and_the_next_page_masks_again(town, desk):
    url = address(town, "resident")
    person = town.people["elder"]
    reveal = reverse("communities:reveal", args=[person.pk])
    data = {"field": "id_number", "purpose": "verify"}
    assert person.id_number.open() in desk.post(reveal, data).content.decode()
    again = desk.get(url).content.decode()
    assert person.id_number.open() not in again
    assert "核对证件" in again  # the look stands in the history
    refused = town.enter(desk, "worker").post(reveal, data)
    assert refused.status_code == 422
    assert person.id_number.open() not in refused.content.decode()


# --- one's own side -----------------------------------------------------------------------------


def test_somebody_proves_himself_and_sees_whom_he_acts_for(town, enter):
    number = id_number(years_ago(55), 7)
    town.person("何方", born_on=years_ago(55), id_number=number)
    client, url = enter("stranger"), reverse("communities:identity")
    wrong = client.post(url, {"name": "何方", "last_six": "000000"})
    assert wrong.status_code == 422
    assert "还可以试 4 次" in wrong.content.decode()
    post(client, url, name="何方", last_six=number[-6:])
    assert "何方" in client.get(url).content.decode()


def test_the_fifth_wrong_try_of_a_day_is_the_last(town, enter):
    client, url = enter("stranger"), reverse("communities:identity")
    for _try in range(5):
        client.post(url, {"name": "何方", "last_six": "000000"})
    answer = client.post(url, {"name": "何方", "last_six": "000000"}).content.decode()
    assert "今天已经试了 5 次" in answer


def test_both_sides_may_end_an_authority(town, enter):
    authority = town.people["elder"].authorities.get()
    url = reverse("communities:end_my_authority", args=[authority.pk])
    assert enter("outsider").post(url).status_code == 404
    assert enter("neighbour").post(url).status_code == 302
    assert not town.people["elder"].authorities.in_force().exists()


def test_who_is_bound_sees_who_acts_for_him_and_may_leave(town, enter):
    person = town.people["elder"]
    bindings.bind_at_the_desk(person, town.stranger, actor=town.staff)
    client = enter("stranger")
    text = client.get(reverse("communities:identity")).content.decode()
    assert "李大山" in text
    assert "王*" in text  # the neighbour, masked
    post(client, reverse("communities:leave_identity", args=[person.bindings.standing().get().pk]))
    assert town.viewer("stranger").resident_ids == frozenset()


@pytest.mark.parametrize("name", ["register", "household", "area"])
def test_a_list_page_costs_the_same_for_one_and_for_fifteen(town, enter, name):
    client, url = enter("staff"), address(town, name)
    client.get(url)  # the visit itself is noted once

    def cost():
        with CaptureQueriesContext(connection) as made:
            client.get(url)
        return len(made)

    one = cost()
    for number in range(14):
        home = town.people["elder"].household if name == "household" else None
        town.person(f"钱{number}", home, born_on=years_ago(20 + number))
    assert cost() == one


def test_the_page_of_a_person_does_not_hide_who_is_signed_in(town, enter):
    """The layout calls the one who is signed in `person`, too."""
    text = enter("staff").get(address(town, "resident")).content.decode()
    assert reverse("account_logout") in text
