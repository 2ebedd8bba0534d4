"""Makes resources/fonts/STPSerif-*.ttf from the Tinos family: only the letters our papers use, without screen hinting.

    python packaging/slim_fonts.py FOLDER      (FOLDER holds the four Tinos files; needs `pip install fonttools`)

The family is renamed because the licence asks changed fonts not to trade under the old name. Widths, heights and
outlines stay as they were, so that a page breaks where it does in Times New Roman.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

FONTS = Path(__file__).resolve().parent.parent / "resources" / "fonts"
FAMILY = "STP Serif"
STYLES = {
    "Regular": "Tinos_400Regular.ttf",
    "Bold": "Tinos_700Bold.ttf",
    "Italic": "Tinos_400Regular_Italic.ttf",
    "BoldItalic": "Tinos_700Bold_Italic.ttf",
}
# Latin with all Vietnamese letters and their loose marks, punctuation, raised and lowered digits, currencies (with the
# đồng), letter-like signs, fractions, arrows, comparison signs, boxes and bullets.
LETTERS = [(0x20, 0x24F), (0x2B0, 0x2FF), (0x300, 0x36F), (0x1E00, 0x1EFF), (0x2000, 0x214F), (0x2150, 0x21FF)]
LETTERS += [(0x2200, 0x22FF), (0x25A0, 0x25FF), (0xFFFD, 0xFFFD)]
NAME, STYLE, UNIQUE, FULL, POSTSCRIPT, TRADEMARK, DESCRIPTION = 1, 2, 3, 4, 6, 7, 10


def slim(source: Path, style: str) -> Path:
    from fontTools import subset

    options = subset.Options(hinting=False, layout_features=[], name_IDs=["*"], notdef_outline=True, glyph_names=False)
    options.drop_tables += ["GPOS", "GSUB", "GDEF", "kern", "DSIG", "FFTM", "gasp", "meta", "STAT"]
    font = subset.load_font(str(source), options)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=[code for first, last in LETTERS for code in range(first, last + 1)])
    subsetter.subset(font)
    rename(font, style)
    target = FONTS / f"STPSerif-{style}.ttf"
    subset.save_font(font, str(target), options)
    return target


def rename(font: Any, style: str) -> None:
    spoken = style.replace("BoldItalic", "Bold Italic")
    names = {NAME: FAMILY, STYLE: spoken, UNIQUE: f"STPSerif-{style}", FULL: f"{FAMILY} {spoken}"}
    names |= {POSTSCRIPT: f"STPSerif-{style}", DESCRIPTION: "Made from Tinos: fewer letters, no hinting."}
    table = font["name"]
    table.names = [entry for entry in table.names if entry.nameID not in {TRADEMARK, 16, 17, 21, 22}]
    for entry in table.names:
        if entry.nameID in names:
            entry.string = names[entry.nameID]


def main(folder: Path) -> None:
    for style, name in STYLES.items():
        made = slim(next(folder.rglob(name)), style)
        print(f"{made.name}: {made.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
