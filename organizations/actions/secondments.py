"""Secondments: proposed by one side, agreed by the other, changed, prolonged, over."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area, Level
from core import audit
from core.exceptions import DomainError
from core.identifiers import is_mobile, read_phone
from core.refusals import refusing
from organizations.actions import secondment_reports
from organizations.actions import secondment_telling as telling
from organizations.actions.guards import lock_standing, words_of
from organizations.kinds import Family
from organizations.models import Organization, Secondment, SecondmentReport
from organizations.secondment_workflow import (
    AGREE,
    DECLINE,
    LAPSE,
    LONGEST,
    MOST_DATES,
    STOP,
    SecondmentStatus,
    SecondmentStep,
)
from organizations.workflow import Status

KEPT_DAYS = 365
"""His name and number, after he has gone; unit, office and days stay."""


@dataclass(frozen=True)
class Plan:
    """What both sides agree on: for which post, on which days."""

    post: str
    weekdays: Iterable[int] = ()
    dates: Iterable[date] = ()
    hours: str = ""


@transaction.atomic
def propose(
    organization: Organization,
    community: Area,
    plan: Plan,
    *,
    name: str,
    phone: str,
    office: str,
    starts_on: date,
    ends_on: date,
    from_unit: bool,
    actor: User | None,
) -> Secondment:
    """Everybody reads unit, office, post and days; name and number are for the two sides."""
    unit = lock_standing(organization)
    if unit.family != Family.PARTNER or unit.status != Status.ACTIVE:
        raise DomainError(_("要来自在册的共建单位"), field="organization")
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选一个社区"), field="community")
    number = read_phone(phone) or ""
    if not is_mobile(number):
        raise DomainError(_("手机号不对，请再看一遍"), field="phone")
    row = Secondment(
        community=community,
        organization=unit,
        name=words_of(name, "name", _("请写姓名")),
        phone=number,
        office=words_of(office, "office", _("请写他在单位的职务，会公开")),
        starts_on=starts_on,
        ends_on=_term(starts_on, ends_on),
        weekly_from=starts_on,
        from_unit=from_unit,
        proposed_by=actor,
    )
    _set_plan(row, plan, first=starts_on)
    already = DomainError(
        _("他在这个社区已经有一份约定，或者正等对方同意"), code="already", field="phone"
    )
    with refusing(secondment_once_while_standing=already):
        row.save(force_insert=True)
    _note("proposed", row, actor)
    telling.proposed(row)
    return row


@transaction.atomic
def agree(secondment: Secondment, *, actor: User) -> Secondment:
    """The side that did not propose it."""
    row = lock_at(secondment, AGREE)
    if actor.pk == row.proposed_by_id:
        raise DomainError(_("自己提出的要请对方同意"), code="own")
    return _agree(row, actor)


@transaction.atomic
def agree_on_paper(secondment: Secondment, *, paper: str, actor: User) -> Secondment:
    """The community proposed it, and the unit answered by a letter: which one is written down."""
    row = lock_at(secondment, AGREE)
    if row.from_unit:
        raise DomainError(_("单位提出的，社区直接同意就行"), code="from_unit")
    row.paper = words_of(paper, "paper", _("请写单位来函的名称和日期"))
    return _agree(row, actor)


@transaction.atomic
def decline(secondment: Secondment, *, reason: str, actor: User | None) -> Secondment:
    """Either side lets it go while nothing is agreed."""
    row = lock_at(secondment, DECLINE)
    words = words_of(reason, "reason", _("请写一句原因，对方看得到"))
    _end(row, DECLINE, timezone.localdate(), words, actor)
    telling.answered(row, actor)
    return row


@transaction.atomic
def replan(secondment: Secondment, *, actor: User | None, **said: object) -> Secondment:
    """Another post, other days, from today on; the unit and he hear of it."""
    row = lock_at(secondment, STOP)
    today = timezone.localdate()
    since = max(row.starts_on, _told_until(row) + timedelta(days=1))
    behind = list(row.due_between(since, today - timedelta(days=1)))
    _set_plan(row, Plan(**said), first=max(today, row.starts_on))  # type: ignore[arg-type]
    row.dates = sorted({*behind, *row.dates})
    row.weekly_from = max(row.starts_on, today)
    row.save(update_fields=["post", "weekdays", "dates", "hours", "weekly_from"])
    _note("replanned", row, actor, what=row.days_in_words)
    telling.changed(row)
    return row


@transaction.atomic
def renew(secondment: Secondment, *, ends_on: date, actor: User | None) -> Secondment:
    row = lock_at(secondment, STOP)
    if ends_on <= row.ends_on:
        raise DomainError(_("新的日期要在原来的后面"), field="ends_on")
    row.ends_on = _term(row.starts_on, ends_on)
    row.save(update_fields=["ends_on"])
    _note("renewed", row, actor, on=ends_on.isoformat())
    telling.changed(row)
    return row


@transaction.atomic
def stop(secondment: Secondment, *, reason: str, actor: User | None) -> Secondment:
    row = lock_at(secondment, STOP)
    words = words_of(reason, "reason", _("请写一句原因，对方看得到"))
    return _close(row, STOP, timezone.localdate(), words, actor)


@transaction.atomic
def link(secondment: Secondment, *, user: User, actor: User) -> Secondment:
    """Staff see him and his telephone: from now on he notes his days himself."""
    if actor.pk == user.pk:
        raise DomainError(_("不能给自己的账号办，请同事来办"), code="own_account")
    row = lock_at(secondment, STOP)
    if row.user_id is not None:
        raise DomainError(_("已经关联过账号了"), code="linked")
    row.user = user
    row.save(update_fields=["user"])
    _note("linked", row, actor)
    return row


@transaction.atomic
def close_for(secondment: Secondment, step: SecondmentStep, day: date) -> None:
    """He asked that what is kept of him goes: so it cannot go on."""
    row = lock_at(secondment, step)
    if step is STOP:
        _close(row, step, day, "—", None)
    else:
        _end(row, step, day, "—", None)


# --- by the clock ---------------------------------------------------------------------------------
@transaction.atomic
def tend(today: date | None = None) -> int:
    """What is over ends, with the last report drafted; what ends within a month is told to both
    sides and to him, once for each end."""
    day = today or timezone.localdate()
    over = Secondment.objects.over(day).select_related("organization", "community")
    for row in over.select_for_update(of=("self",), skip_locked=True):
        if row.is_running:
            _close(row, LAPSE, row.ends_on, "", None)
        else:
            _end(row, DECLINE, day, _("日子过了，没有答复"), None)
    ending = Secondment.objects.ending(day).select_related("organization", "community")
    return sum(telling.ends(row) for row in ending.order_by("pk"))


def expire(today: date) -> int:
    """A year after he left nobody needs his name and number."""
    last = today - timedelta(days=KEPT_DAYS)
    gone = Secondment.objects.filter(ended_on__lt=last)
    return forget(gone.exclude(name="—"))


def forget(rows: "Iterable[Secondment]") -> int:
    """The days stay as those of his unit, the person does not."""
    count = 0
    for row in rows:
        row.name, row.phone, row.user = "—", "", None
        row.save(update_fields=["name", "phone", "phone_index", "user"])
        count += 1
    return count


# --- inside ---------------------------------------------------------------------------------------
def lock(secondment: Secondment) -> Secondment:
    """Whoever changes it, a day or a report of it comes through here one at a time."""
    rows = Secondment.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organization", "community").get(pk=secondment.pk)


def lock_at(secondment: Secondment, step: SecondmentStep) -> Secondment:
    row = lock(secondment)
    if row.status not in step.sources:
        raise DomainError(
            _("这份约定现在是“{status}”，不能再这样办").format(status=row.get_status_display()),
            code="moved_on",
        )
    return row


def _agree(row: Secondment, actor: User) -> Secondment:
    if row.ends_on < timezone.localdate():
        raise DomainError(_("约定的日子已经过了"), code="over")
    row.status, row.agreed_by, row.agreed_at = AGREE.target, actor, timezone.now()
    row.save(update_fields=["status", "agreed_by", "agreed_at", "paper"])
    _note("agreed", row, actor, **({"paper": row.paper} if row.paper else {}))
    telling.answered(row, actor)
    return row


def _close(
    row: Secondment, step: SecondmentStep, day: date, reason: str, actor: User | None
) -> Secondment:
    """With what his unit is to be told at the end."""
    _end(row, step, day, reason, actor)
    secondment_reports.draft_closing(row)
    telling.over(row)
    return row


def _end(row: Secondment, step: SecondmentStep, day: date, reason: str, actor: User | None) -> None:
    row.status, row.ended_on, row.reason = step.target, day, reason
    row.save(update_fields=["status", "ended_on", "reason"])
    verb = {SecondmentStatus.DECLINED: "declined", SecondmentStatus.STOPPED: "stopped"}
    said = {"reason": reason} if reason else {}
    _note(verb.get(row.status, "lapsed"), row, actor, **said)  # type: ignore[call-overload]


def _term(starts_on: date, ends_on: date) -> date:
    if not starts_on < ends_on <= starts_on + LONGEST:
        raise DomainError(_("期间要有头有尾，最长三年"), field="ends_on")
    return ends_on


def _set_plan(row: Secondment, plan: Plan, *, first: date) -> None:
    row.post = words_of(plan.post, "post", _("请写来做什么，会公开"))
    row.hours = clean_text(plan.hours, field="hours")
    row.weekdays = sorted({int(day) for day in plan.weekdays})
    row.dates = sorted(set(plan.dates))
    if not row.weekdays and not row.dates:
        raise DomainError(_("请选每周哪几天，或者写上日子"), field="weekdays")
    if not all(1 <= day <= 7 for day in row.weekdays):
        raise DomainError(_("请从周一到周日里选"), field="weekdays")
    if len(row.dates) > MOST_DATES:
        raise DomainError(_("最多写 {n} 个日子").format(n=MOST_DATES), field="dates")
    if any(not first <= day <= row.ends_on for day in row.dates):
        raise DomainError(_("日子要在约定的期间里，从今天往后"), field="dates")


def _told_until(row: Secondment) -> date:
    """The last day of the last report that has gone out."""
    sent = SecondmentReport.objects.filter(secondment=row, released_at__isnull=False)
    last: date | None = sent.order_by("-last").values_list("last", flat=True).first()
    return last or row.starts_on - timedelta(days=1)


def _note(verb: str, row: Secondment, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.secondment_{verb}",
        row,
        actor=actor,
        details={"organization": row.organization_id, **details},
    )
