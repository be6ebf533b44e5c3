"""What was said at a meeting of volunteers, as an order of the loop: said before everybody."""

from uuid import UUID

from django.utils.translation import gettext as _

from accounts.viewer import Viewer
from requests import saying
from requests.actions import intake
from requests.actions.intake import Need
from requests.models import ServiceRequest
from requests.workflow import Channel
from volunteers.meeting_orders import Made, makes_orders, tells_of_orders
from volunteers.models import Opinion


@makes_orders
def make(opinion: Opinion, by: Viewer) -> Made:
    meeting = opinion.meeting
    need = Need(
        meeting.community,
        opinion.words,
        channel=Channel.MEETING,
        consent_note=_("{day} {title}上说的").format(day=meeting.held_on, title=meeting.title),
    )
    made = intake.submit(need, by=by)
    return Made(made.public_id, made.number)


@tells_of_orders
def told(keys: list[UUID]) -> dict[UUID, str]:
    """Where each stands, in the word residents read."""
    rows = ServiceRequest.objects.filter(public_id__in=keys)
    return {row.public_id: str(saying.now_word(row)) for row in rows}
