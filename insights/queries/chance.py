"""Places beside each other, each with how far chance alone would carry it; never a rank."""

from collections.abc import Mapping
from dataclasses import replace

from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from insights.access import opens
from insights.charts import FunnelChart, Spot
from insights.choice import Choice
from insights.queries.places import Place
from insights.queries.readings import Reading

FEW_SPOTS = 3


def funnel_of(
    viewer: Viewer, place: Place, choice: Choice, readings: Mapping[int, Reading]
) -> FunnelChart | None:
    """Of places with enough behind them, and whose reading is given; two tell nothing of chance,
    and where all say the same there is none; nor of money, which is no number of cases."""
    spots = []
    for part in place.parts:
        reading = readings.get(part.pk)
        if reading is not None and reading.share is not None:
            url = choice.query(area=part.pk) if opens(viewer, part) else ""
            spots.append(Spot(part.title, reading.part or 0, reading.base or 0, url))
    if len(spots) < FEW_SPOTS:
        return None
    one = next(iter(readings.values())).indicator
    if one.divisor != 1:
        return None
    note = _("一个点是一处的{name}。浅色带是正常波动（95%），件数越少带越宽；不排名").format(
        name=one.name
    )
    chart = FunnelChart(
        "chance", "", note, tuple(spots), measure=str(one.name), of=str(one.base_name)
    )
    if chart.overall in (0, 100):
        return None
    outside = _("、").join(spot.name for spot in chart.outside)
    if not outside:
        return replace(chart, title=_("差距都在正常波动之内"))
    return replace(chart, title=_("差距不全是偶然：{places}在正常波动之外").format(places=outside))
