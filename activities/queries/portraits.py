"""The gallery of an activity, and the desk's page of its photos with who is missing."""

from dataclasses import dataclass, field

from django.db.models import Prefetch
from django.shortcuts import get_object_or_404

from accounts.viewer import Viewer
from activities.models import Activity, ActivityPhoto, Enrolment, PhotoPerson
from activities.workflow import LIVE, Place, Status
from core import scope
from core.models import StoredFile


@dataclass(frozen=True)
class PhotoLine:
    photo: ActivityPhoto
    agreed: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    """Who has not agreed, or no longer: the photo waits for them."""

    @property
    def is_ready(self) -> bool:
        named = bool(self.agreed) or self.photo.nobody_shown
        return named and not self.silent and self.photo.published_at is None


def gallery(activity: Activity) -> list[ActivityPhoto]:
    return list(activity.photos.public().order_by("published_at", "pk"))


def stored(viewer: Viewer, pk: int) -> StoredFile:
    """Who may see the photo may have its file."""
    photo = get_object_or_404(ActivityPhoto.objects.visible_to(viewer), pk=pk)
    with scope.entered([photo.community_id], user_id=viewer.user_id):
        return StoredFile.objects.get(pk=photo.file_id)


def photos_of(activity: Activity) -> list[PhotoLine]:
    """For the desk, which fetched the activity in its scope: the newest first."""
    shown = PhotoPerson.objects.select_related("enrolment__portrait").order_by("pk")
    rows = activity.photos.prefetch_related(Prefetch("shown", queryset=shown))
    return [_line(photo) for photo in rows.order_by("-pk")]


def get_photo(viewer: Viewer, pk: int) -> ActivityPhoto:
    rows = ActivityPhoto.objects.manageable_by(viewer).select_related("activity")
    return get_object_or_404(rows, pk=pk)


def people_of(photo: ActivityPhoto) -> list[Enrolment]:
    """Who could be on it: everybody who enrolled and has not left."""
    rows = photo.activity.enrolments.filter(status__in=LIVE)
    found = list(rows.select_related("portrait").order_by("pk"))
    for row in found:
        row.name.disclose()
    return found


def own_in(viewer: Viewer, activity: Activity) -> list[Enrolment]:
    """Where the viewer says yes or no: his own place, and his children's."""
    if viewer.user_id is None or not activity.is_public or activity.status == Status.CANCELLED:
        return []
    rows = activity.enrolments.filter(user=viewer.user_id, status=Place.TAKEN)
    found = list(rows.select_related("portrait").order_by("pk"))
    for row in found:
        row.name.disclose()
    return found


def own_place(viewer: Viewer, pk: int) -> Enrolment:
    """One's own, or one's child's."""
    rows = Enrolment.objects.filter(user=viewer.user_id or 0).select_related("activity")
    row = get_object_or_404(rows.select_related("portrait"), pk=pk)
    row.name.disclose()
    return row


def _line(photo: ActivityPhoto) -> PhotoLine:
    line = PhotoLine(photo)
    for each in photo.shown.all():
        each.enrolment.name.disclose()
        names = line.agreed if each.enrolment.lets_show else line.silent
        names.append(str(each.enrolment.name))
    return line
