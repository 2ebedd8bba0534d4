"""The enumerations of the law and of practice: codes kept for ever, words shown.

A retired code stays in its list, so that old records can still be read.
"""

from __future__ import annotations

from app.fields import Options

SEX: Options = (("male", "Nam"), ("female", "Nữ"))
ETHNICITY: Options = (("kinh", "Kinh"), ("khmer", "Khmer"), ("hoa", "Hoa"), ("other", "Dân tộc khác"))
LANGUAGES: Options = (
    ("vietnamese", "Tiếng Việt"),
    ("khmer", "Tiếng Khmer"),
    ("hoa", "Tiếng Hoa"),
    ("sign", "Ngôn ngữ ký hiệu"),
    ("other", "Tiếng khác"),
)
AGE_GROUPS: Options = (
    ("under_18", "Dưới 18"),
    ("18_29", "18–29"),
    ("30_44", "30–44"),
    ("45_59", "45–59"),
    ("60_up", "Từ 60"),
)

# Luật 35/2013/QH13 art 2.2 and NĐ 185/2026/NĐ-CP art 2 name these; the label is chosen hamlet by hamlet.
HAMLET_KINDS: Options = (
    ("ap", "Ấp"),
    ("khom", "Khóm"),
    ("thon", "Thôn"),
    ("to_dan_pho", "Tổ dân phố"),
    ("phum", "Phum"),
    ("soc", "Sóc"),
    ("khu_pho", "Khu phố"),
    ("ban", "Bản"),
    ("buon", "Buôn"),
    ("lang", "Làng"),
)

# Luật 35/2013/QH13 art 16: grounds of a mediation.
GROUNDS: Options = (
    ("one_party", "Một bên yêu cầu"),
    ("all_parties", "Các bên yêu cầu"),
    ("witnessed", "Hòa giải viên chứng kiến hoặc biết vụ, việc"),
    ("assigned", "Theo phân công của tổ trưởng"),
    ("proposed", "Đề nghị của cơ quan, tổ chức, cá nhân có liên quan"),
)

# NĐ 15/2014/NĐ-CP art 5.1 a–g: the scope of grassroots mediation.
SCOPES: Options = (
    ("conflict", "Mâu thuẫn giữa các bên"),
    ("civil", "Tranh chấp phát sinh từ quan hệ dân sự"),
    ("family", "Tranh chấp phát sinh từ quan hệ hôn nhân và gia đình"),
    ("violation", "Vi phạm pháp luật chưa đến mức bị xử lý hình sự, hành chính"),
    ("criminal_not_prosecuted", "Vi phạm pháp luật hình sự không bị khởi tố, không bị xử phạt hành chính"),
    ("education_measure", "Vi phạm bị áp dụng biện pháp giáo dục tại xã, phường hoặc biện pháp thay thế"),
    ("other", "Vụ, việc khác mà pháp luật không cấm"),
)

# NĐ 15/2014/NĐ-CP art 5.2 a–đ: what may not be mediated.
OUT_OF_SCOPE: Options = (
    ("public_interest", "Xâm phạm lợi ích của Nhà nước, lợi ích công cộng"),
    ("not_mediable", "Vi phạm hôn nhân gia đình, giao dịch dân sự không được hòa giải"),
    ("criminal", "Vi phạm phải bị truy cứu trách nhiệm hình sự"),
    ("administrative", "Vi phạm phải bị xử lý vi phạm hành chính"),
    ("commercial_labour", "Tranh chấp thương mại, lao động hoặc vụ, việc khác không được hòa giải"),
)

MATTERS: Options = (
    ("boundary", "Ranh giới đất"),
    ("common_way", "Lối đi chung"),
    ("land_use", "Quyền sử dụng đất khác"),
    ("inheritance", "Thừa kế"),
    ("loan", "Vay mượn, hụi"),
    ("contract", "Hợp đồng"),
    ("damages", "Bồi thường thiệt hại"),
    ("spouses", "Vợ chồng"),
    ("support", "Cấp dưỡng, nuôi con"),
    ("parents_children", "Cha mẹ và con"),
    ("environment", "Môi trường, vệ sinh"),
    ("noise", "Tiếng ồn"),
    ("utilities", "Điện, nước, công trình phụ"),
    ("brawl", "Xô xát, danh dự"),
    ("other", "Khác"),
)

