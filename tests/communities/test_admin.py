"""The registers of places and people in the admin: rows by reach, masks, actions, history."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from communities.actions import areas, care, housing
from communities.models import Area, AreaName, Building, Household, Resident
from core.models import AuditEvent
from tests.town import id_number, years_ago

ADMINISTRATORS = ["system_admin", "security_admin", "auditor"]
PEOPLE = ["resident", "household", "carelabel"]


def url(model, page="changelist", *args):
    return reverse(f"admin:communities_{model}_{page}", args=args)


def text(answer):
    return answer.content.decode()


@pytest.mark.parametrize("name", ADMINISTRATORS)
@pytest.mark.parametrize("model", PEOPLE)
def test_no_administrator_reads_residents(enter, town, name, model):
    client = enter(name)
    person = town.people["resident"]
    for answer in (
        client.get(url(model)),
        client.get(url(model, "change", person.pk)),
        client.get(url(model, "history", person.pk)),
        client.get(
            "/admin/autocomplete/",
            {"app_label": "communities", "model_name": "carelabel", "field_name": "resident"},
        ),
    ):
        assert answer.status_code in {403, 404}
        assert "张" not in text(answer)


def test_the_list_shows_masks_and_only_the_own_community(enter, town):
    page = text(enter("staff").get(url("resident")))
    assert "张*" in page
    assert "139****0001" in page
    assert "张桂芳" not in page
    assert "13900000001" not in page
    assert "孙*" not in page  # far away
    assert "赵*" not in page  # next door


@pytest.mark.parametrize("page", ["change", "history"])
def test_a_neighbouring_record_is_not_there(enter, town, page):
    stranger = town.people["sibling"].pk
    answer = enter("staff").get(url("resident", page, stranger))
    assert answer.status_code in {302, 404}  # Django leads back to the list, which does not name it
    assert "赵" not in text(answer)


def test_the_form_shows_masks_and_keeps_what_was_not_touched(enter, town):
    person = town.people["resident"]
    client = enter("staff")
    page = client.get(url("resident", "change", person.pk))
    assert "张桂芳" not in text(page)
    form = page.context["adminform"].form
    data = {name: shown(form, name) for name in form.fields}
    data["origin_place"] = "石龙村"
    answer = client.post(url("resident", "change", person.pk), data)
    assert answer.status_code == 302, text(answer)
    after = Resident.objects.get(pk=person.pk)
    assert after.name.open() == "张桂芳"
    assert after.phone.open() == "13900000001"
    assert after.id_number.open() == person.id_number.open()
    assert after.origin_place == "石龙村"


def shown(form, name):
    value = form[name].value()
    return "" if value is None else str(value)


def test_a_rule_of_the_action_is_an_error_of_the_form(enter, town):
    person = town.people["resident"]
    client = enter("staff")
    form = client.get(url("resident", "change", person.pk)).context["adminform"].form
    data = {name: shown(form, name) for name in form.fields}
    answer = client.post(url("resident", "change", person.pk), {**data, "phone": "1380000"})
    assert answer.status_code == 200
    assert "手机号是 11 位" in text(answer)
    assert Resident.objects.get(pk=person.pk).phone.open() == "13900000001"


def test_a_correction_stands_in_the_history_of_the_row(enter, town):
    person = town.people["resident"]
    client = enter("staff")
    form = client.get(url("resident", "change", person.pk)).context["adminform"].form
    data = {name: shown(form, name) for name in form.fields}
    client.post(url("resident", "change", person.pk), {**data, "phone": "13912345678"})
    assert Resident.objects.get(pk=person.pk).phone.open() == "13912345678"
    event = AuditEvent.objects.filter(object_id=str(person.pk)).latest("id")
    assert event.actor == town.staff
    assert "13912345678" not in str(event.details)
    page = text(client.get(url("resident", "history", person.pk)))
    assert "受保护的内容" in page
    assert "13912345678" not in page


def test_a_childs_record_stays_closed_without_an_approval(enter, town):
    child = town.people["child"]
    client = enter("staff")
    page = text(client.get(url("resident")))
    assert "未满 14 岁" in page
    assert client.get(url("resident", "change", child.pk)).status_code == 403
    assert client.get(url("resident", "history", child.pk)).status_code == 404


def test_a_resident_is_registered_through_the_action(enter, town):
    home = town.households["resident"]
    born = years_ago(30)
    client = enter("staff")
    answer = client.post(
        url("resident", "add"),
        {
            "household": home.pk,
            "relation_to_head": "弟",
            "name": "张小军",
            "gender": "unknown",
            "born_on": "",
            "id_number": id_number(born, 7),
            "phone": "",
            "residence_kind": "both_here",
            "origin": "local",
        },
    )
    assert answer.status_code == 302, text(answer)
    person = Resident.objects.latest("id")
    assert (person.born_on, person.gender) == (born, "male")
    assert person.community == town.community


@pytest.mark.parametrize("model", ["resident", "household", "carelabel", "building", "estate"])
def test_nothing_is_deleted_here(enter, town, model):
    rows = apps.get_model("communities", model).objects
    row = rows.filter(community=town.community).first()
    client = enter("secretary")
    assert client.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    client.post(
        url(model), {"action": "delete_selected", "_selected_action": [row.pk], "post": "yes"}
    )
    assert rows.filter(pk=row.pk).exists()


def test_status_is_not_a_field_of_any_form(enter, town):
    client = enter("staff")
    for model, row in (
        ("resident", town.people["resident"]),
        ("household", town.households["resident"]),
    ):
        page = client.get(url(model, "change", row.pk))
        assert "&#x27;present&#x27;" not in page.content.decode()
        form = page.context["adminform"].form
        assert not {"status", "status_on", "is_head", "merged_into"} & set(form.fields)


def test_one_finds_a_person_by_name_sound_phone_and_number(enter, town):
    client = enter("staff")
    person = town.people["resident"]
    for term in ("桂芳", "zhanggui", "zgf", "13900000001", person.id_number.open()):
        page = client.get(url("resident"), {"q": term})
        assert [row.pk for row in page.context["cl"].result_list] == [person.pk], term


def test_a_foreign_row_cannot_be_chosen_by_a_forged_post(enter, town):
    client = enter("staff")
    foreign = Building.objects.get(grid=town.far_grid)
    before = foreign.dwellings.count()
    answer = client.post(url("dwelling", "add"), {"building": foreign.pk, "room": "999"})
    assert answer.status_code == 200
    assert foreign.dwellings.count() == before


def test_a_building_takes_its_people_to_the_new_grid(enter, town):
    building = Building.objects.get(grid=town.grid)
    client = enter("staff")
    answer = client.post(
        url("building", "change", building.pk),
        {"name": building.name, "grid": town.second_grid.pk, "units": 1, "floors": 6},
    )
    assert answer.status_code == 302, text(answer)
    assert Resident.objects.get(pk=town.people["resident"].pk).grid == town.second_grid
    assert not Household.objects.filter(grid=town.grid).exists()


def test_care_labels_are_given_on_evidence_and_taken_back_never_edited(enter, town):
    client = enter("staff")
    label = town.people["elder"].care_labels.get()
    assert "李*" in text(client.get(url("carelabel")))
    page = client.get(url("carelabel", "change", label.pk))
    assert page.status_code == 200
    assert "入户核实" not in text(page)  # evidence is protected
    assert not page.context["adminform"].form.fields
    client.post(url("carelabel"), {"action": "mistaken", "_selected_action": [label.pk]})
    label.refresh_from_db()
    assert label.end_reason == care.Ending.MISTAKE


def test_the_first_page_says_which_labels_run_out(enter, town):
    page = text(enter("staff").get("/admin/"))
    assert "没有要处理的事" in page
    label = town.people["elder"].care_labels.get()
    label.valid_to = timezone.localdate() + timedelta(days=10)
    label.save()
    assert "1 个关爱标签将在 30 天内到期" in text(enter("staff").get("/admin/"))


def test_the_system_administrator_founds_and_renames_places_with_their_history(enter, town):
    client = enter("system_admin")
    answer = client.post(
        url("area", "add"),
        {
            "parent": town.street.pk,
            "level": "community",
            "name": "清溪社区",
            "code": "520204002009",
            "position": 0,
        },
    )
    assert answer.status_code == 302, text(answer)
    area = Area.objects.get(name="清溪社区")
    assert area.profile
    answer = client.post(
        url("area", "change", area.pk),
        {
            "name": "清溪河社区", "code": "520204002009", "name_en": "", "position": 3,
            "names-TOTAL_FORMS": 0, "names-INITIAL_FORMS": 0,
        },
    )  # fmt: skip
    assert answer.status_code == 302, text(answer)
    area.refresh_from_db()
    assert (area.name, area.position) == ("清溪河社区", 3)
    assert AreaName.objects.filter(area=area).count() == 1  # the same day: the first never was
    assert "清溪河社区" in text(client.get(url("area", "history", area.pk)))


@pytest.mark.parametrize(
    ("code", "says"),
    [("520204", "一级"), ("52020400x", "位数字"), ("520204000009", "缺少街道")],
)
def test_a_code_that_does_not_fit_is_refused_with_a_reason(enter, town, code, says):
    data = {"parent": town.street.pk, "level": "community", "name": "某社区", "position": 0}
    answer = enter("system_admin").post(url("area", "add"), {**data, "code": code})
    assert answer.status_code == 200
    assert says in text(answer)


def test_a_secretary_reads_places_and_keeps_the_profile(enter, town):
    client = enter("secretary")
    assert town.far_community.name not in text(client.get(url("area")))
    assert client.get(url("area", "add")).status_code == 403
    profile = town.community.profile
    answer = client.post(
        url("communityprofile", "change", profile.pk),
        {"kind": "relocation", "telephone": "0858-8000000"},
    )
    assert answer.status_code == 302, text(answer)
    assert client.get(url("communityprofile", "change", town.sibling.profile.pk)).status_code == 302
    event = AuditEvent.objects.filter(object_type="communities.communityprofile").latest("id")
    assert event.scope == town.community.pk
    assert event.details["telephone"] == ["", "0858-8000000"]


@pytest.mark.parametrize("model", ["resident", "household", "dwelling", "building", "area"])
def test_a_list_costs_the_same_for_few_and_for_many(enter, town, model):
    client = enter("staff")
    client.get(url(model))
    with CaptureQueriesContext(connection) as few:
        client.get(url(model))
    for number in range(14):
        town.person(f"王{number}")
        grid = areas.create_area("grid", town.community, f"{number}网格", actor=None)
        estate = housing.add_estate(town.community, f"{number}小区", actor=None)
        housing.add_building(estate, "9号楼", grid=grid, actor=None)
    client.get(url(model))  # the map changed: the process reads it anew, once
    with CaptureQueriesContext(connection) as many:
        client.get(url(model))
    assert len(many) == len(few), "\n".join(query["sql"] for query in many.captured_queries)
