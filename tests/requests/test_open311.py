"""GeoReport v2, held to its specification in both formats; public answers are as coarse as the
board."""

import json
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4
from xml.etree import ElementTree

import pytest
from django.test import Client
from django.utils import timezone

from communities.models import Authority
from core import scope
from grids.models import GridBoundary
from requests.actions import tokens, triage, work
from requests.models import MenuCategory, MenuItem, MenuQuestion, ServiceRequest
from requests.models.tokens import Scope
from requests.triage import Verdict
from requests.workflow import Matter, OrderType

BASE = "/open311/v2"
CONTENT = {"xml": "text/xml; charset=utf-8", "json": "application/json; charset=utf-8"}
TEXT, FLAG, WHEN, FLOAT, LIST = "text", "flag", "when", "float", "list"

# The specification: element → (kind, may it be empty). Exactly these, no others, in strict answers.
SERVICE = {
    "service_code": (TEXT, False), "service_name": (TEXT, False), "description": (TEXT, True),
    "metadata": (FLAG, False), "type": (TEXT, False), "keywords": (TEXT, True),
    "group": (TEXT, True),
}  # fmt: skip
ATTRIBUTE = {
    "variable": (FLAG, False), "code": (TEXT, False), "datatype": (TEXT, False),
    "required": (FLAG, False), "datatype_description": (TEXT, True), "order": ("whole", False),
    "description": (TEXT, True),
}  # fmt: skip
REQUEST = {
    "service_request_id": (TEXT, False), "status": (TEXT, False), "status_notes": (TEXT, True),
    "service_name": (TEXT, True), "service_code": (TEXT, False), "description": (TEXT, True),
    "agency_responsible": (TEXT, True), "service_notice": (TEXT, True),
    "requested_datetime": (WHEN, False), "updated_datetime": (WHEN, True),
    "expected_datetime": (WHEN, True), "address": (TEXT, True), "address_id": (TEXT, True),
    "zipcode": (TEXT, True), "lat": (FLOAT, True), "long": (FLOAT, True), "media_url": (TEXT, True),
}  # fmt: skip
POSTED = {
    "service_request_id": (TEXT, False), "service_notice": (TEXT, True), "account_id": (TEXT, True)
}  # fmt: skip
ERROR = {"code": (TEXT, False), "description": (TEXT, False)}
TOKEN = {"service_request_id": (TEXT, False), "token": (TEXT, False)}
DATATYPES = {"string", "number", "datetime", "text", "singlevaluelist", "multivaluelist"}


def read_xml(text: bytes | str) -> Any:
    return ElementTree.fromstring(text)  # noqa: S314  our own answer


def _value(text: str | None, kind: str):
    if text is None or text == "":
        return None
    if kind == FLAG:
        assert text in {"true", "false"}
        return text == "true"
    return {FLOAT: float, "whole": int}.get(kind, str)(text)


def rows(answer, form: str, root: str, child: str, shape: dict) -> list[dict]:
    """The list as the specification has it; anything missing, or too much, fails."""
    assert answer["Content-Type"] == CONTENT[form]
    if form == "json":
        found = json.loads(answer.content)
        assert isinstance(found, list)  # Spark: containers collapse into bare arrays
    else:
        tree = read_xml(answer.content)
        assert tree.tag == root
        assert {one.tag for one in tree} <= {child}
        found = [
            {e.tag: _value(e.text, shape.get(e.tag, (TEXT,))[0]) for e in one if not len(e)}
            for one in tree
        ]
    for one in found:
        _keeps(one, shape)
    return found


def _keeps(one: dict, shape: dict) -> None:
    assert {name for name in one if name != "values"} == set(shape)
    for name, (kind, may_be_empty) in shape.items():
        value = one[name]
        if value is None or value == "":
            assert may_be_empty, name
        elif kind == FLAG:
            assert isinstance(value, bool), name
        elif kind in {FLOAT, "whole"}:
            assert isinstance(value, int | float), name
        else:
            assert isinstance(value, str), name
        if kind == WHEN and value:
            assert datetime.fromisoformat(value).tzinfo is not None, name


def errors(answer, form: str = "json") -> list[str]:
    return [one["code"] for one in rows(answer, form, "errors", "error", ERROR)]


@pytest.fixture
def hazard(town) -> MenuItem:
    category = MenuCategory.objects.create(code="hazards", name="隐患")
    return MenuItem.objects.create(
        code="road-hole", name="路面坑洞", category=category, is_public=True, keywords="坑 路"
    )


