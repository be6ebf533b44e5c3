"""Debian's chromium for the journeys: never a download from elsewhere."""

import ctypes
import os
import shutil
import subprocess
import sys

from config.launch.voice import say, step
from config.servers.errors import LaunchError

NAMES = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ("chromium", "fonts-noto-cjk", "libatomic1")
DRIVER_NEEDS = "libatomic.so.1"
"""The Node in Playwright's wheel does; a machine that never compiled anything has none."""
HOW_TO = f"apt-get install -y {' '.join(PACKAGES)}"


def find() -> str | None:
    """One that can be driven."""
    if not _is_drivable():
        return None
    if told := os.environ.get("CHROMIUM"):
        return told
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _is_drivable() -> bool:
    if sys.platform != "linux":
        return True
    try:
        ctypes.CDLL(DRIVER_NEEDS)
    except OSError:
        return False
    return True


def install() -> None:
    """Only as root on Debian; elsewhere the journeys are skipped, and the table says so."""
    if find():
        return
    apt = shutil.which("apt-get")
    if not apt or os.geteuid() != 0:
        say(f"没有浏览器，也无法安装 / no browser, and no right to install one. {HOW_TO}")
        return
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    with step(HOW_TO):
        for command in ([apt, "update", "-q"], [apt, "install", "-y", "-q", *PACKAGES]):
            done = subprocess.run(command, check=False, env=environment, capture_output=True)
            if done.returncode:
                raise LaunchError(done.stderr.decode("utf-8", "replace"))
