"""Typed reading of environment variables. A wrong value stops the start and names itself."""

import os
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

_MISSING = object()


def text(name: str, default: Any = _MISSING) -> str:
    """The variable, or the file that NAME_FILE points to (for secrets kept by the system). An
    empty one is as one that is not set: a line of .env whose value was taken away keeps what is
    safe, and neither sends uploads to the current folder nor lets plain HTTP in."""
    if path := os.environ.get(f"{name}_FILE"):
        return Path(path).read_text(encoding="utf-8").strip()
    value = os.environ.get(name) or default
    if value is _MISSING:
        raise ImproperlyConfigured(f"Set the environment variable {name} (see .env.example)")
    return str(value)


def flag(name: str, default: bool = False) -> bool:
    value = text(name, "1" if default else "0").lower()
    if value not in {"1", "0", "true", "false", "yes", "no", "on", "off", ""}:
        raise ImproperlyConfigured(f"{name} must be 1 or 0, not {value!r}")
    return value in {"1", "true", "yes", "on"}


def number(name: str, default: int) -> int:
    value = text(name, str(default))
    try:
        return int(value)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} must be a whole number, not {value!r}") from error


def words(name: str, default: str = "") -> list[str]:
    return [word.strip() for word in text(name, default).split(",") if word.strip()]


def gateways(*prefixes: str) -> list[dict[str, Any]]:
    """PREFIX_URL, PREFIX_SECRET and PREFIX_HONOURS_KEY for each message gateway that has a URL."""
    return [
        {
            "name": prefix.lower(),
            "url": text(f"{prefix}_URL"),
            "secret": text(f"{prefix}_SECRET"),
            "honours_key": flag(f"{prefix}_HONOURS_KEY"),
        }
        for prefix in prefixes
        if text(f"{prefix}_URL", "")
    ]


def database(name: str, default: Any = _MISSING) -> dict[str, Any]:
    """postgresql://user:password@host:port/name?host=/socket/folder as Django's dictionary."""
    url = urlsplit(text(name, default))
    if url.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured(f"{name} must be a postgresql:// address")
    options = dict(parse_qsl(url.query))
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": options.pop("host", unquote(url.hostname or "")),
        "PORT": options.pop("port", str(url.port or "")),
        "OPTIONS": options,
    }
