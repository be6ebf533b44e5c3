"""Who is told, and how he wishes to be told: read when the message leaves."""

from collections.abc import Container
from dataclasses import dataclass
from datetime import datetime, time

from core.messaging.templates import DEFAULT_LANGUAGE
from core.models import Channel, Message, MessagePreference
from core.quiet import QUIET_FROM, QUIET_TO, end_of_quiet


@dataclass(frozen=True)
class Recipient:
    language: str
    phone: str = ""
    email: str = ""
    by_sms: bool = True
    by_email: bool = True
    quiet_from: time = QUIET_FROM
    quiet_to: time = QUIET_TO

    def channel(self, written: Container[str], *, is_owed: bool) -> str | None:
        """The first way outside that leads to this person and has a wording."""
        if Channel.SMS in written and self.phone and (self.by_sms or is_owed):
            return Channel.SMS
        if Channel.EMAIL in written and self.email and (self.by_email or is_owed):
            return Channel.EMAIL
        return None

    def address(self, channel: str) -> str:
        return self.phone if channel == Channel.SMS else self.email

    def quiet_until(self, now: datetime) -> datetime | None:
        return end_of_quiet(now, self.quiet_from, self.quiet_to)


def recipient_of(message: Message) -> Recipient:
    if message.to_user is None:
        address = message.to_address.open()
        is_email = "@" in address
        return Recipient(
            language=message.language or DEFAULT_LANGUAGE,
            phone="" if is_email else address,
            email=address if is_email else "",
        )
    user = message.to_user
    preference = MessagePreference.objects.filter(user=user).first() or MessagePreference()
    return Recipient(
        language=user.language or message.language or DEFAULT_LANGUAGE,
        phone=user.phone.open(),
        email=user.email.open(),
        by_sms=preference.by_sms,
        by_email=preference.by_email,
        quiet_from=preference.quiet_from,
        quiet_to=preference.quiet_to,
    )
