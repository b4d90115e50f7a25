"""`shanyu import-sites` with 100,000 rows × 20 columns: rows a second, processor time and peak memory.

    python -m benchmarks.importing [--rows 100000]

Runs the command as a bureau would, one run after the other in one home of its own: new rows, as many again with a
reminder on every row, the same file once more, a dry run of it, and the file with a new telephone in every row.
Prints a table and writes `results/importing.json`. Processor time is the command's and PostgreSQL's together; on a
machine that does something else besides, it tells more than the clock.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from benchmarks._served import ROOT, machine, served
from shanyu.kernel.identifiers import check_digit_credit_code
from shanyu.runtime.home import running

SEED = 11
NAME = "import"
REGION = "330105"
TOLD = 2  # how the command ends when there was something to tell of rows
HEADINGS = (
    "机构编号", "机构名称", "运营方", "统一社会信用代码", "机构类型", "运营模式", "是否普惠",
    "街道", "地址", "经度", "纬度", "坐标系", "联系电话", "备案编号",
    "备案日期", "开办日期", "建筑面积", "托位数", "在托人数", "运营状态",
)  # fmt: skip
SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
PHONE, OTHER_PHONE, BAD_PHONE = "0571-88880001", "0571-88880002", "0571-00000001"


def rows(count: int, mark: str, phone: str) -> Iterator[list]:
    """Plainly fictional sites, five to an operator, with dates in four styles; the same from the same `mark`."""
    draw = random.Random(f"{SEED}{mark}")
    streets = street_names()
    codes = ["91000000" + "".join(draw.choices(SIGNS, k=9)) for _ in range(count // 5)]
    for number in range(count):
        owner = draw.randrange(len(codes))
        places = draw.randint(5, 20)
        day = f"{draw.randint(2019, 2025)}-{draw.randint(1, 12):02}-{draw.randint(1, 28):02}"
        yield [
            *(f"{mark}{number:06}", f"第{number}{mark}托育园", f"示范{mark}运营方{owner}有限公司"),
            *(codes[owner] + check_digit_credit_code(codes[owner]), "托育机构", "民办", draw.choice("是否")),
            *(draw.choice(streets), f"示范路{number}号", round(draw.uniform(120.12, 120.19), 6)),
            *(round(draw.uniform(30.28, 30.36), 6), "GCJ02", phone, f"备{mark}{number:06}"),
            *(day.replace("-", draw.choice(["-", "/", ".", ""])), day, draw.randint(100, 900), places),
            *(draw.randint(0, places), "开放中"),
        ]


def street_names() -> list[str]:
    from shanyu.domain.regions.models import Region

    return list(Region.objects.filter(level="town", code__startswith=REGION).values_list("name", flat=True))


def write(path: Path, count: int, mark: str, phone: str) -> Path:
    """A file as bureaus keep it: GB18030, a title above the headings."""
    with path.open("w", newline="", encoding="gb18030") as file:
        sheet = csv.writer(file)
        sheet.writerow(["某区托育机构台账", *[""] * (len(HEADINGS) - 1)])
        sheet.writerow(HEADINGS)
        sheet.writerows(rows(count, mark, phone))
    return path


def imported(path: Path, *options: str) -> dict[str, float]:
    """One run of the command: seconds by the clock and of both processors, and the command's peak in megabytes."""
    command = [sys.executable, "-m", "shanyu.cli", "import-sites", str(path), "--region", REGION, *options]
    environment = {key: value for key, value in os.environ.items() if key != "DATABASE_URL"}
    server = postmaster()
    worked, started = seconds_of(server), time.perf_counter()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    _pid, status, used = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode not in (0, TOLD):
        raise SystemExit(f"import-sites ended with code {process.returncode}")
    return {
        "wall_s": round(seconds, 1),
        "python_s": round(used.ru_utime + used.ru_stime, 1),
        "postgresql_s": round(seconds_of(server) - worked, 1),
        "peak_mb": round(used.ru_maxrss / 1024),
    }


def postmaster() -> int:
    """The process of the server, as the parent of the one that serves us."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (backend,) = cursor.fetchone()
    connection.close()
    return int(_stat(Path(f"/proc/{backend}"))[1])


def seconds_of(server: int) -> float:
    """Processor time of a server, of its children that ended and of those that run (Linux tells it in /proc)."""
    ticks = sum(map(int, _stat(Path(f"/proc/{server}"))[11:15]))
    for process in Path("/proc").glob("[0-9]*"):
        facts = _stat(process)
        if facts and int(facts[1]) == server:
            ticks += sum(map(int, facts[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


def _stat(process: Path) -> list[str]:
    """The fields of /proc/…/stat after the name; none for a process that has ended."""
    try:
        return (process / "stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return []


def emptied() -> None:
    """The home without what an earlier run has loaded."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE providers_operator CASCADE")


def measured(count: int, folder: Path) -> dict[str, dict[str, float]]:
    first = write(folder / "a.csv", count, "A", PHONE)
    again = write(folder / "a2.csv", count, "A", OTHER_PHONE)
    doubtful = write(folder / "b.csv", count, "B", BAD_PHONE)
    runs = {
        "new rows": (first,),
        "new rows among as many, a reminder on each": (doubtful,),
        "the same file again": (first,),
        "a dry run": (first, "--dry-run"),
        "another telephone in every row": (again,),
    }
    results = {}
    for title, run in runs.items():
        results[title] = imported(*run)
        _show(title, count, results[title])
    return results


def _show(title: str, count: int, run: dict[str, float]) -> None:
    print(
        f"{title:43} {run['wall_s']:6.1f} s   {count / run['wall_s']:7,.0f} rows/s   "
        f"Python {run['python_s']:5.1f} s   PostgreSQL {run['postgresql_s']:5.1f} s   {run['peak_mb']:4} MB",
        flush=True,
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=100_000)
    count = parser.parse_args().rows
    with served("small", NAME):
        pass  # started once, so that the home has its divisions
    home = ROOT / ".cache" / f"bench-{NAME}"
    os.environ.pop("DATABASE_URL", None)
    with running(home), tempfile.TemporaryDirectory() as folder:
        emptied()
        results = measured(count, Path(folder))
        emptied()
    print(f"{count:,} rows × {len(HEADINGS)} columns, {machine()}")
    out = Path(__file__).parent / "results" / "importing.json"
    out.parent.mkdir(exist_ok=True)
    out.write_text(json.dumps({"machine": machine(), "rows": count, "results": results}, indent=1))


if __name__ == "__main__":
    main()
