"""What several verbs check and keep in the same way: words, files, the sender's mark."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import IO

from django.utils.translation import gettext as _

from shanyu.domain.messaging.models import Announcement, Attachment, Message
from shanyu.domain.people.models import Account
from shanyu.kernel.door import Actor, Invalid
from shanyu.kernel.uploads import keep

MOST_WORDS = 2000
MOST_TITLE = 80
MOST_FILES = 5


@dataclass(frozen=True)
class NewFile:
    """A file that goes along, and the name it was handed in under."""

    content: IO[bytes]
    name: str


def one_at_a_time(actor: Actor) -> None:
    """Let this account make one new thing at a time: two tries with one mark come one after the other."""
    Account.objects.select_for_update(no_key=True).get(pk=actor.account_id)


def checked(words: str, field: str = "words", most: int = MOST_WORDS) -> str:
    """Words without space around them. Raises Invalid for none and for too many."""
    text = words.replace("\x00", "").strip()
    if not text:
        raise Invalid({field: _("请填写内容。")})
    if len(text) > most:
        raise Invalid({field: _("最多 %(most)s 个字。") % {"most": most}})
    return text


def counted(files: Sequence[NewFile]) -> Sequence[NewFile]:
    """The files, where they are not too many. Raises Invalid."""
    if len(files) > MOST_FILES:
        raise Invalid({"files": _("一次最多附 %(most)s 个文件。") % {"most": MOST_FILES}})
    return files


def attach(owner: Message | Announcement, files: Iterable[NewFile]) -> list[Attachment]:
    """Check every file and keep it with what it goes along with. Raises Invalid; then nothing is kept."""
    name = "message" if isinstance(owner, Message) else "announcement"
    made = []
    for file in files:
        one = Attachment.objects.create(**{name: owner})
        try:
            one.upload = keep(file.content, name=file.name, owner=one)
        except Invalid as wrong:
            raise Invalid({"files": f"{file.name[:40]} {wrong.errors['file']}"}) from None
        one.save(update_fields=["upload"])
        made.append(one)
    return made
