"""What forms of dissemination are filled with in these tests: people and places are invented."""

from __future__ import annotations

from app.forms.filling import Values

OFFICE = {
    "unit_name": "xã Hưng Lộc Thạnh",
    "unit_upper": "XÃ HƯNG LỘC THẠNH",
    "unit_short": "Hưng Lộc Thạnh",
    "province_name": "Thành phố Cần Thơ",
}

EVENT: Values = {
    **OFFICE,
    "code": "PB-2026-011",
    "form": "Hội nghị",
    "name": "Phổ biến Luật Đất đai và Luật Hòa giải ở cơ sở",
    "day_in_words": "ngày 05 tháng 11 năm 2026",
    "starts_at": "08 giờ 00",
    "ends_at": "10 giờ 30",
    "place": "Nhà văn hóa Ấp Bưng Sen",
    "hamlets": "Ấp Bưng Sen, Ấp Sóc Dừa",
    "organiser": "UBND xã Hưng Lộc Thạnh",
    "co_organisers": "Ủy ban Mặt trận Tổ quốc Việt Nam xã",
    "chair": "Trần Minh Vững, Phó Chủ tịch UBND xã",
    "chair_name": "Trần Minh Vững",
    "secretary": "Huỳnh Ngọc Yến, công chức tư pháp",
    "secretary_name": "Huỳnh Ngọc Yến",
    "speakers": [{"full_name": "Kim Thị Sa Ry", "role": "Tuyên truyền viên pháp luật"}],
    "audiences": "Nhân dân",
    "attended": "86",
    "men": "41",
    "women": "45",
    "kinh": "50",
    "khmer": "34",
    "hoa": "2",
    "other_ethnic": "0",
    "documents": [
        {"number": "31/2024/QH15", "title": "Luật Đất đai"},
        {"number": "35/2013/QH13", "title": "Luật Hòa giải ở cơ sở"},
    ],
    "summary": "Quyền và nghĩa vụ của người sử dụng đất; hòa giải tranh chấp đất đai tại xã.",
    "languages": "Tiếng Việt, Tiếng Khmer",
    "questions": "4",
    "opinions": "Bà con hỏi về thủ tục đo đạc lại ranh giới; người trình bày đã trả lời tại chỗ.",
    "materials": [{"kind": "Tờ gấp", "title": "Hỏi đáp Luật Đất đai", "language": "Tiếng Khmer", "copies": "80"}],
    "period_words": "ngày 05/11/2026",
    "award_decision": "Quyết định số 21/QĐ-UBND ngày 06/11/2026",
    "awards": [
        {"prize": "Giải nhất tập thể", "winner": "Ấp Bưng Sen", "amount": "2.000.000"},
        {"prize": "Giải nhì cá nhân", "winner": "Kim Thị Sa Ry", "amount": "1.000.000", "goods": "Sách"},
        {"prize": "Giải ba cá nhân", "winner": "", "amount": "500.000"},
    ],
    "award_totals": [{"n": "Tổng cộng", "amount": "3.500.000"}],
    "outcome": "Người dự nghe hết, có trao đổi.",
    "suggestions": "Tổ chức thêm buổi bằng tiếng Khmer.",
    "copies": "02",
    "qr": "STP1:0192F3A4B5C67D8E9FA0B1C2D3E4F507:B2C3D4E5",
}


def _event_row(number: int) -> dict[str, str]:
    return {
        "number": str(number),
        "day": f"{number % 28 + 1:02d}/{(number - 1) // 4 + 1:02d}",
        "place": "Nhà văn hóa Ấp Bưng Sen",
        "form": "Hội nghị",
        "content": "Luật Đất đai; Luật Hòa giải ở cơ sở",
        "organisers": "UBND xã – Ủy ban MTTQ xã",
        "speakers": "Kim Thị Sa Ry",
        "audiences": "Nhân dân",
        "attended": "1.086",
        "women": "45",
        "minority": "36",
        "languages": "Việt, Khmer",
        "copies": "80",
        "airings": "2",
        "cost": "1.200.000",
        "cost_source": "Ngân sách xã",
        "task": f"NV{number:02d}",
        "note": "Biên bản, ảnh",
    }


def events(rows: int = 24) -> Values:
    """A year's register of events, month by month."""
    listed: list[dict[str, str]] = []
    for number in range(1, rows + 1):
        if (number - 1) % 4 == 0:
            listed.append({"month": f"Tháng {(number - 1) // 4 + 1}"})
        listed.append(_event_row(number))
    return {
        **OFFICE,
        "year": "2026",
        "period": "năm 2026",
        "place_date": "Hưng Lộc Thạnh, ngày 31 tháng 12 năm 2026",
        "officer_name": "Huỳnh Ngọc Yến",
        "chairman_name": "Trần Minh Vững",
        "rows": listed,
        "totals": [{"number": "Tổng cộng", "attended": "26.064", "women": "1.080", "cost": "28.800.000"}],
    }


_ANSWERS = [
    {"question": "Câu 1. Ông (bà) đã dự buổi phổ biến pháp luật trong 12 tháng qua?"},
    {"answer": "Có", "counted": "97", "percent": "66,4 %"},
    {"answer": "Không", "counted": "49", "percent": "33,6 %"},
    {"question": "Câu 2. Ngôn ngữ phù hợp"},
    *({"answer": tongue, "counted": "40", "percent": "27,4 %"} for tongue in ("Tiếng Việt", "Tiếng Khmer", "Cả hai")),
]


SURVEY: Values = {
    **OFFICE,
    "name": "Khảo sát nhu cầu tìm hiểu pháp luật năm 2026",
    "period_words": "từ ngày 02/03/2026 đến ngày 27/03/2026",
    "handed_out": "150",
    "collected": "148",
    "valid": "146",
    "lines": _ANSWERS,
    "chart": [{key: said for key, said in row.items() if key != "counted"} for row in _ANSWERS],
}


MATERIALS: Values = {
    **OFFICE,
    "year": "2026",
    "officer_name": "Huỳnh Ngọc Yến",
    "rows": [
        {"section": "Sổ tay hòa giải (sổ tay, tiếng Việt)"},
        {"what": "Còn từ năm trước", "left": "120"},
        {"day": "12/05/2026", "what": "Cấp phát", "place": "Chín tổ hòa giải", "went": "45", "left": "75"},
        {"section": "Tờ gấp về hụi (tờ gấp, tiếng Khmer)"},
        {"day": "02/04/2026", "what": "Nhập", "place": "Nhà in", "came": "300", "left": "300"},
        {"day": "10/04/2026", "what": "Cấp phát", "place": "Chùa Bưng Sen", "went": "100", "left": "200"},
        {"day": "20/06/2026", "what": "Hỏng, mất", "place": "Bị ướt", "went": "10", "left": "190"},
    ],
    "totals": [{"day": "Tổng cộng", "came": "300", "went": "155", "left": "265"}],
    "kind_count": "2",
    "given": "145",
}
