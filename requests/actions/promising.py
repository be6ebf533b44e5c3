"""What was promised changes: a new version of a rule, and the open ones told of it or not."""

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit
from core.exceptions import DomainError
from requests.actions import ticking
from requests.actions.moving import lock
from requests.clocks import Tick, Unit
from requests.models import ClockEvent, ServiceRequest, SlaRule
from requests.workflow import OPEN

BATCH = 200
MOST = 999


@transaction.atomic
def change_rule(
    rule: SlaRule, *, amount: int, unit: str, for_open: bool, actor: User | None
) -> SlaRule:
    """The old version stays as it was; what it promised can be worked out for ever."""
    before = SlaRule.objects.select_for_update().get(pk=rule.pk)
    if before.replaced_at is not None:
        raise DomainError(_("这条时限刚被改过，请重新打开"), code="moved_on")
    if unit not in Unit.values or not 0 < amount <= MOST:
        raise DomainError(_("请写一个数和单位"), field="amount")
    if (before.amount, before.unit) == (amount, unit):
        raise DomainError(_("和现在的一样，不用改"), field="amount")
    SlaRule.objects.filter(pk=before.pk).update(replaced_at=Now())
    fresh = SlaRule.objects.create(
        policy_id=before.policy_id,
        clock=before.clock,
        priority=before.priority,
        amount=amount,
        unit=unit,
        version=before.version + 1,
        for_open=for_open,
    )
    audit.record(
        "requests.rule.changed",
        fresh,
        actor=actor,
        scope=None,
        details={
            "from": f"{before.amount} {before.unit}",
            "to": f"{amount} {unit}",
            "for_open": for_open,
        },
    )
    return fresh


def follow_new_rules(*, batch: int = BATCH) -> int:
    """Open requests whose clock still runs under a version that was replaced for them too.

    Read from the facts, so it may be called as often as one likes and may die in the middle.
    """
    pks = list(_behind().values_list("service_request_id", flat=True).distinct()[:batch])
    for pk in pks:
        _tell(pk)
    return len(pks)


def _behind() -> "QuerySet[ClockEvent]":
    later = ClockEvent.objects.filter(
        service_request=OuterRef("service_request"),
        clock=OuterRef("clock"),
        epoch=OuterRef("epoch"),
        pk__gt=OuterRef("pk"),
        tick__in=[Tick.START, Tick.RULE, Tick.STOP],
    )
    successor = SlaRule.objects.filter(
        policy=OuterRef("rule__policy"),
        clock=OuterRef("clock"),
        priority=OuterRef("rule__priority"),
        replaced_at__isnull=True,
        for_open=True,
    )
    return ClockEvent.objects.filter(
        ~Exists(later),
        Exists(successor),
        rule__replaced_at__isnull=False,
        service_request__status__in=OPEN,
        epoch=F("service_request__epoch"),
    )


@transaction.atomic
def _tell(pk: int) -> None:
    row = lock(ServiceRequest(pk=pk))
    behind = _behind().filter(service_request=row).select_related("rule").order_by("clock")
    facts = []
    for event in behind:
        rule = event.rule
        if rule is None:
            continue
        successor = SlaRule.objects.get(
            policy_id=rule.policy_id,
            clock=event.clock,
            priority=rule.priority,
            replaced_at__isnull=True,
        )
        facts.append(
            ClockEvent(
                service_request=row,
                clock=event.clock,
                epoch=row.epoch,
                tick=Tick.RULE,
                rule=successor,
            )
        )
    ClockEvent.objects.bulk_create(facts)
    row.due_at = ticking.plan(row)
    row.save(update_fields=["due_at"])
