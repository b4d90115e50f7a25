"""The one place that reads the environment."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from psycopg.conninfo import conninfo_to_dict

from shanyu.kernel.files import put_once


def home() -> Path:
    """The home folder: embedded database, keys, uploads, caches."""
    return Path(os.environ.get("SHANYU_HOME") or Path.home() / ".shanyu").expanduser().resolve()


def text(name: str, default: str = "") -> str:
    return os.environ.get(name, default).strip()


def flag(name: str) -> bool:
    return text(name).lower() in {"1", "true", "yes", "on"}


def words(name: str) -> list[str]:
    return [word.strip() for word in text(name).split(",") if word.strip()]


#: A row's trigger asks for this setting. Where nobody has set it, each row begins a subtransaction that fails, and
#: failing looks at every check that a long transaction still has before it.
NO_TRIGGER_IGNORED = "-c pgtrigger.ignore={}"


def database(url: str) -> dict:
    """Django's DATABASES entry of a `postgresql://` address."""
    if urlsplit(url).scheme not in {"postgresql", "postgres"}:
        raise ValueError("DATABASE_URL must begin with postgresql://")
    parts = conninfo_to_dict(url)
    parts["options"] = " ".join(filter(None, [NO_TRIGGER_IGNORED, parts.get("options", "")]))
    known = {key: parts.pop(key, "") for key in ("dbname", "user", "password", "host", "port")}
    return {
        "ENGINE": "shanyu.kernel.connection",
        "NAME": known["dbname"],
        "USER": known["user"],
        "PASSWORD": known["password"],
        "HOST": known["host"],
        "PORT": known["port"],
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
        # Django turns prepared statements off wherever nothing is said; its own cursors never use any.
        "OPTIONS": {"prepare_threshold": 5, **{key: value for key, value in parts.items() if value}},
    }


def secret_key(home_dir: Path) -> str:
    """Django's signing key: from SHANYU_SECRET_KEY, or made once and kept in the home folder."""
    if given := text("SHANYU_SECRET_KEY"):
        return given
    path = home_dir / "keys" / "secret"
    if not path.exists():
        put_once(path, secrets.token_urlsafe(48))
    return path.read_text().strip()


def mail_server() -> dict:
    """What SHANYU_SMTP_URL says, `smtp://user:password@host:port?tls=starttls&from=name@host`; empty without it.

    `tls` is starttls, ssl or none; without it ssl on port 465, else starttls. Raises ValueError.
    """
    parts = urlsplit(text("SHANYU_SMTP_URL"))
    if not parts.scheme:
        return {}
    asked = {key: values[-1] for key, values in parse_qs(parts.query).items()}
    port = parts.port or (465 if asked.get("tls") == "ssl" else 587)
    tls = asked.get("tls") or ("ssl" if port == 465 else "starttls")
    if parts.scheme != "smtp" or not parts.hostname or tls not in {"starttls", "ssl", "none"}:
        raise ValueError("SHANYU_SMTP_URL must be smtp://user:password@host:port?tls=starttls&from=name@host")
    return {
        "host": parts.hostname,
        "port": port,
        "user": unquote(parts.username or ""),
        "password": unquote(parts.password or ""),
        "tls": tls,
        "from": asked.get("from") or f"shanyu@{parts.hostname}",
    }


def identity_providers() -> list[dict]:
    """allauth's apps for single sign-on: SHANYU_OIDC_NAME, _ISSUER, _CLIENT_ID and _SECRET; a second and a
    third provider as SHANYU_OIDC_2_NAME and so on."""
    found = []
    for number in range(1, 10):
        start = "SHANYU_OIDC_" if number == 1 else f"SHANYU_OIDC_{number}_"
        if issuer := text(f"{start}ISSUER"):
            found.append(
                {
                    "provider_id": "main" if number == 1 else f"provider-{number}",
                    "name": text(f"{start}NAME", "统一身份认证"),
                    "client_id": text(f"{start}CLIENT_ID"),
                    "secret": text(f"{start}SECRET"),
                    "settings": {"server_url": issuer.rstrip("/")},
                }
            )
    return found
