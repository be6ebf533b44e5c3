"""Organisations by what somebody types: name, sound, service, credit code, a number to call."""

from django.db.models import Q

from accounts.viewer import Viewer
from core import crypto
from core.identifiers import read_phone, read_uscc
from organizations.models import ContactPerson, OfferedService, Organization
from organizations.models.organizations import OrganizationQuerySet


def matching(viewer: Viewer, text: str) -> Q:
    """What counts as found. A contact's number is asked only where his name may be read."""
    words = text.strip()
    sound = words.lower().replace(" ", "")
    rule = Q(name__icontains=words) | Q(name_en__icontains=words)
    if sound.isascii() and sound:
        # a name often begins with its place: lnxh finds 梧桐里老年协会
        rule |= Q(name_key__contains=sound) | Q(name_initials__contains=sound)
    services = OfferedService.objects.filter(is_active=True)
    named = Q(name__icontains=words) | Q(domain__name__icontains=words)
    rule |= Q(pk__in=services.filter(named).values("organization_id"))
    if code := read_uscc(words):
        rule |= Q(uscc=code)
    if phone := read_phone(words):
        contacts = ContactPerson.objects.visible_to(viewer).filter(
            phone_index=crypto.blind_index("phone", phone)
        )
        rule |= Q(telephone=phone) | Q(pk__in=contacts.values("organization_id"))
    return rule


def organizations(viewer: Viewer, text: str) -> OrganizationQuerySet:
    found = Organization.objects.at_desk_of(viewer).standing().filter(matching(viewer, text))
    return found.select_related("area").order_by("name_key")
