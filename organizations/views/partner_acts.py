"""What can be done with an agreement, a line of its lists, an assessment."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.viewer import Viewer
from communities.forms.base import NothingForm
from communities.views.acts import Act, table
from organizations.actions import assessments, pairings, school_groups, third_parties
from organizations.forms import partners as forms
from organizations.models import Assessment, Pairing, PairingLine
from organizations.partner_workflow import (
    APPEAL,
    AUTHOR,
    BEGIN,
    BOTH,
    COMMUNITY,
    DROP,
    FINISH,
    PUBLISH,
    SIGN,
    STOP,
    SUBMIT,
    UPHOLD,
    WITHDRAW,
    AgreementKind,
    AssessmentStatus,
    PairingStatus,
    PartnerStep,
)
from organizations.queries.assessments import roles_in
from organizations.queries.pairings import parts_of, standing_groups

Offered = Callable[[Viewer, Any], bool]


def _parts(viewer: Viewer, row: Any) -> set[str]:
    return parts_of(viewer, row.community_id, row.organization_id)


def _pairing(step: PartnerStep) -> Offered:
    return lambda viewer, pairing: (
        pairing.status in step.sources and bool(step.by & _parts(viewer, pairing))
    )


def _open(viewer: Viewer, pairing: Pairing) -> bool:
    return pairing.is_open and bool(BOTH & _parts(viewer, pairing))


def _has_terms(viewer: Viewer, pairing: Pairing) -> bool:
    return pairing.kind == AgreementKind.UNIVERSITY and _open(viewer, pairing)


def _takes_a_third(viewer: Viewer, pairing: Pairing) -> bool:
    draft = pairing.status == PairingStatus.DRAFT and pairing.kind == AgreementKind.UNIVERSITY
    return draft and bool(BOTH & _parts(viewer, pairing))


def _has_a_third(viewer: Viewer, pairing: Pairing) -> bool:
    return pairing.third_id is not None and _takes_a_third(viewer, pairing)


def _has_groups(viewer: Viewer, pairing: Pairing) -> bool:
    return pairing.kind == AgreementKind.UNIVERSITY and _runs(viewer, pairing)


def _has_one(viewer: Viewer, pairing: Pairing) -> bool:
    return _has_groups(viewer, pairing) and standing_groups(pairing).exists()


def _runs(viewer: Viewer, pairing: Pairing) -> bool:
    return pairing.status == PairingStatus.RUNNING and COMMUNITY in _parts(viewer, pairing)


def _was_signed(viewer: Viewer, pairing: Pairing) -> bool:
    return pairing.signed_on is not None and COMMUNITY in _parts(viewer, pairing)


PAIRING_ACTS = table(
    Act(
        SIGN.name, _("登记签订"), forms.SignForm, pairings.sign,
        _("签好了，开始履行"), _pairing(SIGN), "check",
        _("清单写好，两边签了字，再登记。"),
    ),
    Act(
        "lines", _("加清单"), forms.LinesForm, pairings.add_lines,
        _("加上了，两边都看得到"), _open, "plus",
    ),
    Act(
        "term", _("排学期"), forms.TermForm, pairings.plan_term,
        _("排好了，两边都看得到"), _has_terms, "calendar",
    ),
    Act(
        "group", _("结对团支部或社团"), forms.GroupForm, school_groups.pair,
        _("结对了，两边都看得到"), _has_groups, "users",
        _("一个社区同时结对一到三个；多了照顾不过来。"),
    ),
    Act(
        "part", _("不再结对"), forms.PartForm, school_groups.part,
        _("记下了，名额空出来了"), _has_one, "close",
    ),
    Act(
        "third", _("写上第三方"), forms.ThirdForm, third_parties.name,
        _("写上了，它从现在起看得到这份协议"), _takes_a_third, "building",
        _("第三方看得到协议、清单和学期，不改清单；签订以后不再换。"),
    ),
    Act(
        "no-third", _("去掉第三方"), NothingForm, third_parties.drop,
        _("去掉了"), _has_a_third, "close",
    ),
    Act(
        "renew", _("续签"), forms.RenewForm, pairings.renew,
        _("期限改好了"), _runs, "calendar",
    ),
    Act(
        "assess", _("年度评定"), forms.YearForm, pairings.assess,
        _("记下了，单位看得到"), _was_signed, "star", _("办成几项、共几项，照清单当时的进展记下。"),
    ),
    Act(
        STOP.name, _("提前结束"), forms.WhyForm, pairings.stop,
        _("已结束"), _pairing(STOP), "close", _("结束以后清单不能再改，记录都留着。"), True,
    ),
)  # fmt: skip


def _line(step: PartnerStep) -> Offered:
    def offered(viewer: Viewer, line: PairingLine) -> bool:
        ours = bool(step.by & _parts(viewer, line))
        return ours and line.pairing.is_open and line.status in step.sources

    return offered


LINE_ACTS = table(
    Act(
        BEGIN.name, _("开始办"), NothingForm, pairings.begin_line,
        _("记下了"), _line(BEGIN), "right",
    ),
    Act(
        FINISH.name, _("办成了"), forms.OutcomeForm, pairings.finish_line,
        _("记下了"), _line(FINISH), "check",
    ),
    Act(
        DROP.name, _("不办了"), forms.WhyForm, pairings.drop_line,
        _("记下了"), _line(DROP), "close",
    ),
)  # fmt: skip


def _assessment(step: PartnerStep) -> Offered:
    return lambda viewer, row: row.status in step.sources and bool(step.by & roles_in(viewer, row))


def _appeals(viewer: Viewer, row: Assessment) -> bool:
    return row.may_still_be_appealed and bool(APPEAL.by & roles_in(viewer, row))


def _drafts(viewer: Viewer, row: Assessment) -> bool:
    return row.status == AssessmentStatus.DRAFT and AUTHOR in roles_in(viewer, row)


OWN_ASSESSMENT_ACTS = table(
    Act(
        APPEAL.name, _("提异议"), forms.WhyForm, assessments.appeal,
        _("提上去了，等街道答复"), _appeals, "talk",
    ),
)  # fmt: skip
"""Of the cadre it is about, in his own door."""

ASSESSMENT_ACTS = table(
    Act(
        SUBMIT.name, _("交给街道"), NothingForm, assessments.submit,
        _("交上去了"), _assessment(SUBMIT), "check",
        _("交了以后不能再改，街道公布后对方才看得到。"),
    ),
    Act(
        "correct", _("改一改"), forms.CorrectAssessmentForm, assessments.correct,
        _("改好了"), _drafts, "edit",
    ),
    Act(
        PUBLISH.name, _("公布"), NothingForm, assessments.publish,
        _("公布了，也告诉对方了"), _assessment(PUBLISH), "horn",
        _("两边都看得到，被评的一方 15 天内可以提异议。"),
    ),
    OWN_ASSESSMENT_ACTS[APPEAL.name],
    Act(
        UPHOLD.name, _("维持"), forms.WhyForm, assessments.uphold,
        _("答复了，两边都看得到"), _assessment(UPHOLD), "check",
    ),
    Act(
        WITHDRAW.name, _("撤销这份评价"), forms.WhyForm, assessments.withdraw,
        _("撤销了，两边都看得到"), _assessment(WITHDRAW), "close",
        _("撤销以后不再算数，原文和原因留着。"), True,
    ),
)  # fmt: skip
