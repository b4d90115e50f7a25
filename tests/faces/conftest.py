"""Peers that pages really ask."""

import json
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class Translator:
    """A translation service that knows one sentence; `status` is what it answers with."""

    address: str = ""
    status: int = 200
    asked: list[dict] = field(default_factory=list)


@pytest.fixture
def translator() -> Iterator[Translator]:
    """A translation service on a free port."""
    peer = Translator()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            peer.asked.append(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            body = json.dumps({"text": "slept two hours"}).encode()
            self.send_response(peer.status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *facts: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    peer.address = f"http://127.0.0.1:{server.server_port}/translate"
    yield peer
    server.shutdown()
    thread.join()
    server.server_close()
