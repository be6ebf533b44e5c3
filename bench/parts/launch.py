"""Servers first, then Django (whoever imports this starts them), then the parts asked for."""

import argparse
import os
from collections.abc import Sequence

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

import config.servers.pytest_plugin  # noqa: F401  starts the servers

django.setup()

from django.conf import settings  # noqa: E402

from bench.parts import stage  # noqa: E402


def main(name: str, parts: Sequence[str]) -> None:
    said = argparse.ArgumentParser(prog=f"bin/bench {name}")
    said.add_argument("part", nargs="?", choices=parts)
    said.add_argument("--small", action="store_true")
    chosen = said.parse_args()
    settings.ALLOWED_HOSTS = ["*"]
    for part in [chosen.part] if chosen.part else parts:
        stage.run(part, small=chosen.small)
