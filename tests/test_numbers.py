"""A number on paper is read by its first letter: each letter belongs to one thing."""

import inspect
import re
from collections import Counter

from django.apps import apps

LETTER = re.compile(r'f"([A-Z]+)\{self\.pk')


def lettered():
    """The models whose `number` is a letter and the key."""
    for model in apps.get_models():
        number = vars(model).get("number")
        if isinstance(number, property) and number.fget is not None:
            yield from (
                (model, letter) for letter in LETTER.findall(inspect.getsource(number.fget))
            )


def test_each_letter_belongs_to_one_thing():
    found = Counter(letter for _model, letter in lettered())
    assert len(found) >= 9
    assert [letter for letter, times in found.items() if times > 1] == []
