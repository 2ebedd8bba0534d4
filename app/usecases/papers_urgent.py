"""The words of urgent reports: the only papers that take a case's story out of its group (Luật 35/2013 art 10.4, 10.5).

Each goes to one receiver, so each has a page of its own.
"""

from __future__ import annotations

from app.ports import Store
from app.problems import Problem
from app.records.catalogues import URGENT_GROUNDS
from app.records.mediation import MediationCase, UrgentReport
from app.records.mediators import MediationGroup
from app.usecases.papers import Values, group_values, office_values
from app.usecases.papers_mediation import Words, head_of
from app.vietnamese import day_in_words, show_day


def urgent_values(store: Store, case: MediationCase) -> Values:
    """Return what the source “urgent_report” publishes; raises Problem when the case has no urgent report."""
    if not case.urgent_reports:
        raise Problem(
            f"{case.label()} chưa có báo cáo khẩn.", "Ghi ở ô “Báo cáo khẩn” của vụ rồi in lại, hoặc in bản trống."
        )
    group = store.find(MediationGroup, case.group) if case.group else None
    head = head_of(store, group, case.urgent_reports[-1].reported_on) if group else None
    return {
        **office_values(store),
        **group_values(store, group),
        "case_number": case.code,
        "received_on": show_day(case.received_on),
        "parties_line": "; ".join(party.full_name or party.known_as() for party in case.parties),
        "head_name": head.full_name if head else "",
        "reports": [_report(store, group, one, place) for place, one in enumerate(case.urgent_reports)],
    }


def _report(store: Store, group: MediationGroup | None, report: UrgentReport, place: int) -> Words:
    head = head_of(store, group, report.reported_on) if group else None
    return {
        "next": "1" if place else "",
        "reported_in_words": day_in_words(report.reported_on) if report.reported_on else "",
        "receiver": report.receiver,
        "head_name": head.full_name if head else "",
        "ground_text": dict(URGENT_GROUNDS).get(report.ground, ""),
        "content": report.content,
        "measures": report.measures,
    }
