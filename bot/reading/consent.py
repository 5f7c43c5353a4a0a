"""Whether a text says yes or no, in the many ways people do: 参加, 去不了, 我可能来, 看情况."""

from __future__ import annotations

import re
from enum import Enum, auto

from bot.domain.receipt import NO, UNDECIDED, YES, Said


class Sense(Enum):
    """What a clause says."""

    YES = auto()
    NO = auto()
    PERHAPS_YES = auto()
    PERHAPS_NO = auto()
    UNDECIDED = auto()
    FILLING = auto()
    REASON = auto()
    OTHER = auto()


_LONGEST = 30  # characters of a clause that answers
_CLAUSE = re.compile(r"((?:[^,;!?。、~…\s.:]|[.:](?=\d))++)([,;!?。、~…\s.:]*)")
# What opens an answer and is none: 书记，我改一下，我这边 …
CHANGES = (
    r"(?:改(?:一?下|成|为|了|主意了?)?|更正|刚?才?[说写发回报填点打选]?错了?|不对|还是|算了|"
    r"重新?[回报填选]一?[个下]?|现在又?|又)"
)
OPENS = (
    r"(?:(?:收到|好[的嘞滴哒]?|嗯+|哦+|ok|报告|回复?|答复?|我?的?(?:答案|回答|选择)(?:是|为)?|(?:第?\d{1,4})?支部|"
    r"(?:[李王张刘陈赵孙周吴][\u4e00-\u9fff]?)?书记|主任|领导|老师|谢谢[您你]?|感谢|辛苦了?|[您你]好|"
    rf"不好意思|抱歉|对不起|另一?个|另外一?[个条]|那就|那(?!天|[边里])|请?帮?我?记|{CHANGES})[啊呀哈哦啦了]?)"
)
ONESELF = r"(?:我们家|我们俩|我们|我家|我这[边里]|我和.{1,3}|我|俺们?|咱们?|本人|本支部|这[边里])"
WHEN = (
    r"(?:[这本下]?个?(?:周|星期|礼拜)[一二三四五六日天末]|[今明后]天|当天|那天|到时候?|[上下中]午|晚上|"
    r"\d{1,2}[点日:]\d{0,2})"
)
_HOW = r"(?:也|都|一定|肯定|准时|按时|当然|全程|必须|应该|实在|真的?|确实|是)"
_COMES = r"(?:参加|出席|参会|到会|到场|报名)"
_ENDS = r"(?:会议?|学习|活动|培训|一下)?[了的啊呀哈哦啦滴哒呢喽]{0,2}"
_STRONG_YES = (
    rf"(?:(?:能够?|可以|会|要|想|愿意|一定|肯定|准时|按时)(?:{_COMES}|到|来|去)|{_COMES}|[早晚]点到|算我一个|"
    r"算上我|加我一个|我报一?个)"
)
_STRONG_NO = (
    rf"(?:不(?:能|想|会|便|打算|准备|方便)?(?:{_COMES}|去|来|到)|(?:{_COMES}|去|来|到|赶)不(?:了|成|上|及)|"
    rf"(?:没法|无法|没办法|没空|没时间)(?:{_COMES}|到|来|去|回)?|走不开|抽不开身|[想要需得]?请个?天?假)"
)
_WEAK_YES = (
    r"(?:是|对(?!了)|能|可以|行|去|来|会|要|愿意|同意|没问题|没意见|赞成|支持|有空|有时间|有|"
    r"已经?(?:打|办|交|看|学|做|接种|完成|缴|下载|安装)[过了完好]?|(?:打|办|交|做|缴)[过完好]?了|完成|yes|y|√|✓|✔|☑)"
)
_WEAK_NO = (
    r"(?:否|不是|不太?方便|不行(?!了)|不能|不可以|不同意|不愿意?|不要|不用|不需要|不会|不|没有?|无|"
    r"[还尚]?[没未](?:打|办|交|看|学|做|接种|完成|缴|下载|安装)[过完好]?|no|n|×|✗)"
)
_DOUBTS = r"(?:可能|也许|大概|应该|估计|尽量|争取|看样子)"
_FEARS = r"(?:恐怕|怕是?|可能|估计|应该|大概|实在)"
_OPEN_STILL = (
    r"(?:看情况|再看看|看看再说|再想想|再考虑一?下?|看(?:单位|孩子|家里|到时候?).{0,6}|不一定|再说|说不[好准]|说不定|[还尚]?没(?:定|想好|确定)|待定|不确定|"
    r"到时候?看|拿不准|两可|还不知道|暂时定不了)"
)
_LEAD = rf"(?P<opening>{OPENS}*+)(?:{ONESELF})?(?:{WHEN}){{0,3}}(?:{_HOW}|{ONESELF}){{0,6}}"
_SENSES = tuple(
    (sense, re.compile(rf"{_LEAD}(?:{body}){_ENDS}", re.IGNORECASE))
    for sense, body in (
        (Sense.NO, rf"{_FEARS}{{0,3}}(?:{_STRONG_NO})"),
        (Sense.PERHAPS_NO, rf"{_DOUBTS}{{1,3}}(?:{_WEAK_NO})"),
        (Sense.PERHAPS_YES, rf"{_DOUBTS}{{1,3}}(?:{_STRONG_YES}|{_WEAK_YES})|(?:{_STRONG_YES}|来|去|行)吧"),
        (Sense.YES, rf"{_STRONG_YES}|{_WEAK_YES}"),
        (Sense.NO, _WEAK_NO),
        (Sense.UNDECIDED, rf"{_OPEN_STILL}吧?"),
    )
)
_FILLING = re.compile(
    rf"(?:{OPENS}|{ONESELF}|{WHEN}|书记|感谢.{{0,4}}|谢谢.{{0,4}}|请?(?:知悉|见谅|理解|批准|谅解)|\W){{0,30}}",
    re.IGNORECASE,
)
_REASON = re.compile(
    r".{0,8}(?:有点?事|有会|出差|外地|老家|国外|加班|值班|上班|上课|不舒服|生病|感冒|发烧|带孩子|走不开|"
    r"没车|车票|不在北京)了?.{0,4}"
)
# 周六学习我参加: what the answer is about stands before it.
_ABOUT = re.compile(
    rf"(?P<opening>{OPENS}*+)(?P<thing>[\u4e00-\u9fff\d]{{2,12}}?)(?:的事)?"
    rf"(?:{ONESELF})?{_HOW}{{0,4}}(?:(?P<no>{_STRONG_NO})|(?P<yes>{_STRONG_YES})){_ENDS}"
)
# 那天有事去不了: of others (老公出差去不了) it may not be one's own answer.
_OWN_REASON = re.compile(
    rf"(?:{ONESELF}|{WHEN}|家里|单位|因为|最近|临时|正好|要|得|还|又|在|也){{0,6}}"
    r"(?:有点?事|有会|出差|外地|老家|国外|加班|值班|上班|上课|不舒服|生病|感冒|发烧|带孩子)"
)
# What is no name of an occasion: other people, an invitation, and 大雪封路车上, in 车上不来.
_NO_OCCASION = re.compile(
    "[你您他她谁们吗怎么哪几咋请]|别人|大家|老公|老婆|孩子|愿意|通知|因故|提前|能来|不能|找我|开始|[上下出起进回退了的]$"
)
TURNS = re.compile("但|不过|可是|可惜|现在|又|改|还是|算了|后来")


