"""Which stretches of a text are names of places: by the tables, and by the words they stand among."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from bot.reading import gazetteer
from bot.reading.gazetteer import Area, Home
from bot.reading.segments import is_crossed, word_bounds

_SHORT = """
京北京 津天津 沪上海 渝重庆 粤广东 穗广州 浙浙江 苏江苏 闽福建 鲁山东 豫河南
鄂湖北 湘湖南 赣江西 皖安徽 蓉成都 杭杭州 琼海南 黔贵州 滇云南 藏西藏 疆新疆
晋山西 陕陕西 冀河北 辽辽宁 桂广西 蒙内蒙古 深深圳 港香港 澳澳门 台台湾 美美国
日日本 英英国 韩韩国 泰泰国 法法国 德德国 俄俄罗斯
"""
ABBREVIATIONS = {pair[0]: pair[1:] for pair in _SHORT.split()}  # 京 is 北京
_ABBREVIATED = re.compile(
    rf"(?P<name>[{''.join(ABBREVIATIONS)}])(?:(?<=[在回返赴来抵离进留驻].)|(?<=^.))"
    r"(?=$|[\s,。.!;、了的呢啊吧]|工作|打工|务工|出差|期间|平安)"
)
_NOT_A_STAY = re.compile(  # what a place lends its name to
    r"(?:火锅|拉面|烤鸭|啤酒|菜|话(?!费)|人(?!平安|在|都|很|挺|没|一切|安|好|身体|民|家)|时间|银行|大学|路(?![上边过])|街(?![道头上边])|牌|茶|酒|"
    r"(?:的|那边的?|这边的?)?(?:疫情|疫苗|天气|房价|新闻|地震|台风|特产|朋友|同学|客户|快递|车票|机票|酒店|景点|亲戚来|领导)|"
    r"产业|群众|般|局势|舰队|制造|面(?![试对积前])|鸡饭|飞饼|烧饼|烤肉|火腿|泡菜|料理|大餐|小吃|米线|龙井(?!市)|"
    r"队|版|卫视|日报|晚报|公司|集团|户口|籍|车牌|号码|出版社|会议精神)"
)
_PLACE_TAIL = re.compile(
    r"市区?|工业园区?|开发区|高新区|新区|火?车?[东西南北]?站|机场|港|水库|(?:风景名胜区|风?景区)|市里|老家|旅游|旅行|打工|地区|境内|自驾游|出差|游|一带|城里|农村|乡下|山区"
)
# 在武汉大学读书 is a stay in 武汉; of 武汉大学招生 or 武汉大学毕业 that cannot be said.
_AT_UNIVERSITY = re.compile(
    r"(?:[\u4e00-\u9fff]{2,4})?大学(?=$|[\s,。.!;、]|[里内旁边呢]|附近|门口|对面|校[区园]|[这那]边|城(?!市)|第[一二三四]|附属|[读上念留访][书学研博大本硕]|交换|上班|上课|工作|进修|培训|"
    r"学习|报到|实习|陪读|打工|当|做|干|教[书课]|任教|保[安洁]|食堂|宿舍|后勤|医院|平安|一切|都|很|挺|看)"
)
_LANDMARK = re.compile(r"医院|大学|学院|公园|商场|大厦|饭店|宾馆|小区|体育|剧场|门(?!头)|医|路|街")
# 中山 is a man's name in these, and some universities have left the place they are called after.
_STANDS_ELSEWHERE = re.compile(r"中山(?:大学|医院|公园|陵|纪念)|井冈山大学|西藏民族大学|河北工业大学")
_CUES = "在到去回住往赴抵驻飞"
_STAYS_AT = re.compile("[在到住]")
_MARKS = " \n,。.!?;:、()~…-/·"
_CUT = 500  # characters of a text that are cut into words: it is what takes most of the time
_PIECE = re.compile(rf"[^{re.escape(_MARKS)}]{{1,120}}")  # what is cut into words at once
# 李江门 at the start or behind 和 is somebody; surnames that may stand before a place (于 向) are left out.
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗郑梁谢宋许韩冯邓曹彭曾肖田董袁潘蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付"
    "傅邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严武戴莫孔汤"
)
_BEFORE_A_PERSON = frozenset(_MARKS + "是叫和跟与给替帮代报让找问员")
_AND = re.compile(r"[我你他她们俺咱爸妈友][和同与]")
_ARE_WELL = re.compile(r"平安|很?好|在|挺|没|已|安|健康|顺利|有|不|还|是")


@dataclass(frozen=True, slots=True)
class Named:
    """A name at text[start:end] with all it may mean."""

    start: int
    end: int
    name: str
    areas: tuple[Area, ...]


def find(text: str, home: Home) -> list[Named]:
    """Find the names of places in a text, in their order, the longest where several start."""
    lengths, areas = gazetteer.lengths(), gazetteer.areas()
    found: list[Named] = []
    last = 0  # the end of the name before
    for start in [at for at in range(len(text) - 1) if text[at : at + 2] in lengths]:
        if start < last:
            continue
        for length in lengths[text[start : start + 2]]:
            end = start + length
            meanings = areas.get(text[start:end]) if end <= len(text) else None
            if meanings and text[end - 1] == "市" and _goes_on_within(text, end - 1, meanings):
                continue  # 济南市中 is 济南 and 市中
            great = found[-1] if found and start == last else None
            if meanings and _is_said(text, start, end, meanings, home, great):
                found.append(Named(start, end, text[start:end], meanings))
                last = end
                break
    short = [_in_full(match) for match in _ABBREVIATED.finditer(text)]
    return sorted(found + short, key=lambda named: named.start) if short else found


def _in_full(match: re.Match[str]) -> Named:
    name = ABBREVIATIONS[match["name"]]
    return Named(match.start(), match.end(), name, gazetteer.areas()[name])


def _is_said(
    text: str, start: int, end: int, meanings: tuple[Area, ...], home: Home, great: Named | None
) -> bool:
    """Tell whether the characters are a name here; `great` is a place that ends where it starts."""
    goes_on = great is not None
    of_a_person = end - start == 2 and not goes_on and _is_of_a_person(text, start)
    if of_a_person or _STANDS_ELSEWHERE.match(text, start):
        return False
    studies = _STAYS_AT.match(text, start - 1) and _AT_UNIVERSITY.match(text, end) if start else None
    within = _goes_on_within(text, end, meanings)
    if not within and not studies and _NOT_A_STAY.match(text, end):
        return False
    before = text[start - 1 : start]
    cued = not before or before in _CUES or before in _MARKS
    if not cued and not goes_on and _belongs_to_others(text, start, end):
        return False
    if studies or (great is not None and _some_inside(meanings, great.areas)):
        return True
    if (cued or goes_on or not is_crossed(text, start)) and (within or not is_crossed(text, end)):
        return True
    near = cued and any(a.place.city == home.place.city and a.level == 3 and not a.guard for a in meanings)
    return (near and not _LANDMARK.match(text, end)) or _stands_alone(text, start, end)


def _goes_on_within(text: str, at: int, meanings: tuple[Area, ...]) -> bool:
    """Tell whether the name of a smaller place inside follows: 台州路桥 is no road, 三明清流 no 明清."""
    areas = gazetteer.areas()
    return any(
        _some_inside(areas.get(text[at : at + length], ()), meanings)
        for length in gazetteer.lengths().get(text[at : at + 2], ())
    )


def _some_inside(small: tuple[Area, ...], great: tuple[Area, ...]) -> bool:
    return any(a.level > b.level and gazetteer.lies_in(a.place, b.place) for a in small for b in great)


def _is_of_a_person(text: str, start: int) -> bool:
    return start > 0 and text[start - 1] in _SURNAMES and (start == 1 or text[start - 2] in _BEFORE_A_PERSON)


def _belongs_to_others(text: str, start: int, end: int) -> bool:
    """Tell 我和田书记 and 小昌都平安 from 和田 and 昌都."""
    if _AND.match(text, start - 1):
        return True
    return text[end - 1] == "都" and _ARE_WELL.match(text, end) is not None


def _stands_alone(text: str, start: int, end: int) -> bool:
    if start > _CUT:
        return False
    first, bounds = _words_around(text, start)
    if start - first in bounds and end - first in bounds:
        return True
    # 上海浦东 and 人在 are words of the dictionary too: a cut inside such a word is right where places meet.
    whole = next((b for b in range(end, min(end + 6, len(text)) + 1) if b - first in bounds), end)
    left = next((b for b in range(start, max(start - 6, -1), -1) if b - first in bounds), start)
    return _is_made_of_places(text[left:start]) and _is_made_of_places(text[end:whole])


def _words_around(text: str, at: int) -> tuple[int, frozenset[int]]:
    """Give where the stretch between two marks around an offset starts, and its words' bounds from there."""
    pieces = _pieces(text)
    start, piece = pieces[bisect_right(pieces, at, key=lambda piece: piece[0]) - 1]
    return start, word_bounds(piece)


@lru_cache(maxsize=8)
def _pieces(text: str) -> list[tuple[int, str]]:
    return [(match.start(), match[0]) for match in _PIECE.finditer(text)]


def _is_made_of_places(word: str) -> bool:
    areas = gazetteer.areas()
    if not word or word in areas or _PLACE_TAIL.fullmatch(word):
        return True
    return any(word[:i] in areas and word[i:] in areas for i in range(2, len(word) - 1))
