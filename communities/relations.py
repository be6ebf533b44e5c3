"""How somebody is related to the head of the household, in the reader's language.

The column is free text: people write what they say. The words everybody uses are translated; any
other is shown as it was written.
"""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "本人": _("本人"),
    "户主": _("户主"),
    "户代表": _("户代表"),
    "配偶": _("配偶"),
    "丈夫": _("丈夫"),
    "妻子": _("妻子"),
    "儿子": _("儿子"),
    "女儿": _("女儿"),
    "子女": _("子女"),
    "父亲": _("父亲"),
    "母亲": _("母亲"),
    "父母": _("父母"),
    "岳父": _("岳父"),
    "岳母": _("岳母"),
    "公公": _("公公"),
    "婆婆": _("婆婆"),
    "儿媳": _("儿媳"),
    "女婿": _("女婿"),
    "孙子": _("孙子"),
    "孙女": _("孙女"),
    "外孙": _("外孙"),
    "外孙女": _("外孙女"),
    "祖父": _("祖父"),
    "祖母": _("祖母"),
    "哥哥": _("哥哥"),
    "弟弟": _("弟弟"),
    "姐姐": _("姐姐"),
    "妹妹": _("妹妹"),
    "室友": _("室友"),
    "合租": _("合租"),
    "同住": _("同住"),
}


def in_words(relation: str) -> str:
    return str(WORDS.get(relation, relation))
