"""异议: who tracks a public matter because it touches him may say that it is not done at all."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.actions.moving import lock, move_on
from requests.models import RequestEvent, ServiceRequest

WITHIN = timedelta(days=30)


@transaction.atomic
def contest(service_request: ServiceRequest, *, reason: str, by: Viewer) -> ServiceRequest:
    """It is open again until the desk has it done over or says in writing why it stays so."""
    if not reason.strip():
        raise DomainError(_("请写一句哪里还没好"), field="reason")
    row = lock(service_request)
    if row.closed_at is not None and row.closed_at + WITHIN < timezone.now():
        raise DomainError(_("结了一个多月了，请重新提一件"), code="too_late")
    before = RequestEvent.objects.filter(
        service_request=row, epoch=row.epoch, step="contest", actor_id=by.user_id
    )
    if before.exists():
        raise DomainError(_("您已经说过一次，社区回应过了"), code="contested_once")
    changes = {"close_kind": "", "closed_at": None}
    return move_on(row, "contest", by=by, note=reason, changes=changes).service_request
