from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from core import audit_verify


class Command(BaseCommand):
    help = "Recomputes the audit chains and names the first row that was changed."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--checkpoints",
            nargs="+",
            type=Path,
            default=[Path(settings.AUDIT_CHECKPOINT_FILE)],
            help="files of signed checkpoints; several where several machines have sealed",
        )

    def handle(self, *args: Any, checkpoints: list[Path], **options: Any) -> None:
        report = audit_verify.verify_and_remember(checkpoints)
        for fault in report.faults:
            self.stderr.write(str(fault))
        if not report.is_clean:
            raise CommandError(f"the audit was changed: {report.faults[0]}")
        self.stdout.write(
            f"{report.seals} seals in {report.chains} chains verified"
            f" against {report.checkpoints} signed checkpoints"
        )
