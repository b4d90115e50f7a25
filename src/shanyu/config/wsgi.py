"""The WSGI application that granian serves."""

import gc
import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from shanyu.engines.access import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyu.config.settings")
application = get_wsgi_application()


def _get_ready() -> None:
    """Compile the searches beside the first requests, so that nobody's first search waits for it.

    What is loaded by then stays for good: the collector of garbage need not go through it again and again.
    """
    warm_up()
    gc.collect()
    gc.freeze()


Thread(target=_get_ready, name="warm-up", daemon=True).start()
