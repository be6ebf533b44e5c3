"""Hours are written down by the clock or by hand, seen by a second person, made void, corrected."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import outbox, tally
from core.exceptions import DomainError
from core.models import TallyDelta
from core.refusals import refusing
from core.spans import in_hours
from organizations.models import MemberCheckin
from volunteers import history
from volunteers.actions import certificates
from volunteers.models import HourQuestion, ServiceRecord, Source, Volunteer, VolunteerTeam
from volunteers.models.hours import whole_minutes
from volunteers.workflow import RecordStatus, VolunteerStatus

UNUSUAL = 2
"""Twice as long as such a thing takes: the clock ran while nobody served, so a person looks."""
Outcome = HourQuestion.Outcome


@dataclass(frozen=True)
class Deed:
    """What a room knows of something that was done: the clock's beginning and end."""

    source: Source
    reference: str
    community_id: int
    what: str
    begun_at: datetime
    ended_at: datetime
    usual: int | None = None
    """About so many minutes it takes, where the menu says so."""
    organization_id: int | None = None
    recorded_by: User | None = None
    """Who wrote it down from paper: no clock saw it, so a second person looks."""


@transaction.atomic
def note_deed(
    deed: Deed, users: Collection[int], volunteers: Collection[int] = ()
) -> list[ServiceRecord]:
    """For each who served of his own will. Told twice, it stands once; what a colleague has
    decided about it meanwhile holds."""
    people = serving(deed.community_id, users, volunteers)
    known = ServiceRecord.objects.filter(source=deed.source, reference=deed.reference)
    there = set(known.values_list("volunteer", "member"))
    fresh = [one for one in people if _keys(one) not in there]
    clock = whole_minutes(deed.ended_at - deed.begun_at)
    if clock < 1:
        return []
    usual = min(most(), UNUSUAL * deed.usual) if deed.usual else most()
    return [_note(deed, one, clock, usual) for one in fresh]


@transaction.atomic
def forget_deed(source: Source, reference: str, *, reason: str) -> int:
    """It was not done after all: what was counted for it is void."""
    rows = ServiceRecord.objects.select_for_update(of=("self",), no_key=True)
    found = list(rows.standing().filter(source=source, reference=reference).order_by("pk"))
    for record in found:
        _end(record, RecordStatus.VOID, reason, actor=None)
    return len(found)


@transaction.atomic
def enter(
    volunteer: Volunteer,
    *,
    what: str,
    begun_at: datetime,
    minutes: int,
    team: VolunteerTeam | None = None,
    actor: User,
) -> ServiceRecord:
    """By hand, of what no clock has seen. It counts once somebody else has looked at it."""
    _not_himself(volunteer, actor)
    if volunteer.status == VolunteerStatus.APPLIED:
        raise DomainError(_("他的登记还没有通过，先核对登记"), code="not_accepted")
    if not what.strip():
        raise DomainError(_("请写做了什么"), field="what")
    _within(minutes)
    ended_at = begun_at + timedelta(minutes=minutes)
    if ended_at > timezone.now():
        raise DomainError(_("还没有到结束的时间，做完了再补录"), field="begun_at")
    _was_free(volunteer, begun_at, ended_at)
    _in_a_day(volunteer, begun_at, minutes)
    if team is not None and team.community_id != volunteer.community_id:
        raise DomainError(_("不是这个社区的队伍"), field="team")
    record = ServiceRecord(
        community_id=volunteer.community_id,
        volunteer=volunteer,
        team=team,
        organization=team.organization if team else None,
        source=Source.MANUAL,
        reference=f"{begun_at:%Y%m%dT%H%M%z}",
        what=what.strip(),
        begun_at=begun_at,
        ended_at=ended_at,
        minutes=minutes,
        status=RecordStatus.PENDING,
        recorded_by=actor,
    )
    _save(record)
    _say("entered", record, actor)
    return record


@transaction.atomic
def approve(record: ServiceRecord, *, minutes: int | None = None, actor: User) -> ServiceRecord:
    """Somebody else than who wrote it down, and than who served, says that it is so."""
    record = lock(record)
    _require_pending(record)
    _second_person(record, actor)
    if minutes is not None:
        _within(minutes, record)
        record.minutes = minutes
    _within(record.minutes, record)
    record.status = RecordStatus.COUNTED
    record.decided_by, record.decided_at = actor, timezone.now()
    record.save()
    _count(record, 1)
    _say("approved", record, actor)
    return record


@transaction.atomic
def refuse(record: ServiceRecord, *, reason: str, actor: User) -> ServiceRecord:
    record = lock(record)
    _require_pending(record)
    _second_person(record, actor)
    _end(record, RecordStatus.REFUSED, reason, actor)
    return record


@transaction.atomic
def make_void(record: ServiceRecord, *, reason: str, actor: User) -> ServiceRecord:
    """Written down wrongly: it stays to be read, and counts no more."""
    record = lock(record)
    if record.status != RecordStatus.COUNTED:
        raise moved_on(record)
    _not_himself(record.person, actor)
    _end(record, RecordStatus.VOID, reason, actor)
    return record


