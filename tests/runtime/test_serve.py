"""The server's port, and asking it whether it is well."""

import socket
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from shanyu.runtime.home import NotReady
from shanyu.runtime.serve import check_port, healthy


@pytest.fixture
def listener():
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


def test_a_port_in_use_is_one_sentence(listener):
    with pytest.raises(NotReady, match=f"127.0.0.1:{listener} .*choose another with --port"):
        check_port("127.0.0.1", listener)


def test_a_free_port_passes(listener):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    check_port("127.0.0.1", free)


@pytest.mark.parametrize(("status", "well"), [(200, True), (503, False)])
def test_only_an_answer_of_200_is_well(status, well):
    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            self.send_response(status)
            self.end_headers()

        def log_message(self, *_args):
            """Say nothing."""

    server = HTTPServer(("127.0.0.1", 0), Answer)
    thread = threading.Thread(target=server.handle_request)
    thread.start()
    assert healthy("127.0.0.1", server.server_port) is well
    thread.join()
    server.server_close()


def test_nobody_listening_is_not_well():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free = probe.getsockname()[1]
    assert healthy("127.0.0.1", free) is False
