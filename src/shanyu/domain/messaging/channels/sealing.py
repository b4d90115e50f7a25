"""A push message that only one browser can read: RFC 8291, over the encoding `aes128gcm` of RFC 8188, in one record."""

import os
import struct

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

#: What a push service must carry (RFC 8030, 7.2), and so the size of our one record.
RECORD_BYTES = 4096
#: Header (86), tag (16) and the mark that ends the last record.
MOST_BYTES = RECORD_BYTES - 86 - 16 - 1
_LAST = b"\x02"


def sealed(
    words: bytes,
    browser: bytes,
    secret: bytes,
    *,
    ours: ec.EllipticCurvePrivateKey | None = None,
    salt: bytes | None = None,
) -> bytes:
    """`words` for the browser whose public point (65 bytes) and secret (16 bytes) are given.

    `ours` and `salt` are new for every message; they are given only to compare with a known one. Raises
    ValueError for words that are too long and for a point that is not on the curve.
    """
    if len(words) > MOST_BYTES:
        raise ValueError("too long for one push message")
    ours = ours or ec.generate_private_key(ec.SECP256R1())
    salt = salt or os.urandom(16)
    theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), browser)
    point = ours.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
    shared = ours.exchange(ec.ECDH(), theirs)
    material = _derived(shared, secret, b"WebPush: info\0" + browser + point, 32)
    key = _derived(material, salt, b"Content-Encoding: aes128gcm\0", 16)
    nonce = _derived(material, salt, b"Content-Encoding: nonce\0", 12)
    header = salt + struct.pack("!LB", RECORD_BYTES, len(point)) + point
    return header + AESGCM(key).encrypt(nonce, words + _LAST, None)


def _derived(material: bytes, salt: bytes, info: bytes, length: int) -> bytes:
    return HKDF(algorithm=SHA256(), length=length, salt=salt, info=info).derive(material)
