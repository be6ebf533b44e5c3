"""A wish nobody took came off the wall: a kind word the same day, and a reminder to us."""

from django.utils.translation import gettext_lazy as _

from core.messaging import Kind, Wording, register

STILL_WAITS, OWES_A_LETTER = "requests.wish_still_waits", "requests.wish_owes_a_letter"

register(
    Kind(
        STILL_WAITS,
        name=_("心愿挂满了日子，还没等到人"),
        placeholders={"number": _("编号"), "title": _("一句话")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "您的心愿，我们还记着",
                "“{title}”在墙上挂满了日子，还没等到合适的人。不是您的愿望不好，社区会亲自给您回信，"
                "换个法子一起想。",
            ),
            Wording(
                "inbox",
                "en",
                "We have not forgotten your wish",
                "“{title}” hung for its full time and the right person has not come by yet. Nothing"
                " is wrong with it: somebody here will write to you and look for another way.",
            ),
            Wording(
                "sms",
                "zh-hans",
                "",
                "您许的心愿（{number}）还没等到合适的人，我们记着呢，社区会亲自跟您说。",
                provider_params=("number",),
            ),
            Wording(
                "sms",
                "en",
                "",
                "Nobody has taken your wish ({number}) yet. We remember it and will be in touch.",
                provider_params=("number",),
            ),
        ),
    )
)
register(
    Kind(
        OWES_A_LETTER,
        name=_("一个心愿等一封回信"),
        placeholders={"number": _("编号"), "title": _("一句话")},
        wordings=(
            Wording(
                "inbox",
                "zh-hans",
                "一个心愿等一封回信",
                "“{title}”挂满了日子没人领，请亲自给他回信，或者再挂一阵。",
            ),
            Wording(
                "inbox",
                "en",
                "A wish waits for a letter",
                "“{title}” came off the wall untaken: please write, or hang it again.",
            ),
        ),
    )
)
