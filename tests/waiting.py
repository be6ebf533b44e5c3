"""Waiting for what another process does."""

import time
from collections.abc import Callable
from typing import Any

PATIENCE = 600
"""Seconds after which a test gives up. No figure: a busy machine is slow, and not wrong."""


def wait_until(true: Callable[[], Any]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.05)
