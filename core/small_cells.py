"""Small numbers are hidden, and with them as many neighbours that no total gives them away.

    hidden(values, below, top, small=5)   →  the places whose number is not shown

A place is a number behind a key; below it lie its parts, which add up to it. Whoever sees a whole
and all its parts but one can subtract. So beside a small one the next larger goes too, until what
is hidden together could have been made up in several ways; where nothing is left to hide it
behind, the whole goes; and a part that is hidden at one level must not be added up from the parts
of its own. Nought is no secret: that nobody is there says nothing of anybody.
"""

from collections.abc import Mapping, Sequence

Values = Mapping[int, int]
Below = Mapping[int, Sequence[int]]


def hidden(values: Values, below: Below, top: int, *, small: int) -> set[int]:
    found: set[int] = set()
    if small:
        _up(values, below, top, small, found)
        if 0 < values.get(top, 0) < small:
            found.add(top)
        _down(values, below, top, found)
    return found


def with_rest(values: Values, below: Below) -> tuple[dict[int, int], dict[int, list[int]]]:
    """The same, where parts do not add up: what is known of no part is one more of them, by a
    negative key. It is never shown, but whoever subtracts the others from the whole finds it."""
    filled = dict(values)
    parted = {place: list(parts) for place, parts in below.items()}
    for place, parts in parted.items():
        rest = values.get(place, 0) - sum(values.get(part, 0) for part in parts)
        if rest > 0:
            filled[-place] = rest
            parts.append(-place)
    return filled, parted


# --- inside ---------------------------------------------------------------------------------------
def _up(values: Values, below: Below, place: int, small: int, found: set[int]) -> None:
    """From the leaves: what is hidden among the parts decides about the whole."""
    parts = below.get(place, ())
    for part in parts:
        _up(values, below, part, small, found)
    filled = sorted((values[part], part) for part in parts if values.get(part))
    gone = [one for one in filled if one[0] < small or one[1] in found]
    left = [one for one in filled if one not in gone]
    while gone and left and not _blurred(gone, small):
        gone.append(left.pop(0))
    found.update(part for _value, part in gone)
    if gone and not _blurred(gone, small):
        found.add(place)


def _blurred(gone: list[tuple[int, int]], small: int) -> bool:
    """Two or more, that could share their sum out in so many ways."""
    return len(gone) > 1 and sum(value for value, _part in gone) - len(gone) >= small


def _down(values: Values, below: Below, place: int, found: set[int]) -> None:
    """A hidden whole must miss one of its parts, or it is added up again."""
    parts = below.get(place, ())
    filled = sorted((values[part], part) for part in parts if values.get(part))
    if place in found and filled and not any(part in found for _value, part in filled):
        found.add(filled[0][1])
    for part in parts:
        _down(values, below, part, found)
