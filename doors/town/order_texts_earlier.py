"""What was asked for earlier this month, and is done."""

from dataclasses import dataclass

from doors.town.order_texts import RATED, Said


@dataclass(frozen=True)
class Earlier:
    days_ago: int
    took_hours: int
    said: Said


def earlier(
    days_ago: int, took_hours: int, item: str, words: str, result: str, **more: object
) -> Earlier:
    return Earlier(days_ago, took_hours, Said(item, words, RATED, result=result, **more))  # type: ignore[arg-type]


EARLIER = (
    earlier(
        21,
        30,
        "stair-light",
        "一单元五楼灯一闪一闪。",
        "换了声控头",
        by="林晚",
        grade=5,
        thanks="当天就好了",
    ),
    earlier(
        20,
        6,
        "fetch-medicine",
        "外婆的眼药水用完了。",
        "买到两支，票据夹在病历里",
        by="林晚",
        about="龙玉兰",
    ),
    earlier(
        19,
        50,
        "rubbish",
        "东门口旧沙发放了三天。",
        "大件车拉走了",
        called="东门保安",
        grid=7,
        grade=4,
    ),
    earlier(18, 20, "tap-toilet", "马桶水箱一直流水。", "换了浮球", by="陈长贵", grade=5),
    earlier(
        18,
        3,
        "ask-pension",
        "老伴的养老金认证手机刷不过。",
        "在窗口用摄像头重刷，通过了",
        by="陈长贵",
        grade=5,
        thanks="不用我跑第二趟",
    ),
    earlier(
        17,
        26,
        "ice-leaves",
        "桥西坡道下雨积水没过脚面。",
        "掏了两个雨水口",
        called="接孩子的奶奶",
        grid=9,
        grade=4,
    ),
    earlier(
        16,
        8,
        "parcel",
        "药从外地寄来，腿不方便下楼。",
        "送到床边",
        called="莫腊梅",
        grid=11,
        grade=5,
    ),
    earlier(
        15,
        70,
        "noise",
        "楼下棋牌室到半夜。",
        "约好十点关门，写在门上",
        called="6 号楼住户",
        grid=6,
        grade=3,
    ),
    earlier(
        14,
        5,
        "ask-school",
        "明年上小学，户口在外县能不能报？",
        "可以，凭居住证排第三批，给了单子",
        by="于建平",
        grade=5,
    ),
    earlier(
        14,
        22,
        "ebike-charging",
        "4 号楼楼梯间有人充电瓶。",
        "劝下楼，车棚给留了桩位",
        by="于建平",
        grade=4,
    ),
    earlier(
        13,
        40,
        "haircut-home",
        "爷爷卧床，想剪头。",
        "理发队两个人上门，擦洗干净",
        called="李桂花",
        grid=3,
        grade=5,
    ),
    earlier(
        12,
        18,
        "manhole-road",
        "快递点前面地砖翘了一排。",
        "重铺十二块",
        called="驿站老板",
        grid=8,
        grade=4,
    ),
    earlier(
        11, 28, "door-camera", "3 号楼对讲只有我家不响。", "分机换了一块板", by="韩立诚", grade=5
    ),
    earlier(
        10,
        44,
        "tree",
        "银杏果落一地，踩着滑。",
        "物业每天早上扫一遍，落完为止",
        called="早锻炼的人",
        grid=6,
        grade=4,
    ),
    earlier(
        9,
        4,
        "ask-medical",
        "孩子的医保缴费期到几号？",
        "十二月三十一日，教会在手机上缴",
        called="覃海涛",
        grid=7,
        grade=5,
    ),
    earlier(
        8,
        60,
        "small-wish",
        "想要一副能放大的老花镜。",
        "爱心单位送来一副带灯的，试过合适",
        called="田凤仙",
        grid=2,
        grade=5,
    ),
    earlier(
        7,
        25,
        "escort-hospital",
        "白内障术后第一次复查。",
        "挂号取药都陪着，下午三点送回家",
        called="邱大爷",
        grid=5,
        grade=5,
    ),
    earlier(
        6, 30, "pests-dogs", "垃圾房后面有老鼠。", "封了两个洞，放了粘板", by="罗晓峰", grade=4
    ),
    earlier(
        5, 12, "lift", "3 号楼电梯按钮不亮。", "维保换了面板", called="送奶工", grid=7, grade=5
    ),
    earlier(
        4,
        20,
        "water-power",
        "水压小，六楼洗不了澡。",
        "总阀没全开，拧开了",
        called="万立新",
        grid=4,
        grade=5,
    ),
    earlier(
        19,
        160,
        "wish-facility",
        "3 号楼的地下停车场又潮又暗，一个充电位也没有，盼着好好改一改。",
        "写了申报书，区里批了：防水、照明、十二个充电位",
        by="韩立诚",
        became="project",
        where="地下停车场改造，进了今年老旧小区改造的名单，公开栏看得到进度",
        grade=5,
        thanks="提了三年，总算有名字了",
    ),
    earlier(
        17,
        70,
        "wish-facility",
        "小广场上能不能盖个凉亭。",
        "底下是燃气管，上面不能盖；改成加两把带棚的长椅，记进明年的意见里",
        called="石大柱",
        grid=9,
        became="not_taken",
        grade=3,
    ),
    earlier(
        16,
        50,
        "wish-facility",
        "楼下的长椅能不能添个靠背，老人坐着好起身。",
        "木工师傅第二天就来装好了",
        called="石大柱",
        grid=9,
        became="done",
        grade=5,
    ),
)
