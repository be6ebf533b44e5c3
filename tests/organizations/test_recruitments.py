"""Recruiting social workers: announced, answered by themselves, chosen once, everybody answered."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, models, transaction
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.exports.registry import by_kind
from core.models import Message
from organizations.actions import organizations, recruitments, social_workers
from organizations.actions.recruitments import Wanted
from organizations.models import Organization, Recruitment, RecruitmentReply, SocialWorker
from organizations.panels import todo
from organizations.personal_data import erase_person, export_person
from organizations.queries import recruitments as queries
from organizations.recruitment_workflow import STEPS, RecruitmentStatus, ReplyStatus
from organizations.search import search
from tests.days import day
from tests.organizations.test_checkin_tables import lines
from tests.organizations.test_courses import own_worker, worker
from tests.organizations.test_pairings import refused
from tests.organizations.test_visibility import managing, seeing
from tests.races import meet_inside, together

__all__ = ["worker"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate
RISK = "入户要两个人一起去"


def announced(town, where=None, **more) -> Recruitment:
    until = TODAY() + timedelta(days=9)
    values = {"title": "驻站社工", "need": "照看四点半", "quota": 1, "apply_until": until}
    return recruitments.announce(
        where or town.organization, Wanted(**values | more), actor=town.org_manager
    )


def reply(found, one, **said) -> RecruitmentReply:
    return recruitments.reply(found, worker=one, actor=said.pop("actor", one.user), **said)


def over(found) -> Recruitment:
    """Its last day was yesterday."""
    yesterday = TODAY() - timedelta(days=1)
    Recruitment.objects.filter(pk=found.pk).update(apply_until=yesterday)
    return Recruitment.objects.get(pk=found.pk)


def choose(town, found, *rows, actor=None) -> Recruitment:
    pks = [row.pk for row in rows]
    return recruitments.choose(found, chosen=pks, actor=actor or town.org_manager)


# --- announced ------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("field", "more"),
    [
        ("title", {"title": " "}),
        ("title", {"title": "找 13900001111"}),
        ("need", {"need": " "}),
        ("need", {"need": "打 13900001111"}),
        ("requirement", {"requirement": "打 13900001111"}),
        ("risk_notice", {"risk_notice": "打 13900001111"}),
        ("level", {"level": "doctor"}),
        ("quota", {"quota": 0}),
        ("quota", {"quota": 51}),
        ("apply_until", {"apply_until": date(2020, 1, 1)}),
        ("starts_on", {"starts_on": day(9)}),
    ],
)
def test_it_says_what_for_whom_how_many_and_until_when(town, field, more):
    assert refused(announced, town, **more) == field


def test_by_an_organisation_that_stands_or_by_the_place(town):
    own = announced(town, town.community)
    assert (own.holder, own.area, own.sought_by) == (None, town.community, town.community.title)
    assert announced(town).sought_by == town.organization.title
    organizations.suspend(town.organization, reason="换届", actor=town.staff)
    unit = Organization.objects.select_related("area").get(pk=town.organization.pk)
    assert refused(announced, town, unit) == "where"


def test_the_database_holds_it_too(town):
    rows = Recruitment.objects.filter(pk=announced(town).pk)
    for said, name in (
        ({"quota": 0}, "of_somebody"),
        ({"level": "doctor"}, "level_known"),
        ({"status": "lost"}, "status_known"),
        ({"status": "cancelled"}, "given_up_for_a_reason"),
        ({"starts_on": TODAY()}, "starts_after_the_choice"),
    ):
        with pytest.raises(IntegrityError, match=name), transaction.atomic():
            rows.update(**said)


# --- answered -------------------------------------------------------------------------------------
def test_one_answers_for_himself_once_and_may_take_it_back(town, worker):
    found = announced(town)
    first = reply(found, worker, words="做过")
    assert (first.name.open(), first.unit, first.words) == ("华清", town.organization.name, "做过")
    assert refused(reply, found, worker) == "worker"
    recruitments.withdraw(found, reply=first, actor=town.social_worker)
    assert refused(recruitments.withdraw, found, reply=first, actor=None) == "reply"
    assert Recruitment.objects.get().asked == 0
    assert reply(found, worker).status == ReplyStatus.ASKED
    assert Recruitment.objects.get().asked == 1


def test_who_has_an_account_is_put_down_by_nobody_else(town, worker):
    found = announced(town)
    assert refused(reply, found, worker, actor=town.staff) == "worker"
    assert worker not in queries.to_reply(town.viewer("staff"), found)
    assert worker in queries.to_reply(town.viewer("social_worker"), found)
    own = own_worker(town)
    assert own in queries.to_reply(town.viewer("staff"), found)
    assert reply(found, own, actor=town.staff).user is None


def test_until_the_day_by_who_works_and_knows_the_risk(town, worker):
    found = announced(town, risk_notice=RISK)
    assert refused(reply, found, worker) == "told"
    reply(found, worker, told=True)
    late = own_worker(town)
    assert refused(reply, over(found), late, told=True) == "over"
    again = announced(town)
    assert refused(reply, again, worker, words="打 13900001111") == "words"
    left = social_workers.leave(worker, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert refused(reply, again, left) == "worker"


def test_who_leaves_waits_for_nothing(town, worker):
    found = announced(town)
    reply(found, worker)
    social_workers.leave(worker, reason="合同到期", last_day=TODAY(), actor=town.staff)
    assert Recruitment.objects.get().asked == 0
    assert RecruitmentReply.objects.get().status == ReplyStatus.WITHDRAWN


def test_a_certificate_that_holds_of_this_level_or_above(town, worker):
    rows = SocialWorker.objects.filter(pk=worker.pk)
    found = announced(town, level="intermediate")
    for level, until, fits in (
        ("none", None, False),
        ("assistant", None, False),
        ("senior", TODAY() - timedelta(days=1), False),
        ("senior", TODAY(), True),
    ):
        rows.update(level=level, valid_until=until)
        one = rows.select_related("user", "organization", "community").get()
        if fits:
            assert reply(found, one).status == ReplyStatus.ASKED
        else:
            assert refused(reply, found, one) == "worker", level


def test_a_place_takes_its_own(town):
    found = announced(town, town.community)
    far = own_worker(town, "远社工", town.far_community)
    assert refused(reply, found, far, actor=town.far_staff) == "worker"
    assert far not in queries.to_reply(town.viewer("far_staff"), found)
    assert reply(found, own_worker(town), actor=town.staff)
    assert reply(announced(town), far, actor=town.far_staff)


# --- chosen ---------------------------------------------------------------------------------------
def test_after_the_day_as_many_as_wanted_and_everybody_hears(town, worker):
    found = announced(town)
    first, second = reply(found, worker), reply(found, own_worker(town), actor=town.staff)
    assert refused(choose, town, found, first) == "early"
    found = over(found)
    assert refused(choose, town, found) == "chosen"
    assert refused(choose, town, found, first, second) == "chosen"
    assert refused(recruitments.choose, found, chosen=[first.pk + 99], actor=None) == "chosen"
    assert refused(choose, town, found, second, actor=town.social_worker) == "chosen"
    assert choose(town, found, second).status == RecruitmentStatus.DECIDED
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.status, second.status) == (ReplyStatus.DECLINED, ReplyStatus.CHOSEN)
    assert first.answered_by == second.answered_by == town.org_manager
    told = Message.objects.filter(code__startswith="organizations.recruitment")
    assert [(one.code, one.to_user) for one in told] == [
        ("organizations.recruitment_declined", town.social_worker)
    ]


def test_who_is_chosen_hears_it(town, worker):
    found = announced(town)
    row = reply(found, worker)
    choose(town, over(found), row)
    message = Message.objects.get(code="organizations.recruitment_chosen")
    assert message.to_user == town.social_worker
    with pytest.raises(IntegrityError, match="chosen_by_another"), transaction.atomic():
        RecruitmentReply.objects.filter(pk=row.pk).update(answered_by=town.social_worker)
    with pytest.raises(IntegrityError, match="chosen_by_another"), transaction.atomic():
        RecruitmentReply.objects.filter(pk=row.pk).update(answered_at=None)


def test_given_up_with_a_reason_that_they_hear(town, worker):
    found = announced(town)
    reply(found, worker)
    assert refused(recruitments.cancel, found, reason=" ", actor=town.org_manager) == "reason"
    assert refused(recruitments.cancel, found, reason="13900001111", actor=None) == "reason"
    recruitments.cancel(found, reason="不缺人了", actor=town.org_manager)
    assert Message.objects.filter(code="organizations.recruitment_cancelled").count() == 1


@pytest.mark.parametrize("status", RecruitmentStatus)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: step.name)
def test_it_moves_as_the_table_says(town, worker, status, step):
    found = announced(town)
    row = reply(found, worker)
    found = over(found)
    if status == RecruitmentStatus.DECIDED:
        found = choose(town, found, row)
    if status == RecruitmentStatus.CANCELLED:
        found = recruitments.cancel(found, reason="不缺人了", actor=None)
    move = {
        "decided": lambda: choose(town, found, row),
        "cancelled": lambda: recruitments.cancel(found, reason="不缺人了", actor=None),
    }[step.name]
    if status in step.sources:
        assert move().status == step.target
    else:
        assert refused(move) == "moved_on"
        assert refused(reply, found, own_worker(town), actor=None) == "moved_on"
        assert refused(recruitments.withdraw, found, reply=row, actor=None) == "moved_on"


# --- who sees what --------------------------------------------------------------------------------
def test_where_he_works_now_is_not_told_that_he_looks_around(town, worker):
    """Of the place that looks for somebody, he is known; at his organisation he is not."""
    at_the_place = announced(town, town.community)
    row = reply(at_the_place, worker)
    rows = RecruitmentReply.objects.all()
    keepers = {"staff", "secretary", "street_official", "district_official"}
    assert seeing(town, rows, row.pk) == keepers | {"social_worker"}
    assert managing(town, rows, row.pk) == {"social_worker"}
    assert managing(town, Recruitment.objects.all(), at_the_place.pk) == keepers
    theirs = announced(town)
    other = reply(theirs, worker)
    assert seeing(town, rows, other.pk) == {"org_manager", "social_worker"}
    assert managing(town, Recruitment.objects.all(), theirs.pk) == {"org_manager"}
    for name in keepers | {"org_manager", "resident", "far_staff"}:
        for one in (at_the_place, theirs):
            viewer = town.viewer(name)
            kept = Recruitment.objects.manageable_by(viewer).filter(pk=one.pk).exists()
            assert queries.keeps(viewer, one) == kept, name


def test_who_has_no_account_is_written_down_by_who_keeps_his_record(town):
    row = reply(announced(town), own_worker(town), actor=town.staff)
    rows = RecruitmentReply.objects.all()
    assert "staff" in managing(town, rows, row.pk)
    assert "org_manager" not in managing(town, rows, row.pk)


def labels(client, found):
    answer = client.get(reverse("organizations:recruitment", args=[found.pk]))
    if answer.status_code == 404:
        return None
    return [str(act["label"]) for act in answer.context["buttons"]]


def test_what_each_may_do_on_the_page(enter, town, worker):
    found = announced(town, risk_notice=RISK)
    assert labels(enter("social_worker"), found) == ["报名"]
    assert labels(enter("org_manager"), found) == ["不招了"]
    for name in ("resident", "volunteer", "liaison"):
        assert labels(enter(name), found) is None, name
    act = reverse("organizations:recruitment_act", args=[found.pk, "reply"])
    values = {"worker": worker.pk, "words": "做过", "idempotency_key": "sought-0001"}
    assert enter("social_worker").post(act, values).status_code == 422
    values |= {"told": "on", "idempotency_key": "sought-0002"}
    assert enter("social_worker").post(act, values).status_code == 302
    assert labels(enter("social_worker"), found) == ["退出报名"]
    over(found)
    assert labels(enter("org_manager"), found) == ["挑选", "不招了"]
    assert "“驻站社工”等您挑选" in [one["title"] for one in todo(town.viewer("org_manager"))]
    assert "“驻站社工”等您挑选" not in [one["title"] for one in todo(town.viewer("staff"))]
    act = reverse("organizations:recruitment_act", args=[found.pk, "choose"])
    values = {"chosen": [RecruitmentReply.objects.get().pk], "idempotency_key": "sought-0003"}
    manager = enter("org_manager")
    assert "华清 · " in manager.get(act).content.decode()
    assert manager.post(act, values).status_code == 302
    assert RecruitmentReply.objects.get().status == ReplyStatus.CHOSEN
    assert labels(enter("org_manager"), found) == []
    page = enter("social_worker").get(reverse("organizations:recruitment", args=[found.pk]))
    assert "选上了" in page.content.decode()


def test_it_is_announced_at_the_desk_and_found(enter, town, worker):
    url = reverse("organizations:new_recruitment")
    values = {
        "where": f"area-{town.community.pk}", "title": "禁毒社工", "need": "一周回访两次",
        "level": "none", "quota": 2, "apply_until": TODAY() + timedelta(days=5),
        "risk_notice": RISK, "idempotency_key": "sought-0004",
    }  # fmt: skip
    staff = enter("staff")
    assert staff.post(url, values | {"where": "area-0"}).status_code == 422
    assert staff.post(url, values | {"idempotency_key": "sought-0005"}).status_code == 302
    assert enter("dispatcher").get(url).status_code == 404
    found = Recruitment.objects.get()
    reply(found, worker, told=True)
    mine = queries.board(town.viewer("social_worker"), queries.Filters())
    assert (mine.rows, mine.mine, mine.may_announce) == ([found], {found.pk}, False)
    staffs = queries.board(town.viewer("staff"), queries.Filters(q="回访"))
    assert (staffs.rows, staffs.may_announce) == ([found], True)
    assert queries.board(town.viewer("staff"), queries.Filters(q="别的")).rows == []
    assert queries.board(town.viewer("staff"), queries.Filters(status="decided")).rows == []
    assert [one["title"] for one in search(town.viewer("dispatcher"), "禁毒社工")] == ["禁毒社工"]
    assert "禁毒社工" in enter("staff").get(reverse("organizations:recruitments")).content.decode()


def test_what_one_answers_for_goes_home_with_how_it_came_out(town, worker):
    found = announced(town, town.community, requirement="听得懂本地话")
    row = reply(found, worker)
    choose(town, over(found), row, actor=town.staff)
    announced(town)
    (told,) = lines(town, "staff", "organizations.recruitments")
    assert told[1:4:2] == ["驻站社工", "听得懂本地话"]
    assert (told[6], told[9:12]) == ("1", ["选定了", "1", "1"])
    assert "华清" not in str(told)
    assert lines(town, "far_staff", "organizations.recruitments") == []
    kept = by_kind["organizations.recruitments"]
    assert kept.allowed(town.viewer("staff"))
    for name in ("worker", "resident"):
        assert not kept.allowed(town.viewer(name)), name


# --- a person's rights ----------------------------------------------------------------------------
def test_what_is_stored_goes_with_the_person(town, worker):
    found = announced(town)
    row = reply(found, worker, words="做过")
    choose(town, over(found), row)
    kept = export_person(town.social_worker.subject)["social_work"][0]["recruitments"]
    assert [(one["recruitment"], one["words"]) for one in kept] == [("驻站社工", "做过")]
    erase_person(town.social_worker.subject)
    row.refresh_from_db()
    assert (row.name.open(), row.user, row.words) == ("—", None, "")


# --- two at once ----------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_two_choose_at_once_and_one_choice_holds(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        found = announced(town)
        both = [
            reply(found, own_worker(town, name), actor=town.staff) for name in ("甲社工", "乙社工")
        ]
        found = over(found)
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, recruitments, "_at", after=True)
    outcomes = together(*[lambda row=row: choose(town, found, row) for row in both])
    assert meeting.happened is not locked
    refusals = [one.error.code for one in outcomes if one.error]
    if locked:
        assert refusals == ["moved_on"]
        with scope.entered(scope.EVERYTHING):
            chosen = RecruitmentReply.objects.filter(status=ReplyStatus.CHOSEN)
            assert chosen.count() == 1
