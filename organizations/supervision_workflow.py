"""Supervision (督导), as data. Read it aloud.

Who holds a certificate of the second or third level, still valid, may stand in the pool of
supervisors, from a day on until he is taken out of it. He writes down when he sat with whom and
what about, by headings only: no client's name has a place to stand in.
"""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Topic(TextChoices):
    """What a supervisor is good at, and what the two talked about."""

    CASES = "cases", _("个案")
    GROUPS = "groups", _("小组")
    COMMUNITY = "community", _("社区工作")
    ELDERS = "elders", _("老年人")
    CHILDREN = "children", _("儿童、青少年")
    CRISIS = "crisis", _("危机干预")
    ETHICS = "ethics", _("伦理两难")
    RECORDS = "records", _("记录和评估")
    ONESELF = "oneself", _("情绪和职业发展")
    TEAM = "team", _("团队和行政")


LEVELS = ("intermediate", "senior")
"""Of the certificate that a supervisor holds."""
SHORTEST, LONGEST = 15, 480
"""Minutes of one sitting."""
LATE = 60
"""Days after which a sitting is not written down any more."""
