"""The Celery application. It wakes people and code up; what is to be done stands in PostgreSQL."""

import os
from typing import Any

from celery import Celery
from celery.signals import worker_init

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.production")

app = Celery("wushe")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
app.steps["worker"].add("core.pulse:WorkerPulse")


@worker_init.connect
def wait_for_work(**_: Any) -> None:
    """A worker waits at the broker for a second at a time, while a person waits for nothing: the
    web process gives up on a broker that hangs long before."""
    app.conf.broker_transport_options = {**app.conf.broker_transport_options, "socket_timeout": 5}
