from typing import Any

import pytest

from core import outbox


@pytest.fixture
def published(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, dict[str, Any]]]:
    """What the actions promised to the rooms above, whoever subscribes."""
    promises: list[tuple[str, dict[str, Any]]] = []

    def publish(topic: str, *, key: str, payload: dict[str, Any]) -> None:
        promises.append((topic, payload))

    monkeypatch.setattr(outbox, "publish", publish)
    return promises
