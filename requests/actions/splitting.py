"""拆单: several things said in one breath become several orders, each with a clock of its own.

The one they came from ends last: while a part is open it cannot be called done.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from core import tally
from core.exceptions import DomainError
from requests import keeping
from requests.actions import counting, intake, ticking
from requests.actions.moving import lock, move
from requests.models import MenuItem, Party, RequestEvent, ServiceRequest
from requests.models.parties import Role
from requests.tiers import Tier
from requests.workflow import Duty, Kind, Status

LEAST, MOST = 1, 5


@dataclass(frozen=True)
class Part:
    words: str
    item: MenuItem | None = None


@transaction.atomic
def split(service_request: ServiceRequest, *, parts: Sequence[Part], by: Viewer) -> ServiceRequest:
    """Each part keeps the reporter, the door and the tier of the whole."""
    whole = lock(service_request)
    said = [part for part in parts if part.words.strip()]
    if not LEAST <= len(said) <= MOST:
        raise DomainError(_("请写拆出来的一到五件，一件一行"), field="parts")
    if whole.is_protective or whole.kind == Kind.REPORT:
        raise DomainError(_("这一件由专人办，不拆"), code="not_to_split")
    if whole.split_from_id is not None:
        raise DomainError(_("拆出来的不再拆，请回到原来那一件"), code="split_already")
    made = [_made(whole, part, by) for part in said]
    data = {"parts": [row.pk for row in made]}
    return move(whole, "split", by=by, data=data).service_request


def parts_still_open(whole: ServiceRequest) -> int:
    return ServiceRequest.objects.open().filter(split_from=whole).count()


def _made(whole: ServiceRequest, part: Part, by: Viewer) -> ServiceRequest:
    title, body = intake.headline(part.words.strip())
    level = Tier(whole.level)
    row = ServiceRequest.objects.create(
        community_id=whole.community_id,
        grid_id=whole.grid_id,
        building_id=whole.building_id,
        item=part.item,
        kind=whole.kind,
        channel=whole.channel,
        title=title,
        body=body,
        reporter_id=whole.reporter_id,
        resident_id=whole.resident_id,
        contact_name=whole.contact_name.open(),
        contact_phone=whole.contact_phone.open(),
        address=whole.address.open(),
        entered_by_id=whole.entered_by_id,
        consent_note=whole.consent_note,
        is_confidential=whole.is_confidential,
        status=Status.SUBMITTED,
        floor=whole.floor,
        level=whole.level,
        keeper_id=keeping.keeper_id(whole.community, whole.grid, level),
        sla=intake.promise_of(part.item),
        split_from=whole,
        **intake.from_menu(part.item, whole.kind),
    )
    event = RequestEvent.objects.create(
        community_id=row.community_id,
        service_request=row,
        step="submit",
        duty=Duty.DESK,
        actor=by.user,
        to_status=row.status,
        data={"channel": row.channel, "split_from": whole.pk},
    )
    if row.reporter_id:
        Party.objects.create(
            community_id=row.community_id,
            service_request=row,
            role=Role.REPORTER,
            user_id=row.reporter_id,
        )
    intake.announce(row, event)
    ticking.begin(row)
    row.due_at = ticking.plan(row)
    tally.add_all(counting.restated(row))
    row.save(update_fields=["due_at", "counted"])
    return row
