"""The page that shows a demonstration: one file that opens anywhere, with its pictures and letters inside."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from html import escape
from itertools import groupby
from pathlib import Path

import resources
from app.vietnamese import show_number
from ui.demo_facts import Facts, Figure, Paper, Screen, Step

_TYPES = {".png": "image/png", ".jpg": "image/jpeg", ".webp": "image/webp"}
_SECTIONS = (
    ("hanh-trinh", "Hành trình"),
    ("man-hinh", "Màn hình"),
    ("giay-to", "Giấy tờ"),
    ("so-lieu", "Số liệu"),
    ("dong-bo", "Đồng bộ"),
    ("rieng-tu", "Riêng tư"),
)


def page(facts: Facts, out: Path) -> str:
    """Return the whole page; links to files are relative to `out`."""
    parts = (
        _journey(facts.steps),
        _screens(facts.screens, out),
        _papers(facts.papers, out),
        _figures(facts),
        _sync(facts),
        _privacy(facts),
    )
    return f"""<!doctype html>
<html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sổ Tư Pháp – trình diễn</title><style>{_letters()}{_style()}</style></head>
<body>{_head(facts)}<main>{"".join(parts)}</main>
<footer>Mọi người, nơi chốn và con số ở đây đều hư cấu. Trang này không cần mạng và không gửi gì đi đâu.</footer>
</body></html>
"""


def _style() -> str:
    return resources.path("demo", "page.css").read_text(encoding="utf-8")


def _letters() -> str:
    faces = (("Regular", 400), ("SemiBold", 600))
    return "".join(
        f'@font-face{{font-family:"Be Vietnam Pro";font-weight:{weight};'
        f"src:url(data:font/ttf;base64,{_base64(resources.path('fonts', f'BeVietnamPro-{name}.ttf'))})}}"
        for name, weight in faces
    )


def _base64(file: Path) -> str:
    return base64.b64encode(file.read_bytes()).decode()


def _image(file: Path) -> str:
    return f"data:{_TYPES[file.suffix]};base64,{_base64(file)}"


def _head(facts: Facts) -> str:
    links = "".join(f'<a href="#{place}">{title}</a>' for place, title in _SECTIONS)
    verdict = "Mọi bước đều đạt" if facts.went_well() else "Có bước chưa đạt"
    tiles = "".join(f'<div class="tile"><b>{number}</b><span>{words}</span></div>' for number, words in _tiles(facts))
    return f"""<header><div class="wide"><p class="over">Sổ Tư Pháp · trình diễn trên dữ liệu hư cấu</p>
