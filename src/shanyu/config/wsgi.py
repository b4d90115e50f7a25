"""The WSGI application that granian serves."""

import os
from threading import Thread

from django.core.wsgi import get_wsgi_application

from shanyu.engines.access import warm_up

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shanyu.config.settings")
application = get_wsgi_application()
# The searches are compiled beside the first requests, so that nobody's first search waits for it.
Thread(target=warm_up, name="warm-up", daemon=True).start()
