"""What the script in the page needs to draw a chart itself (static/js/charts.js).

It reads the same description as the server's picture, and its words are those of the table twin.
The program is ECharts, which `bin/assets` brings. Where it could not, a page does not name it.
"""

from typing import Any

from django.contrib.staticfiles import finders
from django.templatetags.static import static

PROGRAM = "vendor/echarts/echarts.common.min.js"


def address() -> str:
    """Of the program; empty where it is not."""
    if not finders.find(PROGRAM):
        return ""
    try:
        return static(PROGRAM)
    except ValueError:  # brought after the static files were collected
        return ""


def described(chart: Any, kind: str, **more: Any) -> dict[str, Any]:
    heads = [head["label"] for head in chart.heads]
    return {
        "kind": kind,
        "said": chart.said or chart.title,
        "heads": heads,
        "rows": chart.rows,
        **more,
    }


def rounded(value: float | None) -> float | None:
    """No finer than it is shown."""
    return None if value is None else round(value, 1)
