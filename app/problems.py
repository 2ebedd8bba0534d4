"""What can go wrong outside the program, said so that a person knows what to do next.

There are two families of errors: a `Problem` is shown calmly; anything else is a fault of ours, for the crash window.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


class Problem(Exception):
    """A message for a person, and what to do about it. Both are whole Vietnamese sentences."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} {self.remedy}".strip()


@dataclass(frozen=True)
class Issue:
    """Something a person must look at; `blocks` tells a rule from a mere warning."""

    field: str
    message: str
    blocks: bool = True


class Incomplete(Problem):
    """A record that may be kept as a draft but is not complete yet; `labels` names its fields as people know them."""

    def __init__(self, title: str, issues: list[Issue], labels: Mapping[str, str] | None = None) -> None:
        said = " ".join(_named(issue, (labels or {}).get(issue.field, "")) for issue in issues)
        super().__init__(f"“{title}” chưa đủ để lưu: {said}", "Sửa các ô nêu trên rồi lưu lại, hoặc lưu nháp.")
        self.issues = issues


def _named(issue: Issue, label: str) -> str:
    """Return an issue's sentence with the name of its field, where the sentence does not say it itself."""
    return issue.message if label.lower() in issue.message.lower() else f"{label}: {issue.message}"
