"""Starts both servers before pytest-django reads the settings (`addopts = -p …`).

Each process that runs tests has servers of its own: transaction numbers belong to a whole
cluster, and what waits for "everything older has ended" must not wait for a neighbour's test.
On a server that you name yourself (DATABASE_URL, REDIS_URL) the processes share it, each with
its own databases.
"""

import atexit
import os
import re
import secrets
import sys

from config.servers import grounds, leash
from config.servers.errors import LaunchError

OURS = "WUSHE_TEST_SERVERS"  # lists the variables that we have set, for the workers to drop


def _start() -> None:
    for name in filter(None, os.environ.pop(OURS, "").split(",")):
        os.environ.pop(name, None)  # inherited from the first process
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    try:
        variables, leave = leash.start_for_this_process()
    except LaunchError as error:
        sys.exit(str(error))
    os.environ.update(variables)
    os.environ[OURS] = ",".join(variables)
    atexit.register(leave)


def _take_own_redis_database(number: int) -> None:
    for name in ("REDIS_URL", "CELERY_BROKER_URL"):
        if url := os.environ.get(name):
            os.environ[name] = re.sub(r"(?:(?<=(?:db|st)=)|(?<=\d/))\d+$", str(number), url)


def _only_hands_out_tests() -> bool:
    """The first process of `pytest -n` runs none itself; with `-n 0` it runs them all."""
    others = re.search(r"(?:^| )(?:-n|--numprocesses)[ =]?(\w+)", " ".join(sys.argv[1:]))
    return others is not None and others[1] != "0"


# The name of this run's databases: also on a server of your own, runs do not collide.
os.environ.setdefault("WUSHE_TEST_RUN", grounds.NAME if grounds.wanted() else secrets.token_hex(4))
if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _start()
    _take_own_redis_database(int(worker.removeprefix("gw")) + 1)
elif not _only_hands_out_tests():
    _start()
