"""compose.yaml, Dockerfile and the systemd units speak of what is there: commands, settings, names.

Nothing is started here. What they call is looked up where they would look it up.
"""

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.management import get_commands

from tests.test_environment import told

ROOT = Path(__file__).resolve().parents[2]
UNITS = sorted((ROOT / "deploy").glob("*.service"))
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
IMAGE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
SET_BY_THE_IMAGE = {"PYTHONUNBUFFERED"}


def commands():
    """Every command line of ours, with where it stands."""
    for unit in UNITS:
        for line in re.findall(r"^ExecStart=(.+)$", unit.read_text(), re.MULTILINE):
            yield unit.name, line
    for line in re.findall(r"^\s+command: (.+)$", COMPOSE, re.MULTILINE):
        for part in line.removeprefix('sh -c "').rstrip('"').split(" && "):
            yield "compose.yaml", part
    for line in re.findall(r"python manage\.py \w+", IMAGE):
        yield "Dockerfile", line


@pytest.mark.parametrize(("where", "line"), list(commands()))
def test_every_command_exists(where, line):
    words = shlex.split(line)
    program = Path(words[0]).name
    assert (Path(sys.prefix) / "bin" / program).exists(), (where, program)
    if program == "python":
        assert words[1] == "manage.py"
        assert words[2] in get_commands(), (where, words[2])
    elif program == "celery":
        assert words[1:3] == ["-A", "config.celery"]
        assert words[3] in {"worker", "beat"}
        assert_known_options([program, *words[3:4]], words[4:])
    else:
        assert (program, words[1]) == ("gunicorn", "config.wsgi")
        assert_known_options([program], words[2:])


def assert_known_options(command, words):
    helped = subprocess.run(
        [sys.executable, "-m", *command, "--help"], cwd=ROOT, capture_output=True, text=True
    ).stdout
    for word in words:
        if word.startswith("--"):
            assert word in helped, word


def test_every_name_they_set_is_in_the_example():
    named = set(re.findall(r"^Environment=([A-Z_]+)=", "".join(u.read_text() for u in UNITS), re.M))
    named |= set(re.findall(r"\b([A-Z][A-Z_]{3,})=", IMAGE))
    assert named - set(told()) - SET_BY_THE_IMAGE == set()


def test_the_settings_they_name_are_there():
    for text in (IMAGE, *(unit.read_text() for unit in UNITS)):
        for name in re.findall(r"DJANGO_SETTINGS_MODULE=([\w.]+)", text):
            assert (ROOT / f"{name.replace('.', '/')}.py").exists(), name


def test_the_migration_waits_for_a_database_that_is_furnished():
    """While roles.sql runs the image's server answers already, but at its socket only: who asked
    there sent the migration to a closed door, and nothing started after it."""
    assert re.search(r"test: pg_isready -h 127\.0\.0\.1 ", COMPOSE)


def test_files_compose_mounts_are_there():
    assert (ROOT / "deploy" / "roles.sql").exists()
    for path in re.findall(r"- \./([\w./-]+):", COMPOSE):
        assert (ROOT / path).exists(), path
    ignored = (ROOT / ".gitignore").read_text()
    for path in re.findall(r"file: \./([\w./-]+)", COMPOSE):  # secrets are made by who deploys
        assert f"/{path}" in ignored, path


def test_folders_of_the_image_are_the_volumes_and_the_settings():
    mounted = set(re.findall(r"\w+:(/var/lib/wushe/\w+)", COMPOSE))
    made = set(re.findall(r"(/var/lib/wushe/\w+)", IMAGE))
    assert mounted == made


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd here")
@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_systemd_reads_the_units(unit, tmp_path):
    """With the programs where they are on this machine: everything else is systemd's word."""
    text = unit.read_text().replace("/srv/wushe/.venv", sys.prefix).replace("/srv/wushe", str(ROOT))
    copy = tmp_path / unit.name
    copy.write_text(re.sub(r"^(User|EnvironmentFile)=.*\n", "", text, flags=re.MULTILINE))
    said = subprocess.run(
        ["systemd-analyze", "verify", str(copy)], capture_output=True, text=True, timeout=60
    )
    ours = [line for line in said.stderr.splitlines() if unit.name in line]
    assert ours == []
