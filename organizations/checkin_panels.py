"""Check-ins and social workers on the homes of the doors: `organizations.panels` includes this."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.roles import Door
from accounts.viewer import Viewer
from organizations import secondment_panels
from organizations.models import SocialWorker
from organizations.partner_workflow import CALLED, AgreementKind
from organizations.queries import checkins, social_workers, waiting


def panels(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    return _own(viewer) if door == Door.HOME else _own_post(viewer, door)


def todo(viewer: Viewer) -> list[dict[str, Any]]:
    """Lines for the desk's list of what is to be done today."""
    if not viewer.is_staff or viewer.sleeping:
        return []
    found = waiting.waiting(viewer)
    lines = [*_members(found), *_units(found), *_stations(found), *_certificates(found)]
    lines += [*_pairings(found), *_turns(found), *_letters(found), *_hours(found)]
    lines += [*_exams(found), *_asked(found), *_choices(found)]
    lines += [*_courses(found), *secondment_panels.lines(found)]
    return [*lines, *_own_certificate(viewer)]


def _members(found: waiting.Waiting) -> list[dict[str, Any]]:
    if not found.members:
        return []
    return [
        {
            "title": ngettext("%(n)d 位党员等您确认报到", "%(n)d 位党员等您确认报到", found.members)
            % {"n": found.members},
            "meta": _("确认了才能编网格、派活动"),
            "url": reverse("organizations:checkins"),
            "act": _("去确认"),
            "order": 22,
        }
    ]


def _units(found: waiting.Waiting) -> list[dict[str, Any]]:
    return [
        {
            "title": _("%(unit)s来报到") % {"unit": row.unit},
            "meta": row.text,
            "url": reverse("organizations:unit_checkin", args=[row.pk]),
            "act": _("去答复"),
            "order": 23,
        }
        for row in found.units
    ]


def _stations(found: waiting.Waiting) -> list[dict[str, Any]]:
    return [
        {
            "title": _("%(unit)s想派一位社工来") % {"unit": row.unit}
            if row.unit
            else _("一位社工等您确认"),
            "meta": row.text,
            "url": reverse("organizations:social_worker", args=[row.pk]),
            "act": _("去答复"),
            "order": 24,
        }
        for row in found.stations
    ]


def _turns(found: waiting.Waiting) -> list[dict[str, Any]]:
    if not found.turns:
        return []
    return [
        {
            "title": ngettext("%(n)d 次到岗等您核对", "%(n)d 次到岗等您核对", found.turns)
            % {"n": found.turns},
            "meta": _("核对了才上服务卡、进季度反馈"),
            "url": reverse("organizations:posts"),
            "act": _("去核对"),
            "order": 25,
        }
    ]


def _hours(found: waiting.Waiting) -> list[dict[str, Any]]:
    return [
        {
            "title": _("一份继续教育学时等您核对"),
            "meta": row.text,
            "url": reverse("organizations:social_worker", args=[row.pk]),
            "act": _("去核对"),
            "order": 61,
        }
        for row in found.hours
    ]


def _exams(found: waiting.Waiting) -> list[dict[str, Any]]:
    """The national examination: the result by one, the reward by another."""
    kinds = (
        (found.results, _("一位社工考了%(level)s，等您登记成绩"), _("成绩出来了，照成绩单登记")),
        (found.rewards, _("一位社工考过了%(level)s，奖励等您发"), _("核对成绩的是同事，您来发")),
    )
    return [
        {
            "title": title % {"level": SocialWorker.Level(row.text).label},
            "meta": meta,
            "url": reverse("organizations:social_worker", args=[row.pk]),
            "act": _("去办"),
            "order": 61,
        }
        for rows, title, meta in kinds
        for row in rows
    ]


def _asked(found: waiting.Waiting) -> list[dict[str, Any]]:
    return [
        {
            "title": _("一位社工在等督导"),
            "meta": row.text,
            "url": reverse("organizations:supervision_ask", args=[row.pk]),
            "act": _("去匹配"),
            "order": 61,
        }
        for row in found.asked
    ]


