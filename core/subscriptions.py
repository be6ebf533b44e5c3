"""Who wants to know what. Filled by each room's `subscribers.py` when the apps are ready."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Payload = dict[str, Any]
Handler = Callable[[Payload], None]


@dataclass(frozen=True)
class Subscriber:
    name: str
    topic: str
    handler: Handler
    external: bool


by_name: dict[str, Subscriber] = {}
by_topic: defaultdict[str, list[Subscriber]] = defaultdict(list)


def subscribe(topic: str, *, name: str, external: bool = False) -> Callable[[Handler], Handler]:
    """Call the decorated function for every message of this topic.

    The name is permanent: it stands in rows that outlive a renaming of the code.
    """

    def register(handler: Handler) -> Handler:
        if name in by_name:
            raise RuntimeError(f"two subscribers are called {name}")
        by_name[name] = Subscriber(name, topic, handler, external)
        by_topic[topic].append(by_name[name])
        return handler

    return register
