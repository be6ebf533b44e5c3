"""The photos of an order: those that came with the words, and those of the work."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from requests.models import Attachment, ServiceRequest


@dataclass(frozen=True)
class Photos:
    asked: list[Attachment]
    """Beside what he said."""
    work: list[Attachment]
    """Before, after, and the slips of an errand."""


def photos(row: ServiceRequest) -> Photos:
    """The caller has fetched the request in his scope; so below."""
    found = list(row.attachments.order_by("pk")) if row.has_photos else []
    asked = [one for one in found if one.moment == Attachment.Moment.ASKED]
    return Photos(asked, [one for one in found if one not in asked])


def photo_of(row: ServiceRequest, pk: int) -> Attachment:
    return get_object_or_404(Attachment.objects.select_related("file"), service_request=row, pk=pk)
