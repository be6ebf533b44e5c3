"""Who brought a report: opened by few, for a reason, on the record, and he himself hears of it."""

from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from core import audit, messaging, scope
from core.exceptions import DomainError
from requests import interests
from requests.duties import may_open
from requests.models import SealedAuthor, ServiceRequest

LEAST_PURPOSE = 6


@dataclass(frozen=True)
class Author:
    name: str
    phone: str
    address: str


def seal(row: ServiceRequest, *, user: User | None, name: str, phone: str, address: str) -> None:
    """Beside the request, behind a wall of its own; called in the transaction that makes it."""
    with scope.entered(scope.EVERYTHING):
        SealedAuthor.objects.create(
            community_id=row.community_id,
            service_request=row,
            user=user,
            name=name,
            phone=phone,
            address=address,
        )


@transaction.atomic
def open_author(row: ServiceRequest, *, purpose: str, by: Viewer) -> Author:
    if not may_open(by):
        raise DomainError(_("您不能打开举报人的身份"), code="not_allowed")
    if len(purpose.strip()) < LEAST_PURPOSE:
        raise DomainError(_("请写清为什么要看，谁要用"), field="purpose")
    with scope.entered(scope.EVERYTHING):
        if interests.is_barred(row, by.user_id or 0):
            raise DomainError(_("您和这件事有利害关系"), code="interested")
        author = SealedAuthor.objects.select_related("user").get(service_request=row)
        shown = Author(
            author.name.open() or (author.user.name.open() if author.user else ""),
            author.phone.open() or (author.user.phone.open() if author.user else ""),
            author.address.open(),
        )
    audit.read(row, ["author"], by.user, purpose.strip())
    if author.user is not None:
        messaging.send(
            "requests.author_opened",
            to_user=author.user,
            scope=row.community_id,
            context={"number": row.number, "role": str(by.role.name)},
            dedup_key=f"requests.author_opened:{row.pk}:{by.user_id}",
            link=reverse("requests:mine_one", args=[row.public_id]),
        )
    return shown
