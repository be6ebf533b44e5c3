from django.urls import path

from requests.views import desk, mine, order

app_name = "requests"

urlpatterns = [
    # whoever needs something
    path("order/", order.menu, name="menu"),
    path("order/new/", order.order, name="order"),
    path("order/item/<slug:code>/", order.order, name="order_item"),
    path("requests/", mine.mine, name="mine"),
    path("requests/<uuid:public_id>/", mine.mine_one, name="mine_one"),
    path("requests/<uuid:public_id>/do/<slug:slug>/", mine.mine_act, name="mine_act"),
    path("requests/<uuid:public_id>/photos/<int:pk>/", mine.photo, name="mine_photo"),
    path("requests/<uuid:public_id>/join/", mine.join, name="join"),
    # the desk
    path("desk/requests/", desk.queue, name="queue"),
    path("desk/requests/new/", desk.enter, name="enter"),
    path("desk/work/", desk.work, name="work"),
    path("desk/requests/<int:pk>/", desk.case, name="case"),
    path("desk/requests/<int:pk>/do/<slug:slug>/", desk.case_act, name="case_act"),
    path("desk/requests/<int:pk>/photos/<int:attachment>/", desk.photo, name="case_photo"),
]
