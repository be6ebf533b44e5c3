"""What is open on a grid goes from one pair of hands to another, and both say so."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from grids.access import runs_community, sees_grid
from grids.models.appointments import WorkerAppointment


class HandoverQuerySet(models.QuerySet["Handover"]):
    def unfinished(self) -> "HandoverQuerySet":
        return self.filter(Q(outgoing_signed_at__isnull=True) | Q(incoming_signed_at__isnull=True))

    def visible_to(self, viewer: Viewer) -> "HandoverQuerySet":
        """The people of the place, and the two whose names stand under it."""
        return self.filter(sees_grid(viewer) | _signer(viewer))

    def signable_by(self, viewer: Viewer) -> "HandoverQuerySet":
        return self.filter(_signer(viewer) | runs_community(viewer))


def _signer(viewer: Viewer) -> Q:
    if viewer.user_id is None:
        return Q(pk__in=[])
    return Q(incoming_id=viewer.user_id) | Q(outgoing_id=viewer.user_id)


class Handover(KeepsNumbers):
    """The list that goes with the end of an appointment.

    `incoming` is the successor or, where there is none, the duty officer. `without_successor`
    is the recorded decision that a grid stays vacant for now.
    """

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(Area, models.PROTECT, related_name="handovers", verbose_name=_("网格"))
    appointment = models.OneToOneField(
        WorkerAppointment, models.PROTECT, related_name="handover", verbose_name=_("卸任的任命")
    )
    outgoing = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="grid_handovers_out",
        verbose_name=_("交出人"),
    )
    """The appointment's worker: he reads his own list also when his role is over."""
    incoming = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        related_name="grid_handovers_in",
        verbose_name=_("接手人"),
    )
    without_successor = models.BooleanField(_("没有继任，由值班负责人接手"), default=False)
    opened_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("经办人")
    )
    opened_at = models.DateTimeField(_("开列时间"), db_default=Now())
    outgoing_signed_at = models.DateTimeField(_("交出方签字"), null=True, editable=False)
    outgoing_signed_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("交出方签字人"),
    )
    proxy_reason = FreeLine(_("代签原因"), max_length=200, blank=True, editable=False)
    incoming_signed_at = models.DateTimeField(_("接手方签字"), null=True, editable=False)

    objects = HandoverQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="incoming_id", other="outgoing_id")

    class Meta:
        verbose_name = _("网格交接")
        verbose_name_plural = _("网格交接")
        constraints = [
            models.CheckConstraint(
                name="handover_given_before_taken",
                condition=Q(incoming_signed_at__isnull=True) | Q(outgoing_signed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(_("%(grid)s交接单")) % {"grid": self.grid}

    def waits_for(self, user_id: int) -> bool:
        """First he who gives signs, then he who takes."""
        if self.outgoing_signed_at is None:
            return self.outgoing_id == user_id
        return self.incoming_signed_at is None and self.incoming_id == user_id

    @property
    def is_complete(self) -> bool:
        return self.outgoing_signed_at is not None and self.incoming_signed_at is not None


class HandoverItem(KeepsNumbers):
    """One kind of open work at the moment of the handover: how much, and which rows.

    Names no person: `refs` holds ids, the page of the kind shows them to who may see.
    """

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    handover = models.ForeignKey(
        Handover, models.CASCADE, related_name="items", verbose_name=_("交接单")
    )
    kind = models.CharField(_("种类"), max_length=48)
    title = FreeLine(_("事项"), max_length=120)
    count = models.PositiveIntegerField(_("数量"), default=0)
    refs = models.JSONField(_("编号"), default=list)
    note = FreeLine(_("交出方的话"), max_length=500, blank=True)

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("交接事项")
        verbose_name_plural = _("交接事项")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["handover", "kind"], name="handover_kind_once")
        ]

    def __str__(self) -> str:
        return str(self.title)
