"""Every page, for everybody; what the pages show, and what they do when posted to."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts.models import RoleGrant
from core import scope
from grids import geojson, urls
from grids.actions import appointments, boundaries, duty, groups, handovers, reports
from grids.models import GridBoundary, GroupReport, WorkerAppointment
from tests.grids.test_boundaries import NARROWER, WIDER, drawn
from tests.grids.test_geometry import square

__all__ = ["drawn"]
pytestmark = pytest.mark.django_db

PEOPLE = [
    "anonymous", "stranger", "resident", "neighbour", "head", "worker", "second_worker",
    "staff", "secretary", "sibling_staff", "street_official", "district_official",
    "far_staff", "far_official", "system_admin",
]  # fmt: skip
EVERYBODY = set(PEOPLE)
NEAR_DESK = {"staff", "secretary", "street_official", "district_official"}
KEEPERS = {"worker", "staff", "secretary"}

PAGES: dict[str, set[str]] = {
    # who gets 200; anonymous otherwise goes to sign in, all others find nothing
    "contacts": EVERYBODY,
    "board": EVERYBODY,
    "grid_board": EVERYBODY,
    "poster": EVERYBODY,
    "matters": EVERYBODY,
    "grid": NEAR_DESK | {"worker", "head", "resident"},  # the resident leads a group: a role
    "group": NEAR_DESK | {"worker", "head", "resident"},
    "building": KEEPERS,
    "grid_act:appoint": {"secretary"},
    "grid_act:group": KEEPERS,
    "community_act:duty": {"secretary"},
    "appointment_act:contact": {"secretary", "worker"},
    "appointment_act:absence": {"secretary", "worker"},
    "appointment_act:end": {"secretary"},
    "appointment_act:prepare": {"secretary"},
    "group_act:add": KEEPERS,
    "group_act:remove": KEEPERS,
    "group_act:ask": KEEPERS,
    "group_act:report": KEEPERS,
    "group_act:release": KEEPERS,
    "group_act:dissolve": KEEPERS,
    "building_act:head": {"secretary"},
    "boundary": {"staff", "secretary"},
    "import_borders": {"staff", "secretary"},
    "handover": {"staff", "secretary", "worker", "stranger"},
    "group_report": KEEPERS | {"resident"},
    "report_act:handle": KEEPERS,
    "report_act:escalate": KEEPERS,
}
OWN_START = {"matters_desk": {"resident", "head", "worker", "second_worker", "staff", "secretary",
                              "sibling_staff", "street_official", "district_official",
                              "far_staff", "far_official"},
             "reports": {"worker", "second_worker", "staff", "secretary", "sibling_staff",
                         "far_staff", "street_official"},
             "list": NEAR_DESK | {"sibling_staff", "far_staff", "far_official"},
             "mine": {"worker", "second_worker", "head", "resident"}}  # fmt: skip


@pytest.fixture
def place(town, appointment, group, leader):
    """Ids of one thing of each kind, by the name of its page."""
    handover = handovers.prepare_handover(appointment, incoming=town.stranger, actor=town.secretary)
    report = reports.report_from_group(group, kind="other", text="灯坏了", actor=town.resident)
    return {
        "matters": town.community.pk,
        "board": town.community.pk, "grid_board": town.grid.pk, "poster": town.grid.pk,
        "grid": town.grid.pk, "grid_act": town.grid.pk, "boundary": town.grid.pk,
        "group": group.pk, "group_act": group.pk, "group_report": group.pk,
        "building": town.grid.buildings.get().pk,
        "building_act": town.grid.buildings.get().pk,
        "community_act": town.community.pk, "import_borders": town.community.pk,
        "appointment_act": appointment.pk, "handover": handover.pk, "report_act": report.pk,
    }  # fmt: skip


def address(place: dict[str, int], page: str) -> str:
    name, _colon, slug = page.partition(":")
    args = [place[name]] if name in place else []
    return reverse(f"grids:{name}", args=[*args, slug] if slug else args)


@pytest.mark.parametrize("page", PAGES)
def test_who_sees_which_page(town, place, client, page):
    if page == "appointment_act:prepare":  # there is a list already
        WorkerAppointment.objects.get().handover.delete()
    if page == "grid_act:appoint":  # and a worker
        place["grid_act"] = town.second_grid.pk
    seen = {}
    for name in PEOPLE:
        town.enter(client, name)
        seen[name] = client.get(address(place, page)).status_code
    open_to = {name for name, status in seen.items() if status == 200}
    assert open_to == PAGES[page]
    refused = {name: status for name, status in seen.items() if status != 200}
    assert {s for n, s in refused.items() if n not in {"anonymous", "system_admin"}} <= {404}
    assert refused.get("anonymous", 302) == 302


@pytest.mark.parametrize("page", OWN_START)
def test_where_the_work_begins(town, place, client, page):
    open_to = set()
    for name in PEOPLE:
        town.enter(client, name)
        if client.get(reverse(f"grids:{page}")).status_code == 200:
            open_to.add(name)
    assert open_to == OWN_START[page]


def test_every_page_is_in_the_table():
    posts = {
        "matters_index",
        "end_absence",
        "handover_note",
        "handover_sign",
        "handover_take",
        "see_report",
    }
    tabled = {page.partition(":")[0] for page in PAGES} | set(OWN_START)
    assert {pattern.name for pattern in urls.urlpatterns} == tabled | posts


# --- the public board ---
def test_the_board_names_who_agreed_and_a_work_number(town, appointment, client):
    page = client.get(reverse("grids:grid_board", args=[town.grid.pk])).content.decode()
    assert "郑强" in page
    assert "0858-2200101" in page
    assert "13800000003" not in page


def test_without_consent_the_board_keeps_to_the_surname(town, appointment, client):
    appointments.publish_contact(appointment, office_phone="", publishes=False, actor=town.worker)
    page = client.get(reverse("grids:board", args=[town.community.pk])).content.decode()
    assert "郑强" not in page
    assert "郑*" in page


def test_a_vacant_grid_says_so_on_every_page(town, client):
    board = client.get(reverse("grids:grid_board", args=[town.grid.pk])).content.decode()
    assert "暂由社区服务中心负责" in board
    town.enter(client, "secretary")
    assert "无人负责" in client.get(reverse("grids:list")).content.decode()
    duty.set_duty_officer(town.community, town.staff, actor=town.secretary, office_phone="12345")
    assert "值班负责人代管" in client.get(reverse("grids:list")).content.decode()
    board = client.get(reverse("grids:grid_board", args=[town.grid.pk])).content.decode()
    assert "12345" in board
    assert "网格员空缺" in board


def test_the_board_shows_no_resident(town, appointment, group, leader, client):
    pages = [
        client.get(reverse(f"grids:{name}", args=[pk])).content.decode()
        for name, pk in [("board", town.community.pk), ("grid_board", town.grid.pk)]
    ]
    for person in town.people.values():
        assert not any(person.name.open() in page for page in pages)


def test_from_my_building_to_my_grid(town, client):
    house = town.second_grid.buildings.get()
    answer = client.get(reverse("grids:board", args=[town.community.pk]), {"building": house.pk})
    assert answer.url == reverse("grids:grid_board", args=[town.second_grid.pk])


def test_the_poster_carries_the_address_as_a_code(town, appointment, client):
    page = client.get(reverse("grids:poster", args=[town.grid.pk])).content.decode()
    assert "<svg" in page
    assert 'class="qr"' in page
    assert f"http://testserver/contacts/grids/{town.grid.pk}/" in page


# --- the desk ---
def test_the_secretary_appoints_and_lets_go(town, enter):
    client = enter("secretary")
    act = reverse("grids:grid_act", args=[town.grid.pk, "appoint"])
    today = timezone.localdate()
    bad = client.post(act, {"starts_on": today})
    assert bad.status_code == 422
    good = client.post(
        act, {"phone": "13800000016", "starts_on": today, "office_phone": "0858-2200101"}
    )
    assert good.url == reverse("grids:grid", args=[town.grid.pk])
    appointment = WorkerAppointment.objects.get()
    assert appointment.worker == town.stranger
    end = reverse("grids:appointment_act", args=[appointment.pk, "end"])
    refused = client.post(end, {"last_day": today, "reason": "调岗"})
    assert "谁接手" in refused.content.decode()
    client.post(end, {"last_day": today, "reason": "调岗", "colleague": town.staff.pk})
    assert WorkerAppointment.objects.filter(worker=town.staff).exists()


def test_the_worker_reports_his_absence_on_the_phone(town, appointment, enter):
    client = enter("worker")
    today = timezone.localdate()
    answer = client.post(
        reverse("grids:appointment_act", args=[appointment.pk, "absence"]),
        {"first": today, "last": today + timedelta(days=2), "substitute": town.staff.pk},
    )
    assert answer.status_code == 302
    page = client.get(reverse("grids:mine")).content.decode()
    assert "替 郑强" in page
    absence = appointment.absences.get()
    client.post(reverse("grids:end_absence", args=[absence.pk]))
    assert "替 郑强" not in client.get(reverse("grids:mine")).content.decode()


def test_the_worker_sees_doors_and_flags_but_no_number_and_no_reason(town, appointment, enter):
    client = enter("worker")
    house = town.grid.buildings.get()
    page = client.get(reverse("grids:building", args=[house.pk])).content.decode()
    assert "李大山" in page
    assert "老" in page
    assert "独居" not in page
    assert "139****0001" in page
    assert "13900000001" not in page
    only = client.get(reverse("grids:building", args=[house.pk]), {"show": "visits"})
    assert "张桂芳" not in only.content.decode()


def test_a_child_stays_closed(town, enter):
    house = town.grid.buildings.get()
    page = enter("secretary").get(reverse("grids:building", args=[house.pk])).content.decode()
    assert "张小宝" not in page
    assert "未满 14 岁" in page


@pytest.mark.parametrize("count", [1, 15])
def test_the_list_costs_the_same_for_one_grid_and_for_many(
    town, enter, count, django_assert_max_num_queries
):
    from communities.actions import areas

    for n in range(count):
        grid = areas.create_area("grid", town.community, f"第{n + 3}网格", actor=None)
        user = town.account(f"n{n}", f"新{n}", f"1360000{n:04d}")
        appointments.appoint_worker(grid, user, actor=town.secretary)
        groups.form_group(grid, "一", [], actor=town.staff)
    client = enter("secretary")
    client.get(reverse("grids:list"))
    with django_assert_max_num_queries(60) as queries:
        client.get(reverse("grids:list"))
    COSTS.setdefault("list", set()).add(len(queries))
    assert len(COSTS["list"]) == 1


COSTS: dict[str, set[int]] = {}


@pytest.mark.parametrize("page", ["grid", "building"])
def test_pages_cost_the_same_for_one_household_and_for_many(
    town, appointment, group, enter, page, django_assert_max_num_queries
):
    client = enter("secretary")
    pk = town.grid.pk if page == "grid" else town.grid.buildings.get().pk
    url = reverse(f"grids:{page}", args=[pk])
    client.get(url)
    with django_assert_max_num_queries(80) as few:
        client.get(url)
    for n in range(14):
        home = town.person(f"人{n}").household
        groups.form_group(town.grid, f"联{n}", [home], actor=town.staff)
    with django_assert_max_num_queries(len(few)):
        client.get(url)


# --- handover ---
def test_both_walk_through_the_list_and_sign(town, place, client):
    url = reverse("grids:handover", args=[place["handover"]])
    handover = WorkerAppointment.objects.get().handover
    item = handover.items.first()
    town.enter(client, "worker")
    note = reverse("grids:handover_note", args=[handover.pk, item.pk])
    client.post(note, {"note": "周三上午在家"})
    client.post(reverse("grids:handover_sign", args=[handover.pk]))
    town.enter(client, "stranger")  # no role here yet: the list opens, and nothing else
    assert "周三上午在家" in client.get(url).content.decode()
    client.post(reverse("grids:handover_take", args=[handover.pk]))
    handover.refresh_from_db()
    assert handover.is_complete
    assert "两人都签了" in client.get(url).content.decode()


def test_who_has_left_signs_and_reads_his_own_list_and_nothing_else(town, appointment, client):
    """His role is over, his name stands on the list all the same."""
    handover = appointments.end_appointment(
        appointment, actor=town.secretary, reason="调走", successor=town.stranger,
        last_day=timezone.localdate(),
    )  # fmt: skip
    RoleGrant.objects.filter(user=town.worker).update(revoked_at=timezone.now())
    town.enter(client, "worker")
    url = reverse("grids:handover", args=[handover.pk])
    assert client.get(reverse("grids:list")).status_code == 404
    assert url in client.get("/").content.decode()
    assert "签字交出" in client.get(url).content.decode()

    client.post(reverse("grids:handover_sign", args=[handover.pk]))
    handover.refresh_from_db()
    assert handover.outgoing_signed_by == town.worker
    page = client.get(url)
    assert page.status_code == 200
    assert "签字交出" not in page.content.decode()
    item = handover.items.first()
    client.post(reverse("grids:handover_note", args=[handover.pk, item.pk]), {"note": "再补一句"})
    item.refresh_from_db()
    assert item.note == ""
    assert "您交出的" in client.get("/").content.decode()

    town.enter(client, "neighbour")
    assert client.get(url).status_code == 404


def test_staff_sign_for_the_outgoing_with_a_reason(town, place, client):
    town.enter(client, "secretary")
    sign = reverse("grids:handover_sign", args=[place["handover"]])
    client.post(sign)
    handover = WorkerAppointment.objects.get().handover
    assert handover.outgoing_signed_at is None
    client.post(sign, {"proxy_reason": "住院"})
    handover.refresh_from_db()
    assert handover.proxy_reason == "住院"


# --- groups ---
def test_a_leader_reports_and_the_worker_answers(town, place, client, group):
    town.enter(client, "resident")
    form = client.get(reverse("grids:group_report", args=[group.pk]))
    assert form.status_code == 200
    client.post(
        reverse("grids:group_report", args=[group.pk]), {"kind": "safety", "text": "楼道堆电瓶车"}
    )
    report = GroupReport.objects.latest("pk")
    town.enter(client, "worker")
    assert "楼道堆电瓶车" in client.get(reverse("grids:mine")).content.decode()
    client.post(reverse("grids:see_report", args=[report.pk]))
    town.enter(client, "resident")
    assert "已收到" in client.get(reverse("grids:group", args=[group.pk])).content.decode()


def test_a_leader_sees_which_doors_are_his_and_nobody_behind_them(town, place, enter, group):
    page = enter("resident").get(reverse("grids:group", args=[group.pk])).content.decode()
    for membership in group.memberships.select_related("household__dwelling__building"):
        home = membership.household.dwelling
        assert f"{home.building.name} 1-{home.room}" in page
    assert "/desk/households/" not in page


def test_staff_form_a_group_and_ask_a_leader(town, enter):
    client = enter("staff")
    home = town.households["resident"]
    client.post(
        reverse("grids:grid_act", args=[town.grid.pk, "group"]),
        {"name": "第一联", "households": [home.pk]},
    )
    group = town.grid.groups.get()
    ask = reverse("grids:group_act", args=[group.pk, "ask"])
    page = client.get(ask).content.decode()
    assert "张桂芳" in page
    client.post(ask, {"resident": town.people["resident"].pk})
    client.post(reverse("grids:group_act", args=[group.pk, "consent"]), {"how": "当面"})
    group.refresh_from_db()
    assert group.is_led


# --- borders ---
def test_a_border_is_first_shown_and_then_saved(drawn, enter):
    client = enter("secretary")
    url = reverse("grids:boundary", args=[drawn.grid.pk])
    assert "data-border-board" in client.get(url).content.decode()
    points = geojson.write_points(WIDER)
    shown = client.post(url, {"points": points}).content.decode()
    assert "1 栋楼会换网格" in shown
    assert "重叠" in shown
    assert GridBoundary.objects.on().filter(area=drawn.grid).get().square_metres < 10_100
    seen = re.search(r'name="seen" value="(\w+)"', shown)[1]
    refused = client.post(url, {"points": points, "seen": seen, "save": "1"})
    assert refused.status_code == 422
    done = client.post(url, {"points": points, "seen": seen, "save": "1", "accept_overlaps": "on"})
    assert done.url == reverse("grids:grid", args=[drawn.grid.pk])
    assert drawn.grid.buildings.count() == 2


def test_a_border_comes_from_a_file_as_well(drawn, enter):
    file = SimpleUploadedFile(
        "a.geojson", str(geojson.polygon_of(square(0, 0, 90))).replace("'", '"').encode()
    )
    page = enter("staff").post(
        reverse("grids:boundary", args=[drawn.grid.pk]), {"file": file, "points": ""}
    )
    assert "没有楼栋会换网格" in page.content.decode()


@pytest.mark.parametrize(
    ("values", "words"),
    [({"points": ""}, "请填点"), ({"points": "1,2\n3"}, "第 2 行看不懂")],
)
def test_points_that_are_none_come_back_with_words(drawn, enter, values, words):
    answer = enter("staff").post(reverse("grids:boundary", args=[drawn.grid.pk]), values)
    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_a_file_moves_all_borders_at_once_or_none(drawn, enter):
    def upload(*named):
        features = [
            {"type": "Feature", "properties": {"name": name}, "geometry": geojson.polygon_of(ring)}
            for name, ring in named
        ]
        text = str({"type": "FeatureCollection", "features": features}).replace("'", '"')
        return SimpleUploadedFile("all.geojson", text.encode())

    client = enter("secretary")
    url = reverse("grids:import_borders", args=[drawn.community.pk])
    unknown = client.post(url, {"file": upload(("没有这个网格", WIDER))})
    assert "对不上" in unknown.content.decode()
    overlapping = client.post(url, {"file": upload(("第一网格", WIDER))})
    assert overlapping.status_code == 422
    both = upload(("第一网格", WIDER), ("第二网格", NARROWER))
    assert client.post(url, {"file": both}).status_code == 302
    assert drawn.grid.buildings.count() == 2


def test_the_map_has_words_and_a_table(drawn, enter):
    page = enter("secretary").get(reverse("grids:list")).content.decode()
    assert page.count("<polygon") == 3
    assert "看成表格" in page
    assert "第一网格最多，2 户；第二网格最少，1 户" in page


def test_the_board_answers_with_a_scope_that_names_no_community(town, appointment, client):
    """What a guest may read is opened for this page alone; around it nothing is."""
    client.get(reverse("grids:board", args=[town.community.pk]))
    with scope.entered(()):
        assert not WorkerAppointment.objects.exists()


def test_borders_are_not_drawn_by_those_who_only_watch(drawn, enter):
    url = reverse("grids:boundary", args=[drawn.grid.pk])
    for name in ["worker", "street_official", "sibling_staff"]:
        assert enter(name).post(url, {"points": geojson.write_points(WIDER)}).status_code == 404
    boundaries.redraw(drawn.community, {drawn.grid.pk: square(0, 0)}, actor=drawn.staff)
