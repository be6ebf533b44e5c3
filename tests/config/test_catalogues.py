import pytest
from babel.messages.catalog import Catalog

from config import catalogues


@pytest.fixture
def tree(tmp_path, monkeypatch):
    """A little project: one Python file, one template, one catalogue."""
    (tmp_path / "templates").mkdir()
    (tmp_path / "room").mkdir()
    (tmp_path / "room/words.py").write_text('TITLE = _("网格")\nCOUNT = _("共 %(n)s 户")\n')
    (tmp_path / "templates/page.html").write_text(
        "{% load i18n %}\n    {% translate '居民' %}\n  {# 注释 #}\n"
        "{% blocktranslate trimmed with n=1 %}找到 {{ n }} 条{% endblocktranslate %}"
    )
    monkeypatch.setattr(catalogues, "ROOT", tmp_path)
    monkeypatch.setattr(catalogues, "ENGLISH", tmp_path / "locale/en/LC_MESSAGES/django.po")
    return tmp_path


def translate(**english):
    catalogues.update()
    catalog = catalogues.load()
    for message in catalog:
        if message.id:
            message.string = english.get(message.id, "English")
    catalogues.ENGLISH.parent.mkdir(parents=True, exist_ok=True)
    with catalogues.ENGLISH.open("wb") as file:
        catalogues.write_po(file, catalog)


WORDS = {"网格": "Grid", "共 %(n)s 户": "%(n)s households", "找到 %(n)s 条": "%(n)s found"}


def test_code_and_templates_are_collected(tree):
    assert {m.id for m in catalogues.collect() if m.id} == {*WORDS, "居民"}


def test_a_complete_catalogue_has_no_problems(tree):
    translate(**WORDS)
    assert catalogues.problems() == []


def test_a_missing_string_is_named(tree):
    catalogues.update()
    assert "missing: 居民" in catalogues.problems()


def test_a_lost_placeholder_is_named(tree):
    translate(**{**WORDS, "共 %(n)s 户": "households"})
    assert catalogues.problems() == ["placeholders differ: 共 %(n)s 户"]


def test_a_string_nobody_uses_is_named(tree):
    translate(**WORDS)
    (tree / "room/words.py").write_text('COUNT = _("共 %(n)s 户")\n')
    assert catalogues.problems() == ["no longer used: 网格"]


@pytest.mark.parametrize(
    ("name", "text", "place"),
    [
        ("room/words.py", 'A = _("网格")\nB = f"{A}单元"\n', "room/words.py:2"),
        ("room/words.py", 'A = "、".join(areas)\n', "room/words.py:1"),
        ("room/words.py", """A = f"{_('网格')} 1"\n""", "room/words.py:1"),
        ("templates/page.html", "<p>\n网格</p>", "templates/page.html:2"),
        ("templates/page.html", '{% include "x" with text="网格" %}', "templates/page.html:1"),
        ("templates/page.html", '{{ names|join:"、" }}', "templates/page.html:1"),
    ],
)
def test_chinese_that_is_not_marked_is_found(tree, name, text, place):
    (tree / name).write_text(text)
    assert catalogues.unmarked() == [place]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("room/words.py", 'SENT = Wording("sms", "zh-hans", "", text="网格")\n'),
        ("room/words.py", 'NAME = "网格"  # data\n'),
        ("templates/page.html", '{% include "x" with text=_("网格") %}'),
        ("templates/page.html", '<a lang="zh-Hans" href="/">中文</a>'),
    ],
)
def test_what_is_marked_or_data_is_left_alone(tree, name, text):
    (tree / name).write_text(text)
    assert catalogues.unmarked() == []


def test_compiled_catalogues_can_be_read(tree):
    translate(**WORDS)
    assert catalogues.compile_all() == 1
    assert catalogues.ENGLISH.with_suffix(".mo").read_bytes()[:4] == b"\xde\x12\x04\x95"


def test_an_empty_catalogue_waits_for_everything():
    catalog = Catalog()
    catalog.add("网格")
    assert catalogues.untranslated(catalog) == ["网格"]


def test_our_own_english_catalogue_is_complete():
    assert catalogues.problems() == []