@pytest.fixture
def depth(hazard) -> MenuQuestion:
    return MenuQuestion.objects.create(
        item=hazard, kind="choice", label="多深", options="浅\n深", is_required=True
    )


@pytest.fixture
def geo(town):
    """The grid as a square around (106.5, 26.5)."""
    ring = [[106.49, 26.49], [106.51, 26.49], [106.51, 26.51], [106.49, 26.51], [106.49, 26.49]]
    for area in (town.grid, town.community):
        GridBoundary.objects.create(
            community=town.community,
            area=area,
            polygon={"type": "Polygon", "coordinates": [ring]},
            square_metres=1,
            valid_from=timezone.localdate() - timedelta(days=1),
        )


def get(path: str, **values: str):
    answer = Client().get(f"{BASE}/{path}", values)
    scope.declare(scope.EVERYTHING)
    return answer


def post(path: str, **values):
    answer = Client().post(
        f"{BASE}/{path}", {name.replace("__", "."): value for name, value in values.items()}
    )
    scope.declare(scope.EVERYTHING)
    return answer


ORDERS = (Scope.READ, Scope.WRITE, Scope.UPDATE)


def key_of(desk, name: str = "resident", *scopes: str) -> str:
    _row, secret = tokens.issue(
        name="坑洞地图", scopes=scopes or ORDERS, days=30, by=desk.viewer(name)
    )
    return secret


def taken_in(desk, item: MenuItem, **need) -> ServiceRequest:
    row = desk.submit("我家门口101室前面有个大坑，我叫李小满", item=item, **need)
    return triage.classify(
        row, Verdict(OrderType.REGULAR, Matter.MINOR, item=item), by=desk.viewer("secretary")
    )


def ids(answer) -> list[str]:
    return [one["service_request_id"] for one in json.loads(answer.content)]


# --- what is offered ----------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xml", "json"])
def test_discovery_says_everything_it_must(form):
    answer = get(f"discovery.{form}")
    assert answer["Content-Type"] == CONTENT[form]
    if form == "json":
        found = json.loads(answer.content)
        endpoint = found["endpoints"][0]
        assert set(found) == {"changeset", "contact", "key_service", "endpoints"}
        assert endpoint["formats"] == ["text/xml", "application/json"]
    else:
        tree = read_xml(answer.content)
        assert [one.tag for one in tree] == ["changeset", "contact", "key_service", "endpoints"]
        endpoint = {one.tag: one.text for one in tree.find("endpoints/endpoint")}
        assert [one.text for one in tree.iter("format")] == ["text/xml", "application/json"]
    assert set(endpoint) == {"specification", "url", "changeset", "type", "formats"}
    assert endpoint["type"] in {"production", "test"}
    assert endpoint["url"].endswith("/open311/v2")


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xml", "json"])
def test_services_are_the_public_matters_only(hazard, depth, form):
    MenuItem.objects.create(code="bath", name="助浴", category=hazard.category)
    MenuItem.objects.create(
        code="quarrel", name="投诉", category=hazard.category, is_public=True, kind="complaint"
    )
    found = rows(get(f"services.{form}"), form, "services", "service", SERVICE)
    mine = {one["service_code"]: one for one in found}
    assert not {"bath", "quarrel"} & set(mine)
    assert mine["road-hole"]["metadata"] is True
    assert mine["road-hole"]["keywords"] == "坑,路"


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_definition_names_its_questions(hazard, depth, form):
    answer = get(f"services/road-hole.{form}")
    if form == "json":
        found = json.loads(answer.content)
        assert set(found) == {"service_code", "attributes"}
        attributes = found["attributes"]
        values = attributes[0]["values"]
    else:
        tree = read_xml(answer.content)
        assert [one.tag for one in tree] == ["service_code", "attributes"]
        attributes = [
            {e.tag: _value(e.text, ATTRIBUTE.get(e.tag, (TEXT,))[0]) for e in one}
            for one in tree.iter("attribute")
        ]
        values = [{e.tag: e.text for e in one} for one in tree.iter("value")]
    (one,) = attributes
    _keeps(one, ATTRIBUTE)
    assert one["datatype"] in DATATYPES
    assert one["order"] == 1
    assert values == [{"key": "浅", "name": "浅"}, {"key": "深", "name": "深"}]


