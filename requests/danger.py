"""Signs, in the words somebody used, that a child or a life is in danger.

Plain lists that anybody can read and correct: no score, no guess. What they find goes to a named
person at once, who may give it back; so they rather say yes too often than once too seldom. A fire
or a leak is no secret: that is what 119 is for, and the order page says so.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

_WITHIN = r"[^。！？\n]"  # data
_DAYS = "[几两三四五六七八九]天"  # data
CHILD = (  # data
    "孩子|小孩|儿童|娃|婴儿|幼儿|宝宝|小女孩|小男孩|小姑娘|女童|男童|学生|未成年|孙子|孙女"  # data
)
HARM = "|".join(
    (
        "虐待|毒打|殴打|打得|打骂|被打|挨打|挨揍|往死里打|猥亵|性侵|侵犯",  # data
        "摸(?:她|他)的?身|遗弃|扔在|不给饭|没饭吃|几天没吃|锁在(?:家|屋)|反锁",  # data
        "关在(?:家|屋)|淤青|伤痕|烫伤|掐|没人管|没有人管",  # data
        "(?:都|全|满身|浑身|一身|身上)(?:都|全)?(?:是|有)伤|惨叫|哭喊",  # data
    )
)
BEATS = (
    "(?:打|揍|抽|踢|掐)(?:自己(?:的|家)?)?(?:孩子|小孩|娃)(?!的?(?:电话|手机|视频|疫苗|针))"  # data
)
"""Says it all by itself: no second word need stand beside it."""
SELF = "|".join(
    (
        "自杀|轻生|不想活(?!动|跃|络)|活不下去|活够了|活着没(?:有)?意思|想死(?!你)|寻死",  # data
        "割(?:自己)?的?手?腕|日子(?:我|他|她)?不想过|一了百了|要跳(?:下|河|江)|跳(?:河|江)",  # data
        "烧炭自|喝(?:了|下)?(?:农药|百草枯)|跳楼(?!价|机|促销)|遗书|上吊",  # data
    )
)
AT_HOME = "老公|丈夫|老婆|妻子|男朋友|前夫|儿子|媳妇|女婿|爸|父亲|继父|妈|母亲|后妈"  # data
NO_CALL = "(?!的?(?:电话|手机|微信|视频))"  # data
HITS = rf"打(?:我|她|他|老人|人|妈|爸){NO_CALL}|掐|要杀"  # data
VIOLENCE = "|".join(
    (
        "家暴|家庭暴力|(?:拿|持|举)着?(?:菜)?刀|砍人|要杀(?:人|我|了)",  # data
        "打老人|虐待老人|被(?:人)?软禁|被拐|动手打|掐(?:我|她|他|住)?的?脖子",  # data
        rf"打(?:老婆|媳妇|妻子|老伴){NO_CALL}|被(?:{AT_HOME}|男人)打",  # data
    )
)
LIFE = "|".join(
    (
        "[叫喊]不[醒应]|没有呼吸|没呼吸|昏迷|[昏晕]倒|晕过去|不省人事|抽搐|休克",  # data
        "口吐白沫|大出血|一氧化碳中毒|煤气中毒",  # data
        rf"吃了{_WITHIN}{{0,6}}(?:一瓶|整瓶){_WITHIN}{{0,4}}药",  # data
        rf"{_DAYS}没(?:开门|出门|见){_WITHIN}{{0,12}}(?:敲门|没人应|没应|不应)",  # data
    )
)


@dataclass(frozen=True)
class Sign:
    code: str
    label: Any
    pattern: re.Pattern[str]


SIGNS = (
    Sign(
        "child",
        _("孩子可能受到伤害"),
        re.compile(
            rf"{BEATS}|(?:{CHILD}){_WITHIN}{{0,30}}(?:{HARM})|(?:{HARM}){_WITHIN}{{0,12}}(?:{CHILD})"
        ),
    ),
    Sign("self", _("可能想不开"), re.compile(SELF)),
    Sign(
        "violence",
        _("可能有人正在受到暴力"),
        re.compile(rf"{VIOLENCE}|(?:{AT_HOME}){_WITHIN}{{0,8}}(?:{HITS})"),
    ),
    Sign("life", _("可能有生命危险"), re.compile(LIFE)),
)
_OF_CODE = {sign.code: sign for sign in SIGNS}


def signs(words: str) -> list[str]:
    """Codes of what was found, in the order of the list."""
    return [sign.code for sign in SIGNS if sign.pattern.search(words)]


def label_of(code: str) -> str:
    return str(_OF_CODE[code].label) if code in _OF_CODE else code


@dataclass(frozen=True)
class Line:
    """One thing to do; a number is shown as a link to call."""

    text: Any
    number: str = ""


FIRST = {
    "child": Line(_("孩子正有危险，先打"), "110"),
    "self": Line(_("有人要伤害自己，先打"), "110"),
    "violence": Line(_("人正有危险，先打"), "110"),
    "life": Line(_("人叫不醒、伤得重，先打"), "120"),
}
FURTHER = {
    "child": (Line(_("孩子的事，昼夜都可以打"), "12345"), Line(_("青少年热线"), "12355")),
    "self": (Line(_("心里难受，有人一直听您说"), "12356"),),
    "violence": (Line(_("妇女维权热线"), "12338"),),
    "life": (),
}
"""What somebody reads the moment he has sent it."""

CALL = {
    "child": (
        _("孩子现在在哪里，和谁在一起，有没有受伤？"),
        _("能不能到一个安全的地方去？先不要和那个人对质。"),
        _("不要让孩子一遍一遍地讲经过，记下他说的原话就行。"),
    ),
    "self": (
        _("您现在在哪里，身边有人吗？请别挂电话，我陪您说。"),
        _("手边有没有药、刀这些东西？请先放远一点。"),
        _("不说“想开点”“不至于”，只听他说。"),
    ),
    "violence": (
        _("那个人现在在您旁边吗？只回答“是”或者“不是”也行。"),
        _("您能不能离开那个房间？身边有没有孩子、老人？"),
        _("不要打回去，也不要上门对质：先报警。"),
    ),
    "life": (
        _("人有没有呼吸？叫他、拍他有没有反应？"),
        _("准确的楼栋、单元、室号是哪里？谁去开门？"),
        _("打了 120 没有？没有就现在打，电话别挂。"),
    ),
}
"""What the one who has him on the telephone says, and what not."""


def first_lines(codes: list[str]) -> list[Line]:
    """Without repeating a number."""
    lines: dict[str, Line] = {}
    for code in codes:
        for line in (FIRST[code], *FURTHER[code]):
            lines.setdefault(line.number, line)
    return list(lines.values())


def call_lines(codes: list[str]) -> list[Any]:
    return [line for code in codes for line in CALL[code]]
