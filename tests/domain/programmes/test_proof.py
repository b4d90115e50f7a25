"""A whole summer: 3,000 entries of five groups for 22 schools, from the draw to a contest, checked from outside."""

import json
import os
import subprocess
import sys
from datetime import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from shanyu import cli
from shanyu.domain.programmes import actions, queries
from shanyu.domain.programmes.models import ClosedList, Programme, Run
from shanyu.domain.providers.models import Site
from shanyu.kernel.clock import frozen
from tests.cast import SINCE
from tests.domain.programmes.making import LATER, crowd, make_programme, make_rules, new_class, published

pytestmark = pytest.mark.django_db

SCHOOLS, ENTRIES, PAIRS = 22, 3_000, 120
CAP = 45


def summer(cast) -> Programme:
    """Two classes at each of 22 schools, with reserves for three of the five groups."""
    rules = make_rules(cast, "今年的规则")
    draft = make_programme(
        cast, (), rules=rules, last_rules=make_rules(cast, "去年的规则", criteria=()), from_month=72, to_month=144,
    )  # fmt: skip
    schools = Site.objects.bulk_create(
        Site(
            operator=cast.school.operator, kind="school", name=f"第{number}小学", region=cast.street, lon=120.14,
            lat=30.31, running_model="public", state="open", address=f"{number}号", sort_key=f"{number:02}",
        )
        for number in range(1, SCHOOLS + 1)
    )  # fmt: skip
    kept = [("hardship", 4), ("left_behind", 4), ("migrant", 4)]
    for number, school in enumerate(schools, 1):
        for half, opens, closes in (("a", time(8), time(12)), ("b", time(13), time(17))):
            new = new_class(
                f"{number:02}{half}", CAP, band="primary_custody", opens=opens, closes=closes, minimum=15,
                reserves=kept, from_month=72, to_month=144,
            )  # fmt: skip
            actions.add_class(cast.actor("officer"), draft.pk, school, new)
    return actions.announce(cast.actor("officer"), draft.pk)


def verified(file: Path, *words: str) -> subprocess.CompletedProcess:
    """The separate command, on a machine without a home and without a database."""
    env = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "SHANYU_HOME")}
    command = [
        sys.executable,
        "-m",
        "shanyu.cli",
        "allocation",
        "verify",
        str(file),
        "--language",
        "en",
        *words,
    ]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, env=env, check=False)


def test_a_summer_of_3000_runs_publishes_is_verified_by_the_separate_command_and_contested_once(
    cast, tmp_path
):
    programme = summer(cast)
    crowd(cast, programme, ENTRIES, wishes=5, pairs=PAIRS, born=2018)
    run = published(cast, programme)
    # Of this summer about one lottery in twelve leaves two objections of pairs: officials sign for them in words.
    assert (run.findings, run.placings.count()) == ([], ENTRIES)
    assert run.objections <= 4
    assert run.placings.exclude(programme_class=None).count() == 2 * SCHOOLS * CAP
    shadow = Run.objects.get(programme=programme, kind="shadow")
    assert (shadow.inputs_digest, shadow.placings.count()) == (run.inputs_digest, ENTRIES)
    found = queries.compare_runs(cast.actor("auditor"), programme.pk, runs=[run.public_id, shadow.public_id])
    assert {line.group: line.entries for line in found.groups} == {
        "all": ENTRIES, "hardship": 150, "left_behind": 150, "migrant": 150, "new_work": 150, "disabled": 150,
    }  # fmt: skip

    document = queries.protocol(cast.actor("stranger"), programme.pk)
    file = tmp_path / "protocol.json"
    file.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    noted = (
        "--announced", programme.announcement_digest,
        "--listed", ClosedList.objects.get(programme=programme).digest,
    )  # fmt: skip
    done = verified(file, *noted)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "3,000 applications, 44 classes, 1,980 placed" in " ".join(done.stdout.split())

    forged = json.loads(file.read_text(encoding="utf-8"))
    (lost, *_rest), (won, *_others) = (
        sorted(name for name, site in forged["result"]["assigned"].items() if (site is None) == out)
        for out in (True, False)
    )
    given = forged["result"]["assigned"]
    given[lost], given[won] = given[won], None
    file.write_text(json.dumps(forged), encoding="utf-8")
    found = CliRunner().invoke(cli.main, ["allocation", "verify", str(file), "--language", "en", *noted])
    assert found.exit_code == 2
    assert "This protocol does not hold." in found.output

    contested_once(cast, run)


def contested_once(cast, run: Run) -> None:
    """A family of somebody without a place contests; somebody withdraws; a person gives the free seat."""
    entry = run.placings.filter(programme_class=None).order_by("entry").first().entry
    wanted = entry.wishes.get(version=1, rank=1).programme_class
    leaving = run.placings.filter(programme_class=wanted).first().entry
    for child, account, relation in (
        (entry.child, cast.father, "father"),
        (leaving.child, cast.mother, "mother"),
    ):
        child.guardianships.create(account=account, relation=relation, valid=SINCE)
    with frozen(LATER):
        contest = actions.contest(cast.actor("father"), entry.pk, words="我家符合条件")
        actions.withdraw(cast.actor("mother"), leaving.pk)
        (waiting,) = queries.contests(cast.actor("second"))
        assert [one["site"] for one in waiting.reasons] == [
            one.programme_class.code for one in entry.wishes.order_by("rank")
        ]
        actions.review(cast.actor("second"), contest.pk, reason="空出一个名额", gives=wanted.public_id)
        (line,) = queries.my_entries(cast.actor("father"))
    assert (line.placed, line.by_review, line.contest) == (wanted.code, True, "changed")
