"""What the sources of mediation's other papers publish: payments, elections, decisions, rosters, accidents.

See app.forms.published for what an entry means.
"""

from __future__ import annotations

from collections.abc import Mapping

Source = Mapping[str, "str | Mapping[str, str]"]

_BASES = {"text": "một căn cứ pháp luật, không có dấu chấm phẩy ở cuối"}
_ISSUER: Source = {
    "chair_name": "họ tên Chủ tịch UBND",
    "officer_name": "họ tên công chức tư pháp",
    "date_in_words": "ngày của văn bản bằng chữ",
    "legal_bases": _BASES,
}
_PERSON: dict[str, str] = {
    "full_name": "họ và tên",
    "birth_year": "năm sinh",
    "sex": "giới tính",
    "ethnicity": "dân tộc",
    "address": "nơi thường trú",
    "law_training": "trình độ",
    "occupation": "nghề nghiệp",
    "group_name": "tổ hòa giải",
    "hamlet_name": "ấp, khóm",
    "head": "“x” nếu là tổ trưởng",
    "recognised_on": "ngày công nhận",
    "decision": "quyết định công nhận",
    "note": "ghi chú",
}

CASE_MORE: Source = {
    "failure_reason": "lý do hòa giải không thành",
    "referred_to": "cơ quan đã hướng dẫn các bên đến",
    "ended_on": "ngày kết thúc, dd/MM/yyyy",
    "ended_in_words": "ngày kết thúc bằng chữ",
    "assigned_on": "ngày phân công, dd/MM/yyyy",
    "assigned_in_words": "ngày phân công bằng chữ",
    "head_name": "họ tên tổ trưởng tổ hòa giải",
    "parties_line": "các bên trên một dòng",
    "mediators_line": "các hòa giải viên trên một dòng",
    "obligations": {
        "who": "bên thực hiện",
        "what": "việc phải làm",
        "due_on": "hạn, dd/MM/yyyy",
        "state": "tình trạng",
    },
    "follow_ups": {
        "day": "ngày theo dõi",
        "content": "nội dung",
        "state": "tình trạng",
        "reported": "đã báo Trưởng ban công tác Mặt trận",
    },
    "court_name": "tên Tòa án",
    "court_limit": "hạn nộp đơn yêu cầu Tòa án công nhận (6 tháng), dd/MM/yyyy",
    "contact": "người liên hệ",
}

PAYMENT: Source = {
    **_ISSUER,
    "number": "số đề nghị",
    "made_in_words": "ngày lập bằng chữ",
    "head_name": "họ tên tổ trưởng tổ hòa giải",
    "requester": "họ tên người đề nghị",
    "requester_address": "địa chỉ người đề nghị",
    "budget_year": "năm ngân sách",
    "case_count": "số vụ, việc",
    "total": "tổng số tiền, “1.500.000”",
    "total_words": "tổng số tiền bằng chữ",
    "cases": {
        "number": "mã vụ, việc hoặc số thứ tự trong sổ",
        "received_on": "ngày nhận",
        "ended_on": "ngày kết thúc",
        "matter": "lĩnh vực, không nêu nội dung",
        "initials": "tên viết tắt các bên",
        "result": "kết quả",
        "mediators": "hòa giải viên",
        "amount": "số tiền",
    },
    "people": {
        "full_name": "họ và tên hòa giải viên",
        "cases": "số vụ, việc",
        "amount": "số tiền",
        "signature": "để trống: ký nhận",
    },
    "totals": {
        "n": "“Tổng cộng” (in liền với các ô bên cạnh)",
        "number": "để trống",
        "full_name": "để trống",
        "amount": "tổng số tiền",
        "cases": "tổng số vụ, việc",
    },
}

REFUSAL: Source = {
    **PAYMENT,
    "made_on": "ngày lập đề nghị, dd/MM/yyyy",
    "decided_in_words": "ngày quyết định từ chối bằng chữ",
    "refused_because": "lý do từ chối",
}

URGENT: Source = {
    "case_number": "mã vụ, việc",
    "received_on": "ngày tiếp nhận, dd/MM/yyyy",
    "parties_line": "các bên trên một dòng",
    "head_name": "họ tên tổ trưởng tổ hòa giải, nếu báo cáo không nêu",
    "reports": {
        "next": "“1” từ báo cáo thứ hai: sang trang",
        "reported_in_words": "ngày báo cáo bằng chữ",
        "receiver": "nơi nhận",
        "head_name": "họ tên tổ trưởng tổ hòa giải ngày đó",
        "ground_text": "căn cứ: khoản 4 hoặc khoản 5 Điều 10",
        "content": "nội dung",
        "measures": "biện pháp",
    },
}

