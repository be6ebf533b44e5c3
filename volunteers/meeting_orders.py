"""How a word at a meeting becomes an order: the room of orders says so; this one knows none.

@makes_orders
def make(opinion: Opinion, by: Viewer) -> Made: ...

@tells_of_orders
def told(keys: list[UUID]) -> dict[UUID, str]: ...  # where each stands, in words
"""

from collections.abc import Callable
from dataclasses import dataclass
from uuid import UUID

from accounts.viewer import Viewer
from volunteers.models import Opinion


@dataclass(frozen=True)
class Made:
    key: UUID
    number: str


Maker = Callable[[Opinion, Viewer], Made]
Teller = Callable[[list[UUID]], dict[UUID, str]]
_makers: list[Maker] = []
_tellers: list[Teller] = []


def makes_orders(maker: Maker) -> Maker:
    _makers.append(maker)
    return maker


def tells_of_orders(teller: Teller) -> Teller:
    _tellers.append(teller)
    return teller


def make(opinion: Opinion, by: Viewer) -> Made:
    [maker] = _makers
    return maker(opinion, by)


def told(keys: list[UUID]) -> dict[UUID, str]:
    return {key: words for teller in _tellers for key, words in teller(keys).items()}
