"""分: what it is, whether it is ours, and with which other one it is the same."""

from datetime import timedelta
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.actions import calls, ticking
from requests.actions.following import follow
from requests.actions.joining import level_after
from requests.actions.moving import lock, move
from requests.clocks import Tick
from requests.models import ClockEvent, Party, ServiceRequest, SlaRule
from requests.models.parties import Role
from requests.triage import Verdict
from requests.workflow import AGAINST, Channel, Kind

ANSWER_WITHIN = timedelta(days=7)
RING_WITHIN = timedelta(hours=4)
MOST_ABOUT = 200
"""Characters of it on the list of calls; all of it stands in the history."""


@transaction.atomic
def classify(service_request: ServiceRequest, verdict: Verdict, *, by: Viewer) -> ServiceRequest:
    """Take it in: from here on the place owes an answer by the day it shows."""
    _fits(service_request, verdict)
    moved = move(
        service_request,
        "classify",
        by=by,
        note=verdict.note,
        data=verdict.codes,
        changes=_read(service_request, verdict),
    )
    return follow(_under_its_rule(moved.service_request), by=by)


@transaction.atomic
def reclassify(service_request: ServiceRequest, verdict: Verdict, *, by: Viewer) -> ServiceRequest:
    """Seen again: the first view stays in the history, the clocks go on under the right rule."""
    _fits(service_request, verdict)
    moved = move(
        service_request,
        "reclassify",
        by=by,
        note=verdict.note,
        data=verdict.codes,
        changes=_read(service_request, verdict),
    )
    return _under_its_rule(moved.service_request)


@transaction.atomic
def ask(service_request: ServiceRequest, *, question: str, by: Viewer) -> ServiceRequest:
    """The clocks stand still while the one who asked looks for the answer; who cannot read it
    on a page is rung."""
    if not question.strip():
        raise DomainError(_("请写要问什么"), field="question")
    until = timezone.now() + ANSWER_WITHIN
    row = move(
        service_request, "ask", by=by, note=question, changes={"paused_until": until}
    ).service_request
    return _rung(row, question, by)


def answer(service_request: ServiceRequest, *, words: str, by: Viewer) -> ServiceRequest:
    """By whom it was asked; for who has no account the desk writes down what he said."""
    if not words.strip():
        raise DomainError(_("请写一句回答"), field="words")
    if by.is_staff and service_request.reporter_id is not None:
        raise DomainError(_("他有账号，请他自己回答"), code="asks_himself")
    return move(
        service_request, "answer", by=by, note=words, changes={"paused_until": None}
    ).service_request


@transaction.atomic
def refuse(
    service_request: ServiceRequest, *, reason: str, reply: str, by: Viewer
) -> ServiceRequest:
    """Not ours to do, and said so kindly: what the reporter reads is the reply."""
    if reason not in REFUSALS:
        raise DomainError(_("请选一个原因"), field="reason")
    if not reply.strip():
        raise DomainError(_("请写给提出人的答复"), field="reply")
    row = move(
        service_request, "refuse", by=by, note=reply, data={"reason": reason}
    ).service_request
    return _rung(row, reply, by)


@transaction.atomic
def redirect(
    service_request: ServiceRequest, *, where: str, reply: str, by: Viewer
) -> ServiceRequest:
    if not where.strip():
        raise DomainError(_("请写该找谁"), field="where")
    if not reply.strip():
        raise DomainError(_("请写给提出人的答复"), field="reply")
    row = move(
        service_request, "redirect", by=by, note=reply, data={"where": where.strip()}
    ).service_request
    return _rung(row, f"{where.strip()} {reply}", by)


