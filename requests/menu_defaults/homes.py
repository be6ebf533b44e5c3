"""小修小补: what is broken, at home and where everybody walks."""

from typing import Any

from requests.menu_defaults.shape import STILL_THERE, Both, Item, choice, day, text

HANDY = Both("懂手艺的志愿者", "A handy volunteer")
ESTATE = Both("网格员和物业", "The grid worker with the property company")
SHARED: dict[str, Any] = {"is_public": True, "audience": "everyone"}

ITEMS = (
    Item(
        "repairs-home",
        "change-bulb",
        Both("家里换灯泡、修灯", "A lamp at home"),
        HANDY,
        Both(
            "只换灯泡、灯管、开关面板；要动线路的请持证电工，我们帮您找。",
            "Bulbs, tubes and switches only; for wiring we find you a licensed electrician.",
        ),
        "修灯 换灯泡 灯不亮 开关 灯管 lamp bulb",
        (
            choice(
                "够得着吗",
                "Height",
                Both("站凳子够得着", "From a stool"),
                Both("要梯子", "Needs a ladder"),
                must=True,
            ),
            choice(
                "灯泡有没有",
                "Do you have the bulb",
                Both("买好了", "Yes"),
                Both("请带一个，我付灯泡钱", "Please bring one, I pay for it"),
            ),
        ),
        dispatch="pool",
        minutes=40,
        is_risky=True,
    ),
    Item(
        "repairs-home",
        "tap-toilet",
        Both("水龙头、马桶漏水", "A dripping tap or toilet"),
        HANDY,
        Both(
            "先关总阀；楼板漏到楼下的归“楼上楼下漏水”，爆管请打物业报修电话。",
            "Close the main tap first; for a burst pipe call the property company.",
        ),
        "水龙头 马桶 漏水 堵了 下水道 疏通 tap toilet",
        (
            choice(
                "哪里",
                "Which",
                Both("水龙头", "Tap"),
                Both("马桶", "Toilet"),
                Both("下水堵了", "Blocked drain"),
                must=True,
            ),
            choice(
                "还在漏吗",
                "Still leaking",
                Both("在漏", "Yes"),
                Both("关了阀，不漏了", "No, the tap is closed"),
            ),
        ),
        sla="utilities",
        dispatch="pool",
        minutes=60,
        priority=2,
    ),
    Item(
        "repairs-home",
        "lock-hinge",
        Both("门锁、合页、窗户不好关", "Locks, hinges, windows"),
        HANDY,
        Both(
            "不开锁：锁在门外请打 110 备案的开锁点，我们给您号码。",
            "We open no locks: if you are locked out we give you the number of a registered"
            " locksmith.",
        ),
        "门锁 合页 窗户 纱窗 门关不上 lock door window",
        (text("哪一扇，怎么坏的", "Which one, and how", must=True),),
        dispatch="pool",
        minutes=45,
    ),
    Item(
        "repairs-home",
        "handrail",
        Both("装扶手、防滑垫", "Handrails and non-slip mats"),
        Both("居家适老化改造项目", "The home adaptation programme"),
        Both(
            "先上门看墙和尺寸；不在补贴范围的，给您材料清单和报价，自己决定。",
            "We look at the walls first; outside the programme you get a list and a price to"
            " decide on.",
        ),
        "扶手 防滑 适老化 卫生间 摔跤 handrail",
        (
            choice(
                "装在哪里",
                "Where",
                Both("卫生间", "Bathroom"),
                Both("床边", "Bedside"),
                Both("门口台阶", "Doorstep"),
                must=True,
            ),
        ),
        audience="care",
        minutes=120,
    ),
    Item(
        "repairs-home",
        "appliance",
        Both("修小家电、洗油烟机", "Small appliances, cooker hoods"),
        Both("登记的家电维修点", "A registered repair shop"),
        Both(
            "收费的活不派给志愿者；修前先报价，不同意不收上门费。",
            "Paid work is never given to volunteers; the price comes first, no fee if you decline.",
        ),
        "电视 洗衣机 冰箱 油烟机 空调 家电 appliance",
        (
            text("什么电器，什么毛病", "Which appliance, what is wrong", must=True),
            day("哪天在家", "At home on which day"),
        ),
        price="low_fee",
        price_note=Both(
            "检查 20 元，配件按实，先报价后修",
            "20 yuan to look at it, parts at cost; you hear the price before any repair",
        ),
        minutes=60,
        priority=4,
    ),
    Item(
        "repairs-home",
        "knife-sewing",
        Both("磨刀、缝补、修鞋", "Sharpening, mending, shoes"),
        Both("每月 8 号便民集市的老师傅", "The craftsmen of the monthly fair"),
        Both(
            "每月 8 号上午在中心广场；腿脚不便的，楼栋长替您捎去。",
            "On the 8th of each month; if walking is hard your building head takes it along.",
        ),
        "磨剪刀 缝衣服 裤脚 修鞋 修伞 mending",
        (
            choice(
                "做什么",
                "What",
                Both("磨刀剪", "Sharpening"),
                Both("缝补", "Sewing"),
                Both("修鞋修伞", "Shoes, umbrellas"),
                must=True,
            ),
        ),
        minutes=20,
        priority=4,
    ),
    Item(
        "repairs-shared",
        "stair-light",
        Both("楼道灯、路灯不亮", "Stair or street light out"),
        ESTATE,
        Both(
            "物业推不动的，社区记下来找产权单位；整条街黑了报市政路灯所。",
            "If the company does not move, the community goes to the owner; whole streets go to"
            " the city.",
        ),
        "修灯 楼道灯 路灯 灯不亮 黑 light",
        (
            text("几号楼几单元几层", "Building, entrance and floor", must=True),
            choice(
                "几盏不亮",
                "How many",
                Both("一盏", "One"),
                Both("好几盏", "Several"),
                Both("全黑", "All dark"),
            ),
        ),
        priority=2,
        **SHARED,
    ),
    Item(
        "repairs-shared",
        "lift",
        Both("电梯坏了", "The lift is broken"),
        ESTATE,
        Both(
            "有人被困：按轿厢里的铃，或打 119；停一天以上社区去催维保单位。",
            "Somebody trapped: use the alarm or call 119; after a day the community presses the"
            " maintainer.",
        ),
        "电梯 停了 困人 抖 lift elevator",
        (
            text("几号楼几单元", "Building and entrance", must=True),
            choice(
                "现在怎样",
                "Now",
                Both("停着", "Out of order"),
                Both("能用，有怪声、抖", "Works, but shakes"),
                must=True,
            ),
        ),
        sla="urgent",
        priority=1,
        matter="major",
        **SHARED,
    ),
    Item(
        "repairs-shared",
        "water-power",
        Both("停水、停电、停气、不热", "No water, power, gas or heating"),
        Both("网格员联系供水、供电、燃气、供热单位", "The grid worker with the utility"),
        Both(
            "闻到煤气味：开窗、不开灯、到外面打燃气抢修电话或 119。",
            "If you smell gas: open windows, touch no switch, go out and call 119.",
        ),
        "停水 停电 没气 暖气不热 水压小 heating water power",
        (
            choice(
                "缺哪样",
                "What is missing",
                Both("水", "Water"),
                Both("电", "Power"),
                Both("燃气", "Gas"),
                Both("暖气", "Heating"),
                must=True,
            ),
            choice(
                "几家这样",
                "How many homes",
                Both("就我家", "Only mine"),
                Both("一个单元", "An entrance"),
                Both("整栋楼", "The building"),
            ),
        ),
        sla="utilities",
        priority=1,
        **SHARED,
    ),
    Item(
        "repairs-shared",
        "door-camera",
        Both("单元门、门禁坏了", "The entrance door is broken"),
        ESTATE,
        Both(
            "没有物业的老楼，社区从公益金里修一次，再议后面谁管。",
            "In old houses without a company the community mends it once, and asks who keeps it"
            " after that.",
        ),
        "单元门 门禁 对讲 监控 entrance door",
        (text("几号楼几单元", "Building and entrance", must=True),),
        **SHARED,
    ),
    Item(
        "repairs-shared",
        "bench-fitness",
        Both("健身器材、长椅坏了", "Broken benches or exercise gear"),
        Both("社区和器材管理单位", "The community with the owner of the gear"),
        Both(
            "先拉警戒带停用，等配件的会写到哪一天。",
            "It is roped off first; you will see until which day parts are awaited.",
        ),
        "健身器材 长椅 滑梯 广场 bench playground",
        (text("在哪里，哪一件", "Where, and which one", must=True), STILL_THERE),
        **SHARED,
    ),
)
