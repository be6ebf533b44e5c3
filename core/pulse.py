"""Where the signs of life come from.

Beat writes its own in every turn of its clock. The worker asks itself for one through the
broker, so that its sign proves all of it — consumer, pool, database — also when beat is dead.
"""

from typing import Any

from celery import bootsteps
from celery.beat import PersistentScheduler
from celery.utils.log import get_logger
from django.db import DatabaseError, connection
from kombu.exceptions import OperationalError

from core import heartbeat

EVERY = 5.0

logger = get_logger(__name__)


class BeatScheduler(PersistentScheduler):
    """Celery's own, and in every turn a sign that the clock still turns."""

    def tick(self, *args: Any, **kwargs: Any) -> float:
        try:
            heartbeat.give(heartbeat.BEAT)
        except DatabaseError as error:  # beat outlives a restart of PostgreSQL
            logger.warning("No heartbeat of beat: %s", error)
            connection.close()
        return min(super().tick(*args, **kwargs), EVERY)


class WorkerPulse(bootsteps.StartStopStep):
    """A timer in the worker that sends its own pool one small task."""

    requires = ("celery.worker.components:Timer",)

    def start(self, worker: Any) -> None:
        self._timer = worker.timer.call_repeatedly(EVERY, self._ask, (worker,))
        self._ask(worker)

    def _ask(self, worker: Any) -> None:
        try:
            worker.app.send_task("core.worker_heartbeat", expires=EVERY * 2)
        except OperationalError as error:
            logger.warning("No heartbeat of the worker: %s", error)

    def stop(self, worker: Any) -> None:
        self._timer.cancel()
