"""Asking for a supervisor: matched by who keeps the record, and how it was for the two only."""

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import Message
from organizations.actions import social_workers, supervision, supervision_asks
from organizations.actions.social_workers import WorkerFacts
from organizations.models import SocialWorker, Supervision, SupervisionAsk, Supervisor
from organizations.personal_data import erase_person, export_person
from organizations.queries import supervision_asks as queries
from organizations.queries import waiting
from tests.organizations.test_pairings import refused
from tests.organizations.test_supervision import junior, named, sat, senior
from tests.organizations.test_visibility import managing, seeing
from tests.races import meet_inside, together

__all__ = ["junior", "senior"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def asked(town, worker, **said):
    values = {"topics": ["cases", "crisis"], "times": ["workday"], "actor": town.staff}
    return supervision_asks.ask(worker, **values | said)


def matched(town, worker, supervisor=None):
    return supervision_asks.match(
        asked(town, worker),
        supervisor=supervisor or Supervisor.objects.standing().get(),
        actor=town.staff,
    )


def heard(town, kind):
    rows = Message.objects.filter(code=f"organizations.{kind}")
    return {name for name, user in town.accounts.items() if rows.filter(to_user=user).exists()}


@pytest.fixture
def from_far(town) -> Supervisor:
    """Of another organisation, in a community far away; goes everywhere."""
    user = town.account("far_supervisor", "翟远", "13900008888")
    paper = {"level": "senior", "certificate_number": "F-1"}
    worker = social_workers.register_social_worker(
        town.far_community, WorkerFacts("翟远", **paper), actor=town.far_staff, user=user
    )
    return named(town, worker, topics=["crisis"])


# --- asked ----------------------------------------------------------------------------------------
def test_it_is_asked_by_headings_and_one_at_a_time(town, junior):
    assert refused(asked, town, junior, topics=[]) == "topics"
    assert refused(asked, town, junior, topics=["王大妈家的事"]) == "topics"
    assert refused(asked, town, junior, times=["at night"]) == "times"
    row = asked(town, junior, topics=["crisis", "cases"], times=["day_off", "workday"])
    assert (row.topics, row.times) == (["cases", "crisis"], ["workday", "day_off"])
    assert (row.status, row.community) == ("asked", town.community)
    assert heard(town, "supervision_asked") == {"secretary", "org_manager"}
    assert refused(asked, town, junior) == "twice"
    supervision_asks.withdraw(row, actor=town.stranger)
    assert heard(town, "supervision_withdrawn") == set(), "nobody had been found"
    assert asked(town, junior).status == "asked"
    left = social_workers.leave(junior, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert refused(asked, town, left) == "moved_on"
    assert not SupervisionAsk.objects.open().exists()


def test_an_area_that_is_no_more_is_no_place_to_go(town, senior):
    row = named(town, senior, area=town.street, times=["day_off", "workday"])
    assert (row.area, row.times) == (town.street, ["workday", "day_off"])
    assert refused(supervision.arrange, senior, times=["never"], actor=None) == "times"
    town.sibling.is_active = False
    assert refused(supervision.arrange, senior, area=town.sibling, actor=None) == "area"
    row = supervision.arrange(senior, area=None, times=[], actor=town.social_worker)
    assert (row.area, row.times) == (None, [])
    supervision.take_out(senior, actor=town.org_manager)
    assert refused(supervision.arrange, senior, actor=None) == "moved_on"


# --- matched --------------------------------------------------------------------------------------
def test_only_who_is_good_at_it_and_comes_there_is_found(town, senior, junior, from_far):
    row, his = asked(town, junior), named(town, senior)

    def refusal():
        return refused(supervision_asks.match, row, supervisor=his, actor=town.staff)

    Supervisor.objects.filter(pk=his.pk).update(topics=["elders"])
    assert refusal() == "supervisor"
    Supervisor.objects.filter(pk=his.pk).update(topics=["cases"], area=town.far_district)
    assert refusal() == "supervisor"
    Supervisor.objects.filter(pk=his.pk).update(area=town.district, user=None)
    assert refusal() == "supervisor"
    Supervisor.objects.filter(pk=his.pk).update(user=town.social_worker, until=TODAY())
    assert refusal() == "supervisor"
    Supervisor.objects.filter(pk=his.pk).update(until=None)
    own = asked(town, senior)
    assert refused(supervision_asks.match, own, supervisor=his, actor=town.staff) == "supervisor"
    done = supervision_asks.match(row, supervisor=his, actor=town.staff)
    assert (done.status, done.supervisor, done.supervisor_user) == (
        "matched", his, town.social_worker,
    )  # fmt: skip
    assert heard(town, "supervision_matched") == {"social_worker", "stranger"}
    assert "双方约个时间" in done.what_next
    supervision_asks.withdraw(row, actor=town.staff)
    assert heard(town, "supervision_withdrawn") == {"social_worker"}, "keeps no hour free"
    row.refresh_from_db()
    assert "需要时可以再提" in row.what_next
    assert refused(supervision_asks.match, row, supervisor=from_far, actor=town.staff) == "moved_on"


def test_who_is_good_at_more_of_it_and_has_time_stands_first(town, senior, junior, from_far):
    his, row = named(town, senior, topics=["cases", "crisis"]), asked(town, junior)
    assert queries.candidates(row) == [his, from_far]
    Supervisor.objects.filter(pk=his.pk).update(topics=["cases"])
    Supervisor.objects.filter(pk=from_far.pk).update(times=["workday"])
    assert queries.candidates(row) == [from_far, his]
    Supervisor.objects.filter(pk=from_far.pk).update(area=town.far_street)
    assert queries.candidates(row) == [his]
    Supervisor.objects.filter(pk=his.pk).update(topics=["elders"])
    assert queries.candidates(row) == []
    assert queries.candidates(asked(town, senior)) == []


def test_who_was_found_may_turn_it_down_and_it_waits_again(town, senior, junior):
    named(town, senior)
    row = matched(town, junior)
    assert refused(supervision_asks.turn_down, row, actor=town.staff) == "no_supervisor"
    Message.objects.all().delete()
    row = supervision_asks.turn_down(row, actor=town.social_worker)
    assert (row.status, row.supervisor, row.supervisor_user) == ("asked", None, None)
    assert "secretary" in heard(town, "supervision_asked")
    assert refused(supervision_asks.turn_down, row, actor=town.social_worker) == "moved_on"


def test_who_has_left_the_pool_is_replaced(town, senior, junior, from_far):
    his = named(town, senior)
    row = matched(town, junior, his)
    assert not SupervisionAsk.objects.to_be_matched().exists()
    supervision.take_out(senior, actor=town.org_manager)
    assert SupervisionAsk.objects.to_be_matched().get() == row
    assert queries.get_ask(town.viewer("staff"), row.pk).lost_its_supervisor
    again = supervision_asks.match(row, supervisor=from_far, actor=town.staff)
    assert (again.supervisor, again.lost_its_supervisor) == (from_far, False)


def test_nobody_found_is_said_with_a_reason(town, senior, junior):
    row = asked(town, junior)
    assert refused(supervision_asks.refuse, row, reason=" ", actor=town.staff) == "reason"
    row = supervision_asks.refuse(row, reason="这个月排满了", actor=town.staff)
    assert heard(town, "supervision_refused") == {"stranger"}
    assert refused(supervision_asks.refuse, row, reason="满了", actor=town.staff) == "moved_on"
    assert refused(supervision_asks.withdraw, row, actor=town.staff) == "moved_on"


# --- met ------------------------------------------------------------------------------------------
def test_the_sitting_meets_it_and_each_says_once_how_it_was(town, senior, junior):
    named(town, senior)
    row = matched(town, junior)
    say = supervision_asks.say_how_it_was
    assert refused(say, row, mark="good", actor=town.stranger) == "moved_on"
    sat(town, junior)
    row.refresh_from_db()
    assert (row.status, row.met_on) == ("met", TODAY())
    assert refused(say, row, mark="good", actor=town.staff) == "nobody"
    assert refused(say, row, mark="great", actor=town.stranger) == "mark"
    assert refused(say, row, mark="poor", word=" ", actor=town.stranger) == "word"
    say(row, mark="poor", word="时间太短", actor=town.stranger)
    said = say(row, mark="fair", actor=town.social_worker)
    assert (said.worker_mark, said.worker_word, said.supervisor_mark) == (
        "poor",
        "时间太短",
        "fair",
    )
    for actor in (town.stranger, town.social_worker):
        assert refused(say, row, mark="good", actor=actor) == "twice"


def test_a_sitting_of_another_supervisor_leaves_it_waiting(town, senior, junior, from_far):
    named(town, senior)
    row = matched(town, junior, from_far)
    sat(town, junior)
    row.refresh_from_db()
    assert row.status == "matched"


def test_a_supervisor_from_far_reads_it_and_writes_down_the_sitting(enter, town, junior, from_far):
    row = matched(town, junior, from_far)
    client = enter("far_supervisor")
    page = client.get(reverse("organizations:supervision_ask", args=[row.pk]))
    assert page.status_code == 200
    assert "佘社工" in page.content.decode()
    assert page.context["page"].history
    assert refused(
        supervision_asks.note, row, held_on=TODAY(), minutes=45, topics=["crisis"],
        actor=town.social_worker,
    ) == "no_supervisor"  # fmt: skip
    act = reverse("organizations:supervision_ask_act", args=[row.pk, "sitting"])
    said = {
        "held_on": TODAY(), "minutes": 45, "topics": ["crisis"], "idempotency_key": "ask-00001",
    }  # fmt: skip
    assert client.post(act, said).status_code == 302
    sitting = Supervision.objects.get()
    assert (sitting.worker, sitting.community) == (junior, town.community)
    row.refresh_from_db()
    assert row.status == "met"
    assert refused(
        supervision_asks.note, row, held_on=TODAY(), minutes=45, topics=["crisis"],
        actor=town.far_supervisor,
    ) == "moved_on"  # fmt: skip


# --- who ------------------------------------------------------------------------------------------
def test_who_sees_it_and_who_finds_somebody(town, senior, junior):
    named(town, senior)
    row, rows = matched(town, junior), SupervisionAsk.objects.all()
    keepers = {"staff", "secretary", "org_manager"}
    assert managing(town, rows, row.pk) == keepers
    assert seeing(town, rows, row.pk) == keepers | {"stranger", "social_worker"}


def labels(client, row):
    page = client.get(reverse("organizations:supervision_ask", args=[row.pk]))
    return [str(one["label"]) for one in page.context["buttons"]]


def test_who_may_do_what_on_the_page(enter, town, senior, junior):
    named(town, senior)
    row = asked(town, junior)
    assert labels(enter("staff"), row) == ["匹配督导", "没有合适的", "不用了"]
    assert labels(enter("stranger"), row) == ["不用了"]
    act = reverse("organizations:supervision_ask_act", args=[row.pk, "match"])
    his = Supervisor.objects.get()
    said = {"supervisor": his.pk, "idempotency_key": "ask-00002"}
    assert enter("org_manager").post(act, said).status_code == 302
    assert labels(enter("social_worker"), row) == ["记督导", "这次来不了"]
    supervision.take_out(senior, actor=town.org_manager)
    assert labels(enter("social_worker"), row) == ["这次来不了"]
    assert enter("far_staff").get(act).status_code == 404
    assert enter("resident").get(reverse("organizations:supervision_asks")).status_code == 404
    board = enter("staff").get(reverse("organizations:supervision_asks"))
    assert board.context["board"].rows == [row]
    supervision_asks.withdraw(row, actor=None)
    board = enter("staff").get(reverse("organizations:supervision_asks"))
    assert (board.context["board"].rows, board.context["board"].over) == ([], [row])


def test_he_asks_on_his_own_page_and_changes_where_he_goes(enter, town, senior, junior):
    act = reverse("organizations:social_worker_act", args=[junior.pk, "ask-supervisor"])
    said = {"topics": ["cases"], "times": ["workday"], "idempotency_key": "ask-00003"}
    assert enter("stranger").post(act, said).status_code == 302
    assert SupervisionAsk.objects.get().asked_by == town.stranger
    assert [row.pk for row in waiting.waiting(town.viewer("staff")).asked]
    assert waiting.waiting(town.viewer("far_staff")).asked == []
    act = reverse("organizations:social_worker_act", args=[senior.pk, "arrange"])
    said = {"area": town.street.pk, "times": ["day_off"], "idempotency_key": "ask-00004"}
    assert enter("social_worker").post(act, said).status_code == 404
    named(town, senior)
    assert enter("stranger").post(act, said).status_code == 404
    assert enter("social_worker").post(act, said).status_code == 302
    assert Supervisor.objects.get().area == town.street
    pool = enter("dispatcher").get(reverse("organizations:supervisors")).content.decode()
    assert town.street.name in pool


def test_how_it_was_is_for_the_two_and_the_manager(enter, town, senior, junior):
    named(town, senior)
    row = matched(town, junior)
    sat(town, junior)
    supervision_asks.say_how_it_was(row, mark="poor", word="时间太短", actor=town.stranger)
    page = reverse("organizations:supervision_ask", args=[row.pk])
    for name in ("stranger", "social_worker", "org_manager"):
        assert "时间太短" in enter(name).get(page).content.decode(), name
    for name in ("staff", "secretary"):
        assert "时间太短" not in enter(name).get(page).content.decode(), name
    assert labels(enter("social_worker"), row) == ["说说怎么样"]
    assert labels(enter("stranger"), row) == []


def test_who_gets_an_account_later_is_found_by_it(town, senior, junior):
    paper = {"level": "senior", "certificate_number": "F-2"}
    unlinked = social_workers.register_social_worker(
        town.community, WorkerFacts("祝督导", **paper), actor=town.secretary
    )
    row, wish = named(town, unlinked), asked(town, unlinked)
    social_workers.link_account(unlinked, user=town.volunteer, actor=town.secretary)
    row.refresh_from_db()
    wish.refresh_from_db()
    assert (row.user, wish.user) == (town.volunteer, town.volunteer)


def test_what_is_stored_goes_with_the_person(town, senior, junior):
    named(town, senior, area=town.street, times=["workday"])
    row = matched(town, junior)
    sat(town, junior)
    supervision_asks.say_how_it_was(row, mark="good", word="很受用", actor=town.stranger)
    supervision_asks.say_how_it_was(row, mark="good", word="准备得好", actor=town.social_worker)
    told = export_person(town.stranger.subject)["social_work"][0]["supervision_asked"]
    assert [one["word"] for one in told] == ["很受用"]
    told = export_person(town.social_worker.subject)["social_work"][0]["supervising"][0]
    assert (told["goes_to"], told["said"]) == (town.street.name, ["准备得好"])
    erase_person(town.social_worker.subject)
    row.refresh_from_db()
    assert (row.supervisor_user, row.supervisor_word) == (None, "—")
    assert Supervisor.objects.get().user is None
    erase_person(town.stranger.subject)
    assert not SupervisionAsk.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ruled", [True, False], ids=["locked", "lock-off"])
def test_two_who_ask_for_him_at_once_make_one_wish(town, monkeypatch, ruled):
    with scope.entered(scope.EVERYTHING):
        worker = SocialWorker.objects.get(user=town.social_worker)
    if not ruled:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, supervision, "topics_of")
    outcomes = together(*[lambda: asked(town, worker)] * 2)
    assert meeting.happened is not ruled
    assert [each.error.code for each in outcomes if each.error] == ["twice"]
    assert SupervisionAsk.objects.count() == 1
