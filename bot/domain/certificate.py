"""A certificate of membership (证明): as asked for, and its words."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from bot.domain.command import Misfit, UserError, chinese_number
from bot.domain.days import show_whole_day
from bot.domain.field import Field
from bot.domain.member import Member, Status
from bot.domain.names import CALLED

EXAMPLE = "证明 张三 用途 子女入学"
_LONGEST = 60
_WHO = re.compile(
    rf"(?P<who>{CALLED})"
    r"(?:[\s，,：:]+(?P<rest>.{0,400}))?",
    re.DOTALL,
)
_DUES = re.compile(r"(?:含|带|加|写上)党费")
_PURPOSE = re.compile(r"^[\s，,：:]*(?:用途|用于|用来)[\s：:是为]*")
_DIGITS = "〇一二三四五六七八九"


@dataclass(frozen=True, slots=True)
class Wish:
    """A certificate as asked for: whose, what for, and whether dues stand in it."""

    who: str
    purpose: str
    with_dues: bool


def read_wish(words: str) -> Wish:
    """Read 张三 用途 子女入学 含党费. Raises Misfit for what opens with no name."""
    said = _WHO.fullmatch(words.strip())
    if said is None:
        raise Misfit(words)
    rest = said["rest"] or ""
    purpose = _PURPOSE.sub("", _DUES.sub("", rest)).strip(" 　，,。")
    if len(purpose) > _LONGEST:
        raise UserError(f"用途最多 {_LONGEST} 个字。例：{EXAMPLE}")
    return Wish(said["who"], " ".join(purpose.split()), bool(_DUES.search(rest)))


_OWN = re.compile(
    r"(?:您好|请问|麻烦|我|想|要|需要|能|可以|请|帮|给|[，,])*+(?:开|办|打)?一?[张份个]?(?:党员|党员身份|在党|党组织)?的?证明"
    r"(?:信)?(?:一下|可以吗|行吗|[吗吧呢])?[。.!！?？]*"
)


def asks_for_own(text: str, name: str) -> bool:
    """Whether a member asks for a certificate of the own: 证明, 我要开一张党员证明, 证明 and the own name."""
    plain = text.strip()
    if len(plain) > _LONGEST:
        return False
    return bool(_OWN.fullmatch(plain.replace(" ", ""))) or bool(
        re.match(rf"证明\s*{re.escape(name)}(?:\s|$)", plain)
    )


def check_may_have(person: Member) -> None:
    """Refuse a certificate for who is no member here any more. Raises UserError."""
    if person.status is Status.DECEASED:
        raise UserError(f"{person.name}已经去世，开不了这张证明。")
    if person.status.has_ended or person.branch_id is None:
        raise UserError(f"{person.name}的组织关系不在这里了，请到现在的党组织开。")
    if person.status is Status.SUSPENDED:
        raise UserError(f"{person.name}停止党籍，开不了这张证明；情况有变请先改名册。")


def lacks(record: Mapping[Field, str | None], wish: Wish) -> str:
    """Say what the roll does not hold and the certificate would leave out; nothing where all is there."""
    wanted = [Field.SEX, Field.BIRTHDAY, Field.JOINED_ON, Field.STANDING]
    wanted += [Field.DUES_UNTIL] if wish.with_dues else []
    missing = [field.value for field in wanted if not record[field]]
    return f"名册里没有{'、'.join(missing)}，证明里就没写。" if missing else ""


def write_values(
    person: Member, record: Mapping[Field, str | None], wish: Wish, committee: str, today: date
) -> dict[str, str]:
    """Give the words for the template, each by its name there; 正文 is the whole sentence."""
    standing = {"regular": "正式党员", "probationary": "预备党员"}.get(record[Field.STANDING] or "", "党员")
    born = show_whole_day(person.birthday) if person.birthday else ""
    joined = show_whole_day(person.joined_on) if person.joined_on else ""
    branch = record[Field.BRANCH] or ""
    dues = _month(record[Field.DUES_UNTIL]) if wish.with_dues else ""
    about = [person.name, person.sex or "", f"{born}出生" if born else "", f"{joined}入党" if joined else ""]
    sentence = (
        f"兹证明{'，'.join(filter(None, about))}，系{committee}{branch}{standing}，组织关系在{branch}。"
    )
    return {
        "正文": sentence + (f"党费交至{dues}。" if dues else ""),
        "用途": f"本证明用于：{wish.purpose}。" if wish.purpose else "",
        "姓名": person.name,
        "性别": person.sex or "",
        "出生日期": born,
        "入党时间": joined,
        "类别": standing,
        "支部": branch,
        "党费": dues,
        "党委": committee,
        "日期": chinese_day(today),
    }


def show_text(values: Mapping[str, str]) -> str:
    """Write it as a text to copy."""
    lines = ["证明", values["正文"], values["用途"], "特此证明。", values["党委"], values["日期"]]
    return "\n".join(filter(None, lines))


def chinese_day(day: date) -> str:
    """Write a day as documents do: 二〇二六年十一月二十三日."""
    year = "".join(_DIGITS[int(digit)] for digit in str(day.year))
    return f"{year}年{chinese_number(day.month)}月{chinese_number(day.day)}日"


def _month(text: str | None) -> str:
    return f"{text[:4]}年{int(text[5:7])}月" if text else ""
