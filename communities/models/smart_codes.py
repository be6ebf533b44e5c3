"""智码: a printed code by which the desk finds a household. It opens nothing by itself, and no
service asks for it: whoever has none says his number, as before."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING, keeps_lists, reaches
from communities.models.area import Area
from communities.models.housing import Household
from core.models import Ledger, RowScope
from core.tokens import Signed, in_groups

_SIGNED = Signed("communities.smart_code")


class SmartCodeQuerySet(models.QuerySet["SmartCode"]):
    def live(self) -> "SmartCodeQuerySet":
        return self.filter(ended_at__isnull=True)

    def visible_to(self, viewer: Viewer) -> "SmartCodeQuerySet":
        """The desk of the community, and whoever lives in the household."""
        rule = _kept(viewer)
        if not viewer.is_staff:
            rule |= Q(household_id__in=viewer.household_ids)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "SmartCodeQuerySet":
        return self.filter(_kept(viewer))


class SmartCode(models.Model):
    """One printed code of a household. A lost one has ended and is dead; the next is a row."""

    class Why(models.TextChoices):
        LOST = "lost", _("丢了")
        WORN = "worn", _("旧了、坏了")
        OTHER = "other", _("不用了")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    household = models.ForeignKey(
        Household, models.PROTECT, related_name="smart_codes", verbose_name=_("家庭户")
    )
    token = models.CharField(_("智码"), max_length=8, unique=True, editable=False)
    issued_at = models.DateTimeField(_("发码时间"), db_default=Now(), editable=False)
    issued_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁发的")
    )
    ended_at = models.DateTimeField(_("停用时间"), null=True, editable=False)
    ended_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁停用的")
    )
    why_ended = models.CharField(
        _("为什么停用"), max_length=8, choices=Why, blank=True, editable=False
    )

    objects = SmartCodeQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("智码")
        verbose_name_plural = _("智码")
        constraints = [
            models.UniqueConstraint(
                fields=["household"],
                condition=Q(ended_at__isnull=True),
                name="smart_code_one_live",
            ),
            models.CheckConstraint(
                name="smart_code_says_why_it_ended",
                condition=Q(ended_at__isnull=True, why_ended="")
                | Q(ended_at__isnull=False) & ~Q(why_ended=""),
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        return in_groups(self.token)

    @property
    def code(self) -> str:
        """What the QR says: the number and our signature, nothing of a household."""
        return _SIGNED.code(self.token)

    @property
    def is_live(self) -> bool:
        return self.ended_at is None


class SmartCodeScan(Ledger):
    """Who at the desk opened a household by its code, and when. The household reads it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    smart_code = models.ForeignKey(
        SmartCode, models.PROTECT, related_name="scans", verbose_name=_("智码")
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁扫的")
    )
    at = models.DateTimeField(_("时间"), db_default=Now(), editable=False)

    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("扫码记录")
        verbose_name_plural = _("扫码记录")
        indexes = [models.Index(fields=["smart_code", "-id"], name="smart_scan_newest")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


def token_of(code: str) -> str:
    """Of a code we signed; empty for one we did not."""
    return _SIGNED.token(code)


def _kept(viewer: Viewer) -> Q:
    return reaches(viewer) if keeps_lists(viewer) else NOTHING
