"""Activities and who comes, in one's own community, in the sibling one, far away."""

from datetime import timedelta
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from activities.actions import activities, brands, children, enclaves, enrolling
from activities.actions.facts import ActivityFacts
from activities.models import ActivityPhoto, Enrolment
from core.models import StoredFile
from tests.routes import things as t


def activity(things: t.Things, place: str) -> Any:
    """On the calendar, with one place."""
    return _published(things, place, title="合唱", capacity=1)


def course(things: t.Things, place: str) -> Any:
    """Of children, who are fetched."""
    return _published(things, place, title="四点半课堂", has_roster=True)


def child_place(things: t.Things, place: str) -> Any:
    """Brought to the desk; at home its guardian has found the way to his phone."""
    row = children.write_down(
        things.get(course, place),
        name="小朋友",
        guardian_name="老李",
        phone="13700001234",
        actor=things.clerk(place),
    )
    if place == t.PLACES[0] and row.card is not None:
        row.card.guardian = things.town.resident
        row.card.save(update_fields=["guardian"])
    return row


def child_card(things: t.Things, place: str) -> Any:
    return things.get(child_place, place).card


def pickup(things: t.Things, place: str) -> Any:
    return child_card(things, place).pickups.get()


def ours(things: t.Things, place: str) -> Any:
    """Reported by an organisation of that place; at home its manager is one of the accounts."""
    made = activity(things, place)
    unit = things.get(t.organization, place)
    made.organizer, made.organization, made.status = "organization", unit, "proposed"
    made.save()
    return made


def brand(things: t.Things, place: str) -> Any:
    community = things.get(t.community, place)
    return brands.open_brand(community, name="银龄互助", about="学堂", actor=things.clerk(place))


def enclave(things: t.Things, place: str) -> Any:
    """That place was asked for its room, and agreed; who holds it is never our own."""
    made, other = _asked_of(things, place)
    with_whom = things.get(t.community, place)
    enclaves.ask(
        made, sharing="room", host=with_whom, wanted="大厅", way="走东门", actor=things.clerk(other)
    )  # fmt: skip
    row = made.enclaves.get()
    enclaves.agree(row, revision=row.activity.revision, actor=things.clerk(place))
    activities.publish(made, actor=things.clerk(other))
    return row


def sent(things: t.Things, place: str) -> Any:
    """Somebody of that place who goes there."""
    row = things.get(enclave, place)
    return enclaves.write_down(row, name="老钱", actor=things.clerk(place))


def _asked_of(things: t.Things, place: str) -> Any:
    other = "sibling" if place == "far" else "far"
    start = timezone.now() + timedelta(days=2)
    facts = ActivityFacts(
        title="飞地合唱", kind="culture", place="大厅", starts_at=start,
        ends_at=start + timedelta(hours=1), expected=20,
    )  # fmt: skip
    return activities.plan(things.get(t.community, other), facts, actor=things.clerk(other)), other


def photo(things: t.Things, place: str) -> Any:
    """Put up, shown to nobody."""
    stored = StoredFile.objects.create(
        scope=things.get(t.community, place).pk, kind="png", sha256="0" * 64, size=1,
        safe_name="联欢.png", purpose="activities.photo", content=ContentFile(b"0", name="0"),
    )  # fmt: skip
    return ActivityPhoto.objects.create(
        community=things.get(t.community, place),
        activity=things.get(activity, place),
        file=stored,
        added_by=things.clerk(place),
    )


def _published(things: t.Things, place: str, **values: Any) -> Any:
    start = timezone.now() + timedelta(days=2)
    facts = ActivityFacts(
        kind="culture",
        place="大厅",
        starts_at=start,
        ends_at=start + timedelta(hours=1),
        expected=20,
        **values,
    )
    made = activities.plan(things.get(t.community, place), facts, actor=things.clerk(place))
    return activities.publish(made, actor=things.clerk(place))


def enrolment(things: t.Things, place: str) -> Any:
    """Offered a place that somebody gave back."""
    it = things.get(activity, place)
    first = enrolling.enrol(it, enrolling.Person("先来"), actor=None)
    waits = enrolling.enrol(it, enrolling.Person("候补"), actor=None)
    enrolling.leave(first, actor=None)
    return Enrolment.objects.get(pk=waits.pk)


def place_code(things: t.Things, place: str) -> Any:
    return things.get(enrolment, place).code


def door_code(things: t.Things, place: str) -> Any:
    """An old one: what the clock says is no part of the table."""
    return f"{things.get(activity, place).pk}-1.x"