@pytest.mark.django_db
def test_a_service_without_questions_has_no_definition(hazard):
    assert get("services/road-hole.json").status_code == 404


# --- what is told -------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_public_matter_is_told_without_whoever_brought_it(desk, hazard, geo, form):
    row = taken_in(desk, hazard)
    answer = get(f"requests.{form}")
    (one,) = rows(answer, form, "service_requests", "request", REQUEST)
    assert one["service_request_id"] == str(row.public_id)
    assert one["description"] is None
    assert (round(one["lat"], 2), round(one["long"], 2)) == (26.5, 106.5)
    text = answer.content.decode()
    for secret in ("大坑", "李小满", "101", row.contact_phone.open() or "13800"):
        assert secret not in text
    single = get(f"requests/{row.public_id}.{form}")
    assert rows(single, form, "service_requests", "request", REQUEST) == [one]


@pytest.mark.django_db
def test_what_a_person_released_is_told(desk, hazard):
    row = taken_in(desk, hazard)
    ServiceRequest.objects.filter(pk=row.pk).update(public_text="小区东门路面已围挡")
    (one,) = json.loads(get("requests.json").content)
    assert one["description"] == "小区东门路面已围挡"


@pytest.mark.django_db
@pytest.mark.parametrize("why", ["private", "confidential", "complaint", "not taken in", "far"])
def test_what_is_nobodys_business_is_not_there(desk, hazard, why):
    row = desk.submit(item=hazard) if why == "not taken in" else taken_in(desk, hazard)
    change = {
        "private": {"is_public": False},
        "confidential": {"is_confidential": True},
        "complaint": {"kind": "complaint"},
    }.get(why)
    if change:
        ServiceRequest.objects.filter(pk=row.pk).update(**change)
    where = {"jurisdiction_id": desk.town.sibling.code} if why == "far" else {}
    assert json.loads(get("requests.json", **where).content) == []
    assert get(f"requests/{row.public_id}.json", **where).status_code == 404
    assert get(f"tokens/{row.public_id}.json", **where).status_code == 404
    assert json.loads(get("servicerequestupdates.json", extensions="true", **where).content) == []


@pytest.mark.django_db
def test_its_reporter_reads_his_own_words_and_nobody_elses(desk, hazard):
    row = desk.submit("厨房漏水", item=None)  # no public matter at all
    mine, hers = key_of(desk), key_of(desk, "neighbour")
    path = f"requests/{row.public_id}.json"
    assert json.loads(get(path, api_key=mine).content)[0]["description"] == "厨房漏水"
    for other in ({}, {"api_key": hers}):
        assert get(path, **other).status_code == 404
    assert ids(get("requests.json", api_key=mine)) == []  # lists stay public matters
    only_writes = key_of(desk, "resident", Scope.WRITE)
    assert get(path, api_key=only_writes).status_code == 404


@pytest.mark.django_db
def test_the_window_is_ninety_days_and_the_filters_hold(desk, hazard):
    row = taken_in(desk, hazard)
    old = timezone.now() - timedelta(days=100)
    ServiceRequest.objects.filter(pk=row.pk).update(created_at=old)
    assert ids(get("requests.json")) == []
    around = {
        "start_date": (old - timedelta(days=1)).isoformat(),
        "end_date": (old + timedelta(days=1)).isoformat(),
    }
    assert ids(get("requests.json", **around)) == [str(row.public_id)]
    assert ids(get("requests.json", **around, status="closed")) == []
    assert ids(get("requests.json", **around, service_code="a,road-hole")) == [str(row.public_id)]
    assert ids(get("requests.json", **around, service_code="other")) == []
    # numbers override everything else
    assert ids(get("requests.json", service_request_id=f"{uuid4()},{row.public_id}"))
    too_long = {"start_date": "2026-01-01T00:00:00Z", "end_date": "2026-06-01T00:00:00Z"}
    for wrong in (
        too_long,
        {"start_date": "gestern"},
        {"status": "lost"},
        {"start_date": "2026-02-01T00:00:00Z", "end_date": "2026-01-01T00:00:00Z"},
    ):
        answer = get("requests.json", **wrong)
        assert (answer.status_code, errors(answer)) == (400, ["400"])


