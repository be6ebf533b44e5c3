"""Consents, requests about one's own data, and who may read children's records."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone

from accounts.actions.minors import LONGEST_DAYS
from accounts.models import (
    ConsentEvent,
    ConsentKind,
    DataSubjectRequest,
    Incident,
    MinorAccessApproval,
    PrivacyNotice,
    SharingRecord,
    User,
)
from communities.models import Authority, Binding
from core.workcalendar import Calendar
from doors.models import DemoPerson
from doors.town.checks.finding import Check, Finding, each, none_of

Status, Kind = DataSubjectRequest.Status, DataSubjectRequest.Kind


def agreed_at_sign_in() -> Finding:
    """Whoever can be entered has agreed to the notice that stands, on his own account."""
    notice = PrivacyNotice.objects.current()
    people = User.objects.filter(pk__in=DemoPerson.objects.values("user"))
    last = ConsentEvent.objects.filter(kind=ConsentKind.SERVICE, subject=OuterRef("subject"))
    agreed = last.filter(given=True, notice=notice, user=OuterRef("pk"))
    return none_of(people, people.filter(~Exists(agreed)), "has not agreed to the notice")


def consents() -> Finding:
    """No word is given under a notice that was not there, nor twice for what already held."""
    said: dict[tuple[object, str], tuple[bool, int]] = {}

    def wrong(event: ConsentEvent) -> str:
        about = event.subject, event.kind
        before, now = said.get(about), (event.given, event.notice_id)
        said[about] = now
        if before == now:
            return "says again what held"
        if event.notice.published_at > event.at + timedelta(minutes=1):
            return "was given under a notice that was not there yet"
        child = event.kind == ConsentKind.CHILD and event.given
        return "speaks for a child without its guardian" if child and not event.guardian else ""

    return each(ConsentEvent, ConsentEvent.objects.select_related("notice"), wrong)


def requests_about_oneself() -> Finding:
    """Asked by himself or by who acts for him, due in working days, answered by another."""
    calendar = Calendar()

    def wrong(asked: DataSubjectRequest) -> str:
        own = Binding.objects.filter(user=asked.user_id, resident__subject=asked.subject)
        acts = Authority.objects.filter(user=asked.user_id, resident__subject=asked.subject)
        if not (own.exists() or acts.exists() or asked.user.subject == asked.subject):
            return "is about somebody else"
        day = timezone.localdate(asked.created_at)
        if asked.due_on != calendar.add_workdays(day, settings.SUBJECT_REQUEST_WORKDAYS):
            return "is not due when the law says"
        answered = asked.status in {Status.DONE, Status.REFUSED}
        if answered != bool(asked.handled_by_id and asked.answered_at and asked.answer):
            return "is answered by nobody, or without a word"
        if asked.handled_by_id == asked.user_id:
            return "is answered by who asked it"
        return ""

    found = each(DataSubjectRequest, DataSubjectRequest.objects.select_related("user"), wrong)
    shown = set(DataSubjectRequest.objects.values_list("status", flat=True))
    if not found.bad and not {Status.RECEIVED, Status.DONE} <= shown:
        return Finding(found.count, "one waits, one is answered: not so")
    return found


def childrens_records() -> Finding:
    """Nobody approves himself, nor anybody for longer than a year."""
    rows = MinorAccessApproval.objects.all()
    long = Q(ends_on__gt=F("starts_on") + timedelta(days=LONGEST_DAYS))
    bad = rows.filter(long | Q(reader=F("approved_by")) | Q(purpose=""))
    return none_of(rows, bad, "is approved beyond what may be")


def kept_registers() -> Finding:
    """What was passed on has an end; of what went wrong people were told, and then it closed."""
    shared = SharingRecord.objects.all()
    endless = none_of(shared, shared.filter(ends_on__lte=F("starts_on")), "ends before it began")
    if endless.bad or not endless.count:
        return Finding(endless.count, endless.bad or "nothing was written down as shared")
    gone_wrong = Incident.objects.all()
    untold = Q(closed_at__isnull=False, people_told_at__isnull=True)
    early = Q(noticed_at__lt=F("happened_at")) | Q(people_told_at__lt=F("noticed_at"))
    return none_of(gone_wrong, gone_wrong.filter(untold | early), "closed before anybody was told")


CHECKS = (
    Check("登录即同意 · agreed at sign-in", agreed_at_sign_in),
    Check("同意记录 · consents", consents),
    Check("本人的请求 · requests about one's own data", requests_about_oneself),
    Check("孩子的档案 · children's records", childrens_records),
    Check("共享和事件 · sharing and incidents", kept_registers),
)
