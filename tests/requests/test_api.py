"""/api/v1/: a key opens what its account may, once per call, and every refusal has one shape."""

import json
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from core.exceptions import DomainError
from core.models import AuditEvent
from requests.actions import tokens
from requests.models import ApiToken, ApiUse, MenuCategory, MenuItem, MenuQuestion, ServiceRequest
from requests.models.tokens import Scope
from requests.workflow import Status
from tests.programs import Program

ALL = (Scope.READ, Scope.WRITE, Scope.UPDATE)
ORDERS = "/api/v1/orders/"


@pytest.fixture
def program(desk):
    def let_in(name: str, *scopes: str, **more) -> Program:
        _token, secret = tokens.issue(
            name="报修系统", scopes=scopes or ALL, days=30, by=desk.viewer(name), **more
        )
        return Program(secret)

    return let_in


def code_of(answer) -> str:
    error = answer.json()["error"]
    assert set(error) == {"code", "message", "fields", "request_id"}
    assert error["message"]
    return error["code"]


def ordered(program: Program, **more):
    return program.post(ORDERS, {"words": "楼道灯不亮了", **more})


STAFF_ORDER = {
    "words": "替王阿姨报：水管漏水",
    "contact_name": "王阿姨",
    "address": "1号楼1单元101",
    "consent_note": "电话里同意",
}


# --- keys ---------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_key_is_kept_as_a_digest_and_its_issue_is_in_the_audit(desk):
    token, secret = tokens.issue(name="A", scopes=ALL, days=30, by=desk.viewer("resident"))
    assert secret not in json.dumps(list(ApiToken.objects.values()), default=str)
    assert token.hint == secret[:10]
    event = AuditEvent.objects.get(verb="requests.api_token.issue")
    assert secret not in json.dumps(event.details)


@pytest.mark.django_db
def test_only_some_roles_let_programs_in(desk):
    for name in ("worker", "staff", "head", "auditor"):
        with pytest.raises(DomainError):
            tokens.issue(name="A", scopes=ALL, days=30, by=desk.viewer(name))
    with pytest.raises(DomainError):
        tokens.issue(
            name="A",
            scopes=ALL,
            days=30,
            area=desk.town.far_community,
            by=desk.viewer("secretary"),
        )


@pytest.mark.django_db
@pytest.mark.parametrize("spoil", ["expired", "revoked", "inactive", "dismissed", "none", "wrong"])
def test_a_key_that_is_over_opens_nothing(desk, program, spoil):
    one = program("secretary")
    assert one.get(ORDERS).status_code == 200
    token = ApiToken.objects.get()
    if spoil == "expired":
        now = timezone.now()
        ApiToken.objects.update(created_at=now - timezone.timedelta(days=2), expires_at=now)
    elif spoil == "revoked":
        tokens.revoke(token, actor=desk.town.secretary)
    elif spoil == "inactive":
        type(desk.town.secretary).objects.filter(pk=token.user_id).update(is_active=False)
    elif spoil == "dismissed":
        type(token.grant).objects.filter(pk=token.grant_id).update(revoked_at=timezone.now())
    else:
        one.secret = "" if spoil == "none" else one.secret[:-1] + "x"
    answer = one.get(ORDERS)
    assert (answer.status_code, code_of(answer)) == (401, "not_authenticated")


@pytest.mark.django_db
def test_a_session_opens_nothing_here(enter):
    answer = enter("resident").get(ORDERS)
    assert answer.status_code == 401


@pytest.mark.django_db
def test_a_key_does_only_what_it_was_made_for(program):
    reader = program("resident", Scope.READ)
    assert reader.get(ORDERS).status_code == 200
    assert code_of(ordered(reader)) == "not_allowed"
    assert ServiceRequest.objects.count() == 0


@pytest.mark.django_db
def test_who_comes_too_often_waits_and_the_count_is_in_the_database(program, settings):
    settings.API_CALLS_PER_MINUTE = 2
    one = program("resident")
    codes = [one.get(ORDERS).status_code for _ in range(3)]
    # a minute may begin in between
    assert codes == [200, 200, 429] or ApiUse.objects.count() == 2
    if codes[-1] == 429:
        answer = one.get(ORDERS)
        assert code_of(answer) == "throttled"
        assert 0 < int(answer["Retry-After"]) <= 60


