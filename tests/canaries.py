"""A person made of values that stand nowhere else: wherever one shows up, it has leaked.

canary = plant(town)                      a resident, bound to an account, with everything told
found = sightings(anything, canary)       {"phone", "name", …}: what stands in it, also encoded
"""

import base64
import html
import io
import json
import zipfile
from dataclasses import dataclass
from datetime import date

from accounts.models import User
from communities.actions import care
from communities.models import Household, Resident
from tests.town import Town, id_number, years_ago

BORN = date(1966, 2, 27)
CANARY = {
    "name": "甄金雀",
    "phone": "13977712345",
    "id_number": id_number(BORN, 886),
    "address": "金雀岭黄羽巷77号楼3单元1204室",
    "note": "矿井里的金丝雀",
    "evidence": "黄羽证第七七号",
}
HIDDEN = frozenset(CANARY) - {"name"}
"""What no list, page, log, queue or dump may show in clear to anybody."""


@dataclass(frozen=True)
class Canary:
    person: Resident
    account: User
    household: Household


def plant(town: Town) -> Canary:
    person = town.bound(
        "canary",
        CANARY["name"],
        CANARY["phone"],
        town.grid,
        born_on=BORN,
        id_number=CANARY["id_number"],
        registered_address=CANARY["address"],
        note=CANARY["note"],
    )
    care.add_label(
        person,
        group="elder",
        condition="living_alone",
        evidence=CANARY["evidence"],
        valid_from=years_ago(1),
        actor=town.staff,
    )
    return Canary(person, town.canary, town.households["canary"])


def _disguises(value: str) -> set[bytes]:
    """As it is, as \\u escapes, in hexadecimal, and in base64 at each of the three offsets."""
    clear = value.encode()
    seen = {clear, json.dumps(value)[1:-1].encode(), clear.hex().encode()}
    for offset in range(3):
        coded = base64.b64encode(b"\0" * offset + clear)
        first = (0, 2, 3)[offset]  # characters that also hold bits of what stands before
        seen.add(coded[first:].rstrip(b"=")[:-1])
    return seen


_NEEDLES = {kind: _disguises(value) for kind, value in CANARY.items()}


def sightings(hay: bytes | str) -> set[str]:
    """Which of the values stand in it; a page's entities are read, a workbook is unpacked."""
    raw = hay.encode() if isinstance(hay, str) else hay
    if raw.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(raw)) as book:
            raw = b"".join(book.read(part) for part in book.namelist())
    elif b"&" in raw:
        raw += html.unescape(raw.decode(errors="replace")).encode()
    return {kind for kind, needles in _NEEDLES.items() if any(needle in raw for needle in needles)}
