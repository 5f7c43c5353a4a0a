"""Whether a text may say that somebody comes or not, whatever else is in it: 不去了，在加拿大."""

from __future__ import annotations

import re

from bot.domain.receipt import NO, YES
from bot.reading.consent import ONESELF, OPENS, WHEN, Sense, sense_of, split
from bot.reading.plain import normalise

_LONGEST = 80  # characters; a longer one tells a story
_SAYS = r"(?:向?(?:书记|支部|组织|领导|党办)?(?:报告|汇报|说明)?(?:一下|下)?)"
_SOFT = (
    r"(?:也|都|就|又|可|真|这[次回]|本次|此次|今年|只好|只能|暂时|恐怕|怕是?|可能|估计|应该|大概|实在|确实|肯定|一定|"
    r"还是|得|先|一起|看来|看样子|够呛|因事|因病|临时|有事)"
)
_COMES = r"(?:参加|出席|参会|到会|到场)"
_GOES = rf"(?:{_COMES}|过?[来去]|到)"
_REFUSES = (
    rf"不(?:{_COMES}|过?[来去])|不(?:能|想|会|便|克|打算|准备|方便)(?:准时|按时|前往)?{_GOES}|"
    rf"(?:{_COMES}|来|去|到|赶|回)不(?:了|成|上|及|[回过]?[去来])|"
    rf"(?:没法|无法|没办法|没空|没时间|来不及|不便)(?:{_GOES}|赶?回[来去]?)|走不开|抽不开身|抽不出(?:时间|空)|"
    r"(?:申请)?[想要需]?请[一个]{0,2}[天次事病产]{0,2}假(?:[一两半\d][天次回])?|缺席(?:一次)?"
)
_AGREES = (
    r"(?:(?:能够?|可以|会|想|愿意|一定|肯定|保证|打算|准时|按时|尽量|争取|应该|可能|也许|提前){1,3}"
    rf"(?:{_GOES}|赶[到来去])|"
    rf"{_COMES}(?:[+＋]1)?|能(?:{_GOES})就(?:{_GOES})|"
    rf"(?:可能|估计)?(?:要|会|得)?迟到(?:一会儿?|[半\d一二三四五十几]+个?(?:分钟|小时))|"
    rf"报名(?:{_COMES})?|算我一个|算上我|加我一个|[晚早]点到|晚到)"
)
_ENDS = r"(?:会议?|学习|活动|培训|一下)?(?:一起)?[了的啊呀哈哦啦滴哒呢喽吧]{0,3}"
_LEAD = rf"{OPENS}*+{_SAYS}(?:{ONESELF})?(?:{WHEN}){{0,3}}(?:{_SOFT}|{ONESELF}){{0,5}}"
_NO = re.compile(rf"{_LEAD}(?:{_REFUSES}){_ENDS}", re.IGNORECASE)
_YES = re.compile(rf"{_LEAD}(?:{_AGREES}){_ENDS}", re.IGNORECASE)
# The reason may stand right before it: 在外地参加不了; of others (老公出差参加不了) it is not one's own.
_FOR_A_REASON = re.compile(
    r"(?:我|人|现在|目前|书记){0,2}"
    r"(?:人?在|因|孕|产|病|住|刚|还|正|下|这|单位|家里|店里|厂里|工地|临时|最近|身体|[腿脚腰]|路)"
    rf"[^我你您他她]{{0,8}}?(?:(?:不(?:能|便|方便)?|无法|没法){_COMES}|{_COMES}不(?:了|成|上)|请个?假){_ENDS}"
)
_TO_BE_DONE = re.compile(rf"我?(?:要|得|需要)[^我你您他她]{{2,8}}?[去来]不(?:了|成){_ENDS}")
_ON_A_DAY = re.compile(rf"{OPENS}*+(?:我)?(?:{WHEN}){{1,3}}我?(?:不行|不方便|没空|没时间|不在)了?")
_REASONS = (_FOR_A_REASON, _TO_BE_DONE, _ON_A_DAY)
_POLITE = re.compile(
    r"[您你]好|谢谢[您你]|感谢[您你]|麻烦[您你]|请[您你](?:批准|见谅|谅解|理解)|大家好|各位好"
)
_OWN = re.compile(rf"我|在|{WHEN}|刚|才")
# Said to or of others, asked, or laughed about.
_TALK = re.compile(
    r"[?？@]|[吗么呢][\s。.!！]*$|[你您他她谁咱]|大家|哈哈|嘿嘿|怎么|什么|几点|哪[里儿个]|多少|如果|要是"
)


def read_attendance(text: str) -> str | None:
    """Read YES or NO from the first clause that says whether one comes; None where a text is rather talk."""
    plain = normalise(text).strip()
    if len(plain) > _LONGEST or "\n" in plain or _TALK.search(_POLITE.sub("", plain)):
        return None
    opens = True
    for clause, other in split(plain):
        if _NO.fullmatch(clause) or any(one.fullmatch(clause) for one in _REASONS):
            return NO
        if _YES.fullmatch(clause):
            return YES if opens else None  # 打麻将，我参加 is about something else
        opens &= not other and (sense_of(clause)[0] is not Sense.OTHER or bool(_OWN.search(clause)))
    return None
