"""Chinese in the source, English in a catalogue: collecting, checking and compiling, with Babel.

Django's own makemessages needs the system's xgettext; this needs nothing but Python.
"""

import ast
import io
import os
import re
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.conf import settings
from django.utils.translation.template import templatize

ROOT: Path = settings.BASE_DIR
ENGLISH = ROOT / "locale" / "en" / "LC_MESSAGES" / "django.po"
KEYWORDS = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext": ((1, "c"), 2, 3),
}
OUTSIDE = {"tests", "bench", "node_modules", "locale", "static", "staticfiles", "docs", "bin"}
CHINESE = re.compile(r"[一-鿿、，。：；？！（）《》]")  # data
WORDED_PER_LANGUAGE = {"Wording"}  # calls that name the language of their text
PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w*\}|%[sd]")

# Files whose Chinese is data, not wording: names people have or are given, words people type,
# samples, and commands that say everything in both languages.
DATA = (
    "core/masking.py",
    "activities/columns.py",
    "charity/columns.py",
    "charity/register_columns.py",
    "communities/importing/",
    "communities/pinyin.py",
    "communities/setup/founding.py",
    "communities/wording.py",
    "communities/duty_messages.py",
    "communities/setup/regions.py",
    "core/imports/",
    "doors/town/",
    "grids/matters_columns.py",
    "organizations/checkin_columns.py",
    "organizations/columns.py",
    "organizations/cultivation_importing.py",
    "organizations/facility_importing.py",
    "organizations/importing.py",
    "organizations/incubation_importing.py",
    "organizations/pairing_importing.py",
    "points/columns.py",
    "requests/affair_messages.py",
    "requests/doing_messages.py",
    "requests/guide_defaults/",
    "requests/hotline_table.py",
    "requests/menu_defaults/",
    "requests/message_kinds.py",
    "requests/ladder_messages.py",
    "requests/message_lines.py",
    "requests/whistle_messages.py",
    "volunteers/importing.py",
    "volunteers/meeting_columns.py",
    "volunteers/shift_columns.py",
    "volunteers/team_columns.py",
    "doors/management/commands/",
    "templates/styleguide/",
    "config/formats/zh_Hans/",
    "config/launch/",
    "config/servers/",
)


def sources() -> Iterator[Path]:
    for suffix in ("*.py", "*.html", "*.txt"):
        for path in sorted(ROOT.rglob(suffix)):
            parts = path.relative_to(ROOT).parts
            if parts[0].startswith((".", "requirements")) or OUTSIDE & set(parts):
                continue
            if "migrations" not in parts and (suffix == "*.py" or parts[0] == "templates"):
                yield path


def collect() -> Catalog:
    """Every marked string of our own code and templates."""
    catalog = Catalog(locale="en", project="wushe", charset="utf-8")
    for path in sources():
        text = path.read_text(encoding="utf-8")
        if path.suffix != ".py":
            # What is left of a template is no Python; only its calls matter, not its indent.
            text = re.sub(r"(?m)^[ \t]+", "", templatize(text, origin=str(path)))
        found = extract(
            "python", io.BytesIO(text.encode()), keywords=KEYWORDS, options={"encoding": "utf-8"}
        )
        for _line, message, _comments, context in found:
            flags = ["python-format"] if re.search(r"%\(\w+\)[sd]", str(message)) else []
            # babel leaves out a line number that is None: it would change with every edit
            place = (str(path.relative_to(ROOT)), None)
            catalog.add(message, locations=[place], context=context, flags=flags)  # type: ignore[list-item]
    return catalog


def load() -> Catalog:
    if not ENGLISH.exists():
        return Catalog(locale="en", project="wushe", charset="utf-8")
    with ENGLISH.open("rb") as file:
        return read_po(file, locale="en")


def update() -> int:
    """Bring the English catalogue in step with the source; returns how many strings wait."""
    merged = load()
    merged.update(collect(), no_fuzzy_matching=True)
    merged.obsolete.clear()
    ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with ENGLISH.open("wb") as file:
        write_po(file, merged, width=100, sort_output=True, omit_header=False, include_lineno=False)
    return len(untranslated(merged))


def untranslated(catalog: Catalog) -> list[str]:
    waiting = []
    for message in catalog:
        if not message.id:
            continue
        strings = message.string if isinstance(message.string, tuple | list) else [message.string]
        if message.fuzzy or not all(strings):
            waiting.append(str(message.id))
    return waiting


