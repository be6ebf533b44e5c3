"""Whom one may ask, and when: the seam by which orders find a volunteer."""

from datetime import datetime, time, timedelta

import pytest
from django.utils import timezone

from communities.models import Area
from core.models import Message
from core.tasks import deliver_outbox
from organizations.models import ServiceDomain
from tests.volunteers.conftest import skills
from volunteers import panels, tasks
from volunteers.actions import following, own, standing
from volunteers.actions.own import Slot
from volunteers.models import Volunteer, VolunteerSkill
from volunteers.queries import finding, offers

pytestmark = pytest.mark.django_db


def on_weekday(number: int):
    today = timezone.localdate()
    return today + timedelta(days=(number - today.isoweekday()) % 7)


def at(hour: int, minute: int = 0) -> datetime:
    return timezone.make_aware(datetime.combine(timezone.localdate(), time(hour, minute)))


def found(town, *, weekday: int = 6, **asked) -> set[str]:
    rows = offers.available(town.community, on_weekday(weekday), **asked)
    return {row.name.open() for row in rows} - {"严领", "华帮"}  # the town's own two


def test_an_accepted_volunteer_is_free_when_he_said_so(town, volunteer):
    assert found(town) == {"张桂芳"}
    assert found(town, part="morning") == {"张桂芳"}
    assert found(town, part="evening") == found(town, weekday=1) == set()
    own.set_times(volunteer, [Slot(1, "evening")], actor=town.resident)
    assert found(town, weekday=1, part="evening") == {"张桂芳"}


@pytest.mark.parametrize("step", ["applied", "suspended", "withdrawn", "resting"])
def test_nobody_else_is_found(town, applied, step):
    if step != "applied":
        standing.accept(applied, actor=town.staff)
    if step == "suspended":
        standing.suspend(applied, reason="身体不好", actor=town.staff)
    if step == "withdrawn":
        standing.withdraw(applied, actor=town.resident)
    if step == "resting":
        own.pause(applied, actor=town.resident)
    assert found(town) == set()


def test_a_skill_counts_once_its_paper_was_seen_and_while_it_runs(town, volunteer):
    (haircut,), (electrician,) = skills("haircut"), skills("electrician")
    assert found(town, skill=haircut) == {"张桂芳"}
    assert found(town, skill=electrician) == set()
    held = volunteer.skills.get(skill=electrician)
    until = timezone.localdate() + timedelta(days=3)
    standing.check_licence(
        volunteer, held, licence_number="T-1", valid_until=until, actor=town.staff
    )
    day = on_weekday(6)
    assert bool(found(town, skill=electrician)) == (day <= until)
    VolunteerSkill.objects.filter(pk=held.pk).update(valid_until=timezone.localdate())
    assert bool(found(town, skill=electrician)) == (day == timezone.localdate())


def test_by_what_they_are_willing_to_do(town, volunteer):
    elders = ServiceDomain.objects.get(code="elder_care")
    assert found(town, domain=elders) == set()
    own.set_skills(volunteer, skills("haircut"), [elders], actor=town.resident)
    assert found(town, domain=elders) == {"张桂芳"}


def test_a_minor_is_found_with_a_guardians_word_only(town, youngster):
    standing.agree_as_guardian(youngster, actor=town.resident)
    standing.accept(youngster, actor=town.staff)
    assert found(town) == {"张小禾"}
    youngster.guardian_consents.update(withdrawn_at=timezone.now())
    assert found(town) == set()
    youngster.refresh_from_db()
    answer = offers.accepts_offers(youngster, at(12), offers_this_week=0)
    assert any("监护人" in reason for reason in answer.reasons)


def test_the_answer_says_every_reason(town, volunteer):
    assert offers.accepts_offers(volunteer, at(12), offers_this_week=2)
    full = offers.accepts_offers(volunteer, at(12), offers_this_week=3)
    assert not full
    assert "3 次" in full.reasons[0]
    night = offers.accepts_offers(volunteer, at(23), offers_this_week=5)
    assert len(night.reasons) == 2
    assert offers.accepts_offers(volunteer, at(23), offers_this_week=0, urgent=True)
    resting = own.pause(volunteer, actor=town.resident)
    assert not offers.accepts_offers(resting, at(12), offers_this_week=0, urgent=True)


@pytest.mark.parametrize(
    ("start", "end", "hour", "quiet"),
    [
        (21, 8, 22, True),
        (21, 8, 7, True),
        (21, 8, 8, False),
        (13, 15, 14, True),
        (13, 15, 15, False),
    ],
)
def test_quiet_hours_may_run_over_midnight(town, volunteer, start, end, hour, quiet):
    volunteer.quiet_from, volunteer.quiet_until = time(start), time(end)
    assert offers.is_quiet(volunteer, time(hour)) == quiet


def test_how_far_he_goes(town, volunteer):
    places: dict[str, Area] = {
        "own": town.grid, "next": town.second_grid, "sibling": town.sibling_grid,
        "far": town.far_grid,
    }  # fmt: skip
    reached = {
        Volunteer.Reach.GRID: {"own"},
        Volunteer.Reach.COMMUNITY: {"own", "next"},
        Volunteer.Reach.NEIGHBOURING: {"own", "next", "sibling"},
    }
    for reach, wanted in reached.items():
        volunteer.reach = reach
        assert {n for n, p in places.items() if offers.goes_as_far_as(volunteer, p)} == wanted


def test_a_rest_that_is_over_is_told_once(town, volunteer):
    own.pause(volunteer, actor=town.resident)
    yesterday = timezone.localdate() - timedelta(days=1)
    Volunteer.objects.filter(pk=volunteer.pk).update(paused_until=yesterday)
    assert (following.end_pauses(), following.end_pauses()) == (1, 0)
    deliver_outbox()
    assert Message.objects.get(code="volunteers.pause_over").to_user == town.resident


# --- a licence runs out ---------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("days", "told"), [(-1, 0), (0, 1), (30, 1), (31, 0)], ids=["over", "today", "month", "later"]
)
def test_a_licence_is_spoken_of_before_it_runs_out(town, volunteer, days, told):
    held = volunteer.skills.get(skill__code="electrician")
    until = timezone.localdate() + timedelta(days=days)
    standing.check_licence(
        volunteer, held, licence_number="T-1", valid_until=max(until, timezone.localdate()),
        actor=town.staff,
    )  # fmt: skip
    VolunteerSkill.objects.filter(pk=held.pk).update(valid_until=until)
    tasks.remind_of_licences()
    tasks.remind_of_licences()
    sent = Message.objects.filter(code="volunteers.licence_expiring")
    assert [message.to_user for message in sent] == [town.resident] * told
    lines = [line["title"] for line in panels.todo(town.viewer("staff"))]
    assert any("证件快到期" in line for line in lines) is bool(told)
    found = finding.filtered(Volunteer.objects.all(), finding.Filters(status=finding.EXPIRING))
    assert found.count() == told
