"""What who took part says afterwards: a grade and, if he likes, a few words. Asked once."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from activities.models.activities import at_desk
from activities.models.enrolments import Enrolment
from communities.models import Area
from core.fields import EncryptedField
from core.models import RowScope

OPEN_FOR = timedelta(days=30)
"""So long after the end one may still say it."""


class FeedbackQuerySet(models.QuerySet["Feedback"]):
    def visible_to(self, viewer: Viewer) -> "FeedbackQuerySet":
        """One's own; the desk, and who leads it or proposed it, reads the words."""
        rule = at_desk(viewer)
        if viewer.user_id is not None:
            rule |= Q(enrolment__user=viewer.user_id)
            rule |= Q(enrolment__activity__leader=viewer.user_id)
            rule |= Q(enrolment__activity__proposed_by=viewer.user_id)
        return self.filter(rule)


class Feedback(models.Model):
    class Grade(models.IntegerChoices):
        GREAT = 5, _("很好，下次还来")
        GOOD = 4, _("好")
        FAIR = 3, _("一般")
        POOR = 2, _("不太好")
        BAD = 1, _("不好")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    enrolment = models.OneToOneField(
        Enrolment, models.PROTECT, related_name="feedback", verbose_name=_("谁说的")
    )
    grade = models.PositiveSmallIntegerField(_("觉得怎么样"), choices=Grade)
    words = EncryptedField(_("想说的"), mask="note", blank=True)
    said_at = models.DateTimeField(_("什么时候说的"), db_default=Now(), editable=False)

    objects = FeedbackQuerySet.as_manager()
    row_scope = RowScope(community="community_id", with_owner="activities_enrolment.enrolment_id")

    class Meta:
        verbose_name = _("活动反馈")
        verbose_name_plural = _("活动反馈")
        constraints = [
            models.CheckConstraint(
                name="feedback_grade_known", condition=Q(grade__gte=1, grade__lte=5)
            ),
        ]

    def __str__(self) -> str:
        """Without who said it: it stands at the head of pages."""
        return str(self.get_grade_display())
