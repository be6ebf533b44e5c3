"""Children in an activity: the card with what the leader must know, who may fetch the child, and
who did."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from activities.models.activities import at_desk
from communities.access import NOTHING
from communities.models import Area, Resident
from core.fields import BlindIndexField, EncryptedField, NameField
from core.models import RowScope


def leads_now(viewer: Viewer, path: str = "") -> Q:
    """Who leads the activity behind `path`, from the day before until the day after; later the
    list is the desk's alone."""
    if viewer.user_id is None:
        return NOTHING
    now, day = timezone.now(), timedelta(days=1)
    return Q(
        **{
            f"{path}leader": viewer.user_id,
            f"{path}starts_at__lt": now + day,
            f"{path}ends_at__gt": now - day,
        }
    )


class ChildCardQuerySet(models.QuerySet["ChildCard"]):
    def visible_to(self, viewer: Viewer) -> "ChildCardQuerySet":
        """The guardian's own; the desk's; on the day, the leader's."""
        if viewer.user_id is None:
            return self.none()
        rule = Q(guardian=viewer.user_id) | at_desk(viewer)
        seen = self.model.objects.filter(rule | leads_now(viewer, "enrolments__activity__"))
        return self.filter(pk__in=seen.values("pk"))

    def of_guardian(self, viewer: Viewer) -> "ChildCardQuerySet":
        return self.filter(guardian=viewer.user_id) if viewer.user_id else self.none()

    def unused_since(self, day: date) -> "ChildCardQuerySet":
        """The child has been to nothing since, and goes to nothing."""
        later = Q(enrolments__activity__ends_at__date__gte=day) | Q(made_at__date__gte=day)
        return self.exclude(pk__in=self.model.objects.filter(later).values("pk"))


class ChildCard(models.Model):
    """One child as the class must know it: whom to call, what to beware of. Nothing else of the
    child's record is opened for it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("孩子的档案"),
    )
    name = NameField(_("孩子姓名"))
    guardian = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("监护人的账号"),
    )
    guardian_name = NameField(_("监护人"))
    phone = EncryptedField(_("监护人的电话"), mask="phone")
    phone_index = BlindIndexField(source="phone", kind="phone", db_index=True)
    remark = EncryptedField(_("要当心的"), mask="note", blank=True)
    remark_agreed_at = models.DateTimeField(_("同意老师知道的时间"), null=True, editable=False)
    made_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)

    objects = ChildCardQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="guardian_id")

    class Meta:
        verbose_name = _("孩子接送卡")
        verbose_name_plural = _("孩子接送卡")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "resident"],
                condition=Q(resident__isnull=False),
                name="child_card_once_per_child",
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)


class PickupQuerySet(models.QuerySet["Pickup"]):
    def visible_to(self, viewer: Viewer) -> "PickupQuerySet":
        return self.filter(card__in=ChildCard.objects.visible_to(viewer))

    def manageable_by(self, viewer: Viewer) -> "PickupQuerySet":
        """Who answers for the child takes it back, or the desk for him; not the leader."""
        mine = ChildCard.objects.of_guardian(viewer)
        return self.filter(Q(card__in=mine) | at_desk(viewer))

    def standing(self, on: date | None = None) -> "PickupQuerySet":
        day = on or timezone.localdate()
        return self.filter(revoked_at__isnull=True, valid_from__lte=day, valid_to__gte=day)

    def over_before(self, day: date) -> "PickupQuerySet":
        return self.filter(Q(valid_to__lt=day) | Q(revoked_at__date__lt=day))


class Pickup(models.Model):
    """Somebody who may fetch the child, from when to when, because its guardian said so."""

    class Relation(models.TextChoices):
        GUARDIAN = "guardian", _("监护人")
        PARENT = "parent", _("爸爸妈妈")
        GRANDPARENT = "grandparent", _("爷爷奶奶外公外婆")
        RELATIVE = "relative", _("亲戚")
        NEIGHBOUR = "neighbour", _("邻居、朋友")
        OTHER = "other", _("别的人")

    class How(models.TextChoices):
        SELF = "self", _("监护人在手机上登记")
        PAPER = "paper", _("监护人书面")
        PHONE = "phone", _("监护人在电话里同意，只限当天")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    card = models.ForeignKey(
        ChildCard, models.CASCADE, related_name="pickups", verbose_name=_("孩子")
    )
    name = NameField(_("谁来接"))
    phone = EncryptedField(_("电话"), mask="phone", blank=True)
    relation = models.CharField(_("和孩子的关系"), max_length=12, choices=Relation)
    how = models.CharField(_("怎么同意的"), max_length=8, choices=How)
    valid_from = models.DateField(_("从哪天"))
    valid_to = models.DateField(_("到哪天（含）"))
    recorded_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("登记人"),
    )
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)
    revoked_at = models.DateTimeField(_("撤销时间"), null=True, editable=False)

    objects = PickupQuerySet.as_manager()
    row_scope = RowScope(community="community_id", with_owner="activities_childcard.card_id")

    class Meta:
        verbose_name = _("可以接孩子的人")
        verbose_name_plural = _("可以接孩子的人")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                name="pickup_relation_known",
                condition=Q(
                    relation__in=[
                        "guardian", "parent", "grandparent", "relative", "neighbour", "other",
                    ]
                ),
            ),
            models.CheckConstraint(
                name="pickup_how_known", condition=Q(how__in=["self", "paper", "phone"])
            ),
            models.CheckConstraint(
                name="pickup_ends_after_start", condition=Q(valid_to__gte=F("valid_from"))
            ),
            models.CheckConstraint(
                name="pickup_by_phone_for_the_day",
                condition=~Q(how="phone") | Q(valid_to=F("valid_from")),
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.name} · {self.get_relation_display()}"

    @property
    def stands(self) -> bool:
        return self.revoked_at is None and self.valid_from <= timezone.localdate() <= self.valid_to


class HandoverQuerySet(models.QuerySet["Handover"]):
    def visible_to(self, viewer: Viewer) -> "HandoverQuerySet":
        return self.filter(enrolment__card__in=ChildCard.objects.visible_to(viewer))


class Handover(models.Model):
    """The leader gave the child into somebody's hands, and looked at the list before."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    enrolment = models.OneToOneField(
        "activities.Enrolment",
        models.PROTECT,
        related_name="handover",
        verbose_name=_("哪个孩子、哪一场"),
    )
    pickup = models.ForeignKey(
        Pickup, models.PROTECT, related_name="handovers", verbose_name=_("谁接走的")
    )
    handed_at = models.DateTimeField(_("交接时间"), db_default=Now(), editable=False)
    handed_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁交的")
    )

    objects = HandoverQuerySet.as_manager()
    row_scope = RowScope(community="community_id", with_owner="activities_enrolment.enrolment_id")

    class Meta:
        verbose_name = _("孩子交接")
        verbose_name_plural = _("孩子交接")

    def __str__(self) -> str:
        return str(self.enrolment)
