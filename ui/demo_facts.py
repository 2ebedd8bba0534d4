"""What a demonstration found out: the facts its page shows and its summary says."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Step:
    """One step of the journey, in a sentence, and whether it went well."""

    title: str
    said: str
    well: bool = True


@dataclass(frozen=True)
class Figure:
    """What a number must be, what the commune counted, and what the receiving office counted from its bundle."""

    group: str
    label: str
    expected: int
    counted: int
    arrived: int

    def well(self) -> bool:
        return self.expected == self.counted == self.arrived


@dataclass(frozen=True)
class Paper:
    """A printed form: filled or blank, with its files and a picture of its first page."""

    form: str
    title: str
    variant: str
    certainty: str
    files: tuple[Path, ...]
    pages: int
    picture: Path


@dataclass(frozen=True)
class Screen:
    title: str
    picture: Path


@dataclass(frozen=True)
class StickFile:
    name: str
    size: int
    what: str


@dataclass(frozen=True)
class Search:
    """How many private words were looked for in one place, and which were found."""

    place: str
    words: int
    read: int  # characters or bytes looked through
    found: tuple[str, ...] = ()


@dataclass
class Facts:
    commune: str = ""
    province: str = ""
    steps: list[Step] = field(default_factory=list)
    records: dict[str, dict[str, int]] = field(default_factory=dict)  # register → kind → count
    figures: list[Figure] = field(default_factory=list)
    papers: list[Paper] = field(default_factory=list)
    screens: list[Screen] = field(default_factory=list)
    states: dict[str, int] = field(default_factory=dict)
    stick: list[StickFile] = field(default_factory=list)
    privacy: list[Search] = field(default_factory=list)

    def step(self, title: str, said: str, *, well: bool = True) -> None:
        self.steps.append(Step(title, said, well))

    def went_well(self) -> bool:
        return (
            all(step.well for step in self.steps)
            and all(figure.well() for figure in self.figures)
            and not any(search.found for search in self.privacy)
        )

    def summary(self, out: Path) -> dict[str, Any]:
        """Return what does not change from one run to the next, and where everything lies."""
        return {
            "well": self.went_well(),
            "commune": self.commune,
            "province": self.province,
            "steps": [{"title": s.title, "said": s.said, "well": s.well} for s in self.steps],
            "records": self.records,
            "forms": [_paper(paper, out) for paper in self.papers],
            "figures": [asdict(figure) for figure in self.figures],
            "states": self.states,
            "privacy": [{"place": s.place, "words": s.words, "found": list(s.found)} for s in self.privacy],
            "screens": [screen.picture.relative_to(out).as_posix() for screen in self.screens],
            "page": str(out / "index.html"),
        }


def _paper(paper: Paper, out: Path) -> dict[str, Any]:
    files = [file.relative_to(out).as_posix() for file in paper.files]
    return {"form": paper.form, "variant": paper.variant, "pages": paper.pages, "files": files}
