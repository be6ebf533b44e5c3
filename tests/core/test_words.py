"""Words left in Chinese on an English page are marked, so that they are read out right."""

import pytest
from django.template import Context, Template
from django.utils import translation

from core.words import in_chinese


@pytest.mark.parametrize(
    ("text", "language", "marked"),
    [
        ("梧桐里东区 3 号楼", "en", True),
        ("Water off in East 3 (东区 3 号楼)", "en", False),
        ("Water off", "en", False),
        ("", "en", False),
        ("梧桐里东区", "zh-hans", False),
    ],
)
def test_what_stays_chinese_on_an_english_page_says_so(text, language, marked):
    page = Template("<h1{{ text|tongue }}>{{ text }}</h1>")
    with translation.override(language):
        assert in_chinese(text) is marked
        assert ('lang="zh-Hans"' in page.render(Context({"text": text}))) is marked
