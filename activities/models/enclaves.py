"""飞地: what is agreed between who holds an activity and a neighbour who lends room or people."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from activities.models.activities import Activity, at_desk
from activities.workflow import STANDING, UNPUBLISHED, Asked, Sharing
from communities.access import NOTHING
from communities.models import Area
from core.models import RowScope
from organizations.models import Organization


def speaks_for(viewer: Viewer, unit: str) -> Q:
    """The manager of the organisation or unit behind that name."""
    if not viewer.organization_ids or viewer.sleeping or not viewer.role.reach.is_office:
        return NOTHING
    return Q(**{f"{unit}__in": viewer.organization_ids})


class EnclaveQuerySet(models.QuerySet["Enclave"]):
    def standing(self) -> "EnclaveQuerySet":
        return self.filter(status__in=STANDING)

    def hosted_by(self, viewer: Viewer) -> "EnclaveQuerySet":
        return self.filter(at_desk(viewer, "host") | speaks_for(viewer, "host_unit"))

    def to_answer(self, viewer: Viewer) -> "EnclaveQuerySet":
        asked = self.hosted_by(viewer).filter(status=Asked.ASKED)
        return asked.filter(activity__status__in=UNPUBLISHED)

    def visible_to(self, viewer: Viewer) -> "EnclaveQuerySet":
        """The two sides."""
        hosts = at_desk(viewer, "host") | speaks_for(viewer, "host_unit")
        holds = at_desk(viewer, "activity__community")
        return self.filter(hosts | holds | speaks_for(viewer, "activity__organization"))


class Enclave(models.Model):
    """One question and its answer. What was agreed stands on the activity, where everybody reads
    it; asked and answered before it is published, and not changed afterwards."""

    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="enclaves", verbose_name=_("活动")
    )
    host = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("请哪个社区"),
    )
    host_unit = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("请哪个单位"),
    )
    sharing = models.CharField(_("怎么办"), max_length=8, choices=Sharing)
    wanted = models.CharField(_("要对方什么"), max_length=200)
    way = models.CharField(_("老人怎么过去"), max_length=200)
    """For everybody: how who is slow on his feet gets there, and who walks with him."""
    status = models.CharField(
        _("状态"), max_length=12, choices=Asked, default=Asked.ASKED, editable=False
    )
    reason = models.CharField(_("没有答应的原因"), max_length=200, blank=True, editable=False)
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁约的")
    )
    asked_at = models.DateTimeField(_("什么时候约的"), db_default=Now(), editable=False)
    answered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁答复的"),
    )
    answered_at = models.DateTimeField(_("答复时间"), null=True, editable=False)

    objects = EnclaveQuerySet.as_manager()
    # Between two offices: no resident stands in it.
    row_scope = RowScope(declared=True)

    class Meta:
        verbose_name = _("飞地活动的约定")
        verbose_name_plural = _("飞地活动的约定")
        constraints = [
            models.CheckConstraint(
                name="enclave_asks_one",
                condition=Q(
                    sharing__in=["room", "people"], host__isnull=False, host_unit__isnull=True
                )
                | Q(sharing="room", host__isnull=True, host_unit__isnull=False),
            ),
            models.CheckConstraint(
                name="enclave_says_what_and_how", condition=~Q(wanted="") & ~Q(way="")
            ),
            models.CheckConstraint(
                name="enclave_declined_for_a_reason",
                condition=Q(status="declined") & ~Q(reason="")
                | ~Q(status="declined") & Q(reason=""),
            ),
            models.CheckConstraint(
                name="enclave_answer_has_its_day",
                condition=Q(status="asked", answered_at__isnull=True)
                | Q(status__in=["agreed", "declined"], answered_at__isnull=False)
                | Q(status="withdrawn"),
            ),
            models.UniqueConstraint(
                fields=["activity"],
                condition=Q(status__in=["asked", "agreed"]),
                name="enclave_one_at_a_time",
            ),
        ]
        indexes = [
            models.Index(fields=["host", "-id"], name="enclave_of_host"),
            models.Index(fields=["host_unit", "-id"], name="enclave_of_unit"),
        ]

    def __str__(self) -> str:
        return f"{self.activity} · {self.neighbour}"

    @property
    def neighbour(self) -> str:
        other = self.host or self.host_unit
        return other.title if other is not None else ""

    @property
    def is_asked(self) -> bool:
        return self.status == Asked.ASKED

    @property
    def is_agreed(self) -> bool:
        return self.status == Asked.AGREED
