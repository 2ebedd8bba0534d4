"""What the paper of a success is called: “văn bản” as the law says, or “biên bản” as many communes are used to.

Luật 35/2013/QH13 art 24.2 fixes its contents and calls it “văn bản hòa giải thành”; no law forbids the other name.
"""

from __future__ import annotations

from collections.abc import Mapping

from app.ports import Store

AGREEMENT = "van-ban-hoa-giai-thanh"  # the form that has a choice of title
AS_MINUTES = "agreement_as_minutes"  # the setting: the title this office chose last
TITLES = {"van-ban": False, "bien-ban": True}  # as the command line names them
_MINUTES = {
    "printed_name": "BIÊN BẢN HÒA GIẢI THÀNH",
    "this_paper": "biên bản này",
    "this_paper_first": "Biên bản này",
}


def title_words(store: Store, form_id: str, as_minutes: bool | None) -> Mapping[str, str]:
    """Return what a form prints instead of its own words for itself; None asks what this office chose last."""
    if form_id != AGREEMENT:
        return {}
    chosen = store.setting(AS_MINUTES, False) if as_minutes is None else as_minutes
    return _MINUTES if chosen else {}