@transaction.atomic
def ask(record: ServiceRecord, *, words: str, minutes: int, actor: User) -> HourQuestion:
    """更正申请, by whose hours they are."""
    record = lock(record)
    if record.status != RecordStatus.COUNTED:
        raise moved_on(record)
    if not words.strip():
        raise DomainError(_("请写哪里不对"), field="words")
    question = HourQuestion(
        community_id=record.community_id, record=record, words=words.strip(), minutes=minutes
    )
    again = DomainError(_("您已经提过了，等社区答复"), code="asked")
    with refusing(hour_question_one_at_a_time=again):
        question.save(force_insert=True)
    _say("questioned", record, actor)
    return question


@transaction.atomic
def correct(
    question: HourQuestion, *, minutes: int, answer: str, actor: User
) -> ServiceRecord | None:
    """He is right: the old record is void, a new one stands for it; nothing is overwritten."""
    question, old = _open_question(question, actor)
    if minutes == old.minutes:
        raise DomainError(_("和原来一样；不改就点“不改，说明原因”"), field="minutes")
    fresh = None
    if minutes:
        _within(minutes, old)
    _answer(question, Outcome.CORRECTED, answer, actor)
    _end(old, RecordStatus.VOID, answer, actor)
    if minutes:
        fresh = ServiceRecord.objects.get(pk=old.pk)
        fresh.pk, fresh.replaces, fresh.minutes = None, old, minutes
        fresh.status, fresh.reason = RecordStatus.COUNTED, ""
        fresh.decided_by, fresh.decided_at = actor, timezone.now()
        _save(fresh)
        _count(fresh, 1)
        _say("corrected", fresh, actor)
    _tell_answer(question)
    return fresh


@transaction.atomic
def keep(question: HourQuestion, *, answer: str, actor: User) -> HourQuestion:
    """It stays as it is, and he reads why."""
    question, _record = _open_question(question, actor)
    _answer(question, Outcome.KEPT, answer, actor)
    _say("kept", question.record, actor)
    _tell_answer(question)
    return question


def serving(
    community_id: int, users: Collection[int], volunteers: Collection[int] = ()
) -> list[Volunteer | MemberCheckin]:
    """Volunteers, and Party members who checked in here without being one."""
    of = Q(user__in=users) | Q(pk__in=volunteers)
    here = Volunteer.objects.filter(of, community_id=community_id)
    found = list(here.exclude(status=VolunteerStatus.APPLIED).order_by("pk"))
    others = set(users) - {one.user_id for one in found}
    members = MemberCheckin.objects.accepted().filter(community_id=community_id, user__in=others)
    return [*found, *members.order_by("pk")]


def most() -> int:
    """So many minutes one entry counts at most."""
    return int(settings.SERVICE_RECORD_MOST_MINUTES)


def lock(record: ServiceRecord) -> ServiceRecord:
    rows = ServiceRecord.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("volunteer", "member", "organization", "community").get(pk=record.pk)


def moved_on(record: ServiceRecord) -> DomainError:
    said = _("这条记录现在是“{status}”，不能这样办").format(status=record.get_status_display())
    return DomainError(said, code="moved_on")


# --- inside ---------------------------------------------------------------------------------------
def _keys(person: Volunteer | MemberCheckin) -> tuple[int | None, int | None]:
    return (person.pk, None) if isinstance(person, Volunteer) else (None, person.pk)


def _note(deed: Deed, person: Volunteer | MemberCheckin, clock: int, usual: int) -> ServiceRecord:
    """The clock counts by itself as long as it says something likely; what paper says waits."""
    likely = clock <= usual and deed.recorded_by is None
    record = ServiceRecord(
        community_id=deed.community_id,
        volunteer=person if isinstance(person, Volunteer) else None,
        member=person if isinstance(person, MemberCheckin) else None,
        organization_id=deed.organization_id,
        source=deed.source,
        reference=deed.reference,
        what=deed.what[:80],
        begun_at=deed.begun_at,
        ended_at=deed.ended_at,
        minutes=clock if clock <= usual else min(usual, deed.usual or usual),
        status=RecordStatus.COUNTED if likely else RecordStatus.PENDING,
        recorded_by=deed.recorded_by,
    )
    _save(record)
    if likely:
        _count(record, 1)
    _say("noted", record, None)
    return record


def _save(record: ServiceRecord) -> None:
    once = DomainError(_("这一次已经记过了，不重复计"), code="once", field="begun_at")
    with refusing(record_once_per_volunteer=once, record_once_per_member=once):
        record.save(force_insert=True)


