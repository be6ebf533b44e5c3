"""Whether gifts can be used on an order, and whom it helped."""

from accounts.viewer import Viewer
from charity.queries import uses
from requests.models import ServiceRequest
from requests.workflow import Status

NOT_ON = frozenset(
    {Status.SUBMITTED, Status.REFUSED, Status.REDIRECTED, Status.MERGED, Status.WITHDRAWN}
)
"""Nothing is done on them, or not yet."""


def may_use_gifts(viewer: Viewer, row: ServiceRequest) -> bool:
    """Never on what is sealed: a line of a gift would lead to it."""
    if row.is_sealed or row.is_protective or row.is_confidential:
        return False
    return row.status not in NOT_ON and uses.may_use_gifts(viewer)


def whom_it_helped(row: ServiceRequest) -> str:
    """In clear, for the book that keeps only the surname; of what is for everybody, nobody."""
    if row.is_public:
        return ""
    if row.resident is not None:
        return str(row.resident.name.open())
    return str(row.contact_name.open())
