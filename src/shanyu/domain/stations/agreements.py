"""The agreement that is signed before drop-in care, in its newest version."""

from importlib.resources import files

from shanyu.domain.booking.models import Agreement

KEY = "drop_in"
#: No official text was found; ours says SAMPLE in its first line and in its version.
SAMPLE = "SAMPLE-2026-11"


def drop_in_agreement() -> Agreement:
    """The text in force: the newest of key `drop_in`, and where there is none the sample, made now."""
    newest = Agreement.objects.filter(key=KEY).order_by("-created_at", "-pk").first()
    if newest is not None:
        return newest
    texts = files("shanyu.domain.stations").joinpath("texts")
    return Agreement.objects.get_or_create(
        key=KEY,
        version=SAMPLE,
        defaults={
            "title": "临时托协议（SAMPLE 示例）",
            "title_en": "Drop-in care agreement (SAMPLE)",
            "text": texts.joinpath("drop_in.zh.md").read_text(encoding="utf-8"),
            "text_en": texts.joinpath("drop_in.en.md").read_text(encoding="utf-8"),
        },
    )[0]
