"""The verbs of the command line, one module a subject; none of them opens a register itself."""

from __future__ import annotations

from ui.verbs import (
    carrying,
    keys,
    merging,
    papers,
    payments,
    peers,
    records,
    reference,
    relaying,
    reports,
    spreadsheets,
    sync,
)
from ui.verbs.base import FreeVerb, Verb

FREE: tuple[FreeVerb, ...] = (records.KINDS_VERB, papers.FORMS_VERB, reports.STATISTICS_VERB)
OPENED: tuple[Verb, ...] = (
    *records.VERBS,
    *spreadsheets.VERBS,
    *papers.VERBS,
    *payments.VERBS,
    *reports.VERBS,
    *sync.VERBS,
    *keys.VERBS,
    *peers.VERBS,
    *carrying.VERBS,
    *relaying.VERBS,
    *reference.VERBS,
    *merging.VERBS,
)
