"""跑腿代办, 陪同就医: what one person does for another."""

from requests.menu_defaults.shape import (
    HALF_DAY,
    WALKING,
    Both,
    Item,
    choice,
    day,
    number,
    text,
)

VOLUNTEERS = Both("社区志愿者", "A volunteer of the community")
WORKER = Both("网格员", "The grid worker")

ERRANDS = (
    Item(
        "errands-fetch",
        "fetch-medicine",
        Both("代取药", "Fetching medicine"),
        VOLUNTEERS,
        Both(
            "处方药要本人的处方；当天没人接，网格员去取。",
            "Prescription drugs need the prescription; if nobody takes it that day, the grid"
            " worker goes.",
        ),
        "取药 买药 拿药 配药 药店 medicine pharmacy",
        (
            choice(
                "到哪里取",
                "Where from",
                Both("社区卫生室", "Community clinic"),
                Both("医院", "Hospital"),
                Both("药店", "Pharmacy"),
                must=True,
            ),
            choice(
                "药费",
                "Paying for it",
                Both("已经付过", "Already paid"),
                Both("请先垫，见票还", "Please advance; I pay on the receipt"),
                must=True,
            ),
            day("哪天要用", "Needed on which day", must=True),
        ),
        dispatch="pool",
        audience="care",
        minutes=60,
        priority=2,
    ),
    Item(
        "errands-fetch",
        "groceries",
        Both("代买菜买米", "Shopping for groceries"),
        VOLUNTEERS,
        Both(
            "一次不超过 15 公斤；没人接单，社区请商户送货上门。",
            "At most 15 kg at a time; if nobody takes it, the community asks a shop to deliver.",
        ),
        "买菜 买米 买油 采购 日用品 超市 shopping",
        (
            text("买什么，各多少", "What, and how much of each", must=True),
            number("大约多少钱（元）", "About how much (yuan)"),
            HALF_DAY,
        ),
        dispatch="pool",
        audience="care",
        minutes=60,
        daily_quota=20,
    ),
    Item(
        "errands-fetch",
        "parcel",
        Both("代取快递", "Fetching a parcel"),
        VOLUNTEERS,
        Both(
            "只送到门口；超过 20 公斤请快递员上门。",
            "To the door only; for more than 20 kg ask the courier to come up.",
        ),
        "快递 包裹 驿站 取件 parcel",
        (
            text("在哪个驿站", "At which parcel station", must=True),
            choice(
                "大不大",
                "How big",
                Both("一只手拿得动", "One hand"),
                Both("要两只手", "Two hands"),
                Both("要推车", "Needs a trolley"),
            ),
        ),
        dispatch="pool",
        audience="care",
        minutes=30,
        priority=4,
    ),
    Item(
        "errands-pay",
        "pay-bills",
        Both("代缴水电燃气费", "Paying utility bills"),
        VOLUNTEERS,
        Both(
            "钱和票当面点清、两人签字；一次不超过 500 元，超过的请网格员陪您去。",
            "Money and receipts are counted face to face and signed by both; above 500 yuan the"
            " grid worker goes with you.",
        ),
        "交电费 交水费 燃气费 话费 缴费 充值 bills",
        (
            choice(
                "交哪一种",
                "Which bill",
                Both("电费", "Electricity"),
                Both("水费", "Water"),
                Both("燃气费", "Gas"),
                Both("话费、网费", "Telephone or internet"),
                must=True,
            ),
            number("多少钱（元）", "How much (yuan)", must=True),
        ),
        dispatch="offer",
        audience="care",
        minutes=60,
    ),
    Item(
        "errands-pay",
        "phone-lesson",
        Both("教用手机", "Help with a mobile phone"),
        VOLUNTEERS,
        Both(
            "不代管密码、不碰转账；周三下午活动室也有手机课。",
            "We never hold passwords or make transfers; there is also a class on Wednesday"
            " afternoons.",
        ),
        "手机不会用 微信 扫码 挂号 字太小 反诈 smartphone",
        (
            choice(
                "学什么",
                "What about",
                Both("微信、视频", "WeChat and video calls"),
                Both("挂号、缴费", "Booking and paying"),
                Both("字大一点、声音大一点", "Larger letters, louder sound"),
                Both("防骗", "Avoiding fraud"),
            ),
            HALF_DAY,
        ),
        dispatch="pool",
        minutes=60,
        priority=4,
    ),
    Item(
        "errands-paper",
        "paper-agent",
        Both("帮跑手续", "Papers done for you"),
        Both("社区帮办员、网格员", "The community's agent or the grid worker"),
        Both(
            "要本人去的（照相、按指纹）我们陪您去；原件交接都写收条。",
            "Where you must appear yourself we go with you; originals are handed over against a"
            " receipt.",
        ),
        "代办 手续 跑腿 老年证 公交卡 社保卡 材料 papers",
        (
            text("办什么手续", "Which procedure", must=True),
            choice(
                "您方便出门吗",
                "Can you leave the house",
                Both("方便，教我怎么办就行", "Yes, just tell me how"),
                Both("不方便，请上门取件", "No, please come for the papers"),
                must=True,
            ),
        ),
        order_type="regular",
        minutes=120,
    ),
    Item(
        "errands-paper",
        "print-scan",
        Both("打印、复印、扫描", "Printing, copying, scanning"),
        Both("便民服务大厅窗口", "The counter of the service hall"),
        Both(
            "一次 20 页以内；更多的请到街上的文印店。",
            "Up to 20 pages; for more please go to a copy shop.",
        ),
        "复印 打印 扫描 照片 copy print",
        (number("多少页", "How many pages"),),
        sla="inquiry",
        minutes=15,
        priority=4,
    ),
)

