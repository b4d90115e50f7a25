"""Loaded before pytest reads the settings: a home of our own, keys, and a real PostgreSQL."""

import os
from pathlib import Path

from shanyu.kernel.postgres import ensure_server
from shanyu.kernel.sealed import KeyRing

ROOT = Path(__file__).resolve().parent.parent
HOME = Path(os.environ.setdefault("SHANYU_HOME", str(ROOT / ".cache" / "test-home")))
HOME.mkdir(parents=True, exist_ok=True)
os.environ.setdefault("SHANYU_PG_FAST", "1")
os.environ.setdefault("NUMBA_CACHE_DIR", str(HOME / "numba"))
os.environ.setdefault("SHANYU_DEMO", "1")
os.environ.setdefault("SHANYU_PLAIN_STATIC", "1")
if not os.environ.get("DATABASE_URL"):
    os.environ["DATABASE_URL"] = ensure_server(HOME).url

KeyRing.create(HOME / "keys" / "keyring.json")
