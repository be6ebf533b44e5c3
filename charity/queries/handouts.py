"""The page of one hand-out, and the sheet people sign."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from charity.models import HandOut, HandOutLine
from core import audit


@dataclass(frozen=True)
class HandOutPage:
    handout: HandOut
    lines: list[HandOutLine]

    @property
    def taken(self) -> int:
        return sum(line.taken_at is not None for line in self.lines)


def get_handout(viewer: Viewer, pk: int) -> HandOut:
    rows = HandOut.objects.manageable_by(viewer).select_related("lot__gift", "community")
    return get_object_or_404(rows, pk=pk)


def get_line(viewer: Viewer, pk: int) -> HandOutLine:
    rows = HandOutLine.objects.manageable_by(viewer).select_related("handout__lot")
    return _named(get_object_or_404(rows, pk=pk))


def handout_page(viewer: Viewer, handout: HandOut) -> HandOutPage:
    """Who hands out reads the names."""
    return HandOutPage(handout, [_named(line) for line in handout.lines.order_by("pk")])


def sheet(viewer: Viewer, handout: HandOut) -> HandOutPage:
    """On paper the addresses stand in full, so that it is written down who printed it."""
    page = handout_page(viewer, handout)
    for line in page.lines:
        line.where.disclose()
    audit.record(
        "charity.handoutline.read",
        handout,
        actor=viewer.user,
        details={"fields": ["name", "where"], "purpose": _("打印签领表")},
    )
    return page


def _named(line: HandOutLine) -> HandOutLine:
    line.name.disclose()
    line.proxy.disclose()
    return line
