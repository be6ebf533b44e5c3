"""Keeping files, and letting them go when their time is over."""

import errno
import hashlib
from collections.abc import Iterable
from datetime import date
from typing import IO, Any

from django.core.files import File
from django.core.files.uploadedfile import UploadedFile
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from core import scope as scopes
from core.exceptions import DomainError
from core.files.inspection import inspect
from core.files.names import safe_name
from core.models import StoredFile


def store(
    upload: "UploadedFile[bytes]",
    *,
    purpose: str,
    kinds: Iterable[str],
    scope: int | None,
    owner: models.Model | None,
    keep_until: date | None = None,
) -> StoredFile:
    """Look at what somebody uploaded and keep it, or say in words why not."""
    name = upload.name or ""
    if upload.file is None:
        raise DomainError(_("文件是空的。"), code="file_empty", field="file")
    kind, content = inspect(upload.file, name, kinds)
    return keep(
        content,
        name=name,
        kind=kind,
        purpose=purpose,
        scope=scope,
        owner=owner,
        keep_until=keep_until,
    )


def keep(
    content: IO[bytes],
    *,
    name: str,
    kind: str,
    purpose: str,
    scope: int | None,
    owner: models.Model | None,
    keep_until: date | None = None,
) -> StoredFile:
    """Keep what we made ourselves, or what `store` has looked at."""
    stored = StoredFile(
        scope=scope,
        owner_id=getattr(owner, "pk", None),
        kind=kind,
        safe_name=safe_name(name, kind),
        purpose=purpose,
        keep_until=keep_until,
    )
    stored.sha256, stored.size = _digest(content)
    content.seek(0)
    try:
        stored.content.save(stored.safe_name, File(content), save=False)
    except OSError as error:
        if error.errno in {errno.ENOSPC, errno.EDQUOT}:
            raise DomainError(
                _("服务器的存储空间不足，文件没有保存，请稍后再试。"), code="storage_full"
            ) from error
        raise
    stored.save()
    return stored


def discard(stored: StoredFile) -> None:
    """The row now, the bytes when that is committed."""
    path, storage = str(stored.content.name), stored.content.storage
    stored.delete()
    transaction.on_commit(lambda: _remove(storage, path), robust=True)


def delete_expired(today: date | None = None) -> int:
    """Files whose time is over; each goes in a transaction of its own."""
    day, gone = today or timezone.localdate(), 0
    with scopes.entered(scopes.EVERYTHING):
        due = list(StoredFile.objects.filter(keep_until__lt=day).values_list("pk", flat=True))
    for pk in due:
        with scopes.entered(scopes.EVERYTHING):
            try:
                with transaction.atomic():
                    discard(StoredFile.objects.get(pk=pk))
                    gone += 1
            except models.ProtectedError:
                continue  # something still shows it; whoever owns that lets it go first
    return gone


def _remove(storage: Any, path: str) -> None:
    storage.delete(path)


def _digest(content: IO[bytes]) -> tuple[str, int]:
    content.seek(0)
    digest, size = hashlib.sha256(), 0
    while chunk := content.read(1024 * 1024):
        digest.update(chunk)
        size += len(chunk)
    return digest.hexdigest(), size