def problems() -> list[str]:
    """What is missing, stale, mistranslated in its placeholders, or not marked at all."""
    wanted, have = collect(), load()
    known = {(m.id, m.context): m for m in have if m.id}
    found = []
    for message in wanted:
        if not message.id:
            continue
        translated = known.pop((message.id, message.context), None)
        if translated is None or untranslated_one(translated):
            found.append(f"missing: {message.id}")
        elif not same_placeholders(translated):
            found.append(f"placeholders differ: {message.id}")
    found += [f"no longer used: {key[0]}" for key in known]
    return found + [f"not marked: {place}" for place in unmarked()]


def untranslated_one(message: object) -> bool:
    strings = getattr(message, "string", "")
    return not all(strings if isinstance(strings, tuple | list) else [strings])


def same_placeholders(message: object) -> bool:
    ids, strings = getattr(message, "id", ""), getattr(message, "string", "")
    ids = ids if isinstance(ids, tuple | list) else (ids,)
    strings = strings if isinstance(strings, tuple | list) else (strings,)
    wanted = {p for text in ids for p in PLACEHOLDER.findall(text)}
    # The singular may say "one" instead of a number.
    return all(set(PLACEHOLDER.findall(text)) <= wanted for text in strings) and wanted <= {
        p for text in strings for p in PLACEHOLDER.findall(text)
    }


def unmarked() -> list[str]:
    """Chinese that would stay Chinese on an English page."""
    found = []
    for path in sources():
        name = str(path.relative_to(ROOT))
        if name.startswith(DATA):
            continue
        text = path.read_text(encoding="utf-8")
        lines = _python_lines(text) if path.suffix == ".py" else _template_lines(text)
        found += [f"{name}:{line}" for line in lines]
    return found


def _template_lines(text: str) -> list[int]:
    without = re.compile(
        r"\{#.*?#\}|\{% comment .*?%\}.*?\{% endcomment %\}|\{% comment %\}.*?\{% endcomment %\}"
        r"|\{% blocktranslate.*?%\}.*?\{% endblocktranslate %\}|<!--.*?-->|\{% translate .*?%\}"
        r"|_\(\"[^\"]*\"\)"
        r"|<[a-z]+[^>]* lang=\"zh-Hans\"[^>]*>[^<]*<",
        re.DOTALL,
    )
    # Words handed to other tags and filters stay: {% include … with text="…" %} shows them.
    blank = without.sub(lambda match: "\n" * match[0].count("\n"), text)
    return [n for n, line in enumerate(blank.splitlines(), 1) if CHINESE.search(line)]


def _python_lines(text: str) -> list[int]:
    """String literals that are neither marked, documentation, nor on a line that says `# data`."""
    tree, lines = ast.parse(text), text.splitlines()
    quiet: set[int] = set()
    # The collector reads tokens, and an f-string is one token: a mark inside it is not seen.
    unseen = {
        id(call)
        for node in ast.walk(tree)
        if isinstance(node, ast.JoinedStr)
        for call in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in unseen:
            continue
        if isinstance(node, ast.Call) and _called(node.func) in {*KEYWORDS, *WORDED_PER_LANGUAGE}:
            given = [*node.args, *(keyword.value for keyword in node.keywords)]
            quiet |= {id(inner) for argument in given for inner in ast.walk(argument)}
        elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            quiet.add(id(node.value))
    return sorted(
        {
            node.lineno
            for node in ast.walk(tree)
            if isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and CHINESE.search(node.value)
            and id(node) not in quiet
            and "# data" not in lines[node.lineno - 1]
        }
    )


def _called(node: ast.expr) -> str:
    return getattr(node, "id", getattr(node, "attr", ""))


def compile_all() -> int:
    """Write a .mo beside each .po, as Django reads them; they are never committed."""
    paths = sorted((ROOT / "locale").rglob("*.po"))
    for path in paths:
        with path.open("rb") as source:
            catalog = read_po(source, locale=path.parts[-3])
        compiled = io.BytesIO()
        write_mo(compiled, catalog)
        part = path.with_suffix(f".{os.getpid()}.part")  # a reader never meets half a file
        part.write_bytes(compiled.getvalue())
        part.replace(path.with_suffix(".mo"))
    return len(paths)