ESCORT = (
    Item(
        "escort-clinic",
        "escort-hospital",
        Both("陪同去医院", "Going to hospital together"),
        VOLUNTEERS,
        Both(
            "陪着挂号、候诊、取药，不替您做医疗决定；前一天还没人接，网格员来陪。急病请打 120。",
            "We queue, wait and fetch with you and decide nothing medical; if nobody accepted by"
            " the day before, the grid worker comes. In an emergency call 120.",
        ),
        "看病 陪诊 医院 挂号 复查 陪护 doctor hospital",
        (
            day("哪天去", "On which day", must=True),
            text("哪家医院，几点到", "Which hospital, at what time", must=True),
            WALKING,
        ),
        dispatch="offer",
        audience="care",
        minutes=240,
        daily_quota=6,
        priority=2,
        is_risky=True,
    ),
    Item(
        "escort-clinic",
        "escort-dialysis",
        Both("定期治疗接送", "Rides to regular treatment"),
        Both("街道助老车队和志愿者", "The subdistrict's car pool for elders"),
        Both(
            "车座有限，排不上的帮您申请残联、民政的交通补助。",
            "Seats are few; otherwise we help you apply for a travel allowance.",
        ),
        "透析 化疗 康复 接送 每周 treatment",
        (
            text("每周哪几天，去哪里", "Which days of the week, and where", must=True),
            WALKING,
        ),
        audience="care",
        minutes=180,
        priority=2,
        is_risky=True,
    ),
    Item(
        "escort-clinic",
        "wheelchair-loan",
        Both("借轮椅、拐杖", "Borrowing a wheelchair or crutches"),
        Both("党群服务中心前台", "The front desk of the service centre"),
        Both(
            "一次借 15 天，可续一次；都借出去了就到街道康复站调。",
            "For 15 days, once renewable; if all are out we ask the rehabilitation station.",
        ),
        "轮椅 拐杖 助行器 借用 辅具 wheelchair",
        (
            choice(
                "借什么",
                "What",
                Both("轮椅", "Wheelchair"),
                Both("拐杖", "Crutches"),
                Both("助行器", "Walking frame"),
                must=True,
            ),
            day("从哪天借", "From which day", must=True),
        ),
        minutes=20,
    ),
    Item(
        "escort-health",
        "blood-pressure",
        Both("上门量血压血糖", "Blood pressure taken at home"),
        Both("社区卫生室家庭医生团队", "The family doctors of the clinic"),
        Both(
            "每周二、周四上门；能走的请到卫生室，随到随量。",
            "On Tuesdays and Thursdays; if you can walk, come to the clinic at any time.",
        ),
        "量血压 血糖 体检 家庭医生 随访 health",
        (WALKING, HALF_DAY),
        audience="care",
        minutes=30,
        daily_quota=10,
    ),
    Item(
        "escort-health",
        "doctor-contract",
        Both("签约家庭医生", "Signing up with a family doctor"),
        Both("社区卫生室", "The community clinic"),
        Both(
            "带医保卡到卫生室当场签；行动不便的医生上门签。",
            "Bring your insurance card to the clinic; for those who cannot walk the doctor comes.",
        ),
        "家庭医生 签约 慢病 family doctor",
        (
            choice(
                "怎么签",
                "How",
                Both("我去卫生室", "I come to the clinic"),
                Both("请上门", "Please come"),
                must=True,
            ),
        ),
        minutes=30,
        priority=4,
    ),
)

ITEMS = ERRANDS + ESCORT
