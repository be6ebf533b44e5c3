"""One matter somebody brought: what, where, for whom, where it stands, when it is due."""

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Case, Exists, F, OuterRef, Q, Value, When
from django.db.models.functions import JSONObject, Now
from django.utils.translation import gettext_lazy as _

from communities.models import Area, Building, Resident
from core.fields import BlindIndexField, EncryptedField, FreeLine, FreeText, NameField
from core.masking import redact_free_text
from core.models import KeepsNumbers, RowScope
from requests.bigrams import Bigrams
from requests.models import visibility
from requests.models.attachments import Attachment
from requests.models.clocks import ClockEvent
from requests.models.doing import SubTask
from requests.models.menu import MenuItem
from requests.models.offers import Offer
from requests.models.policies import Priority, SlaPolicy
from requests.tiers import Tier
from requests.workflow import (
    CLOSED,
    ONWARD,
    OPEN,
    STAGE_OF,
    Became,
    Channel,
    CloseKind,
    Governance,
    Kind,
    Matter,
    OrderType,
    Stage,
    Status,
)

FAR = datetime(9999, 1, 1, tzinfo=UTC)
"""Where a clock stands still, a row goes behind those that press."""
PRESSING = Case(When(due_at__isnull=True, then=Value(FAR)), default=F("due_at"))
"""Not COALESCE: under row level security PostgreSQL trusts a condition on it with no index."""
REPORTED = (Status.COMPLETED, Status.DISPUTED, Status.CLOSED)
"""Somebody said what came of it."""
ENDS_AS_VISION = Q(order_type=OrderType.VISION, status__in=REPORTED)


class ServiceRequestQuerySet(models.QuerySet["ServiceRequest"]):
    def visible_to(self, viewer: visibility.Viewer) -> "ServiceRequestQuerySet":
        return self.filter(visibility.reads(viewer))

    def manageable_by(self, viewer: visibility.Viewer) -> "ServiceRequestQuerySet":
        """The desk's work: triage, dispatch, and what comes after."""
        return self.filter(visibility.keeps(viewer))

    def with_what_lies_in_it(self) -> "ServiceRequestQuerySet":
        """For the page of one: what was told of its clocks comes along, and of the rest whether
        there is any. Most have neither photos nor parts, nor was anybody asked to take them."""
        told = ClockEvent.objects.filter(service_request=OuterRef("pk"), epoch=OuterRef("epoch"))
        fact = JSONObject(
            clock="clock",
            tick="tick",
            at="at",
            amount="rule__amount",
            unit="rule__unit",
            until="until",
        )
        inside = {
            "has_photos": Attachment.objects.all(),
            "has_parts": SubTask.objects.all(),
            "has_offers": Offer.objects.all(),
        }
        return self.annotate(  # type: ignore[no-redef]
            told=ArraySubquery(told.order_by("id").values(fact=fact)),
            **{
                name: Exists(rows.filter(service_request=OuterRef("pk")))
                for name, rows in inside.items()
            },
        )

    def open(self) -> "ServiceRequestQuerySet":
        return self.filter(status__in=OPEN)


