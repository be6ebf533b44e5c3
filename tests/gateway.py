"""A provider's gateway on a real socket, as well or badly behaved as a test wants it."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from core.messaging.gateways import is_signed

SECRET = "shared with the provider"


@dataclass
class Answer:
    status: int = 200
    body: bytes | None = None
    """None: {"id": …} as a good gateway says."""
    before: float = 0
    """Seconds of thinking after the message was taken: longer than the caller waits = lost."""
    hang_up: bool = False


@dataclass
class Provider:
    """`taken` holds what a person would have received; `asked` every request."""

    answers: list[Answer] = field(default_factory=list)
    honours_key: bool = True
    asked: list[dict[str, Any]] = field(default_factory=list)
    taken: list[dict[str, Any]] = field(default_factory=list)
    unsigned: int = 0
    on_taken: Callable[[dict[str, Any]], None] = lambda order: None
    url: str = ""

    def receive(self, headers: dict[str, str], body: bytes) -> tuple[Answer, bytes]:
        if not is_signed(SECRET, headers, body):
            self.unsigned += 1
            return Answer(401), b"{}"
        order = json.loads(body) | {"key": headers["Idempotency-Key"]}
        self.asked.append(order)
        answer = self.answers.pop(0) if self.answers else Answer()
        known = self.honours_key and any(t["key"] == order["key"] for t in self.taken)
        if answer.status < 300 and not known:
            self.taken.append(order)
            self.on_taken(order)
        if answer.before:
            time.sleep(answer.before)
        said = json.dumps({"id": f"p-{order['key'][:8]}"}).encode()
        return answer, said if answer.body is None else answer.body


def serve(provider: Provider) -> Iterator[Provider]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            answer, said = provider.receive(dict(self.headers), body)
            if answer.hang_up:
                self.close_connection = True
                return
            self.send_response(answer.status)
            self.send_header("Content-Length", str(len(said)))
            self.end_headers()
            self.wfile.write(said)

        def log_message(self, *args: Any) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True
        block_on_close = False

        def handle_error(self, *args: Any) -> None:
            """The caller has gone: that is what a time-out looks like from here."""

    server = Server(("127.0.0.1", 0), Handler)
    provider.url = f"http://127.0.0.1:{server.server_port}/send"
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    yield provider
    server.shutdown()
    server.server_close()
