"""Who has to do with a request: who brought it, whom it touches, who leads, who helps."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.models import Area, Department
from core.fields import FreeLine
from core.models import KeepsNumbers, RowScope
from organizations.models import Organization


class Role(models.TextChoices):
    REPORTER = "reporter", _("提出的人")
    AFFECTED = "affected", _("也受影响的人")
    LEAD = "lead", _("牵头")
    HELPER = "helper", _("协办")


WORKING = (Role.LEAD, Role.HELPER)


class Lane(models.TextChoices):
    """3+2: three that lead, two that support. The words are the place's own (LocalWording)."""

    HOST = "host", _("社区党组织主办")
    LEAD = "lead", _("报到党员领办")
    ASSIST = "assist", _("共建单位帮办")
    COHANDLE = "cohandle", _("社工和社会组织协办")
    SELFHELP = "selfhelp", _("居民互助自办")


class Via(models.TextChoices):
    ASSIGNED = "assigned", _("指派")
    OFFERED = "offered", _("应邀")
    POOL = "pool", _("自己来接")
    ROTATION = "rotation", _("轮值")


class PartyQuerySet(models.QuerySet["Party"]):
    def standing(self) -> "PartyQuerySet":
        return self.filter(ended_at__isnull=True)

    def leads(self) -> "PartyQuerySet":
        return self.filter(role=Role.LEAD)

    def working(self) -> "PartyQuerySet":
        return self.filter(role__in=WORKING)

    def of_user(self, viewer: Viewer) -> "PartyQuerySet":
        return self.filter(user_id=viewer.user_id or 0)

    def of_office(self, viewer: Viewer) -> "PartyQuerySet":
        return self.filter(
            Q(organization_id__in=viewer.organization_ids)
            | Q(department_id__in=viewer.department_ids)
        )


class Party(KeepsNumbers):
    """A person or an office, in one part. A part that ended stays, with when and why."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="parties",
        verbose_name=_("诉求"),
    )
    role = models.CharField(_("身份"), max_length=12, choices=Role)
    lane = models.CharField(_("哪一路"), max_length=12, choices=Lane, blank=True)
    via = models.CharField(_("怎么来的"), max_length=12, choices=Via, blank=True)
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("账号"),
    )
    organization = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("机构"),
    )
    department = models.ForeignKey(
        Department,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("部门"),
    )
    reason = FreeLine(_("为什么是他"), max_length=300, blank=True)
    since = models.DateTimeField(_("从"), db_default=Now())
    signed_at = models.DateTimeField(_("签收"), null=True, editable=False)
    ended_at = models.DateTimeField(_("到"), null=True, editable=False)
    why_ended = FreeLine(_("为什么结束"), max_length=200, blank=True)

    objects = PartyQuerySet.as_manager()
    row_scope = RowScope(
        community="community_id",
        person="user_id",
        organization="organization_id",
        department="department_id",
    )

    class Meta:
        verbose_name = _("参与方")
        verbose_name_plural = _("参与方")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["service_request"],
                condition=Q(role="lead", ended_at__isnull=True),
                name="party_one_lead",
            ),
            models.UniqueConstraint(
                fields=["service_request", "user", "role"],
                condition=Q(ended_at__isnull=True, user__isnull=False),
                name="party_once_per_part",
            ),
            models.CheckConstraint(
                name="party_is_a_person_or_an_office",
                condition=Q(user__isnull=False, organization__isnull=True, department__isnull=True)
                | Q(user__isnull=True, organization__isnull=False, department__isnull=True)
                | Q(user__isnull=True, organization__isnull=True, department__isnull=False),
            ),
            models.CheckConstraint(
                name="party_lead_has_lane", condition=~Q(role="lead") | ~Q(lane="")
            ),
        ]
        indexes = [
            models.Index(
                fields=["user", "role"], name="party_of_user", condition=Q(ended_at__isnull=True)
            ),
            models.Index(
                fields=["organization"],
                name="party_of_organization",
                condition=Q(ended_at__isnull=True, organization__isnull=False),
            ),
            models.Index(
                fields=["department"],
                name="party_of_department",
                condition=Q(ended_at__isnull=True, department__isnull=False),
            ),
        ]

    @property
    def works(self) -> bool:
        return self.ended_at is None and self.role in WORKING

    def is_of(self, viewer: Viewer) -> bool:
        """In person, or for the office he speaks for."""
        return (
            (viewer.user_id is not None and self.user_id == viewer.user_id)
            or self.organization_id in viewer.organization_ids
            or self.department_id in viewer.department_ids
        )

    def end(self, why: str) -> None:
        self.ended_at, self.why_ended = timezone.now(), why
        self.save(update_fields=["ended_at", "why_ended"])

    def __str__(self) -> str:
        return str(self.organization or self.department or self.user)


class Recusal(KeepsNumbers):
    """Somebody of the desk who has an interest in it, and therefore does not see it."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    service_request = models.ForeignKey(
        "requests.ServiceRequest",
        models.PROTECT,
        related_name="recusals",
        verbose_name=_("诉求"),
    )
    user = models.ForeignKey(
        "accounts.User", models.PROTECT, related_name="+", verbose_name=_("谁回避")
    )
    reason = FreeLine(_("原因"), max_length=200, blank=True)
    at = models.DateTimeField(_("时间"), db_default=Now())

    row_scope = RowScope(community="community_id", person="user_id")

    class Meta:
        verbose_name = _("回避")
        verbose_name_plural = _("回避")
        constraints = [
            models.UniqueConstraint(fields=["service_request", "user"], name="recusal_once")
        ]

    def __str__(self) -> str:
        return f"{self.user} ⊘ {self.service_request_id}"