@pytest.mark.django_db
def test_no_more_than_a_thousand(desk, hazard, monkeypatch):
    for _ in range(3):
        taken_in(desk, hazard)
    monkeypatch.setattr("requests.open311.asking.MOST", 2)
    whole = ids(get("requests.json"))
    assert len(whole) == 2
    assert len(ids(get("requests.json", page_size="1"))) == 2  # strict: such a word is not known
    one = ids(get("requests.json", extensions="true", page_size="1", page="2"))
    assert one == whole[1:2]
    assert get("requests.json", extensions="true", page_size="9999").status_code == 400


@pytest.mark.django_db
def test_extensions_add_notes_and_a_box(desk, hazard, geo):
    row = taken_in(desk, hazard)
    (one,) = json.loads(get("requests.json", extensions="true").content)
    assert set(one) - set(REQUEST) == {"notes"}
    assert [note["type"] for note in one["notes"]] == ["submit", "classify"]
    tree = read_xml(get("requests.xml", extensions="true").content)
    assert [note.find("type").text for note in tree.iter("note")] == ["submit", "classify"]
    box = {"lat_sw": "26", "long_sw": "106", "lat_ne": "27", "long_ne": "107"}
    away = {**box, "lat_sw": "30", "lat_ne": "31"}
    assert ids(get("requests.json", extensions="true", **box)) == [str(row.public_id)]
    assert ids(get("requests.json", extensions="true", **away)) == []
    assert get("requests.json", extensions="true", lat_sw="26").status_code == 400


@pytest.mark.django_db
def test_what_is_said_between_the_two_is_a_note_for_its_reporter_only(desk, hazard):
    row, key = taken_in(desk, hazard), key_of(desk)
    work.urge(row, by=desk.viewer("resident"))
    for sent, seen in ({}, False), ({"api_key": key}, True):
        (one,) = json.loads(get("requests.json", extensions="true", **sent).content)
        assert ("urge" in [note["type"] for note in one["notes"]]) is seen
        assert one["status_notes"] == (
            row.get_status_display() if seen else "社区受理了，正在找人"
        ), "in words, and to everybody those of the board"
    updates = json.loads(get("servicerequestupdates.json", extensions="true").content)
    assert [one["description"] for one in updates] == ["有人提出来", "社区受理了"]


@pytest.mark.django_db
def test_who_acts_for_others_too_reports_for_himself(desk, hazard, depth, geo):
    """The standard has no word for whom it is."""
    Authority.objects.create(
        community=desk.town.community, user=desk.town.resident, resident=desk.town.people["elder"],
        relation="neighbour", valid_from=timezone.localdate(), valid_to=timezone.localdate(),
        recorded_by=desk.town.staff,
    )  # fmt: skip
    answer = post("requests.json", **HOLE, **{f"attribute[{depth.pk}]": "深"}, api_key=key_of(desk))
    assert answer.status_code == 200, answer.content.decode()
    assert ServiceRequest.objects.get().resident == desk.town.people["resident"]


@pytest.mark.django_db
def test_a_description_is_as_long_as_the_standard_says(desk, hazard, depth, geo):
    sent = HOLE | {f"attribute[{depth.pk}]": "深", "api_key": key_of(desk)}
    long = "坑越来越大。" * 666 + "完了。"
    assert post("requests.json", **sent | {"description": long}).status_code == 200
    assert ServiceRequest.objects.get().body == long
    answer = post("requests.json", **sent | {"description": long + "再说。"})
    assert (answer.status_code, len(errors(answer))) == (400, 1)


@pytest.mark.django_db
def test_updates_both_ways(desk, hazard):
    row, key = taken_in(desk, hazard), key_of(desk)
    assert get("servicerequestupdates.json").status_code == 404
    found = json.loads(get("servicerequestupdates.json", extensions="true").content)
    assert [one["external_status_code"] for one in found] == ["submitted", "classified"]
    assert {one["status"] for one in found} == {"OPEN"}
    sent = {"extensions": "true", "service_request_id": str(row.public_id), "description": "更大了"}
    assert post("servicerequestupdates.json", **sent).status_code == 403
    hers = post("servicerequestupdates.json", **sent, api_key=key_of(desk, "neighbour"))
    assert hers.status_code == 404
    assert post("servicerequestupdates.json", **sent, api_key=key).status_code == 200
    assert row.events.last().step == "reply"
    after = get("servicerequestupdates.xml", extensions="true").content.decode()
    assert "更大了" not in after


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xml", "json"])
def test_unknown_things_are_404_in_the_format_asked_for(form):
    for path in (
        f"requests/{uuid4()}",
        "requests/nothing",
        "services/nothing",
        f"tokens/{uuid4()}",
    ):
        answer = get(f"{path}.{form}")
        assert (answer.status_code, errors(answer, form)) == (404, ["404"])
    answer = get(f"services.{form}", jurisdiction_id="999999")
    assert (answer.status_code, errors(answer, form)) == (404, ["404"])
    assert get(f"services.{form}", jurisdiction_id="").status_code == 200  # empty is absent


