"""The enumerations of legal dissemination (PBGDPL): forms of art 11, topics of art 10, special groups of arts 17–22."""

from __future__ import annotations

from app.fields import Options

# Luật 14/2012/QH13 art 11, as practised by communes.
EVENT_FORMS: Options = (
    ("conference", "Hội nghị, hội thảo phổ biến"),
    ("training", "Tập huấn, bồi dưỡng"),
    ("seminar", "Tọa đàm, đối thoại, nói chuyện chuyên đề"),
    ("hamlet_meeting", "Lồng ghép họp ấp, khóm, chi hội, tổ"),
    ("small_group", "Phổ biến cho nhóm nhỏ, đối tượng đặc thù"),
    ("mobile", "Tuyên truyền lưu động"),
    ("consultation", "Tư vấn, hướng dẫn tìm hiểu pháp luật"),
    ("handout", "Cấp phát tài liệu"),
    ("loudspeaker", "Loa truyền thanh cơ sở"),
    ("website", "Cổng, Trang thông tin điện tử"),
    ("social_media", "Mạng xã hội"),
    ("visual", "Pa-nô, áp phích, băng rôn, niêm yết"),
    ("contest", "Thi tìm hiểu pháp luật"),
    ("mobile_legal_aid", "Lồng ghép trợ giúp pháp lý lưu động"),
    ("mediation", "Lồng ghép hòa giải ở cơ sở"),
    ("citizen_reception", "Lồng ghép tiếp công dân, xử lý vi phạm"),
    ("moot_court", "Phiên tòa giả định"),
    ("mobile_court", "Xét xử lưu động"),
    ("performance", "Sân khấu hóa, tiểu phẩm, văn nghệ"),
    ("festival", "Lồng ghép lễ hội, sinh hoạt tôn giáo"),
    ("club", "Sinh hoạt câu lạc bộ pháp luật, nhóm nòng cốt"),
    ("bookshelf", "Tủ sách pháp luật"),
    ("school", "Ngoại khóa, sinh hoạt dưới cờ trong trường học"),
    ("rally", "Mít tinh, diễu hành"),
    ("other", "Hình thức khác"),
)
# Which forms count as direct dissemination unless the officer says otherwise with a reason
# (explanation of indicator 0302, Thông tư 10/2017/TT-BTP); the rest is asked for or is not direct.
DIRECT_BY_DEFAULT = frozenset(
    [
        "conference",
        "training",
        "seminar",
        "hamlet_meeting",
        "small_group",
        "mobile_legal_aid",
        "moot_court",
        "mobile_court",
        "festival",
        "club",
        "school",
        "rally",
    ]
)
DIRECT_IF_SAID = frozenset(("mobile", "performance", "other"))

EVENT_STATES: Options = (
    ("planned", "Dự kiến"),
    ("invited", "Đã mời"),
    ("held", "Đã thực hiện"),
    ("closed", "Đã chốt"),
    ("postponed", "Hoãn"),
    ("cancelled", "Hủy"),
)
COUNTED_STATES = ("held", "closed")
EVENT_LEVELS: Options = (
    ("led", "Xã chủ trì"),
    ("joined", "Xã phối hợp"),
    ("hosted", "Ấp, khóm, đoàn thể tự tổ chức"),
)
# Luật 14/2012/QH13 art 10.
TOPICS: Options = (
    ("constitution", "Hiến pháp"),
    ("civil", "Dân sự"),
    ("criminal", "Hình sự"),
    ("administrative", "Hành chính"),
    ("family", "Hôn nhân và gia đình"),
    ("domestic_violence", "Phòng, chống bạo lực gia đình"),
    ("gender", "Bình đẳng giới"),
    ("land", "Đất đai"),
    ("construction", "Xây dựng"),
    ("environment", "Bảo vệ môi trường"),
    ("labour", "Lao động, bảo hiểm xã hội"),
    ("education", "Giáo dục"),
    ("health", "Y tế"),
    ("defence", "Quốc phòng"),
    ("security", "An ninh, trật tự"),
    ("traffic", "Giao thông"),
    ("drugs", "Phòng, chống ma túy"),
    ("rights", "Quyền và nghĩa vụ cơ bản của công dân"),
    ("authority", "Quyền hạn của cơ quan, cán bộ"),
    ("new_documents", "Văn bản mới ban hành"),
    ("treaties", "Điều ước quốc tế"),
    ("awareness", "Ý thức pháp luật, gương người tốt"),
    ("legal_aid", "Trợ giúp pháp lý"),
    ("mediation", "Hòa giải ở cơ sở"),
    ("cyber", "An toàn trên không gian mạng"),
    ("other", "Lĩnh vực khác"),
)
# Luật 14/2012/QH13 arts 17–22.
SPECIAL_GROUPS: Options = (
    ("D17", "Đồng bào dân tộc thiểu số, vùng khó khăn, ngư dân"),
    ("D18", "Người lao động trong doanh nghiệp"),
    ("D19", "Nạn nhân bạo lực gia đình"),
    ("D20", "Người khuyết tật"),
    ("D21", "Người chấp hành hình phạt tù, cơ sở bắt buộc"),
    ("D22", "Người bị giáo dục tại xã, người hưởng án treo"),
)
AUDIENCES: Options = (
    ("people", "Nhân dân"),
    ("officials", "Cán bộ, công chức"),
    ("pupils", "Học sinh"),
    ("members", "Hội viên, đoàn viên"),
    ("workers", "Doanh nghiệp, người lao động"),
    ("propagandists", "Tuyên truyền viên, hòa giải viên"),
)
PLACE_KINDS: Options = (
    ("office", "Trụ sở"),
    ("culture_house", "Nhà văn hóa ấp, khóm"),
    ("pagoda", "Chùa"),
    ("communal_house", "Đình, miếu"),
    ("church", "Nhà thờ"),
    ("school", "Trường học"),
    ("market", "Chợ"),
    ("company", "Doanh nghiệp"),
    ("police", "Công an"),
    ("outdoors", "Ngoài trời"),
    ("online", "Trực tuyến"),
)
COUNTING: Options = (("signed", "Danh sách ký tên"), ("counted", "Đếm"), ("estimated", "Ước lượng"))
SPEAKER_KINDS: Options = (
    ("propagandist", "Tuyên truyền viên pháp luật"),
    ("reporter", "Báo cáo viên pháp luật"),
    ("official", "Cán bộ, công chức"),
    ("guest", "Khách mời"),
)
MATERIAL_KINDS: Options = (
    ("leaflet", "Tờ rơi"),
    ("folder", "Tờ gấp"),
    ("book", "Sách"),
    ("handbook", "Sổ tay"),
    ("outline", "Đề cương"),
    ("disc", "Băng, đĩa, USB"),
    ("banner", "Băng rôn, áp phích"),
    ("electronic", "Tài liệu điện tử"),
    ("other", "Tài liệu khác"),
)
MATERIAL_SOURCES: Options = (("own", "Tự biên soạn"), ("above", "Cấp trên"), ("sponsored", "Tài trợ"))
COST_SOURCES: Options = (
    ("regular", "Ngân sách thường xuyên"),
    ("programme", "Chương trình, đề án"),
    ("other", "Nguồn khác"),
)
COST_PAYERS: Options = (("commune", "Xã"), ("other", "Đơn vị khác"))
CHANNELS: Options = (
    ("website", "Trang thông tin điện tử"),
    ("zalo", "Zalo"),
    ("facebook", "Facebook"),
    ("youtube", "YouTube"),
    ("tiktok", "TikTok"),
    ("other", "Kênh khác"),
)
