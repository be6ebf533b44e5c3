from django.urls import path

from activities.views import announcing, children, desk, door, giving, ours, portraits, public

app_name = "activities"

urlpatterns = [
    # everybody
    path("activities/", public.index, name="index"),
    path("activities/in/<int:pk>/", public.calendar, name="calendar"),
    path("activities/in/<int:pk>/calendar.ics", public.feed, name="feed"),
    path("activities/new/", public.propose, name="propose"),
    path("activities/<int:pk>/", public.activity, name="activity"),
    path("activities/<int:pk>/enrol/", public.enrol, name="enrol"),
    path("activities/<int:pk>/leave/", public.leave, name="leave"),
    path("activities/place/<str:code>/", public.place, name="place"),
    path("activities/<int:pk>/door/", door.screen, name="door"),
    path("activities/<int:pk>/door/do/<slug:slug>/", door.door_act, name="door_act"),
    path("activities/door/people/<int:pk>/<slug:slug>/", door.person_act, name="person_act"),
    path("activities/here/<str:code>/", door.here, name="here"),
    path("activities/<int:pk>/sign/", door.sign, name="sign"),
    path("activities/<int:pk>/sign/now/", door.sign_in, name="sign_in"),
    path("me/activities/", public.mine, name="mine"),
    path("activities/photos/<int:pk>/", portraits.photo, name="photo"),
    path("me/activities/<int:pk>/portrait/<slug:slug>/", portraits.portrait, name="portrait"),
    path("me/activities/<int:pk>/say/", public.say, name="say"),
    # children: the guardian, the leader on the day
    path("activities/<int:pk>/bring/<slug:slug>/", children.family_act, name="family_act"),
    path("activities/<int:pk>/roster/", children.sheet, name="roster"),
    path("activities/children/<int:pk>/", children.child, name="child"),
    path("activities/children/<int:pk>/do/<slug:slug>/", children.child_act, name="child_act"),
    path("me/children/", children.mine, name="my_children"),
    path("me/children/<int:pk>/do/<slug:slug>/", children.card_act, name="card_act"),
    path("me/children/fetched/<int:pk>/<slug:slug>/", children.pickup_act, name="pickup_act"),
    path("me/children/places/<int:pk>/<slug:slug>/", children.place_act, name="place_act"),
    # the desk
    path("desk/activities/", desk.register, name="register"),
    path("desk/activities/ours/", ours.board, name="ours"),
    path("desk/activities/ours/new/", ours.new, name="our_new"),
    path("desk/activities/ours/<int:pk>/", ours.activity, name="our_activity"),
    path("desk/activities/ours/<int:pk>/do/<slug:slug>/", ours.act, name="our_act"),
    path("desk/activities/new/", desk.new, name="new"),
    path("desk/activities/<int:pk>/", desk.activity, name="desk_activity"),
    path("desk/activities/<int:pk>/gifts/", giving.gifts, name="activity_gifts"),
    path("desk/activities/<int:pk>/do/<slug:slug>/", desk.activity_act, name="activity_act"),
    path("desk/activities/<int:pk>/photos/", portraits.photos, name="photos"),
    path("desk/activities/<int:pk>/photos/new/", portraits.photo_new, name="photo_new"),
    path("desk/activities/photos/<int:pk>/do/<slug:slug>/", portraits.photo_act, name="photo_act"),
    path("desk/activities/notices/<int:pk>/<slug:slug>/", announcing.notice_act, name="notice_act"),
    path(
        "desk/activities/places/<int:pk>/do/<slug:slug>/",
        desk.enrolment_act,
        name="enrolment_act",
    ),
]
