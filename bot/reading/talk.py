"""What in a message is not its writer's report: questions, news, wishes, blessings, notices, memories."""

from __future__ import annotations

import re
from collections.abc import Sequence

from bot.reading.marks import DAYS, LENGTH, LONG_AGO, NAME, PLACE, VAGUE, Clause
from bot.reading.words import Words

_ASKS = re.compile(
    r"吗$|(?<![都也还从事题病啥一])没有?[啊呀呢哪嘛]?$|是[^,]{1,8}还是|来着$|啥样|多久|多长时间|多远|还是[去在到回]|(?P<word>[^,]{2})不(?P=word)|(?:靠谱|行|好|对|在|去|来|能|会|要|有|成)不$|(?<![什怎这那多])么$|干嘛|谁(?!也|都)|有没有|有人|哪[里儿个家天位些]|[去在到]哪(?!也|都)|(?<!没)怎么(?!也|都)|怎样|咋|什么时候|啥时候?|几[点号]|多少|能不能|可不可以|是不是|"
    r"行不行|(?<!不)(?P<char>.)不(?P=char)(?=$|啊|呀|呢)|好不好|要不要|用不用|为什么|为啥|如何|请问|问一下|问问|多会儿|何时|是否|可以.{0,4}[吗不]$|求(?:推荐|问|购|租)|想问|请教|考考|猜谜|急转弯|^(?:你们|您们|大家).*还是"
)
_ASKS = re.compile(rf"{_ASKS.pattern}|一般(?:{VAGUE}|{LENGTH})$")
_UNSURE = re.compile(
    r"没定|未定|没想好|不知道?|不确定|说不[准好]|没准|不一定|再说|看情况|不好说|没谱|不清楚|没数|没着落|不晓得|也没|都没|都行|都好|都不"
)
_NEWS = re.compile(
    r"听说|据说|新闻|刷到|视频(?:里|上)|据报道|热搜|网上(?:说|看)|天气预报|看报道|消息说|降温|预警|招[聘工人]|在招|促销|打折"
)
_NOTICE = re.compile(
    r"^\s*【[^】]{0,12}(?:通知|公告|提醒|转|快讯|新闻|学习|预警|提示|倡议|通报|招|活动|温馨)|@所有人|^提醒[:,]|全部完成|报个名|请各位|日游|私我|私聊我|包邮|特价|优惠价|报平安的?(?:率|格式|情况|名单|统计|模板|方式|工作)|汇总|上报|^请[^,]{0,12}的(?:同志|党员|人|家长|朋友)|猜谜|急转弯|考考大家|交警(?:提示|提醒)|倡议|有意(?:者|联系)|转让|招租|扩散|召回|冒充|一盔一带|温馨提示|请大家|各位党员|各位同志|各支部|各党支部|通知如下|^\W*通知|^\W*转[:发]|转一条|转发|\[链接\]|https?:|大家(?:注意|多|别忘|记得|辛苦|快|都来|看看)|"
    r"为(?:进一步|深入|贯彻)|特此通知|请(?:于|在).{0,10}前"
)
_WISH = re.compile(
    r"要是|如果|假如|真想|好想|多想|很想|恨不得|但愿|想起|想当年|怀念|梦[见到里]|万一|真羡慕|羡慕|等(?:退休|有钱|有空|将来|以后)|什么时候能|早知道"
)
_BLESSING = re.compile(
    r"祝|愿(?:人|天下|世界|好人|逝者|您|你|大家|各位|我们|祖国|党|全|家)|恭喜|恭贺|保佑|希望(?:您|你|大家|各位|祖国|一切)|拜年|快乐|新年好|过年好|万事|阖家|恭祝|"
    r"新的一[周年天月]|[早午晚]安|一帆风顺|一整天|天天好|转给你|养生|一生平安|一路顺风|报个信|(?<![我俺咱])说一?声|吱一声|来个信|到家报|(?:平安|到家|健康|没事|都好|人好|安全)就(?:好|行)|福如|吉祥|岁岁|节日好|(?:当心|小心|注意)点|注意(?:安全|身体|保暖|防)|保重|路上小心|早日"
)
_GREETING = re.compile(r"[^,]{0,6}(?:过年|新年|节日|新春)好[啊呀]?$")  # goes before news of oneself
_TO_OTHERS = re.compile(r"您|你|大家|各位|书记们|同志们")
_REASSURES = re.compile(
    r"放心|惦记|担心|挂念|勿念|谢|我|俺|挂心|操心|费心|关心|汇报|报告|好,|您好|你好|大家好|各位好|牵挂|在外|人在|在家"
)
_OWN = re.compile(rf"我|俺|咱|人在|在家|{PLACE}|{NAME}|{DAYS}")
_MEMORY = re.compile(
    r"以前|上回|上次|一晃|记得|那些年|老照片|当兵的日子|想当初|曾经|那阵子|那几年|那辈|想起|"
    rf"{LONG_AGO}(?!.{{0,8}}(?:来的|去的|到的|就|一直|搬|调|开始|起|以来|到现在|退休))"
)
_AT_PRESENT = re.compile(r"现在(?!想|还想|就)|目前|如今|这会|眼下|今天|平安")
_ONE_DAY = re.compile(
    r"要是|下辈子|做梦|我要会|中了?(?:彩票|五百万|大奖)|如果|假如|早知道|等(?:退休|有钱|有空|将来|以后)"
)
_THEN = re.compile(r"(?:我|俺|咱|那)?们?(?:也|就|肯定|一定|早|得|非)")
_EXAMPLE = re.compile(r"^(?:举例|示例|例如?|比如|格式)(?:$|[说,是])")
_OF_OTHERS = re.compile(
    r"^(?:台风|冷空气|寒潮|暴雨|天气预报|预报)|^(?:只要)?(?:[你您]们?|大家|各位|兄弟们|乡亲们).{0,4}(?:平安|安好|没事|健康)|"
    rf"^(?:各位|大家|有|还有|哪位|家|住)?(?:有)?在(?:{PLACE}|外面?|外地)的(?:各位|老乡|同志|朋友|党员|兄弟|$)|^[你您](?!们?好|放心|安心|别|不用|尽管|那边问)"
)
_ANIMAL = re.compile(
    r"^(?:我的?|俺的?)?(?:快递|包裹|航班|明星)|"
    r"^(?:(?:我|俺|咱)们?|邻居|楼[上下]|隔壁|小区)家?(?:的|那)?(?:小|老|大)?(?:猫|狗|鸡|鸭|鹅|羊|牛|猪|兔子?|鸽子|鹦鹉|娃娃鱼)(?!年)"
)
_STRANGER = re.compile(
    r"^(?:我们?|咱们?)?(?:楼[上下]|对门|隔壁|门口|单位|小区|村口|街上|老家|那个|这个|有个|有一个|听我)[^,我俺咱]{0,8}"
    r"(?:大爷|大妈|大姐|大哥|大叔|小伙子?|姑娘|师傅|阿姨|老头|老太太?|邻居|老板|小孩|同学)|"
    rf"^{NAME}[你您](?!好)"
)
_OWN_STRICT = re.compile(rf"我|俺|咱|人在|在家|{NAME}")
_NO_TROUBLE = re.compile(
    r"不用谢|不客气|别客气|不麻烦|小事|应该的|弄好了|搞定|弄完了|会了|明白了|知道了|晓得了|谢啥|客气啥|不谢|没关系|举手之劳|下次注意|谁都有|随口问|就问问|不着急|先忙|不急|没事没事|没事儿没事儿"
)

