import sys
from typing import Any

from django.core.management.base import BaseCommand

from core import scope
from doors.town import suggesting


class Command(BaseCommand):
    help = "How often a suggestion of the desk is right, on sentences its rules were not made of."

    def handle(self, *args: Any, **options: Any) -> None:
        with scope.entered(scope.EVERYTHING):
            measured = suggesting.measure()
        for one in measured:
            self.stdout.write(
                f"{one.name}: {one.total} 句 / sentences · 建议了 {one.given} / suggested ·"
                f" 说对 {one.right} / right · 准确率 {one.precision:.1%} / precision ·"
                f" 覆盖 {one.coverage:.1%} / coverage"
            )
            for wrong in one.wrong:
                self.stdout.write(f"    ✗ {wrong}")
        held = measured[-1]
        if held.precision < suggesting.LEAST_PRECISION:
            sys.exit(1)
