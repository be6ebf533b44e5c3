"""The pool of supervisors, and sittings that the two and the manager read."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import Message
from organizations.actions import social_workers, supervision
from organizations.actions.social_workers import WorkerFacts
from organizations.models import SocialWorker, Supervision, Supervisor
from organizations.personal_data import erase_person, export_person
from organizations.queries import supervision as queries
from organizations.supervision_workflow import LATE
from tests.organizations.test_pairings import refused
from tests.organizations.test_visibility import managing, seeing
from tests.races import meet_inside, together

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def senior(town) -> SocialWorker:
    """The social worker of the town, stationed by `town.organization`."""
    return SocialWorker.objects.get(user=town.social_worker)


@pytest.fixture
def junior(town) -> SocialWorker:
    """Of the same organisation, with an account of his own."""
    return social_workers.register_social_worker(
        town.community, WorkerFacts("佘社工"), actor=town.secretary,
        organization=town.organization, station="金秋社工站", user=town.stranger,
    )  # fmt: skip


def named(town, worker, **said):
    values = {"topics": ["cases", "elders"], "since": TODAY() - timedelta(days=90)}
    return supervision.name(worker, actor=town.org_manager, **values | said)


def sat(town, worker, **said):
    values = {"held_on": TODAY(), "minutes": 60, "topics": ["ethics", "cases"]}
    values |= {"actor": town.social_worker} | said
    return supervision.note(worker, **values)


# --- the pool -------------------------------------------------------------------------------------
def test_the_pool_takes_valid_certificates_of_the_second_level(town, senior, junior):
    assert refused(named, town, junior) == "level"
    SocialWorker.objects.filter(pk=senior.pk).update(valid_until=TODAY() - timedelta(days=1))
    assert refused(named, town, senior) == "level"
    SocialWorker.objects.filter(pk=senior.pk).update(valid_until=None)
    assert refused(named, town, senior, topics=[]) == "topics"
    assert refused(named, town, senior, topics=["gossip"]) == "topics"
    assert refused(named, town, senior, since=TODAY() + timedelta(days=1)) == "since"
    row = named(town, senior, topics=["elders", "cases"])
    assert (row.topics, str(row.good_at)) == (["cases", "elders"], "个案、老年人")
    assert refused(named, town, senior) == "twice"
    supervision.take_out(senior, actor=town.org_manager)
    assert refused(supervision.take_out, senior, actor=town.org_manager) == "moved_on"
    assert named(town, senior).until is None
    social_workers.leave(senior, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert not Supervisor.objects.standing().exists()
    assert refused(named, town, senior) == "moved_on"


def test_everybody_who_works_with_them_finds_a_supervisor(enter, town, senior):
    named(town, senior)
    found = queries.pool(town.viewer("far_staff"))
    assert [str(row.name) for row in found.rows] == ["华清"]
    assert queries.pool(town.viewer("staff"), "elders").rows == found.rows
    assert queries.pool(town.viewer("staff"), "crisis").rows == []
    page = reverse("organizations:supervisors")
    assert enter("resident").get(page).status_code == 404
    assert "华清" in enter("dispatcher").get(page, {"topic": "cases"}).content.decode()


# --- sittings -------------------------------------------------------------------------------------
def test_a_supervisor_writes_down_what_it_was_about_and_nothing_else(town, senior, junior):
    assert refused(sat, town, junior) == "no_supervisor"
    named(town, senior, since=TODAY() - timedelta(days=3))
    assert refused(sat, town, senior) == "own"
    assert refused(sat, town, junior, held_on=TODAY() + timedelta(days=1)) == "held_on"
    assert refused(sat, town, junior, held_on=TODAY() - timedelta(days=4)) == "held_on"
    assert refused(sat, town, junior, minutes=14) == "minutes"
    assert refused(sat, town, junior, minutes=481) == "minutes"
    assert refused(sat, town, junior, topics=[]) == "topics"
    assert refused(sat, town, junior, topics=["王大妈家的事"]) == "topics"
    row = sat(town, junior)
    assert row.topics == ["cases", "ethics"]
    assert refused(sat, town, junior) == "held_on"
    told = Message.objects.get(code="organizations.supervised")
    assert told.to_user == town.stranger
    left = social_workers.leave(junior, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert refused(sat, town, left, held_on=TODAY() - timedelta(days=1)) == "moved_on"


def test_it_is_written_down_while_it_is_remembered(town, senior, junior):
    named(town, senior, since=TODAY() - timedelta(days=LATE + 30))
    assert refused(sat, town, junior, held_on=TODAY() - timedelta(days=LATE + 1)) == "held_on"
    assert sat(town, junior, held_on=TODAY() - timedelta(days=LATE))


def test_the_two_and_the_manager_read_it_and_nobody_else(enter, town, senior, junior):
    named(town, senior)
    row = sat(town, junior)
    rows = Supervision.objects.all()
    assert seeing(town, rows, row.pk) == {"social_worker", "stranger", "org_manager"}
    assert managing(town, rows, row.pk) == set()
    own = social_workers.register_social_worker(
        town.community, WorkerFacts("乔社工"), actor=town.secretary, station="社工室"
    )
    assert seeing(town, rows, sat(town, own).pk) == {"social_worker", "secretary"}
    page = reverse("organizations:social_worker", args=[junior.pk])
    for name in ("social_worker", "stranger", "org_manager"):
        assert enter(name).get(page).context["sittings"] == [row], name
    for name in ("staff", "secretary", "dispatcher"):
        assert enter(name).get(page).context["sittings"] == [], name
    given = queries.pool(town.viewer("social_worker")).given
    assert {one.worker for one in given} == {junior, own}
    assert queries.pool(town.viewer("staff")).given == []


def labels(client, worker):
    page = client.get(reverse("organizations:social_worker", args=[worker.pk]))
    wanted = {"记督导", "列入督导库", "移出督导库"}
    return [label for one in page.context["buttons"] if (label := str(one["label"])) in wanted]


def test_who_may_do_what_on_the_page(enter, town, senior, junior):
    assert labels(enter("org_manager"), senior) == ["列入督导库"]
    assert labels(enter("org_manager"), junior) == []
    assert labels(enter("dispatcher"), senior) == []
    assert labels(enter("social_worker"), junior) == []
    act = reverse("organizations:social_worker_act", args=[senior.pk, "supervisor"])
    said = {"topics": ["cases"], "since": TODAY(), "idempotency_key": "super-0001"}
    assert enter("org_manager").post(act, said).status_code == 302
    assert labels(enter("org_manager"), senior) == ["移出督导库"]
    assert labels(enter("social_worker"), junior) == ["记督导"]
    assert labels(enter("social_worker"), senior) == []
    assert labels(enter("stranger"), senior) == []
    act = reverse("organizations:social_worker_act", args=[junior.pk, "sitting"])
    said = {
        "held_on": TODAY(), "minutes": 45, "topics": ["crisis"], "idempotency_key": "super-0002",
    }  # fmt: skip
    assert enter("social_worker").post(act, said).status_code == 302
    assert Supervision.objects.get().minutes == 45
    act = reverse("organizations:social_worker_act", args=[senior.pk, "no-supervisor"])
    assert enter("org_manager").post(act, {"idempotency_key": "super-0003"}).status_code == 302
    assert labels(enter("social_worker"), junior) == []


def test_what_is_stored_goes_with_the_person(town, senior, junior):
    named(town, senior)
    sat(town, junior)
    sat(town, junior, held_on=TODAY() - timedelta(days=7))
    given = export_person(town.social_worker.subject)["social_work"][0]["supervising"][0]
    assert (given["good_at"], len(given["sittings"])) == ("个案、老年人", 2)
    had = export_person(town.stranger.subject)["social_work"][0]["supervised"]
    assert [one["minutes"] for one in had] == [60, 60]
    erase_person(town.social_worker.subject)
    row = Supervisor.objects.get()
    assert (row.name.open(), row.until) == ("—", TODAY())
    assert not Supervision.objects.exclude(supervisor_user=None).exists()
    erase_person(town.stranger.subject)
    assert not Supervision.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("ruled", [True, False], ids=["locked", "lock-off"])
def test_two_who_name_him_at_once_find_one_line(town, monkeypatch, ruled):
    with scope.entered(scope.EVERYTHING):
        senior = SocialWorker.objects.get(user=town.social_worker)
    if not ruled:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, supervision, "topics_of")
    outcomes = together(*[lambda: named(town, senior)] * 2)
    assert meeting.happened is not ruled
    assert [each.error.code for each in outcomes if each.error] == ["twice"]
    assert Supervisor.objects.count() == 1
