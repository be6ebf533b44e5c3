from django.db import migrations
from django.utils import timezone

BODY = """我们是谁：您所在社区和它的上级街道。页面下方有电话。

为什么要您的信息：为了登录，为了在您需要帮忙的时候找到您，为了让来帮忙的人知道去哪里。

要哪些：手机号和称呼是登录所必需的。身份证号只在核对“您就是这位居民”时用一次，之后加密保存。健康、残疾、困难、孩子的信息，只有您逐项同意才登记；不同意，不影响别的服务。

谁看得到：您的网格员和社区工作人员，在办事需要的时候，每看一次都有记录。别的居民看不到。街道和区里看到的是数字，不是人。

存在哪里：加密后存在国内的服务器上。存多久，下面逐项写着，到期由系统删除。

您可以：随时看、要一份、改正、删除、撤回同意，或者请我们解释。在“我的信息”里提出，十五个工作日内答复；也可以打电话或到窗口，由工作人员代办。

不用手机也能办：打电话、到窗口、请网格员上门都行，一样办。"""

BODY_EN = """Who we are: your community and the street office above it. The telephone number is at the foot of the page.

Why we need your data: to sign you in, to reach you when you need help, and so that those who help know where to go.

Which data: a mobile number and a name to call you by are needed to sign in. Your ID number is used once, to confirm that you are this resident, and is then kept encrypted. Health, disability, hardship and children's data are recorded only if you agree to each of them; if you do not, no other service changes.

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
            "body": BODY,
            "body_en": BODY_EN,
            "effective_on": timezone.localdate(),
        },
    )


class Migration(migrations.Migration):
    replaces = [("accounts", "0005_first_notice")]
    dependencies = [("accounts", "0001_ground")]
    operations = [migrations.RunPython(publish, migrations.RunPython.noop)]
