"""An activity with a neighbour has its places behind one wall and its people behind two.

Whoever belongs to either side and may act on it works inside both for that one act: a place is
counted among all that are held, not among those of his own side. The first wall (`visible_to`,
`belongs`) has decided before.
"""

from contextlib import AbstractContextManager, nullcontext
from typing import Any

from accounts.models import User
from activities.models import Activity
from core import scope


def both_sides(activity: Activity, actor: User | None) -> AbstractContextManager[Any]:
    if activity.host_id is None:
        return nullcontext()
    places = [activity.community_id, activity.host_id]
    return scope.entered(places, user_id=getattr(actor, "pk", None))
