"""What a WeChat nickname holds beside a name (branch marks, titles, places), and how it sounds."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, product

from bot.reading.gazetteer import areas

HANZI = "[\u3400-\u9fff〇\U00020000-\U0003ffff]"
_LONGEST = 64  # characters of a nickname that are looked at

_TITLES = (
    "副?书记|支书|副?主任|委员|组长|会计|村长|老师|师傅|同志|阿姨|叔叔?|大爷|大妈|大娘|大叔|大哥|大姐|大嫂|奶奶|爷爷|"
    "先生|女士|[哥姐姨婶嫂爷]"
)
_NUMERAL = r"(?:[〇零一二两三四五六七八九十百]{1,4}|(?<!\d)\d{1,3}(?!\d))"
_MARK = re.compile(
    rf"(?:{_TITLES}|第?{_NUMERAL}(?:支|组|队)|{HANZI}{{0,8}}(?:支部|党委|总支|小组|公司|街道|社区)|{HANZI}{{1,4}}[村镇乡]|"
    "[老新]?党员|(?:预备|流动|中共)党员|群主|管理员|本人|实名|现居|打工|务工|上班|工作|退休|[在住])"
)
_LONGEST_MARK = 12
_BEFORE_NAMES = ("老", "小", "阿")
_ADDRESS = re.compile(_TITLES)
# A nickname that adds one of these to a member's name is a relative's.
_KIN = (
    "爸爸?|妈妈?|父亲|母亲|老伴儿?|爱人|对象|媳妇|老婆|老公|丈夫|妻子?|儿子|女儿|女婿|儿媳|闺女|孩子|孙子|孙女|家属|家人|家长|"
    "哥哥|姐姐|弟弟|妹妹|嫂子"
)
RELATIVE = re.compile(f"{_KIN}|[之的他她家儿女孙弟妹]")
_RELATIVE_ONLY = re.compile(f"(?:{_KIN}|之[子女])")
_BRANCH = re.compile(rf"(?P<before>{_NUMERAL})\s*(?:党?支部|支)|支部\s*(?P<after>{_NUMERAL})")

# Traditional characters that surnames and given names are full of, each before its simplified one.
_PAIRS = (
    "張张陳陈楊杨黃黄趙赵吳吴孫孙馬马羅罗鄭郑謝谢許许韓韩馮冯鄧邓蕭萧葉叶蘇苏呂吕盧卢鍾钟鐘钟譚谭陸陆範范賈贾韋韦鄒邹龍龙賀贺顧顾龔龚錢钱嚴严喬乔"
    "蔣蒋閻阎溫温莊庄畢毕單单關关劉刘華华國国偉伟麗丽榮荣蘭兰鳳凤軍军強强紅红輝辉傑杰鵬鹏飛飞濤涛東东雲云亞亚慶庆寶宝連连勝胜興兴權权憲宪義义學学會会長长業业"
    "發发貴贵財财順顺齊齐鐵铁銀银鋒锋鋼钢錦锦鎮镇愛爱豔艳艷艳潔洁瓊琼瑩莹穎颖蓮莲萬万億亿壽寿進进遠远運运達达選选衛卫綱纲維维紹绍純纯細细織织經经緒绪"
    "練练緯纬繼继續续綿绵緣缘聖圣聲声聰聪書书曉晓時时暉晖曄晔樂乐樹树橋桥機机歡欢歐欧漢汉滿满漸渐潤润澤泽濱滨瀟潇瀾澜燈灯燦灿爾尔獻献現现璽玺環环瑤瑶畫画"
    "當当盡尽監监眾众礎础禮礼禎祯種种穩稳節节簡简紀纪紋纹師师記记書书隊队組组"
)
_TRADITIONAL = str.maketrans(_PAIRS[::2], _PAIRS[1::2])


def written(text: str) -> str:
    """Give a name or nickname as it is compared at its strictest: one width, no blanks, one kind of dot."""
    return re.sub(r"\s|[\u200b-\u206f\ufe0f\ufeff]", "", _one_width(text)).casefold()


def _one_width(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text[:_LONGEST])[:_LONGEST]
    return re.sub("[•・‧∙⋅●・]", "·", plain)


def bare(name: str) -> str:
    """Give a name in simplified characters without dots and blanks; one without any as small letters."""
    plain = _one_width(name).translate(_TRADITIONAL)
    return "".join(re.findall(HANZI, plain)) or "".join(_letters(plain)).lower()


@dataclass(frozen=True, slots=True)
class Nickname:
    """A nickname taken apart."""

    runs: tuple[str, ...]  # of Chinese characters, simplified
    cores: tuple[str, ...]  # two characters and more that may be the name
    addressed: tuple[str, ...]  # one character that may stand for a name: 小李, 李书记
    letters: tuple[str, ...]  # what may be a name in Latin letters, small; also with the last word first
    branch: int | None

    @property
    def is_of_relative(self) -> bool:
        """Whether it says that it is a relative's: 张三(妈妈)."""
        return any(map(_RELATIVE_ONLY.fullmatch, self.runs))


