"""Celery entry points of exports; imported when the kernel is ready."""

from celery import shared_task

from core.exports import running

A_LONG_TABLE = 30 * 60


@shared_task(name="core.run_export", time_limit=A_LONG_TABLE, soft_time_limit=A_LONG_TABLE - 30)
def run_export(job_pk: int) -> None:
    running.run(job_pk)


@shared_task(name="core.sweep_exports")
def sweep_exports() -> None:
    """Every minute: exports whose wake-up or worker was lost, and files past their time."""
    for job_pk in running.lost():
        run_export.delay(job_pk)
    running.expire()