@transaction.atomic
def merge(service_request: ServiceRequest, into: ServiceRequest, *, by: Viewer) -> ServiceRequest:
    """One event, many reporters: each keeps his own tracking, the work is done once."""
    if into.pk == service_request.pk:
        raise DomainError(_("不能并入自己"), field="into")
    if into.split_from_id == service_request.pk:
        raise DomainError(_("不能并入从它拆出来的一件"), field="into")
    # Always in the same order, so that two merges never wait for each other.
    for row in sorted((service_request, into), key=lambda row: row.pk):
        lock(row)
    target = lock(into)
    if not target.is_open or target.community_id != service_request.community_id:
        raise DomainError(_("要并入同一个社区里还在办的一件"), field="into")
    level = level_after(target, service_request.affected_count)
    moved = move(
        service_request,
        "merge",
        by=by,
        data={"into": target.pk} | ({"raised_to": int(level)} if level != target.level else {}),
        changes={"merged_into": target},
    ).service_request
    if moved.reporter_id:
        Party.objects.get_or_create(
            service_request=target,
            user_id=moved.reporter_id,
            role=Role.AFFECTED,
            ended_at=None,
            defaults={"community_id": target.community_id},
        )
    ServiceRequest.objects.filter(pk=target.pk).update(
        affected_count=F("affected_count") + moved.affected_count, level=level
    )
    return moved


REFUSALS = {
    "not_ours": gettext_lazy("不在社区职责里"),
    "in_court": gettext_lazy("已经在诉讼、仲裁或信访程序里"),
    "repeated": gettext_lazy("同一件事已经办结，没有新情况"),
    "private": gettext_lazy("邻里之间的私事，请双方自己商量"),
    "unlawful": gettext_lazy("要求不合法律规定"),
    "nobody_came": gettext_lazy("等了很久，没有等到能帮上忙的人"),
    "unclear": gettext_lazy("说得不清楚，又联系不上"),
}


def _rung(row: ServiceRequest, words: str, by: Viewer) -> ServiceRequest:
    """Who has neither account nor a guest's page is told on the telephone."""
    if row.reporter_id is None and row.contact_phone and row.channel != Channel.GUEST:
        due = timezone.now() + RING_WITHIN
        about = Truncator(words).chars(MOST_ABOUT)
        calls.ask_call_back(row.community, about=about, due_at=due, by=by, service_request=row)
    return row


def _fits(service_request: ServiceRequest, verdict: Verdict) -> None:
    if verdict.grid is not None and verdict.grid.community_id != service_request.community_id:
        raise DomainError(_("这个网格不在这个社区"), field="grid")
    speaks_against = verdict.item is not None and verdict.item.kind in AGAINST
    if speaks_against and service_request.kind not in AGAINST:
        raise DomainError(
            _("说到了人或单位：请用“说的是我们的人”往上送，被反映的人就看不到了"), field="item"
        )


def _read(service_request: ServiceRequest, verdict: Verdict) -> dict[str, Any]:
    """What was only a sentence is of the kind its category is of; what speaks against somebody
    is never public, whatever the menu says."""
    if service_request.kind in AGAINST:
        return verdict.changes | {"is_public": False}
    if verdict.item is not None and service_request.kind == Kind.HELP:
        return verdict.changes | {"kind": verdict.item.kind}
    return verdict.changes


def _under_its_rule(row: ServiceRequest) -> ServiceRequest:
    """Another priority promises another day: the clocks that run are told the new rule; where it
    is the one they run under, there is nothing to tell."""
    rules = {
        rule.clock: rule
        for rule in SlaRule.objects.filter(
            policy=row.sla, priority=row.priority, replaced_at__isnull=True
        )
    }
    shown = ticking.readings(row)
    facts = row.clock_events.filter(epoch=row.epoch, rule__isnull=False).order_by("id")
    known = dict(facts.values_list("clock", "rule"))
    ClockEvent.objects.bulk_create(
        ClockEvent(
            service_request=row, clock=clock, epoch=row.epoch, tick=Tick.RULE, rule=rules[clock]
        )
        for clock, reading in shown.items()
        if reading.stopped_at is None and clock in rules and known.get(clock) != rules[clock].pk
    )
    row.due_at = ticking.plan(row)
    row.save(update_fields=["due_at"])
    return row
