"""The telephone: each call with what came of it, and who is to be called back, by when."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING, reaches
from communities.models import Area, Resident
from core.fields import BlindIndexField, EncryptedField, FreeLine, FreeText, NameField
from core.models import KeepsNumbers, RowScope
from requests.models.menu import MenuItem
from requests.tiers import tier_of


def answers_calls(viewer: Viewer) -> bool:
    """Whose desk has a telephone: the grid's, the community's, the street's dispatch."""
    return tier_of(viewer) is not None and not viewer.sleeping and bool(viewer.community_ids)


class CallQuerySet(models.QuerySet["Call"]):
    def visible_to(self, viewer: Viewer) -> "CallQuerySet":
        """What is still being written belongs to who writes it; the log to the place's desk."""
        if not answers_calls(viewer):
            return self.none()
        own = Q(taken_by_id=viewer.user_id)
        log = NOTHING if viewer.is_grid_bound else ~Q(outcome="")
        return self.filter(reaches(viewer, grid="") & (own | log))

    def manageable_by(self, viewer: Viewer) -> "CallQuerySet":
        return self.visible_to(viewer).filter(taken_by_id=viewer.user_id)

    def drafts(self) -> "CallQuerySet":
        return self.filter(outcome="")

    def ended(self) -> "CallQuerySet":
        return self.exclude(outcome="")


class Call(KeepsNumbers):
    """One call. It stands from the first second, so that a line that breaks leaves a draft."""

    class Direction(models.TextChoices):
        IN = "in", _("打进来")
        OUT = "out", _("打出去")

    class Outcome(models.TextChoices):
        ORDER = "order", _("登记了一单")
        ADDED = "added", _("记在原来的单上")
        ANSWERED = "answered", _("当场答复了")
        ELSEWHERE = "elsewhere", _("请打别处")
        CALL_BACK = "call_back", _("约了回电")
        NO_ANSWER = "no_answer", _("没打通")
        WRONG = "wrong", _("打错了")

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    direction = models.CharField(
        _("打进打出"), max_length=4, choices=Direction, default=Direction.IN
    )
    phone = EncryptedField(_("号码"), mask="phone", blank=True)
    phone_index = BlindIndexField(source="phone", kind="phone", db_index=True)
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("认出是谁"),
    )
    caller_name = NameField(_("称呼"), blank=True, default="")
    words = FreeText(_("他说什么"), blank=True)
    address = EncryptedField(_("在哪里"), mask="address", blank=True)
    grid = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("网格")
    )
    item = models.ForeignKey(
        MenuItem, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("服务")
    )
    outcome = models.CharField(
        _("结果"), max_length=12, choices=Outcome, blank=True, editable=False
    )
    """Empty while nobody has said what came of it: on the line, or a draft."""
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="calls",
        verbose_name=_("诉求"),
    )
    taken_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁接的")
    )
    started_at = models.DateTimeField(_("几点打的"), db_default=Now())
    ended_at = models.DateTimeField(_("几点了结"), null=True, editable=False)

    objects = CallQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="taken_by_id")

    class Meta:
        verbose_name = _("通话")
        verbose_name_plural = _("通话")
        indexes = [models.Index(fields=["community", "-started_at", "-id"], name="call_newest")]
        constraints = [
            models.CheckConstraint(
                name="call_ended_says_how",
                condition=Q(outcome="", ended_at__isnull=True)
                | (~Q(outcome="") & Q(ended_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="call_order_is_there",
                condition=~Q(outcome__in=["order", "added"]) | Q(service_request__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_direction_display()} {self.phone}"


class CallBackQuerySet(models.QuerySet["CallBack"]):
    def visible_to(self, viewer: Viewer) -> "CallBackQuerySet":
        """A grid worker those he promised himself; the community's desk all of them."""
        if not answers_calls(viewer):
            return self.none()
        rule = reaches(viewer, grid="")
        if viewer.is_grid_bound:
            rule &= Q(asked_by_id=viewer.user_id)
        return self.filter(rule)

    def waiting(self) -> "CallBackQuerySet":
        return self.filter(done_at__isnull=True)


class CallBack(KeepsNumbers):
    """Somebody was promised a call: by when, about what; done, or tried and to be tried again."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    call = models.ForeignKey(
        Call, models.PROTECT, null=True, related_name="call_backs", verbose_name=_("哪一通")
    )
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        null=True,
        related_name="call_backs",
        verbose_name=_("哪一单"),
    )
    about = FreeLine(_("为什么回电"), max_length=200)
    due_at = models.DateTimeField(_("几点前回"))
    tries = models.PositiveSmallIntegerField(_("打过几次"), default=0, editable=False)
    tried_at = models.DateTimeField(_("上次打"), null=True, editable=False)
    asked_by = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁约的")
    )
    asked_at = models.DateTimeField(_("约的时间"), db_default=Now())
    done_at = models.DateTimeField(_("了结时间"), null=True, editable=False)
    done_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("谁回的"),
    )
    reached = models.BooleanField(_("打通了"), null=True, editable=False)

    objects = CallBackQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="asked_by_id")

    class Meta:
        verbose_name = _("回电")
        verbose_name_plural = _("回电")
        ordering = ["due_at", "id"]
        indexes = [
            models.Index(
                fields=["community", "due_at"],
                name="call_back_due",
                condition=Q(done_at__isnull=True),
            )
        ]
        constraints = [
            # Two who promise at the same moment promise one call.
            models.UniqueConstraint(
                fields=["call"], condition=Q(done_at__isnull=True), name="call_back_once_per_call"
            ),
            models.UniqueConstraint(
                fields=["service_request"],
                condition=Q(done_at__isnull=True),
                name="call_back_once_per_request",
            ),
            models.CheckConstraint(
                name="call_back_has_a_number",
                condition=Q(call__isnull=False) | Q(service_request__isnull=False),
            ),
            models.CheckConstraint(
                name="call_back_done_says_how",
                condition=Q(done_at__isnull=True, reached__isnull=True)
                | Q(done_at__isnull=False, reached__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.about)
