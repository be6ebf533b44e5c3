"""One message about a request: to whom it goes, and in which words."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tells:
    """To whom (reporter, lead, keeper, forwarder), and in which words."""

    to: str
    name: object
    title: str
    text: str
    title_en: str
    text_en: str
    sms: str = ""
    sms_en: str = ""
    sms_wait: int = 30
    """Minutes in which the inbox may be read first."""