def split(text: str) -> list[tuple[str, bool]]:
    """Split at punctuation; with each clause whether it cannot be an answer (a question, or long)."""
    return [(words, "?" in stop or len(words) > _LONGEST) for words, stop in _CLAUSE.findall(text[:300])]


def sense_of(clause: str) -> tuple[Sense, bool]:
    """Tell what a clause says, and whether it opens as a change."""
    for sense, pattern in _SENSES:
        if match := pattern.fullmatch(clause):
            return sense, bool(re.search(CHANGES, match["opening"]))
    if _FILLING.fullmatch(clause):
        return Sense.FILLING, bool(re.search(CHANGES, clause))
    return (Sense.REASON if _REASON.fullmatch(clause) else Sense.OTHER), False


def read_yes_no(text: str) -> Said | None:
    """Read yes or no; None where a text says neither."""
    choice: str | None = None
    rest: list[str] = []
    sure, whole, changes, thing = True, True, False, ""
    for clause, other in split(text):
        sense, turned = (Sense.OTHER, False) if other else sense_of(clause)
        changes |= turned
        unsaid = sense in {Sense.OTHER, Sense.REASON} and not other and not choice
        if unsaid and (about := _about(clause, text)):
            sense, thing = about
        if sense in {Sense.REASON, Sense.OTHER}:
            whole &= sense is Sense.REASON
            rest.append(clause)
        elif sense is not Sense.FILLING:
            value = VALUES[sense]
            if choice and value and choice != value and not TURNS.search(text):
                return Said(UNDECIDED, text, whole=whole)
            choice = value or choice or UNDECIDED
            sure &= sense in {Sense.YES, Sense.NO}
            if clause not in {YES, NO}:
                rest.append(clause)
    if choice is None:
        return None
    return Said(choice, "，".join(rest), sure, whole, changes, thing)


VALUES = {
    Sense.YES: YES,
    Sense.PERHAPS_YES: YES,
    Sense.NO: NO,
    Sense.PERHAPS_NO: NO,
    Sense.UNDECIDED: UNDECIDED,
}


def _about(clause: str, text: str) -> tuple[Sense, str] | None:
    match = _ABOUT.fullmatch(clause)
    if match and _OWN_REASON.fullmatch(match["thing"]):
        return (Sense.NO if match["no"] else Sense.YES), ""
    if not match or "\n" in text or _NO_OCCASION.search(match["thing"]):
        return None
    return (Sense.NO if match["no"] else Sense.YES), match["thing"]
