"""Is the configuration of signing in sane? `manage.py check` names what is not."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Warning, register

PRIVATE_CACHES = ("locmem", "dummy", "filebased")


@register
def sign_in(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    if not 1 <= settings.SIGN_IN_CODE_MINUTES <= 10:
        found.append(Error("SIGN_IN_CODE_MINUTES must be 1 to 10", id="accounts.E001"))
    if not 1 <= settings.SIGN_IN_CODE_TRIES <= 5:
        found.append(Error("SIGN_IN_CODE_TRIES must be 1 to 5", id="accounts.E002"))
    if min(most for most, _within in settings.SIGN_IN_FAILURES_PER_NUMBER) > 10:
        found.append(
            Error("SIGN_IN_FAILURES_PER_NUMBER: ten wrong tries are enough", id="accounts.E003")
        )
    if not 1 <= settings.STAFF_IDLE_MINUTES <= 8 * 60:
        found.append(Error("STAFF_IDLE_MINUTES must be 1 to 480", id="accounts.E004"))
    if settings.SESSION_ENGINE != "accounts.sessions":
        found.append(
            Error(
                "Sessions must be sealed in the database: SESSION_ENGINE = 'accounts.sessions'",
                id="accounts.E005",
            )
        )
    if settings.MFA_ADAPTER != "accounts.adapter.MFAAdapter":
        found.append(Error("Without our MFA_ADAPTER the seeds would lie open", id="accounts.E006"))
    if getattr(settings, "MFA_TRUST_ENABLED", False):
        found.append(
            Error("A trusted browser would pass without the second factor", id="accounts.E007")
        )
    return found


@register(deploy=True)
def behind_proxies(**_: Any) -> list[CheckMessage]:
    found: list[CheckMessage] = []
    backend = settings.CACHES["default"]["BACKEND"].lower()
    if any(word in backend for word in (*PRIVATE_CACHES, "redis")):
        found.append(
            Error(
                "CACHES['default'] counts tries of the second factor: it must be the database",
                id="accounts.E008",
            )
        )
    if getattr(settings, "SECURE_PROXY_SSL_HEADER", None) and not getattr(
        settings, "ALLAUTH_TRUSTED_PROXY_COUNT", 0
    ):
        found.append(
            Warning(
                "Behind a proxy but TRUSTED_PROXY_COUNT is 0: everybody shares one address",
                id="accounts.W001",
            )
        )
    return found
