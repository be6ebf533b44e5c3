"""Celery entry points of messaging; imported when the kernel is ready."""

from celery import shared_task

from core.messaging import dispatch


@shared_task(name="core.sweep_messages")
def sweep_messages() -> None:
    """Every 5 seconds: messages whose quiet hours, waiting or pause is over."""
    dispatch.sweep_messages()
