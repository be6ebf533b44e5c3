"""From upload to commit. A small file is looked at while one waits, a large one in the background.

waiting → checked → writing → done          discard() at any time before writing
        ↘ unreadable
"""

import contextlib
from datetime import timedelta
from typing import Any

from django.core.cache import caches
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.viewer import Viewer
from communities import history
from communities.importing.kinds import KINDS, kinds_for, places_for
from communities.importing.plan import UPDATED, Plan
from communities.models import Area, ImportJob
from core import crypto, outbox
from core.exceptions import DomainError
from core.imports.reader import MAX_BYTES, read_file
from core.imports.tables import read_table

PURPOSE = "communities_importjob.content"
AT_ONCE = 48 * 1024
"""About 500 rows as xlsx: a second or two."""
KEPT_ISSUES = 3000
FORGOTTEN_AFTER = timedelta(days=7)
UPLOADED, CONFIRMED = "communities.import_uploaded", "communities.import_confirmed"

Status = ImportJob.Status


@transaction.atomic
def upload(kind: str, community: Area, name: str, data: bytes, *, viewer: Viewer) -> ImportJob:
    if kind not in {each.code for each in kinds_for(viewer)}:
        raise DomainError(_("请选择要导入什么"), field="kind")
    if not places_for(viewer).filter(pk=community.pk).exists():
        raise DomainError(_("您不负责这个社区的名册"), field="community")
    if not data:
        raise DomainError(_("文件是空的"), field="file")
    if len(data) > MAX_BYTES:
        raise DomainError(_("文件超过 20 MB，请分成几份。"), field="file")
    job = ImportJob.objects.create(
        community=community,
        kind=kind,
        file_name=name[-120:],
        content=crypto.encrypt(data, purpose=PURPOSE),
        uploaded_by=viewer.actor,
    )
    _run_or_queue(job, UPLOADED, len(data))
    job.refresh_from_db()
    return job


@transaction.atomic
def confirm(job: ImportJob, *, viewer: Viewer) -> ImportJob:
    """Bring it in: everything or nothing."""
    locked = _lock(job)
    if not locked.may_commit:
        raise DomainError(_("还有须改的地方，或没有要写入的内容"), code="not_ready")
    locked.status = Status.WRITING
    locked.uploaded_by = viewer.user or locked.uploaded_by
    locked.save(update_fields=["status", "uploaded_by"])
    _run_or_queue(locked, CONFIRMED, len(locked.content or b""))
    locked.refresh_from_db()
    return locked


@transaction.atomic
def discard(job: ImportJob, *, actor: User) -> ImportJob:
    locked = _lock(job)
    if locked.status in {Status.DONE, Status.DISCARDED}:
        raise DomainError(_("这次导入已经结束"), code="finished")
    if locked.status == Status.WRITING:
        raise DomainError(_("正在写入，不能放弃"), code="writing")
    _finish(locked, Status.DISCARDED)
    return locked


def may_import(viewer: Viewer) -> bool:
    return bool(kinds_for(viewer))


def _run_or_queue(job: ImportJob, topic: str, size: int) -> None:
    if size <= AT_ONCE:
        check(job.pk) if topic == UPLOADED else commit(job.pk)
        return
    tell(job, _("排队中"), 0)
    outbox.publish(
        topic,
        key=f"{topic}:{job.pk}:{timezone.now():%Y%m%d%H%M%S%f}",
        payload={"job_id": job.pk, "community_id": job.community_id},
    )


@transaction.atomic
def check(job_id: int) -> None:
    """The dry run. Run twice it says the same."""
    job = _lock(ImportJob(pk=job_id))
    if job.status not in {Status.WAITING, Status.CHECKED} or job.content is None:
        return
    tell(job, _("读取表格"), 1)
    try:
        plan = _plan(job)
    except DomainError as refusal:
        job.refusal = str(refusal)[:300]
        _finish(job, Status.UNREADABLE)
        return
    _write_down(job, plan)
    job.status = Status.CHECKED
    job.save()


