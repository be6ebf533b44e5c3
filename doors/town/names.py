"""What the invented people are called. Whoever bears such a name in life is not meant."""

from random import Random

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫"
)
WOMEN = (
    "淑珍 桂英 秀兰 玉兰 凤仙 素芬 春梅 秋菊 金凤 翠莲 腊梅 月娥 惠芳 佩兰 银花 慧贤 巧云 荷香",
    "丽萍 建红 海燕 红霞 雪梅 艳萍 春燕 晓琴 玉洁 文静 秀华 冬梅 小玲 爱萍 国芳 永红 明霞 桂花",
    "婷婷 雅琴 晓雯 思敏 佳慧 雪莹 静怡 梦瑶 诗韵 若溪 晓棠 青禾 语桐 思远 佩雯 依然 小满 知秋",
    "沐晴 语嫣 欣怡 梓萱 芷若 一诺 可欣 念安 书瑶 星语 禾苗 清欢 小麦 初夏 朵朵 云舒 夏至 晨曦",
)
MEN = (
    "德福 长贵 金山 有财 树根 万福 宝山 福来 庆祥 永昌 云山 世荣 大柱 顺德 兴隆 占魁 满仓 富贵",
    "建国 国强 志强 卫东 援朝 跃进 红军 建军 永刚 国庆 海生 爱民 建设 和平 立新 学文 保国 向前",
    "志远 俊峰 晓东 海涛 伟民 文斌 立群 家豪 一鸣 少华 向阳 永亮 春生 小勇 锦程 大勇 思源 天佑",
    "子墨 浩然 梓轩 宇航 俊熙 沐阳 知远 奕辰 一帆 小树 安然 子衿 予安 景行 乐天 书言 星河 石头",
)
_BORN_BEFORE = (1952, 1978, 2003)
"""Names have their time: grandparents, parents, the young, the children."""

ORIGIN_PLACES = (
    *("云岭县高寨乡白岩村", "云岭县高寨乡蕨基坪村", "云岭县雾山镇大水沟村", "云岭县雾山镇杉木坳村"),
    *("石泉县马鞍乡深谷村", "石泉县马鞍乡干河村", "石泉县鹰嘴乡悬壁村", "石泉县长坡镇三棵树村"),
    *("望川县冷水乡背阴村", "望川县冷水乡羊角村", "望川县箐口镇垭口村"),
)
FAR_PLACES = ("邻省平川市", "邻省江口市", "邻省泽安县", "本省南浦市", "本省东川县", "本省临泽县")
HOUSES_OF_OLD = "柳岸老街"

ORIGIN_REGIONS = ("600221", "600222", "600223")
FAR_REGIONS = ("700101", "700325", "600301", "600322", "600323")
HOME_REGION = "600102"
"""No province has 60 or 70: every number of the town passes its check and belongs to nobody."""


def given_name(dice: Random, *, female: bool, born_year: int) -> str:
    generation = sum(born_year >= year for year in _BORN_BEFORE)
    lists = WOMEN if female else MEN
    return dice.choice(_SPLIT[lists[generation]])


def surname(dice: Random) -> str:
    """The first of the list are the frequent ones, as everywhere."""
    return SURNAMES[min(int(dice.expovariate(1 / 26)), len(SURNAMES) - 1)]


_SPLIT = {names: names.split() for names in (*WOMEN, *MEN)}
