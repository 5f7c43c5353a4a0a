"""What 改 changes: 改 张三 手机 13800001111 单位 某某公司; 改 张三 状态 转出 原因."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.audience import Called, read_person
from bot.domain.command import Misfit, UserError, narrow
from bot.domain.field import BY_WORD, Field
from bot.domain.member import Status

EXAMPLE = "改 张三 手机 13800001111"
STATUS_EXAMPLE = "改 张三 状态 转出 组织关系转到海安"
# What people say beside the headings of spreadsheets.
_SPOKEN: Mapping[str, Field] = {
    **BY_WORD,
    **dict.fromkeys(("号码", "手机号码", "座机"), Field.PHONE),
    **dict.fromkeys(("公司", "工作", "上班地方"), Field.EMPLOYER),
    **dict.fromkeys(("住处", "家庭地址"), Field.ADDRESS),
    **dict.fromkeys(("城市", "居住城市", "所在城市"), Field.RESIDENCE),
    **dict.fromkeys(("入党", "入党日子"), Field.JOINED_ON),
    "类别": Field.STANDING,
    "转正": Field.REGULAR_ON,
    "出生": Field.BIRTHDAY,
    "党籍": Field.STATUS,
}
_WORDS = "|".join(sorted(map(re.escape, _SPOKEN), key=len, reverse=True))
_FIELD = re.compile(
    rf"(?:^|(?<=[\s,，、;；的]))(?P<word>{_WORDS})"
    r"(?:\s*(?:[:：=]|改成|改为|换成|变成|变更为|更正为|[为是](?=\s|\d))\s*|\s+|(?=\+?\d{3})|$)"
)
# What needs no name of its field: 改 张三 13800001111; 改 张三 停止党籍 原因.
_BARE = re.compile(
    r"(?P<who>[^\s的]+)\s+(?:(?P<phone>1\d{10})"
    rf"|(?P<status>(?:{'|'.join(status.chinese for status in Status)})(?:[\s,，:：].*)?))",
    re.DOTALL,
)
_BETWEEN = " \t\n,，、;；。"
_EMPTIES = {"清空", "删除", "删掉"}
# What only the office changes; the rest a secretary may.
OFFICE_ONLY = frozenset(
    {
        *(Field.NAME, Field.SEX, Field.BIRTHDAY, Field.ID_NUMBER, Field.ETHNICITY, Field.JOINED_ON),
        *(Field.REGULAR_ON, Field.STANDING, Field.BRANCH, Field.STATUS),
    }
)
_NEVER_EMPTY = frozenset({Field.NAME, Field.BRANCH, Field.STATUS, Field.WECHAT})


@dataclass(frozen=True, slots=True)
class Edit:
    """Whose record gets what, as it was typed; None empties a field."""

    called: Called
    values: Mapping[Field, str | None]


def read_edit(words: str) -> Edit:
    """Read a person and fields with their values. Raises Misfit; UserError where something is missing."""
    text = narrow(words).strip()
    if bare := _BARE.fullmatch(text):
        field, value = (Field.PHONE, bare["phone"]) if bare["phone"] else (Field.STATUS, bare["status"])
        return Edit(_read_person(bare["who"]), {field: value})
    found = list(_FIELD.finditer(text))
    status = next(
        (place for place, match in enumerate(found) if _SPOKEN[match["word"]] is Field.STATUS), None
    )
    if status is not None:
        found = found[: status + 1]  # a reason is in any words
    if not found:
        raise Misfit(words)
    ends = [match.start() for match in found[1:]] + [len(text)]
    values = {
        _SPOKEN[match["word"]]: text[match.end() : end].strip(_BETWEEN)
        for match, end in zip(found, ends, strict=True)
    }
    if empty := [field.value for field, value in values.items() if not value]:
        raise UserError(f"{empty[0]}要改成什么？请写在后面。例：{EXAMPLE}")
    if Field.ROLE in values:
        raise UserError("职务不在这里改，由党办任命，例：设置 书记 第三支部 张三")
    return Edit(_read_person(text[: found[0].start()]), {f: _value(f, value) for f, value in values.items()})


def _read_person(text: str) -> Called:
    name = re.sub(r"(?<=\S)的$", "", text.strip(_BETWEEN))
    called = read_person("".join(name.split()))
    if not called.name:
        raise UserError(f"请写上改谁的。例：{EXAMPLE}。改自己的，私信我，例：更正 手机 13800001111")
    return called


def _value(field: Field, words: str) -> str | None:
    if words not in _EMPTIES:
        return words
    if field in _NEVER_EMPTY:
        raise UserError(f"{field.value}不能清空，请写新的。例：{EXAMPLE}")
    return None
