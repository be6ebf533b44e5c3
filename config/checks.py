"""Is the configuration sane? Each check has an id, so that a message can be looked up."""

from collections.abc import Sequence
from typing import Any

from django.apps import AppConfig
from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from core import audit_keys, crypto

OLDEST_POSTGRES = 15  # the first whose unique constraints may count NULL as a value
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", "testserver"}


@register(Tags.security)
def demo_stays_at_home(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """One-click entry must be impossible wherever real people are."""
    strangers = sorted(set(settings.ALLOWED_HOSTS) - LOCAL_HOSTS)
    if not settings.DEMO or not strangers:
        return []
    return [
        Error(
            f"The demo mode is on for {', '.join(strangers)}: anybody could enter as anybody.",
            hint="Use config.settings.production; DEMO belongs to localhost only.",
            id="wushe.E001",
        )
    ]


@register(Tags.security, deploy=True)
def keys_are_there(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    try:
        crypto.encrypt("ping", purpose="check")
        crypto.blind_index("check", "ping")
    except (ImproperlyConfigured, KeyError, ValueError) as error:
        return [
            Error(
                f"Personal data cannot be encrypted: {error}",
                hint="Set WUSHE_KEYS, WUSHE_INDEX_KEY and WUSHE_CIPHER (see .env.example).",
                id="wushe.E002",
            )
        ]
    if not settings.INDEX_KEY:
        return [Error("WUSHE_INDEX_KEY is empty: blind indexes could be guessed.", id="wushe.E003")]
    return []


@register(Tags.security, deploy=True)
def audit_is_signed_and_kept(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    try:
        audit_keys.private_key()
    except ImproperlyConfigured as error:
        found.append(
            Error(
                f"The audit cannot be signed: {error}",
                hint="Set WUSHE_AUDIT_KEY, and keep it outside the database.",
                id="wushe.E004",
            )
        )
    if settings.AUDIT_RETENTION_DAYS < 180:
        found.append(
            Error("Security logs are kept for at least six months (180 days).", id="wushe.E005")
        )
    return found


@register(Tags.security, deploy=True)
def filing_numbers_are_there(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    if settings.SITE["icp"] and settings.SITE["police"]:
        return []
    return [
        Warning(
            "The filing numbers at the foot of each page are missing.",
            hint="Set SITE_ICP and SITE_POLICE.",
            id="wushe.W001",
        )
    ]


@register(Tags.security, deploy=True)
def messages_can_leave_safely(
    app_configs: Sequence[AppConfig] | None = None, **kwargs: Any
) -> list[CheckMessage]:
    """Sign-in needs a way for codes; what goes out is signed, and travels encrypted."""
    found: list[CheckMessage] = [
        Error(
            f"The message gateway {gateway['name']} needs https:// and a secret of 16 characters.",
            hint="Set SMS_GATEWAY_URL and SMS_GATEWAY_SECRET (see .env.example).",
            id="wushe.E006",
        )
        for gateway in settings.MESSAGE_GATEWAYS
        if not gateway["url"].startswith("https://") or len(gateway["secret"]) < 16
    ]
    if not settings.MESSAGE_GATEWAYS and not settings.MESSAGE_DEMO_GATEWAY:
        found.append(
            Warning(
                "No message gateway: sign-in codes reach nobody.",
                hint="Set SMS_GATEWAY_URL and SMS_GATEWAY_SECRET.",
                id="wushe.W002",
            )
        )
    return found


@register(Tags.database)
def the_database_keeps_every_constraint(
    app_configs: Sequence[AppConfig] | None = None,
    databases: Sequence[str] | None = None,
    **kwargs: Any,
) -> list[CheckMessage]:
    """Asked by `migrate`, before it makes a table: Django leaves out in silence what an older
    PostgreSQL does not know, and the rule would be missing until two people break it."""
    return [
        Error(
            f"PostgreSQL {version} is too old: unique constraints would be missing.",
            hint=f"PostgreSQL {OLDEST_POSTGRES} or newer.",
            id="wushe.E007",
        )
        for alias in databases or []
        if (version := connections[alias].pg_version // 10_000) < OLDEST_POSTGRES  # type: ignore[attr-defined]
    ]
