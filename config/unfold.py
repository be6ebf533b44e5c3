"""How django-unfold looks in this house. The sidebar builds itself from the registers."""

from typing import Any

from django.templatetags.static import static
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _

# 石青, the one accent of the design system, as unfold's scale.
PRIMARY = {
    "50": "#f0f7f5",
    "100": "#e3efec",
    "200": "#c0dbd4",
    "300": "#a8ccc5",
    "400": "#5f9f98",
    "500": "#2c7f7a",
    "600": "#0e625f",
    "700": "#0a4a48",
    "800": "#0a3f3d",
    "900": "#0b3433",
    "950": "#06201f",
}

SETTINGS: dict[str, Any] = {
    "SITE_TITLE": _("五社联动平台"),
    "SITE_HEADER": _("五社联动平台"),
    "SITE_SUBHEADER": _("台账与设置"),
    "SITE_SYMBOL": "diversity_3",
    "SITE_URL": "/",
    "SITE_FAVICONS": [
        {"rel": "icon", "type": "image/svg+xml", "href": lambda request: static("img/favicon.svg")}
    ],
    "STYLES": [lambda request: static("admin-door/admin.css")],
    "SCRIPTS": [lambda request: static("admin-door/admin.js")],
    "SHOW_HISTORY": True,
    "SHOW_VIEW_ON_SITE": False,
    "SHOW_BACK_BUTTON": True,
    "BORDER_RADIUS": "6px",
    "COLORS": {"primary": PRIMARY},
    "SIDEBAR": {"show_search": False, "show_all_applications": False},
    "ACCOUNT": {"navigation": [{"title": _("返回首页"), "link": reverse_lazy("admin:index")}]},
}
