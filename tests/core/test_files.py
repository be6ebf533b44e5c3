"""What may be kept, under which name, and how it is handed out."""

import io
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.utils import timezone
from PIL import Image

from accounts.models import User
from core import files, leader, scope
from core.exceptions import DomainError
from core.files import orphans, pictures
from core.models import StoredFile
from tests.core import hostile

pytestmark = pytest.mark.django_db
EVERYTHING = files.DOCUMENTS | files.TABLES | {"txt"}


def store(name, data, kinds=EVERYTHING, **more):
    upload = SimpleUploadedFile(name or "x", data)
    upload._name = name
    values = {"purpose": "test", "scope": 5, "owner": None} | more
    return files.store(upload, kinds=kinds, **values)


def ids(corpus):
    return [what for what, *_ in corpus]


@pytest.mark.parametrize(("what", "name", "data"), hostile.HOSTILE, ids=ids(hostile.HOSTILE))
def test_hostile_files_are_refused_in_words(what, name, data):
    with pytest.raises(DomainError) as refusal:
        store(name, data)
    assert refusal.value.code.startswith("file_")
    assert str(refusal.value)
    assert not StoredFile.objects.exists()


@pytest.mark.parametrize(("what", "name", "data"), hostile.DISARMED, ids=ids(hostile.DISARMED))
def test_pictures_keep_nothing_but_their_pixels(what, name, data):
    assert hostile.SECRET in data or b"\x88\x25" in data or b"\x25\x88" in data
    stored = store(name, data)
    kept = stored.content.open("rb").read()
    assert hostile.SECRET not in kept
    image = Image.open(io.BytesIO(kept))
    assert not image.getexif()
    assert sorted(image.size) == [30, 40]
    assert stored.safe_name == f"a.{stored.kind}"
    assert stored.size == len(kept)


@pytest.mark.parametrize(
    ("name", "data"), [("a.xlsx", hostile.encrypted_workbook()), ("a.pdf", hostile.LOCKED_PDF)]
)
def test_a_locked_file_is_called_locked(name, data):
    with pytest.raises(DomainError) as refusal:
        store(name, data)
    assert refusal.value.code == "file_encrypted"
    assert "密码" in str(refusal.value)


def test_the_corpus_is_as_large_as_promised():
    assert len(hostile.HOSTILE) + len(hostile.DISARMED) >= 80


def test_a_photo_lying_on_its_side_stands_up():
    stored = store("a.jpg", hostile.picture_with_gps())
    assert Image.open(stored.content.open("rb")).size == (30, 40)


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("照片.JPG", hostile.picture(), "jpg"),
        ("b.jpeg", hostile.picture(), "jpg"),
        ("c.png", hostile.picture("PNG"), "png"),
        ("d.webp", hostile.picture("WEBP"), "webp"),
        ("e.gif", hostile.gif_of_many_frames(3), "gif"),
        ("f.pdf", hostile.pdf(), "pdf"),
        ("g.xlsx", hostile.workbook(), "xlsx"),
        ("h.docx", hostile.document(), "docx"),
        ("i.csv", "姓名,电话\r\n".encode("gbk"), "csv"),
        ("j.csv", "\ufeff姓名,电话\r\n".encode(), "csv"),
        ("k.txt", b"a < b, 1 <2", "txt"),
    ],
)
def test_what_people_really_send_is_kept(name, data, kind):
    stored = store(name, data)
    assert stored.kind == kind
    assert stored.content.open("rb").read()


def test_a_moving_picture_still_moves():
    stored = store("e.gif", hostile.gif_of_many_frames(3))
    assert Image.open(stored.content.open("rb")).n_frames == 3


def test_a_kind_that_was_not_asked_for_is_refused():
    with pytest.raises(DomainError) as refusal:
        store("f.pdf", hostile.pdf(), kinds=files.PHOTOS)
    assert refusal.value.code == "file_kind"
    assert "jpg" in str(refusal.value)


def test_a_file_over_the_limit_is_refused(settings):
    settings.FILE_LIMITS_MB = settings.FILE_LIMITS_MB | {"photo": 0}
    with pytest.raises(DomainError) as refusal:
        store("a.jpg", hostile.picture())
    assert refusal.value.code == "file_size"


