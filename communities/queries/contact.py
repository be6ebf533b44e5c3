"""Whom a message may still reach, asked at the moment of sending; never for a page."""

from collections.abc import Iterable

from communities.models import Resident


def reachable(resident_ids: Iterable[int]) -> dict[int, str]:
    """The clear numbers of those who are here and alive."""
    people = Resident.objects.present().filter(pk__in=list(resident_ids)).only("phone")
    return {person.pk: person.phone.open() for person in people if person.phone}
