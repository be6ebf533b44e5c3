from django.urls import path

from requests.views import (
    desk,
    hooks,
    intake,
    kinds,
    mine,
    order,
    phone,
    promises,
    tasks,
    tokens,
)

app_name = "requests"

urlpatterns = [
    # whoever needs something
    path("order/", order.menu, name="menu"),
    path("order/new/", order.order, name="order"),
    path("order/look-up/", intake.look_up, name="look_up"),
    path("order/item/<slug:code>/", order.order, name="order_item"),
    path("requests/", mine.mine, name="mine"),
    path("requests/<uuid:public_id>/", mine.mine_one, name="mine_one"),
    path("requests/<uuid:public_id>/shared/", intake.shared_one, name="shared"),
    path("requests/<uuid:public_id>/do/<slug:slug>/", mine.mine_act, name="mine_act"),
    path("requests/<uuid:public_id>/photos/<int:pk>/", mine.photo, name="mine_photo"),
    path("requests/<uuid:public_id>/join/", mine.join, name="join"),
    # whoever helps
    path("volunteer/tasks/", tasks.board, name="tasks"),
    path("volunteer/tasks/<uuid:public_id>/", tasks.task, name="task"),
    path("volunteer/tasks/<uuid:public_id>/claim/", tasks.claim, name="claim"),
    path("volunteer/tasks/<uuid:public_id>/decline/", tasks.decline, name="decline"),
    path("volunteer/tasks/<uuid:public_id>/contact/", tasks.contact, name="task_contact"),
    path("volunteer/tasks/<uuid:public_id>/do/<slug:slug>/", tasks.task_act, name="task_act"),
    # programs
    path("tokens/", tokens.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", tokens.revoke, name="token_revoke"),
    path("desk/hooks/", hooks.hooks, name="hooks"),
    path("desk/hooks/<int:pk>/", hooks.hook, name="hook"),
    path("desk/hooks/<int:pk>/end/", hooks.end, name="hook_end"),
    path("desk/hooks/deliveries/<int:pk>/again/", hooks.again, name="hook_again"),
    # the desk
    path("desk/requests/", desk.queue, name="queue"),
    path("desk/requests/many/", desk.many, name="many"),
    path("desk/requests/new/", desk.enter, name="enter"),
    path("desk/requests/lines/", intake.lines, name="lines"),
    path("desk/phone/", phone.phone, name="phone"),
    path("desk/phone/<int:pk>/", phone.call, name="call"),
    path("desk/phone/<int:pk>/keep/", phone.keep, name="call_keep"),
    path("desk/phone/back/<int:pk>/<slug:slug>/", phone.call_back, name="call_back"),
    # what few may see
    path("desk/sealed/", kinds.reports, name="sealed"),
    path("desk/sealed/<int:pk>/", kinds.report, name="sealed_one"),
    path("desk/protective/", kinds.protective, name="protective"),
    path("desk/protective/<int:pk>/", kinds.protective_case, name="protective_case"),
    path("desk/protective/<int:pk>/do/<slug:slug>/", kinds.protective_act, name="protective_act"),
    path("desk/protective/officers/<int:pk>/", kinds.name_officer, name="protective_officer"),
    path("desk/promises/", promises.page, name="promises"),
    path("desk/promises/<int:pk>/", promises.rule, name="promise"),
    path("desk/watch/", promises.watch, name="watch"),
    path("desk/work/", desk.work, name="work"),
    path("desk/requests/<int:pk>/", desk.case, name="case"),
    path("desk/requests/<int:pk>/contact/", desk.contact, name="case_contact"),
    path("desk/requests/<int:pk>/do/<slug:slug>/", desk.case_act, name="case_act"),
    path("desk/requests/<int:pk>/photos/<int:attachment>/", desk.photo, name="case_photo"),
]
