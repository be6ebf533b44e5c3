"""邻里调解, 许个心愿, and what people think of us."""

from requests.menu_defaults.shape import HALF_DAY, Both, Item, choice, day, number, text

MEDIATORS = Both("社区人民调解员", "The community's mediators")
COURT = Both(
    "双方都愿意才调；调不成的，告诉您去街道调委会、法院怎么走，不收钱。",
    "Only if both sides agree; if it fails we tell you how the subdistrict or the court"
    " goes on. Free.",
)
SPOKEN = choice(
    "对方知道您来说吗",
    "Does the other side know",
    Both("知道，也愿意谈", "Yes, and will talk"),
    Both("还不知道", "Not yet"),
    Both("谈过，没谈拢", "We talked in vain"),
)

NEIGHBOURS = (
    Item(
        "neighbours-home",
        "noise",
        Both("太吵了", "Noise"),
        MEDIATORS,
        Both(
            "夜里十点后正吵着打 110；工地、店铺噪声转生态环境或城管。",
            "After ten at night call 110; building sites and shops go to the environment office.",
        ),
        "噪音 吵 广场舞 装修 跳绳 音响 noise",
        (
            choice(
                "什么声音",
                "What kind",
                Both("楼上", "Upstairs"),
                Both("装修", "Building work"),
                Both("广场、店铺", "Square or shops"),
                must=True,
            ),
            SPOKEN,
        ),
        matter="private",
        minutes=60,
    ),
    Item(
        "neighbours-home",
        "leak-between",
        Both("楼上楼下漏水", "A leak between floors"),
        MEDIATORS,
        Both(
            "请一起到场的师傅看漏点；责任说不清的，告诉您怎么做鉴定。",
            "A craftsman looks with both; if it stays unclear we tell you about an expert opinion.",
        ),
        "漏水 渗水 楼上 天花板 赔偿 leak",
        (
            choice(
                "现在还漏吗",
                "Still leaking",
                Both("在漏", "Yes"),
                Both("停了，有水印", "No, only stains"),
                must=True,
            ),
            SPOKEN,
        ),
        sla="utilities",
        matter="private",
        priority=2,
        minutes=90,
    ),
    Item(
        "neighbours-home",
        "shared-space",
        Both("公共地方的争执", "Quarrels about shared space"),
        MEDIATORS,
        COURT,
        "占楼道 鞋柜 种菜 垃圾箱 摄像头 空调滴水 shared space",
        (text("在哪里，争什么", "Where, and about what", must=True), SPOKEN),
        minutes=90,
    ),
    Item(
        "neighbours-home",
        "parking",
        Both("停车争执", "Parking quarrels"),
        MEDIATORS,
        Both(
            "挡住出不去请打 122 挪车；车位不够的转议事会。",
            "If you are blocked in call 122; lack of spaces goes to the council.",
        ),
        "停车 车位 挪车 堵车 parking",
        (text("在哪里", "Where", must=True), SPOKEN),
        minutes=60,
    ),
    Item(
        "neighbours-family",
        "family-quarrel",
        Both("家里人闹矛盾", "A quarrel in the family"),
        Both("社工和女调解员", "The social worker with a woman mediator"),
        Both(
            "有人动手请马上打 110；这件事只有社工和调解员看得到。",
            "If anybody is beaten call 110 at once; only the social worker and mediator read this.",
        ),
        "婆媳 夫妻 吵架 赡养 孩子 family",
        (
            choice(
                "怎么联系方便",
                "How to reach you",
                Both("电话", "Telephone"),
                Both("短信", "Text message"),
                Both("我到社区来", "I come"),
                must=True,
            ),
            HALF_DAY,
        ),
        sla="urgent",
        matter="private",
        priority=2,
        minutes=90,
    ),
    Item(
        "neighbours-family",
        "support-parents",
        Both("老人赡养、财产谈不拢", "Support of parents, property"),
        MEDIATORS,
        COURT,
        "赡养 分家 房产 遗嘱 parents property",
        (text("想谈成什么", "What you hope for", must=True), SPOKEN),
        matter="private",
        minutes=120,
    ),
    Item(
        "neighbours-family",
        "legal-aid",
        Both("想问律师", "Asking a lawyer"),
        Both("社区法律顾问，每周四下午", "The community's legal adviser, Thursday afternoons"),
        Both(
            "要打官司又困难的，帮您向法律援助中心申请，也可打 12348。",
            "If you must go to court and lack means we help apply for legal aid; or call 12348.",
        ),
        "律师 法律 官司 合同 欠薪 lawyer",
        (
            choice(
                "哪一类",
                "About",
                Both("婚姻家庭", "Family"),
                Both("劳动欠薪", "Wages"),
                Both("房屋", "Housing"),
                Both("别的", "Other"),
                must=True,
            ),
        ),
        kind="inquiry",
        sla="inquiry",
        minutes=30,
    ),
    Item(
        "neighbours-house",
        "owners-company",
        Both("物业、业委会的事", "Property company and owners' committee"),
        Both("社区物业联席会", "The joint meeting on property"),
        Both(
            "物业费的官司归法院；换物业要业主大会定，社区教您怎么开。",
            "Fees in dispute go to court; changing the company is for the owners, we show how.",
        ),
        "物业费 业委会 维修资金 公共收益 property",
        (text("哪个小区，什么事", "Which estate, about what", must=True),),
        matter="major",
        minutes=90,
    ),
)


