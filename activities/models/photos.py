"""Photos of an activity, who is on them, and whether these let them be shown."""

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from activities.models.activities import Activity, at_desk
from activities.models.enrolments import Enrolment
from communities.models import Area
from core.models import RowScope


class PortraitConsent(models.Model):
    """肖像同意: one person lets photos of this activity with himself be shown; a child's guardian
    says it. Taken back at any time, and then they are gone at once."""

    class How(models.TextChoices):
        SELF = "self", _("本人或监护人在手机上")
        SPOKEN = "spoken", _("当面说的")
        WRITTEN = "written", _("书面")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    enrolment = models.OneToOneField(
        Enrolment, models.PROTECT, related_name="portrait", verbose_name=_("谁")
    )
    how = models.CharField(_("怎么同意的"), max_length=8, choices=How)
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    agreed_at = models.DateTimeField(_("同意时间"), editable=False)
    withdrawn_at = models.DateTimeField(_("撤回时间"), null=True, editable=False)

    row_scope = RowScope(community="community_id", with_owner="activities_enrolment.enrolment_id")

    class Meta:
        verbose_name = _("肖像同意")
        verbose_name_plural = _("肖像同意")
        constraints = [
            models.CheckConstraint(
                name="portrait_how_known", condition=Q(how__in=["self", "spoken", "written"])
            ),
        ]

    def __str__(self) -> str:
        return str(self.enrolment)


class ActivityPhotoQuerySet(models.QuerySet["ActivityPhoto"]):
    def public(self) -> "ActivityPhotoQuerySet":
        return self.filter(published_at__isnull=False)

    def visible_to(self, viewer: Viewer) -> "ActivityPhotoQuerySet":
        """What is in the gallery; the desk's also before."""
        return self.filter(Q(published_at__isnull=False) | at_desk(viewer))

    def manageable_by(self, viewer: Viewer) -> "ActivityPhotoQuerySet":
        return self.filter(at_desk(viewer))

    def with_refusals(self) -> "ActivityPhotoQuerySet":
        """`refused`: somebody on it has not agreed, or no longer."""
        silent = PhotoPerson.objects.filter(photo=OuterRef("pk")).exclude(
            enrolment__portrait__withdrawn_at__isnull=True,
            enrolment__portrait__agreed_at__isnull=False,
        )
        return self.annotate(refused=Exists(silent))


class ActivityPhoto(models.Model):
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="photos", verbose_name=_("活动")
    )
    file = models.ForeignKey(
        "core.StoredFile", models.PROTECT, related_name="+", verbose_name=_("照片")
    )
    caption = models.CharField(_("说明"), max_length=60, blank=True)
    nobody_shown = models.BooleanField(_("认不出人"), default=False)
    """Somebody looked and said so: a hall from behind, hands, a table."""
    people = models.ManyToManyField(
        Enrolment, through="PhotoPerson", related_name="photos", verbose_name=_("照片里的人")
    )
    added_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁放的")
    )
    added_at = models.DateTimeField(_("放上时间"), db_default=Now(), editable=False)
    published_at = models.DateTimeField(_("公开时间"), null=True, editable=False)
    published_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁公开的"),
    )
    taken_down_at = models.DateTimeField(_("撤下时间"), null=True, editable=False)
    reason = models.CharField(_("为什么撤下"), max_length=60, blank=True, editable=False)

    objects = ActivityPhotoQuerySet.as_manager()
    # Who is on it stands in PhotoPerson; the picture itself behind the wall of its file.
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("活动照片")
        verbose_name_plural = _("活动照片")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="activity_photo_published_by_somebody",
                condition=Q(published_at__isnull=True) | Q(published_by__isnull=False),
            ),
            models.CheckConstraint(
                name="activity_photo_up_or_down",
                condition=Q(published_at__isnull=True) | Q(taken_down_at__isnull=True),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.activity} · {self.pk}"


class PhotoPerson(models.Model):
    """He can be made out on it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    photo = models.ForeignKey(
        ActivityPhoto, models.CASCADE, related_name="shown", verbose_name=_("照片")
    )
    enrolment = models.ForeignKey(
        Enrolment, models.PROTECT, related_name="shown_on", verbose_name=_("谁")
    )

    row_scope = RowScope(community="community_id", with_owner="activities_enrolment.enrolment_id")

    class Meta:
        verbose_name = _("照片里的人")
        verbose_name_plural = _("照片里的人")
        constraints = [
            models.UniqueConstraint(
                fields=["photo", "enrolment"], name="photo_person_once_per_photo"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.photo_id} · {self.enrolment_id}"
