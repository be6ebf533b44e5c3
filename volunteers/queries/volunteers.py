"""The register of volunteers at the desk: found, listed, one person's page."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Prefetch, Q, QuerySet
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.roles import DataClass
from accounts.viewer import Viewer
from communities.history import Event
from communities.models import Area, Level
from communities.queries.past import history_of
from communities.queries.person import Fact, refuse_after_many
from core import audit
from core.exceptions import DomainError
from core.spans import in_hours
from core.words import listed
from volunteers.access import is_keeper
from volunteers.models import (
    GuardianConsent,
    Skill,
    Volunteer,
    VolunteerSkill,
    VolunteerTeam,
)
from volunteers.models.volunteers import VolunteerQuerySet
from volunteers.queries.finding import Filters, filtered
from volunteers.queries.hours import served_by
from volunteers.queries.words import (
    SkillRow,
    limits_of,
    phone_of,
    skill_rows,
    status_in_words,
    times_in_words,
    week_of,
)
from volunteers.workflow import VolunteerStatus

PAGE = 50
REVEALABLE = {"phone": DataClass.PERSONAL, "id_number": DataClass.SENSITIVE}


@dataclass(frozen=True)
class VolunteerRow:
    """One line of a list, in words this viewer may read."""

    pk: int
    name: str
    in_short: str
    skills: list[SkillRow]
    times: str
    grid: str
    phone: str
    status: str
    is_waiting: bool
    resting_until: date | None


@dataclass(frozen=True)
class RegisterPage:
    rows: list[VolunteerRow]
    total: int
    next_after: int | None = None
    filters: Filters = field(default_factory=Filters)


@dataclass(frozen=True)
class Consent:
    guardian: str
    relation: str
    how: str
    given_at: object


@dataclass(frozen=True)
class TeamLine:
    pk: int
    name: str
    role: str


@dataclass(frozen=True)
class VolunteerPage:
    row: VolunteerRow
    number: str
    facts: list[Fact]
    limits: list[tuple[str, str]]
    domains: str
    week: list[tuple[str, list[tuple[str, bool]]]]
    consent: Consent | None
    needs_consent: bool
    teams: list[TeamLine]
    reason: str
    history: list[Event]
    hours: str = ""


def register(viewer: Viewer, filters: Filters) -> RegisterPage:
    """By the sound of the names; `after` is the last row seen."""
    visible = Volunteer.objects.visible_to(viewer) if viewer.is_staff else Volunteer.objects.none()
    found = filtered(visible, filters)
    total = found.count()
    if filters.after:
        key = visible.filter(pk=filters.after).values_list("name_key", flat=True).first()
        if key is not None:
            found = found.filter(Q(name_key__gt=key) | Q(name_key=key, pk__gt=filters.after))
    rows = list(with_everything(found).order_by("name_key", "pk")[: PAGE + 1])
    more = rows[PAGE - 1].pk if len(rows) > PAGE else None
    return RegisterPage([row_for(viewer, row) for row in rows[:PAGE]], total, more, filters)


def get_visible(viewer: Viewer, pk: int) -> Volunteer:
    """At the desk; the person himself has a page of his own."""
    rows = Volunteer.objects.visible_to(viewer) if viewer.is_staff else Volunteer.objects.none()
    served = with_everything(rows).annotate(served=served_by("pk"))
    return get_object_or_404(served, pk=pk)


def get_manageable(viewer: Viewer, pk: int) -> Volunteer:
    return get_object_or_404(with_everything(Volunteer.objects.manageable_by(viewer)), pk=pk)


def volunteer_page(viewer: Viewer, volunteer: Volunteer) -> VolunteerPage:
    """`volunteer` comes from `get_visible`: the scope was asked there."""
    consent = volunteer.guardian_consents.standing().first()
    if consent is not None and viewer.sees(DataClass.PERSONAL):
        consent.guardian.disclose()
    return VolunteerPage(
        row=row_for(viewer, volunteer),
        number=volunteer.number_shown,
        facts=_facts(viewer, volunteer),
        limits=limits_of(volunteer),
        domains=listed(str(domain) for domain in volunteer.domains.all()),
        week=week_of(volunteer),
        consent=_consent(consent),
        needs_consent=volunteer.is_minor() and consent is None,
        teams=[
            TeamLine(row.team_id, row.team.title, str(row.get_role_display()))
            for row in volunteer.memberships.standing().select_related("team").order_by("pk")
        ],
        reason=volunteer.status_reason.open() if is_keeper(viewer) else "",
        history=history_of(viewer, volunteer),
        hours=in_hours(volunteer.served),  # type: ignore[attr-defined]
    )


def reveal(viewer: Viewer, volunteer: Volunteer, name: str, purpose: str) -> str:
    """One detail in clear, for a purpose, noted; from the same budget as the residents'."""
    if name not in REVEALABLE or not viewer.sees(REVEALABLE[name]):
        raise DomainError(_("您的角色不能查看这一项"), code="not_for_you")
    if not purpose.strip():
        raise DomainError(_("请选择查看的用途"), field="purpose")
    refuse_after_many(viewer)
    audit.read(volunteer, [name], viewer.user, purpose)
    return str((phone_of(volunteer) if name == "phone" else volunteer.id_number).open())