WISHES = (
    Item(
        "wish-small",
        "small-wish",
        Both("一个小心愿", "A small wish"),
        Both(
            "报到党员、志愿者、爱心单位认领",
            "Claimed by checked-in Party members, volunteers, partners",
        ),
        Both(
            "两个月没人认领，社区会亲自回您一句，能换个法子就换个法子。",
            "If nobody claims it in two months we answer in person and look for another way.",
        ),
        "微心愿 想要 愿望 圆梦 wish",
        (
            choice(
                "给谁的",
                "For whom",
                Both("老人", "An elder"),
                Both("孩子", "A child"),
                Both("自己", "Myself"),
                Both("别人", "Somebody else"),
                must=True,
            ),
            text("最想什么时候实现", "When, ideally"),
        ),
        order_type="wish",
        sla="wish",
        dispatch="offer",
        audience="residents",
        priority=4,
    ),
    Item(
        "wish-small",
        "learn-something",
        Both("想学一样东西", "Wanting to learn something"),
        Both("社区学堂、有手艺的邻居", "The community school and skilled neighbours"),
        Both(
            "凑够八个人就开班；不够就介绍您去街道老年大学。",
            "With eight people a class opens; otherwise we point you to the subdistrict's.",
        ),
        "书法 唱歌 智能手机 太极 烘焙 learn class",
        (text("想学什么", "What", must=True), HALF_DAY),
        order_type="wish",
        sla="wish",
        dispatch="offer",
        priority=4,
    ),
    Item(
        "wish-small",
        "give-things",
        Both("闲置的东西想送人", "Giving things away"),
        Both("爱心驿站", "The charity corner"),
        Both(
            "要干净、能用；大件请先拍照，没人要的帮您联系回收。",
            "Clean and working; for what nobody wants we find a recycler.",
        ),
        "捐 旧衣服 轮椅 书 家具 闲置 donate",
        (
            text("什么东西，几成新", "What, and how worn", must=True),
            day("哪天来取", "Fetch on which day"),
        ),
        order_type="wish",
        sla="wish",
        dispatch="pool",
        priority=4,
    ),
    Item(
        "wish-place",
        "wish-facility",
        Both("盼着添个设施", "A facility you hope for"),
        Both("共建单位和社区，上议事会", "Partner units and the community, through the council"),
        Both(
            "钱和地方都要的事，会告诉您议到哪一步；议不成也写理由。",
            "What needs money and land is told step by step; if it fails, why.",
        ),
        "充电桩 停车场 电梯加装 凉亭 口袋公园 facility",
        (
            text("想添在哪里", "Where", must=True),
            choice(
                "几家想要",
                "How many want it",
                Both("我一家", "One home"),
                Both("一栋楼", "A building"),
                Both("整个小区", "The estate"),
            ),
        ),
        kind="suggestion",
        order_type="vision",
        matter="major",
        sla="wish",
        is_public=True,
        priority=4,
    ),
    Item(
        "wish-place",
        "wish-event",
        Both("想办个活动", "An event you would like"),
        Both("社区社会组织", "The community's organisations"),
        Both(
            "场地免费约；没人牵头的，帮您找个队伍。",
            "Rooms are free; if nobody leads we look for a team.",
        ),
        "活动 晚会 邻居节 比赛 电影 event",
        (text("想办什么", "What kind", must=True), number("大约多少人", "About how many people")),
        order_type="wish",
        sla="wish",
        priority=4,
    ),
)

SECOND = Both(
    "由上一级看，被反映的人看不到。", "Read one level above; whom it is about never sees it."
)
VOICE = (
    Item(
        "voice-say",
        "complaint",
        Both("投诉", "A complaint"),
        Both("被反映的人的上一级", "One level above whom it is about"),
        Both(
            "过了期限没答复，或者不服，可以再往上一级说，也可以打 12345。",
            "If no answer comes in time, or not a good one, go one level higher or call 12345.",
        ),
        "投诉 态度不好 不办 推诿 complaint",
        (text("什么时候的事", "When it happened"),),
        kind="complaint",
        advice=SECOND,
        answer="notice",
        matter="major",
        priority=2,
    ),
    Item(
        "voice-say",
        "report",
        Both("举报", "A report of wrongdoing"),
        Both("街道或区里的专人", "A named person of the subdistrict or district"),
        Both(
            "您是谁会封存；要马上制止的请打 110，公职人员问题打 12388。",
            "Who you are stays sealed; to stop it now call 110, about officials 12388.",
        ),
        "举报 违法 冒领 造假 report",
        (text("什么时候、在哪里", "When and where"),),
        kind="report",
        advice=SECOND,
        answer="notice",
        matter="major",
        priority=2,
    ),
    Item(
        "voice-say",
        "suggestion",
        Both("建议", "A suggestion"),
        Both("社区书记读，每月一次集中答", "The secretary reads all and answers monthly"),
        Both("采纳不采纳都会写理由。", "Taken up or not, you read why."),
        "建议 意见 想法 suggestion",
        (),
        kind="suggestion",
        order_type="vision",
        priority=4,
    ),
    Item(
        "voice-say",
        "praise",
        Both("表扬", "Praise"),
        Both("转给本人和他的组长", "Passed on to the person"),
        Both(
            "表扬不算分、不排名，只让他知道。", "It gives no points and no rank; he is simply told."
        ),
        "表扬 感谢 锦旗 好人好事 praise thanks",
        (text("想谢谢谁", "Whom to thank", must=True),),
        kind="praise",
        priority=4,
    ),
)

ITEMS = NEIGHBOURS + WISHES + VOICE
