"""1+2+N: what a pioneer team (先锋服务队) is made of, checked in the open.

One community squad, at least two stationed social workers, and volunteers. A pure function: it
is shown on the team's page, and decides whether the team may begin.
"""

from dataclasses import dataclass

from django.utils.translation import gettext as _

SQUADS, SOCIAL_WORKERS, VOLUNTEERS = 1, 2, 1


@dataclass(frozen=True)
class Finding:
    code: str
    is_met: bool
    text: str


def check(*, squads: int, social_workers: int, volunteers: int) -> list[Finding]:
    """What there is, and what is still missing, part by part."""
    return [
        Finding(
            "squad",
            squads >= SQUADS,
            _("1：有一支社区志愿服务队")
            if squads >= SQUADS
            else _("1：还缺社区队伍，请选一支在服务的社区志愿服务队"),
        ),
        Finding(
            "social_workers",
            social_workers >= SOCIAL_WORKERS,
            _("2：有 {n} 名驻点社工").format(n=social_workers)
            if social_workers >= SOCIAL_WORKERS
            else _("2：驻点社工 {n} 名，还差 {less} 名").format(
                n=social_workers, less=SOCIAL_WORKERS - social_workers
            ),
        ),
        Finding(
            "volunteers",
            volunteers >= VOLUNTEERS,
            _("N：有 {n} 名志愿者").format(n=volunteers)
            if volunteers >= VOLUNTEERS
            else _("N：还没有志愿者"),
        ),
    ]


def is_complete(findings: list[Finding]) -> bool:
    return all(finding.is_met for finding in findings)
