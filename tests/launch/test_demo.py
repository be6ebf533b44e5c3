"""bin/demo as a newcomer, a second caller and a power cut meet it."""

import json
import os
import shutil
import signal
import socket
import stat
from pathlib import Path

import pytest

from config.servers import processes
from tests.launch.callers import Demo, alive
from tests.waiting import PATIENCE, wait_until


def test_a_taken_port_is_said_with_the_way_out(demo: Demo):
    with socket.socket() as other:
        other.bind(("127.0.0.1", demo.port))
        other.listen()
        said = demo.call().communicate(timeout=PATIENCE)[0]
    assert f"端口 {demo.port} 已被" in said
    assert f"PORT={demo.port + 1} bin/demo" in said
    assert "Traceback" not in said


def test_a_door_that_cannot_be_opened_for_another_reason_is_not_called_taken(demo: Demo):
    demo.more["HOST"] = "nobody.invalid"
    said = demo.call().communicate(timeout=PATIENCE)[0]
    assert f"nobody.invalid:{demo.port}" in said
    assert "占用" not in said
    assert "Traceback" not in said


@pytest.mark.parametrize("host", ["0.0.0.0", "::", "", "192.0.2.1"])  # noqa: S104
def test_the_doors_without_locks_stay_on_this_machine(demo: Demo, host: str):
    demo.more["HOST"] = host
    caller = demo.call()
    said = caller.communicate(timeout=PATIENCE)[0]
    assert caller.returncode == 1
    assert "演示只在本机开门" in said
    assert "docs/how/deployment.md" in said
    assert "Traceback" not in said


def test_a_folder_that_cannot_be_written_is_said(demo: Demo):
    demo.data.write_text("a file where the folder should be", encoding="utf-8")
    caller = demo.call()
    said = caller.communicate(timeout=PATIENCE)[0]
    assert caller.returncode == 1
    assert "数据文件夹不可写" in said
    assert "Traceback" not in said


def test_a_port_that_is_no_number_is_said(demo: Demo):
    demo.port = "eighty"  # type: ignore[assignment]
    assert "PORT=eighty" in demo.call().communicate(timeout=PATIENCE)[0]


@pytest.mark.slow
def test_a_day_of_the_demo(demo: Demo):
    """Start, second caller, refused reset, manage, end: one town, told once to save time."""
    first = demo.start()
    assert demo.get("/livez") == (200, "ok")
    assert demo.get("/readyz")[0] == 200
    demo.wait_for_everybody()
    assert [c["name"] for c in demo.children()][:5] == [
        "PostgreSQL",
        "Valkey",
        "gunicorn",
        "worker",
        "beat",
    ]

    before = demo.children()
    sockets = Path(demo.run_file()["sockets"])
    assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    if os.geteuid() == 0:
        owners = {c["name"]: Path(f"/proc/{c['pid']}").stat().st_uid for c in before}
        assert 0 not in (owners["PostgreSQL"], owners["Valkey"])

    second = demo.call()
    refused = demo.call("demo", "--reset")
    assert "正在运行" in refused.communicate(timeout=PATIENCE)[0]
    assert refused.returncode == 1

    who = "from django.db import connection as c; print(c.settings_dict['USER'])"
    attached = demo.call("manage", "shell", "-v", "0", "-c", who)
    assert attached.communicate(timeout=PATIENCE)[0].split()[-1] == "wushe_app"

    said = demo.end(second, signal.SIGINT)
    assert f"http://127.0.0.1:{demo.port}/" in said
    assert "演示继续运行" in said
    assert demo.children() == before
    assert demo.get("/livez")[0] == 200

    assert "已停止" in demo.end(first)
    assert first.returncode == 0
    assert alive(before) == []
    assert demo.get("/livez")[0] == 0
    assert not sockets.exists()


@pytest.mark.slow
def test_after_kill_9_the_next_start_heals(demo: Demo):
    """First the launcher alone; then everything of Django's too, and the run file lost."""
    first = demo.start()
    left = demo.children()
    secrets = (demo.data / "secrets.json").read_text(encoding="utf-8")
    first.kill()
    first.wait()
    assert "gunicorn" in alive(left)

    second = demo.start()
    assert alive(left) == []
    assert demo.get("/readyz")[0] == 200
    assert (demo.data / "secrets.json").read_text(encoding="utf-8") == secrets

    demo.wait_for_everybody()  # the worker begins when the doors are open
    left = demo.children()
    second.kill()
    assert "遗留的进程" in second.communicate()[0]
    servers = [c for c in left if c["name"] in {"PostgreSQL", "Valkey"}]
    for child in left:
        if child not in servers:
            os.killpg(child["pid"], signal.SIGKILL)
    shutil.rmtree(demo.run_file()["sockets"])
    (demo.data / "run.json").unlink()
    third = demo.start()
    assert alive(left) == []

    third.send_signal(signal.SIGTERM)
    wait_until(lambda: demo.run_file().get("kind") == "ending")
    fourth = demo.start()  # whoever comes during the farewell is not sent away with it
    third.communicate()
    assert demo.get("/livez")[0] == 200
    demo.end(fourth)


@pytest.mark.slow
def test_a_part_that_dies_is_started_again(demo: Demo):
    caller = demo.start()
    demo.wait_for_everybody()
    for name in ("PostgreSQL", "Valkey", "gunicorn", "worker", "beat"):
        pid = next(c["pid"] for c in demo.children() if c["name"] == name)
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda pid=pid: pid not in [c["pid"] for c in demo.children()])
        wait_until(lambda: demo.get("/healthz")[0] == 200)
        assert name in alive(demo.children())
    said = demo.end(caller)
    assert said.count("退出（-9）") == 5


@pytest.mark.slow
def test_a_half_made_database_is_made_anew_and_reset_starts_afresh(demo: Demo):
    demo.data.mkdir()
    half = demo.data / "servers" / "pg.unfinished"
    half.mkdir(parents=True)
    (half / "PG_VERSION").write_text("18")
    (demo.data / "servers" / "pg").mkdir()  # and one without a version
    (demo.data / "mine.txt").write_text("not the launcher's")
    demo.end(demo.start())
    secrets = demo.data / "secrets.json"
    assert stat.S_IMODE(secrets.stat().st_mode) == 0o600
    kept = json.loads(secrets.read_text(encoding="utf-8"))
    demo.end(demo.start("--reset"))
    assert json.loads(secrets.read_text(encoding="utf-8")).keys() == kept.keys()
    assert json.loads(secrets.read_text(encoding="utf-8")) != kept
    assert (demo.data / "mine.txt").exists()


@pytest.mark.slow
def test_manage_brings_its_own_servers_and_takes_them_along(demo: Demo):
    ask = (
        "from django.contrib.sessions.models import Session as S; print('rows', S.objects.count())"
    )
    caller = demo.call("manage", "shell", "-v", "0", "-c", ask)
    said = caller.communicate(timeout=PATIENCE)[0]
    assert caller.returncode == 0, said
    assert said.split()[-2:] == ["rows", "0"]
    assert demo.run_file() == {}
    folder = str((demo.data / "servers" / "pg").resolve())
    assert folder not in [str(processes.working_folder(pid)) for pid in _pids()]


def _pids() -> list[int]:
    return [int(p.name) for p in Path("/proc").iterdir() if p.name.isdigit()]
