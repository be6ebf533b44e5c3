"""Words people say that stand neither in an item's name nor among its keywords, and words that
point away. Written from the menu; measured by `measure_suggestions`, on sentences nobody looked
at while writing it. A place adds its own in the admin."""

POINTING = {
    "stair-light": "楼道 灯|楼梯 灯|门灯|单元 灯|感应灯|路灯|灯 一闪 楼|声控",
    "change-bulb": "卧室 灯|厨房 灯|客厅 灯|灯管|灯泡|家里 灯|吸顶灯",
    "tap-toilet": "马桶|水龙头|水箱|下水 堵|滴水|漏水|水管",
    "lock-hinge": "门锁|锁 坏|合页|钥匙 断|柜门|门 关不上",
    "handrail": "扶手 装|装 扶手|防滑|厕所 扶手",
    "appliance": "电视 没|洗衣机|冰箱|电饭|风扇 坏|遥控器|插座 没电",
    "knife-sewing": "磨刀|缝 裤|拉链|改 裤|纽扣",
    "lift": "电梯",
    "water-power": "停水|停电|暖气|供暖|没水|没电|燃气 停|跳闸",
    "door-camera": "对讲|门禁|监控|摄像头|单元门 锁|单元门 关",
    "bench-fitness": "健身|器材|长椅|凳子 坏|器 松",
    "manhole-road": "井盖|地砖|路面|坑洼|台阶 坏|绊",
    "falling": "瓷砖|墙皮|掉下来|花盆 架|空调 架|广告牌|鼓了|脱落",
    "tree": "树枝|香樟|树 倒|修枝|树 挡|断枝|落果|银杏",
    "rubbish": "垃圾|旧沙发|没人扫|菜叶|杂物 扔|清运",
    "drain-smell": "污水|下水井|往外冒|臭|化粪池|下水道",
    "pests-dogs": "老鼠|蟑螂|狗|拴绳|蚊子",
    "ice-leaves": "积水|结冰|落叶|叶子 滑|滑倒|积雪",
    "ebike-charging": "电动车|电瓶车|飞线|拉线 充电|充电 烫|推进 电梯",
    "blocked-exit": "消防通道|通道 堵|楼道 堆|纸箱|杂物 楼道",
    "groceries": "买菜|买米|买 牛奶|鸡蛋|青菜|超市|买 点",
    "fetch-medicine": "取药|拿药|处方|药 到货|药 用完|药 吃完|降压药|眼药水|开药",
    "parcel": "快递|包裹|驿站|寄来|取件",
    "phone-lesson": "手机 不会|学 手机|视频 打不开|微信 不会|想学|健康码|手机 怎么",
    "escort-hospital": "陪 医院|陪诊|复查|复诊|换药|看病 陪|去 医院",
    "blood-pressure": "量血压|量一次|血压|血糖",
    "newborn-visit": "新生儿|黄疸|黄 没退|月子|刚出生",
    "haircut-home": "理发|剪头|头发",
    "meals": "订餐|送饭|食堂|爱心餐|午饭",
    "visit-elder": "去看一眼|独居|一个人在家|看看 老人|探望",
    "noise": "吵|噪音|拖桌子|半夜|跳舞 声音|装修 响|棋牌室|敲",
    "parking": "车位|停车|堵 车|挪车|僵尸车",
    "owners-company": "物业|业委会|公共收益|维修资金|不贴账|业主会",
    "ask-medical": "医保|报销",
    "ask-pension": "养老保险|养老金|灵活就业|社保 缴",
    "ask-relief": "低保|临时救助|特困",
    "ask-disability": "残疾证|残疾 补贴|两项补贴|重新评定",
    "ask-residence": "居住证|落户|户口 迁|租房 合同",
    "ask-school": "入学|上小学|上幼儿园|学区|转学|报名 学",
    "ask-work": "找工作|想找 班|招聘|培训 工|会开 叉车|失业",
    "legal-aid": "工钱|欠薪|打官司|律师|法律援助|包工头",
    "hardship": "凑不齐|困难 钱|护理费|揭不开锅|生活费",
    "paper-agent": "代办|走不动 证|优待证|代领|本人 走不动",
    "give-things": "九成新|谁家 用得上|送人|捐 旧|用得上",
    "small-wish": "心愿|想要 一|想听|盼 想",
    "wish-facility": "想装|能不能 装|希望 有|加装|反光镜",
    "complaint": "推诿|都说不归|态度 差|没人管 来看|投诉|不回电话",
    "suggestion": "建议|能不能 换",
    "praise": "谢谢|表扬|感谢",
}
"""A phrase is one rule; the words in it must all be said."""

AWAY = {
    "door-camera": "单元门厅",
    "paper-disability": "评定|到期|换",
    "stair-light": "家里 灯|卧室|厨房|路灯 整条",
    "change-bulb": "楼道|单元|楼梯",
    "tap-toilet": "楼道|井盖",
    "noise": "狗 拴绳",
    "owners-company": "快递",
    "lift": "电梯广告|推进 电梯",
    "groceries": "订餐",
}
POINTS, TAKES = 3, -4


def rows() -> list[tuple[str, str, int]]:
    """(words, item's code, weight)"""
    return [
        (phrase, code, weight)
        for table, weight in ((POINTING, POINTS), (AWAY, TAKES))
        for code, phrases in table.items()
        for phrase in phrases.split("|")
    ]