# --- orders -------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_an_order_goes_the_way_of_the_page(desk, program):
    answer = ordered(program("resident"))
    assert answer.status_code == 201
    row = ServiceRequest.objects.get()
    assert answer["Location"] == reverse("api:order", args=[row.public_id])
    assert (row.channel, row.reporter) == ("machine", desk.town.resident)
    assert row.resident == desk.town.people["resident"]
    assert row.keeper_id
    assert row.due_at
    assert row.events.get().step == "submit"
    said = answer.json()
    assert said["status"] == "submitted"
    assert said["number"] == row.number
    assert not {"contact_phone", "address", "contact_name", "reporter"} & set(said)


@pytest.mark.django_db
def test_the_same_key_twice_is_one_order(program):
    one, key = program("resident"), uuid4().hex
    first = one.post(ORDERS, {"words": "灯不亮"}, key)
    again = one.post(ORDERS, {"words": "灯不亮"}, key)
    assert first.json() == again.json()
    assert again["Idempotent-Replayed"] == "true"
    other = one.post(ORDERS, {"words": "水管漏"}, key)
    assert (other.status_code, code_of(other)) == (422, "idempotency_key_reused")
    assert ServiceRequest.objects.count() == 1
    assert code_of(one.post(ORDERS, {"words": "灯不亮"}, "!")) == "bad_idempotency_key"


@pytest.mark.django_db
def test_left_out_an_order_is_for_the_keys_own_person_and_a_number_says_for_whom_else(
    desk, program
):
    elder = desk.town.people["elder"]  # the neighbour acts for him
    for sent, whom in ({}, desk.town.people["neighbour"]), ({"resident": elder.pk}, elder):
        answer = program("neighbour").post(
            ORDERS, {"words": f"灯不亮 {whom.pk}"} | sent, key_of_call()
        )
        assert answer.status_code == 201, answer.content.decode()
        assert ServiceRequest.objects.latest("pk").resident == whom
    stranger = {"words": "灯不亮", "resident": desk.town.people["resident"].pk}
    assert program("neighbour").post(ORDERS, stranger, key_of_call()).status_code == 422


def key_of_call() -> str:
    return str(uuid4())


@pytest.mark.django_db
def test_staff_say_how_the_person_agreed(desk, program):
    one = program("secretary")
    forgot = {**STAFF_ORDER, "consent_note": ""}
    del forgot["consent_note"]
    assert one.post(ORDERS, forgot).json()["error"]["fields"].keys() == {"consent_note"}
    assert one.post(ORDERS, STAFF_ORDER).status_code == 201
    assert ServiceRequest.objects.get().entered_by == desk.town.secretary


@pytest.mark.django_db
def test_the_questions_of_an_item_are_asked_here_too(program):
    category = MenuCategory.objects.create(code="fix", name="小修")
    item = MenuItem.objects.create(code="fix-tap", name="修水龙头", category=category)
    question = MenuQuestion.objects.create(
        item=item, kind="choice", label="哪里漏", options="厨房\n厕所", is_required=True
    )
    one, name = program("resident"), f"answers.{question.pk}"
    assert set(ordered(one, item="fix-tap").json()["error"]["fields"]) == {name}
    wrong = ordered(one, item="fix-tap", answers={question.pk: "天上"})
    assert set(wrong.json()["error"]["fields"]) == {name}
    assert ordered(one, item="fix-tap", answers={question.pk: "厨房"}).status_code == 201
    asked = one.get("/api/v1/menu/fix-tap/").json()["questions"]
    assert [(one["id"], one["options"]) for one in asked] == [(question.pk, ["厨房", "厕所"])]
    assert "fix-tap" in [one["code"] for one in one.get("/api/v1/menu/").json()]
    assert code_of(ordered(one, item="no-such-thing")) == "not_found"


@pytest.mark.django_db
def test_strangers_get_404(desk, program):
    row = desk.submit()
    owner, neighbour, clerk = program("resident"), program("neighbour"), program("secretary")
    for path in (reverse("api:order", args=[row.public_id]), f"{ORDERS}{row.public_id}/events/"):
        assert owner.get(path).status_code == 200
        assert code_of(neighbour.get(path)) == "not_found"
        assert code_of(clerk.get(path)) == "not_found"  # he did not enter it: that is the desk's
    for step in ("reply", "urge", "withdraw", "rate"):
        sent = {"note": "在吗", "grade": 5}
        assert neighbour.post(f"{ORDERS}{row.public_id}/{step}/", sent).status_code == 404
    assert owner.get(ORDERS).json()["results"][0]["id"] == str(row.public_id)
    assert neighbour.get(ORDERS).json()["results"] == []


