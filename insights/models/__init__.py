from insights.models.figures import Figure, FoldMark, Presence
from insights.models.linkages import Linkage
from insights.models.reports import InsightReport
from insights.models.saved_views import SavedView
from insights.models.screens import Screen
from insights.models.targets import PolicyDocument, PolicyTarget
from insights.spans import Span

__all__ = [
    "Figure",
    "FoldMark",
    "InsightReport",
    "Linkage",
    "PolicyDocument",
    "PolicyTarget",
    "Presence",
    "SavedView",
    "Screen",
    "Span",
]
