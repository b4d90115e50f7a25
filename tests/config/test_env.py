"""What the environment says of a mail server and of the database."""

import itertools
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from shanyu.config import env


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("", {}),
        (
            "smtp://notice%40a.cn:p%3Aw@mail.a.cn:2525?tls=none&from=notice@a.cn",
            {
                "host": "mail.a.cn", "port": 2525, "user": "notice@a.cn", "password": "p:w", "tls": "none",
                "from": "notice@a.cn",
            },
        ),
        (
            "smtp://mail.a.cn",
            {
                "host": "mail.a.cn", "port": 587, "user": "", "password": "", "tls": "starttls",
                "from": "shanyu@mail.a.cn",
            },
        ),
        (
            "smtp://mail.a.cn:465",
            {
                "host": "mail.a.cn", "port": 465, "user": "", "password": "", "tls": "ssl",
                "from": "shanyu@mail.a.cn",
            },
        ),
    ],
)  # fmt: skip
def test_a_mail_server_is_one_address(monkeypatch, url, expected):
    monkeypatch.setenv("SHANYU_SMTP_URL", url)
    assert env.mail_server() == expected


@pytest.mark.parametrize("url", ["http://mail.a.cn", "smtp://", "smtp://mail.a.cn?tls=maybe"])
def test_an_address_that_is_none_says_what_it_should_be(monkeypatch, url):
    monkeypatch.setenv("SHANYU_SMTP_URL", url)
    with pytest.raises(ValueError, match="SHANYU_SMTP_URL must be"):
        env.mail_server()


def test_no_row_s_trigger_finds_its_setting_missing_and_what_the_address_asks_for_holds_too():
    plain = env.database("postgresql://shanyu@/shanyu")
    asked = env.database("postgresql://shanyu@/shanyu?options=-c%20work_mem%3D8MB")
    assert plain["OPTIONS"]["options"] == "-c pgtrigger.ignore={}"
    assert asked["OPTIONS"]["options"] == "-c pgtrigger.ignore={} -c work_mem=8MB"


@pytest.mark.django_db
def test_the_setting_is_there_on_the_connections_of_the_product():
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('pgtrigger.ignore')")
        assert cursor.fetchone() == ("{}",)


def test_processes_that_start_in_a_new_home_at_once_share_one_signing_key(monkeypatch, tmp_path):
    monkeypatch.delenv("SHANYU_SECRET_KEY", raising=False)
    everybody = threading.Barrier(4)
    made = itertools.count()

    def when_all_have_found_none(_size: int) -> str:
        everybody.wait(10)
        return f"key {next(made)}"

    monkeypatch.setattr(env.secrets, "token_urlsafe", when_all_have_found_none)
    with ThreadPoolExecutor(4) as starting:
        keys = list(starting.map(lambda _: env.secret_key(tmp_path), range(4)))
    assert next(made) == 4, "each of them came before a key was there"
    assert keys == [(tmp_path / "keys" / "secret").read_text()] * 4
    assert [path.name for path in (tmp_path / "keys").iterdir()] == ["secret"]
