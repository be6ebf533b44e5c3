"""bin/demo: from a fresh clone to a living town, and everything gone again at Ctrl-C."""

import argparse
import errno
import http.client
import ipaddress
import os
import signal
import socket
import subprocess
import time
from pathlib import Path
from threading import Thread

from config.launch import assets, environment, given, paths, voice
from config.launch.data import DataFolder
from config.launch.site import Site
from config.launch.stack import Stack
from config.launch.supervisor import Part, Supervisor, python_part
from config.launch.voice import say
from config.servers.accounts import server_user
from config.servers.errors import LaunchError
from config.servers.postgres import Postgres
from config.servers.valkey import Valkey

TAKEN = """\
端口 {0} 已被其他程序占用。请用 PORT={1} bin/demo。
Port {0} is taken by another program. Try PORT={1} bin/demo."""
NOT_OPENED = """\
无法在 {0}:{1} 上开门（{2}）。请换一个 PORT 或 HOST。
The site cannot listen at {0}:{1} ({2}). Try another PORT or HOST."""
TOO_OPEN = """\
HOST={0} 会让别的机器也打得开，而演示小镇的门不上锁（/demo/ 点名字就能进）。
演示只在本机开门。要从别的电脑看：ssh -L {1}:127.0.0.1:{1} 这台机器；
要真正使用，见 docs/how/deployment.md。
HOST={0} would open the demo to other machines, and its doors have no lock (/demo/ lets anybody in).
The demo listens on this machine only. From elsewhere: ssh -L {1}:127.0.0.1:{1} this-machine.
For real use: docs/how/deployment.md."""
RUNNING = """\
演示正在运行（进程 {0}）。请先停止它（Ctrl-C），再用 --reset。
The demo is running (process {0}). Stop it first (Ctrl-C), then --reset."""
LISTEN = """\

  五社联动平台已就绪 / ready:  {0}
  停止 / stop: Ctrl-C    日志 / logs: {1}
"""


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(
        prog="bin/demo",
        description="Start the demo town. PORT (8000), HOST (127.0.0.1), WUSHE_DATA (.data).",
    )
    parser.add_argument("--reset", action="store_true", help="start afresh: old data is deleted")
    parser.add_argument("--empty", action="store_true", help="without telling the demo town")
    options = parser.parse_args(arguments)
    data = DataFolder.open(server_user())
    if not data.take():
        if options.reset:
            raise LaunchError(RUNNING.format(data.read_run().get("pid", "?")))
        return attach(data, empty=options.empty)
    try:
        data.clear_leftovers()
        if options.reset:
            given.refuse_reset(data.path, dict(os.environ))
            data.reset()
        return run(data, empty=options.empty)
    finally:
        data.let_go()


def run(data: DataFolder, *, empty: bool = False) -> int:
    host, port = os.environ.get("HOST", "127.0.0.1"), _port()
    _refuse_the_net(host, port)
    _refuse_taken(host, port)
    supervisor = Supervisor(data)
    supervisor.obey_signals()
    logs = data.path / "log"
    voice.keep_in(logs / "demo.log")
    data.write_run(kind="demo", port=port)
    began = time.monotonic()
    stack = None
    try:
        environment.ensure(environment.RUNTIME)
        fetching = assets.begin()
        stack = Stack(data)
        site = _open_site(data, stack, supervisor, fetching, empty=empty)
        web = f"http://127.0.0.1:{port}/"
        supervisor.add(_gunicorn(site, logs, host, port))
        _wait_for_livez(port, supervisor)
        data.write_run(url=web, ready=True)
        say(LISTEN.format(web, logs))
        say(f"  （{time.monotonic() - began:.0f} s）")
        _start_background(site, logs, supervisor, data)
        if not empty:
            _start_history(site, logs, supervisor)
        _introduce_people(site)
        supervisor.watch()
    except KeyboardInterrupt:
        pass
    finally:
        supervisor.is_starting = False
        data.write_run(kind="ending")
        if supervisor.ending:
            say("正在停止 / stopping …")
        supervisor.stop()
        if stack is not None:
            stack.stop()
    say("已停止 / stopped")
    return 0


