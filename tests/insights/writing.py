"""Figures straight into the table, as the folding leaves them: of a place and every place above,
of the day and of its month. What the folding writes is tested where it is done."""

from datetime import date

from django.db.models import F

from insights.models import Figure

MARCH = date(2026, 3, 5)


def happened(place, value, *, measure="requests.orders", by="", of="", day=MARCH):
    for pk in place.ancestor_ids:
        for span, first in (("day", day), ("month", day.replace(day=1))):
            row, _new = Figure.objects.get_or_create(
                measure=measure, area_id=pk, span=span, starts_on=first, by=by, of=of,
                defaults={"value": 0},
            )  # fmt: skip
            Figure.objects.filter(pk=row.pk).update(value=F("value") + value)


def solved(place, yes, no, *, unsaid=0, day=MARCH):
    for of, value in (("·yes", yes), ("·no", no), ("·", unsaid)):
        happened(place, value, measure="requests.closed", by="out·solved", of=of, day=day)
    happened(place, yes + no + unsaid, measure="requests.closed", day=day)


def residents(place, value, day=MARCH):
    happened(place, value, measure="communities.residents", day=day)


def people(place, value, *, measure, span="month", first=date(2026, 3, 1)):
    """As if nobody had been to two places."""
    for pk in place.ancestor_ids:
        row, _new = Figure.objects.get_or_create(
            measure=measure, area_id=pk, span=span, starts_on=first, by="people", of="",
            defaults={"value": 0},
        )  # fmt: skip
        Figure.objects.filter(pk=row.pk).update(value=F("value") + value)
