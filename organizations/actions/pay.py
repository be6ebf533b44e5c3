"""A social worker's post and what it pays: written by who pays him, from a day on."""

from datetime import date, timedelta
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core.exceptions import DomainError
from grids import periods
from organizations import person_history as history
from organizations.actions import positions, worker_steps
from organizations.actions.guards import words_of
from organizations.models import SocialWorker, WorkerPay
from organizations.worker_workflow import WorkerStatus

MOST = Decimal(99999)


@transaction.atomic
def set_pay(
    worker: SocialWorker, *, post: str, amount: Decimal, starts_on: date, actor: User
) -> WorkerPay:
    """The one before ends on the day before. The amount stands sealed in the row, and nowhere in
    the history."""
    worker = worker_steps.lock(worker)
    if worker.status == WorkerStatus.LEFT:
        raise worker_steps.moved_on(worker)
    if actor.pk == worker.user_id:
        raise DomainError(_("自己的津贴请同事来登记"), code="own")
    if not 0 <= amount <= MOST:
        raise DomainError(_("请写每月多少元"), field="amount")
    positions.require_in_band(worker, amount)
    running = worker.pay.filter(period__upper_inf=True).select_for_update().first()
    if running is not None:
        if starts_on <= running.period.lower:
            raise DomainError(
                _("要晚于现在这一份的开始：{day}").format(day=running.period.lower),
                field="starts_on",
            )
        running.period = periods.until(running.period, starts_on - timedelta(days=1))
        running.save(update_fields=["period"])
    pay = WorkerPay.objects.create(
        community_id=worker.community_id,
        worker=worker,
        post=words_of(post, "post", _("请写岗位，如“站长”")),
        amount=str(amount.quantize(Decimal("0.01"))),
        period=periods.days(starts_on),
        noted_by=actor,
    )
    history.note(
        "organizations.pay_set", worker, actor=actor, details={"on": starts_on.isoformat()},
        about=worker.user,
    )  # fmt: skip
    return pay
