"""What goes in and what comes out, one class for each direction."""

from typing import Any

from rest_framework import serializers

from requests import saying
from requests.models import MenuItem, MenuQuestion, RequestEvent, ServiceRequest
from requests.workflow import Kind, Stage, Status

ABOUT = ("grid", "community", "street")


class ErrorDetail(serializers.Serializer[Any]):
    code = serializers.CharField()
    message = serializers.CharField()
    fields = serializers.DictField(child=serializers.ListField(child=serializers.CharField()))  # type: ignore[assignment]
    request_id = serializers.CharField()


class Error(serializers.Serializer[Any]):
    error = ErrorDetail()


class OrderIn(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=500, help_text="What is the matter, in plain words.")
    item = serializers.SlugField(required=False, help_text="Code of a menu item.")
    community = serializers.CharField(
        required=False, max_length=16, help_text="Area code; left out, the caller's own community."
    )
    answers = serializers.DictField(
        child=serializers.CharField(max_length=200),
        required=False,
        help_text="Answers to the item's questions, by the question's id.",
    )
    resident = serializers.IntegerField(
        required=False, help_text="For whom, where the caller acts for several people."
    )
    contact_name = serializers.CharField(max_length=32, required=False)
    contact_phone = serializers.CharField(max_length=20, required=False)
    address = serializers.CharField(max_length=120, required=False)
    consent_note = serializers.CharField(
        max_length=120, required=False, help_text="How the person agreed; needed from staff."
    )
    about = serializers.ChoiceField(
        ABOUT, required=False, help_text="Complaints and reports: where the person works."
    )
    is_confidential = serializers.BooleanField(required=False)


class NoteIn(serializers.Serializer[Any]):
    note = serializers.CharField(max_length=500, required=False, allow_blank=True)


class RatingIn(serializers.Serializer[Any]):
    grade = serializers.IntegerField(min_value=1, max_value=5)
    solved = serializers.BooleanField(required=False, allow_null=True)
    words = serializers.CharField(max_length=500, required=False, allow_blank=True)


class Order(serializers.ModelSerializer[ServiceRequest]):
    """Never the contact: whoever needs the door and the number reads them on his page, audited."""

    id = serializers.UUIDField(source="public_id")
    number = serializers.CharField()
    item: Any = serializers.SlugRelatedField("code", read_only=True, allow_null=True)
    community: Any = serializers.SlugRelatedField("code", read_only=True)
    kind = serializers.ChoiceField(Kind.choices)
    status = serializers.ChoiceField(Status.choices)
    stage = serializers.ChoiceField(Stage.choices)
    says = serializers.SerializerMethodField(help_text="Where it stands, in a sentence.")

    class Meta:
        model = ServiceRequest
        fields = (
            "id",
            "number",
            "kind",
            "item",
            "community",
            "title",
            "body",
            "status",
            "stage",
            "says",
            "result",
            "became",
            "became_where",
            "created_at",
            "due_at",
            "completed_at",
            "closed_at",
        )
        read_only_fields = fields

    def get_says(self, row: ServiceRequest) -> str:
        return saying.headline(row)


class OrderPage(serializers.Serializer[Any]):
    results = Order(many=True)
    next = serializers.CharField(allow_null=True, help_text="Pass it as `after` for what follows.")


class Event(serializers.ModelSerializer[RequestEvent]):
    text = serializers.SerializerMethodField(help_text="What happened, in plain words.")
    status = serializers.ChoiceField(Status.choices, source="to_status")

    class Meta:
        model = RequestEvent
        fields = ("id", "at", "step", "status", "text", "note")
        read_only_fields = fields

    def get_text(self, event: RequestEvent) -> str:
        return saying.line(event)


class Question(serializers.ModelSerializer[MenuQuestion]):
    options = serializers.SerializerMethodField()

    class Meta:
        model = MenuQuestion
        fields = ("id", "kind", "label", "options", "is_required")
        read_only_fields = fields

    def get_options(self, question: MenuQuestion) -> list[str]:
        return question.options.splitlines()


class Item(serializers.ModelSerializer[MenuItem]):
    category: Any = serializers.SlugRelatedField("code", read_only=True)

    class Meta:
        model = MenuItem
        fields: tuple[str, ...] = (
            "code",
            "name",
            "category",
            "kind",
            "answer",
            "advice",
            "call",
            "price",
        )
        read_only_fields = fields


class ItemWithQuestions(Item):
    questions = Question(many=True)

    class Meta(Item.Meta):
        fields = (*Item.Meta.fields, "questions")
        read_only_fields = fields
