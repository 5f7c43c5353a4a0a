"""A bereavement told in a message: neither distress nor a check-in to be thanked for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import timedelta

# So long a bereaved member is not greeted.
REST = timedelta(days=30)

_KIN = (
    "父亲|母亲|老父|老母|家父|家母|先父|先母|爸|妈|爷爷|奶奶|姥爷|姥姥|老爷子|老太太|外公|外婆|公公|婆婆|岳父|岳母|"
    "丈人|丈母娘|老伴儿?|爱人|老公|丈夫|妻子|老人|老头子?|哥哥|弟弟|姐姐|妹妹|大哥|大姐|叔叔?|伯伯|舅舅?|姑姑|姨"
)
_WHEN = "昨[天晚夜]|今[天早晨]|前天|刚刚?|已经|凌晨|夜里|也|就|先|突然|昨日|今日|日前|近日"
# Said of the dead alone, whoever it is.
_DIED = "咽了?气|断了?气|去世|过世|病逝|病故|离世|辞世|逝世|仙逝|驾鹤|与世长辞|寿终|撒手人寰|永远离开"
_CAUSE = (
    "(?:因|突发|得|出|查出)*(?:心梗|心脏病|心肌梗塞|脑溢血|脑出血|脑梗|中风"
    "|[肺肝胃]?癌症?|车祸|尿毒症|肺炎)(?:晚期)?"
)
_RITES = "丧事|办丧|奔丧|守孝|后事|追悼|出殡|遗体|白事|殡仪馆|告别仪式"
_DEATH = re.compile(
    rf"{_DIED}|{_RITES}|(?:{_KIN})(?:{_WHEN}){{0,2}}+(?:[走没]了|不在了|走(?:了)?一步|走得(?:很|挺|太)?(?:突然|急|早|安详|平静))(?![一两二三四五六七八九十半几多\d])"
    rf"|(?:闺女|女儿|儿子)(?:{_WHEN}){{0,2}}+没了(?=$|[\s，,。；;！!])"
    rf"|(?:{_KIN})(?:{_WHEN}){{0,2}}+{_CAUSE}(?:{_WHEN})?(?:[走没]了|不在了|没(?:挺|抢救|救)过来)(?=$|[\s，,。；;！!])"
    rf"|(?:{_KIN})(?:{_WHEN}){{0,2}}+没(?:挺|抢救|救)过来(?=$|[\s，,。；;！!])"
    rf"|(?:{_KIN})刚刚?走(?=[\s，,。；;！!]|$)"
)
_SURE = re.compile(f"{_DIED}|{_RITES}|不在了|走了?一步|[妈爸爷奶伴女子](?:昨[天晚夜])?没了")
_BREAK = re.compile(r"([\s，,。；;！!？?]+)")
# Long ago, or somebody of the news: nobody has to be telephoned.
_OF_OTHERS = re.compile(
    r"[去前]年|年前|周年|多年|[一二两三四五六七八九十\d]年了|扫墓|上坟|祭[扫祀奠]|忌日|缅怀|烈士|"
    "院士|新闻|电影|电视|小说|剧"
)
# Denied, doubted or asked.
_NOT_SO = re.compile(
    rf"(?:没有?|未)(?:{_DIED})|误传|谣言|搞错|弄错|听错|真的假的|是真的吗|是不是|(?:{_DIED})(?:了|的)?(?:吗|么|没有?)?\s*[?？]"
    rf"|(?:{_DIED})了?(?:吗|么|没有)(?=$|[\s，,。])"
)
# 我妈刚走，上班去了: who left by train is well.
_ON_THE_WAY = re.compile(
    "上班|出门|买菜|接孩子|车站|机场|高铁|火车|飞机|坐车|开车|打车|散步|遛弯|旅游|出差|上学|赶集|快递"
)
# Between a name and the word of death, where it is the named who died: 张三同志昨晚因病去世.
_OF_THE_NAMED = (
    rf"(?:同志|老人|老师|先生|女士|老?书记|主任|老党员|{_WHEN}|早上|上午|下午|晚上|因病|因|不幸|意外|于|在医院|在家|"
    r"医治无效|抢救无效|车祸|[\s，,]|\d{1,2}[月日号点])*+"
)


def is_told(text: str) -> bool:
    """Whether a message tells that somebody near has died."""
    if not _DEATH.search(text) or _OF_OTHERS.search(text) or _NOT_SO.search(text):
        return False
    return bool(_SURE.search(text)) or not _ON_THE_WAY.search(text)


def who_died(text: str, names: Iterable[str]) -> str | None:
    """Give who of these has died by the message (周德福去世了), and not somebody of the family."""
    if not is_told(text):
        return None
    line = line_of(text)
    for name in names:
        if name in line and re.search(rf"{re.escape(name)}{_OF_THE_NAMED}(?:{_DIED})", line):
            return name
    return None


def line_of(text: str) -> str:
    """Give the line of a message that tells it: in a list, the line of one person."""
    return next((line for line in text.splitlines() if _DEATH.search(line)), "")


def leave_out(text: str) -> str:
    """Give what a message says beside it, which may be a place, a date, or a cry for help."""
    return "".join(part for part in _BREAK.split(text) if not _DEATH.search(part))
