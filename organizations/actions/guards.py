"""Locks and notes that every action of this room shares."""

from django.utils.translation import gettext as _

from communities.actions.guards import clean_text
from core.exceptions import DomainError
from organizations.models import Organization
from organizations.workflow import Status


def lock(organization: Organization) -> Organization:
    """Whoever changes an organisation, or what hangs on it, comes through here one at a time."""
    rows = Organization.objects.select_for_update(of=("self",), no_key=True)
    return rows.select_related("area").get(pk=organization.pk)


def lock_standing(organization: Organization) -> Organization:
    fresh = lock(organization)
    if fresh.status == Status.CLOSED:
        raise DomainError(_("它已退出名册，不能再改"), code="closed")
    return fresh


def words_of(text: str, field: str, otherwise: str) -> str:
    """What others will read: not nothing, and no numbers."""
    words = clean_text(text, field=field)
    if not words:
        raise DomainError(otherwise, field=field)
    return words
