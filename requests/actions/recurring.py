"""定期单: the rule is set once, each due day opens one order for whoever is on duty."""

from datetime import date, datetime, time

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from communities.models import Area, Resident
from communities.queries.duty import on_duty
from communities.viewers import enter_as
from core import audit, scope
from core.exceptions import DomainError
from requests.actions import dispatch, intake, triage
from requests.actions.dispatch import Who
from requests.actions.intake import Need
from requests.models import MenuItem, RecurringOrder, RecurringRun, ServiceRequest
from requests.models.parties import Lane
from requests.tiers import Tier, tier_of
from requests.triage import Verdict
from requests.workflow import Channel, Matter, OrderType

NOON = time(10)
"""At which hour of the day one asks who is on duty."""


@transaction.atomic
def set_rule(
    community: Area,
    *,
    words: str,
    weekday: int,
    consent_note: str,
    every_weeks: int = 1,
    starts_on: date | None = None,
    ends_on: date | None = None,
    item: MenuItem | None = None,
    resident: Resident | None = None,
    grid: Area | None = None,
    by: Viewer,
) -> RecurringOrder:
    if tier_of(by) != Tier.COMMUNITY or community.pk not in by.community_ids or by.sleeping:
        raise DomainError(_("定期单由社区来定"), code="not_allowed")
    if not words.strip():
        raise DomainError(_("请用一句话说说要办什么"), field="words")
    if not consent_note.strip():
        raise DomainError(_("请注明本人怎样同意代为登记"), field="consent_note")
    first = starts_on or timezone.localdate()
    if ends_on is not None and ends_on < first:
        raise DomainError(_("结束的日子要在开始以后"), field="ends_on")
    if resident is not None and resident.community_id != community.pk:
        raise DomainError(_("这个人不在这个社区"), field="resident")
    rule = RecurringOrder.objects.create(
        community=community,
        grid=grid or (resident.grid if resident else None),
        item=item,
        resident=resident,
        words=words.strip(),
        consent_note=consent_note.strip(),
        weekday=weekday,
        every_weeks=every_weeks,
        starts_on=first,
        ends_on=ends_on,
        kept_by=by.actor,
    )
    _log("set", rule, by)
    return rule


@transaction.atomic
def stop(rule: RecurringOrder, *, reason: str, by: Viewer) -> RecurringOrder:
    row = RecurringOrder.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if not RecurringOrder.objects.manageable_by(by).filter(pk=row.pk).exists():
        raise DomainError(_("这一步不归您做"), code="not_allowed")
    if row.stopped_at is not None:
        raise DomainError(_("已经停了"), code="stopped")
    row.stopped_at, row.why_stopped = timezone.now(), reason.strip()
    row.save()
    _log("stop", row, by)
    return row


def is_due(rule: RecurringOrder, day: date) -> bool:
    """By the calendar alone: its weekday, every so many weeks, counted from the first one."""
    if day.weekday() != rule.weekday or day < rule.starts_on or rule.stopped_at is not None:
        return False
    if rule.ends_on is not None and day > rule.ends_on:
        return False
    ahead = (rule.weekday - rule.starts_on.weekday()) % 7
    first = rule.starts_on.toordinal() + ahead
    return (day.toordinal() - first) // 7 % rule.every_weeks == 0


def open_due(day: date) -> int:
    """Of all rules due that day; whoever sweeps how often, each opens one order."""
    opened = 0
    rules = RecurringOrder.objects.running().filter(weekday=day.weekday(), starts_on__lte=day)
    done = RecurringRun.objects.filter(day=day).values("rule")
    for rule in rules.exclude(pk__in=done).order_by("pk"):
        if is_due(rule, day) and open_one(rule, day) is not None:
            opened += 1
    return opened


@transaction.atomic
def open_one(rule: RecurringOrder, day: date) -> ServiceRequest | None:
    """None if another sweep was there first, or if who set the rule no longer works here."""
    row = RecurringOrder.objects.select_for_update(of=("self",)).get(pk=rule.pk)
    if not is_due(row, day) or RecurringRun.objects.filter(rule=row, day=day).exists():
        return None
    by = _as_staff(row)
    if by is None:
        row.stopped_at = timezone.now()
        row.why_stopped = _("定规则的人调走了，请重新定")
        row.save()
        return None
    at = timezone.make_aware(datetime.combine(day, NOON))
    made = to_who_is_on_duty(_submitted(row, by), by, at)
    scope.declare(scope.EVERYTHING)
    RecurringRun.objects.create(
        community_id=row.community_id, rule=row, day=day, service_request=made
    )
    return made


def _submitted(rule: RecurringOrder, by: Viewer) -> ServiceRequest:
    person = rule.resident
    dwelling = person.household.dwelling if person and person.household else None
    need = Need(
        rule.community,
        rule.words,
        channel=Channel.VISIT,
        item=rule.item,
        grid=rule.grid,
        building=dwelling.building if dwelling else None,
        resident=person,
        contact_name=person.name.open() if person else _("社区"),
        contact_phone=person.phone.open() if person else "",
        address=str(dwelling) if dwelling else "",
        consent_note=rule.consent_note,
    )
    return intake.submit(need, by=by)


def to_who_is_on_duty(row: ServiceRequest, by: Viewer, at: datetime) -> ServiceRequest:
    """To whoever is on duty; if nobody is, the keeper finds it in his queue."""
    verdict = Verdict(OrderType.REGULAR, Matter.MINOR, item=row.item)
    row = triage.classify(row, verdict, by=by)
    shift = on_duty(row.community, at).filter(person__isnull=False).first()
    if shift is None:
        return row
    return dispatch.assign(row, Who(Lane.HOST, user=shift.person, reason=_("当天值班")), by=by)


def _as_staff(rule: RecurringOrder) -> Viewer | None:
    """Who set the rule, in the post he holds there now."""
    viewer = enter_as(rule.kept_by, has_mfa=lambda _user: True)
    for grant in viewer.grants:
        acting = enter_as(rule.kept_by, active=str(grant.pk), has_mfa=lambda _user: True)
        scope.declare(scope.EVERYTHING)
        if (tier_of(acting) or 0) >= Tier.COMMUNITY and rule.community_id in acting.community_ids:
            return acting
    scope.declare(scope.EVERYTHING)
    return None


def _log(verb: str, rule: RecurringOrder, by: Viewer) -> None:
    audit.record(
        f"requests.recurring_{verb}",
        rule,
        actor=by.user,
        scope=rule.community_id,
        details={"weekday": rule.weekday, "every": rule.every_weeks},
    )