def _courses(found: waiting.Waiting) -> list[dict[str, Any]]:
    return [
        {
            "title": _("“%(title)s”等您签到") % {"title": row.text},
            "meta": _("签了，到了的人才有学时"),
            "url": reverse("organizations:course", args=[row.pk]),
            "act": _("去签到"),
            "due": row.day,
            "order": 60,
        }
        for row in found.courses
    ] + [
        {
            "title": _("“%(title)s”等您登记考核结果") % {"title": row.text},
            "meta": _("登记了，通过的人才有结业证"),
            "url": reverse("organizations:course", args=[row.pk]),
            "act": _("去登记"),
            "due": row.day,
            "order": 60,
        }
        for row in found.exams
    ]


def _choices(found: waiting.Waiting) -> list[dict[str, Any]]:
    return [
        {
            "title": _("“%(title)s”等您挑选") % {"title": row.text},
            "meta": _("报名的日子过了；没选上的也等一句回音"),
            "url": reverse("organizations:recruitment", args=[row.pk]),
            "act": _("去挑选"),
            "due": row.day,
            "order": 60,
        }
        for row in found.choices
    ]


def _letters(found: waiting.Waiting) -> list[dict[str, Any]]:
    if not found.letters:
        return []
    return [
        {
            "title": ngettext("%(n)d 封季度反馈等签发", "%(n)d 封季度反馈等签发", found.letters)
            % {"n": found.letters},
            "meta": _("看过数字，写几句话，发给单位"),
            "url": reverse("organizations:letters"),
            "act": _("去签发"),
            "order": 62,
        }
    ]


def _certificates(found: waiting.Waiting) -> list[dict[str, Any]]:
    """While there is time to renew them: for who keeps the record."""
    expiring = found.papers
    if not expiring:
        return []
    return [
        {
            "title": ngettext("%(n)d 位社工的证书快到期", "%(n)d 位社工的证书快到期", len(expiring))
            % {"n": len(expiring)},
            "meta": _("提醒他续登，续好了登记新的有效期"),
            "url": reverse("organizations:social_worker", args=[expiring[0].pk])
            if len(expiring) == 1
            else reverse("organizations:social_workers"),
            "act": _("看是谁"),
            "due": expiring[0].day,
            "order": 60,
        }
    ]


def _pairings(found: waiting.Waiting) -> list[dict[str, Any]]:
    """While there is time to talk about another year."""
    return [
        {
            "title": _("和%(unit)s的%(agreement)s快到期")
            % {"unit": row.unit, "agreement": CALLED[AgreementKind(row.text)]},
            "meta": _("看看清单办得怎样，商量续不续签"),
            "url": reverse("organizations:pairing", args=[row.pk]),
            "act": _("看一看"),
            "due": row.day,
            "order": 61,
        }
        for row in found.pairings
    ]


def _own_certificate(viewer: Viewer) -> list[dict[str, Any]]:
    """To himself, too: it is he who renews it."""
    mine = social_workers.own(viewer)
    if mine is None or not mine.is_expiring:
        return []
    return [
        {
            "title": _("您的%(level)s证书快到期") % {"level": mine.get_level_display()},
            "meta": _("续登好了，请机构或社区登记新的有效期"),
            "url": reverse("organizations:social_worker", args=[mine.pk]),
            "act": _("看一看"),
            "due": mine.valid_until,
            "order": 60,
        }
    ]


def _own_post(viewer: Viewer, door: Door) -> list[dict[str, Any]]:
    mine = social_workers.own(viewer) if door == Door.DESK else None
    if mine is None:
        return []
    return [
        {
            "template": "organizations/_panel_social_worker.html",
            "context": {"worker": mine},
            "order": 20,
            "door": Door.DESK,
        }
    ]


def _own(viewer: Viewer) -> list[dict[str, Any]]:
    """His own check-in, for nobody's eyes but his."""
    if not viewer.is_signed_in or viewer.is_staff:
        return []
    mine = checkins.my_checkins(viewer)
    return [
        {
            "template": "organizations/_panel_checkin.html",
            "context": {"mine": mine},
            "order": 55 if mine.standing else 95,
            "door": Door.HOME,
            "side": not mine.standing,
        }
    ]
