"""上门探访: who is alone, who has just had a child, who has nobody to talk to."""

from requests.menu_defaults.errands import VOLUNTEERS
from requests.menu_defaults.shape import HALF_DAY, WALKING, Both, Item, choice, day, number, text

ITEMS = (
    Item(
        "visit-elders",
        "visit-elder",
        Both("上门看看独居老人", "Looking in on somebody living alone"),
        Both("网格员和结对志愿者", "The grid worker with a paired volunteer"),
        Both(
            "敲门没人应又联系不上，网格员马上报社区；怕出事请直接打 110、120。",
            "If nobody answers, the grid worker tells the community at once; if you fear the worst"
            " call 110 or 120.",
        ),
        "独居 空巢 老人 看望 探望 关心 visit elder",
        (
            choice(
                "多久没联系上了",
                "Since when no contact",
                Both("联系得上，只是不放心", "In contact, only worried"),
                Both("一天", "One day"),
                Both("两天以上", "Two days or more"),
                must=True,
            ),
        ),
        sla="urgent",
        minutes=40,
        priority=2,
    ),
    Item(
        "visit-elders",
        "chat-visit",
        Both("陪聊天、读报", "Company and reading aloud"),
        VOLUNTEERS,
        Both(
            "没有合适的人，先约活动室的茶话会，有人来接。",
            "If nobody fits, we first invite you to the tea hour and fetch you.",
        ),
        "聊天 陪伴 孤单 读报 下棋 company",
        (
            text("喜欢聊什么、玩什么", "What you like to talk about or play"),
            HALF_DAY,
        ),
        dispatch="offer",
        audience="care",
        minutes=60,
        priority=4,
    ),
    Item(
        "visit-elders",
        "haircut-home",
        Both("上门理发", "A haircut at home"),
        Both("志愿理发队", "The volunteer hairdressers"),
        Both(
            "下不了楼的上门；能下楼的每月 8 号到党群服务中心剪。",
            "At home for those who cannot come down; others on the 8th of each month at the"
            " centre.",
        ),
        "剪头发 理发 剃头 haircut",
        (WALKING, HALF_DAY),
        dispatch="pool",
        audience="care",
        minutes=40,
        daily_quota=8,
        priority=4,
    ),
    Item(
        "visit-elders",
        "meals",
        Both("爱心餐送到家", "Meals brought to the door"),
        Both("社区爱心食堂", "The community canteen"),
        Both(
            "前一天 16:00 前订；名额满了先到食堂堂食，同样的价。",
            "Order before 16:00 the day before; if full, eat at the canteen for the same price.",
        ),
        "送饭 助餐 食堂 午饭 订餐 meals",
        (
            day("从哪天开始", "From which day", must=True),
            choice(
                "忌口",
                "Diet",
                Both("没有", "None"),
                Both("少盐少油", "Low salt and oil"),
                Both("软烂", "Soft"),
                Both("清真", "Halal"),
            ),
        ),
        audience="care",
        price="low_fee",
        price_note=Both(
            "收多少钱，看食堂公布的价；高龄和低保老人按补贴价",
            "The price the canteen has published; less for the very old and on the allowance",
        ),
        daily_quota=60,
    ),
    Item(
        "visit-elders",
        "home-cleaning",
        Both("上门保洁", "House cleaning"),
        Both("柜台登记的家政服务社", "A registered household service"),
        Both(
            "收费的活不派给志愿者；付不起的告诉我们，社区安排一次义务大扫除。",
            "Paid work is never given to volunteers; tell us if you cannot pay and we arrange a"
            " free clean-up.",
        ),
        "打扫 卫生 擦玻璃 家政 保洁 cleaning",
        (
            number("大约多少平方米", "About how many square metres", must=True),
            day("哪天来", "On which day", must=True),
        ),
        audience="residents",
        price="low_fee",
        price_note=Both(
            "每小时 25 元，做完付，开收据",
            "25 yuan an hour, paid afterwards against a receipt",
        ),
        minutes=180,
    ),
    Item(
        "visit-families",
        "newborn-visit",
        Both("新生儿、产妇探访", "Visiting mother and newborn"),
        Both("社区卫生室和妇联执委", "The clinic and the women's federation"),
        Both(
            "孩子发烧、吃不下奶，请直接去医院，别等上门。",
            "A feverish baby that does not drink must go to hospital; do not wait for the visit.",
        ),
        "产后 月子 婴儿 宝宝 访视 newborn",
        (day("孩子哪天生的", "Born on which day", must=True),),
        audience="residents",
        minutes=40,
    ),
    Item(
        "visit-families",
        "child-after-school",
        Both("放学没人看", "Nobody home after school"),
        Both("四点半课堂", "The half-past-four class"),
        Both(
            "名额满了进候补，先排双职工和留守的孩子；孩子有危险请打 110。",
            "If full there is a waiting list; a child in danger: call 110.",
        ),
        "四点半 托管 接孩子 作业 after school",
        (
            choice(
                "几年级",
                "Which grade",
                Both("一、二年级", "1–2"),
                Both("三、四年级", "3–4"),
                Both("五、六年级", "5–6"),
                must=True,
            ),
            text("谁来接", "Who picks the child up", must=True),
        ),
        audience="residents",
        minutes=120,
    ),
    Item(
        "visit-families",
        "quiet-talk",
        Both("心里难受想找人说", "Somebody to talk to"),
        Both("驻点社工", "The social worker of the community"),
        Both(
            "只有社工看得到；有伤害自己的念头，请马上打 12356，二十四小时有人接。",
            "Only the social worker reads it. If you think of harming yourself call 12356, day or"
            " night.",
        ),
        "心理 难过 压力 睡不着 抑郁 吵架 counselling",
        (
            choice(
                "怎么谈方便",
                "How",
                Both("到社工站", "At the station"),
                Both("电话", "By telephone"),
                Both("上门", "At home"),
                must=True,
            ),
        ),
        sla="urgent",
        matter="private",
        minutes=60,
        priority=2,
    ),
    Item(
        "visit-families",
        "hardship",
        Both("家里突然有困难", "Sudden hardship in the family"),
        Both("社区民政专干和网格员", "The community's civil affairs officer"),
        Both(
            "我们上门了解、替您递材料；批不批由街道和区民政局定，不批会写清理由。",
            "We visit and hand in the papers; the subdistrict and the district decide, and say"
            " why.",
        ),
        "困难 低保 临时救助 生病 失业 没钱 hardship relief",
        (
            choice(
                "最急的是",
                "Most pressing",
                Both("看病", "Medical costs"),
                Both("吃住", "Food and shelter"),
                Both("上学", "School"),
                Both("丢了工作", "Lost job"),
                must=True,
            ),
        ),
        matter="major",
        minutes=60,
        priority=2,
    ),
)
