"""Solitaire lists (接龙): one line a person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.reading.people import TITLES, cut_name

_HEAD = re.compile(r"^\s*[#【\[]*\s*(?:群?接龙|Group Note)")
_LINE = re.compile(
    r"^\s*(?:第?\s?\d{1,3}\s?(?:[.、,:)\]]|号|\s|(?![月日号年周点个人位支组次期分])(?=[\u4e00-\u9fff]))\s*|[-*•]\s*)(?P<rest>\S.*)$"
)
_NEXT_ITEM = re.compile(r"\s+(?=\d{1,3}\s?[.、,)])")
_EXAMPLE = re.compile(
    r"^\s*(?:\d{1,3}\s?[.、,:)]?\s*)?(?:[(\[【]?(?:例|示例|样例|格式|模板|范例)|姓名[+,、 ]|XX|xx|某某)"
)
_ABOUT_SAFETY = re.compile(
    r"平安(?!果|夜|符|扣|银行|保险)|手机|电话|号码|联系方式|位置|去向|在哪|所在|行踪|返乡|回家|返程|健康|体温|动向|近况|地址|报备|外出|流动|现居|报到|安全"
)
_OTHER_BUSINESS = re.compile(
    r"报名|参加|活动|植树|投票|捐|订|学习|已学|心得|会议|观影|收到|签收|缴|党费|采购|团购|志愿|值班|拼|车|聚|材料|问卷|接种|核酸|领取|书目|名单"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_SAYS_NOTHING = re.compile(
    r"群?接龙|[\u4e00-\u9fff\d]{0,8}?(?:党?支部|党?小组|党委|党总支|党员群?|群)|本周|这周|今[天日]|本月|[\d一二三四五六七八九十]+[月日号周]|第[\d一二三四五六七八九十]+[组次期周]|"
    r"请大?家?|各位|同志|接力|例.*"
)
# A nickname of other signs than Chinese ones (A建材小刘, 晓月清风🌸, Lily); 2026 or 9:00 is none.
_NICKNAME = re.compile(r"(?P<name>(?=[^\s,:、。]*[A-Za-z\u4e00-\u9fff])[^\s,:、。]{2,16})(?=[\s,:、]|$)")
_NAME_END = re.compile(rf"^(?:{TITLES})?[\s,:、,—-]*")


@dataclass(frozen=True, slots=True)
class Line:
    """One person's line."""

    name: str
    text: str  # what stands behind the name; may be empty


@dataclass(frozen=True, slots=True)
class Solitaire:
    """A whole list."""

    title: str
    lines: tuple[Line, ...]

    def by_name(self) -> dict[str, str]:
        """Give what is said of each person; of several lines of one name the last goes first."""
        said: dict[str, str] = {}
        for line in self.lines:
            said[line.name] = "。".join(filter(None, (line.text, said.get(line.name))))
        return said

    @property
    def is_checkin(self) -> bool:
        """Tell whether the list asks for check-ins, by its title; one that says nothing is taken to."""
        if _ABOUT_SAFETY.search(self.title):
            return True
        return not _OTHER_BUSINESS.search(self.title) and not _HAN.search(_SAYS_NOTHING.sub("", self.title))


def parse(text: str, members: Sequence[str]) -> Solitaire | None:
    """Read a list; None where the text is none. Without the head #接龙 two lines with names make one."""
    rows = [row for row in text.split("\n") if row.strip()]
    headed = bool(rows) and bool(_HEAD.match(rows[0]))
    if headed and len(rows) == 1:
        rows = _NEXT_ITEM.split(text)
    all_named = (
        len(rows) > 1 and bool(members) and all(row.strip().startswith(tuple(members)) for row in rows)
    )
    title, lines = [], []
    for row in rows:
        match = _LINE.match(row)
        named = (headed or all_named) and row.strip().startswith(tuple(members))
        line = None
        if (match or named) and not _EXAMPLE.match(row):
            line = _line(match["rest"] if match else row, members)
            if line is None and match and headed:
                line = _nickname_line(match["rest"])
        if line:
            lines.append(line)
        elif not match and not lines and not _EXAMPLE.match(row):
            title.append(row)
    if not headed and len(lines) < 2:
        return None
    return Solitaire("\n".join(title), tuple(lines)) if lines or headed else None


def _line(rest: str, members: Sequence[str]) -> Line | None:
    rest = rest.strip()
    name = next((m for m in sorted(members, key=len, reverse=True) if rest.startswith(m)), None) or cut_name(
        rest
    )
    if name is None:
        match = re.match(r"([\u4e00-\u9fff·]{2,4})(?=[\s,:、—-]|$)", rest)
        name = match[1] if match else None
    if name is None:
        return None
    end = _NAME_END.match(rest[len(name) :])
    return Line(name, rest[len(name) + (end.end() if end else 0) :])


def _nickname_line(rest: str) -> Line | None:
    """Read a line of somebody who calls themselves otherwise; who it is, somebody has to be asked."""
    match = _NICKNAME.match(rest.strip())
    if match is None or _SAYS_NOTHING.fullmatch(match["name"]):
        return None
    return Line(match["name"], _NAME_END.sub("", rest.strip()[match.end() :], count=1))
