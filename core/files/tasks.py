"""Celery entry points of files; imported when the kernel is ready."""

from celery import shared_task

from core.files import orphans, storage


@shared_task(name="core.delete_expired_files")
def delete_expired_files() -> None:
    """Every hour: files whose time is over."""
    storage.delete_expired()


@shared_task(name="core.sweep_orphaned_files")
def sweep_orphaned_files() -> None:
    """Every night: bytes whose transaction was rolled back."""
    orphans.sweep_orphans()
