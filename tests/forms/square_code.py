"""Reading a clean square code (ISO/IEC 18004, alphanumeric, one block) from an image: no decoder is at hand."""

from __future__ import annotations

from collections.abc import Iterator

from app.rendering.raster import Raster

_ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_MASKS = (
    lambda r, c: (r + c) % 2,
    lambda r, c: (r + 0 * c) % 2,
    lambda r, c: (0 * r + c) % 3,
    lambda r, c: (r + c) % 3,
    lambda r, c: (r // 2 + c // 3) % 2,
    lambda r, c: r * c % 2 + r * c % 3,
    lambda r, c: (r * c % 2 + r * c % 3) % 2,
    lambda r, c: ((r + c) % 2 + r * c % 3) % 2,
)


def read(image: Raster, left: int, top: int) -> str:
    """Read the code whose upper left corner of ink is the first ink right of and below the given point."""
    matrix = _matrix(image, left, top)
    mask = int("".join(str(matrix[8][column]) for column in (2, 3, 4)), 2) ^ 0b101
    bits = "".join(str(matrix[r][c] ^ (not _MASKS[mask](r, c))) for r, c in _path(len(matrix)))
    assert bits[:4] == "0010", "alphanumeric"
    count, place, text = int(bits[4:13], 2), 13, ""
    while len(text) < count:
        wide = 11 if count - len(text) > 1 else 6
        value = int(bits[place : place + wide], 2)
        text += _ALPHABET[value // 45] + _ALPHABET[value % 45] if wide == 11 else _ALPHABET[value]
        place += wide
    return text


def _matrix(image: Raster, left: int, top: int) -> list[list[int]]:
    def dark(x: float, y: float) -> int:
        return int(image.pixels[(int(y) * image.width + int(x)) * 3] < 128)

    inked = [(x, y) for y in range(top, image.height) for x in range(left, image.width) if dark(x, y)]
    x0, x1 = min(x for x, _ in inked), max(x for x, _ in inked) + 1
    y0 = min(y for _, y in inked)
    finder = next(step for step in range(1, x1 - x0) if not dark(x0 + step, y0))  # seven modules wide
    side = 17 + 4 * round(((x1 - x0) / (finder / 7) - 17) / 4)  # versions grow by four modules
    step = (x1 - x0) / side
    return [[dark(x0 + (c + 0.5) * step, y0 + (r + 0.5) * step) for c in range(side)] for r in range(side)]


def _path(side: int) -> Iterator[tuple[int, int]]:
    """Yield the modules of data in order: pairs of columns from the right, up and down, past what is fixed."""
    upwards = True
    for right in range(side - 1, 0, -2):
        columns = (right, right - 1) if right > 6 else (right - 1, right - 2)
        for row in range(side - 1, -1, -1) if upwards else range(side):
            yield from ((row, column) for column in columns if column >= 0 and not _fixed(row, column, side))
        upwards = not upwards


def _fixed(row: int, column: int, side: int) -> bool:
    corner = (row < 9 and column < 9) or (row < 9 and column >= side - 8) or (row >= side - 8 and column < 9)
    aligned = abs(row - (side - 7)) <= 2 and abs(column - (side - 7)) <= 2
    return corner or aligned or row == 6 or column == 6
