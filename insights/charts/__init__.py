"""One description of a chart, two who draw it: the server's SVG, always there, and a script that
makes it answer to the finger. Its table twin is made from the same description."""

from insights.charts.aims import AimBar
from insights.charts.bars import Bar, BarChart
from insights.charts.funnel import FunnelChart, Spot
from insights.charts.lines import LineChart, Series, Spark

__all__ = ["AimBar", "Bar", "BarChart", "FunnelChart", "LineChart", "Series", "Spark", "Spot"]
