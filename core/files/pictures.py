"""Pictures are drawn anew: what was hidden in the file, where it was taken and with which
camera, does not survive."""

import io
import warnings
from typing import IO

from django.conf import settings
from django.utils.translation import gettext as _
from PIL import Image, ImageFile, ImageOps, ImageSequence

from core.exceptions import DomainError

ImageFile.LOAD_TRUNCATED_IMAGES = False
_FORMATS = {"jpg": "JPEG", "png": "PNG", "webp": "WEBP", "gif": "GIF"}
_MAX_FRAMES = 200


def redrawn(content: IO[bytes], kind: str) -> IO[bytes]:
    try:
        # A bomb is a warning below twice the limit; here there is one limit, asked before decoding.
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            image = Image.open(content, formats=[_FORMATS[kind]])
            _measure(image)
            return _draw(image, kind)
    except DomainError:
        raise
    except Exception as error:  # Pillow raises many kinds for what is not a picture
        raise DomainError(
            _("照片打不开，可能没有传完整，请重新选择。"), code="file_broken", field="file"
        ) from error


def _measure(image: Image.Image) -> None:
    """From the header alone, before a single pixel is decoded."""
    frames = getattr(image, "n_frames", 1)
    pixels = image.width * image.height * frames
    if frames > _MAX_FRAMES or pixels > settings.FILE_MAX_PIXELS:
        raise DomainError(
            _("照片的尺寸太大：最多 %(limit)d 百万像素。")
            % {"limit": settings.FILE_MAX_PIXELS // 1_000_000},
            code="file_pixels",
            field="file",
        )


def _draw(image: Image.Image, kind: str) -> IO[bytes]:
    out = io.BytesIO()
    if kind == "gif":
        frames = [_bare(frame.convert("RGBA")) for frame in ImageSequence.Iterator(image)]
        duration = image.info.get("duration", 100)
        frames[0].save(
            out, "GIF", save_all=True, append_images=frames[1:], duration=duration, loop=0
        )
    elif kind == "jpg":
        upright = _stand_up(image)
        _bare(upright.convert("RGB")).save(out, "JPEG", quality=85, optimize=True)
    else:
        upright = _stand_up(image)
        has_alpha = "A" in upright.mode or "transparency" in upright.info
        _bare(upright.convert("RGBA" if has_alpha else "RGB")).save(out, _FORMATS[kind])
    out.seek(0)
    return out


def _stand_up(image: Image.Image) -> Image.Image:
    """As the camera meant it; where its notes are unreadable, as it lies."""
    try:
        return ImageOps.exif_transpose(image)
    except Exception:
        image.load()
        return image


def _bare(image: Image.Image) -> Image.Image:
    """Only the pixels: comments, EXIF and profiles would otherwise be written along."""
    image.info = {}
    return image
