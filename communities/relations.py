"""How somebody is related to the head of the household, in the reader's language.

The column is free text: people write what they say. The words everybody uses are translated; any
other is shown as it was written. What a birth or a marriage makes of somebody follows from the
word of the parent, of the partner.
"""

from django.utils.translation import gettext_lazy as _

from communities.models import Resident

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
    "孙子女": _("孙子女"),  # data
    "祖父": _("祖父"),  # data
    "祖母": _("祖母"),  # data
    "哥哥": _("哥哥"),  # data
    "弟弟": _("弟弟"),  # data
    "姐姐": _("姐姐"),  # data
    "妹妹": _("妹妹"),  # data
    "室友": _("室友"),  # data
    "合租": _("合租"),  # data
    "同住": _("同住"),  # data
    "其他亲属": _("其他亲属"),  # data
}

SPOUSE, CHILD, GRANDCHILD = "配偶", "子女", "孙子女"  # data
SON_IN_LAW, DAUGHTER_IN_LAW = "女婿", "儿媳"  # data
SAME_ROOF, KIN = "同住", "其他亲属"  # data
SPOUSES = frozenset({"配偶", "丈夫", "妻子", "夫", "妻"})  # data
SONS = frozenset({"儿子", "子", "长子", "次子", "三子", "独生子"})  # data
DAUGHTERS = frozenset({"女儿", "女", "长女", "次女", "三女", "独生女"})  # data
PARENTS = frozenset({"父亲", "母亲", "父母"})  # data
STRANGERS = frozenset({"室友", "合租", "同住"})  # data
COUPLES = (("父亲", "母亲"), ("岳父", "岳母"), ("公公", "婆婆"), ("祖父", "祖母"))  # data


def in_words(relation: str) -> str:
    return str(WORDS.get(relation, relation))


def of_child(parent: Resident, gender: str) -> str:
    """What a child of this member is to the head."""
    if parent.is_head or parent.relation_to_head in SPOUSES:
        return CHILD
    if parent.relation_to_head in PARENTS:
        return {"male": "弟弟", "female": "妹妹"}.get(gender, KIN)  # data
    if _is_son(parent) or parent.relation_to_head == DAUGHTER_IN_LAW:
        return {"male": "孙子", "female": "孙女"}.get(gender, GRANDCHILD)  # data
    if _is_daughter(parent) or parent.relation_to_head == SON_IN_LAW:
        return {"male": "外孙", "female": "外孙女"}.get(gender, GRANDCHILD)  # data
    return GRANDCHILD if parent.relation_to_head == CHILD else _farther(parent)


def of_spouse(member: Resident) -> str:
    """What whoever marries this member is to the head."""
    if member.is_head:
        return SPOUSE
    if _is_son(member):
        return DAUGHTER_IN_LAW
    return SON_IN_LAW if _is_daughter(member) else _farther(member)


def _is_son(member: Resident) -> bool:
    word = member.relation_to_head
    return word in SONS or (word == CHILD and member.gender == "male")


def _is_daughter(member: Resident) -> bool:
    word = member.relation_to_head
    return word in DAUGHTERS or (word == CHILD and member.gender == "female")


def _farther(member: Resident) -> str:
    """Where nobody wrote what the member is, nobody knows what his family is either."""
    if not member.relation_to_head:
        return ""
    return SAME_ROOF if member.relation_to_head in STRANGERS else KIN
