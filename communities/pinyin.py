"""How a name sounds: to sort a register and to find 张伟 by "zhangwei" or "zw"."""

from functools import lru_cache

from pypinyin import lazy_pinyin

# Characters that sound otherwise when they are a surname.
_SURNAMES = {
    "单": "shan",
    "解": "xie",
    "仇": "qiu",
    "曾": "zeng",
    "查": "zha",
    "朴": "piao",
    "区": "ou",
    "任": "ren",
    "盖": "ge",
    "缪": "miao",
    "翟": "zhai",
    "乐": "yue",
    "幺": "yao",
    "华": "hua",
    "尉迟": "yu chi",
    "万俟": "mo qi",
    "长孙": "zhang sun",
    "澹台": "tan tai",
}


@lru_cache(maxsize=4096)
def syllables(name: str) -> tuple[str, ...]:
    for length in (2, 1):
        if sound := _SURNAMES.get(name[:length]):
            return (*sound.split(), *_sounds(name[length:]))
    return tuple(_sounds(name))


def _sounds(text: str) -> list[str]:
    sounds = (syllable.lower() for syllable in lazy_pinyin(text, v_to_u=False))
    return [sound for sound in ("".join(filter(str.isalnum, s)) for s in sounds) if sound]


def key(name: str) -> str:
    """张伟 → zhangwei: what a register is sorted and searched by."""
    return "".join(syllables(name))


def initials(name: str) -> str:
    return "".join(syllable[0] for syllable in syllables(name))


def sounds_like(name: str, text: str) -> bool:
    """For the few names that keep no key of their own: its characters, its sound, its initials."""
    typed = text.strip()
    if typed and typed in name:
        return True
    sound = "".join(typed.lower().split())
    if len(sound) < 2 or not sound.isascii() or not sound.isalpha():
        return False
    return sound in initials(name) or key(name).startswith(sound)
