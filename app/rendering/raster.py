"""A page of a PDF as an image: for the preview window, and for looking at what was printed."""

from __future__ import annotations

import struct
import zlib
from dataclasses import dataclass


@dataclass(frozen=True)
class Raster:
    """Rows of RGB, three bytes a pixel, without padding: what a QImage takes as Format_RGB888."""

    width: int
    height: int
    pixels: bytes

    def png(self) -> bytes:
        stride = self.width * 3
        rows = b"".join(b"\0" + self.pixels[start : start + stride] for start in range(0, len(self.pixels), stride))
        header = struct.pack(">IIBBBBB", self.width, self.height, 8, 2, 0, 0, 0)
        parts = ((b"IHDR", header), (b"IDAT", zlib.compress(rows, 6)), (b"IEND", b""))
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in parts)


def page_count(pdf: bytes) -> int:
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def page_image(pdf: bytes, page: int = 0, *, dpi: float = 96) -> Raster:
    """Draw a page, counted from 0; A4 at 96 dpi takes about 10 ms."""
    import pypdfium2

    with pypdfium2.PdfDocument(pdf) as document:
        bitmap = document[page].render(scale=dpi / 72, rev_byteorder=True)
        return Raster(bitmap.width, bitmap.height, _packed(bitmap))


def page_png(pdf: bytes, page: int = 0, *, dpi: float = 96) -> bytes:
    return page_image(pdf, page, dpi=dpi).png()


def _packed(bitmap: object) -> bytes:
    """Return the rows without the padding PDFium puts at their ends."""
    width, stride, channels = bitmap.width, bitmap.stride, bitmap.n_channels  # type: ignore[attr-defined]
    data = bytes(bitmap.buffer)  # type: ignore[attr-defined]
    if channels == 4:
        data = _without_alpha(data)
        stride = stride // 4 * 3
    if stride == width * 3:
        return data
    return b"".join(data[start : start + width * 3] for start in range(0, len(data), stride))


def _without_alpha(data: bytes) -> bytes:
    packed = bytearray(len(data) // 4 * 3)
    for channel in range(3):
        packed[channel::3] = data[channel::4]
    return bytes(packed)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