@pytest.mark.django_db
def test_a_key_kept_to_one_community_reaches_no_other(desk, program):
    town = desk.town
    one = program("street_official", area=town.sibling)
    there = {**STAFF_ORDER, "community": town.sibling.code}
    here = {**STAFF_ORDER, "community": town.community.code}
    assert one.post(ORDERS, there).status_code == 201
    assert code_of(one.post(ORDERS, here)) == "not_found"
    wide = program("street_official")
    assert wide.post(ORDERS, here).status_code == 201
    assert [o["community"] for o in one.get(ORDERS).json()["results"]] == [town.sibling.code]


@pytest.mark.django_db
def test_the_steps_of_the_reporter(desk, program):
    row, one = desk.completed(), program("resident")
    path = f"{ORDERS}{row.public_id}/"
    assert one.post(path + "reply/", {"note": "谢谢"}).status_code == 200
    assert code_of(one.post(path + "withdraw/")) == "moved_on"
    assert one.post(path + "withdraw/").status_code == 409
    assert one.post(path + "rate/", {"grade": 9}).json()["error"]["fields"].keys() == {"grade"}
    assert one.post(path + "rate/", {"grade": 5}).json()["status"] == Status.CLOSED
    steps = [event["step"] for event in one.get(path + "events/").json()]
    assert steps[0] == "submit"
    assert steps[-2:] == ["reply", "rate"]


@pytest.mark.django_db
def test_a_list_goes_on_where_it_stopped(desk, program, monkeypatch):
    monkeypatch.setattr("requests.queries.machine.PAGE", 2)
    for n in range(3):
        desk.submit(words=f"第{n}件")
    one = program("resident")
    first = one.get(ORDERS).json()
    rest = one.get(f"{ORDERS}?after={first['next']}").json()
    titles = [row["title"] for row in (*first["results"], *rest["results"])]
    assert titles == ["第2件", "第1件", "第0件"]
    assert rest["next"] is None
    assert one.get(f"{ORDERS}?status=closed").json()["results"] == []


@pytest.mark.django_db
def test_what_is_not_json_and_what_is_not_there(program):
    one = program("resident")
    answer = one.client.post(ORDERS, "{", content_type="application/json", headers=one._head())
    assert (answer.status_code, code_of(answer)) == (400, "parse_error")
    assert code_of(one.client.put(ORDERS, headers=one._head())) == "method_not_allowed"


# --- the page, and the description --------------------------------------------------------------


@pytest.mark.django_db
def test_the_page_shows_a_key_once_and_takes_it_back(enter, town):
    client = enter("resident")
    sent = {"name": "我的小程序", "scopes": ["orders:read"], "days": "30"}
    page = client.post(reverse("requests:tokens"), sent).content.decode()
    token = ApiToken.objects.get()
    secret = page.split("wst_")[1].split("<")[0]
    assert Program(f"wst_{secret}").get(ORDERS).status_code == 200
    assert secret not in client.get(reverse("requests:tokens")).content.decode()
    assert (
        enter("neighbour").post(reverse("requests:token_revoke", args=[token.pk])).status_code
        == 404
    )
    enter("resident").post(reverse("requests:token_revoke", args=[token.pk]))
    assert Program(f"wst_{secret}").get(ORDERS).status_code == 401


@pytest.mark.django_db
def test_roles_that_let_no_program_in_have_no_such_page(enter):
    assert enter("worker").get(reverse("requests:tokens")).status_code == 404


@pytest.mark.django_db
def test_the_desk_keeps_its_keys_under_its_own_roof(enter):
    at_desk = reverse("requests:desk_tokens")
    assert 'class="rail' in enter("secretary").get(at_desk).content.decode()
    assert enter("resident").get(at_desk).status_code == 404


def test_the_committed_description_is_the_one_of_this_code(tmp_path):
    path = tmp_path / "schema.yml"
    call_command("spectacular", file=str(path), validate=True, fail_on_warn=True)
    committed = Path(settings.BASE_DIR, "requests/api/schema.yml")
    assert path.read_text() == committed.read_text(), (
        "bin: manage.py spectacular --file requests/api/schema.yml"
    )


@pytest.mark.django_db
def test_anybody_may_read_the_description(client):
    assert client.get(reverse("api:schema")).content.startswith(b"openapi:")
