"""What the sides of a whistle hear."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

PLACEHOLDERS = {"title": _("一句话"), "place": _("到哪里")}
LINES = {
    "whistle_asked": (
        _("有一哨等街道审"), "有一哨等您审", "“{title}”，到{place}。",
        "A whistle to decide", "“{title}”, at {place}.",
    ),
    "whistle_refused": (
        _("这一哨没有吹"), "这一哨没有吹", "“{title}”：街道写了为什么、可以怎么办。",
        "Not blown", "“{title}”: the subdistrict says why, and what to do instead.",
    ),
    "whistle_blown": (
        _("您提的一哨吹响了"), "您提的一哨吹响了", "“{title}”街道吹响了，部门收到了。",
        "Your whistle was blown", "“{title}”: the subdistrict called the departments.",
    ),
    "whistle_ended": (
        _("这一哨结束了"), "这一哨结束了", "“{title}”：打开看是怎么解决的。",
        "The whistle has ended", "“{title}”: see how it was solved.",
    ),
    "whistle_called": (
        _("吹到您的部门了"), "吹到您的部门了", "“{title}”，请到{place}。先签收。",
        "Your department is called", "“{title}”, please come to {place}. Sign for it first.",
    ),
    "whistle_reminder": (
        _("吹哨提醒"), "吹哨提醒", "“{title}”还等您的部门，到{place}。",
        "A reminder", "“{title}” still waits for your department, at {place}.",
    ),
    "whistle_late": (
        _("部门还没有来"), "部门还没有来", "“{title}”有部门过了时限，请看一看。",
        "A department is late", "“{title}”: a department is past its time.",
    ),
    "whistle_to_judge": (
        _("部门都报了，请评"), "部门都报了，请评", "“{title}”解决了没有，各方都说一句。",
        "All have reported", "“{title}”: has it been solved? Each side says for itself.",
    ),
    "whistle_district": (
        _("一哨报到区县"), "一哨报到区里", "“{title}”街道解决不了，请接。",
        "Sent up to the district", "“{title}” could not be solved below.",
    ),
}  # fmt: skip

for _code, (_name, _title, _text, _title_en, _text_en) in LINES.items():
    register(
        Kind(
            f"requests.{_code}",
            name=_name,
            placeholders=PLACEHOLDERS,
            wordings=(
                Wording("inbox", "zh-hans", _title, _text),
                Wording("inbox", "en", _title_en, _text_en),
            ),
        )
    )