def take_apart(nickname: str, longest: int) -> Nickname:
    """Take any text apart, of which the first 64 characters count; no core is longer than `longest`."""
    plain = _one_width(nickname).translate(_TRADITIONAL)
    runs = tuple(re.findall(HANZI + "+", plain))
    cores, addressed = dict[str, None](), dict[str, None]()
    for run in dict.fromkeys((*runs, *_joined(plain))):
        for start, end in _insides(run):
            if 1 < end - start <= longest:
                cores[run[start:end]] = None
            elif end - start == 1 and (run[:start].endswith(_BEFORE_NAMES) or _ADDRESS.match(run, end)):
                addressed[run[start]] = None
    return Nickname(
        runs, tuple(cores), tuple(addressed), tuple(dict.fromkeys(_latin(plain))), branch_number(plain)
    )


def _joined(plain: str) -> Iterator[str]:
    """Give what two or three neighbouring runs make together (张 三, 阿依古丽·买买提)."""
    for stretch in re.findall(rf"{HANZI}(?:[^\w]*+{HANZI})*+", plain):
        runs = re.findall(HANZI + "+", stretch)
        for size in (2, 3):
            yield from ("".join(runs[i : i + size]) for i in range(len(runs) - size + 1))


def _insides(run: str) -> Iterator[tuple[int, int]]:
    """Give what is left of a run without the marks before and behind, itself no mark (书记, 上海)."""
    starts, ends = _reached(run, forwards=True), _reached(run, forwards=False)
    insides = ((start, end) for start in starts for end in ends if start < end)
    if len(run) not in starts:
        yield from insides
    else:  # 王磊上海支部 too: 王磊 could belong to the branch's name
        for start, end in insides:
            inside = run[start:end]
            if 1 < len(inside) <= _LONGEST_MARK and len(inside) not in _reached(inside, forwards=True):
                yield start, end


def _reached(run: str, *, forwards: bool) -> list[int]:
    """List where a name may begin (or end): at the edge, or behind one mark after the other."""
    reached = [0 if forwards else len(run)]
    for at in reached:  # grows on the way
        for length in range(1, _LONGEST_MARK + 1):
            start, end = (at, at + length) if forwards else (at - length, at)
            edge = end if forwards else start
            if start >= 0 and end <= len(run) and edge not in reached and _is_mark(run[start:end], forwards):
                reached.append(edge)
    return reached


def _is_mark(word: str, before: bool) -> bool:
    return (before and word in _BEFORE_NAMES) or word in areas() or _MARK.fullmatch(word) is not None


def branch_number(text: str) -> int | None:
    """Give the number of the branch that a text names (一支部, 第12党支部, 3支)."""
    match = _BRANCH.search(text)
    if not match:
        return None
    import cn2an  # noqa: PLC0415 - costs 0.1 s, and few nicknames need it

    try:
        return int(cn2an.cn2an(match["before"] or match["after"], "smart"))
    except ValueError:
        return None


