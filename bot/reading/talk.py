"""What in a message is not its writer's report: questions, news, wishes, blessings, notices, memories."""

from __future__ import annotations

import re

from bot.reading.marks import DAYS, NAME, PLACE, Clause

_ASKS = re.compile(
    r"吗$|(?<![什怎这那多])么$|干嘛|谁(?!也|都)|有没有|有人|哪[里儿个家天位些]|[去在到]哪(?!也|都)|(?<!没)怎么(?!也|都)|怎样|咋|什么时候|啥时候?|几[点号]|多少|能不能|可不可以|是不是|"
    r"行不行|(.)不\1(?=$|啊|呀|呢)|好不好|要不要|用不用|为什么|为啥|如何|请问|问一下|问问|多会儿|何时|是否|可以.{0,4}[吗不]$|求(?:推荐|问|购|租)|想问"
)
_UNSURE = re.compile(
    r"没定|未定|没想好|不知道?|不确定|说不[准好]|没准|不一定|再说|看情况|不好说|没谱|不清楚|没数|没着落|不晓得|也没|都没|都行|都好|都不"
)
_NEWS = re.compile(
    r"听说|据说|新闻|据报道|热搜|网上(?:说|看)|天气预报|看报道|消息说|降温|预警|招[聘工人]|在招|促销|打折"
)
_NOTICE = re.compile(
    r"^\s*【[^】]{0,12}(?:通知|公告|提醒|转|快讯|新闻|学习|预警|提示|倡议|通报|招|活动|温馨)|请各位|请大家|各位党员|各位同志|各支部|各党支部|通知如下|^\W*通知|转一条|转发|\[链接\]|https?:|大家(?:注意|多|别忘|记得|辛苦|快|都来|看看)|"
    r"为(?:进一步|深入|贯彻)|特此通知|请(?:于|在).{0,10}前"
)
_WISH = re.compile(
    r"要是|如果|假如|真想|好想|多想|很想|恨不得|但愿|想起|想当年|怀念|梦[见到里]|万一|真羡慕|羡慕|等(?:退休|有钱|有空|将来|以后)|什么时候能|早知道"
)
_BLESSING = re.compile(
    r"祝|愿(?:您|你|大家|各位|我们|祖国|党|全|家)|恭喜|恭贺|保佑|希望(?:您|你|大家|各位|祖国|一切)|拜年|快乐|新年好|过年好|万事|阖家|恭祝|"
    r"一帆风顺|一生平安|一路顺风|报个信|到家报|(?:平安|到家|健康)就好|福如|吉祥|岁岁|节日好|注意(?:安全|身体|保暖|防)|保重|路上小心|早日"
)
_TO_OTHERS = re.compile(r"您|你|大家|各位|书记们|同志们")
_REASSURES = re.compile(
    r"放心|惦记|担心|挂念|勿念|谢|我|俺|挂心|操心|费心|关心|汇报|报告|好,|您好|你好|大家好|各位好|牵挂|在外|人在|在家"
)
_OWN = re.compile(rf"我|俺|咱|人在|在家|{PLACE}|{NAME}|{DAYS}")
_MEMORY = re.compile(r"当年|那时|以前|小时候|年轻的?时候|一晃|记得|那些年|老照片|当兵的日子|想当初|曾经")
_NO_TROUBLE = re.compile(
    r"不用谢|不客气|别客气|不麻烦|小事|应该的|弄好了|搞定|弄完了|会了|明白了|知道了|晓得了|谢啥|客气啥|不谢|没关系"
)


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


def own(clauses: list[Clause]) -> list[Clause]:
    """Keep the clauses in which the writer states something about himself or somebody he reports for."""
    kept: list[Clause] = []
    carried = -1  # the sentence in which a wish, a blessing or news goes on
    for index, clause in enumerate(clauses):
        text = clause.text
        unsure_next = index + 1 < len(clauses) and _UNSURE.search(clauses[index + 1].text)
        if asks(clause) and not (unsure_next and not clause.asks):
            continue
        if _MEMORY.search(text):
            continue
        if _WISH.search(text) or _NEWS.search(text):
            carried = clause.sentence
            continue
        if _BLESSING.search(text):
            carried = clause.sentence
            continue
        if carried == clause.sentence and not _OWN.search(text):
            continue
        carried = -1
        if _TO_OTHERS.search(text) and not _REASSURES.search(text) and not _OWN.search(text):
            continue
        kept.append(clause)
    return kept
