"""A member's own word for who is behind an account: the name and the middle four digits of the telephone."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import timedelta

TRIES = 3
REST = timedelta(days=1)
EXAMPLE = "认领 张三 0013"

_LONGEST = 120  # a longer text is no claim, and would be tried for long

_MARK = r"(?P<mark>认领|我?(?:本人)?(?:是|叫)|本人|(?:我的)?(?:姓名|名字)是?)"
_BESIDE = r"(?:的?(?:手机|电话)?(?:号码|号)?的?(?:中间)?(?:四|4)?位?(?:数字|数)?(?:是|为)?)"
_CLAIM = re.compile(
    rf"{_MARK}?[\s:,，。]*(?P<name>[\u3400-\u9fff·]{{2,12}}?|[A-Za-z][A-Za-z .]{{2,30}}?)(?:同志)?"
    rf"[\s:,，。、+]*{_BESIDE}[\s:,，]*(?P<digits>\d{{4}}|1\d\d[\s-]?\d{{4}}[\s-]?\d{{4}})[\s。.!]*"
)
_WITHOUT_DIGITS = re.compile(
    r"我?(?:想|要|来)*认领(?:账号|微信|名字)?[\s.。!！]*"
    r"|(?:认领|我(?:本人)?(?:是|叫)|本人(?:是)?|(?:我的)?(?:姓名|名字)是?)[\s:,，]*[\u3400-\u9fff·]{2,5}(?:同志)?[\s.。!！]*"
)


@dataclass(frozen=True, slots=True)
class Claim:
    """A name, the four digits given for it, and whether the words say outright that it is the own name."""

    name: str
    digits: str
    is_marked: bool


def read_claim(text: str) -> Claim | None:
    """Read 我是张三 0013, 张三 0013 or 认领 张三 中间四位 0013; of a whole number the middle four count."""
    words = unicodedata.normalize("NFKC", text).strip()
    match = None if len(words) > _LONGEST else _CLAIM.fullmatch(words)
    if match is None:
        return None
    digits = re.sub(r"\D", "", match["digits"])
    return Claim(
        match["name"].strip(), digits if len(digits) == 4 else middle_four(digits), bool(match["mark"])
    )


def lacks_digits(text: str) -> bool:
    """Whether words claim a name, or want to, and give no digits: 我是张三, 我要认领."""
    return _WITHOUT_DIGITS.fullmatch(unicodedata.normalize("NFKC", text).strip()) is not None


def middle_four(phone: str | None) -> str:
    """Give the digits of a telephone number that lists mask: 138[0013]8000; "" for a short one."""
    digits = re.sub(r"\D", "", phone or "")
    return digits[-8:-4] if len(digits) > 7 else ""
