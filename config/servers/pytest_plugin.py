"""Starts both servers before pytest-django reads the settings (`addopts = -p …`).

Only in the first process: xdist's workers inherit the variables, and take a Redis database
of their own so that they do not read each other's cache.
"""

import atexit
import json
import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def _start() -> None:
    # The name of this run's databases: also with a server of your own, runs do not collide.
    os.environ["WUSHE_TEST_RUN"] = secrets.token_hex(4)
    if os.environ.get("DATABASE_URL") and os.environ.get("REDIS_URL"):
        return
    guardian = subprocess.Popen(
        [sys.executable, "-m", "config.servers.guardian", sys.prefix],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,  # Ctrl-C is for pytest; the guardian follows when it has ended
    )
    request, reply = guardian.stdin, guardian.stdout
    if request is None or reply is None:  # Popen was told PIPE: only for the type checker
        raise RuntimeError
    answer = reply.readline()
    if not answer:
        sys.exit("测试服务器没有启动 / the test servers did not start")
    os.environ.update(json.loads(answer))

    def leave() -> None:
        request.close()
        reply.close()
        guardian.wait(30)

    atexit.register(leave)


def _take_own_redis_database(number: int) -> None:
    for name in ("REDIS_URL", "CELERY_BROKER_URL"):
        if url := os.environ.get(name):
            os.environ[name] = re.sub(r"(?<=(?:db|st)=)\d+$", str(number), url)


if worker := os.environ.get("PYTEST_XDIST_WORKER"):
    _take_own_redis_database(int(worker.removeprefix("gw")) + 1)
else:
    _start()
