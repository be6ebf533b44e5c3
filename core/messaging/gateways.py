"""Ways out of the house: one generic signed HTTP gateway, e-mail, and the demo's own.

A gateway says one of four things about a message. The difference that matters is between
"not taken" (somebody else may try) and "unknown" (it may have arrived).
"""

import hashlib
import hmac
import json
import secrets
import smtplib
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Protocol

import httpx
from django.conf import settings
from django.core.mail import EmailMessage

from core.models import Channel, DemoMessage
from core.scope import EVERYTHING, entered

CLOCK_SKEW = 300
"""Seconds by which a signed message may be older or newer than our clock."""


@dataclass(frozen=True)
class Parcel:
    """A rendered message on its way out; lives in memory only."""

    key: str
    channel: str
    to: str = field(repr=False)
    title: str = field(repr=False)
    text: str = field(repr=False)
    provider_code: str = ""
    params: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True)
class Outcome:
    ACCEPTED: ClassVar = "accepted"
    REFUSED: ClassVar = "refused"  # this message will never be taken
    NOT_TAKEN: ClassVar = "not_taken"  # try again, or elsewhere
    UNKNOWN: ClassVar = "unknown"  # asked, and no answer came

    kind: str
    reason: str = ""
    provider_id: str = ""


class Gateway(Protocol):
    @property
    def name(self) -> str: ...
    @property
    def honours_key(self) -> bool:
        """The same idempotency key twice is one message there: then we may ask again."""

    def send(self, parcel: Parcel) -> Outcome: ...


@dataclass(frozen=True)
class HttpGateway:
    """POST of JSON, signed; the contract that a bridge to a provider has to speak.

    Headers: Idempotency-Key, X-Wushe-Timestamp, X-Wushe-Nonce, X-Wushe-Signature =
    HMAC-SHA256 over "timestamp.nonce.body". Answers: 2xx {"id": …} taken; 429, 500, 503 and
    408 not taken; 502 and 504 unknown (something stood between us); other 4xx refused.
    """

    name: str
    url: str
    secret: str = field(repr=False)
    honours_key: bool = False
    connect_timeout: float = 3
    read_timeout: float = 8

    def send(self, parcel: Parcel) -> Outcome:
        body = json.dumps(
            {
                "reference": parcel.key,
                "channel": parcel.channel,
                "to": parcel.to,
                "text": parcel.text,
                "template": parcel.provider_code,
                "params": list(parcel.params),
            },
            ensure_ascii=False,
        ).encode()
        headers = {
            "Content-Type": "application/json",
            "Idempotency-Key": parcel.key,
            **signed_headers(self.secret, body),
        }
        limit = httpx.Timeout(self.read_timeout, connect=self.connect_timeout)
        try:
            answer = httpx.post(self.url, content=body, headers=headers, timeout=limit)
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout) as error:
            return Outcome(Outcome.NOT_TAKEN, type(error).__name__)
        except httpx.TransportError as error:
            # The request was on its way: read time-out, reset, half an answer.
            return Outcome(Outcome.UNKNOWN, type(error).__name__)
        return self._read(answer)

    def _read(self, answer: httpx.Response) -> Outcome:
        status = answer.status_code
        if status in {502, 504}:
            return Outcome(Outcome.UNKNOWN, f"http_{status}")
        if status in {408, 425, 429} or status >= 500:
            return Outcome(Outcome.NOT_TAKEN, f"http_{status}")
        if not 200 <= status < 300:
            return Outcome(Outcome.REFUSED, f"http_{status}")
        try:
            provider_id = str(answer.json().get("id", ""))
        except (ValueError, AttributeError):
            provider_id = ""  # taken all the same; the receipt names our reference
        return Outcome(Outcome.ACCEPTED, provider_id=provider_id)


@dataclass(frozen=True)
class MailGateway:
    name: str = "mail"
    honours_key: bool = False

    def send(self, parcel: Parcel) -> Outcome:
        mail = EmailMessage(
            parcel.title,
            parcel.text,
            to=[parcel.to],
            headers={"Message-ID": f"<{parcel.key}@{settings.MESSAGE_MAIL_DOMAIN}>"},
        )
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused:
            return Outcome(Outcome.REFUSED, "address_refused")
        except (smtplib.SMTPException, ConnectionError) as error:
            return Outcome(Outcome.NOT_TAKEN, type(error).__name__)
        except TimeoutError:
            return Outcome(Outcome.UNKNOWN, "no_answer")
        except OSError as error:
            return Outcome(Outcome.NOT_TAKEN, type(error).__name__)
        return Outcome(Outcome.ACCEPTED)


@dataclass(frozen=True)
class DemoGateway:
    """Keeps what would have been sent; visitors read it at /demo/inbox/."""

    name: str = "demo"
    honours_key: bool = True

    def send(self, parcel: Parcel) -> Outcome:
        with entered(EVERYTHING):
            DemoMessage.objects.bulk_create(
                [
                    DemoMessage(
                        message_key=parcel.key,
                        channel=parcel.channel,
                        to_address=parcel.to,
                        text=parcel.text,
                        provider_code=parcel.provider_code,
                    )
                ],
                ignore_conflicts=True,
            )
        return Outcome(Outcome.ACCEPTED, provider_id=f"demo-{parcel.key[:8]}")


def for_channel(channel: str) -> list[Gateway]:
    """In the order in which they are tried."""
    if settings.MESSAGE_DEMO_GATEWAY:
        return [DemoGateway()]
    if channel == Channel.EMAIL:
        return [MailGateway()] if settings.EMAIL_HOST else []
    return [HttpGateway(**values) for values in settings.MESSAGE_GATEWAYS]


def by_name(channel: str, name: str) -> Gateway | None:
    return next((one for one in for_channel(channel) if one.name == name), None)


def signed_headers(secret: str, body: bytes) -> dict[str, str]:
    timestamp, nonce = str(int(time.time())), secrets.token_urlsafe(12)
    return {
        "X-Wushe-Timestamp": timestamp,
        "X-Wushe-Nonce": nonce,
        "X-Wushe-Signature": sign(secret, timestamp, nonce, body),
    }


def sign(secret: str, timestamp: str, nonce: str, body: bytes) -> str:
    signed = f"{timestamp}.{nonce}.".encode() + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def is_signed(secret: str, headers: Mapping[str, str], body: bytes) -> bool:
    """Checked in constant time; an old signature is as good as none."""
    timestamp = headers.get("X-Wushe-Timestamp", "")
    nonce = headers.get("X-Wushe-Nonce", "")
    if not (timestamp.isdigit() and nonce and abs(time.time() - int(timestamp)) <= CLOCK_SKEW):
        return False
    given = headers.get("X-Wushe-Signature", "")
    return hmac.compare_digest(sign(secret, timestamp, nonce, body).encode(), given.encode())
