"""Photos beside a request: looked at, bare of where they were taken, kept with it."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core import files
from core.exceptions import DomainError
from requests.actions.moving import lock, may, move
from requests.models import Attachment, ServiceRequest

AT_WORK = (Attachment.Moment.BEFORE, Attachment.Moment.AFTER)


@transaction.atomic
def add_photos(
    row: ServiceRequest,
    uploads: Iterable[Any],
    *,
    by: Viewer,
    moment: Attachment.Moment = Attachment.Moment.ASKED,
) -> list[Attachment]:
    """The same picture twice is one: a phone that lost the answer sends it again, also from a page
    that was loaded anew and carries another key. Under the row's lock, or beside a new row."""
    added = (_add(row, upload, by, moment) for upload in uploads)
    return [one for one in added if one is not None]


def _add(
    row: ServiceRequest, upload: Any, by: Viewer, moment: Attachment.Moment
) -> Attachment | None:
    owner = None if row.is_sealed and not by.is_staff else by.user
    try:
        stored = files.store(
            upload,
            purpose="requests.attachment",
            kinds=files.PHOTOS,
            scope=row.community_id,
            owner=owner,
        )
    except DomainError as refusal:  # of several, which one
        words = _("{file}：{why}").format(file=upload.name, why=refusal)
        raise DomainError(words, code=refusal.code, field="photos") from refusal
    if row.attachments.filter(moment=moment, file__sha256=stored.sha256).exists():
        files.discard(stored)
        return None
    return Attachment.objects.create(
        community_id=row.community_id,
        service_request=row,
        file=stored,
        moment=moment,
        added_by=owner,
    )


@transaction.atomic
def show_work(
    service_request: ServiceRequest, *, photos: Iterable[Any], moment: str, by: Viewer
) -> ServiceRequest:
    """How it looked before, how it looks now; with the line that says who put them there."""
    photos = list(photos)
    if not photos:
        raise DomainError(_("请选照片"), field="photos")
    if moment not in AT_WORK:
        raise DomainError(_("请选是办之前还是办之后"), field="moment")
    row = lock(service_request)
    may(row, "photo", by=by)
    added = add_photos(row, photos, by=by, moment=Attachment.Moment(moment))
    if not added:  # all of them lie here already
        return row
    return move(row, "photo", by=by, data={"moment": moment, "photos": len(added)}).service_request