def test_a_pixel_flood_is_refused_before_it_is_decoded(monkeypatch):
    monkeypatch.setattr(pictures, "_draw", lambda *_: pytest.fail("it was decoded"))
    with pytest.raises(DomainError) as refusal:
        store("a.png", hostile.png_of(8000, settings.FILE_MAX_PIXELS // 8000 + 1))
    assert refusal.value.code == "file_pixels"


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("路灯 照片.jpg", "路灯_照片.jpg"),
        ("../../etc/passwd", "passwd.jpg"),
        ("C:\\Users\\a\\b.png", "b.jpg"),
        ("a.php.jpg", "a.php.jpg"),
        ("evil\u202egpj.exe", "evilgpj.jpg"),
        ('a"; filename="b.exe', "a_;_filename=_b.jpg"),
        ("a\r\nSet-Cookie: x=1.jpg", "aSet-Cookie_x=1.jpg"),
        ("CON.jpg", "file.jpg"),
        (".htaccess", "file.jpg"),
        ("", "file.jpg"),
        ("..", "file.jpg"),
        ("长" * 300 + ".jpg", "长" * 80 + ".jpg"),
    ],
)
def test_names_are_kept_where_they_do_no_harm(given, safe):
    assert files.safe_name(given, "jpg") == safe


def test_the_path_says_nothing_and_is_never_twice_the_same():
    first, second = store("张三.txt", b"same"), store("张三.txt", b"same")
    assert first.sha256 == second.sha256
    assert first.content.name != second.content.name
    assert "张三" not in first.content.name
    assert len(first.content.name.rsplit("/", 1)[-1]) == 32


def test_a_file_is_handed_out_as_a_download_that_cannot_run():
    stored = store("路灯.pdf", hostile.pdf())
    answer = files.file_response(stored)
    assert answer["Content-Disposition"] == ("attachment; filename*=utf-8''%E8%B7%AF%E7%81%AF.pdf")
    assert answer["Content-Type"] == "application/pdf"
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer["Cache-Control"] == "private, no-store"
    assert b"".join(answer.streaming_content) == hostile.pdf()


def test_a_file_is_seen_in_its_community_and_by_its_owner_only():
    owner = User.objects.create_user("13900000001")
    store("a.txt", b"x", owner=owner)
    scope.declare([6])
    assert not StoredFile.objects.exists()
    scope.declare([5])
    assert StoredFile.objects.exists()
    scope.declare((), user_id=owner.pk)
    assert StoredFile.objects.exists()
    scope.declare((), user_id=owner.pk + 1)
    assert not StoredFile.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_expired_files_leave_row_and_bytes():
    due = store("a.txt", b"x", keep_until=date(2026, 1, 1))
    store("b.txt", b"x", keep_until=date(2026, 1, 2))
    store("c.txt", b"x")
    assert files.delete_expired(date(2026, 1, 1)) == 0
    assert files.delete_expired(date(2026, 1, 2)) == 1
    assert not default_storage.exists(due.content.name)
    assert StoredFile.objects.count() == 2


@pytest.fixture
def empty_media(settings, tmp_path):
    """A folder on disk, as on a real server."""
    kept = {"BACKEND": "django.core.files.storage.FileSystemStorage"}
    settings.STORAGES = settings.STORAGES | {"default": kept}
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.usefixtures("empty_media")
def test_bytes_whose_transaction_was_rolled_back_go_after_a_day():
    kept = store("a.txt", b"kept")
    with transaction.atomic():
        lost = store("b.txt", b"lost")
        transaction.set_rollback(True)
    assert default_storage.exists(lost.content.name)
    day = timedelta(days=1)
    scope.declare([6])  # whoever calls: the sweep sees every row, or it would remove them all
    assert files.sweep_orphans(timezone.now() + day / 2) == 0
    assert files.sweep_orphans(timezone.now() + day * 1.1) == 1
    assert not default_storage.exists(lost.content.name)
    assert default_storage.exists(kept.content.name)


@pytest.mark.usefixtures("empty_media")
def test_the_folder_of_another_database_is_not_cleared(monkeypatch, caplog):
    monkeypatch.setattr(orphans, "FEW", 1)
    for name in ("a.txt", "b.txt"):
        store(name, b"x")
    StoredFile.objects.all().delete()
    assert files.sweep_orphans(timezone.now() + timedelta(days=2)) == 0
    assert "right folder" in caplog.text
    assert len(list(orphans._walk(orphans.FOLDER))) == 2


@pytest.mark.usefixtures("empty_media")
def test_only_the_leader_sweeps(monkeypatch):
    store("a.txt", b"x")
    StoredFile.objects.all().delete()
    monkeypatch.setattr(leader, "am_leader", lambda duty: False)
    assert files.sweep_orphans(timezone.now() + timedelta(days=2)) == 0


def test_a_full_disk_is_said_in_words(monkeypatch):
    def full(*args, **kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(default_storage, "save", full)
    with pytest.raises(DomainError) as refusal:
        files.keep(ContentFile(b"x"), name="a.txt", kind="txt", purpose="test", scope=5, owner=None)
    assert refusal.value.code == "storage_full"
    assert not StoredFile.objects.exists()
