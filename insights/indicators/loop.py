"""收 分 跟 结 评: how what people ask for comes to an end, and what they say of it."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from insights.indicators.rates import DONE, EXCLUDED, GRADES, rate, three_rates
from insights.indicators.shape import Count, Indicator, Pillar, Theme, Unit, flow, stock
from requests.reckoning import Formula
from requests.workflow import Channel, Kind, OrderType, Status

ORDERS, STANDING = "requests.orders", "requests.standing"


def _orders(
    code: str,
    name: Any,
    definition: Any,
    decision: Any,
    *part: Count,
    unit: Unit = Unit.CASES,
    **more: Any,
) -> Indicator:
    return Indicator(
        code, name, definition, decision, unit, Theme.LOOP, Pillar.COMMUNITY, part, **more
    )


VOLUMES = (
    _orders(
        "orders",
        _("提出的诉求"),
        _("这段时间里提出的每一件，按提出那天算；并到别的一件里的也算一件。"),
        _("比去年同期多出很多，就看多在哪一类，排人排班。"),
        flow(ORDERS),
    ),
    _orders(
        "orders_closed",
        _("办结的诉求"),
        _("这段时间里结案的（办结就是结案），按结案那天算；重办过的按最后一次。"),
        _("提出的比办结的多，就是在积压。"),
        flow(DONE),
    ),
    _orders(
        "orders_open",
        _("还没办结的"),
        _("期末还在收、分、跟、结、评路上的。"),
        _("哪一步人最多，就到哪一步去看。"),
        stock(STANDING),
    ),
    _orders(
        "orders_waiting",
        _("还没人受理的"),
        _("期末状态是“待受理”的。"),
        _("超过一天没人看，就请社区加人收单。"),
        stock(STANDING, "status", str(Status.SUBMITTED.value)),
    ),
    _orders(
        "orders_pooled",
        _("等人接的"),
        _("期末请大家来接、还没有人接的。"),
        _("久等没人接的，直接指派，或者换一种做法。"),
        stock(STANDING, "status", str(Status.POOLED.value)),
    ),
    _orders(
        "orders_disputed",
        _("不满意、等回应的"),
        _("期末评了不满意、还没有答复的。"),
        _("先打电话，再谈退回重办。"),
        stock(STANDING, "status", str(Status.DISPUTED.value)),
    ),
    _orders(
        "orders_urgent",
        _("急难愁盼"),
        _("这段时间里提出、标成急难愁盼的。"),
        _("逐件看，不看平均数。"),
        flow(ORDERS, "urgent", "yes"),
    ),
    _orders(
        "orders_by_phone",
        _("打电话来的"),
        _("打电话来的和 12345 转来的。"),
        _("电话多，就保证有人接，别急着推网上。"),
        flow(ORDERS, "channel", str(Channel.PHONE.value), str(Channel.HOTLINE.value)),
    ),
    _orders(
        "orders_online",
        _("网上提的"),
        _("在网上提的，登录、没登录的都算。"),
        _("老人少的地方比例高是好事，老人多的地方要看电话有没有人接。"),
        flow(ORDERS, "channel", str(Channel.ONLINE.value), str(Channel.GUEST.value)),
    ),
    _orders(
        "orders_found",
        _("网格员走访发现的"),
        _("入户走访、巡查里发现登记的。"),
        _("是零，说明没有走；走访计划要落到人。"),
        flow(ORDERS, "channel", str(Channel.VISIT.value), str(Channel.PATROL.value)),
    ),
    _orders(
        "orders_met",
        _("议事会、微信群里来的"),
        _("议事会、微信群、联户长报来的诉求。"),
        _("群里说的事没有登记，就没有下文：请登记。"),
        flow(
            ORDERS,
            "channel",
            *(str(c.value) for c in (Channel.MEETING, Channel.CHAT, Channel.GROUP)),
        ),
    ),
    *(
        _orders(
            f"orders_{kind.value}",
            label,
            _("这段时间里提出的这一类。"),
            decision,
            flow(ORDERS, "kind", str(kind.value)),
        )
        for kind, label, decision in (
            (Kind.HELP, _("求助"), _("求助的类别变了，服务菜单要跟着变。")),
            (Kind.INQUIRY, _("咨询"), _("问得最多的，写进常见问题。")),
            (Kind.COMPLAINT, _("投诉"), _("同一处反复投诉，请上一级来看。")),
            (Kind.SUGGESTION, _("建议"), _("采纳没采纳，都要回一句。")),
            (Kind.PRAISE, _("表扬"), _("念给做事的人听。")),
        )
    ),
    *(
        _orders(
            f"orders_{kind.value}",
            label,
            _("这段时间里提出、按三单分到这一单的。"),
            decision,
            flow(ORDERS, "type", str(kind.value)),
        )
        for kind, label, decision in (
            (OrderType.REGULAR, _("常规单"), _("职责里的事，按时限办。")),
            (OrderType.WISH, _("心愿单"), _("没人认领的心愿，社区要有一句交代。")),
            (OrderType.VISION, _("期望单"), _("立项、议事还是递上去，要有去处。")),
        )
    ),
    _orders(
        "orders_turned_away",
        _("没有受理、转别处的"),
        _("没有受理和请到别处办的，按提出那天算。"),
        _("每件都要有理由和去处；比例高，就看是不是在往外推。"),
        flow(ORDERS, "status", str(Status.REFUSED.value), str(Status.REDIRECTED.value)),
    ),
)

RATES = (
    *three_rates(Formula()),
    rate(
        "rated_rate",
        _("评价率"),
        _("办结的诉求里，服务对象自己评了或者回访时说了的。"),
        _("低了，满意率就靠不住：先把评价请回来。"),
        part=(flow(DONE, "out·grade", *(f"·{n}" for n in GRADES)),),
        base=(flow(DONE, "out", ""),),
        base_name=_("办结的诉求"),
        left_out=(EXCLUDED,),
    ),
    rate(
        "proxy_rate",
        _("代问的评价"),
        _("评了分的诉求里，由别人代问、代填的：电话、上门、网上、纸质。"),
        _("比例高，抽几件再打一遍电话核对。"),
        part=(flow(DONE, "out·how", "·phone", "·door", "·online", "·paper"),),
        base=(flow(DONE, "out·grade", *(f"·{n}" for n in GRADES)),),
        base_name=_("评了分的"),
        left_out=(EXCLUDED,),
    ),
    rate(
        "on_time_rate",
        _("按时办好"),
        _("办结的诉求里，办好时没有过办理时限的；暂停的时间不算。"),
        _("哪一类总过时限，要么加人，要么改承诺。"),
        part=(flow(DONE, "done", "in_time"),),
        base=(flow(DONE, "done", "in_time", "late"),),
        base_name=_("办结、办好过的诉求"),
    ),
    rate(
        "again_rate",
        _("重办、重开"),
        _("办结的诉求里，退回重办或结案后又打开过的。"),
        _("高了，看是没办好，还是没说清。"),
        part=(flow(DONE, "again", "yes"),),
        base=(flow(DONE),),
        base_name=_("办结的诉求"),
    ),
    rate(
        "in_grid_rate",
        _("网格里办结"),
        _("在网格里办结、没有上报到社区的。"),
        _("低了，看网格缺什么；高得出奇，看该上报的有没有上报。"),
        part=(flow(DONE, "level", "grid"),),
        base=(flow(DONE),),
        base_name=_("办结的诉求"),
    ),
    rate(
        "escalated_rate",
        _("上报街道和区"),
        _("办结的诉求里，到了街道或者区县才办结的。"),
        _("同一类总要上报，就请部门把权力或者人放下来。"),
        part=(flow(DONE, "level", "street", "district"),),
        base=(flow(DONE),),
        base_name=_("办结的诉求"),
    ),
    rate(
        "selfhelp_rate",
        _("居民自己办的"),
        _("办结的诉求里，由居民互助、志愿者承办的。"),
        _("这是居民在动：比去年少了，就去问志愿者队伍。"),
        part=(flow(DONE, "lane", "selfhelp"),),
        base=(flow(DONE),),
        base_name=_("办结的诉求"),
    ),
    rate(
        "partners_rate",
        _("共建单位、社会组织办的"),
        _("办结的诉求里，由共建单位、社工和社会组织承办的。"),
        _("是零，说明联动还在纸上。"),
        part=(flow(DONE, "lane", "assist", "cohandle"),),
        base=(flow(DONE),),
        base_name=_("办结的诉求"),
    ),
    rate(
        "visions_placed_rate",
        _("期望单有去处"),
        _("办结的期望单里，立项、上议事会或者递上去的。"),
        _("没有去处的期望，下次就没人提了。"),
        part=(flow(DONE, "type·became", "vision·project", "vision·meeting", "vision·policy"),),
        base=(flow(DONE, "type", "vision"),),
        base_name=_("办结的期望单"),
    ),
    rate(
        "second_call_differs_rate",
        _("复核不一致"),
        _("抽出来再打一遍电话的评价里，和原来不一样的。"),
        _("不是零，就看是谁、在哪里填的。"),
        part=(flow("requests.second_call", "differs", "true"),),
        base=(flow("requests.second_call", "outcome", "reached"),),
        base_name=_("再打一遍、问到了的"),
    ),
    rate(
        "inquiry_in_time_rate",
        _("咨询按时答复"),
        _("答复了的咨询里，没有过时限的。"),
        _("低了，把答不出的问题找部门要口径。"),
        part=(flow("requests.inquiry_answered", "in_time", "true"),),
        base=(flow("requests.inquiry_answered"),),
        base_name=_("答复了的咨询"),
    ),
)

ON_THE_WAY = (
    _orders(
        "calls",
        _("接打的电话"),
        _("在电话台上结束的每一通，打进来的和打出去的。"),
        _("看忙的时段，排够人。"),
        flow("requests.telephone"),
        unit=Unit.TIMES,
    ),
    _orders(
        "visits",
        _("走访"),
        _("网格员完成的入户走访和巡查。"),
        _("独居老人没走到的，名单在网格里。"),
        flow("requests.outing", "outcome", "fine", "found"),
        unit=Unit.TIMES,
    ),
    _orders(
        "whistles",
        pgettext_lazy("indicator", "吹哨"),
        _("街道应社区的提请吹哨、请部门到场的次数。"),
        _("部门没报到的，街道来催。"),
        flow("requests.whistle.issue"),
        unit=Unit.TIMES,
    ),
    _orders(
        "affairs_helped",
        _("帮代办"),
        _("网格员、社区帮居民跑的事项。"),
        _("同一事项总要代办，请窗口改办法。"),
        flow("requests.affair"),
    ),
)

LOOP = (*VOLUMES, *RATES, *ON_THE_WAY)
