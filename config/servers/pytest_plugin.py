"""Starts both servers before pytest-django reads the settings (`addopts = -p …`).

Only in the first process: xdist's workers inherit the variables, and take a Redis database
of their own so that they do not read each other's cache.
"""

import atexit
import os
import re
import secrets
import sys

from config.servers import leash
from config.servers.errors import LaunchError


def _start() -> None:
    # The name of this run's databases: also with a server of your own, runs do not collide.
    os.environ["WUSHE_TEST_RUN"] = secrets.token_hex(4)
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    try:
        variables, leave = leash.start_for_this_process()
    except LaunchError as error:
        sys.exit(str(error))
    os.environ.update(variables)
    atexit.register(leave)


def _take_own_redis_database(number: int) -> None:
    for name in ("REDIS_URL", "CELERY_BROKER_URL"):
        if url := os.environ.get(name):
            os.environ[name] = re.sub(r"(?<=(?:db|st)=)\d+$", str(number), url)


if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _take_own_redis_database(int(worker.removeprefix("gw")) + 1)
else:
    _start()
