"""Organisations by what somebody types: name, sound, service, credit code, a number to call, and
whom to call there."""

from django.db.models import Q, QuerySet

from accounts.viewer import Viewer
from communities.pinyin import sounds_like
from core import crypto
from core.identifiers import read_phone, read_uscc
from organizations.models import ContactPerson, OfferedService, Organization
from organizations.models.organizations import OrganizationQuerySet

KNOWN = 1000


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
    contacts = ContactPerson.objects.visible_to(viewer)
    if phone := read_phone(words):
        rule |= Q(telephone=phone)
        contacts = contacts.filter(phone_index=crypto.blind_index("phone", phone))
        return rule | Q(pk__in=contacts.values("organization_id"))
    return rule | Q(pk__in=_called(contacts, words))


def _called(contacts: "QuerySet[ContactPerson]", words: str) -> list[int]:
    """They keep no sound of their names; of so many as one desk knows it is worked out."""
    known = contacts.values_list("organization_id", "name")[:KNOWN]
    return [pk for pk, name in known if sounds_like(name.open(), words)]


def organizations(viewer: Viewer, text: str) -> OrganizationQuerySet:
    found = Organization.objects.at_desk_of(viewer).standing().filter(matching(viewer, text))
    return found.select_related("area").order_by("name_key")
