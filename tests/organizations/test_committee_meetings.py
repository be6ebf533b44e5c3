"""Part-time commissioners at work: called, there or not, a word each year, found by the search."""

from datetime import timedelta

import pytest
from django.db import models
from django.urls import reverse
from django.utils import timezone

from core import scope
from core.models import Message
from organizations.actions import commissioners, committee_meetings, organizations
from organizations.models import Commissioner, CommissionerYear, CommitteeMeeting, Organization
from organizations.queries import commissioners as queries
from organizations.search import search
from tests.organizations.conftest import facts
from tests.organizations.test_commissioners import school, seated
from tests.organizations.test_pairings import a_school, refused
from tests.organizations.test_visibility import managing, seeing
from tests.races import meet_inside, together

__all__ = ["school"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


@pytest.fixture
def ours(town, school) -> Commissioner:
    """Of the organisation `org_manager` speaks for."""
    row = seated(town, school)
    Commissioner.objects.filter(pk=row.pk).update(organization=town.organization)
    return Commissioner.objects.get(pk=row.pk)


@pytest.fixture
def other(town) -> Commissioner:
    return seated(town, a_school(town, "第二小学"), name="齐正言", office="教导主任")


def called(town, *rows, **said):
    values = {"title": "暑期托管", "held_on": TODAY(), "seats": [row.pk for row in rows]}
    return committee_meetings.call(town.community, **values | {"actor": town.staff} | said)


def held(town, came, absent=(), **said):
    made = called(town, *came, *absent, **said)
    there = made.calls.filter(commissioner__in=came).values_list("pk", flat=True)
    return committee_meetings.sign(made, came=there, actor=town.staff)


def test_those_who_have_a_seat_that_day_are_called(town, ours, other):
    assert refused(called, town) == "seats"
    assert refused(called, town, ours, title=" ") == "title"
    assert refused(called, town, ours, held_on=TODAY() + timedelta(days=900)) == "seats"
    far = seated(town, a_school(town, "第三小学"), place=town.sibling)
    assert refused(called, town, ours, far) == "seats"
    made = called(town, ours)
    assert [each.commissioner for each in made.calls.all()] == [ours]
    told = Message.objects.filter(code="organizations.committee_called")
    assert {message.to_user for message in told} == {town.org_manager}
    assert refused(called, town, other) == "title"
    committee_meetings.cancel(made, reason="改期", actor=town.staff)
    assert called(town, other).status == "called"
    commissioners.unseat(ours, reason="调走了", actor=town.staff)
    assert refused(called, town, ours, title="另一个") == "seats"


def test_of_a_day_that_is_past_nobody_is_told(town, ours):
    called(town, ours, held_on=TODAY() - timedelta(days=1))
    assert not Message.objects.filter(code="organizations.committee_called").exists()


def test_who_came_is_written_down_once_the_day_has_come(town, ours, other):
    sign = committee_meetings.sign
    early = called(town, ours, held_on=TODAY() + timedelta(days=1))
    assert refused(sign, early, came=[], actor=None) == "early"
    made = called(town, ours, other)
    mine, _his = made.calls.order_by("commissioner__office").values_list("pk", flat=True)
    assert refused(sign, made, came=[mine], excused=[mine], actor=None) == "excused"
    assert refused(sign, made, came=[mine, 0], actor=None) == "came"
    assert refused(sign, made, came=[], excused=[0], actor=None) == "came"
    third = seated(town, a_school(town, "第四小学"), office="校长")
    more = called(town, ours, other, third, title="另一个")
    of = {each.commissioner_id: each.pk for each in more.calls.all()}
    sign(more, came=[of[ours.pk]], excused=[of[other.pk]], actor=town.staff)
    assert dict(more.calls.values_list("commissioner", "status")) == {
        ours.pk: "came", other.pk: "excused", third.pk: "absent",
    }  # fmt: skip
    assert refused(sign, more, came=[], actor=None) == "moved_on"
    assert refused(committee_meetings.cancel, more, reason="改期", actor=None) == "moved_on"
    assert refused(committee_meetings.cancel, made, reason=" ", actor=None) == "reason"
    committee_meetings.cancel(made, reason="改期", actor=town.staff)
    told = Message.objects.filter(code="organizations.committee_cancelled")
    assert {message.to_user for message in told} == {town.org_manager}


def test_a_year_is_judged_by_what_was_held_in_it(town, ours, other):
    judge = committee_meetings.judge
    year = TODAY().year
    held(town, [ours, other])
    held(town, [other], [ours], title="第二个")
    called(town, ours, title="还没开")
    assert refused(judge, ours, year=year + 1, grade="good", actor=None) == "year"
    assert refused(judge, ours, year=year - 2, grade="good", actor=None) == "year"
    assert refused(judge, ours, year=year, grade="best", actor=None) == "grade"
    assert refused(judge, ours, year=year, grade="poor", actor=None) == "note"
    row = judge(ours, year=year, grade="poor", note="会来得少", actor=town.staff)
    assert (row.called, row.came, row.note) == (2, 1, "会来得少")
    held(town, [ours], title="第三个")
    row = judge(ours, year=year, grade="good", actor=town.staff)
    assert (row.called, row.came, row.note) == (3, 2, "")
    assert CommissionerYear.objects.get() == row
    found = {each.pk: (each.called, each.came) for each in queries.board(town.viewer("staff")).rows}
    assert found == {ours.pk: (3, 2), other.pk: (2, 2)}


def test_who_left_is_judged_for_a_year_after_and_not_beyond(town, ours):
    viewer = town.viewer("staff")
    assert queries.may_judge(viewer, ours)
    assert not queries.may_judge(town.viewer("org_manager"), ours)
    assert not queries.may_judge(town.viewer("sibling_staff"), ours)
    ours.ended_on = TODAY() - timedelta(days=365)
    assert queries.may_judge(viewer, ours)
    ours.ended_on = TODAY() - timedelta(days=366)
    assert not queries.may_judge(viewer, ours)


def test_a_unit_reads_its_own_seat_and_no_other(enter, town, ours, other):
    made, rows = held(town, [ours], [other]), CommitteeMeeting.objects.all()
    unseen = called(town, other, title="没请我们")
    over = {"street_official", "district_official"}
    assert managing(town, rows, made.pk) == {"staff", "secretary"}
    assert seeing(town, rows, made.pk) == {"staff", "secretary", "org_manager"} | over
    assert seeing(town, rows, unseen.pk) == {"staff", "secretary"} | over
    board = reverse("organizations:committee_meetings")
    text = enter("org_manager").get(board).content.decode()
    assert "梅若兰" in text
    assert "齐正言" not in text
    assert "没请我们" not in text
    page = reverse("organizations:commissioner", args=[ours.pk])
    client = enter("org_manager")
    assert client.get(page).context["page"].calls[0].meeting == made
    assert client.get(reverse("organizations:commissioner", args=[other.pk])).status_code == 404
    assert "齐正言" in enter("staff").get(board).content.decode()
    for name in ("resident", "worker"):
        assert enter(name).get(board).status_code == 404


def test_the_desk_calls_signs_and_judges(enter, town, ours):
    new = reverse("organizations:new_committee_meeting")
    said = {
        "community": town.community.pk, "title": "暑期托管", "held_on": TODAY(),
        "seats": [ours.pk], "idempotency_key": "meet-00001",
    }  # fmt: skip
    for name in ("org_manager", "street_official"):
        assert enter(name).get(new).status_code == 404
    assert enter("staff").post(new, said).status_code == 302
    made = CommitteeMeeting.objects.get()
    act = lambda slug: reverse(  # noqa: E731
        "organizations:committee_meeting_act", args=[made.pk, slug]
    )
    assert enter("sibling_staff").get(act("sign")).status_code == 404
    assert enter("org_manager").get(act("sign")).status_code == 404
    said = {"came": [made.calls.get().pk], "idempotency_key": "meet-00002"}
    assert enter("staff").post(act("sign"), said).status_code == 302
    assert made.calls.get().status == "came"
    assert enter("staff").get(act("cancel")).status_code == 404
    judge = reverse("organizations:commissioner_act", args=[ours.pk, "year"])
    said = {"year": TODAY().year, "grade": "good", "idempotency_key": "meet-00003"}
    assert enter("staff").post(judge, said).status_code == 302
    page = enter("staff").get(reverse("organizations:commissioner", args=[ours.pk]))
    assert [each.came for each in page.context["page"].years] == [1]
    assert page.context["page"].history


def test_the_search_finds_a_seat_by_office_and_unit(town, ours, other):
    def found(name, text):
        hits = [one["url"] for one in search(town.viewer(name), text)]
        return [url for url in hits if "commissioners" in url]

    pages = {row.pk: reverse("organizations:commissioner", args=[row.pk]) for row in (ours, other)}
    assert found("staff", "教导主任") == [pages[other.pk]]
    assert found("staff", "第二小学") == [pages[other.pk]]
    assert found("org_manager", "副校长") == [pages[ours.pk]]
    assert found("org_manager", "教导主任") == []
    assert found("staff", "齐正言") == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("locked", [True, False], ids=["locked", "lock-off"])
def test_signed_and_cancelled_at_once_one_of_them_holds(town, monkeypatch, locked):
    with scope.entered(scope.EVERYTHING):
        unit: Organization = organizations.register(
            town.community, facts("小学", kind="school", registration="none"), actor=None
        )
        made = called(town, seated(town, unit))
    if not locked:
        monkeypatch.setattr(models.QuerySet, "select_for_update", lambda self, **options: self)
    meeting = meet_inside(monkeypatch, committee_meetings, "_move")
    outcomes = together(
        lambda: committee_meetings.sign(made, came=[], actor=None),
        lambda: committee_meetings.cancel(made, reason="改期", actor=None),
    )
    assert meeting.happened is not locked
    assert [one.error.code for one in outcomes if one.error] == (["moved_on"] if locked else [])
