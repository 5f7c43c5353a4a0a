"""What an office types behind 学习 and 要闻: a title, a link, for whom, when, from where, through whom."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.domain.audience import Audience, Scope, take_audience
from bot.domain.command import Misfit, UserError, narrow

EXAMPLE = "学习 全会公报 https://www.xuexi.cn/abc 全体 来源 学习强国"
NEWS_EXAMPLE = "要闻 怀柔科学城新站开通 https://www.bjhr.gov.cn/1 全体"
LONGEST_TITLE = 60
_LONGEST = 2000

_URL = re.compile(r"(?:https?://|(?=www\.|mp\.weixin\.qq\.com/))[!-~]{4,500}", re.IGNORECASE)
_ENCLOSED = frozenset({"带上一条", "带图", "带文件", "带链接"})
_RELAYED = frozenset({"转发", "书记转发", "请书记转发"})
_NOW = frozenset({"现在", "马上", "立即", "立刻", "现在发", "马上发"})
_WHOLE = frozenset({"全体", "全员", "境外", "书记", "各支部", "支部", "总支", "大家", "所有人", "全体党员"})
_WEEKDAY = r"(?:周|星期|礼拜)[一二三四五六日天]"
_DAY = (
    rf"(?:每{_WEEKDAY}|[本这下]?个?{_WEEKDAY}|今天|今晚|明天|明早|明晚|后天|大后天"
    r"|\d{1,2}月\d{1,2}[日号]?)"
)
_CLOCK = (
    r"(?:早上?|上午|中午|下午|晚上?)?"
    r"(?:\d{1,2}[:：]\d{2}|(?:\d{1,2}|[一二两三四五六七八九十]{1,3})点钟?(?:半|[一三]刻|\d{1,2}分?)?)"
)
_WHEN = re.compile(rf"(?:{_DAY}(?:{_CLOCK})?|{_CLOCK})(?:发|推送?|起)?")
_BRANCH = re.compile(r"第?[一二三四五六七八九十\d]{1,3}(?:党?支部|总支)(?:[、,，]\S{1,40})?")
_BETWEEN = " \t\r\n\u3000，,。、"
_OPENS_PAIR = frozenset({"支部", "总支", "来源"})


@dataclass(frozen=True, slots=True)
class Order:
    """A study item as typed; the moment is still words ("": now), the title may come with the link card."""

    title: str
    url: str | None
    audience: Audience
    when: str = ""
    source: str = ""
    relayed: bool = False
    enclosed: bool = False


def read_order(words: str, example: str = EXAMPLE) -> Order:
    """Read an order. Raises Misfit for words that are none, UserError for one with a part not understood."""
    words = narrow(words[:_LONGEST]).strip()
    title, url, options = _cut(words)
    source, options = _take_source(options)
    flags = {*_ENCLOSED, *_RELAYED, *_NOW}
    dated = [token for token in options if _WHEN.fullmatch(token)]
    left = ["全体" if token in {"大家", "所有人"} else token for token in options]
    left = [token for token in left if token not in flags and token not in dated]
    audiences, rest = take_audience(left)
    if rest:
        raise UserError(f"“{' '.join(rest)[:30]}”没看懂。例：{example}")
    if len(audiences) > 1:
        raise UserError(f"只写一种范围：全体、书记、支部、总支、境外、在某地或姓名。例：{example}")
    if len(title) > LONGEST_TITLE:
        raise UserError(f"标题请短一点，{LONGEST_TITLE} 字以内。例：{example}")
    return Order(
        title,
        url,
        audiences[0] if audiences else Audience(Scope.ALL),
        " ".join(re.sub("(?:发|推送?|起)$", "", token) for token in dated),
        source,
        relayed=not _RELAYED.isdisjoint(options),
        enclosed=not _ENCLOSED.isdisjoint(options),
    )


def read_news(words: str) -> Order:
    """Read an order of home news, which goes at once and straight."""
    read = read_order(words, NEWS_EXAMPLE)
    if read.when or read.relayed:
        raise UserError(f"要闻确认了就发，不用写时间和转发。例：{NEWS_EXAMPLE}")
    return read


def _cut(words: str) -> tuple[str, str | None, list[str]]:
    """Cut an order into title, link and the words that say how; a link or 带… stands between the two."""
    match = _URL.search(words)
    if match:
        tokens = words[: match.start()].split()
        end = _end_of_title(tokens)
        url = match[0].rstrip(".,;)]>'\"")
        url = url if "://" in url else f"https://{url}"
        return " ".join(tokens[:end]), url, [*tokens[end:], *words[match.end() :].strip(_BETWEEN).split()]
    tokens = words.split()
    anchor = next((place for place, token in enumerate(tokens) if token in _ENCLOSED), None)
    if anchor is not None:
        end = _end_of_title(tokens[:anchor])
        return " ".join(tokens[:end]), None, tokens[end:]
    end = _end_of_title(tokens)
    # 学习 一下 is chat: what brings nothing to read has to say at least for whom.
    if end == len(tokens) or end == 0:
        raise Misfit(words)
    return " ".join(tokens[:end]), None, tokens[end:]


def _end_of_title(tokens: list[str]) -> int:
    """Tell where the words end that are the title: what says how stands behind them in one run."""
    end = len(tokens)
    while end:
        if _says_how(tokens[end - 1]):
            end -= 1
        elif end >= 2 and tokens[end - 2] in _OPENS_PAIR:
            end -= 2
        else:
            break
    return end


def _says_how(token: str) -> bool:
    plain = token in _ENCLOSED | _RELAYED | _NOW | _WHOLE or token.startswith(("来源：", "来源:"))
    return plain or bool(_WHEN.fullmatch(token)) or bool(_BRANCH.fullmatch(token))


def _take_source(options: list[str]) -> tuple[str, list[str]]:
    source, left, waits = "", list[str](), False
    for word in options:
        if waits:
            source, waits = word, False
        elif word == "来源":
            waits = True
        elif word.startswith(("来源：", "来源:")):
            source = word[3:]
        else:
            left.append(word)
    return source[:30], left
