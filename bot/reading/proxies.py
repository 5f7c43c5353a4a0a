"""Whom a message is about: people named in it, proxies, and which clauses speak of whom."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from bot.reading.marks import MARK, NAME, Clause, Marked

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄"
    "聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木")
KIN = (
    "爸爸|妈妈|老爸|老妈|爸|妈|爹|娘|父亲|母亲|老伴儿?|爱人|对象|媳妇|老婆|老公|丈夫|妻子|儿子|女儿|闺女|姑娘|孩子|儿媳妇?|女婿|哥哥?|"
    "姐姐?|弟弟?|妹妹?|大哥|大姐|爷爷|奶奶|姥姥|姥爷|外公|外婆|孙子|孙女|外孙女?|岳父|岳母|公公|婆婆|叔叔?|婶|舅舅?|姨|姑姑?|伯伯?|"
    "大爷|大妈|邻居|室友|同事|工友|同学|老乡|嫂子?|大嫂|姐夫|妹夫|弟媳|姑妈|姑父|姨妈|姨父|舅妈|亲家|战友|朋友|亲戚|侄[子女]|表[哥弟姐妹]|堂[哥弟姐妹]|两口子"
)
TITLES = "阿姨|叔叔|大爷|大妈|大娘|大叔|大哥|大姐|师傅|老师|同志|党员|老人家|奶奶|爷爷|叔|婶|姨|哥|姐|他|她"

# What may follow a name: the end, a mark, a space or the start of a statement.
_AFTER = (
    r"(?=$|[,。.!?;:、\s()]|"
    + TITLES
    + r"|平安|在|人|说|报|一切|身体|挺|都|目前|现|没|电话|手机|微信|还|已|和|跟|与|及|的|让|"
    r"托|请|叫|也|住|从|去|到|回|昨|今|明|前|"
    r"后|摔|病|出|被|联|失|给|就|很|健康|安|好|不|情况|最近|刚|正|突|啥|晕|走丢|找|打|下|上|这|那|本|月|年|年|春|国庆|中秋|周|自|要|准备|过|半)"
)
_ASKED_BY = r"(?:代报|代替?(?!表)|替|帮|给(?!他|她|您|你|我))"
_LED_IN = re.compile(
    rf"(?:{_ASKED_BY}(?:一?下|我们?|一声|支部|群里)?(?:支部|党员|老党员|老乡|群里|同志|{KIN})?的?[:\s]?|"
    rf"(?<![的在跟和陪])(?:我|俺|咱|他|她)?(?:们?家)?的?(?:{KIN}|党员|老党员|支部的?)(?=[^家]))(?P<name>[\u4e00-\u9fff]{{2,5}})"
)
_ASKS_ME = re.compile(
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:同志|阿姨|叔叔?|大爷|大妈|师傅)?(?:刚才?|昨天|今天|特意)?(?:让|托|叫|请|委托|要)我"
)
_NICKNAME = re.compile(
    rf"(?:老|小|阿)([{SURNAMES}])(?![\u4e00-\u9fff]?[书主])|([{SURNAMES}])(?:阿姨|叔|大爷|大妈|大娘|大叔|大哥|大姐|师傅|老师|姐|哥|婶|姨)"
)


@dataclass(slots=True)
class Part:
    """The clauses that speak of the same people; None among the subjects is the sender."""

    subjects: tuple[str | None, ...]
    clauses: list[Clause] = field(default_factory=list)


def find_names(text: str, members: Sequence[str], sender: str | None) -> list[tuple[int, int, str]]:
    """Find the people in a plain text, as (start, end, name): members, then names behind 代报, 我爸 …."""
    found: list[tuple[int, int, str]] = []
    # A clerk's roll may hold 23,000 names: only those in the text are looked for.
    known = {name for name in (*members, sender or "") if len(name) > 1 and name in text}
    for name in sorted(known, key=len, reverse=True):
        _add(found, ((m.start(), m.end(), name) for m in re.finditer(re.escape(name), text)))
    for match in _LED_IN.finditer(text):
        if led_in := cut_name(text[match.start("name") :]):
            _add(found, [(match.start("name"), match.start("name") + len(led_in), led_in)])
    for match in _ASKS_ME.finditer(text):
        if _is_name(match["name"]):
            _add(found, [(match.start("name"), match.end("name"), match["name"])])
    _add(found, _nicknames(text, members))
    return sorted(found)


def _add(
    found: list[tuple[int, int, str]], more: Iterator[tuple[int, int, str]] | list[tuple[int, int, str]]
) -> None:
    for start, end, name in more:
        if not any(a < end and start < b for a, b, _ in found):
            found.append((start, end, name))


def _nicknames(text: str, members: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Give 老赵, 许阿姨 and bare given names where just one member can be meant."""
    for match in _NICKNAME.finditer(text):
        meant = [name for name in members if name.startswith(match[1] or match[2])]
        if len(meant) == 1:
            yield match.start(), match.end(), meant[0]
    shared = Counter(name[1:] for name in members)
    for name in members:
        given = name[1:]
        if len(given) == 2 and given in text and shared[given] == 1:
            for match in re.finditer(rf"(?:^|(?<=[,。.!?;:、\s])){re.escape(given)}(?=[,\s:]|$)", text):
                yield match.start(), match.end(), name


def cut_name(text: str) -> str | None:
    """Cut a Chinese name off the front of a text; None where there is none."""
    for length in (4, 3, 2) if text.startswith(COMPOUND) else (3, 2):
        name = text[:length]
        if len(name) == length and _is_name(name) and re.compile(_AFTER).match(text, length):
            return name
    return None