PARTY_SIDES: Options = (("A", "Bên A"), ("B", "Bên B"), ("C", "Bên C"), ("D", "Bên D"), ("", "Không thuộc bên nào"))
PARTY_ROLES: Options = (
    ("party", "Bên tranh chấp"),
    ("related", "Người có quyền, nghĩa vụ liên quan"),
    ("representative", "Người đại diện"),
    ("witness", "Người chứng kiến"),
)
# Luật 35/2013/QH13 art 2.3: who may be a party.
PARTY_KINDS: Options = (
    ("person", "Cá nhân"),
    ("people", "Nhóm cá nhân"),
    ("household", "Gia đình"),
    ("households", "Nhóm gia đình"),
    ("organisation", "Tổ chức"),
)
# Luật 35/2013/QH13 art 19: who may be invited.
INVITED_AS: Options = (
    ("respected", "Người có uy tín trong dòng họ, nơi ở, nơi làm việc"),
    ("learned", "Người có trình độ pháp lý, kiến thức xã hội"),
    ("elder_cleric", "Già làng, chức sắc tôn giáo"),
    ("knows_case", "Người biết rõ vụ, việc"),
    ("body", "Đại diện cơ quan, tổ chức"),
    ("other", "Người khác"),
)
CHOSEN_BY: Options = (("parties", "Các bên lựa chọn"), ("head", "Tổ trưởng phân công"))

CASE_STATES: Options = (
    ("received", "Tiếp nhận"),
    ("scope_asked", "Chờ hướng dẫn phạm vi"),
    ("out_of_scope", "Không thuộc phạm vi"),
    ("refused", "Từ chối hòa giải"),
    ("assigned", "Đã phân công"),
    ("in_progress", "Đang hòa giải"),
    ("paused", "Tạm dừng"),
    ("success", "Hòa giải thành"),
    ("failure", "Hòa giải không thành"),
)
# Luật 35/2013/QH13 art 23: how a mediation ends.
END_REASONS: Options = (
    ("agreed", "Các bên đạt được thỏa thuận (khoản 1 Điều 23)"),
    ("party_stops", "Một bên hoặc các bên yêu cầu chấm dứt (khoản 2 Điều 23)"),
    ("mediator_ends", "Hòa giải viên quyết định kết thúc (khoản 3 Điều 23)"),
)
REFERRALS: Options = (
    ("commune_land", "UBND cấp xã hòa giải tranh chấp đất đai"),
    ("court", "Tòa án nhân dân"),
    ("police", "Công an"),
    ("commune", "UBND cấp xã"),
    ("other", "Cơ quan, tổ chức khác"),
)
FOLLOW_UP: Options = (
    ("performing", "Đang thực hiện"),
    ("performed", "Đã thực hiện xong"),
    ("not_performed", "Không thực hiện"),
    ("force_majeure", "Bất khả kháng"),
)
COURT_STATES: Options = (
    ("filed", "Đã nộp đơn"),
    ("recognised", "Tòa án đã công nhận"),
    ("not_recognised", "Tòa án không công nhận"),
)
# Luật 35/2013/QH13 art 10.4, 10.5.
URGENT_GROUNDS: Options = (
    ("danger", "Nguy cơ bạo lực, mất an ninh trật tự (khoản 4 Điều 10)"),
    ("violation", "Dấu hiệu vi phạm hành chính, hình sự (khoản 5 Điều 10)"),
)
GROUP_STATES: Options = (("active", "Đang hoạt động"), ("dissolved", "Đã giải thể"), ("merged", "Đã sáp nhập"))
ELECTION_MANNERS: Options = (
    ("open", "Biểu quyết công khai"),
    ("secret", "Bỏ phiếu kín"),
    ("households", "Phát phiếu đến hộ gia đình"),
)
# Luật 35/2013/QH13 art 11.1.
LEAVE_REASONS: Options = (
    ("own_wish", "Theo nguyện vọng"),
    ("unqualified", "Không còn đáp ứng tiêu chuẩn"),
    ("breach", "Vi phạm nguyên tắc hoặc bị xử lý vi phạm"),
)
# Thông tư 10/2016/TT-BTP art 6.
PROPAGANDIST_LEAVE: Options = (
    ("own_wish", "Theo nguyện vọng"),
    ("prohibited_act", "Thực hiện hành vi bị cấm"),
    ("convicted", "Bị kết án, bản án có hiệu lực"),
    ("incapacity", "Mất hoặc hạn chế năng lực hành vi dân sự"),
)
LAW_TRAINING: Options = (("law", "Chuyên môn Luật"), ("none", "Chưa qua đào tạo chuyên môn Luật"))
