"""Name, telephone and door of the person served: who reads them in clear, and for how long.

Who does the work reads them from the moment he took it until seven days after it was done; the
desk while the request is open and seven days after it ended. Every look is written down.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.queries.person import refuse_after_many
from core import audit
from core.exceptions import DomainError
from requests.duties import NOTHING_YET, Known, is_managed, working_on
from requests.models import Party, ServiceRequest
from requests.models.parties import Role

OPEN_FOR = timedelta(days=7)
FIELDS = ("contact_name", "contact_phone", "address", "numbers")


@dataclass(frozen=True)
class Contact:
    name: str
    phone: str
    address: str
    numbers: str


def contact_of(viewer: Viewer, row: ServiceRequest) -> Contact:
    """In clear, once; noted in the audit with who looked."""
    if not contact_is_open(viewer, row):
        raise DomainError(_("现在看不到地址和电话"), code="not_for_you")
    refuse_after_many(viewer)
    audit.read(row, FIELDS, viewer.user, _("办这件事"))
    return Contact(
        row.contact_name.open(),
        row.contact_phone.open(),
        row.address.open(),
        row.numbers.open(),
    )


def contact_is_open(
    viewer: Viewer,
    row: ServiceRequest,
    known: Known = NOTHING_YET,
) -> bool:
    """The rule, in one place."""
    if viewer.user_id is None or viewer.sleeping:
        return False
    now = timezone.now()
    in_time = row.completed_at is None or now < row.completed_at + OPEN_FOR
    if in_time:
        parties = working_on(row) if known.parties is None else known.parties
        if _works(viewer, parties):
            return True
    if not viewer.sees(DataClass.PERSONAL):
        return False
    if not (is_managed(viewer, row) if known.manages is None else known.manages):
        return False
    return row.closed_at is None or now < row.closed_at + OPEN_FOR


def _works(viewer: Viewer, parties: Sequence[Party]) -> bool:
    """He said yes to it, or was asked to help by who did; named alone is not enough."""
    own = [party for party in parties if party.works and party.is_of(viewer)]
    return any(party.role == Role.HELPER or party.signed_at is not None for party in own)