_HANZI = re.compile(r"[\u4e00-\u9fff]+")
_NO_NAMES = re.compile(
    r"[在家是说让把被给的了着过吗呢吧啊都也很就还没有不这那哪些们到去回来平安]|"
    r"身体|一切|现在|全家|时候|同事|成绩|和我|包括|连日|应该|管理|单位|司机"
)


def _is_name(word: str) -> bool:
    return word[:1] in SURNAMES and _HANZI.fullmatch(word) is not None and not _NO_NAMES.search(word[1:])


_I_AM = re.compile(
    rf"(?:我是|我叫|本人是?|俺是|这里是|我)(?:[\u4e00-\u9fff\d]{{0,10}}?(?:支部|党员|组)的?)?{NAME}|^{NAME}本人"
)
_REPORTED = re.compile(rf"(?:代报|代替?|替|帮|给)(?:{MARK}|[\u4e00-\u9fff]){{0,5}}?(?P<names>{NAME}+)")
_SENT_WORD = re.compile(
    rf"(?P<names>{NAME}+)(?:{TITLES})?(?:的?(?:{KIN}))?(?:[^,\ue000-\ue6ff]|{MARK}){{0,6}}?"
    r"(?:让我|托我|叫我|请我|委托我|要我|来电话?|打电话|来信|发来|说|告诉我|转告)"
)
_MISSED_OR_MET = re.compile(
    rf"(?:联系(?:不)?(?:上|到|了)|打通|见(?:到|着)|没见(?:着|到|过)?|问(?:了|过|到|下)?|碰到|看到|找(?:不)?[到着])了?(?P<names>{NAME}+)"
)
_AND_I = re.compile(
    rf"^(?:书记)?(?:我|俺)?(?:和|跟|与|同)(?P<names>{NAME}+)|^(?P<before>{NAME}+)(?:和|跟|与|同|、)(?:我|俺)"
)
_LEADING = re.compile(
    rf"^(?:书记|报告|另外|还有|以及|我们?支部的?|支部|我们?|俺们?|咱们?|咱村的?|我们?村的?|老党员|党员|村里的?|隔壁|楼上|楼下|那个|汇报)*(?:家|们家)?的?(?:{KIN})?(?P<names>{NAME}+)"
)
_OF_OTHERS = re.compile(
    rf"^(?:我|俺|咱)?(?:们?家)?的?(?:{KIN})(?!家|那|这|帮|陪|来电|让我|身边)(?:也|还|都|现在|目前|人|一直|今年|去年|刚)*(?:在|去|回|到|从)"
)
_I_AGAIN = re.compile(
    r"^(?:那|至于|而)?(?:我|俺|本人|我自己|自己)(?!们?(?:刚|给|打|问|替|代|帮|跟他|跟她|和他|和她|联系|听|说|去看|爸|妈|儿|女|老))"
)
_BOTH = re.compile(r"^(?:我们|俺们|咱们|大家|两人|俩人|他们|她们|一家|全家|两个人|俩)?(?:人)?(?:都|全都?|均)")


def parts(
    clauses: list[Clause], marked: Marked, sender: str | None, alarmed: Sequence[Clause] = ()
) -> list[Part]:
    """Divide a message by whom it speaks of, in the order in which people come up.

    Clauses of unnamed relatives are left out, but for the `alarmed` ones: these are the sender's to report.
    """
    current = Part((None,))
    found = [current]
    for clause in clauses:
        subjects = _subjects(clause.text, marked, sender)
        if subjects is None and current.subjects != (None,) and _I_AGAIN.match(clause.text):
            subjects = (None,)
        if subjects is None and len(found) > 1 and _BOTH.match(clause.text):
            everybody = tuple(dict.fromkeys(s for part in found if part.clauses for s in part.subjects))
            found.append(Part(everybody, [clause]))
            continue
        if subjects is not None and subjects != current.subjects:
            current = Part(subjects)
            found.append(current)
        if clause in alarmed or not _is_of_others(clause.text, current.subjects):
            current.clauses.append(clause)
    return [part for part in found if part.clauses]


def _is_of_others(text: str, subjects: tuple[str | None, ...]) -> bool:
    """Tell whether a clause is of an unnamed relative or of somebody mentioned only (她在深圳)."""
    if re.search(NAME, text):
        return False
    return bool(_OF_OTHERS.match(text)) or (
        subjects == (None,) and bool(re.match("[他她]们?(?:在|去|回|到|住)", text))
    )


def _subjects(text: str, marked: Marked, sender: str | None) -> tuple[str | None, ...] | None:
    """Tell whom a clause turns to; None where it goes on about the same people."""
    if not re.search(NAME, text):
        return None
    if _I_AM.search(text):
        return (None,)
    if match := _AND_I.match(text):
        return (None, *_named(match["names"] or match["before"], marked, sender))
    for pattern in (_REPORTED, _SENT_WORD, _MISSED_OR_MET, _LEADING):
        if match := pattern.search(text):
            told = re.search(rf"说(?P<names>{NAME}+)", text)
            return _named((told or match)["names"], marked, sender)
    return None


def _named(marks: str, marked: Marked, sender: str | None) -> tuple[str | None, ...]:
    names = [marked.name(mark) for mark in marks]
    return tuple(dict.fromkeys(None if name == sender else name for name in names))