# --- what is brought ----------------------------------------------------------------------------

HOLE = {
    "service_code": "road-hole",
    "description": "坑 <b>很</b>大 & 深",
    "lat": "26.5",
    "long": "106.5",
}


@pytest.mark.django_db
@pytest.mark.parametrize("form", ["xml", "json"])
def test_a_report_is_an_order_like_any_other(desk, hazard, depth, geo, form):
    key, answers = key_of(desk), {f"attribute[{depth.pk}]": "深"}
    answer = post(f"requests.{form}", **HOLE, **answers, api_key=key)
    (told,) = rows(answer, form, "service_requests", "request", POSTED)
    row = ServiceRequest.objects.get()
    assert told["service_request_id"] == str(row.public_id)
    assert (row.channel, row.reporter, row.grid) == ("machine", desk.town.resident, desk.town.grid)
    assert row.answers == {str(depth.pk): "深"}
    assert row.keeper_id
    assert row.is_public
    token = rows(
        get(f"tokens/{row.public_id}.{form}", api_key=key),
        form, "service_requests", "request", TOKEN,
    )  # fmt: skip
    assert token[0]["service_request_id"] == str(row.public_id)


@pytest.mark.django_db
def test_what_is_missing_is_said(desk, hazard, depth, geo):
    key, answers = key_of(desk), {f"attribute[{depth.pk}]": "深"}
    whole = HOLE | answers

    def sent(**change) -> tuple[int, int]:
        values = {k: v for k, v in (whole | change).items() if v is not None}
        answer = post("requests.json", **values)
        return answer.status_code, len(errors(answer))

    assert sent() == (403, 1)
    assert sent(api_key="wst_wrong") == (403, 1)
    assert sent(api_key=key_of(desk, "resident", Scope.READ)) == (403, 1)
    assert sent(api_key=key, lat=None) == (400, 1)
    assert sent(api_key=key, lat=None, long=None) == (400, 1)
    assert sent(api_key=key, lat="x") == (400, 1)
    assert sent(api_key=key, service_code=None) == (400, 1)
    assert sent(api_key=key, service_code="bath") == (404, 1)
    assert sent(api_key=key, **{f"attribute[{depth.pk}]": None}) == (400, 1)
    assert sent(api_key=key, **{f"attribute[{depth.pk}]": "天上"}) == (400, 1)
    assert sent(api_key=key, jurisdiction_id="999") == (404, 1)
    assert ServiceRequest.objects.count() == 0


@pytest.mark.django_db
def test_a_system_reports_for_people_in_its_own_community_only(desk, hazard):
    key = key_of(desk, "secretary")
    report = {"service_code": "road-hole", "address_string": "东门外", "api_key": key}
    assert post("requests.json", **report).status_code == 200
    row = ServiceRequest.objects.get()
    assert row.entered_by == desk.town.secretary
    assert "坑洞地图" in row.consent_note
    elsewhere = post("requests.json", **report, jurisdiction_id=desk.town.sibling.code)
    assert elsewhere.status_code in {403, 404}
    assert ServiceRequest.objects.count() == 1


@pytest.mark.django_db
def test_xml_that_is_sent_is_never_read(desk, hazard):
    bomb = (
        '<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        f"<request><api_key>{key_of(desk)}</api_key><description>&x;</description></request>"
    )
    answer = Client().post(f"{BASE}/requests.xml", bomb, content_type="text/xml")
    assert answer.status_code == 403
    assert b"root:" not in answer.content


@pytest.mark.django_db
def test_text_from_people_cannot_break_the_xml(desk, hazard):
    row = taken_in(desk, hazard)
    ServiceRequest.objects.filter(pk=row.pk).update(public_text="</description>\x0b<status>&amp;")
    tree = read_xml(get("requests.xml").content)
    assert tree.find("request/description").text == "</description><status>&amp;"
