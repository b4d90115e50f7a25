"""Peers that messages really go to: an SMTP server, a push service, and a folder for SMS."""

import email
import email.policy
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
import pytest
from aiosmtpd.controller import Controller
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.test import override_settings

from shanyu.kernel.clock import now
from tests.cast import Cast


class MailServer:
    """Keeps what it is given; `refuses` is an answer to every recipient instead of 250."""

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.refuses = ""

    async def handle_RCPT(self, server, session, envelope, address, options) -> str:
        if self.refuses:
            return self.refuses
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope) -> str:
        self.mails.append(email.message_from_bytes(envelope.content, policy=email.policy.default))
        return "250 OK"


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A real SMTP server on a free port, and the installation set to use it."""
    peer = MailServer()
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    controller = Controller(peer, hostname="127.0.0.1", port=port)
    controller.start()
    with override_settings(
        EMAIL_BACKEND="django.core.mail.backends.smtp.EmailBackend",
        EMAIL_HOST="127.0.0.1",
        EMAIL_PORT=port,
        EMAIL_USE_TLS=False,
        SHANYU_MAIL=True,
        SHANYU_URL="https://shanyu.example",
        DEFAULT_FROM_EMAIL="善育 <notice@shanyu.example>",
    ):
        yield peer
    controller.stop()


@dataclass
class PushService:
    """Takes messages for one browser and opens them as that browser would; `status` is what it answers."""

    address: str = ""
    status: int = 201
    headers: list[dict] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    key: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    secret: bytes = b"sixteen bytes ok"

    @property
    def point(self) -> bytes:
        return self.key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )

    def read(self, body: bytes) -> str:
        return http_ece.decrypt(
            body, private_key=self.key, auth_secret=self.secret, version="aes128gcm"
        ).decode()


@pytest.fixture
def push_service() -> Iterator[PushService]:
    """A push service on a free port, the only one that the installation sends to."""
    peer = PushService()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            peer.headers.append(dict(self.headers))
            peer.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(peer.status)
            self.end_headers()

        def log_message(self, *facts: object) -> None:
            """Tests are quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    peer.address = f"http://127.0.0.1:{server.server_port}"
    with override_settings(SHANYU_PUSH_HOSTS=[peer.address], SHANYU_URL="https://shanyu.example"):
        yield peer
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def mailed(cast: Cast, mail_server: MailServer) -> Cast:
    """The cast, where the father and the mother have confirmed addresses; she reads English."""
    for name, language in (("father", "zh-hans"), ("mother", "en")):
        one = getattr(cast, name)
        one.email, one.email_confirmed_at, one.language = f"{name}@mail.example", now(), language
        one.save()
    return cast
