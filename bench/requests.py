#!/usr/bin/env python3
"""What requests cost.

    bin/bench requests            all of it
    bin/bench requests arms       an order, a list, a page, an acceptance, candidates: beside raw
                                  psycopg2 and a bare Django view
    bin/bench requests sweep      a million open, a thousand due; the watch over all
    bin/bench requests batch      ten thousand orders, fifteen thousand volunteers, twenty each
    bin/bench requests growth     lists at fifty thousand orders and at five million

Every part makes a database of its own and starts its own PostgreSQL. `--small` is what the tests
run, so that this cannot rot.
"""

import argparse
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.test")

import django

import config.servers.pytest_plugin  # noqa: F401  starts the servers

django.setup()

from django.conf import settings  # noqa: E402

from bench.parts import stage  # noqa: E402

PARTS = ("arms", "sweep", "batch", "growth")

if __name__ == "__main__":
    settings.ALLOWED_HOSTS = ["*"]
    said = argparse.ArgumentParser(prog="bin/bench requests")
    said.add_argument("part", nargs="?", choices=PARTS)
    said.add_argument("--small", action="store_true")
    chosen = said.parse_args()
    for part in [chosen.part] if chosen.part else PARTS:
        stage.run(part, small=chosen.small)
