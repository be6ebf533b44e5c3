import sys
from typing import Any

from django.core.management.base import BaseCommand

from core import scope
from doors.town.checks import CHECKS


class Command(BaseCommand):
    help = "Prove the told town: each rule with the rows it was tried on. Names the first bad row."

    def handle(self, *args: Any, **options: Any) -> None:
        failed = 0
        with scope.entered(scope.EVERYTHING):
            for check in CHECKS:
                finding = check.look()
                sign = "✗" if finding.bad else "✓"
                self.stdout.write(f"{sign} {check.name}  {finding.count:,}")
                if finding.note:
                    self.stdout.write(f"    {finding.note}")
                if finding.bad:
                    failed += 1
                    self.stdout.write(f"    {finding.bad}")
        if failed:
            self.stdout.write(f"{failed} / {len(CHECKS)} 不符 / failed")
            sys.exit(1)
        self.stdout.write(f"{len(CHECKS)} 项全部相符 / all checks hold")
