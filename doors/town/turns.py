"""What happened lately, told through the very actions the desk uses: so every rule holds."""

from contextlib import suppress
from datetime import date, timedelta

from django.conf import settings

from accounts.models import ConsentEvent, ConsentKind, PrivacyNotice, User
from communities.actions import authorities, bindings, care, consents, merging, residents
from communities.models import Authority, CareLabel, Resident
from core.exceptions import DomainError
from doors.town.account import find
from doors.town.cast import lead
from doors.town.leads import HOMES

Relation, Purpose = Authority.Relation, Authority.Purpose
_YEAR = timedelta(days=365)


def tell_care(told_on: date) -> None:
    """Labels of those the story follows, and one that ran out without anybody looking."""
    actor = find("乔一")
    for home in HOMES:
        for member in home.members:
            if member.label:
                group, condition, evidence = member.label
                care.add_label(
                    lead(member.called),
                    group=group,
                    condition=condition,
                    evidence=evidence,
                    valid_from=told_on - timedelta(days=200),
                    actor=actor,
                )
    _tell_asked_at_home(told_on)
    care.add_label(
        lead("彭秀兰"),
        group=CareLabel.Group.HARDSHIP,
        condition=CareLabel.Condition.SUDDEN_HARDSHIP,
        evidence="临时救助审批表，三个月",
        valid_from=told_on - timedelta(days=110),
        valid_to=told_on - timedelta(days=20),
        actor=actor,
    )


def _tell_asked_at_home(told_on: date) -> None:
    """Without a phone: the notice was read out to her at home, and she said yes to one kind."""
    elder, clerk = lead("莫腊梅"), find("周予安")
    version = PrivacyNotice.objects.latest("version").version
    for kind, given in ((ConsentKind.HEALTH, True), (ConsentKind.PORTRAIT, False)):
        consents.record_at_desk(
            elder,
            kind=kind,
            given=given,
            how=ConsentEvent.How.HOME,
            asked_by=find("乔一"),
            witness="于建平",
            notice_version=version,
            actor=clerk,
        )
    care.add_label(
        elder,
        group=CareLabel.Group.ELDER,
        condition=CareLabel.Condition.PARTLY_DEPENDENT,
        basis=CareLabel.Basis.CONSENT,
        evidence="她自己说洗澡、下楼要人扶，网格员入户看到",
        valid_from=told_on - timedelta(days=20),
        valid_to=told_on + timedelta(days=180),
        actor=clerk,
    )


def tell_authorities(told_on: date) -> None:
    """A granddaughter, a neighbour, and a sister whose paper has run out."""
    secretary, clerk = find("顾明"), find("周予安")
    _authority(
        lead("龙玉兰"), find("林晚"), Relation.RELATIVE, "外婆当面签了授权书", clerk, told_on
    )
    _authority(
        lead("莫腊梅"),
        find("于建平"),
        Relation.NEIGHBOUR,
        "本人当面口述，网格员在场记录",
        clerk,
        told_on,
        Purpose.ORDERS,
    )
    authorities.record_authority(
        lead("万立新"),
        find("万秀华"),
        relation=Relation.RELATIVE,
        purpose=Purpose.ALL,
        evidence="姐弟同户，社区电话核实",
        valid_from=told_on - _YEAR - timedelta(days=30),
        valid_to=told_on - timedelta(days=30),
        actor=secretary,
    )


def _authority(
    resident: Resident,
    user: User,
    relation: str,
    evidence: str,
    actor: User,
    told_on: date,
    purpose: str = Purpose.ALL,
) -> None:
    authorities.record_authority(
        resident,
        user,
        relation=relation,
        purpose=purpose,
        evidence=evidence,
        valid_from=told_on - timedelta(days=65),
        valid_to=told_on + timedelta(days=300),
        actor=actor,
    )


def tell_comings_and_goings(told_on: date) -> None:
    """A death, a family that moved away, one person twice in the books, two taken for one."""
    actor = find("乔一")
    residents.record_death(lead("彭德福"), actor=actor, on=told_on - timedelta(days=24))
    for name in ("唐子墨", "蒋晓雯", "唐少华"):
        residents.move_out(
            lead(name), actor=actor, on=told_on - timedelta(days=41), destination="邻省江口市"
        )
    merging.merge_residents(
        lead("马海燕"), lead("马海燕 2"), reason="身份证复核，同一人建了两份", actor=actor
    )
    mistaken = merging.merge_residents(
        lead("李建国"), lead("李建国 2"), reason="姓名相同，以为是一个人", actor=actor
    )
    merging.unmerge(mistaken, actor=find("顾明"))


def tell_refusals(told_on: date) -> None:
    """Five tries on one day, then the desk."""
    for _ in range(settings.BINDING_TRIES_PER_DAY):
        with suppress(DomainError):
            bindings.bind_by_id_number(find("秦晓东"), name="秦小东", last_six="000000")
