"""What this room keeps about people, why, and for how long (core.personal reads it)."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from communities.models import Resident
from core.models.numbers import forget_numbers
from core.personal import Declared
from organizations import checkin_personal, secondment_personal
from organizations.actions import commissioners, secondments, trainers
from organizations.models import ContactPerson, Organization, OrganizationScope
from organizations.workflow import Status

_CONTACT = Declared(_("社区和街道联系这个组织"), _("履行社区服务的法定职责"), _("退出名册后 1 年"))

_NUMBERS = Declared(_("核对原因里写到的号码"), _("履行社区服务的法定职责"), _("退出名册后 1 年"))

_SEAT = Declared(
    _("单位派人兼任社区党组织委员，两边联系"), _("履行双方约定所必需"), _("任期内；卸任后 1 年")
)

PERSONAL_FIELDS = {
    "organizations.ContactPerson": dict.fromkeys(("name", "position", "phone"), _CONTACT),
    "organizations.Organization": {"numbers": _NUMBERS},
    "organizations.Commissioner": dict.fromkeys(("name",), _SEAT),
    "organizations.CommissionerCall": dict.fromkeys(("commissioner", "status"), _SEAT),
    "organizations.CommissionerYear": dict.fromkeys(
        ("commissioner", "grade", "called", "came", "note"), _SEAT
    ),
    **checkin_personal.PERSONAL_FIELDS,
    **secondment_personal.PERSONAL_FIELDS,
}

CONTACT_DAYS = 365


def export_person(subject: UUID) -> dict[str, Any]:
    """The organisations he speaks for, and those that name his number as their contact's."""
    scopes = OrganizationScope.objects.filter(grant__user__subject=subject)
    return {
        "manager_of": [
            {
                "organization": scope.organization.name,
                "from": scope.grant.starts_on.isoformat(),
                "to": scope.grant.ends_on and scope.grant.ends_on.isoformat(),
            }
            for scope in scopes.select_related("organization", "grant").order_by("pk")
        ],
        "contact_of": [
            {
                "organization": contact.organization.name,
                "name": contact.name.open(),
                "position": contact.position,
                "phone": contact.phone.open(),
            }
            for contact in _named(subject).select_related("organization").order_by("pk")
        ],
        **checkin_personal.export_person(subject),
        **secondment_personal.export_person(subject),
    }


def erase_person(subject: UUID) -> dict[str, int]:
    """The organisation stays, and has to name somebody else."""
    deleted, _rows = _named(subject).delete()
    return {
        "contacts": deleted,
        **checkin_personal.erase_person(subject),
        **secondment_personal.erase_person(subject),
    }


def expire(today: date) -> dict[str, int]:
    """Nobody calls an organisation that left a year ago."""
    gone = Organization.objects.filter(
        status=Status.CLOSED, status_on__lt=today - timedelta(days=CONTACT_DAYS)
    )
    deleted, _rows = ContactPerson.objects.filter(organization__in=gone.values("pk")).delete()
    counts = {
        "contacts": deleted,
        "numbers_in_reasons": forget_numbers(gone),
        "commissioners": commissioners.expire(today),
        "secondments": secondments.expire(today),
        "trainers": trainers.expire(today),
    }
    return counts | checkin_personal.expire(today)


def _named(subject: UUID) -> "QuerySet[ContactPerson]":
    """A contact person has no record of his own here: his number is what names him."""
    numbers = {
        *User.objects.filter(subject=subject).values_list("phone_index", flat=True),
        *Resident.objects.filter(subject=subject).values_list("phone_index", flat=True),
    } - {"", None}
    return ContactPerson.objects.filter(phone_index__in=numbers)
