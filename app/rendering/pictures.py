"""Making photographs small enough for a stick: the longer side at most 1,600 points, JPEG."""

from __future__ import annotations

import io

from app.problems import Problem

LONGEST = 1_600


def smaller(data: bytes) -> bytes:
    """Return a smaller JPEG of a picture, turned the way it was taken; raises Problem when it is no picture."""
    from PIL import Image, ImageOps, UnidentifiedImageError

    try:
        with Image.open(io.BytesIO(data)) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError) as error:
        raise Problem("Ảnh này không mở được nên không thu nhỏ được.", "Chụp lại, hoặc đính kèm nguyên tệp.") from error
    upright.thumbnail((LONGEST, LONGEST))
    kept = io.BytesIO()
    upright.save(kept, "JPEG", quality=82)  # without the camera's notes: place and owner stay at home
    return kept.getvalue()
