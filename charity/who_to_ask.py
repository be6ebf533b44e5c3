"""Where the means stand on the page of the five societies."""

from django.urls import reverse
from django.utils.translation import gettext as _

from communities.models import Area
from communities.queries.societies import Contact, who_to_ask


@who_to_ask("charity")
def account_of_gifts(community: Area) -> list[Contact]:
    url = reverse("charity:public", args=[community.pk])
    shelf = reverse("charity:shelf", args=[community.pk])
    return [
        Contact(_("收到的捐赠和用途"), url=url),
        Contact(_("社区的收入和用途"), url=reverse("charity:earnings", args=[community.pk])),
        Contact(_("社区公益基金"), url=reverse("charity:fund", args=[community.pk])),
        Contact(_("可以借的共享物品"), url=shelf),
        Contact(_("食堂、助餐和托育"), url=reverse("charity:offers", args=[community.pk])),
    ]
