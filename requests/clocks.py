"""When something is due: a pure function of what happened, the rule, and the work calendar.

Clocks are never set, they are told: started, paused, resumed, stopped, given more time, put
under another rule. Whoever has the facts can work the deadline out again and gets the same.

    read([Fact(START, monday, Rule(5, WORKDAYS)), Fact(PAUSE, tuesday), Fact(RESUME, friday)])
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.workcalendar import Calendar


class Tick(TextChoices):
    """What can happen to a clock."""

    START = "start", _("开始")
    PAUSE = "pause", _("暂停")
    RESUME = "resume", _("继续")
    STOP = "stop", _("停止")
    RULE = "rule", _("换规则")
    EXTEND = "extend", _("延期")


class Unit(TextChoices):
    MINUTES = "minutes", _("分钟")
    HOURS = "hours", _("小时")
    WORKDAYS = "workdays", _("工作日")


@dataclass(frozen=True)
class Rule:
    """How long: urgent ones in minutes and hours through the night, others in working days."""

    amount: int
    unit: Unit

    @property
    def span(self) -> timedelta:
        if self.unit == Unit.WORKDAYS:
            raise ValueError("working days are not a span of time")
        return timedelta(**{str(self.unit): self.amount})


@dataclass(frozen=True)
class Fact:
    tick: Tick
    at: datetime
    rule: Rule | None = None
    """With START and RULE: what holds from here on."""
    until: datetime | None = None
    """With EXTEND: what was granted."""


@dataclass(frozen=True)
class Reading:
    """What the clock shows after the facts so far."""

    due_at: datetime | None
    """None where it never ran, or stands still."""
    running: bool
    stopped_at: datetime | None
    met: bool | None
    """Stopped in time; None while it has not stopped."""


def read(facts: Iterable[Fact], calendar: Calendar) -> Reading:
    """One clock, one epoch; the facts in the order in which they happened."""
    rule: Rule | None = None
    began: datetime | None = None
    used = _Used()
    promised: datetime | None = None
    stopped: datetime | None = None
    for fact in facts:
        if fact.tick == Tick.START:
            rule, began, used, promised, stopped = fact.rule, fact.at, _Used(), None, None
        elif rule is None or stopped is not None:
            continue  # nothing runs that could be paused or prolonged
        elif fact.tick == Tick.PAUSE and began is not None:
            used, began = used.and_(began, fact.at, calendar), None
        elif fact.tick == Tick.RESUME and began is None:
            if promised is not None:
                promised = max(promised, fact.at)
            began = fact.at
        elif fact.tick == Tick.RULE and fact.rule is not None:
            rule = fact.rule
        elif fact.tick == Tick.EXTEND:
            promised = fact.until
        elif fact.tick == Tick.STOP:
            stopped = fact.at
    return _reading(rule, began, used, promised, stopped, calendar)


@dataclass(frozen=True)
class _Used:
    """What the earlier stretches took away, in both ways of counting."""

    seconds: float = 0
    workdays: int = 0

    def and_(self, began: datetime, ended: datetime, calendar: Calendar) -> "_Used":
        days = calendar.workdays_between(_day(began), _day(ended))
        return _Used(self.seconds + (ended - began).total_seconds(), self.workdays + days)


def _reading(
    rule: Rule | None,
    began: datetime | None,
    used: _Used,
    promised: datetime | None,
    stopped: datetime | None,
    calendar: Calendar,
) -> Reading:
    due = None
    if rule is not None and began is not None:
        due = promised or _end(rule, began, used, calendar)
    met = None
    if stopped is not None:
        met = stopped <= due if due is not None else not _used_up(rule, used)
    return Reading(due, running=due is not None and stopped is None, stopped_at=stopped, met=met)


def _used_up(rule: Rule | None, used: _Used) -> bool:
    """For a clock that stopped while it stood still."""
    if rule is None:
        return False
    if rule.unit == Unit.WORKDAYS:
        return used.workdays > rule.amount
    return used.seconds > rule.span.total_seconds()


def _end(rule: Rule, began: datetime, used: _Used, calendar: Calendar) -> datetime:
    if rule.unit != Unit.WORKDAYS:
        return began + rule.span - timedelta(seconds=used.seconds)
    left = max(rule.amount - used.workdays, 0)
    return calendar.end_of_workday(calendar.add_workdays(_day(began), left))


def _day(moment: datetime) -> date:
    return timezone.localtime(moment).date()
