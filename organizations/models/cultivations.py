"""The way of an organisation: from an idea to the register of civil affairs, with its papers."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.access import NOTHING
from communities.models import Area
from organizations.access import keeps_register, touches, under, works_in_a_place
from organizations.cultivation_workflow import Paper, Stage, SupportKind
from organizations.kinds import KINDS_OF, LEGAL_PERSONS, Family
from organizations.models.hubs import HubMembership
from organizations.models.organizations import Organization

KINDS = [kind for kind in KINDS_OF[Family.SOCIAL] if kind not in LEGAL_PERSONS]
"""What residents begin; a legal person it becomes at civil affairs."""


class CultivationQuerySet(models.QuerySet["Cultivation"]):
    def under_way(self) -> "CultivationQuerySet":
        return self.filter(stage__in=[Stage.IDEA, Stage.TEAM, Stage.HANDED_IN])

    def visible_to(self, viewer: Viewer) -> "CultivationQuerySet":
        """Who works in its place, above or below it; the hub that leads it or that it belongs to,
        and its own manager."""
        own = viewer.organization_ids
        rule = Q(hub_id__in=own) | Q(organization_id__in=own)
        if own:
            members = HubMembership.objects.of_hubs(own).values("member_id")
            rule |= Q(organization_id__in=members)
        if works_in_a_place(viewer):
            rule |= touches(viewer, "community")
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "CultivationQuerySet":
        return self.filter(under(viewer, "community") if keeps_register(viewer) else NOTHING)


class Cultivation(models.Model):
    """One beginning. From the team on it stands in the register too: what the register says of
    it, the register keeps; here stands how it came there."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    name = models.CharField(_("名称"), max_length=80)
    kind = models.CharField(
        _("种类"), max_length=20, choices=[(kind.value, kind.label) for kind in KINDS]
    )
    purpose = models.CharField(_("想做什么"), max_length=200)
    source = models.CharField(_("来源"), max_length=12, choices=Organization.Source)
    hub = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="led",
        verbose_name=_("由哪个枢纽型组织带"),
    )
    organization = models.OneToOneField(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="cultivation",
        verbose_name=_("名册里的组织"),
    )
    stage = models.CharField(
        _("走到哪一步"), max_length=10, choices=Stage, default=Stage.IDEA, editable=False
    )
    moved_on = models.DateField(_("哪天走到的"), default=timezone.localdate, editable=False)
    reason = models.CharField(_("原因"), max_length=200, blank=True, editable=False)
    started_on = models.DateField(_("开始日期"), default=timezone.localdate, editable=False)
    started_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    handed_in_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("递交人")
    )

    objects = CultivationQuerySet.as_manager()

    class Meta:
        verbose_name = _("组织培育")
        verbose_name_plural = _("组织培育")
        constraints = [
            models.UniqueConstraint(
                fields=["community", "name"],
                condition=~Q(stage="stopped"),
                name="cultivation_named_once",
            ),
            models.CheckConstraint(
                name="cultivation_stage_known", condition=Q(stage__in=Stage.values)
            ),
            models.CheckConstraint(
                name="cultivation_stands_in_the_register",
                condition=Q(stage="idea", organization__isnull=True)
                | Q(
                    stage__in=["team", "handed_in", "filed", "registered"],
                    organization__isnull=False,
                )
                | Q(stage="stopped"),
            ),
            models.CheckConstraint(
                name="cultivation_stopped_for_a_reason",
                condition=~Q(stage="stopped") | ~Q(reason=""),
            ),
        ]
        indexes = [models.Index(fields=["community", "stage", "-moved_on"], name="cultivations")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_introduced(self) -> bool:
        return self.source == Organization.Source.INTRODUCED

    @property
    def is_open(self) -> bool:
        return self.stage in (Stage.IDEA, Stage.TEAM, Stage.HANDED_IN)

    @property
    def was_sent_back(self) -> bool:
        return self.stage == Stage.TEAM and bool(self.reason)


class CultivationPaper(models.Model):
    """Somebody held it in his hands. No copy is kept: a list of members is theirs."""

    cultivation = models.ForeignKey(
        Cultivation, models.CASCADE, related_name="papers", verbose_name=_("组织培育")
    )
    kind = models.CharField(_("材料"), max_length=12, choices=Paper)
    seen_on = models.DateField(_("看过的日期"), default=timezone.localdate)
    seen_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("谁看的")
    )

    class Meta:
        verbose_name = _("培育材料")
        verbose_name_plural = _("培育材料")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["cultivation", "kind"], name="cultivation_paper_seen_once"
            ),
            models.CheckConstraint(
                name="cultivation_paper_known", condition=Q(kind__in=Paper.values)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.cultivation} · {self.get_kind_display()}"


class CultivationSupportQuerySet(models.QuerySet["CultivationSupport"]):
    def standing(self) -> "CultivationSupportQuerySet":
        return self.filter(struck_on__isnull=True)


class CultivationSupport(models.Model):
    """What it was given: a room, hours of coaching, money, materials. Struck out, never removed."""

    cultivation = models.ForeignKey(
        Cultivation, models.CASCADE, related_name="supports", verbose_name=_("组织培育")
    )
    kind = models.CharField(_("哪一种"), max_length=10, choices=SupportKind)
    what = models.CharField(_("给了什么"), max_length=80)
    worth = models.PositiveIntegerField(_("值多少元"), null=True, blank=True)
    given_by = models.ForeignKey(
        Organization,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁给的"),
    )
    """None: the community or the street itself."""
    given_on = models.DateField(_("哪天"))
    noted_by = models.ForeignKey(
        "accounts.User", models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )
    struck_on = models.DateField(_("划掉的日期"), null=True, blank=True, editable=False)
    reason = models.CharField(_("划掉的原因"), max_length=200, blank=True, editable=False)

    objects = CultivationSupportQuerySet.as_manager()

    class Meta:
        verbose_name = _("培育支持")
        verbose_name_plural = _("培育支持")
        ordering = ["-given_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="cultivation_support_known", condition=Q(kind__in=SupportKind.values)
            ),
            models.CheckConstraint(name="cultivation_support_of_something", condition=~Q(what="")),
            models.CheckConstraint(
                name="cultivation_money_has_its_amount",
                condition=~Q(kind="money") | Q(worth__isnull=False, worth__gte=1),
            ),
            models.CheckConstraint(
                name="cultivation_support_struck_for_a_reason",
                condition=Q(struck_on__isnull=True, reason="")
                | Q(struck_on__isnull=False) & ~Q(reason=""),
            ),
        ]

    def __str__(self) -> str:
        return self.what

    @property
    def stands(self) -> bool:
        return self.struck_on is None
