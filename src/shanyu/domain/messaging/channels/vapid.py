"""Who we are to a push service (RFC 8292): a key pair of this home, and a signed token for every message."""

import base64
import os
import time
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

import jwt
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.conf import settings

#: A token may live a day (RFC 8292, 2); half of that leaves room for clocks that differ.
_LIFE_SECONDS = 12 * 3600


def public_key() -> str:
    """Our public key as browsers want it: an uncompressed point, base64url without padding."""
    point = (
        _key()
        .public_key()
        .public_bytes(serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint)
    )
    return base64.urlsafe_b64encode(point).rstrip(b"=").decode()


def authorization(endpoint: str) -> str:
    """The value of the Authorization header for a message to this endpoint."""
    parts = urlsplit(endpoint)
    claims = {
        "aud": f"{parts.scheme}://{parts.netloc}",
        # The push service reads this by the clock of the world, not by the platform's own day.
        "exp": int(time.time()) + _LIFE_SECONDS,
        "sub": settings.SHANYU_URL,
    }
    return f"vapid t={jwt.encode(claims, _key(), algorithm='ES256')}, k={public_key()}"


def _key() -> ec.EllipticCurvePrivateKey:
    return _read(make_key(settings.SHANYU_VAPID_FILE))


@lru_cache(maxsize=2)
def _read(path: Path) -> ec.EllipticCurvePrivateKey:
    return serialization.load_pem_private_key(path.read_bytes(), password=None)


def make_key(path: Path) -> Path:
    """The file of our key, made once. Of two processes that make it at the same time the first one wins."""
    if path.exists():
        return path
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    own = path.with_name(f"{path.name}.{os.getpid()}")
    handle = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(
            ec.generate_private_key(ec.SECP256R1()).private_bytes(
                serialization.Encoding.PEM,
                serialization.PrivateFormat.PKCS8,
                serialization.NoEncryption(),
            )
        )
    try:
        os.link(own, path)
    except FileExistsError:
        return path
    finally:
        own.unlink()
    return path
