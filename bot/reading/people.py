"""The people a text names: members, names behind 代报 and 我爸, nicknames that only one member can bear."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from bot.reading import gazetteer
from bot.reading.segments import is_word
from bot.reading.words import Words, characters_of, every

SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪"
    "范金石廖贾夏韦付傅方白邹孟熊秦邱江尹薛闫阎段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐易乔伍庞颜倪庄"
    "聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈"
    "饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑"
)
COMPOUND = ("欧阳", "上官", "司马", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "司徒", "端木")
KIN = (
    "(?:孩子?|娃儿?)[他她]?[爸妈爹娘]|[他她][爸妈爹娘]|那口子|"
    "(?:大|二|三|四|五|老|小)?(?:爷|奶|叔|伯|姑|姨|舅|婶|嫂|哥|姐|弟|妹|儿子|儿|闺女|女儿|丫头|妮|孙子|孙女|爹)|爸爸|妈妈|老爸|老妈|爸|妈|爹|娘|父亲|母亲|老伴儿?|爱人|对象|媳妇|老婆|老公|丈夫|妻子|儿子|女儿|闺女|姑娘|孩子|儿媳妇?|女婿|哥哥?|"
    "姐姐?|弟弟?|妹妹?|大哥|大姐|爷爷|奶奶|姥姥|姥爷|外公|外婆|孙子|孙女|外孙女?|岳父|岳母|公公|婆婆|叔叔?|婶|舅舅?|姨|姑姑?|伯伯?|"
    "大爷|大妈|邻居|室友|同事|工友|同学|老乡|嫂子?|大嫂|姐夫|妹夫|弟媳|姑妈|姑父|姨妈|姨父|舅妈|亲家|战友|朋友|亲戚|侄[子女]|表[哥弟姐妹]|堂[哥弟姐妹]|两口子"
)
TITLES = "阿姨|叔叔|大爷|大妈|大娘|大叔|大哥|大姐|师傅|老师|同志|党员|老人家|奶奶|爷爷|叔|婶|姨|哥|姐|他|她"

# What may follow a name: the end, a mark, a space or the start of a statement.
_AFTER = re.compile(
    r"(?=$|[,。.!?;:、\s()]|"
    + TITLES
    + r"|平安|在|人|说|报|一切|身体|挺|都|目前|现|没|电话|手机|微信|还|已|和|跟|与|及|的|让|"
    r"托|请|叫|也|住|从|去|到|回|昨|今|明|前|"
    r"后|摔|病|出|被|联|失|给|就|很|健康|安|好|不|情况|最近|刚|正|突|啥|晕|走丢|找|打|下|上|这|那|本|月|年|年|春|国庆|中秋|周|自|要|准备|过|半)"
)
_ASKED_BY = r"(?:代报|代替?(?!表)|替|帮|给(?!他|她|您|你|我))"
_LED_IN = Words(
    rf"(?:{_ASKED_BY}(?:一?下|我们?|一声|支部|群里)?(?:支部|党员|老党员|老乡|群里|同志|{KIN})?的?[:\s]?|"
    rf"(?<![的在跟和陪])(?:我|俺|咱|他|她)?(?:们?家)?的?(?:{KIN}|党员|老党员|支部的?)(?=[^家]))(?P<name>[\u4e00-\u9fff]{{2,5}})"
)
_ASKS_ME = Words(
    r"(?P<name>[\u4e00-\u9fff]{2,4}?)(?:同志|阿姨|叔叔?|大爷|大妈|师傅)?(?:刚才?|昨天|今天|特意)?(?:让|托|叫|请|委托|要)[我俺咱]"
)
_NICKNAME = Words(
    rf"(?:老|小|阿)([{SURNAMES}])(?![\u4e00-\u9fff]?[书主])|([{SURNAMES}])(?:阿姨|叔|大爷|大妈|大娘|大叔|大哥|大姐|师傅|老师|姐|哥|婶|姨)"
)


_REPORTED_FOR = re.compile(
    r"\W*代报[:,\s]*(?P<name>(?:(?!平安|安好|一切|都)[\u4e00-\u9fff·]){1,8}?)"
    r"(?=$|[,。:、\s]|(?:一切|都|很|挺|也|还)*+(?:平安|安好|好)|在(?!的)[^,。:、\s]*[,\s]|住院)"
)
_SAID_TO_BE_WELL = re.compile(
    rf"(?P<name>(?P<nickname>[老小阿][{SURNAMES}]|[{SURNAMES}](?:姐|哥|叔|姨|婶|阿姨|大爷|大妈|师傅|老师))|[\u4e00-\u9fff]{{2,3}})"
    r"[:,\s]*(?=(?:一切|也|都|很|挺)?(?:平安|安好)(?:$|\W))"
)


def find_names(text: str, members: Sequence[str], sender: str | None) -> list[tuple[int, int, str]]:
    """Find the people in a plain text, as (start, end, name): members, then names behind 代报, 我爸 …."""
    found: list[tuple[int, int, str]] = []
    # A clerk's roll may hold 23,000 names: only those in the text are looked for.
    known = {name for name in (*members, sender or "") if len(name) > 1 and name in text}
    for name in sorted(known, key=len, reverse=True):
        _add(found, ((start, start + len(name), name) for start in _starts(text, name)))
    characters = characters_of(text)
    for match in every(_LED_IN.within(characters), text):
        led_in = cut_name(text[match.start("name") :])
        if led_in and not (len(led_in) == 2 and is_word(led_in)):  # 孩子高考
            _add(found, [(match.start("name"), match.start("name") + len(led_in), led_in)])
    for match in every(_ASKS_ME.within(characters), text):
        if _is_name(match["name"]):
            _add(found, [(match.start("name"), match.end("name"), match["name"])])
    if members:
        _add(found, _nicknames(text, members, characters))
    if not found or found[0][0]:
        _add(found, _unknown(text))
    return sorted(found)


def _unknown(text: str) -> Iterator[tuple[int, int, str]]:
    """Give the name before or behind which 平安 stands, though no roll here has it (代报 隔壁老宋 平安)."""
    if match := _REPORTED_FOR.match(text):
        yield match.start("name"), match.end("name"), match["name"]
    elif match := _SAID_TO_BE_WELL.match(text):
        name = match["name"]
        if match["nickname"] or (_is_name(name) and not is_word(name) and name not in gazetteer.areas()):
            yield match.start("name"), match.end("name"), name


def _starts(text: str, name: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        yield at
        at = text.find(name, at + len(name))


def _add(found: list[tuple[int, int, str]], more: Iterable[tuple[int, int, str]]) -> None:
    for start, end, name in more:
        if not any(a < end and start < b for a, b, _ in found):
            found.append((start, end, name))


# Given names that are what a check-in says.
_WORDS = ("平安", "安好", "安康", "健康", "顺利", "都好", "长安", "吉祥", "如意", "海南", "长春", "南京")
_STOPS = frozenset(",。.!?;:、 \n\t")


def _nicknames(
    text: str, members: Sequence[str], characters: frozenset[str]
) -> Iterator[tuple[int, int, str]]:
    """Give 老赵, 许阿姨 and bare given names where just one member can be meant."""
    for match in every(_NICKNAME.within(characters), text):
        meant = [name for name in members if name.startswith(match[1])]
        if len(meant) == 1:
            yield match.start(), match.end(), meant[0]
    for name in members:
        given = name[1:]
        if len(given) == 2 and given in text and given not in _WORDS:
            if sum(other[1:] == given for other in members) > 1:
                continue
            for start in _starts(text, given):
                end = start + len(given)
                if (not start or text[start - 1] in _STOPS) and (end == len(text) or text[end] in _STOPS):
                    yield start, end, name


def cut_name(text: str) -> str | None:
    """Cut a Chinese name off the front of a text; None where there is none."""
    for length in (4, 3, 2) if text.startswith(COMPOUND) else (3, 2):
        name = text[:length]
        # 张三平安 is 张三 who is well, 唐永安 is a name.
        cut = not (name.endswith("平") and text.startswith("安", length))
        if cut and len(name) == length and _is_name(name) and _AFTER.match(text, length):
            return name
    return None


_HANZI = re.compile(r"[\u4e00-\u9fff]+")
_NO_NAMES = re.compile(
    r"[在家是说让把被给的了着过吗呢吧啊都也很就还没有不这那哪些们到去回来我俺你他她]|平安|"
    r"身体|一切|一路|大家|各位|[您你们]|现在|全家|时候|同事|成绩|和我|包括|连日|应该|管理|单位|司机"
)


def _is_name(word: str) -> bool:
    return word[:1] in SURNAMES and _HANZI.fullmatch(word) is not None and not _NO_NAMES.search(word[1:])
