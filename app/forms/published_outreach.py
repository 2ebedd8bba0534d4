"""What the sources of dissemination's other papers publish: events, plan, broadcasts, propagandists, commendations.

See app.forms.published for what an entry means.
"""

from __future__ import annotations

from collections.abc import Mapping

Source = Mapping[str, "str | Mapping[str, str]"]

ISSUER: Source = {
    "chair_name": "họ tên Chủ tịch UBND",
    "officer_name": "họ tên công chức tư pháp",
    "date_in_words": "ngày của văn bản bằng chữ",
    "legal_bases": {"text": "một căn cứ pháp luật, không có dấu chấm phẩy ở cuối"},
}
YEAR: Source = {**ISSUER, "year": "năm", "period": "kỳ in: “năm 2026”, “tháng 5 năm 2026”"}

EVENT_MORE: Source = {
    "officer_name": "họ tên công chức tư pháp",
    "chairman_name": "họ tên Chủ tịch UBND",
    "rules_document": "thể lệ cuộc thi: số, ký hiệu",
    "entrants": "số người dự thi",
    "period_words": "từ ngày đến ngày, dd/MM/yyyy",
    "invitees": {
        "full_name": "họ tên, chức danh người được mời; trống khi mời theo đối tượng",
        "invitee": "đơn vị, địa chỉ; hoặc đối tượng được mời",
        "next": "“1” từ tờ thứ hai",
    },
    "contest_kind": "hình thức thi",
    "award_decision": "quyết định trao giải",
    "attendees": {
        "full_name": "để trống",
        "birth_year": "để trống",
        "sex": "để trống",
        "ethnicity": "để trống",
        "address": "để trống",
        "signature": "để trống",
    },
    "awards": {
        "prize": "giải, trao cho ai; mỗi giải một dòng",
        "winner": "người, đơn vị đoạt giải",
        "address": "để trống: ấp, đơn vị",
        "amount": "số tiền",
        "goods": "hiện vật",
        "signature": "để trống",
    },
    "award_totals": {"n": "“Tổng cộng” (in liền với các ô bên cạnh)", "amount": "tổng"},
    "prizes": {
        "prize": "giải, trao cho ai",
        "winner": "người, đơn vị đoạt giải",
        "amount": "tiền, hiện vật",
        "signature": "để trống",
    },
    "costs": {"content": "nội dung chi", "amount": "số tiền", "source": "nguồn"},
    "cost_totals": {"n": "“Tổng cộng” (in liền với ô bên cạnh)", "content": "để trống", "amount": "tổng"},
}

_TASK: dict[str, str] = {
    "section": "dòng ngăn nhóm nhiệm vụ; dòng có chữ ở đây không có ô nào khác",
    "number": "STT",
    "code": "mã nhiệm vụ",
    "content": "nội dung",
    "lead": "cơ quan chủ trì",
    "co_ordinators": "cơ quan phối hợp",
    "time": "thời gian thực hiện",
    "due_on": "hạn",
    "product": "sản phẩm, kết quả",
    "budget": "kinh phí dự kiến",
    "target": "chỉ tiêu, kèm đơn vị",
    "done": "đã thực hiện",
    "percent": "tỷ lệ",
    "spent": "đã chi",
    "state": "trạng thái",
    "note": "lý do chậm, điều chỉnh",
}
ANNUAL_PLAN: Source = {
    **YEAR,
    "name": "tên kế hoạch",
    "plan_number": "số, ký hiệu",
    "above": "kế hoạch của cấp trên: số, ngày",
    "purpose": "mục đích, yêu cầu",
    "budget": "kinh phí dự kiến",
    "on_day": "ngày tính tiến độ, dd/MM/yyyy",
    "on_in_words": "ngày tính tiến độ bằng chữ",
    "groups": {"number": "số của nhóm", "title": "tên nhóm nhiệm vụ"},
    "tasks": _TASK,
    "totals": {"number": "“Tổng cộng” (in liền với các ô bên cạnh)", "budget": "tổng", "spent": "tổng"},
    "planned": _TASK,  # without what arose outside the plan
    "planned_totals": {"number": "“Tổng cộng” (in liền với các ô bên cạnh)", "budget": "tổng", "spent": "tổng"},
    "states": {"state": "trạng thái", "counted": "số nhiệm vụ", "percent": "tỷ lệ"},
    "task_count": "số nhiệm vụ, không kể đã hủy",
    "done_count": "số nhiệm vụ hoàn thành",
    "done_percent": "tỷ lệ hoàn thành",
    "outside_count": "số nhiệm vụ phát sinh ngoài kế hoạch",
    "digital_count": "số nhiệm vụ có hoạt động chuyển đổi số",
    "digital_words": "các loại hoạt động chuyển đổi số, kèm số nhiệm vụ",
}

