"""The life of an activity and of a place in it, as data. Buttons, actions and tests read it.

草稿 or 等社区同意 → 已发布 → 已举办 → 已结项; 已发布 → 已取消, with word to everybody who had
enrolled. What residents plan themselves is published only after the desk has agreed.
"""

from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Status(TextChoices):
    DRAFT = "draft", _("草稿")
    PROPOSED = "proposed", _("等社区同意")
    PUBLISHED = "published", _("已发布")
    HELD = "held", _("已举办")
    CLOSED = "closed", _("已结项")
    CANCELLED = "cancelled", _("已取消")
    DECLINED = "declined", _("没有同意")


S = Status


@dataclass(frozen=True)
class Step:
    name: str
    sources: frozenset[Status]
    target: Status
    reason_required: bool = False


PUBLISH = Step("published", frozenset({S.DRAFT, S.PROPOSED}), S.PUBLISHED)
DECLINE = Step("declined", frozenset({S.PROPOSED}), S.DECLINED, reason_required=True)
HOLD = Step("held", frozenset({S.PUBLISHED}), S.HELD)
CLOSE = Step("closed", frozenset({S.HELD}), S.CLOSED)
CANCEL = Step("cancelled", frozenset({S.DRAFT, S.PUBLISHED}), S.CANCELLED, reason_required=True)

STEPS = (PUBLISH, DECLINE, HOLD, CLOSE, CANCEL)
PUBLIC = (S.PUBLISHED, S.HELD, S.CLOSED, S.CANCELLED)
"""On the calendar; a cancelled one stays there, so that nobody stands before a locked door."""
TOOK_PLACE = (S.HELD, S.CLOSED)
OPEN = (S.DRAFT, S.PROPOSED, S.PUBLISHED)
"""What is said about it may still be corrected."""


UNPUBLISHED = (S.DRAFT, S.PROPOSED)
"""What is not said to everybody yet, and so may still be agreed with somebody."""


class Sharing(TextChoices):
    """飞地: what an activity takes from its neighbours."""

    ROOM = "room", _("在对方的场地办")
    PEOPLE = "people", _("在自己这边办，请对方的居民来")


class Asked(TextChoices):
    """How the neighbour stands to it. 等答复 → 答应了 or 没有答应; 收回了 by who asked."""

    ASKED = "asked", _("等答复")
    AGREED = "agreed", _("答应了")
    DECLINED = "declined", _("没有答应")
    WITHDRAWN = "withdrawn", _("收回了")


STANDING = (Asked.ASKED, Asked.AGREED)
"""One of them at a time for one activity."""


class Place(TextChoices):
    """Where somebody stands who enrolled."""

    TAKEN = "taken", _("已报名")
    WAITING = "waiting", _("候补")
    OFFERED = "offered", _("有名额，等确认")
    LEFT = "left", _("已取消")
    LAPSED = "lapsed", _("没有确认，名额让出")


HOLDING = (Place.TAKEN, Place.OFFERED)
"""They keep a place from others: an offered one is kept until it lapses."""
LIVE = (Place.TAKEN, Place.OFFERED, Place.WAITING)
