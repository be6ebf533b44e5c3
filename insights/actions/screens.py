"""A screen in a hall: hung up with a link shown once, changed, given a new one, taken back."""

import secrets
from collections.abc import Sequence
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from communities.actions.guards import clean_text
from communities.models import Area
from core import audit
from core.exceptions import DomainError
from insights.indicators import REGISTRY
from insights.models import Screen
from insights.models.screens import Part, keeps_screens
from insights.wall import MOST_FIGURES, ON_THE_WALL, digest_of

MOST_LIVING = 12
"""Of one place: more are forgotten ones."""
SEEN_EVERY = timedelta(minutes=5)


@transaction.atomic
def make(
    *,
    area: Area,
    name: str,
    theme: str,
    shows: Sequence[str],
    figures: Sequence[str],
    by: Viewer,
) -> tuple[Screen, str]:
    """The row, and the secret in the link that nobody will ever read again."""
    if not keeps_screens(by):
        raise DomainError(_("您的岗位不能做大屏"), code="not_allowed")
    if area.pk not in by.area_ids:
        raise DomainError(_("这个地方不归您管"), field="area")
    facts = _facts(area, name, theme, shows, figures)
    _lock_place(area)
    if Screen.objects.living().filter(area=area).count() >= MOST_LIVING:
        raise DomainError(_("在用的大屏太多了，请先收回不亮的"), code="too_many")
    secret = new_secret()
    row = Screen.objects.create(area=area, digest=digest_of(secret), made_by=by.actor, **facts)
    _note("make", row, by.user, {"shows": row.shows, "figures": row.figures})
    return row, secret


@transaction.atomic
def change(
    row: Screen,
    *,
    name: str,
    theme: str,
    shows: Sequence[str],
    figures: Sequence[str],
    actor: User | None,
) -> Screen:
    """At the next look it shows what was chosen; the link stays."""
    row = _lock(row)
    for field, value in _facts(row.area, name, theme, shows, figures).items():
        setattr(row, field, value)
    row.revision += 1
    row.save(update_fields=["name", "theme", "shows", "figures", "revision"])
    _note("change", row, actor, {"shows": row.shows, "figures": row.figures})
    return row


@transaction.atomic
def renew(row: Screen, *, actor: User | None) -> tuple[Screen, str]:
    """The link was seen by too many, or lost: the old one is dead as the new one is made."""
    row = _lock(row)
    secret = new_secret()
    row.digest, row.revision = digest_of(secret), row.revision + 1
    row.save(update_fields=["digest", "revision"])
    _note("renew", row, actor)
    return row, secret


@transaction.atomic
def revoke(row: Screen, *, actor: User | None) -> Screen:
    """From the next look on there is nothing at that address."""
    row = _lock(row)
    row.revoked_at, row.revoked_by = timezone.now(), actor
    row.save(update_fields=["revoked_at", "revoked_by"])
    _note("revoke", row, actor)
    return row


def note_seen(row: Screen) -> None:
    """To some minutes: whether it is alight, not how often it asked."""
    now = timezone.now()
    if row.seen_at is None or now - row.seen_at > SEEN_EVERY:
        Screen.objects.filter(pk=row.pk).update(seen_at=now)


def new_secret() -> str:
    return secrets.token_urlsafe(32)


# --- inside ---------------------------------------------------------------------------------------
def _facts(
    area: Area, name: str, theme: str, shows: Sequence[str], figures: Sequence[str]
) -> dict[str, object]:
    if theme not in Screen.Theme.values:
        raise DomainError(_("请选底色"), field="theme")
    if not shows or not set(shows) <= set(Part.values):
        raise DomainError(_("请选显示什么"), field="shows")
    chosen = list(dict.fromkeys(figures))
    if len(chosen) > MOST_FIGURES:
        raise DomainError(_("指标最多 %(n)d 个") % {"n": MOST_FIGURES}, field="figures")
    if Part.FIGURES in shows and not chosen:
        raise DomainError(_("请选要显示哪些指标"), field="figures")
    if any(code not in ON_THE_WALL or area.level not in REGISTRY[code].levels for code in chosen):
        raise DomainError(_("这一级没有这个指标"), field="figures")
    return {
        "name": clean_text(name, field="name"),
        "theme": theme,
        "shows": [part for part in Part.values if part in shows],
        "figures": chosen,
    }


def _lock(row: Screen) -> Screen:
    rows = Screen.objects.select_for_update(of=("self",), no_key=True).select_related("area")
    row = rows.get(pk=row.pk)
    if not row.is_living:
        raise DomainError(_("这块大屏已经收回了"), code="revoked")
    return row


def _lock_place(area: Area) -> None:
    """Two who hang up the last one at once are one after the other."""
    Area.objects.select_for_update(no_key=True).get(pk=area.pk)


def _note(
    verb: str, row: Screen, actor: User | None, details: dict[str, object] | None = None
) -> None:
    audit.record(
        f"insights.screen.{verb}", row, actor=actor, scope=row.area.community_id, details=details
    )
