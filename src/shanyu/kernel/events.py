"""What an earlier domain tells a later one without knowing it.

    subscribe("regions.network_saved", snap_sites_of)     # in the later domain, when Django is ready
    publish("regions.network_saved", network_id=7)        # in the earlier one, inside its transaction

Handlers run at once, in the publisher's transaction: what they plan or change stands or falls with it. A
handler that fails fails the verb; slow work belongs in a job that the handler plans.
"""

from collections.abc import Callable

Handler = Callable[..., None]
_handlers: dict[str, list[Handler]] = {}


def subscribe(name: str, handler: Handler) -> Handler:
    """Call `handler` with the facts of every event of this name. Subscribing twice is once."""
    handlers = _handlers.setdefault(name, [])
    if handler not in handlers:
        handlers.append(handler)
    return handler


def unsubscribe(name: str, handler: Handler) -> None:
    """No longer call `handler`. Nothing happens if it was not subscribed."""
    if handler in _handlers.get(name, []):
        _handlers[name].remove(handler)


def publish(name: str, **facts: object) -> None:
    """Tell every subscriber, in the order of their subscribing."""
    for handler in tuple(_handlers.get(name, ())):
        handler(**facts)
