"""What the sources of papers around dissemination publish: bookshelf, material, surveys, referrals to legal aid.

See app.forms.published for what an entry means.
"""

from __future__ import annotations

from app.forms.published_outreach import ISSUER, YEAR, Source

BOOKSHELF: Source = {
    **YEAR,
    "books": {
        "number": "STT",
        "entered_on": "ngày nhập",
        "name": "tên sách, tài liệu",
        "author": "tác giả, nhà xuất bản, năm",
        "kind": "loại",
        "language": "ngôn ngữ",
        "copies": "số lượng",
        "source": "nguồn",
        "value": "giá trị",
        "note": "ghi chú",
    },
    "book_totals": {"number": "“Tổng cộng” (in liền với các ô bên cạnh)", "copies": "tổng", "value": "tổng"},
    "loans": {
        "number": "STT",
        "lent_on": "ngày mượn",
        "reader": "họ tên người mượn",
        "book": "tên tài liệu",
        "copies": "số bản",
        "due_on": "hạn trả",
        "signed": "để trống: ký mượn",
        "returned_on": "ngày trả",
        "received": "để trống: ký nhận",
        "condition": "tình trạng",
    },
    "loan_totals": {"number": "“Tổng cộng” (in liền với các ô bên cạnh)", "copies": "tổng"},
    "title_count": "số đầu sách",
    "read_count": "số lượt đọc, mượn",
}

STOCK_TAKE: Source = {
    **ISSUER,
    "members": "thành phần",
    "remarks": "nhận xét, kiến nghị",
    "lines": {
        "name": "tên sách, tài liệu",
        "expected": "theo sổ",
        "counted": "thực tế",
        "more": "thừa",
        "fewer": "thiếu",
        "note": "ghi chú",
    },
    "totals": {
        "n": "“Tổng cộng” (in liền với ô bên cạnh)",
        "expected": "tổng",
        "counted": "tổng",
        "more": "tổng",
        "fewer": "tổng",
    },
}

MATERIALS: Source = {
    **YEAR,
    "rows": {
        "section": "dòng ngăn: tên tài liệu, loại, ngôn ngữ; dòng có chữ ở đây không có ô nào khác",
        "day": "ngày",
        "what": "nhập, cấp phát, hỏng; “Còn từ năm trước”",
        "place": "nơi nhận, nguồn",
        "came": "số bản nhập",
        "went": "số bản cấp phát, hỏng, mất",
        "left": "số bản còn lại",
        "signature": "để trống: ký nhận",
    },
    "totals": {
        "day": "“Tổng cộng” (in liền với các ô bên cạnh)",
        "came": "tổng",
        "went": "tổng",
        "left": "tổng",
    },
    "kind_count": "số loại tài liệu",
    "given": "số bản đã cấp phát",
}

SURVEY: Source = {
    **ISSUER,
    "name": "tên cuộc khảo sát",
    "period_words": "từ ngày đến ngày",
    "hamlets": "địa bàn",
    "audiences": "đối tượng",
    "handed_out": "số phiếu phát",
    "collected": "số phiếu thu",
    "valid": "số phiếu hợp lệ",
    "remarks": "nhận xét",
    "lines": {
        "question": "dòng ngăn câu hỏi; dòng có chữ ở đây không có ô nào khác",
        "answer": "lựa chọn",
        "mark": "để trống: đánh dấu",
        "counted": "số phiếu chọn",
        "percent": "tỷ lệ trên số phiếu hợp lệ",
    },
    "chart": {
        "question": "dòng ngăn câu hỏi",
        "answer": "lựa chọn",
        "percent": "tỷ lệ trên số phiếu hợp lệ, để vẽ thanh",
    },
}

REFERRALS: Source = {
    **YEAR,
    "rows": {
        "number": "STT",
        "asked_on": "ngày",
        "person": "họ tên, địa chỉ; không in khi chưa ghi",
        "group": "thuộc diện",
        "topic": "lĩnh vực",
        "need": "nhu cầu",
        "sent_to": "giới thiệu đến",
        "outcome": "kết quả, ngày",
        "note": "ghi chú",
    },
    "told": "số người đã được cung cấp thông tin, kể cả được giới thiệu",
    "sent": "số người được giới thiệu",
    "helped": "số người được trợ giúp",
}
