"""Chinese has no spaces: two neighbouring characters are the word one searches by."""

import re
from collections.abc import Sequence
from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchQuery, SearchVectorField
from django.db.models import Func, Model, TextField, Value

_RUNS = re.compile(r"[\u4e00-\u9fff]+|[a-z0-9]+")


def bigrams(text: str) -> frozenset[str]:
    return frozenset(_pieces(text))


def lexemes(text: str) -> list[str]:
    """What is stored to be found: the pieces, and the last character of each run, so that a single
    character is found wherever it stands."""
    last = [run[-1] for run in _RUNS.findall(text.lower()) if not run[0].isascii()]
    return sorted({*_pieces(text), *last})


class Bigrams(SearchVectorField):  # type: ignore[type-arg]
    """Made from other fields of the row whenever it is saved, without PostgreSQL's parser: it knows
    no Chinese."""

    def __init__(self, *args: Any, sources: Sequence[str] = (), **kwargs: Any) -> None:
        self.sources = tuple(sources)
        super().__init__(*args, **{"editable": False, "null": True, **kwargs})

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, {**kwargs, "sources": self.sources}

    def pre_save(self, model_instance: Model, add: bool) -> Any:
        said = " ".join(str(getattr(model_instance, name) or "") for name in self.sources)
        return Vector(lexemes(said))


class Vector(Func):
    """A tsvector of these very words."""

    template = "array_to_tsvector(%(expressions)s::text[])"

    def __init__(self, words: list[str]) -> None:
        said = Value(words, output_field=ArrayField(TextField()))
        super().__init__(said, output_field=SearchVectorField())


class Words(SearchQuery):
    """All of what was typed; the last character or letters may go on."""

    def __init__(self, text: str) -> None:
        self.pieces = sorted(bigrams(text))
        super().__init__(self.as_text(), search_type="raw", config="simple")

    def as_text(self) -> str:
        """Only Chinese characters, letters and digits are left: nothing to escape."""
        return " & ".join(
            f"'{piece}':*" if piece.isascii() or len(piece) == 1 else f"'{piece}'"
            for piece in self.pieces
        )

    def as_sql(self, *args: Any, **kwargs: Any) -> Any:
        return "%s::tsquery", [self.as_text()]


def _pieces(text: str) -> list[str]:
    pieces = []
    for run in _RUNS.findall(text.lower()):
        if run[0].isascii() or len(run) == 1:
            pieces.append(run)
        else:
            pieces += [run[n : n + 2] for n in range(len(run) - 1)]
    return pieces