def may_manage(viewer: Viewer, volunteer: Volunteer) -> bool:
    return Volunteer.objects.manageable_by(viewer).filter(pk=volunteer.pk).exists()


def lacks_guardian(volunteer: Volunteer) -> bool:
    """A minor for whom nobody has said yes."""
    return volunteer.is_minor() and not volunteer.guardian_consents.standing().exists()


def waiting(viewer: Viewer) -> QuerySet[Volunteer]:
    return Volunteer.objects.manageable_by(viewer).waiting().order_by("applied_at", "pk")


def my_communities(viewer: Viewer) -> QuerySet[Area]:
    """Where this viewer keeps the register."""
    return Area.objects.communities().filter(pk__in=viewer.community_ids).order_by("path")


def grids_of(viewer: Viewer) -> QuerySet[Area]:
    grids = Area.objects.filter(
        level=Level.GRID, is_active=True, community__in=viewer.community_ids
    ).order_by("community", "position", "pk")
    return grids.filter(pk__in=viewer.grid_ids) if viewer.is_grid_bound else grids


def skills_in_use() -> QuerySet[Skill]:
    return Skill.objects.filter(is_active=True)


def teams_in(viewer: Viewer) -> QuerySet[VolunteerTeam]:
    rows = VolunteerTeam.objects.standing().filter(community__in=viewer.community_ids)
    return rows.order_by("kind", "name", "pk")


def held_licences(volunteer: Volunteer) -> QuerySet[VolunteerSkill]:
    """For a choice: skills of his whose paper somebody should see."""
    return volunteer.skills.filter(skill__needs_licence=True).select_related("skill")


def with_everything(volunteers: VolunteerQuerySet) -> VolunteerQuerySet:
    return volunteers.select_related(
        "community__parent", "grid", "user", "resident"
    ).prefetch_related(Prefetch("skills", VolunteerSkill.objects.select_related("skill")), "times")


# --- in words ------------------------------------------------------------------------------------
def row_for(viewer: Viewer, volunteer: Volunteer) -> VolunteerRow:
    """Needs `with_everything`."""
    if viewer.sees(DataClass.PERSONAL) or volunteer.user_id == viewer.user_id:
        volunteer.name.disclose()
    gender = volunteer.get_gender_display() if volunteer.gender != "unknown" else ""
    age = _("{age} 岁").format(age=volunteer.age_on(timezone.localdate()))
    return VolunteerRow(
        pk=volunteer.pk,
        name=str(volunteer.name),
        in_short=" · ".join(filter(None, [str(gender), age])),
        skills=skill_rows(volunteer),
        times=times_in_words(volunteer),
        grid=volunteer.grid.title if volunteer.grid else "",
        phone=str(phone_of(volunteer)),
        status=status_in_words(volunteer),
        is_waiting=volunteer.status == VolunteerStatus.APPLIED,
        resting_until=volunteer.paused_until if volunteer.is_paused() else None,
    )


def _consent(consent: GuardianConsent | None) -> Consent | None:
    if consent is None:
        return None
    how = _("本人在手机上点的") if consent.user_id else _("窗口登记")
    return Consent(str(consent.guardian), consent.relation, how, consent.given_at)


def _facts(viewer: Viewer, volunteer: Volunteer) -> list[Fact]:
    born = f"{volunteer.born_on:%Y-%m-%d}" if viewer.sees(DataClass.SENSITIVE) else ""
    facts = [
        Fact(
            _("性别和年龄"), " · ".join(filter(None, [row_for(viewer, volunteer).in_short, born]))
        ),
        Fact(_("网格"), volunteer.grid.title if volunteer.grid else ""),
        Fact(_("实名核对"), str(volunteer.get_identity_display())),
        Fact(_("志愿服务保险"), _insurance(volunteer)),
    ]
    clear = {"phone": phone_of(volunteer), "id_number": volunteer.id_number}
    labels = {"phone": _("电话"), "id_number": _("身份证号")}
    for name, value in clear.items():
        if viewer.sees(REVEALABLE[name]):
            known = str(value) if value else ""
            if not known and name == "id_number" and volunteer.resident_id:
                known = _("在居民档案里")
            facts.append(Fact(labels[name], known, reveal=name if value else ""))
    if volunteer.entered_by_id:
        facts.append(Fact(_("怎么登记的"), _("社区代为登记")))
    if volunteer.political and is_keeper(viewer):
        facts.append(Fact(_("政治面貌"), str(volunteer.get_political_display())))
    return facts


def _insurance(volunteer: Volunteer) -> str:
    if volunteer.insured_until is None:
        return _("还没有投保")
    if not volunteer.is_insured():
        return _("{day} 到期了").format(day=volunteer.insured_until)
    return _("保到 {day}").format(day=volunteer.insured_until)
