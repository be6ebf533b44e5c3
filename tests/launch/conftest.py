import shutil
import socket
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.servers import processes
from tests.launch.callers import Demo


@pytest.fixture
def demo() -> Iterator[Demo]:
    """In a folder whose name has spaces and Chinese characters, open to the server's user."""
    top = Path(tempfile.mkdtemp(prefix="launch test ", dir="/tmp"))
    top.chmod(0o755)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    demo = Demo(top / "五社 数据", port)
    yield demo
    for caller in demo.callers:
        if caller.poll() is None:
            demo.end(caller)
        caller.stdout.close()
    for child in demo.children():
        if processes.is_running(child["pid"], child["born"]):
            processes.stop(child["pid"])
    shutil.rmtree(top)