_NOT_OWN = (
    ("a memory", _MEMORY),
    ("an if", _ONE_DAY),
    ("a wish", _WISH),
    ("news", _NEWS),
    ("good wishes", _BLESSING),
    ("an example", _EXAMPLE),
    ("said of others", _OF_OTHERS),
    ("of an animal", _ANIMAL),
    ("of a stranger", _STRANGER),
)


# What any of these needs: most messages hold none of it and are their writers' own throughout.
_SUSPECT = Words(_ASKS.pattern, *(pattern.pattern for _, pattern in _NOT_OWN), flags=re.MULTILINE)


def is_notice(text: str) -> bool:
    """Tell whether the whole message is passed-on news, a notice or an appeal to everybody."""
    return bool(_NOTICE.search(text))


def waves_thanks_off(text: str) -> bool:
    """Tell whether 没事 in this message means "not at all"."""
    return bool(_NO_TROUBLE.search(text))


def asks(clause: Clause) -> bool:
    """Tell whether a clause is a question to others, not one left open about oneself (啥时候回还没定)."""
    if clause.asks:
        return True
    return bool(_ASKS.search(clause.text)) and not _UNSURE.search(clause.text)


def why_not_own(clauses: Sequence[Clause]) -> list[str]:
    """Tell of every clause why it is not its writer's own statement; "" where it is one."""
    text = "\n".join(clause.text for clause in clauses)
    if not any(clause.asks for clause in clauses) and not _SUSPECT.search(text):
        return ["said to others" if _is_to_others(clause.text) else "" for clause in clauses]
    news = {clause.sentence for clause in clauses if _NEWS.search(clause.text)}
    reasons: list[str] = []
    carried, why_carried = -1, ""  # the sentence in which a wish, a blessing, a memory goes on
    for index, clause in enumerate(clauses):
        unsure_next = index + 1 < len(clauses) and bool(_UNSURE.search(clauses[index + 1].text))
        why, goes_on = _why_not_own(clause, unsure_next)
        if not why and clause.sentence in news and not _OWN_STRICT.search(clause.text):
            why = "news"
        if not why and carried == clause.sentence and _is_carried(clause.text, why_carried):
            why = why_carried
        elif goes_on:
            carried, why_carried = clause.sentence, why
        elif not why:
            carried = -1
        reasons.append(why)
    return reasons


def _is_carried(text: str, why: str) -> bool:
    """Tell whether what a clause before was (a wish, a memory) goes on in this one."""
    if why == "a memory":
        return not _AT_PRESENT.search(text)
    if why == "an if":
        return not _AT_PRESENT.search(text) or bool(_THEN.match(text))
    if why in ("of an animal", "of a stranger"):
        return not _OWN_STRICT.search(text)
    return why == "an example" or not _OWN.search(text)


def _why_not_own(clause: Clause, unsure_next: bool) -> tuple[str, bool]:
    """Give why a clause is not its writer's statement, and whether that goes on to the sentence's end."""
    text = clause.text
    if asks(clause) and (clause.asks or not unsure_next):
        return "a question", False
    for why, pattern in _NOT_OWN:
        if pattern.search(text):
            return why, why not in ("said of others", "news") and not _GREETING.match(text)
    return ("said to others" if _is_to_others(text) else ""), False


def _is_to_others(text: str) -> bool:
    return bool(_TO_OTHERS.search(text)) and not _REASSURES.search(text) and not _OWN.search(text)
