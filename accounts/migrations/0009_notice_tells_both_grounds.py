"""Care labels are recorded on two grounds; the notice says which is which."""

from django.db import migrations
from django.utils import timezone

BEFORE = "健康、残疾、困难、孩子的信息，只有您逐项同意才登记；不同意，不影响别的服务。"
AFTER = """健康、残疾、困难这些敏感的信息分两种：有残疾人证、民政名单、评估表的，和法律要社区常去看望的人（独居的老人、留守的孩子），社区按法定职责登记，您可以看、可以请我们改正；没有名单和证件、是您告诉我们的，只有您逐项同意才登记，您撤回，登记就取消。孩子的信息由监护人同意。不同意，不影响别的服务。"""
BEFORE_EN = (
    "Health, disability, hardship and children's data are recorded only if you agree to each of"
    " them; if you do not, no other service changes."
)
AFTER_EN = (
    "Sensitive data about health, disability and hardship are of two sorts. What stands on a"
    " disability card, a civil affairs list or an official assessment, and those the law asks the"
    " community to look after (old people living alone, children left behind), is recorded as a"
    " legal duty: you may see it and have it corrected. What we know only because you told us is"
    " recorded only if you agree to it, item by item, and is taken off when you withdraw. For a"
    " child the guardian decides. If you do not agree, no other service changes."
)
SHORT, SHORT_NOW = (
    "健康、困难、孩子的信息，您逐项同意才登记，随时可以撤回。",
    "健康、困难这些：有名单、证件的，社区按法定职责登记；其余的您逐项同意才登记，随时可以撤回。",
)
SHORT_EN = (
    "Health, hardship and children's data only if you agree to each; you may withdraw at any time."
)
SHORT_EN_NOW = (
    "Health and hardship: what an official list or card says is recorded as a legal duty; anything"
    " else only if you agree, and you may withdraw at any time."
)
CHANGE = "说清了哪些按法定职责登记、哪些要您同意"


def tell(apps, schema_editor):
    """What nobody has agreed to yet is put right; what somebody has is followed by a new version."""
    notices = apps.get_model("accounts", "PrivacyNotice").objects
    last = notices.order_by("-version").first()
    with schema_editor.connection.cursor() as cursor:
        cursor.execute("SET LOCAL wushe.communities = '*'")  # consents lie behind a wall
    if last is None or BEFORE not in last.body:
        return
    if apps.get_model("accounts", "ConsentEvent").objects.filter(notice=last).exists():
        last.pk, last.version, last.change_note = None, last.version + 1, CHANGE
        last.effective_on = timezone.localdate()
        last.published_at = timezone.now()
        last._state.adding = True
    last.body = last.body.replace(BEFORE, AFTER)
    last.body_en = last.body_en.replace(BEFORE_EN, AFTER_EN)
    last.summary = last.summary.replace(SHORT, SHORT_NOW)
    last.summary_en = last.summary_en.replace(SHORT_EN, SHORT_EN_NOW)
    last.save()


class Migration(migrations.Migration):
    dependencies = [("accounts", "0008_asked_at_the_desk")]
    operations = [migrations.RunPython(tell, migrations.RunPython.noop)]
