"""Guides as everybody reads them: by kind, or found by the words one types."""

from dataclasses import dataclass

from django.http import Http404

from requests.bigrams import bigrams
from requests.models import CommonQuestion, Guide
from requests.queries.menu import named_in

HALF = 0.5


@dataclass(frozen=True)
class Shelf:
    name: str
    guides: list[Guide]


def shelves(words: str = "") -> list[Shelf]:
    rows = list(Guide.objects.current())
    if words.strip():
        rows = _found(rows, words)
    labels = dict(Guide.Group.choices)
    return [
        Shelf(str(labels[group]), inside)
        for group in Guide.Group.values
        if (inside := [row for row in rows if row.group == group])
    ]


def about(words: str) -> list[Guide]:
    """What somebody may want to read before he asks for it."""
    return named_in(words, Guide.objects.current())


def asked_often(words: str, community_id: int | None) -> list[CommonQuestion]:
    """Where nothing is typed, all of them; else those of which the words speak."""
    rows = CommonQuestion.objects.for_community(community_id)
    return named_in(words, rows) if words.strip() else list(rows)


def get(code: str) -> Guide:
    row = Guide.objects.current().filter(code=code).first()
    if row is None:
        raise Http404
    return row


def choices() -> list[tuple[str, str]]:
    return [(row.code, str(row)) for row in Guide.objects.current()]


def _found(rows: list[Guide], words: str) -> list[Guide]:
    """What says the words; if nothing does, what says at least half of them."""
    typed, wanted = words.strip().lower(), bigrams(words)
    said = [
        (row, " ".join((row.name, row.name_en, row.keywords, row.department)).lower())
        for row in rows
    ]
    exact = [row for row, text in said if typed in text]
    if exact or not wanted:
        return exact
    return [row for row, text in said if len(wanted & bigrams(text)) >= HALF * len(wanted)]
