"""A report on a month or a quarter, as data. Read it aloud.

The clock drafts it; somebody of the place reads it, writes the opening words and releases it with
his name. What is out is never rewritten: a mistake is another version that says what was wrong,
and from the day that is out the first one is a corrected one. What should not have gone out is
withdrawn, with a reason, and stays to be read as such.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from accounts.roles import (
    COMMUNITY_SECRETARY,
    COMMUNITY_STAFF,
    DISTRICT_OFFICIAL,
    STREET_OFFICIAL,
)
from communities.models import Level


class ReportStatus(TextChoices):
    DRAFTED = "drafted", _("草稿")
    RELEASED = "released", _("已发布")
    CORRECTED = "corrected", _("已更正")
    WITHDRAWN = "withdrawn", _("已撤回")


@dataclass(frozen=True)
class ReportStep:
    name: str
    sources: frozenset[str]
    target: str
    reason_required: bool = False


S = ReportStatus

RELEASE = ReportStep("release", frozenset({S.DRAFTED}), S.RELEASED)
REPLACE = ReportStep("replace", frozenset({S.RELEASED}), S.CORRECTED)
"""Nobody's own step: the correction went out."""
WITHDRAW = ReportStep("withdraw", frozenset({S.RELEASED}), S.WITHDRAWN, reason_required=True)
STEPS = (RELEASE, REPLACE, WITHDRAW)

MAY_CORRECT = frozenset({S.RELEASED, S.WITHDRAWN})
"""Of these another version is written."""

RELEASERS: Mapping[str, frozenset[str]] = {
    Level.COMMUNITY: frozenset({COMMUNITY_SECRETARY}),
    Level.STREET: frozenset({STREET_OFFICIAL}),
    Level.DISTRICT: frozenset({DISTRICT_OFFICIAL}),
}
"""Who answers for the report of a place of that level; in his own place only."""
WRITERS: Mapping[str, frozenset[str]] = {
    **RELEASERS,
    Level.COMMUNITY: frozenset({COMMUNITY_SECRETARY, COMMUNITY_STAFF}),
}
"""Who reads the draft and writes its opening words."""
LEVELS = tuple(RELEASERS)
