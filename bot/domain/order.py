"""An order of a notice as a clerk typed it: for whom, what is asked back, by when, what goes with it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.audience import Audience, Scope, take_audience
from bot.domain.command import Misfit, UserError
from bot.domain.notice import Answer

EXAMPLE = "通知 全体 回执 周五18:00前：周六上午九点集中学习"
MOST_OPTIONS = 9
_LONGEST_OPTION = 20


@dataclass(frozen=True, slots=True)
class Order:
    """A notice as typed; the deadline and the names in the audience are still words."""

    audience: Audience
    answer: Answer | None
    deadline: str | None
    body: str
    options: tuple[str, ...] = ()
    relayed: bool = False  # through the secretaries
    enclosed: bool = False  # with the picture, file or link sent just before


_ANSWERS = {
    **dict.fromkeys(("回执", "要回执", "需回执", "请回执", "需要回执"), Answer.RECEIPT),
    "是否": Answer.YES_NO,
    "选项": Answer.CHOICE,
    "填数": Answer.NUMBER,
    "填写": Answer.WORDS,
}
_RELAYED = {"转发"}
_ENCLOSED = {"带图", "带上一条", "带文件", "带链接"}
# What says until when: 周五18:00前, 截止周五, 明天, 11月27日, 月底前; 周家乐 and 李向前 are people.
_DEADLINE = re.compile(
    r"[\d天日号月末底周点半时班午晚会节旦秋庆][之以]?[前内]$|^截止|^月底$|^(?:今|明|后|大后|昨|前)[天日早晚]|"
    r"^[本这下上]*个?(?:周|星期|礼拜)[一二三四五六日天末内1-7]|^[0-9０-９一二三四五六七八九十]+[月日号点.:：/]"
)
# 周五 18:00前 and 截止 周五 are one deadline in two words.
_TWO_WORDS = re.compile(
    r"^截止 \S+$|^\S+ (?:[上下中]午|晚上?)?[0-9０-９一二三四五六七八九十]{1,2}[点:：]\S*$"
)


def read_order(words: str) -> Order:
    """Read what stands behind 通知: the words of the head in any order, a colon, the notice itself.

    The body is empty where only an enclosure is to be sent. Raises Misfit for words that are no order,
    UserError for an order with a part that cannot be read.
    """
    end = head_end(words)
    options, tokens = _tokens(words[:end])
    if end is None and _ENCLOSED.isdisjoint(tokens):
        raise Misfit(words)
    head = [token for token in tokens if token not in {*_ANSWERS, *_RELAYED, *_ENCLOSED}]
    dated = _dated(head, _called_like_days(words[:end]))
    audiences, rest = take_audience([token for token in head if token not in dated])
    if not audiences:
        raise Misfit(words)
    if rest:
        raise UserError(f"“{' '.join(rest)}”没看懂。例：{EXAMPLE}")
    deadline = _deadline(dated)
    return Order(
        _one_audience(audiences),
        _one_answer(tokens, options) or (Answer.RECEIPT if deadline else None),
        deadline,
        "" if end is None else words[end + 1 :].strip(),
        options or (),
        relayed=not _RELAYED.isdisjoint(tokens),
        enclosed=not _ENCLOSED.isdisjoint(tokens),
    )


def _tokens(head: str) -> tuple[tuple[str, ...] | None, list[str]]:
    """Cut a head into its words, and the word behind 选项 into options; None where no options are given."""
    # 去 / 不去 are one list, and 张三 8000 is one person.
    head = re.sub(r"\s*([/／、,，])\s*", r"\1", head)
    head = re.sub(r"(?<=[\u4e00-\u9fff]) (?=\d{4}(?:[\s、]|$))", "", head)
    behind = re.search(r"(?<!\S)选项(?!\S)\s*(\S*)", head)
    if behind:
        head = f"{head[: behind.start()]}选项 {head[behind.end() :]}"
    options = tuple(filter(None, re.split("[/／、,，]", behind[1]))) if behind else None
    return options, [token for token in re.split(r"[\s、,，]+", head) if token]


def _dated(head: list[str], named: set[str]) -> list[str]:
    return [token for token in head if _DEADLINE.search(token) and token not in named]


# 周六 among people (张三、周六) is one of them; 周五前 and 周六上午 are no names.
_LIKE_A_DAY = re.compile(r"周[一二三四五六日](?![前内早晚上下中])[\u4e00-\u9fff]?(?:[（(][^（()）]+[)）])?")


def _called_like_days(head: str) -> set[str]:
    """Give who is called like a day, in a list of people joined by 、."""
    lists = [word.split("、") for word in head.split() if "、" in word]
    return {
        name for names in lists for name in names if _LIKE_A_DAY.fullmatch(name) and any(map(_is_name, names))
    }


def _is_name(word: str) -> bool:
    """Whether a word of a head can only be somebody's name."""
    known = word in {*_ANSWERS, *_RELAYED, *_ENCLOSED} or _DEADLINE.search(word)
    audiences, rest = take_audience([word])
    return not known and not rest and [one.scope for one in audiences] == [Scope.PEOPLE]


def _one_audience(audiences: list[Audience]) -> Audience:
    if len(audiences) > 1:
        raise UserError(f"一条通知只写一种范围：全体、书记、支部、总支、境外、在某地或姓名。例：{EXAMPLE}")
    if audiences[0].scope is Scope.GENERAL and not audiences[0].names:
        raise UserError("请写是哪个总支。例：通知 总支 第二总支：周六上午九点集中学习")
    return audiences[0]


def _one_answer(tokens: list[str], options: tuple[str, ...] | None) -> Answer | None:
    asked = dict.fromkeys(_ANSWERS[token] for token in tokens if token in _ANSWERS)
    special = [answer for answer in asked if answer is not Answer.RECEIPT]
    if len(special) > 1:
        raise UserError(f"一条通知只要一种回复：回执、是否、选项、填数或填写。例：{EXAMPLE}")
    if options is not None and not 2 <= len(set(options)) == len(options) <= MOST_OPTIONS:
        raise UserError(
            f"选项写 2 到 {MOST_OPTIONS} 个，不重复，用“/”隔开。例：通知 全体 选项 去/不去/看情况：周日参观"
        )
    if long := [option for option in options or () if len(option) > _LONGEST_OPTION]:
        raise UserError(
            f"选项“{long[0][:_LONGEST_OPTION]}…”太长了，每个选项最多 {_LONGEST_OPTION} 个字，细说写在正文里。"
            "例：通知 全体 选项 去/不去/看情况：周日参观"
        )
    return special[0] if special else next(iter(asked), None)


def _deadline(dated: list[str]) -> str | None:
    deadline = " ".join(dated)
    if len(dated) > 1 and not _TWO_WORDS.search(deadline):
        raise UserError(f"“{deadline}”没看懂。例：{EXAMPLE}")
    return deadline or None


def head_end(words: str) -> int | None:
    """Find the colon or line break that ends the head; the colon of a time of day (18:00) does not."""
    for match in re.finditer(r"[：:\n]", words):
        before, after = words[: match.start()], words[match.end() :]
        in_time = re.search(r"(?<![：:0-9０-９])[0-9０-９]{1,2}$", before) and re.match(
            r"[0-9０-９]{2}(?![0-9０-９])", after
        )
        if match[0] == "\n" or not in_time:
            return match.start()
    return None
