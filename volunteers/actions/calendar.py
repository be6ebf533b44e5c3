"""The address of one's own calendar: made, made anew, taken back."""

import secrets

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import audit
from core.exceptions import DomainError
from core.refusals import refusing
from volunteers.models import CalendarLink, Volunteer


@transaction.atomic
def make_link(volunteer: Volunteer, *, actor: User | None) -> CalendarLink:
    """The old one is dead from this moment."""
    _end(volunteer)
    busy = DomainError(_("刚生成过一条链接，请刷新再看"), code="busy")
    with refusing(calendar_link_one_live=busy):
        made = CalendarLink.objects.create(
            community_id=volunteer.community_id,
            volunteer=volunteer,
            token=secrets.token_urlsafe(24),
        )
    audit.record("volunteers.calendar_link_made", volunteer, actor=actor)
    return made


@transaction.atomic
def end_link(volunteer: Volunteer, *, actor: User | None) -> None:
    if not _end(volunteer):
        raise DomainError(_("没有在用的链接"), code="moved_on")
    audit.record("volunteers.calendar_link_ended", volunteer, actor=actor)


# --- inside ---------------------------------------------------------------------------------------
def _end(volunteer: Volunteer) -> int:
    live = CalendarLink.objects.filter(volunteer=volunteer, ended_at__isnull=True)
    return live.update(ended_at=timezone.now())
