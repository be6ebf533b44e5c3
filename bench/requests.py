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

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.parts.launch import main

if __name__ == "__main__":
    main("requests", ("arms", "sweep", "batch", "growth"))
