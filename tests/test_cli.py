"""The command line: what it makes, and that what goes wrong is one sentence."""

from contextlib import nullcontext

import pytest
from click.testing import CliRunner

from shanyu import cli
from shanyu.domain.people.models import Account, RoleGrant
from shanyu.kernel import keys, rotation
from shanyu.kernel.sealed import KeyRing
from shanyu.runtime.home import NotReady


@pytest.fixture
def run(monkeypatch, tmp_path):
    """Run a command inside the tests' database, with a home of its own."""
    monkeypatch.setattr(cli, "running", lambda home: nullcontext())
    monkeypatch.setattr(cli.signal, "signal", lambda *_args: None)
    monkeypatch.setenv("LANG", "C.UTF-8")
    return lambda *words: CliRunner().invoke(cli.main, [*words, "--home", str(tmp_path)])


def test_an_account_is_made_with_its_role(run, cast):
    done = run(
        "create-account", "sun", "--name", "孙科长", "--role", "district_officer", "--region", "330105",
        "--password", "bamboo-shoot-2026",
    )  # fmt: skip
    assert (done.exit_code, done.output.splitlines()[0]) == (
        0,
        "Account sun is ready. A second factor is set up at the first sign-in.",
    )
    grant = RoleGrant.objects.get(account__username="sun")
    assert (grant.role, grant.region) == ("district_officer", cast.district)
    assert Account.objects.get(username="sun").check_password("bamboo-shoot-2026")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--role", "district_officer", "--region", "990199"], "Error: No division of code 990199 is known"),
        (["--role", "head"], "Error: Something needs to be corrected."),
        (["--role", "district_officer"], "Error: Something needs to be corrected."),
    ],
)
def test_a_role_that_cannot_be_granted_leaves_no_account(run, cast, words, sentence):
    done = run("create-account", "sun", "--name", "孙科长", "--password", "bamboo-shoot-2026", *words)
    assert done.exit_code == 1
    assert done.output.startswith(sentence)
    assert not Account.objects.filter(username="sun").exists()


def test_a_home_that_cannot_run_is_one_sentence(monkeypatch, tmp_path):
    def refuse(home):
        raise NotReady("The disk is full.")

    monkeypatch.setattr(cli, "running", refuse)
    done = CliRunner().invoke(cli.main, ["migrate", "--home", str(tmp_path)])
    assert (done.exit_code, done.output) == (1, "Error: The disk is full.\n")


def test_a_command_that_needs_tables_says_so_where_they_are_missing(run, db, monkeypatch):
    monkeypatch.setattr("shanyu.runtime.database.pending", lambda: ["people.0001_initial"])
    done = run("rotate-keys")
    assert (done.exit_code, done.output) == (
        1,
        "Error: The database lacks 1 migrations. Run: shanyu migrate\n",
    )


def test_rotating_the_keys_seals_everything_anew_and_keeps_the_ring_in_the_home(
    run, cast, settings, tmp_path
):
    ring_file = tmp_path / "keys" / "keyring.json"
    ring_file.parent.mkdir()
    keys.ring().save(ring_file)
    settings.SHANYU_KEY_FILE = ring_file
    done = run("rotate-keys")
    assert done.exit_code == 0, done.output
    assert rotation.remaining() == {}
    assert KeyRing.load(ring_file).active == keys.ring().active == "k2"


def test_interrupting_says_that_nothing_half_done_was_kept(run, db, monkeypatch):
    def interrupted():
        raise KeyboardInterrupt

    monkeypatch.setattr("shanyu.runtime.database.migrate", interrupted)
    done = run("migrate")
    assert done.exit_code == 130
    assert "Nothing half-done was kept" in done.output
