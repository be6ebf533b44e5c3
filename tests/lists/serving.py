"""More hours, in every state, of the one whose pages are opened and of the others."""

from datetime import timedelta
from typing import Any

from django.test import override_settings
from django.utils import timezone

from activities.actions import activities
from activities.actions.facts import ActivityFacts
from activities.models import Activity
from organizations.models import MemberCheckin
from tests.town import Town
from volunteers.actions import certificates, hours, recruiting, shifts
from volunteers.actions.certificates import Wanted
from volunteers.actions.hours import Deed
from volunteers.actions.shifts import Calling
from volunteers.models import (
    Certificate,
    ServiceRecord,
    Shift,
    Skill,
    Source,
    Volunteer,
    VolunteerTeam,
)

LONG_AGO = timedelta(days=40)


def a_record(town: Town, volunteer: Volunteer, n: int = 0) -> ServiceRecord:
    """Counted, by the hand of `staff`, seen by the secretary."""
    begun = timezone.now() - LONG_AGO - timedelta(hours=n)
    record = hours.enter(volunteer, what=f"清扫{n}", begun_at=begun, minutes=40, actor=town.staff)
    return hours.approve(record, actor=town.secretary)


def a_certificate(town: Town, volunteer: Volunteer) -> Certificate:
    """Numbered at once."""
    today = timezone.localdate()
    wanted = Wanted(today - timedelta(days=365), today)
    asked = certificates.apply(volunteer, wanted, actor=town.resident)
    with override_settings(CERTIFICATE_PUBLIC_DAYS=0):
        return certificates.verify(asked, actor=town.staff)


def a_shift(town: Town, n: int = 0) -> Shift:
    paper = Skill.objects.filter(needs_licence=True)[0] if n % 2 else None
    return shifts.offer(town.community, _facts(n), licence=paper, actor=town.staff)


def a_led_shift(town: Town, team: VolunteerTeam, n: int = 0) -> Shift:
    """The leader of the team may choose who comes."""
    until = timezone.now() + timedelta(days=1)
    how = Calling(apply_until=until, is_chosen=True, team=team)
    return shifts.offer(town.community, _facts(n), calling=how, actor=town.staff)


def _facts(n: int) -> ActivityFacts:
    start = timezone.now() + timedelta(days=2, hours=n)
    return ActivityFacts(
        title=f"值守{n}", kind="other", place="路口", starts_at=start,
        ends_at=start + timedelta(hours=1), expected=2, capacity=2,
    )  # fmt: skip


def shifts_of_all_states(grown: Any, n: int) -> None:
    """Open ones, taken ones, one that is over; and more people in the one whose page is opened."""
    town = grown.town
    a_shift(town, 2 * n + 1)
    taken, over = a_shift(town, 100 + 2 * n), a_shift(town, 300 + 2 * n)
    for each in (taken, over):
        shifts.take(each, grown.volunteer, actor=town.resident)
    Activity.objects.filter(pk=over.activity_id).update(starts_at=timezone.now() - timedelta(1))
    activities.hold(over.activity, nobody=True, actor=town.staff)
    newest = Volunteer.objects.active().order_by("-pk")[0]
    shifts.take(grown.shift, newest, actor=town.staff)
    for each in (grown.led_shift, a_led_shift(town, grown.team, 500 + 2 * n)):
        recruiting.apply(each, newest, actor=town.staff)


def hours_of_all_states(grown: Any, n: int) -> None:
    town = grown.town
    for one in (grown.volunteer, Volunteer.objects.get(user=town.volunteer)):
        done, gone, asked = (a_record(town, one, 10 * n + turn) for turn in range(1, 4))
        hours.make_void(gone, reason="记错了", actor=town.staff)
        hours.ask(asked, words="少了", minutes=50, actor=town.resident)
        kept = hours.ask(done, words="多了", minutes=30, actor=town.resident)
        hours.keep(kept, answer="对的", actor=town.secretary)
        begun = timezone.now() - timedelta(days=3, hours=2 * n)
        hours.enter(one, what=f"等{n}", begun_at=begun, minutes=30, actor=town.staff)
    _of_a_member(town, n)
    a_certificate(town, grown.volunteer)
    wait = Volunteer.objects.active().filter(certificates__isnull=True).order_by("-pk")[0]
    a_record(town, wait, 500 + n)
    today = timezone.localdate()
    asked = certificates.apply(
        wait, Wanted(today - timedelta(days=365), today), actor=town.resident
    )
    certificates.verify(asked, actor=town.staff)
    question = hours.ask(grown.record, words="又少了", minutes=n, actor=town.resident)
    hours.keep(question, answer="对的", actor=town.secretary)


def _of_a_member(town: Town, n: int) -> None:
    for member in MemberCheckin.objects.accepted().filter(user__isnull=False)[:1]:
        ended = timezone.now() - timedelta(hours=n + 1)
        hours.note_deed(
            Deed(
                source=Source.ORDER, reference=f"m{n}", community_id=town.community.pk,
                what="换灯", begun_at=ended - timedelta(minutes=30), ended_at=ended,
            ),
            [member.user_id or 0],
        )  # fmt: skip
