"""Who comes: a place in an activity, or a place on its waiting list."""

from datetime import date
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from activities.models.activities import DOOR_OPENS_EARLY, Activity, at_desk
from activities.models.children import ChildCard
from activities.workflow import HOLDING, LIVE, Place
from communities.models import Area, Resident
from core.fields import EncryptedField, NameField
from core.models import RowScope


class Role(models.TextChoices):
    """由旁观者变为组织者、参与者、协助者: who does what in it."""

    PARTICIPANT = "participant", _("参与者")
    ASSISTANT = "assistant", _("协助者")
    ORGANIZER = "organizer", _("组织者")


_SIGNER = Signer(salt="activities.place", sep=".")


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    def visible_to(self, viewer: Viewer) -> "EnrolmentQuerySet":
        """One's own; those of an activity for its desk, and for who leads it on the day; who goes
        to a neighbour's, for the desk of his own place."""
        rule = at_desk(viewer) | at_desk(viewer, "home")
        if viewer.user_id is not None:
            rule |= Q(user=viewer.user_id) | Q(activity__leader=viewer.user_id)
        return self.filter(rule)

    def manageable_by(self, viewer: Viewer) -> "EnrolmentQuerySet":
        return self.filter(at_desk(viewer))

    def sent_by(self, viewer: Viewer) -> "EnrolmentQuerySet":
        """Of the viewer's own place, in an activity that a neighbour holds."""
        return self.filter(at_desk(viewer, "home"))

    def live(self) -> "EnrolmentQuerySet":
        return self.filter(status__in=LIVE)

    def holding(self) -> "EnrolmentQuerySet":
        return self.filter(status__in=HOLDING)

    def waiting(self) -> "EnrolmentQuerySet":
        """In the order in which they came."""
        return self.filter(status=Place.WAITING).order_by("pk")

    def lapsed(self) -> "EnrolmentQuerySet":
        """Offered, and the time to say yes is over: the database's clock says so."""
        return self.filter(status=Place.OFFERED, answer_by__lte=Now())

    def kept_longer_than(self, day: date) -> "EnrolmentQuerySet":
        return self.filter(activity__ends_at__date__lt=day)


