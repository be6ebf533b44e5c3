"""How a shipped guide is written down: each text in both languages, one line per paper and step."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Two:
    zh: str
    en: str


@dataclass(frozen=True)
class Guide:
    code: str
    group: str
    name: Two
    department: Two
    source: str
    """The document it follows, by its name."""
    who: Two
    materials: Two
    """One paper per line."""
    steps: Two
    takes: Two
    place: Two
    notice: Two
    """What people most often stumble over, told once and in full."""
    fee: Two = Two("免费", "Free")
    is_online: bool = True
    """May be applied for here: the community takes the papers in and carries them."""
    link_name: str = ""
    link_url: str = ""
    """Where another platform does it; we write down only that we helped."""
    keywords: str = ""
