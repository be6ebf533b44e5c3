"""Pairing agreements: drafted, signed, their lists kept line by line, judged once a year."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area, Level
from core import audit, messaging
from core.exceptions import DomainError
from core.refusals import refusing
from core.words import listed
from grids import periods
from organizations.actions import school_groups
from organizations.actions.guards import lock_standing, words_of
from organizations.actions.readers import managers_of, readers, staff_of
from organizations.kinds import Family
from organizations.kinds import Kind as UnitKind
from organizations.models import AgreementTerm, Organization, Pairing, PairingLine, PairingYear
from organizations.partner_workflow import (
    BEGIN,
    DROP,
    FINISH,
    LAPSE,
    LISTS_OF,
    SIGN,
    STOP,
    AgreementKind,
    LineStatus,
    PartnerStep,
)
from organizations.workflow import Status

Kind, Grade = PairingLine.Kind, PairingYear.Grade


@transaction.atomic
def draft(
    organization: Organization,
    community: Area,
    *,
    title: str,
    starts_on: date,
    ends_on: date,
    goal: str = "",
    kind: str = AgreementKind.PAIRING,
    actor: User | None,
) -> Pairing:
    """By either side. The lists come next; it runs once it is signed."""
    unit = lock_standing(organization)
    if unit.family != Family.PARTNER or unit.status != Status.ACTIVE:
        raise DomainError(_("结对的要是在册的共建单位"), field="organization")
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选一个社区"), field="community")
    if kind not in AgreementKind.values:
        raise DomainError(_("请选哪一种协议"), field="kind")
    if kind == AgreementKind.UNIVERSITY and unit.kind != UnitKind.SCHOOL:
        raise DomainError(_("校地共建的单位要是学校"), field="kind")
    pairing = Pairing(
        kind=kind,
        community=community,
        organization=unit,
        title=words_of(title, "title", _("请写协议名称")),
        goal=clean_text(goal, field="goal"),
        starts_on=starts_on,
        ends_on=_ends(starts_on, ends_on),
        drafted_by=actor,
    )
    already = DomainError(
        _("它和这个社区已经有一份这种协议，先续签或结束那一份"),
        code="already",
        field="organization",
    )
    with refusing(pairing_once_while_standing=already):
        pairing.save(force_insert=True)
    _note("drafted", pairing, actor)
    return pairing


@transaction.atomic
def add_lines(
    pairing: Pairing, *, kind: str, texts: str, due_on: date | None = None, actor: User | None
) -> list[PairingLine]:
    """One line of the box is one line of the list."""
    fresh = _lock(pairing)
    if not fresh.is_open:
        raise _moved_on(fresh)
    if kind not in Kind.values:
        raise DomainError(_("请选哪张清单"), field="kind")
    said = list(_lines(texts))
    if not said:
        raise DomainError(_("请写内容，一行一项"), field="texts")
    rows = [
        PairingLine(
            community_id=fresh.community_id,
            organization_id=fresh.organization_id,
            pairing=fresh,
            kind=kind,
            text=text,
            due_on=due_on,
        )
        for text in said
    ]
    twice = DomainError(_("清单里已经有一样的一项"), code="twice", field="texts")
    with refusing(pairing_line_said_once=twice):
        PairingLine.objects.bulk_create(rows)
    _note("line_added", fresh, actor, kind=kind, what=listed(said)[:200])
    return rows


@transaction.atomic
def sign(pairing: Pairing, *, signed_on: date, actor: User | None) -> Pairing:
    """As the paper says. An agreement without a need and a resource binds nobody."""
    fresh = _lock(pairing)
    _require(fresh, SIGN)
    if signed_on > timezone.localdate():
        raise DomainError(_("还没到那天，签了再来登记"), field="signed_on")
    if fresh.ends_on < timezone.localdate():
        raise DomainError(_("协议的期限已经过了，请核对"), field="signed_on")
    kinds = set(fresh.lines.exclude(status=LineStatus.DROPPED).values_list("kind", flat=True))
    if not LISTS_OF[fresh.kind] <= kinds:
        lists = listed(str(kind.label) for kind in Kind if kind in LISTS_OF[fresh.kind])
        raise DomainError(_("先写好{lists}，再签").format(lists=lists), code="no_lists")
    fresh.status, fresh.signed_on = SIGN.target, signed_on
    fresh.save(update_fields=["status", "signed_on"])
    _note("signed", fresh, actor, on=signed_on.isoformat())
    return fresh


@transaction.atomic
def renew(pairing: Pairing, *, ends_on: date, actor: User | None) -> Pairing:
    """Signed anew for longer: the lists go on, and the reminder counts from the new day."""
    fresh = _lock(pairing)
    if fresh.status != SIGN.target:
        raise _moved_on(fresh)
    if ends_on <= fresh.ends_on:
        raise DomainError(_("新的日期要在原来的后面"), field="ends_on")
    before, fresh.ends_on = fresh.ends_on, ends_on
    fresh.save(update_fields=["ends_on"])
    _note("renewed", fresh, actor, what=f"{before.isoformat()} → {ends_on.isoformat()}")
    return fresh


@transaction.atomic
def stop(pairing: Pairing, *, reason: str, actor: User | None) -> Pairing:
    fresh = _lock(pairing)
    _require(fresh, STOP)
    fresh.reason = words_of(reason, "reason", _("请写一句原因，单位看得到"))
    fresh.status = STOP.target
    fresh.save(update_fields=["status", "reason"])
    school_groups.part_all(fresh, actor=actor)
    _note("stopped", fresh, actor, reason=fresh.reason)
    return fresh


# --- the lists ------------------------------------------------------------------------------------
@transaction.atomic
def begin_line(line: PairingLine, *, actor: User | None) -> PairingLine:
    return _move_line(line, BEGIN, "", actor)


@transaction.atomic
def finish_line(line: PairingLine, *, reason: str, actor: User | None) -> PairingLine:
    """`reason`: what came of it, in one line both sides read."""
    return _move_line(line, FINISH, reason, actor)


@transaction.atomic
def drop_line(line: PairingLine, *, reason: str, actor: User | None) -> PairingLine:
    return _move_line(line, DROP, reason, actor)


def _move_line(line: PairingLine, step: PartnerStep, note: str, actor: User | None) -> PairingLine:
    pairing = _lock(line.pairing)
    fresh = pairing.lines.get(pk=line.pk)
    if not pairing.is_open:
        raise _moved_on(pairing)
    if fresh.status not in step.sources:
        status = fresh.get_status_display()
        raise DomainError(
            _("这一项现在是“{status}”，不能再这样办").format(status=status), code="moved_on"
        )
    if step.reason_required:
        fresh.note = words_of(note, "reason", _("请写一句办得怎样，两边都看得到"))
    fresh.status, fresh.moved_on = step.target, timezone.localdate()
    fresh.save(update_fields=["status", "note", "moved_on"])
    _note(f"line_{step.name}", pairing, actor, what=fresh.text)
    return fresh


# --- the terms ------------------------------------------------------------------------------------
@transaction.atomic
def plan_term(
    pairing: Pairing,
    *,
    name: str,
    starts_on: date,
    ends_on: date,
    plan: str,
    actor: User | None,
) -> AgreementTerm:
    """When the students are there, and what for; said again, the later word holds."""
    fresh = _lock(pairing)
    if not fresh.is_open:
        raise _moved_on(fresh)
    if fresh.kind != AgreementKind.UNIVERSITY:
        raise DomainError(_("只有校地共建的协议排学期"), code="no_terms")
    name = words_of(name, "name", _("请写哪个学期"))
    plan = words_of(plan, "plan", _("请写这学期打算做什么"))
    if not fresh.starts_on <= starts_on <= _ends(starts_on, ends_on) <= fresh.ends_on:
        raise DomainError(_("学期要在协议的期间里"), field="starts_on")
    values = {
        "community_id": fresh.community_id,
        "organization_id": fresh.organization_id,
        "period": periods.days(starts_on, ends_on),
        "plan": plan,
    }
    overlap = DomainError(_("和另一个学期的日子重了"), code="overlap", field="starts_on")
    with refusing(agreement_terms_do_not_overlap=overlap):
        row, _new = AgreementTerm.objects.update_or_create(
            pairing=fresh, name=name, defaults=values
        )
    _note("term_planned", fresh, actor, what=f"{row.name} · {row.plan}"[:200])
    return row


# --- the years ------------------------------------------------------------------------------------
@transaction.atomic
def assess(
    pairing: Pairing, *, year: int, grade: str, note: str = "", actor: User | None
) -> PairingYear:
    """What the lists say is counted now and kept; said again, the later word holds."""
    fresh = _lock(pairing)
    if fresh.signed_on is None:
        raise DomainError(_("还没签的协议不评定"), code="not_signed")
    if not fresh.starts_on.year <= year <= min(fresh.ends_on.year, timezone.localdate().year):
        raise DomainError(_("请选协议期内、已经到了的年份"), field="year")
    if grade not in Grade.values:
        raise DomainError(_("请选评定"), field="grade")
    words = clean_text(note, field="note")
    if grade == Grade.POOR and not words:
        raise DomainError(_("要改进的请写明差在哪里"), field="note")
    kept = fresh.lines.exclude(status=LineStatus.DROPPED)
    row, _new = PairingYear.objects.update_or_create(
        pairing=fresh,
        year=year,
        defaults={
            "community_id": fresh.community_id,
            "organization_id": fresh.organization_id,
            "grade": grade,
            "done": kept.filter(status=LineStatus.DONE).count(),
            "total": kept.count(),
            "note": words,
            "assessed_by": actor,
            "assessed_at": timezone.now(),
        },
    )
    _note("assessed", fresh, actor, year=year, grade=grade)
    return row


# --- by the clock ---------------------------------------------------------------------------------
@transaction.atomic
def tend(today: date | None = None) -> int:
    """What is over lapses; what ends within a month is told to both sides, once for each end."""
    day = today or timezone.localdate()
    for pairing in Pairing.objects.over(day).select_for_update(skip_locked=True):
        pairing.status = LAPSE.target
        pairing.save(update_fields=["status"])
        school_groups.part_all(pairing, actor=None)
        _note("lapsed", pairing, None)
    ending = Pairing.objects.ending(day).select_related("organization", "community")
    return sum(_remind(pairing) for pairing in ending.order_by("pk"))


def _remind(pairing: Pairing) -> int:
    unit, place, until = pairing.organization, pairing.community, pairing.ends_on
    both = managers_of(unit.pk) | staff_of(place.pk)
    if pairing.third_id is not None:
        both |= managers_of(pairing.third_id)
    return messaging.send_many(
        f"organizations.{pairing.kind}_ends",
        to_users=readers(both),
        scope=place.pk,
        context={
            "unit": unit.name,
            "unit_en": unit.name_en or unit.name,
            "community": place.name,
            "community_en": place.name_en or place.name,
            "day": until.isoformat(),
        },
        dedup_key=f"organizations.pairing_ends:{pairing.pk}:{until.isoformat()}",
        link=f"/desk/pairings/{pairing.pk}/",
    )


# --- inside ---------------------------------------------------------------------------------------
def _lock(pairing: Pairing) -> Pairing:
    """Whoever changes an agreement or a line of it comes through here one at a time."""
    rows = Pairing.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("organization", "community").get(pk=pairing.pk)


def _require(pairing: Pairing, step: PartnerStep) -> None:
    if pairing.status not in step.sources:
        raise _moved_on(pairing)


def _moved_on(pairing: Pairing) -> DomainError:
    return DomainError(
        _("这份协议现在是“{status}”，不能再这样办").format(status=pairing.get_status_display()),
        code="moved_on",
    )


def _ends(starts_on: date, ends_on: date) -> date:
    if ends_on < starts_on:
        raise DomainError(_("结束要在开始以后"), field="ends_on")
    return ends_on


def _lines(texts: str) -> Iterable[str]:
    for line in texts.splitlines():
        if text := clean_text(line, field="texts"):
            if len(text) > 120:
                raise DomainError(_("一项最多写 120 个字"), field="texts")
            yield text


def _note(verb: str, pairing: Pairing, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.pairing_{verb}",
        pairing,
        actor=actor,
        details={"organization": pairing.organization_id, **details},
    )
