"""A picture, file or link that somebody of the office sent, to go with a notice."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from pathlib import Path

SIZE_LIMIT = int(2.9 * 1024 * 1024)  # what gateways carry: 4 MiB a call, of which base64 takes a quarter
USABLE_FOR = timedelta(minutes=30)
KEPT_FOR = timedelta(hours=1)  # a draft made in the last minute may still be confirmed
_NAME_LENGTH = 60  # characters: three bytes each, and file systems take 255
_STARTS = {b"\x89PNG": ".png", b"\xff\xd8\xff": ".jpg", b"GIF8": ".gif"}
SHEETS = frozenset({".xlsx", ".xls", ".ods", ".csv", ".et"})
IMPORTING = (
    "导入名册：把表格（.xlsx、.xls、.ods、.csv）私信发给我，再回“导入”。"
    "我先给您看新增几人、改动几处，您确认了才动。"
)
_WITH_SHEET = "是名册，要导入回“导入”；是空表要填，回“套表”；要对账就接着发，齐了回“对账”。"
PICTURE_ENDINGS = frozenset({".png", ".jpg", ".jpeg", ".gif", ".bmp", ".webp"})


class EnclosureKind(StrEnum):
    """What WeChat shows it as."""

    IMAGE = "image"
    FILE = "file"
    LINK = "link"

    @property
    def chinese(self) -> str:
        """The word for one of them."""
        return _CHINESE[self]

    @property
    def one(self) -> str:
        """One of them, with its measure word."""
        return ("一张" if self is EnclosureKind.IMAGE else "一个") + self.chinese

    @property
    def wish(self) -> str:
        """The word in a notice that takes it along."""
        return "带图" if self is EnclosureKind.IMAGE else f"带{self.chinese}"


_CHINESE = {EnclosureKind.IMAGE: "图片", EnclosureKind.FILE: "文件", EnclosureKind.LINK: "链接"}


@dataclass(frozen=True, slots=True)
class Enclosure:
    """What was sent, and what became of it: a `path` or a `url`, or the `problem` as its sender reads it."""

    id: int
    kind: EnclosureKind
    name: str  # of the file, the title of a link
    path: Path | None
    url: str | None
    description: str
    problem: str | None
    message_id: str
    account_id: str
    conversation: str
    thumbnail: str = ""

    @property
    def shown(self) -> str:
        """How WeChat shows it in a quote, and we in a preview."""
        return f"[{self.kind.chinese}]" + (f" {self.name}" if self.kind is not EnclosureKind.IMAGE else "")


def check_size(kind: EnclosureKind, size: int) -> str | None:
    """Say why something of this many bytes cannot go on, or None."""
    if size <= SIZE_LIMIT:
        return None
    megabytes = max(size / 1024**2, 3.0)  # 2.9 shown as too much for 2.9 helps nobody
    return f"这{kind.one[1:]} {megabytes:.1f} MB，微信网关最多带 2.9 MB，请压缩后再发。"


def tell_kept(kind: EnclosureKind, name: str, counts: str = "") -> str:
    """Say how a notice takes along what just came in; `counts` is how much a spreadsheet holds."""
    what = kind.chinese if kind is EnclosureKind.IMAGE else f"{kind.chinese}“{name}”"
    size = f"（{counts}）" if counts else ""
    said = f"收到{what}{size}。要随通知发，半小时内写：\n通知 全体 {kind.wish}：正文"
    return f"{said}\n{_WITH_SHEET}" if Path(name).suffix.lower() in SHEETS else said


def tell_another_sheet(name: str, counts: str) -> str:
    """Acknowledge one more spreadsheet: several make a reconciliation."""
    return f"又收到“{name}”（{counts}）。还有就接着发，齐了回“对账”。"


def tell_another(kind: EnclosureKind) -> str:
    """Say which of several is taken along."""
    return f"又收到{kind.one}。一条通知只带一样，带的是最后发来的。"


def tell_secretary(kind: EnclosureKind) -> str:
    """Say to who sends no notices what can be done instead."""
    return (
        f"收到{kind.chinese}，可我看不懂里面的内容。要报什么，打几个字就行；要发给大家，请转给党办随通知发。"
    )


def tell_still_coming(kind: EnclosureKind) -> str:
    """Say that the gateway has not handed it over yet."""
    return f"刚才的{kind.chinese}还在接收，请过几秒再发一次这条。"


def tell_not_loaded(kind: EnclosureKind) -> str:
    """Say that the gateway did not hand it over."""
    return f"这{kind.one[1:]}没能从微信取下来，请再发一次；很大的请先压缩。"


def file_name(kind: EnclosureKind, name: str, content: bytes, digest: str) -> str:
    """Choose the name a file is stored and sent on under: its own, made harmless.

    Nobody sees a picture's name, but by its ending it is sent as a picture.
    """
    clean = "".join(" " if unicodedata.category(char)[0] == "C" else char for char in name)
    clean = re.sub(r'[\s/\\:*?"<>|]+', " ", clean).strip(" .")
    ending = Path(clean).suffix[:12]
    if kind is EnclosureKind.IMAGE:
        known = (found for start, found in _STARTS.items() if content.startswith(start))
        return digest + next(known, ending if ending.lower() in PICTURE_ENDINGS else ".jpg")
    stem = clean.removesuffix(ending)[: _NAME_LENGTH - len(ending)].rstrip(" .")
    return (stem or digest) + ending
