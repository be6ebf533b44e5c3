"""What the database itself refuses of wishes, teachers, meetings, support, hubs and posts."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils import timezone

from organizations.actions import committee_meetings, courses, hubs
from organizations.models import (
    CommissionerCall,
    CommissionerYear,
    CommitteeMeeting,
    CoursePlace,
    CultivationSupport,
    Facility,
    HubMembership,
    Organization,
    PositionHolding,
    SupervisionAsk,
    Supervisor,
    Trainer,
    TrainingBase,
    TrainingCourse,
    WorkerPosition,
)
from tests.organizations.test_commissioners import school, seated
from tests.organizations.test_committee_meetings import called
from tests.organizations.test_courses import announced, base
from tests.organizations.test_cultivation_supports import given
from tests.organizations.test_cultivations import begin
from tests.organizations.test_positions import opened, taken
from tests.organizations.test_supervision import junior, named, senior
from tests.organizations.test_supervision_asks import asked
from tests.organizations.test_trainers import a_base, a_guest

__all__ = ["base", "junior", "school", "senior"]
pytestmark = pytest.mark.django_db
TODAY = timezone.localdate


def kept(model, **values):
    """A value that is called is a date of now: what is parametrized is read before midnight."""
    values = {name: value() if callable(value) else value for name, value in values.items()}
    with pytest.raises(IntegrityError), transaction.atomic():
        model.objects.update(**values)


@pytest.mark.parametrize(
    "values",
    [
        {"status": "lost"},
        {"topics": []},
        {"topics": ["gossip"]},
        {"times": ["never"]},
        {"status": "matched"},
        {"status": "met"},
        {"status": "refused"},
        {"met_on": TODAY},
        {"worker_mark": "good"},
    ],
)
def test_of_a_wish_for_a_supervisor(town, junior, values):
    asked(town, junior)
    kept(SupervisionAsk, **values)


def test_of_what_each_said_of_it(town, senior, junior):
    row, his = asked(town, junior), named(town, senior)
    met = {"status": "met", "met_on": TODAY(), "supervisor": his}
    SupervisionAsk.objects.filter(pk=row.pk).update(**met)
    kept(SupervisionAsk, worker_mark="poor")
    kept(SupervisionAsk, supervisor_mark="poor")
    kept(Supervisor, times=["never"])


@pytest.mark.parametrize(
    "values", [{"what": ""}, {"facility": None}, {"until": TODAY}, {"reason": "搬走了"}]
)
def test_of_a_base(town, base, values):
    a_base(town, base)
    kept(TrainingBase, **values)


def test_of_a_teacher_and_of_how_he_was_received(town, base, senior):
    a_guest(town)
    kept(Trainer, topics=[])
    kept(Trainer, until=TODAY() - timedelta(days=1))
    courses.enrol(announced(town, base), worker=senior, actor=None)
    kept(CoursePlace, mark="good")
    kept(CoursePlace, word="很好")
    kept(TrainingCourse, said_good=2)


@pytest.mark.parametrize("values", [{"status": "gone"}, {"status": "cancelled"}, {"reason": "x"}])
def test_of_a_meeting(town, school, values):
    called(town, seated(town, school))
    kept(CommitteeMeeting, **values)


def test_of_who_came_and_how_the_year_was(town, school):
    seat = seated(town, school)
    called(town, seat)
    kept(CommissionerCall, status="late")
    committee_meetings.judge(seat, year=TODAY().year, grade="good", actor=None)
    for values in ({"grade": "best"}, {"grade": "poor"}, {"came": 1}):
        kept(CommissionerYear, **values)


@pytest.mark.parametrize(
    "values", [{"kind": "love"}, {"kind": "money"}, {"what": ""}, {"struck_on": TODAY}]
)
def test_of_support(town, values):
    given(town, begin(town))
    kept(CultivationSupport, **values)


@pytest.mark.parametrize(
    "values",
    [
        {"status": "lost"},
        {"status": "member"},
        {"status": "left"},
        {"since": TODAY},
        {"reason": "x"},
        {"member": F("hub")},
    ],
)
def test_of_a_member_of_a_hub(town, association, values):
    Organization.objects.filter(pk=town.organization.pk).update(is_hub=True)
    hub = Organization.objects.get(pk=town.organization.pk)
    hubs.ask(association, hub=hub, actor=None)
    kept(HubMembership, **values)


@pytest.mark.parametrize(
    "values", [{"places": 0}, {"places": 100}, {"level": "doctor"}, {"closed_on": TODAY}]
)
def test_of_a_post(town, senior, values):
    row = opened(town)
    taken(town, row, senior)
    kept(WorkerPosition, **values)
    kept(PositionHolding, until=TODAY() - timedelta(days=1))


def test_of_a_place(town, base):
    kept(Facility, square_metres=0)
    assert base.square_metres is None
