"""Who is in need where the roll has no such name: 张伟住院了, 邻居老李晕倒了 are not about the sender."""

from __future__ import annotations

import re

from bot.domain.checkin import Intent
from bot.reading import Explained
from bot.reading.gazetteer import areas
from bot.reading.people import SURNAMES

_LATELY = "(?:昨[天晚夜]|今[天早晨]|刚才?|刚刚|突然|已经|病了?)?"
# A full name; words such as 高血压 and 孙女婿 are none.
_FULL_NAME = (
    "(?!和)[\u4e00-\u9fff](?![子女儿血烧])"
    "(?:(?![压病痛疼腿腰婿子女儿妈爸要已又刚正了不我他她家在就])[\u4e00-\u9fff]){2}"
)
# Given names of one character are taken only from those that many bear: 钱全被骗了 names nobody.
_GIVEN = (
    "伟强军勇杰磊涛明超刚辉鹏华飞斌波宇浩凯健俊帆帅旭龙欢亮畅剑博峰静敏丽燕艳娟霞秀英芳玲兰梅丹萍洁雪琴莉颖慧婷倩琳"
    "雷欣悦晶佳嘉怡玉桂凤香莲珍荣菊志武毅锋松鑫坤"
)
_SHORT_NAME = f"[{SURNAMES}][{_GIVEN}]"
_CALLED = f"[老小阿][{SURNAMES}]|[{SURNAMES}](?:阿姨|大爷|大妈|大娘|大叔|大哥|大姐|师傅|老师|婶子?|叔|姨)"
_NEAR = "(?:邻居|隔壁|对门|楼上|楼下|同事|工友|室友|舍友|同学|老乡|战友|朋友)"
_ALONG = (
    f"(?:[我俺咱]们?家?的?)?(?P<near>{_NEAR}家?的?(?:{_CALLED}|大爷|大妈|老人|{_SHORT_NAME}|{_FULL_NAME})?)"
)
_WHO = f"(?:{_ALONG}|(?P<called>{_CALLED})|(?P<short>{_SHORT_NAME})|(?P<full>{_FULL_NAME})){_LATELY}"
# What befalls somebody; 邻居打我 is about the sender.
_BEFALLS = re.compile(
    "住.?院|[晕昏]|摔|跌|倒|被(?!我)|中风|心梗|心脏|脑[梗出溢]|休克|没气|抢救|急救|病|骨折|车祸|受.?伤|烫伤|烧伤|触电|中毒|"
    "溺水|落水|掉|困|走丢|走失|失[踪联]|血|不行了|难产|抽|瘫|重症|手术|ICU"
)


def name_in_need(text: str, understood: Explained) -> str | None:
    """Give the name before the words of need, where these would else be taken for the sender's own."""
    reading = understood.reading
    if reading.intent is not Intent.HELP or len(reading.reports) != 1 or reading.reports[0].subject:
        return None
    need = next((reason.words for reason in understood.reasons if reason.field == "safety"), "")
    named = re.match(_WHO + re.escape(need), text) if need else None
    if named is None:
        return None
    if named["full"]:
        return named["full"] if named["full"][0] in SURNAMES else None
    name = named["near"] or named["called"] or named["short"]
    return name if _BEFALLS.search(need) and name not in areas() else None
