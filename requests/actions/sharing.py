"""分工: which part of it who does; the whole is not done while a part is open."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core.exceptions import DomainError
from requests.actions.moving import lock, move_on
from requests.models import Party, ServiceRequest, SubTask

MOST = 12


@transaction.atomic
def add_task(
    service_request: ServiceRequest, *, what: str, party: Party | None = None, by: Viewer
) -> ServiceRequest:
    row = lock(service_request)
    if not what.strip():
        raise DomainError(_("请写做什么"), field="what")
    if party is not None and not row.parties.standing().working().filter(pk=party.pk).exists():
        raise DomainError(_("这位已经不在办了"), field="party")
    if row.sub_tasks.filter(outcome="", what=what.strip(), party=party).exists():
        return row  # sent again, from a page loaded anew
    if row.sub_tasks.count() >= MOST:
        raise DomainError(_("分得太细了，最多 {n} 项").format(n=MOST), code="too_many")
    task = SubTask.objects.create(
        community_id=row.community_id,
        service_request=row,
        what=what.strip(),
        party=party,
        added_by=by.actor,
    )
    return move_on(row, "add_task", by=by, data={"task": task.pk}).service_request


@transaction.atomic
def end_task(
    service_request: ServiceRequest, *, task: SubTask, outcome: str, by: Viewer
) -> ServiceRequest:
    """By whoever works on it; the second tap on the same one finds it ended and is no fault."""
    row = lock(service_request)
    if outcome not in SubTask.Outcome.values:
        raise DomainError(_("请选做完了还是不用做了"), field="outcome")
    own = row.sub_tasks.select_for_update().get(pk=task.pk)
    if own.outcome:
        return row
    own.outcome, own.ended_by, own.ended_at = outcome, by.user, timezone.now()
    own.save(update_fields=["outcome", "ended_by", "ended_at"])
    data = {"task": own.pk, "outcome": outcome}
    return move_on(row, "end_task", by=by, data=data).service_request


def still_open(row: ServiceRequest) -> int:
    return row.sub_tasks.filter(outcome="").count()
