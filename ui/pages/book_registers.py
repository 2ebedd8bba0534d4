"""The registers that are opened now and then: what each is called and what it is for."""

from __future__ import annotations

from app.records import (
    AccidentSupport,
    AnnualPlan,
    BookLoan,
    LegalAidReferral,
    LegalDocument,
    NumberRange,
    Office,
    Rate,
    Route,
    ShelfBook,
    VoidNumber,
)
from ui.guarded import guarded
from ui.pages.commendations import Commendations
from ui.pages.doings import Clubs, HigherSpeakers
from ui.pages.group_supports import GroupSupports
from ui.pages.record_page import RecordPage
from ui.pages.shelf import Materials, StockTakes
from ui.pages.surveys import Surveys


@guarded
class Plans(RecordPage):
    kind = AnnualPlan
    title = "Kế hoạch các năm"
    one = "kế hoạch"
    icon = "clipboard-list"
    teaches = "Số, ngày và các nhóm nhiệm vụ của kế hoạch từng năm. Nhiệm vụ nằm ở trang Kế hoạch năm."


@guarded
class LegalDocuments(RecordPage):
    kind = LegalDocument
    one = "văn bản"
    icon = "scale"
    teaches = "Văn bản được phổ biến, với ngày có hiệu lực, hết hiệu lực; dẫn văn bản hết hiệu lực thì được hỏi lại."


@guarded
class LegalAid(RecordPage):
    kind = LegalAidReferral
    one = "lượt"
    icon = "external-link"
    teaches = "Mỗi lần cung cấp thông tin hoặc giới thiệu người dân đến nơi trợ giúp pháp lý."


@guarded
class Bookshelf(RecordPage):
    kind = ShelfBook
    title = "Tủ sách pháp luật"
    one = "đầu sách"
    icon = "book-open"
    teaches = "Sách, tài liệu của tủ sách pháp luật: ngày nhập, số lượng, nguồn, ngày đưa ra khỏi tủ."


@guarded
class Loans(RecordPage):
    kind = BookLoan
    one = "lượt mượn"
    icon = "undo-2"
    teaches = "Ai mượn sách nào, ngày mượn, hạn trả, ngày trả. Tên người mượn không gửi đi."


@guarded
class Rates(RecordPage):
    kind = Rate
    one = "mức chi"
    icon = "banknote"
    teaches = "Mức chi theo văn bản của địa phương, có ngày áp dụng; thù lao được tính từ đây."


@guarded
class AccidentSupports(RecordPage):
    kind = AccidentSupport
    one = "hồ sơ hỗ trợ"
    icon = "shield-check"
    teaches = "Hỗ trợ hòa giải viên gặp tai nạn, rủi ro khi đang hòa giải."


@guarded
class VoidNumbers(RecordPage):
    kind = VoidNumber
    one = "số bỏ trống"
    icon = "x"
    teaches = "Số trong sổ không có vụ, việc nào, kèm lý do, để sổ không bị hỏi về chỗ trống."


@guarded
class NumberRanges(RecordPage):
    kind = NumberRange
    one = "khoảng số"
    icon = "columns-3"
    teaches = "Hai máy cùng ghi một quyển sổ thì mỗi máy giữ một khoảng số riêng."


@guarded
class Offices(RecordPage):
    kind = Office
    one = "đơn vị"
    icon = "landmark"
    teaches = "Đơn vị mình và các đơn vị gửi, nhận dữ liệu."


@guarded
class Routes(RecordPage):
    kind = Route
    one = "tuyến"
    icon = "send"
    of_units = False
    teaches = "Dữ liệu gửi qua những nơi nào, mỗi nơi được xem đến đâu."


PAGES: dict[str, type[RecordPage]] = {
    "plans": Plans,
    "documents": LegalDocuments,
    "legal_aid": LegalAid,
    "bookshelf": Bookshelf,
    "loans": Loans,
    "stock_takes": StockTakes,
    "materials": Materials,
    "surveys": Surveys,
    "clubs": Clubs,
    "higher_speakers": HigherSpeakers,
    "commendations": Commendations,
    "rates": Rates,
    "group_supports": GroupSupports,
    "accident_supports": AccidentSupports,
    "void_numbers": VoidNumbers,
    "number_ranges": NumberRanges,
    "offices": Offices,
    "routes": Routes,
}