class ServiceRequest(KeepsNumbers):
    """What one person asked for; who else has to do with it stands in Party."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    grid = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("网格")
    )
    building = models.ForeignKey(
        Building, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("楼栋")
    )
    item = models.ForeignKey(
        MenuItem,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="requests",
        verbose_name=_("服务"),
    )
    kind = models.CharField(_("类型"), max_length=12, choices=Kind, default=Kind.HELP)
    channel = models.CharField(_("渠道"), max_length=16, choices=Channel)
    title = FreeLine(_("一句话"), max_length=60)
    body = FreeText(_("详情"), blank=True)
    answers = models.JSONField(_("菜单问题的回答"), default=dict, blank=True)

    # who it is for, and how to reach him
    reporter = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁提的"),
    )
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("为谁办"),
    )
    contact_name = NameField(_("联系人"), blank=True, default="")
    contact_phone = EncryptedField(_("联系电话"), mask="phone", blank=True)
    contact_phone_index = BlindIndexField(source="contact_phone", kind="phone", db_index=True)
    address = EncryptedField(_("地址"), mask="address", blank=True)
    entered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁代录的"),
    )
    consent_note = FreeLine(_("本人怎样同意的"), max_length=120, blank=True)
    is_confidential = models.BooleanField(_("要求保密"), default=False)
    is_protective = models.BooleanField(_("转专人保护"), default=False, editable=False)

    # what the desk made of it
    order_type = models.CharField(
        _("三单"), max_length=12, choices=OrderType, default=OrderType.REGULAR
    )
    matter = models.CharField(_("三事"), max_length=12, choices=Matter, default=Matter.MINOR)
    governance = models.CharField(
        _("治理模式"),
        max_length=14,
        choices=Governance,
        default=Governance.SOCIAL,
        db_default=Governance.SOCIAL,
    )
    urgency = models.PositiveSmallIntegerField(_("紧急程度"), default=2)
    impact = models.PositiveSmallIntegerField(_("影响范围"), default=1)
    priority = models.PositiveSmallIntegerField(
        _("优先级"), choices=Priority, default=Priority.NORMAL
    )
    is_urgent_concern = models.BooleanField(_("急难愁盼"), default=False)
    is_public = models.BooleanField(_("公共的事"), default=False)
    public_text = FreeLine(_("公示写法"), max_length=120, blank=True)

    # where it stands
    status = models.CharField(
        _("状态"), max_length=12, choices=Status, default=Status.SUBMITTED, editable=False
    )
    epoch = models.PositiveSmallIntegerField(_("第几次办"), default=1, editable=False)
    level = models.PositiveSmallIntegerField(
        _("在哪一级"), choices=Tier, default=Tier.GRID, editable=False
    )
    floor = models.PositiveSmallIntegerField(
        _("哪一级以上看得到"), choices=Tier, default=Tier.GRID, editable=False
    )
    keeper = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="+",
        verbose_name=_("社区这边谁管着"),
    )
    sla = models.ForeignKey(SlaPolicy, models.PROTECT, related_name="+", verbose_name=_("办理时限"))
    due_at = models.DateTimeField(_("应办到"), null=True, editable=False)
    contacted_at = models.DateTimeField(_("联系上的时间"), null=True, editable=False)
    completed_at = models.DateTimeField(_("办好的时间"), null=True, editable=False)
    closed_at = models.DateTimeField(_("结案时间"), null=True, editable=False)
    close_kind = models.CharField(
        _("怎么结的"), max_length=12, choices=CloseKind, blank=True, editable=False
    )
    result = FreeText(_("结果"), blank=True, editable=False)
    became = models.CharField(
        _("成了什么"), max_length=12, choices=Became, blank=True, editable=False
    )
    became_where = FreeLine(_("到哪里跟"), max_length=120, blank=True, editable=False)
    paused_until = models.DateTimeField(_("暂停到"), null=True, editable=False)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="merged",
        verbose_name=_("并入"),
    )
    split_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        editable=False,
        related_name="split_into",
        verbose_name=_("从哪一件拆出来"),
    )
    affected_count = models.PositiveIntegerField(_("多少人反映"), default=1, editable=False)
    created_at = models.DateTimeField(_("提出时间"), db_default=Now(), editable=False)
    counted = models.JSONField(default=dict, editable=False)
    """What the figures say of it (requests.actions.counting)."""
    search = Bigrams(sources=("title", "body"))

    # Brought by `with_what_lies_in_it`; where nobody asked for it, one has to look.
    has_photos = has_parts = has_offers = True
    told: list[dict[str, Any]] | None = None
    manages: bool | None = None
    """Whether it is the work of his desk for whom it was fetched (requests.queries.queue)."""

    objects = ServiceRequestQuerySet.as_manager()
    row_scope = RowScope(community="community_id", person="reporter_id")

    def set_numbers_aside(self, update_fields: Iterable[str] | None = None) -> bool:
        """What is answered to the menu's questions is running text too."""
        fresh = super().set_numbers_aside(update_fields)
        if update_fields is not None and "answers" not in update_fields:
            return fresh
        seen = {key: redact_free_text(str(said)) for key, said in self.answers.items()}
        self.answers = {key: text for key, (text, _numbers) in seen.items()}
        found = [number for _text, numbers in seen.values() for _kind, number in numbers]
        return self.keep_numbers(found) or fresh

    class Meta:
        verbose_name = _("诉求")
        verbose_name_plural = _("诉求")
        constraints = [
            models.CheckConstraint(
                name="service_request_status_known", condition=Q(status__in=Status.values)
            ),
            # Always one responsible: whoever does the work, somebody of the place keeps it.
            models.CheckConstraint(
                name="service_request_open_is_kept",
                condition=Q(status__in=CLOSED) | Q(keeper__isnull=False),
            ),
            models.CheckConstraint(
                name="service_request_done_has_result",
                condition=~Q(status__in=REPORTED) | (Q(completed_at__isnull=False) & ~Q(result="")),
            ),
            # A vision is no afternoon's work: it says what it became, and nothing else does.
            models.CheckConstraint(
                name="service_request_vision_became",
                condition=ENDS_AS_VISION & Q(became__in=Became.values)
                | ~ENDS_AS_VISION & Q(became=""),
            ),
            models.CheckConstraint(
                name="service_request_became_followed",
                condition=Q(became__in=ONWARD) & ~Q(became_where="")
                | Q(became__in=[Became.DONE, Became.NOT_TAKEN])
                | Q(became="", became_where=""),
            ),
            models.CheckConstraint(
                name="service_request_closed_says_how",
                condition=Q(status=Status.CLOSED, closed_at__isnull=False) & ~Q(close_kind="")
                | ~Q(status=Status.CLOSED) & Q(close_kind=""),
            ),
            models.CheckConstraint(
                name="service_request_merged_into_another",
                condition=Q(status=Status.MERGED, merged_into__isnull=False)
                | Q(~Q(status=Status.MERGED), merged_into__isnull=True),
            ),
            models.CheckConstraint(
                name="service_request_scales",
                condition=Q(urgency__range=(1, 3), impact__range=(1, 3), priority__range=(1, 4)),
            ),
            models.CheckConstraint(
                name="service_request_floor_below_level", condition=Q(level__gte=F("floor"))
            ),
        ]
        indexes = [
            # Every queue: one community, its open ones, the most pressing first, as it is asked.
            models.Index(
                F("community"),
                PRESSING,
                F("id"),
                name="service_request_pressing",
                condition=Q(status__in=OPEN),
            ),
            models.Index(
                fields=["keeper", "due_at"],
                name="service_request_kept",
                condition=Q(status__in=OPEN),
            ),
            models.Index(fields=["community", "-created_at", "-id"], name="service_request_newest"),
            models.Index(
                fields=["community", "-created_at", "-id"],
                name="service_request_board",
                condition=Q(is_public=True),
            ),
            models.Index(fields=["reporter", "-created_at"], name="service_request_mine"),
            models.Index(fields=["resident", "-created_at"], name="service_request_person"),
            GinIndex(fields=["search"], name="service_request_search"),
        ]

    def __str__(self) -> str:
        return str(self.title)

    # Django's own puts all the other choices into words on the way; a list asks for each row.
    def get_status_display(self) -> str:  # type: ignore[no-redef]
        return str(Status(self.status).label)

    def get_channel_display(self) -> str:  # type: ignore[no-redef]
        return str(Channel(self.channel).label)

    @property
    def number(self) -> str:
        """What is said on the telephone: short, in groups, with a digit that catches a slip."""
        digits = f"{self.pk:07d}"
        check = sum(int(digit) * (3 if n % 2 else 1) for n, digit in enumerate(digits)) % 10
        return f"{digits[:-4]}-{digits[-4:]}-{check}"

    @property
    def stage(self) -> Stage:
        return STAGE_OF[Status(self.status)]

    @property
    def is_sealed(self) -> bool:
        """A report: who brought it stands in SealedAuthor, and in no other row."""
        return self.kind == Kind.REPORT

    @property
    def is_open(self) -> bool:
        return self.status in OPEN
