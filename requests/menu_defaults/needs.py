"""What an item asks of whoever comes: a skill, an insurance, an age. Not in the list: nothing."""

from typing import NamedTuple


class Needs(NamedTuple):
    skill: str = ""
    insurance: bool = False
    age: int | None = None


NEEDS = {
    "change-bulb": Needs(insurance=True, age=18),  # on a ladder
    "tap-toilet": Needs("plumbing"),
    "haircut-home": Needs("haircut"),
    "phone-lesson": Needs("smartphone"),
    "fetch-medicine": Needs(age=16),
    "pay-bills": Needs(age=18),  # other people's money
    "escort-hospital": Needs("escort", insurance=True, age=18),
    "child-after-school": Needs("childminding", age=18),
}
