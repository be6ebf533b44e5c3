"""Part-time commissioners: seated for a term, seated again, unseated, or over by the clock."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from communities.actions.guards import clean_text
from communities.models import Area, Level
from core import audit, messaging
from core.exceptions import DomainError
from core.refusals import refusing
from organizations.actions.guards import lock_standing, words_of
from organizations.actions.readers import managers_of, readers, staff_of
from organizations.kinds import Family
from organizations.models import Commissioner, Organization
from organizations.workflow import Status

LONGEST = timedelta(days=5 * 366)
"""As long as a committee sits."""
KEPT_DAYS = 365
"""His name, after he has left; unit and office stay."""


@transaction.atomic
def seat(
    organization: Organization,
    community: Area,
    *,
    name: str,
    office: str,
    starts_on: date,
    ends_on: date,
    promises: str = "",
    actor: User | None,
) -> Commissioner:
    """One for each unit. Everybody reads unit and office; the name is for the two sides."""
    unit = lock_standing(organization)
    if unit.family != Family.PARTNER or unit.status != Status.ACTIVE:
        raise DomainError(_("兼职委员要来自在册的共建单位"), field="organization")
    if community.level != Level.COMMUNITY or not community.is_active:
        raise DomainError(_("请选一个社区"), field="community")
    row = Commissioner(
        community=community,
        organization=unit,
        name=words_of(name, "name", _("请写姓名")),
        office=words_of(office, "office", _("请写他在单位的职务，会公开")),
        promises=clean_text(promises, field="promises"),
        starts_on=starts_on,
        ends_on=_term(starts_on, ends_on),
        seated_by=actor,
    )
    already = DomainError(
        _("这个单位已经有一位兼职委员，先办卸任"), code="already", field="organization"
    )
    with refusing(commissioner_one_for_each_unit=already):
        row.save(force_insert=True)
    _note("seated", row, actor)
    return row


@transaction.atomic
def renew(commissioner: Commissioner, *, ends_on: date, actor: User | None) -> Commissioner:
    """Another term for the same person."""
    row = _standing(commissioner)
    if ends_on <= row.ends_on:
        raise DomainError(_("新的日期要在原来的后面"), field="ends_on")
    row.ends_on = _term(row.ends_on, ends_on)
    row.save(update_fields=["ends_on"])
    _note("renewed", row, actor, on=ends_on.isoformat())
    return row


@transaction.atomic
def unseat(commissioner: Commissioner, *, reason: str, actor: User | None) -> Commissioner:
    row = _standing(commissioner)
    words = words_of(reason, "reason", _("请写一句原因，单位看得到"))
    return _end(row, timezone.localdate(), words, actor)


# --- by the clock ---------------------------------------------------------------------------------
@transaction.atomic
def tend(today: date | None = None) -> int:
    """Terms that are over end; those that end within a month are told to both sides, once."""
    day = today or timezone.localdate()
    for row in Commissioner.objects.over(day).select_for_update(skip_locked=True):
        _end(row, row.ends_on, _("任期到了"), None)
    ending = Commissioner.objects.ending(day).select_related("organization", "community")
    return sum(_remind(row) for row in ending.order_by("pk"))


def expire(today: date) -> int:
    """A year after he left nobody needs his name."""
    last = today - timedelta(days=KEPT_DAYS)
    gone = Commissioner.objects.filter(ended_on__lt=last).exclude(name="—")
    return gone.update(name="—")


# --- inside ---------------------------------------------------------------------------------------
def _standing(commissioner: Commissioner) -> Commissioner:
    rows = Commissioner.objects.select_for_update(of=("self",), no_key=True)
    row = rows.select_related("organization", "community").get(pk=commissioner.pk)
    if not row.is_standing:
        raise DomainError(_("他已经卸任了"), code="moved_on")
    return row


def _term(starts_on: date, ends_on: date) -> date:
    if not starts_on < ends_on <= starts_on + LONGEST:
        raise DomainError(_("任期要有头有尾，最长五年"), field="ends_on")
    return ends_on


def _end(row: Commissioner, day: date, reason: str, actor: User | None) -> Commissioner:
    row.ended_on, row.reason = day, reason
    row.save(update_fields=["ended_on", "reason"])
    _note("unseated", row, actor, reason=reason)
    return row


def _remind(row: Commissioner) -> int:
    unit, place, until = row.organization, row.community, row.ends_on
    return messaging.send_many(
        "organizations.commissioner_ends",
        to_users=readers(managers_of(unit.pk) | staff_of(place.pk)),
        scope=place.pk,
        context={
            "unit": unit.name,
            "unit_en": unit.name_en or unit.name,
            "day": until.isoformat(),
        },
        dedup_key=f"organizations.commissioner_ends:{row.pk}:{until.isoformat()}",
        link="/desk/commissioners/",
    )


def _note(verb: str, row: Commissioner, actor: User | None, **details: object) -> None:
    audit.record(
        f"organizations.commissioner_{verb}",
        row,
        actor=actor,
        details={"organization": row.organization_id, **details},
    )
