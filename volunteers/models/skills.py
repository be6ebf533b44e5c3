"""What volunteers can do: a list that a place may rename, extend and retire, and who can what."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from communities.models import Area
from core.fields import EncryptedField
from core.models import RowScope
from core.words import said
from organizations.models import ServiceDomain

REMIND_BEFORE = timedelta(days=30)
"""So long before a licence runs out he and the community are told."""


class Skill(models.Model):
    """Something one is good at. Where the law asks for a paper, the paper is looked at first."""

    code = models.SlugField(_("代码"), max_length=32, unique=True)
    name = models.CharField(_("名称"), max_length=32)
    name_en = models.CharField(_("英文名称"), max_length=64, blank=True)
    domain = models.ForeignKey(
        ServiceDomain, models.PROTECT, related_name="+", verbose_name=_("服务领域")
    )
    needs_licence = models.BooleanField(_("要证件"), default=False)
    licence = models.CharField(_("什么证件"), max_length=64, blank=True)
    licence_en = models.CharField(_("什么证件（英文）"), max_length=128, blank=True)
    is_common = models.BooleanField(
        _("登记页上就列出"), default=False, help_text=_("登记页只放最常见的十来项，其余以后再选")
    )
    position = models.PositiveSmallIntegerField(_("排序"), default=0)
    is_active = models.BooleanField(_("在用"), default=True)

    class Meta:
        verbose_name = _("技能")
        verbose_name_plural = _("技能")
        ordering = ["position", "id"]
        constraints = [
            models.CheckConstraint(
                name="skill_says_which_licence",
                condition=Q(needs_licence=False) | ~Q(licence=""),
                violation_error_message=_("要证件的技能请写明是什么证件"),
            )
        ]

    def __str__(self) -> str:
        return said(self, "name")

    @property
    def paper(self) -> str:
        """The licence in the reader's language."""
        return said(self, "licence")


class VolunteerSkillQuerySet(models.QuerySet["VolunteerSkill"]):
    def expiring(self, on: date | None = None) -> "VolunteerSkillQuerySet":
        """Licences that were seen and run out soon."""
        today = on or timezone.localdate()
        return self.filter(
            skill__needs_licence=True,
            checked_at__isnull=False,
            valid_until__range=(today, today + REMIND_BEFORE),
        )


class VolunteerSkill(models.Model):
    """What he can do. A skill that needs a licence counts once somebody has seen the paper."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    volunteer = models.ForeignKey(
        "volunteers.Volunteer", models.CASCADE, related_name="skills", verbose_name=_("志愿者")
    )
    skill = models.ForeignKey(
        Skill, models.PROTECT, related_name="volunteers", verbose_name=_("技能")
    )
    licence_number = EncryptedField(_("证件号"), mask="note", blank=True)
    valid_until = models.DateField(_("证件有效期至（含）"), null=True, blank=True)
    checked_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("看过证件的人"),
    )
    checked_at = models.DateTimeField(_("看证时间"), null=True, blank=True, editable=False)

    objects = VolunteerSkillQuerySet.as_manager()
    row_scope = RowScope(community="community_id", with_owner="volunteers_volunteer.volunteer_id")

    class Meta:
        verbose_name = _("志愿者技能")
        verbose_name_plural = _("志愿者技能")
        ordering = ["skill__position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["volunteer", "skill"], name="volunteer_skill_once"),
            models.CheckConstraint(
                name="volunteer_licence_checked_by_somebody",
                condition=Q(checked_at__isnull=True, checked_by__isnull=True)
                | Q(checked_at__isnull=False, checked_by__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.volunteer} · {self.skill}"

    def counts_on(self, day: date) -> bool:
        """May he be asked for it on that day?"""
        if not self.skill.needs_licence:
            return True
        return self.checked_at is not None and not self.is_expired(day)

    def is_expired(self, day: date) -> bool:
        return self.valid_until is not None and self.valid_until < day

    def expires_soon(self, day: date) -> bool:
        return self.valid_until is not None and day <= self.valid_until <= day + REMIND_BEFORE
