"""Vietnamese as people write it: composed text, search without marks, dictionary order, dates, numbers and money."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from functools import lru_cache

_MARKS = re.compile("[\u0300-\u036f]")  # Latin marks only: Khmer vowels and subscripts must survive folding
_BLANKS = re.compile(r"[^\S\n]+")
_WORDS = re.compile(r"[^\W_]+(?:[\u1780-\u17d3]+)?")


# Signs nobody sees, which come with pasted text and make one text look like another: control characters, marks and
# overrides of direction, soft hyphens, joiners where nothing joins, byte order marks, tags. Khmer parts words by some.
_UNSEEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]|(?<![\u1780-\u17ff])[\u200b-\u200d]"
)
_BREAKS = re.compile("[\t\n\r\x85\u2028\u2029]")


def shows_as_it_is(text: str) -> bool:
    """Tell whether one line of text has no sign that hides itself or turns others around."""
    return not (_UNSEEN.search(text) or _BREAKS.search(text))


def visible(text: str) -> str:
    """Return a name somebody else has given, with every sign that hides itself shown by its number."""
    for signs in (_UNSEEN, _BREAKS):
        text = signs.sub(lambda found: f"[U+{ord(found[0]):04X}]", text)
    return text


def tidy(text: str) -> str:
    """Return one line of composed text without stray blanks and signs that nobody sees."""
    return " ".join(unicodedata.normalize("NFC", _UNSEEN.sub("", text)).split())


def tidy_lines(text: str) -> str:
    """Return composed text whose paragraphs are kept and whose other blanks are tidied."""
    composed = unicodedata.normalize("NFC", _UNSEEN.sub("", text)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(_BLANKS.sub(" ", line).strip() for line in composed.split("\n")).strip()


def fold(text: str) -> str:
    """Return text as people search for it: lower case, no marks, đ as d; hòa and hoà meet here."""
    if text.isascii():
        return text.lower()
    return _MARKS.sub("", unicodedata.normalize("NFD", text.lower().replace("đ", "d")))


_EARLY = dict(
    zip(
        ("oà", "oá", "oả", "oã", "oạ", "oè", "oé", "oẻ", "oẽ", "oẹ", "uỳ", "uý", "uỷ", "uỹ", "uỵ"),
        ("òa", "óa", "ỏa", "õa", "ọa", "òe", "óe", "ỏe", "õe", "ọe", "ùy", "úy", "ủy", "ũy", "ụy"),
        strict=True,
    )
)
_LATE_TONE = re.compile(f"(?:{'|'.join(_EARLY)})(?![^\\W_])")  # at the end of a word: hoàn is hoàn to everybody


def one_tone_place(text: str) -> str:
    """Return composed small letters with the tone where the older spelling puts it: hoà and hòa are one word, hòa."""
    return _LATE_TONE.sub(lambda found: _EARLY[found[0]], text)


def with_capital(text: str) -> str:
    """Return text with its first letter as a capital; “UBND” and “Điều 15” further on stay as they are."""
    return text[:1].upper() + text[1:]


def has_marks(text: str) -> bool:
    """Tell whether somebody took the trouble of typing Vietnamese marks."""
    return fold(text) != unicodedata.normalize("NFC", text).lower()


def words(text: str) -> list[str]:
    """Split what was typed into words that a search index understands; punctuation falls away."""
    return _WORDS.findall(unicodedata.normalize("NFC", text))


# --- dictionary order -------------------------------------------------------------------------------------------------
# Letters first, then tones, then case, as in Vietnamese dictionaries and in CLDR's vi_VN. The weights are bytes, so
# that plain byte order in an index of the database is Vietnamese order and other tools can read the file.

_LETTERS = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$"
_WEIGHT = {letter: 0x60 + place for place, letter in enumerate(_LETTERS)}
_WEIGHT |= {str(digit): 0x50 + digit for digit in range(10)}
_WEIGHT |= {sign: 0x03 + place for place, sign in enumerate(_PUNCTUATION)} | {" ": 0x02}
_TONE = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
# What has no mark is weighed at one go: codes of records are, and most words in them.
_ASCII = [chr(code).lower() for code in range(128)]
_PLAIN_LETTERS = bytes(_WEIGHT.get(sign, 0) for sign in _ASCII) + bytes(128)
_CASES = bytes(2 if chr(code) != sign else 1 for code, sign in enumerate(_ASCII)) + bytes(128)
_ODD = re.compile(f"[{re.escape(''.join(sign for sign in _ASCII if sign not in _WEIGHT))}]")
_NO_LETTER = re.compile("[^A-Za-z]")
_SHAPES = {"\u0306", "\u0302", "\u031b"}  # breve, circumflex, horn: part of the letter, not a tone


def sort_key(text: str) -> bytes:
    """Return bytes whose order is Vietnamese dictionary order; a tone belongs to its word, so hoà and hòa are equal."""
    if text.isascii() and not _ODD.search(text):
        plain = text.encode()
        return (
            plain.translate(_PLAIN_LETTERS)
            + b"\0\1"
            + b"\1" * len(_NO_LETTER.findall(text))
            + b"\0"
            + plain.translate(_CASES)
        )
    letters, tones, cases = bytearray(), bytearray(b"\1"), bytearray()
    for letter, tone, upper in _letters(text):
        weight = _WEIGHT.get(letter)
        letters += bytes((weight,)) if weight else b"\xfe" + ord(letter).to_bytes(3, "big")
        if tone:
            tones[-1] = tone + 1
        elif not letter.isalpha():
            tones.append(1)
        cases.append(2 if upper else 1)
    return bytes(letters) + b"\0" + bytes(tones) + b"\0" + bytes(cases)


def name_key(full_name: str) -> bytes:
    """Return the sort key of a person's name: given name, then family name, then middle names.

    Each is compared whole before the next, so that every Hoa stands before every Hòa, as in a list kept by hand.
    """
    parts = full_name.split()
    return b"\0".join([_part_key(part) for part in parts[-1:] + parts[:-1]])


@lru_cache(maxsize=4096)
def _part_key(part: str) -> bytes:
    return sort_key(part)


def _letters(text: str) -> list[tuple[str, int, bool]]:
    found: list[tuple[str, int, bool]] = []
    for sign in unicodedata.normalize("NFD", text):
        if found and sign in _TONE:
            found[-1] = (found[-1][0], _TONE[sign], found[-1][2])
        elif found and sign in _SHAPES:
            letter, tone, upper = found[-1]
            found[-1] = (unicodedata.normalize("NFC", letter + sign), tone, upper)
        else:
            low = sign.lower()
            found.append((low[:1], 0, low != sign))
    return found


def initials(full_name: str) -> str:
    """Return “N.V.A” for “Nguyễn Văn An”: how a person is named on papers that must not tell who it is."""
    return ".".join(part[0].upper() for part in full_name.split() if part)


# --- days -------------------------------------------------------------------------------------------------------------


def show_day(day: date | None) -> str:
    return f"{day.day:02d}/{day.month:02d}/{day.year}" if day else ""


def day_in_words(day: date | None) -> str:
    """Return “ngày 05 tháng 01 năm 2027”; days under 10 and months 1 and 2 take a zero (NĐ 30/2020, Phụ lục I)."""
    if day is None:
        return "ngày ...... tháng ...... năm ..........."
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


_DAY = re.compile(r"(\d{1,2})(?: ?[/.\-] ?| )(\d{1,2})(?:(?: ?[/.\-] ?| )(\d{4}|\d{2}))?")
YEARS = range(1900, 2201)  # what a register can speak of
_PACKED_DAY = re.compile(r"(\d{2})(\d{2})(\d{4}|\d{2})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")


def parse_day(text: str, today: date | None = None) -> date | None:
    """Read a day as people type it (5/3/26, 05-03-2026, 05032026, 5.3); empty text is no day.

    Raises ValueError with a sentence. Two-digit years are of this century; a missing year is this year; a year such
    as 0026 is a slip of the hand.
    """
    typed = tidy(text)
    if not typed:
        return None
    if found := _ISO_DAY.fullmatch(typed):
        year, month, number = (int(part) for part in found.groups())
    elif found := _DAY.fullmatch(typed) or _PACKED_DAY.fullmatch(typed):
        number, month = int(found[1]), int(found[2])
        year = _year(found[3], today or date.today())  # noqa: DTZ011 (the officer's own calendar day)
    else:
        raise ValueError(f"“{typed}” không phải là ngày. Gõ ngày/tháng/năm, ví dụ 05/03/2026.")
    if year not in YEARS:
        raise ValueError(f"Năm {year} ngoài khoảng {YEARS[0]}–{YEARS[-1]}. Kiểm tra lại năm.")
    try:
        return date(year, month, number)
    except ValueError:
        raise ValueError(f"Không có ngày {number:02d}/{month:02d}/{year}. Kiểm tra lại ngày, tháng.") from None


def _year(typed: str | None, today: date) -> int:
    if not typed:
        return today.year
    return int(typed) if len(typed) == 4 else 2000 + int(typed)


# --- numbers and money ------------------------------------------------------------------------------------------------


def show_number(number: int | None) -> str:
    """Return 1.234.567."""
    return "" if number is None else f"{number:,}".replace(",", ".")


def show_percent(part: int, whole: int) -> str:
    """Return “83,3 %”, or a dash when there is nothing to divide by; compared unrounded, shown with one decimal."""
    return f"{part * 100 / whole:.1f}".replace(".", ",") + " %" if whole else "–"


def show_money(amount: int | None) -> str:
    return "" if amount is None else show_number(amount) + " đồng"


_LONGEST_NUMBER = 30
_NUMBER = re.compile(r"-?\d{1,3}(?:[. ]\d{3})+|-?\d+")


def parse_number(text: str) -> int | None:
    """Read a whole number with or without dots; raises ValueError with a sentence."""
    typed = tidy(text)
    if not typed:
        return None
    if not _NUMBER.fullmatch(typed) or len(typed) > _LONGEST_NUMBER:
        raise ValueError(f"“{typed}” không phải là số. Chỉ gõ chữ số, ví dụ 1.200.")
    return int(typed.replace(".", "").replace(" ", ""))


_DIGITS = ("không", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín")


def money_in_words(amount: int, *, southern: bool = False) -> str:
    """Return “Một triệu hai trăm ba mươi tư nghìn đồng”; the southern way says lẻ and ngàn."""
    said = _in_words(amount) + " đồng"
    if southern:
        said = said.replace("linh", "lẻ").replace("nghìn", "ngàn")
    return said[0].upper() + said[1:]


def _in_words(number: int) -> str:
    if number < 0:
        return "âm " + _in_words(-number)
    if number == 0:
        return _DIGITS[0]
    billions, rest = divmod(number, 10**9)
    said = [_in_words(billions) + " tỷ"] if billions else []
    for scale, group in ((" triệu", rest // 10**6), (" nghìn", rest // 1000 % 1000), ("", rest % 1000)):
        if group:
            said.append(_three_digits(group, full=bool(said)) + scale)
    return " ".join(said)


def _three_digits(group: int, *, full: bool) -> str:
    hundreds, rest = divmod(group, 100)
    tens, units = divmod(rest, 10)
    said = [f"{_DIGITS[hundreds]} trăm"] if hundreds or full else []
    if tens:
        said.append("mười" if tens == 1 else f"{_DIGITS[tens]} mươi")
    elif units and said:
        said.append("linh")
    if units:
        said.append(_unit_word(tens, units))
    return " ".join(said)


def _unit_word(tens: int, units: int) -> str:
    if tens > 1 and units == 1:
        return "mốt"
    if tens > 1 and units == 4:
        return "tư"
    return "lăm" if tens and units == 5 else _DIGITS[units]