BROADCAST_LOG: Source = {
    **YEAR,
    "rows": {
        "total": "“1” ở dòng cộng của tháng",
        "day": "ngày, hoặc “Cộng tháng 5”",
        "hour": "giờ",
        "title": "tên bài",
        "language": "ngôn ngữ",
        "minutes": "thời lượng (phút)",
        "clusters": "cụm loa, ấp",
        "times": "số lượt",
        "approved_by": "người duyệt",
        "done_by": "người thực hiện",
    },
    "totals": {"day": "“Tổng cộng” (in liền với các ô bên cạnh)", "times": "tổng"},
}

WORK_OF_MONTH: Source = {
    **YEAR,
    "rows": {
        "section": "dòng ngăn tháng",
        "number": "STT",
        "day": "ngày",
        "kind": "loại việc",
        "what": "việc",
        "detail": "giờ, trạng thái, căn cứ",
        "note": "để trống: kết quả",
    },
}

_PROPAGANDIST: dict[str, str] = {
    "full_name": "họ và tên",
    "birth_year": "năm sinh",
    "sex": "giới tính",
    "ethnicity": "dân tộc",
    "position": "chức vụ, đơn vị, ấp",
    "education": "trình độ chuyên môn",
    "fields": "lĩnh vực, kinh nghiệm",
    "languages": "biết tiếng dân tộc",
    "recognised_on": "ngày công nhận, dd/MM/yyyy",
    "decision": "quyết định công nhận",
    "note": "ghi chú",
}
PROPAGANDIST: Source = {
    **ISSUER,
    **_PROPAGANDIST,
    "title_word": "ông hoặc bà",
    "left_on": "ngày cho thôi",
    "leave_reason": "lý do cho thôi",
}
PROPAGANDIST_ROSTER: Source = {
    **YEAR,
    "on_day": "ngày lập danh sách, dd/MM/yyyy",
    "people": {"number": "STT", **_PROPAGANDIST},
    "proposed": {"number": "STT", **_PROPAGANDIST},
    "person_count": "số tuyên truyền viên",
    "proposed_count": "số người được đề nghị",
    "women": "nữ",
    "minority": "dân tộc thiểu số",
    "law": "chuyên môn Luật",
}

COMMENDATION: Source = {
    **YEAR,
    "subject_name": "họ tên cá nhân, tên tập thể",
    "subject_kind": "là ai",
    "field": "lĩnh vực",
    "award": "hình thức đề nghị",
    "achievement": "thành tích tóm tắt",
    "awarded_before": "đã khen trước đây",
    "period_words": "kỳ lấy số liệu: từ ngày đến ngày",
    "facts": {"what": "số liệu", "value": "số", "behind": "mã hoạt động, vụ việc đã đếm"},
}
COMMENDATIONS: Source = {
    **YEAR,
    "rows": {
        "section": "dòng ngăn: tập thể, cá nhân",
        "number": "STT",
        "name": "họ tên, tập thể",
        "birth_year": "năm sinh",
        "female": "“x” nếu là nữ",
        "ethnicity": "dân tộc",
        "position": "chức vụ, đơn vị",
        "achievement": "thành tích tóm tắt",
        "award": "hình thức đề nghị",
        "before": "đã khen trước đây",
    },
    "person_count": "số cá nhân",
    "collective_count": "số tập thể",
}
