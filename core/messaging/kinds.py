"""What the platform may tell somebody, and the wording shipped for it. Rooms register theirs.

    register(
        Kind(
            "grids.worker_changed",
            name=_("网格员变更"),
            placeholders={"grid": _("网格"), "worker": _("网格员")},
            wordings=(
                Wording("inbox", "zh-hans", "您的网格员换了", "{grid}的网格员现在是{worker}。"),
                Wording("inbox", "en", "A new grid worker", "Your worker in {grid} is {worker}."),
            ),
        )
    )

in `room/message_kinds.py`, imported by AppConfig.ready(). `migrate` then writes the wordings
into the table, where each place may put its own beside them.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from core.messaging.wording import placeholders_in
from core.models import Channel


@dataclass(frozen=True)
class Wording:
    """One shipped text. For SMS: the provider's template code and its parameters in order."""

    channel: str
    language: str
    title: str
    text: str
    provider_code: str = ""
    provider_params: tuple[str, ...] = ()
    wait_minutes: int = 0
    """How long the inbox is given a chance before this channel is used."""


@dataclass(frozen=True)
class Kind:
    code: str
    name: object
    placeholders: Mapping[str, object] = field(default_factory=dict)
    wordings: tuple[Wording, ...] = ()
    is_urgent: bool = False
    """Passes the quiet hours."""
    is_secret: bool = False
    """Holds a code: text and context are wiped as soon as it has left."""
    is_owed: bool = False
    """Must reach the person: a preference against the channel does not stop it."""


kinds: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    if kind.code in kinds:
        raise RuntimeError(f"two kinds of message are called {kind.code}")
    for wording in kind.wordings:
        unknown = placeholders_in(wording.title + wording.text) - set(kind.placeholders)
        unknown |= set(wording.provider_params) - set(kind.placeholders)
        if unknown or wording.channel not in Channel.values:
            raise RuntimeError(f"{kind.code}: unknown {unknown or wording.channel}")
    kinds[kind.code] = kind
    return kind
