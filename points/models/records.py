"""What the desk writes down for a household, and the way it goes before it counts."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from charity.models.gifts import kept
from communities.models import Area
from core.fields import FreeLine, FreeText
from core.models import KeepsNumbers, RowScope
from points.models.ledger import Account, Posting
from points.models.rules import Rule
from points.workflow import OPEN, RecordStatus


class RecordQuerySet(models.QuerySet["Record"]):
    def open(self) -> "RecordQuerySet":
        return self.filter(status__in=OPEN)

    def appealed(self) -> "RecordQuerySet":
        """Somebody objected and waits for an answer."""
        return self.filter(appealed_at__isnull=False, appeal_decided_at__isnull=True)

    def due(self, day: date | None = None) -> "RecordQuerySet":
        """The household was told, had its time, and nobody waits for an answer."""
        rows = self.filter(status=RecordStatus.NOTICED)
        return rows.filter(object_until__lt=day or timezone.localdate()).exclude(
            pk__in=Record.objects.appealed().values("pk")
        )

    def visible_to(self, viewer: Viewer) -> "RecordQuerySet":
        rule = kept(viewer)
        if not viewer.is_staff:
            rule |= Q(account__household_id__in=viewer.household_ids)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "RecordQuerySet":
        return self.filter(kept(viewer))


class Record(KeepsNumbers, models.Model):
    """记分单. Whoever writes it does not approve it; a deduction waits for the household."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    account = models.ForeignKey(
        Account, models.PROTECT, related_name="records", verbose_name=_("积分户")
    )
    rule = models.ForeignKey(Rule, models.PROTECT, related_name="records", verbose_name=_("规则"))
    is_deduction = models.BooleanField(_("扣分"), default=False, editable=False)
    happened_on = models.DateField(_("事情的日期"))
    times = models.PositiveSmallIntegerField(_("数量"), default=1)
    evidence = FreeText(_("做了什么，凭什么记"), max_length=500)
    status = models.CharField(
        _("状态"),
        max_length=8,
        choices=RecordStatus,
        default=RecordStatus.PENDING,
        editable=False,
    )
    recorded_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    recorded_at = models.DateTimeField(_("登记时间"), db_default=Now(), editable=False)
    decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("审核人")
    )
    decision = FreeLine(_("不通过的原因"), max_length=200, blank=True, editable=False)
    object_until = models.DateField(_("申诉到（含）"), null=True, editable=False)
    posting = models.OneToOneField(
        Posting, models.PROTECT, null=True, related_name="record", verbose_name=_("积分变动")
    )
    appeal = FreeText(_("申诉"), max_length=500, blank=True, editable=False)
    appealed_at = models.DateTimeField(_("申诉时间"), null=True, editable=False)
    appeal_body = models.CharField(_("由谁评议"), max_length=80, blank=True, editable=False)
    appeal_answer = FreeText(_("答复"), max_length=500, blank=True, editable=False)
    appeal_upheld = models.BooleanField(_("申诉成立"), null=True, editable=False)
    appeal_decided_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("答复人")
    )
    appeal_decided_at = models.DateTimeField(_("答复时间"), null=True, editable=False)

    objects = RecordQuerySet.as_manager()
    row_scope = RowScope(community="community_id")

    class Meta:
        verbose_name = _("记分单")
        verbose_name_plural = _("记分单")
        constraints = [
            models.CheckConstraint(
                name="score_status_known", condition=Q(status__in=RecordStatus.values)
            ),
            models.CheckConstraint(name="score_counts_something", condition=Q(times__gt=0)),
            models.CheckConstraint(
                name="record_recorder_is_not_approver",
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("recorded_by")),
            ),
            models.CheckConstraint(
                name="record_deduction_was_announced",
                condition=~Q(is_deduction=True, status__in=["posted", "noticed"])
                | Q(object_until__isnull=False),
            ),
            models.CheckConstraint(
                name="record_posted_stands_in_the_books",
                condition=~Q(status__in=["posted", "reversed"]) | Q(posting__isnull=False),
            ),
            models.CheckConstraint(
                name="record_appeal_is_answered_in_words",
                condition=Q(appeal_decided_at__isnull=True, appeal_upheld__isnull=True)
                | Q(appeal_decided_at__isnull=False, appeal_upheld__isnull=False)
                & ~Q(appeal_answer="")
                & ~Q(appeal_body=""),
            ),
        ]
        indexes = [models.Index(fields=["community", "status", "-id"], name="score_by_status")]

    def __str__(self) -> str:
        return f"{self.number} {self.rule.name}"

    @property
    def number(self) -> str:
        return f"F{self.pk:06d}" if self.pk else ""

    @property
    def planned(self) -> int:
        """Before any cap."""
        return self.times * self.rule.points

    @property
    def counted(self) -> int:
        """As it stands in the books; before it does, as the rule says."""
        return self.posting.points if self.posting is not None else self.planned

    @property
    def left_out(self) -> int:
        """What the cap, or too little in the account, kept out of the books."""
        return self.planned - self.counted

    @property
    def signed(self) -> str:
        return f"{'−' if self.is_deduction else '+'}{self.counted}"

    @property
    def awaits_answer(self) -> bool:
        return self.appealed_at is not None and self.appeal_decided_at is None

    @property
    def may_be_appealed(self) -> bool:
        """Once, within the time the household was told of, whatever was added or taken."""
        if self.appealed_at is not None or self.object_until is None:
            return False
        here = self.status in {RecordStatus.NOTICED, RecordStatus.POSTED}
        return here and timezone.localdate() <= self.object_until
