"""The lists of all agreements to take home: one line of a list a row."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy

from accounts.viewer import Viewer
from communities.exports import in_chunks, viewer_of
from core.exports import Rows, exporter
from core.models import ExportJob
from organizations.models import Pairing, PairingLine
from organizations.queries.pairings import sees_partners


def _may(viewer: Viewer) -> bool:
    return viewer.role.exports and sees_partners(viewer)


@exporter(
    "organizations.pairings",
    title=gettext_lazy("结对共建清单"),
    columns=[
        gettext_lazy("共建单位"),
        gettext_lazy("社区"),
        gettext_lazy("协议"),
        gettext_lazy("从哪天起"),
        gettext_lazy("到哪天"),
        gettext_lazy("清单"),
        gettext_lazy("内容"),
        gettext_lazy("哪天前办成"),
        gettext_lazy("进展"),
        gettext_lazy("办得怎样"),
    ],
    allowed=_may,
)
def pairings(job: ExportJob) -> Rows:
    seen = Pairing.objects.visible_to(viewer_of(job))
    found = PairingLine.objects.filter(pairing__in=seen.values("pk"))

    def lines(rows: list[PairingLine]) -> Iterator[list[Any]]:
        for row in rows:
            pairing = row.pairing
            yield [
                pairing.organization.name,
                pairing.community.name,
                pairing.title,
                pairing.starts_on,
                pairing.ends_on,
                str(row.get_kind_display()),
                row.text,
                row.due_on or "",
                str(row.get_status_display()),
                row.note,
            ]

    whole = found.select_related("pairing__organization", "pairing__community")
    return Rows(found.count(), in_chunks(whole, lines))
