"""Work handed on by a link: what its bearer reads, and what the desk reads of him."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from django.http import Http404
from django.utils.translation import gettext as _

from core import audit, scope
from requests.models import Forward, ServiceRequest
from requests.models.forwards import key_of
from requests.public_words import what, where
from requests.queries.contact import FIELDS, Contact
from requests.workflow.handing import WORKED_ON


@dataclass(frozen=True)
class Handed:
    """For the bearer: what he is asked to do, by whom, until when. Of the person who needs it
    nothing but the place, unless whoever sent the link wanted him to find the door."""

    forward: Forward
    state: str
    """living | answered | revoked | expired | over"""
    what: str
    where: str
    community: str
    telephone: str
    asked_by: str
    door_open: bool


@dataclass(frozen=True)
class Sent:
    """For the desk: how far it is."""

    forward: Forward
    words: str
    tone: str
    at: datetime
    may_use: bool


@contextmanager
def for_bearer(code: str) -> Iterator[Forward]:
    """Who has a link we signed needs no account and has no scope of his own: the link opens its
    own place for him, no other."""
    key = key_of(code)
    with scope.entered(scope.EVERYTHING):
        place = Forward.objects.filter(key=key).values_list("community_id", flat=True).first()
    if not key or place is None:
        raise Http404
    with scope.entered([place]):
        yield Forward.objects.select_related(
            "service_request__item",
            "service_request__grid",
            "service_request__community",
            "service_request__building__estate",
            "community__profile",
            "forwarded_by",
        ).get(key=key)


def handed(found: Forward) -> Handed:
    row, profile = found.service_request, getattr(found.community, "profile", None)
    return Handed(
        forward=found,
        state=_state(found),
        what=what(row),
        where=where(row),
        community=found.community.title,
        telephone=profile.telephone if profile else "",
        asked_by=found.forwarded_by.name.open(),
        door_open=door_is_open(found),
    )


def door_is_open(found: Forward) -> bool:
    said_yes = found.received_at is not None and _state(found) == "living"
    return found.shows_door and said_yes


def door_of(found: Forward) -> Contact:
    """In clear, once, and written down with who sent the link."""
    if not door_is_open(found):
        raise Http404
    row = found.service_request
    purpose = _("收到转办链接的人要上门（第 {n} 个链接）").format(n=found.number)
    audit.read(row, FIELDS, None, purpose)
    return Contact(
        row.contact_name.open(), row.contact_phone.open(), row.address.open(), row.numbers.open()
    )


def sent_of(row: ServiceRequest) -> list[Sent]:
    found = list(row.forwards.all())
    for one in found:
        one.to_name.disclose()
        one.service_request = row
    return [_sent(one) for one in found]


def _sent(one: Forward) -> Sent:
    state = _state(one)
    if one.answered_at is not None:
        return Sent(one, str(one.get_outcome_display()), "", one.answered_at, may_use=False)
    if one.revoked_at is not None:
        return Sent(one, _("收回了"), "line", one.revoked_at, may_use=False)
    if state == "expired":
        return Sent(one, _("链接过期了"), "late", one.expires_at, may_use=False)
    if one.received_at is not None:
        return Sent(one, _("收到了，在办"), "", one.received_at, may_use=state == "living")
    if one.opened_at is not None:
        return Sent(one, _("打开看过，还没点收到"), "soon", one.opened_at, state == "living")
    return Sent(one, _("还没打开"), "soon", one.forwarded_at, state == "living")


def _state(one: Forward) -> str:
    if one.answered_at is not None:
        return "answered"
    if one.revoked_at is not None:
        return "revoked"
    if one.is_over:
        return "expired"
    return "living" if one.service_request.status in WORKED_ON else "over"