@transaction.atomic
def commit(job_id: int) -> None:
    """Looked at once more under the community's lock: the register may have moved on."""
    job = _lock(ImportJob(pk=job_id))
    if job.status != Status.WRITING:
        return
    community = Area.objects.select_for_update().get(pk=job.community_id)
    plan = _plan(job)
    _write_down(job, plan)
    if plan.table.errors:
        job.status = Status.CHECKED
        job.save()
        return
    tell(job, _("写入"), 3)
    try:
        with transaction.atomic():
            KINDS[job.kind].write(plan, community, actor=job.uploaded_by)
    except DomainError as refusal:
        job.refusal = str(refusal)[:300]
        job.status = Status.CHECKED
        job.save()
        return
    counted = {name: job.summary[name] for name in ("rows", "added", "updated", "same")}
    history.note(
        "communities.imported",
        job,
        actor=job.uploaded_by,
        details={"kind": job.kind, "file": job.file_name, **counted},
    )
    _finish(job, Status.DONE)


@transaction.atomic
def forget_old_uploads() -> int:
    """Nobody came back to them: the file goes, what was found in it stays for a while."""
    due = timezone.now() - FORGOTTEN_AFTER
    stale = list(
        ImportJob.objects.select_for_update(skip_locked=True).filter(
            created_at__lt=due, status__in=[Status.WAITING, Status.CHECKED]
        )
    )
    for job in stale:
        _finish(job, Status.DISCARDED)
    return len(stale)


def _plan(job: ImportJob) -> Plan:
    data = crypto.decrypt(bytes(job.content or b""), purpose=PURPOSE)
    kind = KINDS[job.kind]
    table = read_table(read_file(job.file_name, data), kind.columns(job.community))
    tell(job, _("逐行核对"), 2)
    return kind.check(table, job.community)


def _write_down(job: ImportJob, plan: Plan) -> None:
    headings = {column.name: column.heading for column in plan.columns}
    sheets = list(dict.fromkeys(issue.sheet for issue in plan.table.issues))
    issues = sorted(
        plan.table.issues,  # what one row has to mend stands together
        key=lambda issue: (not issue.is_error, sheets.index(issue.sheet), issue.row),
    )
    job.summary = {
        "rows": len(plan.table.rows),
        **{kind: plan.count(kind) for kind in ("added", "updated", "same")},
        "errors": len(plan.table.errors),
        "warnings": len(issues) - len(plan.table.errors),
        "ignored": plan.table.ignored[:40],
    }
    job.issues = [issue.as_json() for issue in issues[:KEPT_ISSUES]]
    job.changes = [
        {
            "sheet": outcome.row.sheet,
            "row": outcome.row.number,
            "columns": [headings.get(name, name) for name in outcome.changed],
        }
        for outcome in plan.of(UPDATED)[:KEPT_ISSUES]
    ]
    job.refusal = ""


def _finish(job: ImportJob, status: str) -> None:
    job.status, job.content, job.finished_at = status, None, timezone.now()
    job.save()


def _lock(job: ImportJob) -> ImportJob:
    return ImportJob.objects.select_for_update(of=("self",)).get(pk=job.pk)


# --- how far it is: may be lost, and is then simply not shown ------------------------------------
STEPS = 4


def tell(job: ImportJob, phase: str, step: int) -> None:
    """Nothing of a small file: nobody sees how far it is before it is done."""
    if len(job.content or b"") > AT_ONCE:
        with contextlib.suppress(Exception):
            caches["fast"].set(f"import:{job.pk}", (phase, step), 600)


def progress_of(job: ImportJob) -> dict[str, Any]:
    told = None
    with contextlib.suppress(Exception):
        told = caches["fast"].get(f"import:{job.pk}")
    phase, step = told or (str(job.get_status_display()), 0)
    return {"phase": phase, "value": step, "max": STEPS}
