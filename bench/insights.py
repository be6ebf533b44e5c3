#!/usr/bin/env python3
"""What figures cost.

    bin/bench insights            all of it
    bin/bench insights figures    pages at two hundred thousand steps and at twenty million, beside
                                  counting live
    bin/bench insights folding    what a step costs who writes it; everything in one place
    bin/bench insights traffic    how late a figure is at fifty writes a second; four writers at
                                  once, spread and in one place
    bin/bench insights taking     a register of a hundred thousand rows to take home
    bin/bench insights storm      a million steps, writers and folders killed, then counted by hand

Every part makes a database of its own and starts its own PostgreSQL. `--small` is what the tests
run, so that this cannot rot.
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.parts.launch import main

if __name__ == "__main__":
    main("insights", ("figures", "folding", "traffic", "taking", "storm"))
