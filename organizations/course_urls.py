"""Where training courses are found; `organizations.urls` includes this."""

from django.urls import path

from organizations.views import courses

urlpatterns = [
    path("desk/courses/", courses.board, name="courses"),
    path("desk/courses/new/", courses.new, name="new_course"),
    path("desk/courses/<int:pk>/", courses.course, name="course"),
    path("desk/courses/<int:pk>/do/<slug:slug>/", courses.course_act, name="course_act"),
]
