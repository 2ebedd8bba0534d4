"""The parser of the command line, in Vietnamese: help, usage and what was typed wrong."""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterable
from pathlib import Path
from typing import Any, NoReturn

import app
from app.problems import Problem
from ui.verbs.base import FreeVerb, Verb

_WRONG = (
    (r"the following arguments are required: (.+)", "Thiếu: {}."),
    (r"argument (?:LỆNH|verb): invalid choice: '?(.+?)'? \(choose from .*", "Không có lệnh “{}”."),
    (r"argument (.+?): invalid choice: '?(.+?)'? \(choose from (.+)\)", "{}: không có “{}”. Chọn một trong: {}."),
    (r"unrecognized arguments: (.+)", "Không hiểu phần: {}."),
    (r"argument (.+?): expected one argument", "{} cần một giá trị."),
    (r"argument (.+?): expected at least one argument", "{} cần ít nhất một giá trị."),
    (r"argument (.+?): expected 2 arguments", "{} cần hai giá trị."),
    (r"argument (.+?): invalid (?:int|Path) value: '?(.+?)'?", "{}: “{}” không phải là số."),
    (r"argument (.+?): not allowed with argument (.+)", "{} không dùng cùng {}."),
    (r"one of the arguments (.+) is required", "Cần một trong: {}."),
    (r"ambiguous option: (.+?) could match (.+)", "“{}” chưa rõ, có thể là: {}."),
)
_SEE = "Xem cách dùng: sotuphap {}-h"


class _Formatter(argparse.RawDescriptionHelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Cách dùng: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """An argparse parser that speaks Vietnamese and raises Problem instead of leaving the program."""

    def __init__(self, **said: Any) -> None:
        super().__init__(formatter_class=_Formatter, add_help=False, allow_abbrev=False, **said)
        self.add_argument("-h", "--help", action="help", help="xem hướng dẫn này rồi thoát")

    def error(self, message: str) -> NoReturn:
        verb = self.prog.partition(" ")[2]
        raise Problem(_in_vietnamese(message), _SEE.format(f"{verb} " if verb else ""))


def _in_vietnamese(message: str) -> str:
    for pattern, words in _WRONG:
        if found := re.fullmatch(pattern, message):
            return words.format(*(part.strip("'\"") for part in found.groups()))
    return f"Sai cách dùng: {message}."


def parser_of(verbs: Iterable[Verb | FreeVerb]) -> Parser:
    parser = Parser(
        prog="sotuphap",
        description="Sổ Tư Pháp: hòa giải ở cơ sở và phổ biến, giáo dục pháp luật của một xã, phường.\n"
        "Không có lệnh thì mở cửa sổ.",
        epilog="Kết thúc: 0 đã xong; 1 xong, có hồ sơ bị trả lại; 2 sai cách dùng hoặc có trở ngại; "
        "3 lỗi của chương trình.",
    )
    parser.add_argument(
        "--version", action="version", version=f"Sổ Tư Pháp {app.__version__}", help="xem phiên bản rồi thoát"
    )
    _common(parser)
    parser.set_defaults(data=None, passphrase_file=None, json=False)
    chosen = parser.add_subparsers(dest="verb", metavar="LỆNH", title="Các lệnh", parser_class=Parser, required=True)
    for verb in verbs:
        sub = chosen.add_parser(verb.name, help=verb.help, description=f"{verb.help[:1].upper()}{verb.help[1:]}.")
        verb.arguments(sub)
        _common(sub)
    return parser


def _common(parser: argparse.ArgumentParser) -> None:
    """Add what every verb takes, before or after its name."""
    group = parser.add_argument_group("Chung cho mọi lệnh")
    unset = argparse.SUPPRESS
    group.add_argument("--data", type=Path, metavar="THƯ_MỤC", default=unset, help="thư mục của sổ")
    group.add_argument(
        "--passphrase-file",
        type=Path,
        metavar="TỆP",
        default=unset,
        help="tệp chứa mật khẩu ở dòng đầu (hoặc biến SOTUPHAP_PASSPHRASE; không có thì hỏi)",
    )
    group.add_argument("--json", action="store_true", default=unset, help="in kết quả dạng JSON ra đầu ra chuẩn")
