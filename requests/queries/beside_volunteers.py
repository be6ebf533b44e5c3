"""What orders put on a volunteer's pages: what he took on and when it is due, and the thanks that
were released for the wall. Neither says whose door it is."""

from datetime import timedelta

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from requests.models import Party, ServiceRequest, Wish
from requests.words import what_of
from requests.workflow import Kind, Status
from volunteers.beside import Happening, Thanks
from volunteers.models import Volunteer
from volunteers.reached import Line

SHOWN = 50
HOUR = timedelta(hours=1)


def due(me: Volunteer) -> list[Happening]:
    """Of what he took on and has not ended: the hour by which it is promised."""
    if me.user_id is None:
        return []
    own = Party.objects.standing().working().filter(user=me.user_id)
    rows = ServiceRequest.objects.open().filter(
        pk__in=own.values("service_request"), due_at__isnull=False
    )
    return [
        Happening(
            uid=f"task-{row.public_id}",
            kind=_("任务"),
            title=what_of(row),
            where=row.grid.title if row.grid else "",
            starts_at=row.due_at - HOUR,
            ends_at=row.due_at,
            path=reverse("requests:task", args=[row.public_id]),
            note=_("最晚这时候办完"),
        )
        for row in rows.select_related("item", "grid").order_by("due_at")[:SHOWN]
        if row.due_at is not None
    ]


def thanks_to(people: list[int]) -> list[Thanks]:
    """Words of the wall: a colleague wrote them out so that nobody can be recognised."""
    did = Party.objects.working().filter(user__in=people)
    rows = Wish.objects.fulfilled().filter(
        service_request__in=did.values("service_request"), thanked_by__isnull=False
    )
    listed = rows.exclude(thanks="").select_related("service_request").order_by("-pk")[:SHOWN]
    return [
        Thanks(row.thanks, row.text, row.service_request.closed_at)
        for row in listed
        if row.service_request.closed_at is not None
    ]


def reached(viewer: Viewer, year: int) -> Line:
    """Orders that helped somebody, as far as the reader may see them: who is in no register, and
    asked on no account, counts as himself."""
    rows = ServiceRequest.objects.visible_to(viewer).filter(
        kind=Kind.HELP, status=Status.CLOSED, closed_at__year=year
    )
    of_account = Q(resident__isnull=True, reporter__isnull=False)
    found = rows.aggregate(
        people=Count("resident", distinct=True)
        + Count("reporter", distinct=True, filter=of_account)
        + Count("pk", filter=Q(resident__isnull=True, reporter__isnull=True)),
        visits=Count("pk"),
    )
    url = reverse("requests:queue")
    return Line(_("办结的求助"), found["visits"], found["people"], found["visits"], url)
