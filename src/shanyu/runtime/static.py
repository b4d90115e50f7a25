"""Static files gathered into the home folder, once for each state of the sources."""

import hashlib

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def gather() -> bool:
    """Collect, name by content and compress the static files if any changed; whether it did."""
    stamp_file = settings.STATIC_ROOT / ".stamp"
    stamp = _stamp()
    if stamp_file.exists() and stamp_file.read_text() == stamp:
        return False
    call_command("collectstatic", verbosity=0, interactive=False)
    stamp_file.write_text(stamp)
    return True


def _stamp() -> str:
    facts = hashlib.sha256()
    for finder in get_finders():
        for path, storage in sorted(finder.list([]), key=lambda found: found[0]):
            facts.update(f"{path} {storage.size(path)} {storage.get_modified_time(path)}\n".encode())
    return facts.hexdigest()
