"""The name a file is downloaded under: what the person called it, without what could do harm."""

import re
import unicodedata

_PATH = re.compile(r"[\\/]")
_RESERVED = re.compile(r"(?i)^(con|prn|aux|nul|com\d|lpt\d)$")
_UNWANTED = re.compile(r'[<>:"|?*\s]+')
LONGEST = 80


def safe_name(name: str, kind: str) -> str:
    """Always ends in the extension of what the file really is."""
    stem = _PATH.split(unicodedata.normalize("NFC", name or ""))[-1]
    # Control characters, and those that turn the direction of writing ("gpj.exe").
    stem = "".join(c for c in stem if unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    stem = stem.rsplit(".", 1)[0] if "." in stem else stem
    stem = _UNWANTED.sub("_", stem).strip("._ ")[:LONGEST]
    if not stem or _RESERVED.match(stem):
        stem = "file"
    return f"{stem}.{kind}"
