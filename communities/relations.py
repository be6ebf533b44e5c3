"""How somebody is related to the head of the household, in the reader's language.

The column is free text: people write what they say. The words everybody uses are translated; any
other is shown as it was written.
"""

from django.utils.translation import gettext_lazy as _

WORDS = {
    "本人": _("本人"),  # data
    "户主": _("户主"),  # data
    "户代表": _("户代表"),  # data
    "配偶": _("配偶"),  # data
    "丈夫": _("丈夫"),  # data
    "妻子": _("妻子"),  # data
    "儿子": _("儿子"),  # data
    "女儿": _("女儿"),  # data
    "子女": _("子女"),  # data
    "父亲": _("父亲"),  # data
    "母亲": _("母亲"),  # data
    "父母": _("父母"),  # data
    "岳父": _("岳父"),  # data
    "岳母": _("岳母"),  # data
    "公公": _("公公"),  # data
    "婆婆": _("婆婆"),  # data
    "儿媳": _("儿媳"),  # data
    "女婿": _("女婿"),  # data
    "孙子": _("孙子"),  # data
    "孙女": _("孙女"),  # data
    "外孙": _("外孙"),  # data
    "外孙女": _("外孙女"),  # data
    "祖父": _("祖父"),  # data
    "祖母": _("祖母"),  # data
    "哥哥": _("哥哥"),  # data
    "弟弟": _("弟弟"),  # data
    "姐姐": _("姐姐"),  # data
    "妹妹": _("妹妹"),  # data
    "室友": _("室友"),  # data
    "合租": _("合租"),  # data
    "同住": _("同住"),  # data
}


def in_words(relation: str) -> str:
    return str(WORDS.get(relation, relation))
