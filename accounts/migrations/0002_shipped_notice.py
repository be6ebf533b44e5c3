"""The privacy notice a place starts with; a later one is a new version, made on its page."""

from django.db import migrations
from django.utils import timezone

SUMMARY = """只存办事要用的：手机号和称呼；身份证号核对一次，之后加密保存。
健康、困难这些：有名单、证件的，社区按法定职责登记；其余的您逐项同意才登记，随时可以撤回。
为您办事的人才看得到，每看一次都有记录；街道和区里只看数字。
到期由系统删除。要看、要改、要删、要一份，在“我的信息”里提。
不同意、不用手机，事情一样办。"""

SUMMARY_EN = """We keep what the work needs: a mobile number and a name. Your ID number is checked once, then kept encrypted.
Health and hardship: what an official list or card says is recorded as a legal duty; anything else only if you agree, and you may withdraw at any time.
Only those who work for you see it, and each look is logged; street and district see figures.
What is due is deleted by the system. To look, correct, delete or have a copy, ask under "My data".
If you do not agree, or have no phone, you are served all the same."""

BODY = """我们是谁：您所在社区和它的上级街道。页面下方有电话。

为什么要您的信息：为了登录，为了在您需要帮忙的时候找到您，为了让来帮忙的人知道去哪里。

要哪些：手机号和称呼是登录所必需的。身份证号只在核对“您就是这位居民”时用一次，之后加密保存。健康、残疾、困难这些敏感的信息分两种：有残疾人证、民政名单、评估表的，和法律要社区常去看望的人（独居的老人、留守的孩子），社区按法定职责登记，您可以看、可以请我们改正；没有名单和证件、是您告诉我们的，只有您逐项同意才登记，您撤回，登记就取消。孩子的信息由监护人同意。不同意，不影响别的服务。

谁看得到：您的网格员和社区工作人员，在办事需要的时候，每看一次都有记录。别的居民看不到。街道和区里看到的是数字，不是人。

存在哪里：加密后存在国内的服务器上。存多久，下面逐项写着，到期由系统删除。

您可以：随时看、要一份、改正、删除、撤回同意，或者请我们解释。在“我的信息”里提出，十五个工作日内答复；也可以打电话或到窗口，由工作人员代办。

不用手机也能办：打电话、到窗口、请网格员上门都行，一样办。"""

BODY_EN = """Who we are: your community and the street office above it. The telephone number is at the foot of the page.

Why we need your data: to sign you in, to reach you when you need help, and so that those who help know where to go.

Which data: a mobile number and a name to call you by are needed to sign in. Your ID number is used once, to confirm that you are this resident, and is then kept encrypted. Sensitive data about health, disability and hardship are of two sorts. What stands on a disability card, a civil affairs list or an official assessment, and those the law asks the community to look after (old people living alone, children left behind), is recorded as a legal duty: you may see it and have it corrected. What we know only because you told us is recorded only if you agree to it, item by item, and is taken off when you withdraw. For a child the guardian decides. If you do not agree, no other service changes.

Who sees it: your grid worker and the community's staff, when the work needs it, and each look is logged. Other residents do not. Street and district see figures, not people.

Where it is kept: encrypted, on servers inside China. How long is written below, item by item; what is due is deleted by the system.

You may at any time look at it, have a copy, have it corrected or deleted, withdraw consent, or ask us to explain. Ask under "My data": we answer within fifteen working days. The telephone and the counter work as well; staff will enter it for you.

Without a phone: call, come to the counter, or ask your grid worker to visit. It is handled in the same way."""


def publish(apps, schema_editor):
    apps.get_model("accounts", "PrivacyNotice").objects.get_or_create(
        version=1,
        defaults={
            "title": "个人信息怎么用",
            "title_en": "How we use personal data",
            "summary": SUMMARY,
            "summary_en": SUMMARY_EN,
            "body": BODY,
            "body_en": BODY_EN,
            "effective_on": timezone.localdate(),
        },
    )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0001_ground")]
    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
