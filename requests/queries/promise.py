"""What somebody is promised before he sends: by when he is rung, by when it is done."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import ngettext

from core.workcalendar import Calendar
from requests.clocks import Fact, Rule, Tick, Unit, read
from requests.models import MenuItem
from requests.models.policies import Priority
from requests.terms import rules_in_force
from requests.words import day_of
from requests.workflow import ClockKind


@dataclass(frozen=True)
class Promise:
    contact: str
    done: str


def promised(item: MenuItem | None) -> Promise | None:
    """None where the place has not said how long things take."""
    priority = item.priority if item else Priority.NORMAL
    policy_id = item.sla_id if item else None
    by_clock = {
        rule.clock: rule.rule
        for rule in rules_in_force()
        if rule.priority == priority
        and (rule.policy_id == policy_id if policy_id else rule.policy.is_default)
    }
    contact, handling = by_clock.get(ClockKind.CONTACT), by_clock.get(ClockKind.HANDLING)
    if contact is None or handling is None:
        return None
    due = read([Fact(Tick.START, timezone.now(), handling)], Calendar()).due_at
    return Promise(within(contact), day_of(due))


def within(rule: Rule) -> str:
    n = {"n": rule.amount}
    if rule.unit == Unit.MINUTES:
        return ngettext("%(n)d 分钟内", "%(n)d 分钟内", rule.amount) % n
    if rule.unit == Unit.HOURS:
        return ngettext("%(n)d 小时内", "%(n)d 小时内", rule.amount) % n
    return ngettext("%(n)d 个工作日内", "%(n)d 个工作日内", rule.amount) % n
