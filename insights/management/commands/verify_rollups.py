import sys
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from insights.actions import folding, rebuilding
from insights.management.range import add_range, range_of


class Command(BaseCommand):
    help = "Counts every step again and compares with the figures: 0 differences, or it fails."

    def add_arguments(self, parser: ArgumentParser) -> None:
        add_range(parser)

    def handle(self, *args: Any, first: date | None, last: date | None, **options: Any) -> None:
        folding.fold()
        found = rebuilding.verify(*range_of(first, last))
        for one in found:
            part = f"{one.by}={one.of}" if one.by else "-"
            self.stdout.write(
                f"{one.measure} area {one.area_id} {one.span} {one.starts_on} {part}:"
                f" counted {one.counted}, stands {one.stands}"
            )
        self.stdout.write(f"{len(found)} differences")
        if found:
            sys.exit(1)
