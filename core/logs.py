"""What a log line may say. Numbers of people never reach a file, whatever was raised on the way."""

import logging
import re

from core import trace
from core.masking import mask_id_number, mask_phone

# PostgreSQL repeats the row that it refused: "Failing row contains (…, 张桂芳, …)".
_ROW = re.compile(r"^DETAIL:.*(?:\n(?![A-Z]+:|The above|During|Traceback|  File|\n).*)*", re.M)
_ID_NUMBER = re.compile(r"(?<![\dA-Za-z])\d{17}[\dXx](?![\dA-Za-z])")
_PHONE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?(1[3-9]\d)[- ]?(\d{4})[- ]?(\d{4})(?!\d)")


def discreet(text: str) -> str:
    """The text without rows of the database and without anybody's numbers."""
    text = _ROW.sub("DETAIL: …", text)
    text = _ID_NUMBER.sub(lambda match: mask_id_number(match[0]), text)
    return _PHONE.sub(lambda match: mask_phone("".join(match.groups())), text)


class DiscreetFormatter(logging.Formatter):
    """The message, its arguments and the traceback, each as it would be shown to a stranger."""

    def format(self, record: logging.LogRecord) -> str:
        record.number = trace.number() or "-"  # what the page of an error told its reader
        return discreet(super().format(record))
