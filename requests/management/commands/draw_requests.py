"""Write the table of steps into its page of the docs."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from requests.workflow import drawing

PAGE = Path(settings.BASE_DIR) / "docs" / "how" / "requests.md"


class Command(BaseCommand):
    help = "Writes the state diagram and the permission table into docs/how/requests.md."

    def handle(self, *args: Any, **options: Any) -> None:
        PAGE.write_text(drawing.woven_into(PAGE.read_text("utf-8")), "utf-8")
        self.stdout.write(str(PAGE.relative_to(settings.BASE_DIR)))
