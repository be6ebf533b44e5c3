"""Figures as programs read them: the declaration, the number and the veil of the page."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from communities.models import Area, Level
from insights.indicators.shape import Indicator, Pillar, Theme, Unit
from insights.queries.indicator import made_of
from insights.queries.shown import Shown


class Definition(serializers.Serializer[Any]):
    """What an indicator is, in the language that was asked for."""

    code = serializers.CharField()
    name = serializers.CharField()
    definition = serializers.CharField(help_text="What counts, what does not, on which day.")
    decision = serializers.CharField(help_text="What somebody does who reads it.")
    unit = serializers.ChoiceField(Unit.choices)
    theme = serializers.ChoiceField(Theme.choices)
    pillar = serializers.ChoiceField(Pillar.choices)
    base = serializers.CharField(source="base_name", help_text="Of what it is a share.")
    left_out = serializers.SerializerMethodField(help_text="What is not in the base, and why.")
    formula = serializers.SerializerMethodField(help_text="Of which counts it is made.")
    least = serializers.IntegerField(help_text="A smaller base is no share yet.")
    levels = serializers.SerializerMethodField()
    of_persons = serializers.BooleanField(help_text="Small cells are hidden.")
    describes = serializers.BooleanField(help_text="No target, no comparison of places.")
    version = serializers.IntegerField()
    since = serializers.DateField()

    def get_left_out(self, one: Indicator) -> list[str]:
        return [str(each.why) for each in one.left_out]

    def get_formula(self, one: Indicator) -> str:
        return made_of(one)

    @extend_schema_field(serializers.ListField(child=serializers.ChoiceField(Level.choices)))
    def get_levels(self, one: Indicator) -> list[str]:
        return [level.value for level in Level if level in one.levels]


class Place(serializers.ModelSerializer[Area]):
    name = serializers.CharField(source="title")

    class Meta:
        model = Area
        fields = ("id", "code", "name", "level")
        read_only_fields = fields


class LeftOut(serializers.Serializer[Any]):
    why = serializers.CharField()
    count = serializers.IntegerField()


class Number(serializers.Serializer[Any]):
    """What is not told is null, and `why` says why."""

    value = serializers.FloatField(source="number", allow_null=True)
    text = serializers.CharField()
    why = serializers.CharField()
    part = serializers.SerializerMethodField(help_text="Of a share: how many.")
    base = serializers.SerializerMethodField(help_text="Of a share: of how many.")
    left_out = serializers.SerializerMethodField()

    def get_part(self, shown: Shown) -> float | None:
        return _amount(shown, shown.reading.part)

    def get_base(self, shown: Shown) -> float | None:
        return _amount(shown, shown.reading.base)

    @extend_schema_field(LeftOut(many=True))
    def get_left_out(self, shown: Shown) -> list[dict[str, Any]]:
        if not shown.fraction:
            return []
        return [{"why": str(why), "count": count} for why, count in shown.reading.left_out]


class Part(serializers.Serializer[Any]):
    place = Place(source="area")
    number = Number(source="now")


class Reading(serializers.Serializer[Any]):
    indicator = serializers.CharField(source="indicator.code")
    place = Place(source="place.area")
    first = serializers.DateField(source="choice.period.first")
    last = serializers.DateField(source="choice.period.last")
    now = Number(source="line.now")
    before = Number(source="line.before", allow_null=True)
    a_year_ago = Number(source="line.a_year_ago", allow_null=True)
    parts = Part(many=True, help_text="The places directly below, in their own order.")


# --- inside ---------------------------------------------------------------------------------------
def _amount(shown: Shown, count: int | None) -> float | None:
    """As the page says it: yuan, and no cents."""
    if not shown.fraction or count is None:
        return None
    return shown.reading.indicator.amount(count)
