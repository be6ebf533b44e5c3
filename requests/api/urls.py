from django.urls import path

from requests.api import views
from requests.api.door import machine
from requests.models.tokens import Scope

app_name = "api"

READ = {"GET": Scope.READ.value}
UPDATE = {"POST": Scope.UPDATE.value}
BOTH = {**READ, "POST": Scope.WRITE.value}

urlpatterns = [
    path("schema.yml", views.schema, name="schema"),
    path("menu/", machine(views.MenuView.as_view(), READ), name="menu"),
    path("menu/<slug:code>/", machine(views.ItemView.as_view(), READ), name="item"),
    path("orders/", machine(views.OrdersView.as_view(), BOTH), name="orders"),
    path("orders/<uuid:public_id>/", machine(views.OrderView.as_view(), READ), name="order"),
    path(
        "orders/<uuid:public_id>/events/",
        machine(views.EventsView.as_view(), READ),
        name="events",
    ),
    path("orders/<uuid:public_id>/reply/", machine(views.Reply.as_view(), UPDATE), name="reply"),
    path("orders/<uuid:public_id>/urge/", machine(views.Urge.as_view(), UPDATE), name="urge"),
    path(
        "orders/<uuid:public_id>/withdraw/",
        machine(views.Withdraw.as_view(), UPDATE),
        name="withdraw",
    ),
    path("orders/<uuid:public_id>/rate/", machine(views.Rate.as_view(), UPDATE), name="rate"),
]
