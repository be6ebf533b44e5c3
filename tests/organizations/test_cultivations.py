"""The way of an organisation: idea, team, filed, registered; its papers; who takes which step."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import AuditEvent, Message
from organizations.actions import cultivations, organizations
from organizations.cultivation_workflow import STEPS, Paper, Stage, papers_for, steps_ahead
from organizations.models import Cultivation, Organization
from organizations.queries import cultivations as queries
from tests.organizations.conftest import facts
from tests.organizations.test_pairings import refused
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
CODE = "51520281MJY123456Q"


def begin(town, name="邻里缝补队", **said):
    values = {"kind": "mutual_aid", "purpose": "给老人缝补衣服", "actor": town.staff}
    return cultivations.start(said.pop("community", town.community), name=name, **values | said)


@pytest.fixture
def idea(town) -> Cultivation:
    return begin(town)


def see(town, one, *papers):
    papers = papers or cultivations.missing(one)
    return cultivations.see_papers(one, papers=papers, seen_on=TODAY(), actor=town.staff)


def gathered(one, step):
    """All papers of that step, in one stroke."""
    for paper in papers_for(step, one.is_introduced):
        one.papers.get_or_create(kind=paper)


def at(town, stage, name="邻里缝补队", **said):
    """Somewhere on the way, by the way."""
    one = begin(town, name, **said)
    if stage == Stage.IDEA:
        return one
    if stage == Stage.STOPPED:
        return cultivations.stop(one, reason="没人牵头", actor=town.staff)
    see(town, one)
    one = cultivations.form(one, actor=town.staff)
    if stage == Stage.TEAM:
        return one
    see(town, one)
    one = cultivations.hand_in(one, actor=town.staff)
    if stage == Stage.HANDED_IN:
        return one
    one = file(town, one)
    if stage == Stage.FILED:
        return one
    see(town, one)
    return register(town, one)


def file(town, one, **said):
    values = {
        "filing_number": "双社备 9 号", "filing_authority": "山水街道办事处",
        "filed_until": TODAY() + timedelta(days=700), "actor": town.street_official,
    }  # fmt: skip
    return cultivations.file(one, **values | said)


def register(town, one, **said):
    values = {"kind": "society", "name": "邻里缝补协会", "uscc": code(), "actor": town.staff}
    return cultivations.register(one, **values | said)


def code():
    from core.identifiers import uscc_check_character

    body = CODE[:-1]
    return body + uscc_check_character(body + "0")


def told(kind):
    rows = Message.objects.filter(code=f"organizations.cultivation_{kind}")
    return set(rows.values_list("to_user", flat=True))


# --- the beginning --------------------------------------------------------------------------------
def test_a_beginning_says_what_it_wants_and_no_numbers(town):
    assert refused(begin, town, community=town.street) == "community"
    assert refused(begin, town, kind="foundation") == "kind"
    assert refused(begin, town, source="fallen") == "source"
    assert refused(begin, town, name=" ") == "name"
    assert refused(begin, town, purpose=" ") == "purpose"
    assert refused(begin, town, purpose="找 13900001111") == "purpose"
    assert refused(begin, town, hub=town.organization) == "hub"


def test_one_of_a_name_grows_at_a_time(town, idea):
    assert refused(begin, town) == "name"
    assert begin(town, community=town.sibling).pk
    cultivations.stop(idea, reason="没人牵头", actor=town.staff)
    assert begin(town).stage == Stage.IDEA


def test_a_hub_of_the_register_leads_it(town):
    Organization.objects.filter(pk=town.organization.pk).update(is_hub=True)
    assert begin(town, hub=Organization.objects.get(pk=town.organization.pk)).hub_id
    organizations.suspend(town.organization, reason="换届", actor=town.staff)
    hub = Organization.objects.get(pk=town.organization.pk)
    assert refused(begin, town, "合唱队", hub=hub) == "hub"


# --- papers ---------------------------------------------------------------------------------------
def test_only_papers_that_are_missing_are_seen_and_not_in_the_future(town, idea):
    seen = lambda *kinds, day=TODAY(): cultivations.see_papers(  # noqa: E731, B008
        idea, papers=kinds, seen_on=day, actor=town.staff
    )
    assert refused(seen) == "papers"
    assert refused(seen, Paper.CHARTER) == "papers"
    assert refused(seen, Paper.PURPOSE, day=TODAY() + timedelta(days=1)) == "seen_on"
    assert [row.kind for row in seen(Paper.PURPOSE)] == [Paper.PURPOSE]
    assert refused(seen, Paper.PURPOSE) == "papers"
    assert cultivations.missing(idea) == [Paper.FOUNDERS]


def test_no_step_without_its_papers(town, idea):
    assert refused(cultivations.form, idea, actor=town.staff) == "papers"
    see(town, idea)
    team = cultivations.form(idea, actor=town.staff)
    assert refused(cultivations.hand_in, team, actor=town.staff) == "papers"
    filed = at(town, Stage.FILED, name="合唱队")
    assert refused(register, town, filed) == "papers"


def test_who_is_introduced_shows_what_he_is_elsewhere(town):
    one = begin(town, source="introduced")
    see(town, one, Paper.PURPOSE, Paper.FOUNDERS)
    assert cultivations.missing(one) == [Paper.ORIGIN]
    see(town, one)
    assert cultivations.form(one, actor=town.staff).organization.source == "introduced"


# --- step by step ---------------------------------------------------------------------------------
@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_every_step_is_taken_as_the_table_says(town, stage, step):
    one = at(town, stage)
    gathered(one, step)
    move = {
        "form": lambda: cultivations.form(one, actor=town.staff),
        "hand_in": lambda: cultivations.hand_in(one, actor=town.staff),
        "send_back": lambda: cultivations.send_back(one, reason="缺", actor=town.street_official),
        "file": lambda: file(town, one),
        "register": lambda: register(town, one),
        "stop": lambda: cultivations.stop(one, reason="散了", actor=town.staff),
    }[step.name]
    if stage in step.sources:
        assert move().stage == step.target
    else:
        assert refused(move) == "moved_on"


def test_the_register_says_the_same_at_every_step(town):
    one = at(town, Stage.TEAM)
    unit = one.organization
    assert (unit.registration, unit.status, unit.area) == ("managed", "active", town.community)
    see(town, one)
    one = file(town, cultivations.hand_in(one, actor=town.staff))
    unit.refresh_from_db()
    assert (unit.registration, unit.filing_number) == ("filed", "双社备 9 号")
    see(town, one)
    register(town, one)
    unit.refresh_from_db()
    assert (unit.registration, unit.kind, unit.name) == ("registered", "society", "邻里缝补协会")
    verbs = AuditEvent.objects.filter(verb__startswith="organizations.cultivation_")
    assert [verb.rpartition("_")[2] for verb in verbs.order_by("pk").values_list("verb", flat=True)]


def test_the_street_files_and_not_who_handed_it_in(town):
    one = at(town, Stage.HANDED_IN)
    assert told("handed_in") == {town.street_official.pk}
    assert refused(file, town, one, actor=town.staff) == "oneself"
    assert refused(file, town, one, filed_until=TODAY()) == "filed_until"
    assert refused(file, town, one, filing_number=" ") == "filing_number"
    assert file(town, one).stage == Stage.FILED
    assert told("filed") == {town.staff.pk}


def test_it_is_sent_back_with_a_word_and_those_papers_are_shown_anew(town):
    one = at(town, Stage.HANDED_IN)
    send = lambda **said: cultivations.send_back(one, actor=town.street_official, **said)  # noqa: E731
    assert refused(send, reason=" ") == "reason"
    assert refused(send, reason="找 13900001111") == "reason"
    back = send(reason="成员名单缺三个人的签名", papers=[Paper.MEMBERS, Paper.PURPOSE])
    assert back.was_sent_back
    assert told("sent_back") == {town.staff.pk}
    assert refused(cultivations.hand_in, back, actor=town.staff) == "papers"
    see(town, back, Paper.MEMBERS)
    again = cultivations.hand_in(back, actor=town.staff)
    assert (again.stage, again.reason) == (Stage.HANDED_IN, "")


def test_while_it_grows_no_correction_goes_round_the_street(town):
    one = at(town, Stage.HANDED_IN)
    told = {
        "registration": "filed", "filing_number": "城街备〔2026〕99号",
        "filing_authority": "城东街道", "filed_until": TODAY() + timedelta(days=365),
    }  # fmt: skip
    unit = one.organization
    assert refused(organizations.correct, unit, actor=town.staff, **told) == "registration"
    organizations.correct(unit, telephone="0600-55501234", actor=town.staff)
    assert Organization.objects.get(pk=one.organization_id).registration != "filed"


def test_it_is_registered_as_a_legal_person_with_a_code_that_passes(town):
    one = at(town, Stage.FILED)
    see(town, one)
    assert refused(register, town, one, kind="mutual_aid") == "kind"
    assert refused(register, town, one, uscc="1") == "uscc"
    assert register(town, one).stage == Stage.REGISTERED


def test_what_stops_leaves_the_register_with_it(town):
    team = at(town, Stage.TEAM)
    assert refused(cultivations.stop, team, reason=" ", actor=town.staff) == "reason"
    stopped = cultivations.stop(team, reason="牵头的人搬走了", actor=town.staff)
    stopped.organization.refresh_from_db()
    assert (stopped.organization.status, stopped.organization.reason) == (
        "closed", "牵头的人搬走了",
    )  # fmt: skip
    other = at(town, Stage.TEAM)
    organizations.close(other.organization, reason="合并了", actor=town.staff)
    assert cultivations.stop(other, reason="合并了", actor=town.staff).stage == Stage.STOPPED


# --- pages ----------------------------------------------------------------------------------------
def labels(client, one):
    answer = client.get(reverse("organizations:cultivation", args=[one.pk]))
    if answer.status_code == 404:
        return None
    given = {"登记支持", "划掉一笔支持"}
    return [text for act in answer.context["buttons"] if (text := str(act["label"])) not in given]


def test_each_sees_the_steps_that_are_his(enter, town):
    one = at(town, Stage.HANDED_IN)
    assert labels(enter("staff"), one) == []
    assert labels(enter("street_official"), one) == ["准予备案", "退回补材料"]
    assert labels(enter("worker"), one) == []
    for name in ("far_staff", "sibling_staff", "org_manager", "resident"):
        assert labels(enter(name), one) is None, name
    idea = begin(town, "读书会")
    assert labels(enter("staff"), idea) == ["登记看过的材料", "不办了"]
    see(town, idea)
    assert labels(enter("staff"), idea) == ["成立队伍", "不办了"]
    assert labels(enter("street_official"), idea) == []


def test_the_manager_of_the_hub_hands_in_what_it_leads(enter, town):
    Organization.objects.filter(pk=town.organization.pk).update(is_hub=True)
    one = at(town, Stage.TEAM, hub=Organization.objects.get(pk=town.organization.pk))
    assert labels(enter("org_manager"), one) == []
    see(town, one)
    assert labels(enter("org_manager"), one) == ["递交街道备案"]


def test_the_board_stands_in_the_order_of_who_waits(town):
    rows = [at(town, stage, name=f"队{n}") for n, stage in enumerate(
        [Stage.IDEA, Stage.TEAM, Stage.HANDED_IN, Stage.STOPPED]
    )]  # fmt: skip
    staff = town.viewer("staff")

    def found(**said):
        return queries.board(staff, queries.Filters(**said)).rows

    assert found() == [rows[2], rows[1], rows[0]]
    assert found(stage="stopped") == [rows[3]]
    assert found(q="队1") == [rows[1]]
    assert queries.board(staff, queries.Filters()).counts["team"] == 1
    assert steps_ahead(Stage.STOPPED) == ()
    assert found(q="没有") == []


def test_the_desk_writes_an_idea_down_and_who_only_reads_does_not(enter, town):
    said = {
        "community": town.community.pk, "name": "晨练队", "kind": "culture_sport",
        "purpose": "每天早上一起打拳", "source": "home_grown", "idempotency_key": "grow-0001",
    }  # fmt: skip
    url = reverse("organizations:new_cultivation")
    assert enter("org_manager").get(url).status_code == 404
    staff = enter("staff")
    assert staff.post(url, said).status_code == 302
    again = said | {"idempotency_key": "grow-0002"}
    assert staff.post(url, again).status_code == 422
    assert "晨练队" in staff.get(reverse("organizations:cultivations")).content.decode()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_of_two_who_decide_at_once_one_decides(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        one = at(town, Stage.HANDED_IN)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, cultivations, "_move")
    outcomes = together(
        lambda: file(town, one),
        lambda: cultivations.send_back(one, reason="缺", actor=town.street_official),
    )
    refusals = [each.error.code for each in outcomes if each.error]
    assert refusals == (["moved_on"] if locked else [])
    assert meeting.happened is not locked
    assert facts("x").registration == "managed"