def _letters(plain: str) -> list[str]:
    """Give the words of Latin letters without tones, ü as v; ZhangSan is two."""
    open_ = unicodedata.normalize("NFKD", plain).replace("u\u0308", "v").replace("U\u0308", "V")
    toneless = "".join(char for char in open_ if not unicodedata.combining(char) and char not in "'’")
    return re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", toneless)


def _latin(plain: str) -> Iterator[str]:
    """Give whole names in letters: all of them together, and what stands between other marks than blanks."""
    for part in (plain, *re.split(r"[^\w\s'’\u0300-\u036f]|[\d_]|" + HANZI, plain)):
        words = [word.lower() for word in _letters(part)]
        if words:
            yield "".join(words)
            yield "".join((words[-1], *words[:-1]))  # San Zhang


# What pypinyin does not say first: surnames, and characters in names that are read in two ways.
_ALSO_READ = {
    char: tuple(others.split("/"))
    for char, others in re.findall(
        r"(\S)([a-z/]+)",
        "单shan 解xie 曾zeng 仇qiu 查zha 区ou 盖ge 乐yue 翟zhai 缪miao 朴piao 覃qin 种chong 召shao 长chang "
        "行hang 朝zhao 茜xi 晟sheng 盛cheng 重chong 柏bo 牟mu 隗wei 谌shen 藏zang 蔚yu 秘bi 祭zhai 繁po 都du "
        "卜bu 参shen/cen 黑he 折she 粘nian 洗xian 郇xun 郗chi 莎suo 娜nuo 炅gui 那nuo",
    )
}
_READ_TOGETHER = {"尉迟": ("yu", "chi"), "万俟": ("mo", "qi")}


@cache
def readings(char: str) -> tuple[str, ...]:
    """List how a character is read, without tones."""
    from pypinyin import lazy_pinyin  # noqa: PLC0415 - costs 0.2 s, and most nicknames are found without

    return tuple(dict.fromkeys((*lazy_pinyin(char), *_ALSO_READ.get(char, ()))))


def syllables(name: str) -> list[tuple[str, ...]]:
    """List how each character of a bare name is read."""
    together = _READ_TOGETHER.get(name[:2])
    if together:
        return [*((one,) for one in together), *map(readings, name[2:])]
    return list(map(readings, name))


def spoken(name: str, heard: Callable[[str], str] = str) -> list[str]:
    """List a bare name's readings in letters, each syllable as it is heard; eight at the most."""
    read = ([heard(one) for one in each] for each in syllables(name))
    return list(dict.fromkeys("".join(one) for one in islice(product(*read), 8)))


_SOUTHERN = (
    *(("zh", "z"), ("ch", "c"), ("sh", "s"), ("ng", "n"), ("n", "l")),
    *(("hui", "fei"), ("hua", "fa"), ("huo", "fo"), ("hu", "fu")),
)


@lru_cache(maxsize=1024)  # there are four hundred syllables
def southern(letters: str) -> str:
    """Give letters without what southern speakers do not tell apart: z/zh, c/ch, s/sh, n/l, n/ng, f/h."""
    for sound, other in _SOUTHERN:
        letters = letters.replace(sound, other)
    return letters


_FINAL = "[iu]?ang?|i?ao|u?ai|i?ong|i[eu]?|ing?|e(?:i|r|ng?)?|ou|u[ion]?|ve?|[iu]?a|o"
_SYLLABLE = f"(?:(?:[zcs]h|[bpmfdtnlgkhjqxrzcsyw])(?:{_FINAL})|a(?:i|o|ng?)?|ou?|e(?:i|r|ng?)?)"
_READABLE = re.compile(f"(?:{_SYLLABLE}){{2,5}}")


def is_readable(letters: str) -> bool:
    """Tell whether letters are two to five syllables of pinyin."""
    return _READABLE.fullmatch(letters) is not None