<h1>Từ sổ của một xã đến Sở Tư pháp, qua một chiếc USB</h1>
<p class="lead">{escape(facts.commune)} ghi sổ, in giấy tờ, xuất gói; {escape(facts.province)} nhận, cộng số liệu,
gửi biên nhận về. Không có mạng ở bước nào.</p>
<p>{_badge(verdict, well=facts.went_well())}</p><div class="tiles">{tiles}</div></div></header>
<nav><div class="wide">{links}</div></nav>"""


def _tiles(facts: Facts) -> list[tuple[str, str]]:
    records = sum(facts.records.get("commune", {}).values())
    right = sum(figure.well() for figure in facts.figures)
    files = sum(len(paper.files) for paper in facts.papers)
    return [
        (show_number(records), "hồ sơ trong sổ của xã"),
        (show_number(files), "tệp giấy tờ đã in"),
        (f"{show_number(right)}/{show_number(len(facts.figures))}", "số liệu khớp"),
        (show_number(sum(len(search.found) for search in facts.privacy)), "chữ riêng tư lọt ra ngoài"),
    ]


def _badge(words: str, *, well: bool) -> str:
    return f'<span class="badge {"well" if well else "ill"}">{"✓" if well else "✗"} {escape(words)}</span>'


def _section(place: str, lead: str, body: str) -> str:
    title = dict(_SECTIONS)[place]
    return f'<section id="{place}"><h2>{title}</h2><p class="lead">{lead}</p>{body}</section>'


def _journey(steps: list[Step]) -> str:
    lines = "".join(
        f'<li class="{"well" if step.well else "ill"}"><b>{escape(step.title)}</b><span>{escape(step.said)}</span></li>'
        for step in steps
    )
    return _section("hanh-trinh", "Những gì chương trình vừa làm, theo thứ tự.", f'<ol class="steps">{lines}</ol>')


def _screens(screens: list[Screen], out: Path) -> str:
    shown = "".join(
        f'<figure><a href="{screen.picture.relative_to(out).as_posix()}">'
        f'<img loading="lazy" alt="{escape(screen.title)}" src="{_image(screen.picture)}"></a>'
        f"<figcaption>{escape(screen.title)}</figcaption></figure>"
        for screen in screens
    )
    return _section("man-hinh", "Các trang của cửa sổ, chụp từ chính sổ của xã.", f'<div class="screens">{shown}</div>')


def _papers(papers: list[Paper], out: Path) -> str:
    shown = "".join(_paper(paper, out) for paper in papers)
    lead = "Mỗi mẫu được in có dữ liệu và in trống để viết tay. Mẫu chưa đọc trong nguồn mang chữ “(nội bộ)”."
    return _section("giay-to", lead, f'<div class="papers">{shown}</div>')


def _paper(paper: Paper, out: Path) -> str:
    links = "".join(
        f'<a href="{file.relative_to(out).as_posix()}">{file.suffix[1:].upper()}</a>' for file in paper.files
    )
    return (
        f'<figure><a href="{paper.files[0].relative_to(out).as_posix()}">'
        f'<img loading="lazy" alt="Trang đầu: {escape(paper.title)}" src="{_image(paper.picture)}"></a>'
        f"<figcaption><b>{escape(paper.title)}</b><span>{escape(paper.variant)} · {show_number(paper.pages)} trang · "
        f'{escape(paper.certainty)}</span><span class="links">{links}</span></figcaption></figure>'
    )


def _figures(facts: Facts) -> str:
    tables = "".join(_figure_table(group, list(lines)) for group, lines in groupby(facts.figures, lambda f: f.group))
    lead = "Con số phải có, con số xã đếm được, và con số nơi nhận đếm trên hồ sơ đã ẩn danh."
    return _section("so-lieu", lead, f'<div class="tables">{tables}</div>')


def _figure_table(group: str, lines: list[Figure]) -> str:
    rows = "".join(
        f"<tr><td>{escape(line.label)}</td>"
        + "".join(f"<td>{show_number(value)}</td>" for value in (line.expected, line.counted, line.arrived))
        + f"<td>{_badge('khớp' if line.well() else 'lệch', well=line.well())}</td></tr>"
        for line in lines
    )
    return _table(group, ("Chỉ tiêu", "Phải có", "Xã", "Nơi nhận", ""), rows)


def _table(title: str, heads: Iterable[str], rows: str) -> str:
    cells = "".join(f"<th>{head}</th>" for head in heads)
    caption = f"<caption>{escape(title)}</caption>"
    return f'<div class="table"><table>{caption}<thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>'


def _sync(facts: Facts) -> str:
    files = "".join(
        f"<tr><td>{escape(f.name)}</td><td>{escape(f.what)}</td><td>{show_number(f.size)} byte</td></tr>"
        for f in facts.stick
    )
    states = "".join(f"<tr><td>{escape(w)}</td><td>{show_number(n)}</td></tr>" for w, n in facts.states.items())
    kinds = dict.fromkeys(kind for counts in facts.records.values() for kind in counts)
    held = "".join(
        f"<tr><td>{escape(kind)}</td>"
        + "".join(
            f"<td>{show_number(facts.records.get(side, {}).get(kind, 0))}</td>" for side in ("commune", "province")
        )
        + "</tr>"
        for kind in kinds
    )
    tables = (
        _table("Trên USB", ("Tệp", "Là gì", "Cỡ"), files),
        _table("Hồ sơ của xã, sau khi nhận biên nhận", ("Trạng thái", "Số hồ sơ"), states),
        _table("Hồ sơ ở hai nơi", ("Loại", "Xã", "Nơi nhận"), held),
    )
    lead = "Gói được ký, mã hóa, đọc lại sau khi ghi; biên nhận quay về trên cùng chiếc USB."
    return _section("dong-bo", lead, f'<div class="tables">{"".join(tables)}</div>')


def _privacy(facts: Facts) -> str:
    rows = "".join(
        f"<tr><td>{escape(s.place)}</td><td>{show_number(s.words)}</td><td>{show_number(s.read)}</td>"
        f"<td>{_badge('không thấy' if not s.found else 'thấy: ' + ', '.join(s.found), well=not s.found)}</td></tr>"
        for s in facts.privacy
    )
    lead = (
        "Họ tên, địa chỉ, câu chuyện của mọi bên trong mọi vụ việc được tìm trong tất cả những gì rời khỏi máy của xã."
    )
    return _section("rieng-tu", lead, _table("Tìm chữ riêng tư", ("Ở đâu", "Số chữ tìm", "Đã đọc", "Kết quả"), rows))
