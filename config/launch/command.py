"""bin/manage: any management command against the demo's data."""

import os
import signal
import subprocess
import time

from config.launch import environment, paths
from config.launch.data import DataFolder
from config.launch.site import Site
from config.launch.stack import Stack
from config.launch.voice import say
from config.servers.accounts import server_user

# These look at the code, or make the tables themselves.
NEEDS_NO_TABLES = {"migrate", "makemigrations", "help", "check", "showmigrations", "sqlmigrate"}


def main(arguments: list[str]) -> int:
    data = DataFolder.open(server_user())
    told = False
    while not data.take():
        run = data.read_run()
        if run.get("kind") == "demo" and run.get("variables"):
            return _call(arguments, run["variables"])
        if not told:
            say(f"等待进程 {run.get('pid', '?')} / waiting for process {run.get('pid', '?')} …")
            told = True
        time.sleep(0.3)
    stack = None
    # A second Ctrl-C must not leave the servers behind.
    signal.signal(signal.SIGTERM, lambda *_: _interrupt())
    try:
        data.clear_leftovers()
        data.write_run(kind="manage")
        environment.ensure(environment.RUNTIME)
        stack = Stack(data)
        variables = stack.start()
        data.write_run(children=stack.children())
        if arguments and arguments[0] not in NEEDS_NO_TABLES:
            (data.path / "log").mkdir(exist_ok=True)
            Site(variables, stack.notebook, data.path / "log" / "manage.log").prepare()
        return _call(arguments, variables)
    except KeyboardInterrupt:
        return 130
    finally:
        if stack is not None:
            stack.stop()
        data.let_go()


def _interrupt() -> None:
    raise KeyboardInterrupt


def _call(arguments: list[str], variables: dict[str, str]) -> int:
    """In the foreground, with the terminal: `shell` and `setup` ask questions."""
    command = [str(paths.python()), str(paths.ROOT / "manage.py"), *arguments]
    child = subprocess.Popen(command, env=paths.inherited() | variables)
    while True:
        try:
            return child.wait()
        except KeyboardInterrupt:
            # The terminal told the child too; a plain kill told only us.
            child.send_signal(signal.SIGTERM if not os.isatty(0) else signal.SIGINT)