def _refuse_the_net(host: str, port: int) -> None:
    """A Host header is anybody's to write: only the address the socket listens at keeps them out.

    A name must mean this machine in every way it resolves; an unknown one is said at the socket.
    """
    try:
        found = socket.getaddrinfo(host or "::", port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        return
    addresses = {entry[4][0] for entry in found}
    if not all(ipaddress.ip_address(address).is_loopback for address in addresses):
        raise LaunchError(TOO_OPEN.format(host or '""', port))


def _open_site(
    data: DataFolder, stack: Stack, supervisor: Supervisor, fetching: Thread, *, empty: bool
) -> Site:
    variables = stack.start()
    for name, server in (("PostgreSQL", stack.postgres), ("Valkey", stack.valkey)):
        if server is not None:
            supervisor.add(_server_part(name, server))
    data.write_run(variables=variables)
    log = data.path / "log" / "manage.log"
    log.write_text("", encoding="utf-8")
    site = Site(variables, stack.notebook, log)
    site.prepare(fetching)
    if not empty:
        site.tell_town()
    return site


def _server_part(name: str, server: Postgres | Valkey) -> Part:
    def start() -> subprocess.Popen[bytes]:
        server.start()
        return server.running()

    return Part(name, start, process=server.running(), is_server=True)


def _gunicorn(site: Site, logs: Path, host: str, port: int) -> Part:
    arguments = ["-m", "gunicorn", "config.wsgi", "--bind", f"{host}:{port}"]
    # Threads: two slow uploads must not hold the site. No control socket: it would go to HOME.
    arguments += ["--worker-class", "gthread", "--workers", "2", "--threads", "4"]
    arguments += ["--no-control-socket", "--graceful-timeout", "5", "--log-level", "warning"]
    return python_part("gunicorn", logs / "web.log", site.environment(), *arguments)


def _start_background(site: Site, logs: Path, supervisor: Supervisor, data: DataFolder) -> None:
    celery = ["-m", "celery", "-A", "config.celery"]
    worker = [*celery, "worker", "--concurrency", "2", "--loglevel", "WARNING"]
    worker += ["--without-gossip", "--without-mingle"]
    beat = [*celery, "beat", "--loglevel", "WARNING", "--pidfile", ""]
    (data.path / "beat").mkdir(exist_ok=True)
    beat += ["--schedule", str(data.path / "beat" / "schedule")]
    environment_ = site.environment()
    supervisor.add(python_part("worker", logs / "worker.log", environment_, *worker))
    supervisor.add(python_part("beat", logs / "beat.log", environment_, *beat))


def _start_history(site: Site, logs: Path, supervisor: Supervisor) -> None:
    """Older history is filled in while people already walk about; done once, it has no work."""
    if command := _history_command():
        arguments = ["manage.py", *command]
        log = logs / "history.log"
        job = python_part("往事 / history", log, site.environment(), *arguments, once=True)
        supervisor.add(job)


def _history_command() -> list[str]:
    if paths.has_command("fill_history"):
        return ["fill_history"]
    for path in paths.ROOT.glob("*/management/commands/seed_demo.py"):
        if '"--history"' in path.read_text(encoding="utf-8"):
            return ["seed_demo", "--history"]
    return []


def _introduce_people(site: Site) -> None:
    if not paths.has_command("demo_people"):
        return
    command = [str(paths.python()), "manage.py", "demo_people"]
    told = subprocess.run(
        command, cwd=paths.ROOT, env=site.environment(), capture_output=True, check=False
    )
    if told.returncode == 0:
        say(told.stdout.decode("utf-8", "replace").rstrip())


# --- doors --------------------------------------------------------------------------------------
def _port() -> int:
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise LaunchError(f"PORT={text}：应为 1–65535 的数字 / must be a number from 1 to 65535")
    return int(text)


def _refuse_taken(host: str, port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise LaunchError(TAKEN.format(port, port + 1)) from None
            why = os.strerror(error.errno) if error.errno and error.errno > 0 else error
            raise LaunchError(NOT_OPENED.format(host, port, why)) from None


def _answers(port: int) -> bool:
    """Straight to the socket: a proxy in the environment has no say in this."""
    door = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
    try:
        door.request("GET", "/livez")
        return door.getresponse().status == 200
    except (OSError, http.client.HTTPException):
        return False
    finally:
        door.close()


def _wait_for_livez(port: int, supervisor: Supervisor) -> None:
    gunicorn = supervisor.parts[-1].process
    log = supervisor.data.path / "log" / "web.log"
    deadline = time.monotonic() + 60
    while not _answers(port):
        if time.monotonic() > deadline or (gunicorn is not None and gunicorn.poll() is not None):
            tail = log.read_text(encoding="utf-8", errors="replace")[-3000:]
            raise LaunchError(f"{tail}\n网站没有启动 / the site did not start（{log}）")
        time.sleep(0.1)


# --- the second caller -----------------------------------------------------------------------
def attach(data: DataFolder, *, empty: bool = False) -> int:
    """Never a second server: wait for the first one's address, then follow what it says."""
    first = data.read_run()
    if first.get("kind") in {"manage", "ending"}:
        say(f"等待进程 {first.get('pid')} 结束 / waiting for process {first.get('pid')} to end …")
        while not data.take():
            time.sleep(0.3)
        try:
            data.clear_leftovers()
            return run(data, empty=empty)
        finally:
            data.let_go()
    say(f"演示已在运行（进程 {first.get('pid', '?')}）/ the demo is already running")
    if first.get("url"):
        say(f"  {first['url']}")
    # A shell that starts us in the background has it ignored: who follows can still be stopped.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        _follow(data, data.path / "log" / "demo.log")
    except KeyboardInterrupt:
        say("\n不再跟随；演示继续运行 / no longer following; the demo goes on")
    return 0


def _follow(data: DataFolder, log: Path) -> None:
    """Until the first caller lets the lock go, however he ended."""
    seen = 0
    while True:
        if log.exists():
            text = log.read_text(encoding="utf-8", errors="replace")
            if len(text) > seen:
                print(text[seen:], end="", flush=True)
            seen = len(text)
        if data.take():
            data.clear_leftovers()
            data.let_go()
            return
        time.sleep(0.5)
