"""`.env.example` names every variable that is read, and none that is not."""

import ast
import re
import subprocess
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from config import env
from config.launch import checklist

ROOT = Path(__file__).resolve().parents[1]
READERS = {"text", "flag", "number", "words", "database", "gateways", "get", "getenv", "setdefault"}
NOT_SET_BY_PEOPLE = {"WUSHE_TEST_RUN", "PYTEST_XDIST_WORKER"}
"""Said by one process of a test run to another."""
ROOMS = (*checklist.rooms(), "bin")


def sources():
    tracked = subprocess.run(
        ["git", "ls-files", *ROOMS, "manage.py"], cwd=ROOT, capture_output=True, text=True
    ).stdout.splitlines()
    here = (path for room in ROOMS for path in ROOT.glob(f"{room}/**/*"))
    files = tracked or [str(path.relative_to(ROOT)) for path in here]
    for name in files:
        path = ROOT / name
        if path.suffix == ".py" or path.parent.name == "bin":
            yield path.read_text(encoding="utf-8")


def _is_environment(node):
    return ast.unparse(node) in {"env", "os.environ", "environ", "os", "self.environment"}


def read_by(source):
    """Names given to env.text(…) and its kin, to os.environ[…] and os.environ.get(…)."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(value=owner, attr=reader), args=[*given]):
                if reader in READERS and _is_environment(owner):
                    for argument in given if reader == "gateways" else given[:1]:
                        for part in ast.walk(argument):
                            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                                yield from _names(reader, part.value)
            case ast.Subscript(value=owner, slice=ast.Constant(value=str(name))):
                if ast.unparse(owner) == "os.environ" and isinstance(node.ctx, ast.Load):
                    yield name


def _names(reader, value):
    if reader == "gateways":
        yield from (f"{value}_{part}" for part in ("URL", "SECRET", "HONOURS_KEY"))
    elif re.fullmatch(r"[A-Z][A-Z0-9_]+", value):
        yield value


def told():
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    return [match[1] for line in lines if (match := re.match(r"(?:# )?([A-Z][A-Z0-9_]*)=", line))]


def test_every_variable_that_is_read_stands_in_the_example():
    read = {name for source in sources() for name in read_by(source)}
    assert len(read) > 40
    assert read - NOT_SET_BY_PEOPLE - set(told()) == set()


def test_the_example_names_nothing_that_is_not_read():
    everything = "\n".join(sources())
    prefixed = re.compile(r"SMS_GATEWAY(_2)?_(URL|SECRET|HONOURS_KEY)")
    unread = [name for name in told() if name not in everything and not prefixed.fullmatch(name)]
    assert unread == []
    assert len(told()) == len(set(told()))


def test_no_value_is_followed_by_a_comment():
    """systemd's EnvironmentFile= would read it as part of the value."""
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if not line.startswith("#") and "#" in line] == []


@pytest.mark.parametrize(
    ("source", "names"),
    [
        ('env.text("A_B", env.text("C_D"))', {"A_B", "C_D"}),
        ('env.gateways("SMS_X")', {"SMS_X_URL", "SMS_X_SECRET", "SMS_X_HONOURS_KEY"}),
        ('os.environ["A_B"]; os.environ.get("C_D", "E_F")', {"A_B", "C_D"}),
        ('env.database("A_B" if env.text("C_D") else "E_F")', {"A_B", "C_D", "E_F"}),
        ('os.environ["A_B"] = "set, not read"; settings.get("C_D")', set()),
    ],
)
def test_the_reader_sees_what_is_read(source, names):
    assert set(read_by(source)) == names


def test_an_empty_value_is_none_and_the_default_holds(monkeypatch):
    monkeypatch.setenv("WUSHE_TRIED", "")
    assert env.text("WUSHE_TRIED", "safe") == "safe"
    assert env.flag("WUSHE_TRIED", default=True) is True
    assert env.number("WUSHE_TRIED", 25) == 25
    with pytest.raises(ImproperlyConfigured, match="Set the environment variable WUSHE_TRIED"):
        env.text("WUSHE_TRIED")
