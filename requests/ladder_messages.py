"""What the clock says, rung by rung: 提醒, 催办, 督办, and one level up."""

from django.utils.translation import gettext_lazy as _

from requests.tells import Tells

LADDER = {
    "reminder": Tells(
        "lead",
        _("快到期了"),
        "提醒",
        "“{title}”应{due}办好。",
        "Reminder",
        "“{title}” is to be done {due}.",
    ),
    "pressed": Tells(
        "lead",
        _("催办"),
        "催办",
        "“{title}”应{due}办好，到期了还没办完，请今天就办。",
        "Overdue",
        "“{title}” was to be done {due} and is not: please see to it today.",
    ),
    "supervised": Tells(
        "keeper",
        _("督办"),
        "督办",
        "“{title}”过了期还没有办完，请您督办。",
        "Please step in",
        "“{title}” is past its day and not done: please see that it is.",
    ),
    "reach_him": Tells(
        "keeper",
        _("还没有联系上居民"),
        "还没有联系居民",
        "“{title}”该联系的时候过了，还没有联系过他。",
        "Nobody has spoken to the person",
        "“{title}”: the time to reach the person is over, and nobody has.",
    ),
    "answer_him": Tells(
        "keeper",
        _("还没有回应不满意的居民"),
        "还没有回应居民",
        "“{title}”居民说没办好，该回应的时候过了：联系他，再重办或者写说明。",
        "An answer is owed",
        "“{title}” was not well done, and no answer came in time: reach the person, then do it"
        " again or explain in writing.",
    ),
    "escalated": Tells(
        "keeper",
        _("报上一级了"),
        "报上一级了",
        "“{title}”过了期，已经报上一级督办。",
        "Sent up",
        "“{title}” is overdue and has been sent one level up.",
    ),
}
RUNGS = {
    ("contact", "urge"): "reach_him",
    ("contact", "supervise"): "reach_him",
    ("handling", "urge"): "pressed",
    ("handling", "supervise"): "supervised",
    ("total", "supervise"): "supervised",
    ("answer", "supervise"): "answer_him",
}
"""A rung of the ladder goes by its own name; any other is a reminder."""
