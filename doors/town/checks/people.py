"""What the actions enforce about people; so it must hold for those who were written in bulk."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F, Q
from django.utils import timezone

from accounts.models import ConsentEvent, User
from communities import care_basis
from communities.actions.bindings import TOO_YOUNG
from communities.actions.care import CONDITIONS
from communities.actions.facts import facts_of, read_facts
from communities.models import Authority, Binding, CareLabel, Household, Resident
from core.exceptions import DomainError
from doors.town.checks.finding import Check, Finding, each, none_of, row
from doors.town.families import ADULT

UNREAL_REGIONS = ("60", "70")
"""No province has these numbers."""


def one_head() -> Finding:
    """Exactly one member of a household that is there speaks for it, and is of age."""
    here = Household.objects.present()
    heads = Count("members", filter=Q(members__is_head=True, members__status="present"))
    bad = here.annotate(heads=heads).exclude(heads=1)
    finding = none_of(here, bad, "has no head, or two")
    if finding.bad:
        return finding
    limit = timezone.localdate() - timedelta(days=365 * ADULT)
    children = Resident.objects.present().filter(is_head=True, born_on__gt=limit)
    return Finding(finding.count, none_of(children, children, "speaks and is a child").bad)


def gone_households() -> Finding:
    """Nobody is left where a household ended; nobody who is gone speaks for one."""
    ended = Household.objects.filter(status=Household.Status.ENDED)
    left = none_of(ended, ended.filter(members__status="present"), "ended with people in it")
    gone = Resident.objects.exclude(status="present")
    if left.bad:
        return left
    return none_of(gone, gone.filter(is_head=True), "is gone and speaks for a household")


def same_grid() -> Finding:
    """Person, household and building lie in one grid."""
    people = Resident.objects.present().filter(household__isnull=False)
    apart = people.exclude(grid_id=F("household__grid_id"))
    finding = none_of(people, apart, "is not in the grid of the household")
    if finding.bad:
        return finding
    households = Household.objects.present()
    apart_too = households.exclude(grid_id=F("dwelling__building__grid_id"))
    return none_of(households, apart_too, "is not in the grid of the building")


def facts() -> Finding:
    """Names, numbers, birthdays as the desk would have accepted them."""
    return each(Resident, Resident.objects.order_by("pk"), _refused)


def _refused(resident: Resident) -> str:
    said = facts_of(resident)
    try:
        return "" if read_facts(said) == said else "is not in the normal form"
    except DomainError as refusal:
        return f"would be refused: {refusal.field or refusal.code}"


def nobody_real() -> Finding:
    """No number of the town can be anybody's."""

    def wrong(resident: Resident) -> str:
        number, phone = resident.id_number.open(), resident.phone.open()
        if number and not number.startswith(UNREAL_REGIONS):
            return "bears a number that may be somebody's"
        return "has a telephone that may be somebody's" if _is_real(phone) else ""

    return each(Resident, Resident.objects.order_by("pk"), wrong)


def _is_real(phone: str) -> bool:
    return bool(phone) and not phone.startswith(("1690", "0600-"))


def nobody_real_signs_in() -> Finding:
    def wrong(user: User) -> str:
        return "has a telephone that may be somebody's" if _is_real(user.phone.open()) else ""

    return each(User, User.objects.order_by("pk"), wrong)


def guardians() -> Finding:
    """A guardian is an adult of the same household who is there."""
    wards = Resident.objects.present().filter(guardian__isnull=False)
    limit = timezone.localdate() - timedelta(days=365 * ADULT)
    bad = wards.exclude(
        guardian__status="present",
        guardian__born_on__lte=limit,
        guardian__household_id=F("household_id"),
    )
    return none_of(wards, bad, "has no guardian who can be one")


def care_labels() -> Finding:
    """Of a known kind, on evidence, and open only for those who are there."""

    def wrong(label: CareLabel) -> str:
        if label.condition and label.condition not in CONDITIONS[CareLabel.Group(label.group)]:
            return "its condition is not of its group"
        if not label.evidence:
            return "without evidence"
        if label.ended_at is None and label.resident.status != "present":
            return "open for somebody who is gone"
        if label.basis not in care_basis.possible(label.group, label.condition):
            return "stands on a ground it cannot have"
        if label.ended_at is None and label.basis == CareLabel.Basis.CONSENT:
            return "" if _agreed(label) else "stands on a consent that does not hold"
        return ""

    rows = CareLabel.objects.select_related("resident").order_by("pk")
    return each(CareLabel, rows, wrong)


def _agreed(label: CareLabel) -> bool:
    person = label.resident
    kind = care_basis.kind_of(label.group, label.condition, is_child=person.is_protected)
    return ConsentEvent.objects.holds(person.subject, kind)


def bindings() -> Finding:
    """Of a person who is there and old enough; nobody bound himself at the desk."""
    rows = Binding.objects.standing()
    young = timezone.localdate() - timedelta(days=365 * TOO_YOUNG)
    bad = rows.filter(
        ~Q(resident__status="present")
        | Q(resident__born_on__gt=young)
        | Q(proof=Binding.Proof.AT_THE_DESK, bound_by=F("user"))
    )
    return none_of(rows, bad, "should not be")


def authorities() -> Finding:
    """With evidence, not longer than allowed, recorded by somebody else."""
    longest = timedelta(days=settings.AUTHORITY_LONGEST_DAYS)

    def wrong(authority: Authority) -> str:
        if authority.valid_to - authority.valid_from > longest:
            return "lasts too long"
        if authority.recorded_by_id == authority.user_id:
            return "was recorded by the one it serves"
        return "" if authority.evidence else "without evidence"

    return each(Authority, Authority.objects.order_by("pk"), wrong)


def silenced() -> Finding:
    """The dead are told nothing."""
    dead = User.objects.filter(bindings__resident__status="deceased")
    told = dead.filter(messages_stopped_at__isnull=True).exclude(bindings__ended_at__isnull=True)
    first = told.filter(grants__isnull=True, authorities__isnull=True).first()
    return Finding(dead.count(), row(User, first.pk, "is dead and told") if first else "")


CHECKS = (
    Check("一户一代表 · one head per household", one_head),
    Check("销户无人 · nobody in what ended", gone_households),
    Check("人户楼同网格 · one grid", same_grid),
    Check("资料合规 · facts the desk accepts", facts),
    Check("无真人号码 · nobody real in the registers", nobody_real),
    Check("无真人账号 · nobody real signs in", nobody_real_signs_in),
    Check("监护人 · guardians", guardians),
    Check("关爱标签 · care labels", care_labels),
    Check("身份绑定 · bindings", bindings),
    Check("代办授权 · authorities", authorities),
    Check("身后静默 · the dead are told nothing", silenced),
)
