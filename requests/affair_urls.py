from django.urls import path

from requests.views import affair_desk as desk
from requests.views import affairs

app_name = "affairs"

urlpatterns = [
    path("guides/", affairs.index, name="guides"),
    path("guides/<slug:code>/", affairs.guide, name="guide"),
    path("guides/<slug:code>/sheet/", affairs.sheet, name="sheet"),
    path("guides/<slug:code>/apply/", affairs.apply, name="apply"),
    path("ask/", affairs.ask, name="ask"),
    path("affairs/", affairs.mine, name="mine"),
    path("affairs/<uuid:public_id>/", affairs.mine_one, name="mine_one"),
    path("affairs/<uuid:public_id>/do/<slug:slug>/", affairs.mine_act, name="mine_act"),
    path("affairs/<uuid:public_id>/papers/<int:pk>/", affairs.paper, name="paper"),
    path("desk/inquiries/", desk.board, name="board"),
    path("desk/inquiries/<int:pk>/", desk.inquiry, name="inquiry"),
    path("desk/inquiries/<int:pk>/carry/", desk.carry, name="carry"),
    path("desk/affairs/", desk.affairs, name="affairs"),
    path("desk/affairs/<int:pk>/", desk.affair, name="affair"),
    path("desk/affairs/<int:pk>/contact/", desk.affair_contact, name="affair_contact"),
    path("desk/affairs/<int:pk>/do/<slug:slug>/", desk.affair_act, name="affair_act"),
    path("desk/affairs/<int:pk>/papers/<int:paper>/", desk.affair_paper, name="affair_paper"),
    path("desk/guides/<slug:code>/helped/", desk.helped, name="helped"),
]