ELECTION: Source = {
    **_ISSUER,
    "title": "tên biên bản theo cách bầu",
    "elected_as": "hòa giải viên hoặc tổ trưởng tổ hòa giải",
    "manner": "cách bầu",
    "open": "“1” nếu biểu quyết công khai",
    "secret": "“1” nếu bỏ phiếu kín",
    "households_way": "“1” nếu phát phiếu đến hộ",
    "ballot": "“1” nếu có phiếu bầu (bỏ phiếu kín hoặc phát phiếu)",
    "held_in_words": "ngày bầu bằng chữ",
    "hour": "giờ",
    "place": "địa điểm",
    "households": "tổng số hộ, hoặc số hòa giải viên của tổ",
    "present": "số đại diện hộ có mặt",
    "ballots_out": "số phiếu phát ra",
    "ballots_in": "số phiếu thu về",
    "ballots_valid": "số phiếu hợp lệ",
    "ballots_invalid": "số phiếu không hợp lệ",
    "witness": "người chứng kiến",
    "board": {"full_name": "họ và tên", "duty": "nhiệm vụ"},
    "board_head": "tổ trưởng tổ bầu",
    "front_head_name": "họ tên Trưởng ban công tác Mặt trận",
    "hamlet_head_name": "họ tên trưởng ấp, khóm",
    "candidates": {
        "full_name": "họ và tên",
        "birth_year": "năm sinh",
        "votes": "số phiếu, số người đồng ý",
        "percent": "tỷ lệ %",
        "elected": "“x” nếu trúng cử",
        "tick": "để trống: người bầu đánh dấu",
    },
    "elected": {
        "full_name": "họ và tên",
        "birth_year": "năm sinh",
        "votes": "số phiếu",
        "percent": "tỷ lệ %",
        "elected": "“x”",
        "tick": "để trống",
    },
}

MEDIATOR: Source = {
    **_ISSUER,
    **{key: words for key, words in _PERSON.items() if key not in ("head", "note")},
    "head_in_words": "ngày là tổ trưởng, bằng chữ",
    "title_word": "ông hoặc bà",
    "left_on": "ngày thôi, dd/MM/yyyy",
    "leave_reason": "lý do thôi",
    "front_head_name": "họ tên Trưởng ban công tác Mặt trận",
}

ROSTER: Source = {
    **_ISSUER,
    "year": "năm",
    "on_day": "ngày lập danh sách, dd/MM/yyyy",
    "front_head_name": "họ tên Trưởng ban công tác Mặt trận",
    "head_name": "họ tên tổ trưởng tổ hòa giải",
    "people": {"section": "dòng ngăn tên tổ; dòng có chữ ở đây không có ô nào khác", "number": "STT", **_PERSON},
    "group_count": "số tổ hòa giải",
    "person_count": "số hòa giải viên",
    "women": "nữ",
    "minority": "dân tộc thiểu số",
    "law": "chuyên môn Luật",
    "trained": "được bồi dưỡng trong năm",
}

GROUP_YEAR: Source = {
    **_ISSUER,
    "year": "năm",
    "head_name": "họ tên tổ trưởng tổ hòa giải",
    "mediators": "số hòa giải viên",
    "women": "nữ",
    "minority": "dân tộc thiểu số",
    "trained": "được bồi dưỡng trong năm",
    "received": "số vụ, việc tiếp nhận",
    "success": "hòa giải thành",
    "failure": "hòa giải không thành",
    "pending": "chưa giải quyết xong",
    "out_of_scope": "không thuộc phạm vi",
    "success_rate": "tỷ lệ thành trên số đã kết thúc",
    "scopes": {"scope": "phạm vi", "received": "tiếp nhận", "success": "thành", "failure": "không thành"},
    "paid": "thù lao đã chi trả",
    "waiting": "thù lao chưa chi trả",
}

ACCIDENT: Source = {
    **_ISSUER,
    "requested_by": "họ tên người đề nghị",
    "requested_address": "địa chỉ người đề nghị",
    "requested_in_words": "ngày đề nghị bằng chữ",
    "mediator_name": "họ tên hòa giải viên gặp tai nạn",
    "mediator_address": "nơi thường trú",
    "happened_on": "ngày xảy ra, dd/MM/yyyy",
    "circumstance": "đang hòa giải, hoặc trên đường đi, về",
    "what_happened": "diễn biến",
    "case_number": "mã vụ, việc",
    "head_name": "họ tên tổ trưởng tổ hòa giải",
    "front_head_name": "họ tên Trưởng ban công tác Mặt trận",
    "lines": {"item": "khoản đề nghị", "payee": "người nhận", "amount": "số tiền", "paper": "giấy tờ kèm theo"},
    "total": "tổng số tiền",
    "total_words": "tổng số tiền bằng chữ",
}

DEADLINES: Source = {
    "on_day": "ngày in, dd/MM/yyyy",
    "officer_name": "họ tên công chức tư pháp",
    "rows": {
        "number": "STT",
        "due_on": "hạn",
        "what": "việc phải làm",
        "of": "hồ sơ",
        "state": "còn mấy ngày, hoặc quá hạn mấy ngày",
        "basis": "căn cứ",
    },
}
