"""Photos beside a request: looked at, bare of where they were taken, kept with it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction

from accounts.viewer import Viewer
from core import files
from requests.models import Attachment, ServiceRequest


@transaction.atomic
def add_photos(
    row: ServiceRequest,
    uploads: Iterable[Any],
    *,
    by: Viewer,
    moment: Attachment.Moment = Attachment.Moment.ASKED,
) -> list[Attachment]:
    return [_add(row, upload, by, moment) for upload in uploads]


def _add(row: ServiceRequest, upload: Any, by: Viewer, moment: Attachment.Moment) -> Attachment:
    owner = None if row.is_sealed and not by.is_staff else by.user
    stored = files.store(
        upload,
        purpose="requests.attachment",
        kinds=files.PHOTOS,
        scope=row.community_id,
        owner=owner,
    )
    return Attachment.objects.create(
        community_id=row.community_id,
        service_request=row,
        file=stored,
        moment=moment,
        added_by=owner,
    )
