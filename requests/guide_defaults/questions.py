"""常见问题 as they are shipped: what people ask the desk every week, answered in two lines."""

from typing import NamedTuple


class Often(NamedTuple):
    question: str
    question_en: str
    answer: str
    answer_en: str
    keywords: str


QUESTIONS = (
    Often(
        "我点的单办到哪一步了",
        "How far is my request",
        "在“我的点单”里看：收、分、跟、结、评五步，走到哪一步都写着。没有账号的，凭下单的手机号查。",
        "Look under “My requests”: five steps, and where it stands. Without an account you find it"
        " by the number you ordered with.",
        "办到哪 到哪一步 查进度 查单 什么进度 how far",
    ),
    Often(
        "多久有人联系我",
        "When will somebody call",
        "每一项的按钮下面都写着最迟什么时候联系、最迟哪天办好。过了时限会自动往上报，您也可以催一催。",
        "Under each button it says by when you are called and by when it is done. What is late goes"
        " one level up by itself, and you may urge it.",
        "多久 没人联系 没人来 没回音 等了几天 几天能 how long",
    ),
    Often(
        "要不要钱",
        "Does it cost anything",
        "志愿服务不收钱。少数低偿的项目，价钱在下单之前就写明。有人另外向您要钱，请投诉。",
        "Volunteers take no money. The few things with a small fee say so before you order. If"
        " anybody asks for more, please complain.",
        "要不要钱 要钱吗 收费吗 收钱吗 多少钱 免费吗 how much",
    ),
    Often(
        "家里老人不会用手机怎么办",
        "Somebody at home uses no smartphone",
        "打社区电话、到窗口说一声都一样，社区替他登记；有连心卡的，报卡号就行。",
        "A call or a word at the counter does the same: the community enters it for them. With a"
        " heart card, the number on it is enough.",
        "不会用手机 老人机 没有手机 没手机 不会上网 no phone",
    ),
    Often(
        "能替爸妈点单吗",
        "May I order for my parents",
        "能。在“我的”里登记您替谁办事，社区核对以后，点单时选“为谁办”。急的先打电话。",
        "Yes. Under “Me” say for whom you act; once the community has checked it you choose whom"
        " an order is for. If it is urgent, call.",
        "替爸 替妈 替老人 替父母 给爸妈 帮爸妈 帮父母 for my parents",
    ),
    Often(
        "谁看得到我的电话和地址",
        "Who sees my number and address",
        "只有接单的人，从接下来到办完 7 天；每看一次都有记录。社区公示里没有名字、门牌和您的原话。",
        "Only whoever took it, until seven days after it is done; each look is recorded. The public"
        " board holds no name, no door and none of your words.",
        "谁看得到 看到我的电话 泄露 隐私 privacy",
    ),
    Often(
        "不想办了怎么撤",
        "How do I withdraw",
        "在“我的点单”里打开它，点“不需要了，撤回”。没有账号的打社区电话。",
        "Open it under “My requests” and withdraw it. Without an account, call the community.",
        "撤回 撤单 取消订单 取消点单 不想办了 不需要了 withdraw",
    ),
    Often(
        "办得不好怎么办",
        "What if it was not done well",
        "评价时照实选，选不满意的，一个工作日内有人联系您：重新办，或者书面说明。结了的也可以再提。",
        "Say so when you rate: within one working day somebody calls you and does it again or"
        " explains in writing. Even a closed one may be opened again.",
        "没办好 没修好 不满意 返工 重新办 又坏了 not done",
    ),
    Often(
        "哪些证明社区不开",
        "Which certificates are issued elsewhere",
        "国家列了 20 项社区不开的证明。在点单里找“证明”，每一项都写着到哪里开、带什么。",
        "Twenty certificates are not a residents' committee's to issue. Search the menu for the"
        " certificate: it says where to go.",
        "开证明 开个证明 开一个证明 盖章 盖个章 certificate",
    ),
    Often(
        "投诉了，他会知道是我吗",
        "Will they know that I complained",
        "投诉由他的上一级看，他自己看不到。举报的，您是谁会封存，办的人也不知道。",
        "A complaint is read one level above whom it is about, never by him. Who reports wrongdoing"
        " is sealed, even from whoever works on it.",
        "投诉 举报 匿名 打击报复 complain",
    ),
    Often(
        "我不住这里，能点吗",
        "I live elsewhere: may I order",
        "能。首页下面可以换社区；只给本社区居民、老人的几项，下单时会说明。路过看到隐患，谁都可以报。",
        "Yes. You may change the community at the foot of the home page; the few items kept for"
        " residents or the old say so. Anybody may report a hazard.",
        "不住这 外地人 租房的 刚搬来 换社区 elsewhere",
    ),
    Often(
        "楼里好几家都报过了，还要报吗",
        "Others reported it: need I, too",
        "不用再填，点“我也受影响”就行：办完一起通知您。受影响的人多了，会自动升一级。",
        "No form is needed: “It affects me too” is enough, and you hear when it is done. When many"
        " are affected it goes one level up.",
        "报过了 都报过 反映过 报了好几 already reported",
    ),
)
