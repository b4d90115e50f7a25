"""The policy table as a page of the docs: every verb, who may use it, over which rows.

python tools/policy.py            write docs/policy.md
python tools/policy.py --check    fail where the page is not the table
"""

import os
import sys
from itertools import groupby
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "policy.md"


def words(reach: object) -> str:
    return getattr(reach, "__name__", type(reach).__name__).replace("_", " ")


def page() -> str:
    from shanyu.kernel.door.policy import rows
    from shanyu.kernel.door.verbs import verbs

    known = verbs()
    lines = [
        "# Who may do what",
        "",
        "Made from the policy tables by `python tools/policy.py`. A verb that is not here cannot be used.",
    ]
    ordered = sorted(rows(), key=lambda row: row.verb)
    for domain, group in groupby(ordered, key=lambda row: row.verb.split(".")[0]):
        lines += [
            "",
            f"## {domain}",
            "",
            "| verb | kind | over | who: over which rows |",
            "|---|---|---|---|",
        ]
        for row in group:
            verb = known[row.verb]
            model = verb.on or verb.of
            who = "; ".join(f"{role.value}: {words(reach)}" for role, reach in row.who.items())
            kind = "changes" if verb.changes else "asks"
            lines.append(f"| `{row.verb}` | {kind} | {model.__name__ if model else '–'} | {who} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyu.config.settings")
    django.setup()
    made = page()
    if "--check" not in sys.argv:
        PAGE.write_text(made, encoding="utf-8")
        return 0
    if PAGE.exists() and PAGE.read_text(encoding="utf-8") == made:
        return 0
    print("docs/policy.md is not the policy table: run tools/policy.py")
    return 1


if __name__ == "__main__":
    sys.exit(main())