class Enrolment(models.Model):
    """One person in one activity. Places are numbered: no number is taken twice, so there are
    never more people than places, whatever happens at the same moment."""

    community = models.ForeignKey(Area, models.PROTECT, related_name="+", verbose_name=_("社区"))
    activity = models.ForeignKey(
        Activity, models.PROTECT, related_name="enrolments", verbose_name=_("活动")
    )
    home = models.ForeignKey(
        Area,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="+",
        verbose_name=_("从哪个社区来"),
    )
    """Where he belongs, if it is not the community that holds it: counted there, and only there.
    The database holds it to the host of the activity (`enrolment_home_was_asked`)."""
    user = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("谁的账号"),
    )
    resident = models.ForeignKey(
        Resident,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("居民档案"),
    )
    card = models.ForeignKey(
        ChildCard,
        models.PROTECT,
        null=True,
        blank=True,
        editable=False,
        related_name="enrolments",
        verbose_name=_("孩子接送卡"),
    )
    """A child that somebody brings and fetches; `user` and `phone` are then its guardian's."""
    name = NameField(_("姓名"))
    phone = EncryptedField(_("电话"), mask="phone", blank=True)
    role = models.CharField(
        _("角色"), max_length=12, choices=Role, default=Role.PARTICIPANT, editable=False
    )
    is_newcomer = models.BooleanField(_("第一次来"), default=False)
    status = models.CharField(_("名额"), max_length=8, choices=Place, editable=False)
    seat = models.PositiveIntegerField(_("第几个名额"), null=True, editable=False)
    answer_by = models.DateTimeField(_("确认到"), null=True, editable=False)
    enrolled_at = models.DateTimeField(_("报名时间"), db_default=Now(), editable=False)
    entered_by = models.ForeignKey(
        "accounts.User",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("代报名的人"),
    )

    objects = EnrolmentQuerySet.as_manager()
    row_scope = RowScope(community="community_id", home="home_id", person="user_id")
    leads_elsewhere = ("home", "resident")
    """Who comes from a neighbour stands in the register there."""

    class Meta:
        verbose_name = _("报名")
        verbose_name_plural = _("报名")
        constraints = [
            models.CheckConstraint(
                name="enrolment_place_known", condition=Q(status__in=Place.values)
            ),
            models.CheckConstraint(
                name="enrolment_home_is_elsewhere", condition=~Q(home=F("community"))
            ),
            models.CheckConstraint(name="enrolment_role_known", condition=Q(role__in=Role.values)),
            models.CheckConstraint(
                name="enrolment_holds_a_numbered_place",
                condition=Q(status__in=["taken", "offered"], seat__isnull=False, seat__gte=1)
                | Q(status__in=["waiting", "left", "lapsed"], seat__isnull=True),
            ),
            models.CheckConstraint(
                name="enrolment_offer_runs_out",
                condition=Q(status="offered", answer_by__isnull=False)
                | ~Q(status="offered") & Q(answer_by__isnull=True),
            ),
            models.UniqueConstraint(fields=["activity", "seat"], name="enrolment_place_once"),
            models.UniqueConstraint(
                fields=["activity", "resident"],
                condition=Q(status__in=["taken", "offered", "waiting"]),
                name="enrolment_once_per_resident",
            ),
            models.UniqueConstraint(
                fields=["activity", "user"],
                condition=Q(resident__isnull=True, status__in=["taken", "offered", "waiting"]),
                name="enrolment_once_per_account",
            ),
            models.UniqueConstraint(
                fields=["activity", "card"],
                condition=Q(card__isnull=False, status__in=["taken", "offered", "waiting"]),
                name="enrolment_once_per_child",
            ),
        ]
        indexes = [
            models.Index(fields=["activity", "status"], name="enrolment_of"),
            models.Index(fields=["user", "-id"], name="enrolment_mine"),
            models.Index(fields=["resident"], name="enrolment_of_resident"),
            models.Index(
                fields=["home", "activity"],
                name="enrolment_of_neighbours",
                condition=Q(home__isnull=False),
            ),
            models.Index(
                fields=["answer_by"], name="enrolment_to_answer", condition=Q(status="offered")
            ),
        ]

    def __str__(self) -> str:
        return str(self.name)

    @property
    def side_id(self) -> int:
        """The community that counts him."""
        return self.home_id or self.community_id

    @property
    def presence(self) -> "Any":
        """How he was there; nothing as long as he has not come."""
        return getattr(self, "attendance", None)

    @property
    def fetched(self) -> "Any":
        """How the child was handed over; nothing as long as nobody came for it."""
        return getattr(self, "handover", None)

    @property
    def said(self) -> "Any":
        """What he said afterwards; nothing as long as he has not."""
        return getattr(self, "feedback", None)

    @property
    def lets_show(self) -> bool:
        """Photos with himself (his child) may be shown."""
        said = getattr(self, "portrait", None)
        return said is not None and said.withdrawn_at is None

    @property
    def is_live(self) -> bool:
        return self.status in LIVE

    @property
    def is_pressing(self) -> bool:
        """The offer ends when the door is open already: one says the hour, and may just come."""
        return self.answer_by is not None and (
            self.activity.starts_at - self.answer_by <= DOOR_OPENS_EARLY
        )

    @property
    def code(self) -> str:
        """What the link of an offer says: the number and our signature, nobody guesses one."""
        return _SIGNER.sign(str(self.pk))


def enrolment_of(code: str) -> int | None:
    """Whose place a link speaks of; nothing for one that we did not write."""
    try:
        return int(_SIGNER.unsign(code))
    except (BadSignature, ValueError):
        return None
