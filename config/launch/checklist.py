"""The gates themselves: what is called, and with which settings."""

import base64
import json
import os
import tomllib
from dataclasses import dataclass, field

from config.launch import paths

LEFT_OUT_BY_QUICK = {
    "page": "opens a page (every test with the client)",
    "slow": "takes seconds (races, walks through all routes and lists, servers, kills, the town)",
    "browser": "needs chromium (the journeys)",
}
"""Marks and what they mean. `page` and most of `slow` are set by tests/quick.py, not by hand."""

MIGRATIONS = ("-W", "ignore", "manage.py", "makemigrations", "--check", "--dry-run")


@dataclass(frozen=True)
class Gate:
    name: str
    arguments: tuple[str, ...]
    variables: dict[str, str] = field(default_factory=dict)
    is_suite: bool = False
    needs_browser: bool = False


def rooms() -> list[str]:
    """The rooms that exist, from the one list of them (import-linter's)."""
    told = tomllib.loads((paths.ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return list(told["tool"]["importlinter"]["root_packages"])


def static_gates() -> list[Gate]:
    """The longest first, so that two lanes end together."""
    test = {"DJANGO_SETTINGS_MODULE": "config.settings.test"}
    gates = [
        Gate("mypy", ("-m", "mypy", *rooms())),
        Gate("ruff", ("-m", "ruff", "check", ".")),
        Gate("ruff format", ("-m", "ruff", "format", "--check", ".")),
        Gate("djlint", ("-m", "djlint", "--lint", "--quiet", *_template_folders())),
        # By path: it has no -m, and its first line breaks when the checkout moves.
        Gate("import contracts", (str(paths.venv() / "bin" / "lint-imports"), "--no-cache")),
        Gate("makemigrations --check", MIGRATIONS, test),
        Gate("check --deploy", _deploy_check(), _production()),
    ]
    if paths.has_command("check_translations"):
        gates.append(Gate("translations", ("manage.py", "check_translations"), test))
    return gates


LONGEST_FIRST = ("tests/test_routes.py", "tests")
"""A file stays on one core: the longest, begun last, would leave the other idle."""


def suites(*, quick: bool) -> list[Gate]:
    """One process per core; journeys apart, for a browser wants a core of its own."""
    chosen = " and ".join(f"not {mark}" for mark in (LEFT_OUT_BY_QUICK if quick else ["browser"]))
    workers = str(min(2, os.cpu_count() or 1))
    spread = ("-n", workers, "--dist", "loadfile", "--no-loadscope-reorder")
    arguments = ("-m", "pytest", "-q", *spread, "-m", chosen)
    found = [Gate("pytest", (*arguments, "--ignore=tests/e2e", *LONGEST_FIRST), is_suite=True)]
    if not quick and (paths.ROOT / "tests" / "e2e").is_dir():
        journeys = ("-m", "pytest", "-q", "-rs", "tests/e2e")
        found.append(Gate("journeys", journeys, is_suite=True, needs_browser=True))
    return found


def _template_folders() -> list[str]:
    found = [paths.ROOT / "templates", *sorted(paths.ROOT.glob("*/templates"))]
    return [str(f.relative_to(paths.ROOT)) for f in found if f.is_dir()]


def _deploy_check() -> tuple[str, ...]:
    return ("manage.py", "check", "--deploy", "--fail-level", "WARNING")


def _production() -> dict[str, str]:
    """What .env.example asks of a real server, filled in with nothing secret."""
    key = base64.b64encode(bytes(range(32))).decode()
    return {
        "DJANGO_SETTINGS_MODULE": "config.settings.production",
        "SECRET_KEY": "only-for-this-check-" + "0123456789abcdefghijklmnopqrstuvwxyz",
        "ALLOWED_HOSTS": "wushe.example.cn",
        "CSRF_TRUSTED_ORIGINS": "https://wushe.example.cn",
        "WUSHE_KEYS": json.dumps({"1": key}),
        "WUSHE_INDEX_KEY": key,
        "WUSHE_AUDIT_KEY": key,
        "SMS_GATEWAY_URL": "https://sms.example.cn/send",
        "SMS_GATEWAY_SECRET": "only-for-this-check",
        "SITE_ICP": "示例ICP备0号",
        "SITE_POLICE": "示例公网安备0号",
    }