def _within(minutes: int, record: ServiceRecord | None = None) -> None:
    if not 1 <= minutes <= most():
        said = _("一次最多计 {most} 分钟，路上的时间不算").format(most=most())
        raise DomainError(said, code="too_long", field="minutes")
    if record is not None and minutes > record.clock and record.source != Source.MANUAL:
        said = _("从开始到结束只有 {clock} 分钟").format(clock=record.clock)
        raise DomainError(said, code="beyond_the_clock", field="minutes")


def _was_free(volunteer: Volunteer, begun_at: datetime, ended_at: datetime) -> None:
    """Nobody is at two places; whoever writes the same hours down at once waits at his row."""
    Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    there = ServiceRecord.objects.standing().filter(volunteer=volunteer)
    if other := there.filter(begun_at__lt=ended_at, ended_at__gt=begun_at).first():
        said = _("这段时间已经有他的记录：{what}，不重复计").format(what=other.what)
        raise DomainError(said, code="overlaps", field="begun_at")


def _in_a_day(volunteer: Volunteer, begun_at: datetime, minutes: int) -> None:
    day = timezone.localdate(begun_at)
    there = ServiceRecord.objects.standing().filter(volunteer=volunteer, begun_at__date=day)
    most_of_a_day = int(settings.SERVICE_DAY_MOST_MINUTES)
    if there.minutes() + minutes > most_of_a_day:
        said = _("那天加起来超过 {most} 小时了，请核对").format(most=in_hours(most_of_a_day))
        raise DomainError(said, code="long_day", field="minutes")


def _require_pending(record: ServiceRecord) -> None:
    if record.status != RecordStatus.PENDING:
        raise moved_on(record)


def _not_himself(person: Volunteer | MemberCheckin, actor: User) -> None:
    if person.user_id == actor.pk:
        raise DomainError(_("自己的时长不能自己办，请同事来"), code="himself")


def _second_person(record: ServiceRecord, actor: User) -> None:
    _not_himself(record.person, actor)
    if record.recorded_by_id == actor.pk:
        raise DomainError(_("登记的人不能自己核对，请同事来"), code="self")


def _open_question(question: HourQuestion, actor: User) -> tuple[HourQuestion, ServiceRecord]:
    record = lock(ServiceRecord(pk=question.record_id))
    question = HourQuestion.objects.get(pk=question.pk)
    if question.outcome or record.status != RecordStatus.COUNTED:
        raise DomainError(_("这份申请已经有答复了"), code="moved_on")
    _second_person(record, actor)
    question.record = record
    return question, record


def _answer(question: HourQuestion, outcome: str, answer: str, actor: User) -> None:
    if not answer.strip():
        raise DomainError(_("请写一句答复，本人看得到"), field="answer")
    question.outcome, question.answer = outcome, answer.strip()
    question.answered_by, question.answered_at = actor, timezone.now()
    question.save()


def _end(record: ServiceRecord, status: str, reason: str, actor: User | None) -> None:
    if not reason.strip():
        raise DomainError(_("请写一句原因，本人看得到"), field="reason")
    was_counted = record.status == RecordStatus.COUNTED
    record.status, record.reason = status, reason.strip()
    if actor is not None and not was_counted:
        record.decided_by, record.decided_at = actor, timezone.now()
    record.save()
    if was_counted:
        _count(record, -1)
        certificates.follow_void(record)
    _say("refused" if status == RecordStatus.REFUSED else "void", record, actor)


def counted_as(record: ServiceRecord) -> str:
    """Of whom the hours are: the same person, however many records he has."""
    if record.volunteer_id is not None:
        return f"volunteer:{record.volunteer_id}"
    return f"member:{record.member_id}"


def _count(record: ServiceRecord, sign: int) -> None:
    """On the day it was done, also when it is void later; and the rooms above hear of it."""
    tally.add_all(_steps(record, sign))
    topic = "volunteers.hours_counted" if sign > 0 else "volunteers.hours_void"
    outbox.publish(topic, key=f"{topic}:{record.pk}", payload=_told(record))


def _steps(record: ServiceRecord, sign: int) -> Iterator[TallyDelta]:
    place, at, dims = record.community_id, record.ended_at, {"source": record.source}
    who = counted_as(record)
    yield tally.step("volunteers.minutes", place, at, dims, sign * record.minutes, who)
    if record.visits:
        yield tally.step("volunteers.served", place, at, {}, sign * record.visits)


def _say(verb: str, record: ServiceRecord, actor: User | None) -> None:
    about = record.volunteer if record.volunteer_id else None
    details = {"minutes": record.minutes} | ({"reason": record.reason} if record.reason else {})
    history.note(f"volunteers.hours_{verb}", record, actor=actor, about=about, details=details)


def _tell_answer(question: HourQuestion) -> None:
    outbox.publish(
        "volunteers.hours_answered",
        key=f"volunteers.hours_answered:{question.pk}",
        payload={"question_id": question.pk, **_told(question.record)},
    )


def _told(record: ServiceRecord) -> dict[str, int]:
    return {"record_id": record.pk, "community_id": record.community_id}
