"""Looking things up by name."""

from django.db.models import F, QuerySet, Value
from django.db.models.functions import Concat, Replace

from accounts.viewer import Viewer
from communities.models import Area, Building
from communities.pinyin import sounds_like
from core import crypto
from core.identifiers import read_phone
from grids.access import runs_grid
from grids.models import TenHouseholdGroup, WorkerAppointment
from grids.queries.grids import visible_grids


def grids(viewer: Viewer, words: str) -> QuerySet[Area]:
    return visible_grids(viewer).filter(name__icontains=words)


def groups(viewer: Viewer, words: str) -> QuerySet[TenHouseholdGroup]:
    found = TenHouseholdGroup.objects.visible_to(viewer).standing().filter(name__icontains=words)
    return found.select_related("grid").order_by("name", "pk")


def buildings(viewer: Viewer, words: str) -> QuerySet[Building]:
    """“梧桐苑3号楼”, with or without the space between."""
    full = Replace(Concat(F("estate__name"), F("name")), Value(" "))
    found = Building.objects.filter(runs_grid(viewer)).annotate(full=full)
    return (
        found.filter(full__icontains=words.replace(" ", ""))
        .select_related("estate")
        .as_they_stand()
    )


def workers(viewer: Viewer, words: str) -> list[WorkerAppointment]:
    """Whoever answers for a grid today, by name, sound or number; one desk knows but a few."""
    rows = WorkerAppointment.objects.on().visible_to(viewer).select_related("grid", "worker")
    if phone := read_phone(words):
        return list(rows.filter(worker__phone_index=crypto.blind_index("phone", phone)))
    found = [row for row in rows if sounds_like(row.worker.name.open(), words)]
    return sorted(found, key=lambda row: (row.grid.position, row.grid_id))
