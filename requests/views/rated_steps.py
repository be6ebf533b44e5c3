"""What the desk presses when the person served has said how it was."""

from django.utils.translation import gettext_lazy as _

from requests.actions import conclude
from requests.forms import steps as forms
from requests.views.button import Button, by_slug

RATED = by_slug(
    Button(
        "rework", _("退回重办"), conclude.rework, forms.ReasonForm, _("退回去重办了"), icon="undo"
    ),
    Button(
        "answer_rating",
        _("回他的评价"),
        conclude.answer_rating,
        forms.AnswerRatingForm,
        _("回给他了"),
        icon="talk",
    ),
    Button("explain", _("书面说明"), conclude.explain, forms.ExplainForm, _("说明发给他了")),
)
