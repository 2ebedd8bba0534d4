"""The registers behind one entry of the navigation: their headings, their icons, how each page is made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ui.navigation import Place, records
from ui.pages.base import Page
from ui.session import Session
from ui.texts import tr

HOME = "books"  # the page of cards that leads to them


@dataclass(frozen=True)
class Shelf:
    """A heading with the registers under it."""

    words: str
    places: tuple[Place, ...]


def _behind(make: Callable[[Session], Page]) -> Callable[[Session], Page]:
    """Let a page lead back to the cards it was chosen from."""

    def made(session: Session) -> Page:
        page = make(session)
        page.lead_back(tr("Sổ khác"), lambda: session.opened.emit(HOME, ""))
        return page

    return made


def _book(name: str, icon: str, words: str, table: str) -> Place:
    def make(session: Session) -> Page:
        from ui.pages.book_registers import PAGES

        return PAGES[name](session)

    return Place(name, icon, words, _behind(make), table)


SHELVES: tuple[Shelf, ...] = (
    Shelf(
        "Phổ biến, giáo dục pháp luật",
        (
            _book("documents", "scale", "Văn bản pháp luật", "legal_document"),
            _book("legal_aid", "external-link", "Giới thiệu trợ giúp pháp lý", "legal_aid_referral"),
            _book("bookshelf", "book-open", "Tủ sách pháp luật", "shelf_book"),
            _book("loans", "undo-2", "Mượn, trả sách", "book_loan"),
            _book("stock_takes", "list-checks", "Kiểm kê tủ sách", "stock_take"),
            _book("materials", "package", "Tài liệu tuyên truyền", "material_stock"),
            _book("surveys", "file-text", "Khảo sát", "survey"),
            _book("clubs", "users", "Câu lạc bộ pháp luật", "law_club"),
            _book("higher_speakers", "mic", "Báo cáo viên cấp trên", "higher_speaker"),
        ),
    ),
    Shelf(
        "Kế hoạch, khen thưởng, kinh phí",
        (
            _book("plans", "clipboard-list", "Kế hoạch các năm", "annual_plan"),
            _book("commendations", "trophy", "Đề nghị khen thưởng", "commendation"),
            _book("rates", "banknote", "Mức chi", "rate"),
            _book("group_supports", "wallet", "Hỗ trợ tổ hòa giải", "group_support"),
            _book("accident_supports", "shield-check", "Hỗ trợ gặp tai nạn", "accident_support"),
        ),
    ),
    Shelf(
        "Hòa giải, sổ sách, đơn vị",
        (
            Place("elections", "list-checks", "Bầu hòa giải viên", _behind(records("Elections")), "election"),
            Place("trainings", "graduation-cap", "Tập huấn", _behind(records("Trainings")), "training"),
            Place("hamlets", "map-pin", "Ấp, khóm", _behind(records("Hamlets")), "hamlet"),
            _book("void_numbers", "x", "Số bỏ trống trong sổ", "void_number"),
            _book("number_ranges", "columns-3", "Khoảng số của từng máy", "number_range"),
            _book("offices", "landmark", "Đơn vị", "office"),
            _book("routes", "send", "Tuyến gửi", "route"),
        ),
    ),
)
BOOKS: tuple[Place, ...] = tuple(place for shelf in SHELVES for place in shelf.places)


def _key_cards(session: Session) -> Page:
    from ui.pages.keys import KeyCards

    return _behind_sync(KeyCards(session))


def _matrix(session: Session) -> Page:
    from ui.pages.matrix import Matrix

    return _behind_sync(Matrix(session))


def _conflicts(session: Session) -> Page:
    from ui.pages.conflicts import Conflicts

    return _behind_sync(Conflicts(session))


def _folder_routes(session: Session) -> Page:
    from ui.pages.folder_routes import FolderRoutes

    return _behind_sync(FolderRoutes(session))


def _reference(session: Session) -> Page:
    from ui.pages.reference import Reference

    return _behind_sync(Reference(session))


def _post(session: Session) -> Page:
    from ui.pages.post import Post

    return _behind_sync(Post(session))


def _pcs(session: Session) -> Page:
    from ui.pages.sync_pcs import Pcs

    return _behind_sync(Pcs(session))


def _publishing(session: Session) -> Page:
    from ui.pages.publishing import Publishing

    page = Publishing(session)
    page.lead_back(tr("Đơn vị gửi về"), lambda: session.opened.emit("matrix", ""))
    return page


def _behind_sync(page: Page) -> Page:
    page.lead_back(tr("Đồng bộ USB"), lambda: page.session.opened.emit(SYNC, ""))
    return page


def _mergers(session: Session) -> Page:
    from ui.pages.mergers import Mergers

    page = Mergers(session)
    page.lead_back(tr("Cài đặt"), lambda: session.opened.emit(SETTINGS, ""))
    return page


SETTINGS = "settings"  # the page that leads to this one
BEHIND_SETTINGS: tuple[Place, ...] = (Place("mergers", "landmark", "Sáp nhập đơn vị", _mergers),)
SYNC = "sync"  # the page that leads to these
BEHIND_SYNC: tuple[Place, ...] = (
    Place("key_cards", "key-round", "Thẻ khóa", _key_cards),
    Place("matrix", "inbox", "Đơn vị gửi về", _matrix),
    Place("conflicts", "columns-3", "Giá trị chờ chọn", _conflicts),
    Place("pcs", "users", "Các máy của đơn vị", _pcs),
    Place("reference", "package", "Dữ liệu tham chiếu", _reference),
    Place("post", "mail", "Chuyển tiếp", _post),
    Place("publishing", "database", "Xuất bản số liệu", _publishing),
    Place("folder_routes", "send", "Thư mục và máy chủ", _folder_routes),
)
