"""What the sources of the sync's papers publish: bundles handed over, receipts, keys, what leaves, the sticks.

See app.forms.published for what an entry means.
"""

from __future__ import annotations

from collections.abc import Mapping

Source = Mapping[str, "str | Mapping[str, str]"]

_BUNDLE: Source = {
    "number": "số của gói",
    "code": "mã phiếu, bốn nhóm bốn ký tự",
    "sender_name": "đơn vị xuất gói",
    "receiver_name": "nơi nhận gói",
    "made_at": "lúc xuất, “08:30 ngày 25/11/2026”",
    "level": "mức dữ liệu, ví dụ “Hồ sơ đã ẩn danh”",
    "file": "tên tệp",
    "size": "độ lớn của tệp, byte",
    "sha256": "SHA-256 của tệp, bốn nhóm mười sáu chữ số",
    "officer_name": "họ tên công chức tư pháp",
}

SENT_BUNDLE: Source = {
    **_BUNDLE,
    "total": "tổng số hồ sơ trong gói",
    "counts": {"kind": "loại hồ sơ", "count": "số hồ sơ", "kind2": "loại ở nửa bên phải", "count2": "số hồ sơ"},
    "periods": {
        "period": "kỳ",
        "received": "vụ, việc tiếp nhận",
        "success": "hòa giải thành",
        "failure": "hòa giải không thành",
        "pending": "chưa giải quyết xong",
    },
    "changed_since": "câu cho biết sổ đã sửa sau khi xuất; trống nếu chưa sửa gì",
}

HAND_OVER: Source = {
    **_BUNDLE,
    "copies": {"copy": "bản nào, ai giữ", "next": "“1” từ bản thứ hai"},
    "what": "loại tệp, ví dụ “gói gửi nơi nhận”",
    "stick": "nhãn và số của USB, trống nếu không biết",
    "purpose": "mục đích chuyển dữ liệu",
    "private_kinds": "các loại hồ sơ có dữ liệu cá nhân và các ô đó; hoặc câu cho biết gói không có",
}

RECEIPT: Source = {
    **_BUNDLE,
    "receipt_number": "số biên nhận",
    "received_at": "lúc nhận",
    "already": "lúc nhận lần đầu, nếu gói đã nhận trước đây",
    "results": {"what": "kết quả", "count": "số hồ sơ"},
    "result_totals": {"what": "tổng", "count": "tổng số hồ sơ trong gói"},
    "refused": {
        "n": "số thứ tự",
        "kind": "loại hồ sơ",
        "record": "hồ sơ",
        "reason": "lý do trả lại",
        "remedy": "việc cần làm",
    },
    "none_refused": "“1” nếu không hồ sơ nào bị trả lại",
    "missing": "những gì còn thiếu, mỗi thứ một dòng; trống nếu không thiếu gì",
    "none_missing": "“1” nếu không thiếu gì",
}

KEY_CARD: Source = {
    "unit_code": "mã đơn vị",
    "fingerprint": "dãy 30 chữ số, sáu nhóm năm",
    "key": "mã khóa ký, mười sáu chữ số",
    "replica": "máy",
    "printed_on": "ngày in",
    "officer_name": "họ tên công chức tư pháp",
    "checks": {"day": "để trống", "office": "để trống", "who": "để trống", "signed": "để trống"},
}

LEAVING: Source = {
    "level": "mức dữ liệu",
    "receiver_name": "nơi nhận",
    "route_name": "tên tuyến gửi",
    "printed_on": "ngày in",
    "officer_name": "họ tên công chức tư pháp",
    "rows": {"n": "số thứ tự", "kind": "loại hồ sơ", "out": "các ô gửi đi", "stay": "các ô ở lại máy"},
}

STICKS: Source = {
    "year": "năm",
    "officer_name": "họ tên công chức tư pháp",
    "rows": {
        "number": "gói số",
        "made_at": "lúc xuất",
        "receiver_name": "nơi nhận",
        "level": "mức dữ liệu",
        "records": "số hồ sơ",
        "code": "mã phiếu",
        "receipt": "biên nhận số, ngày; hoặc “chưa có”",
        "stick": "nhãn và số của USB, trống nếu không biết",
        "holder": "để trống: người mang, ký",
        "note": "loại tệp, nếu không phải gói gửi nơi nhận",
    },
}

CONFLICTS: Source = {
    "year": "năm của các quyết định",
    "printed_on": "ngày in",
    "officer_name": "họ tên công chức tư pháp",
    "rows": {
        "n": "số thứ tự",
        "of": "hồ sơ và ô có hai giá trị",
        "before": "giá trị trước đó, hoặc “không rõ”",
        "kept": "giá trị đứng trong hồ sơ",
        "kept_by": "ai ghi giá trị ấy, máy nào, lúc nào",
        "lost": "giá trị kia",
        "lost_by": "ai ghi giá trị kia, máy nào, lúc nào",
        "decision": "quyết định, giá trị đã ghi, ai, ngày nào; hoặc “Chờ chọn”",
    },
    "none": "“1” nếu không có ô nào",
}

CUSTODY: Source = {
    "unit_code": "mã đơn vị",
    "fingerprint": "dãy 30 chữ số của khóa",
    "key": "mã khóa ký",
    "printed_on": "ngày in",
    "officer_name": "họ tên công chức tư pháp",
    "rows": {
        "n": "số thứ tự",
        "name": "người giữ",
        "day": "ngày giao",
        "file": "tên tệp",
        "state": "khóa đang dùng hay khóa cũ",
        "signed": "để trống: chữ ký",
    },
}

MERGER: Source = {
    "basis": "nghị quyết, quyết định sắp xếp đơn vị",
    "since": "ngày đơn vị mới hoạt động, dd/MM/yyyy",
    "merged_on": "ngày nhập sổ",
    "merged_by": "người nhập sổ",
    "officer_name": "họ tên công chức tư pháp",
    "printed_on": "ngày in",
    "undone": "câu cho biết đã hoàn tác; trống nếu chưa",
    "units": {
        "n": "số thứ tự",
        "code": "mã đơn vị cũ",
        "name": "tên đơn vị cũ",
        "whole": "toàn bộ hay một phần",
        "last_day": "ngày cuối cùng của đơn vị cũ; trống nếu đơn vị còn",
        "records": "số hồ sơ đã nhập",
    },
    "unit_totals": {"n": "“Cộng”", "records": "tổng số hồ sơ"},
    "totals": {
        "label": "chỉ số",
        "unit": "đơn vị tính",
        "parts": "số của từng đơn vị cũ, cộng nhau",
        "here": "số đã có ở sổ này",
        "before": "tổng trước khi nhập",
        "after": "số sau khi nhập",
    },
    "all_same": "“1” nếu mọi chỉ số, mọi năm trước và sau bằng nhau",
    "different": {
        "period": "kỳ",
        "label": "chỉ số",
        "unit": "đơn vị tính",
        "parts": "số của từng đơn vị cũ",
        "here": "số đã có ở sổ này",
        "before": "tổng trước",
        "after": "số sau",
    },
    "groups": {
        "n": "số thứ tự",
        "code": "mã tổ hiện nay",
        "name": "tên tổ",
        "hamlets": "ấp, khóm phụ trách",
        "came_from": "đơn vị cũ",
        "mediators": "số hòa giải viên",
    },
}
