"""ChilmAI in an environment of its own; this file is also what runs inside it, with nothing of ours at hand."""

import json
import subprocess
import sys
import time
import venv
from pathlib import Path

VERSION = "0.2.2"
AGES = 6
PREFERENCES = 6


def environment(folder: Path) -> Path:
    """The Python of an environment with ChilmAI, made once; it downloads about 300 MB the first time."""
    python = folder / "bin" / "python"
    if not (folder / "ready").exists():
        venv.create(folder, with_pip=True, clear=True)
        subprocess.run([python, "-m", "pip", "install", "-q", f"chilmai=={VERSION}"], check=True)
        (folder / "ready").touch()
    return python


def solved(folder: Path, city: dict, limit: int) -> dict | None:
    """ChilmAI's answer to a city: seconds, cpu seconds, and the daycare of each child; None beyond the limit."""
    file = folder / "city.json"
    python = environment(folder)
    file.write_text(json.dumps(city))
    try:
        subprocess.run([python, __file__, file], check=True, timeout=limit)
    except subprocess.TimeoutExpired:
        return None
    return json.loads((folder / "answer.json").read_text())


def main(file: Path) -> None:
    import pandas as pd
    from chilmai.generic.matcher import CpSatMatcher

    city = json.loads(file.read_text())
    children = []
    for number, kid in enumerate(city["kids"]):
        row = {
            "child_id": f"c{number}",
            "household_id": f"h{kid['household']}",
            "age": kid["age"],
            "sibling_pattern": kid["pattern"],
        }
        for i in range(PREFERENCES):
            row[f"pref_{i + 1}"] = f"d{kid['wishes'][i]}" if i < len(kid["wishes"]) else None
            row[f"score_{i + 1}"] = kid["scores"][i] if i < len(kid["wishes"]) else None
        children.append(row)
    daycares = [
        {"daycare_id": f"d{number}", **{f"capacity_age{age}": seats[age] for age in range(AGES)}}
        for number, seats in enumerate(city["seats"])
    ]
    frames = pd.DataFrame(children), pd.DataFrame(daycares)
    began, began_cpu = time.perf_counter(), time.process_time()
    answer = CpSatMatcher().match(*frames)
    seconds, cpu = time.perf_counter() - began, time.process_time() - began_cpu
    daycare = [answer["matching_result_dict"][f"c{number}"] for number in range(len(children))]
    told = {"seconds": seconds, "cpu": cpu, "daycare": [None if d is None else int(d[1:]) for d in daycare]}
    (file.parent / "answer.json").write_text(json.dumps(told))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
