"""Whether somebody says that all is well."""

from __future__ import annotations

import re

from bot.reading import roles
from bot.reading.marks import MARK

# Said of people only.
_SURE = re.compile(
    r"(?<!一路)(?<!中国)(?<!出入)(?<!平)平安(?!里|的(?:同志|党员|人)|全部|不平安|喜乐|路|快递|无事就好|回来就好|的(?:格式|模板|时间|要求|方式)|.{0,4}[就才]?是福|安|这个|那个|的事|[二两]个?字|无事喽|过节|出行|主任|回家[,。!]?$|怀柔|(?:健康|喜乐|幸福)?[就才]?是|夜|里[那的附]|[哥姐叔嫂爷姨弟妹伯婶]|率|格式|情况|名单|统计|银行|保险|里\b|大街|果|扣|符|是福|县|区|证券|健康险|普惠|好医生|人寿|集团|科技|城市|校园|社区|建设|中国)|安好(?!医|了)|无恙|"
    r"(?:身体|身子|(?<!好)人|腿脚|精神)骨?儿?(?:都|也|还|一直|挺|很|倍儿|蛮|可|是|没啥|没什么|没有?|一切){0,4}"
    r"(?:好|棒|健康|硬朗|不错|没事|没问题|没毛病|问题|毛病|结实|正常|康健|无碍|行|安全)|"
    r"(?:都|全|一切都?|样样都?|啥都|全家|家里都?)(?:很|挺|还|蛮)?(?:好|平安|健康|安康|正常|顺利|没事|ok|OK|Ok|安)|"
    r"好着(?:呢|嘞|哩|咧)|好得很|好好的|勿念|(?:甭|别|莫|不用|不必|无需|勿|免)(?:再|太)?(?:惦记|担心|挂念|惦念|操心|牵挂|挂心)|"
    r"平平安安(?!才?[是就])|健健康康(?!才|就是)|没病没灾|没灾没病|身体健康|一切如常|一切照旧|安然|报安|"
    r"(?:请|您|大家|书记|组织|你们|家里)?(?:就|都|尽管|可以)?放心(?:吧|哈|啊|呢|就好)?$"
)
# Said of people and of things; counts where the clause is about a person.
_LIKELY = re.compile(
    r"[莫没冇]得事|[莫冇无]事|一路平安|没(?:有|啥|什么|得|任何)?(?:大)?事(?!情|儿?(?:多|别|少|常|来|去|喝|下|走|看|想|翻|刷|聊|逛|练|找|问)|儿?干|做|先走|可)|啥事(?:都|也)?没|没(?:啥|什么)?(?:大)?(?:毛病|问题|大碍)|"
    r"(?:挺|很|蛮|还|非常|真|都|过得|可|挺的|相当|老)(?:好|不错|顺利|正常|健康|安全|可以|舒服|舒坦)(?!吃|玩|看|喝|听|用|多|几|笑|学|像|办|说|事)|"
    r"还行|凑合|老样子|活着呢|(?:一切|一路|都|各方面|样样)(?:还|很|都)?(?:正常|顺利|顺当|安全|OK|ok|Ok)|无异常|良好|如常|"
    r"(?:^|[,\s])(?:健康|正常|顺利|安全|不错|安康)(?:$|的|着)|安全(?:到|抵)|顺利(?:到|抵)|(?:我|人)(?:挺|很)?(?:好|健康|正常)(?:的|呢|着)?$"
)
# Alone these praise what others wrote; 挺好, 都好, 没事 answer how one is.
_PRAISE = re.compile(
    r"(?:真|很|非常|相当|可以|太)(?:好|不错|可以|棒)(?:的|啊|呀|了|哈)?|不错(?:不错|的|啊|哦)?|(?:味道|口感)?嘛?,?(?:凑合|还行)(?:吧|啊)?"
)
_NOT_WELL = re.compile(
    r"[^,]{0,12}才怪|(?:不|没有?|未|欠|难)(?:太|怎么|大|是很|是太|算|够|很)?(?:平安|安好|健康|顺利|正常|安全|好(?!好|在|容易|多|几|意思|[买找弄办走打说做吃看玩用写开学听])|舒服|得劲|放心)|"
    r"(?:还没|没有?|未|忘了?|记得|怎么|如何|为啥|请|要)(?:及时|按时|来得及)?报(?:个)?平安"
)
_FINE_ALL_THE_SAME = re.compile(r"没(?:有|啥|什么)?(?:不好|不舒服)|没报平安(?!的)")
# The longer before the shorter: once taken, a word is not given back.
_OF_ONESELF = """
我 俺 咱 人 自己 我们 这 这边 这里 这儿 那 那边 家里 全家 一家 老小 身体 目前 现在 现 一切 都 也 还
很 挺 在 了 的 呢 是 就 真 一直 这段 这阵 最近 平时 生活 工作 上班 各方面 别的 其他 其它 情况 反正
总之 放心 嗯 哦 啊 好 哎 收到 已 安全 到 回 回来 一路 路上 出差 打工 务工 旅游 过得 老 可 啥 没 样样
倍儿 书记 您 谢谢 带 看 孙子 孩子 报告 报 同志 你好 活 活儿 忙 累 吃住 住
"""
_ABOUT_A_PERSON = re.compile(
    rf"^(?:{'|'.join(sorted(_OF_ONESELF.split(), key=len, reverse=True))}|{MARK})*+$"
)
_THINGS = re.compile(
    r"链接|打[开不]|登[录陆]|系统|视频|会议|直播|网页|小程序|账号|密码|[二维]码|扫码|下载|app|APP|软件|文件|方案|意见|表格?|图片|声音|快递|包裹|积分|课|"
    r"考试|题|活动|电影|讲[座得]|材料|手续|转接|名单|文章|节目|比赛|开会|照片|发票|钱|缴费|党费|提交|上传|打卡|链|群|歌|书(?!记)|电视|剧|饭店|菜|车(?:修|坏|卖|买|展|不错|挺)|[画写拍唱讲演办弄](?:的|得)"
)

_LANDS = re.compile("平安(?:着陆|降落|落地|抵达|归来|返回|凯旋)")
_OF_PEOPLE = re.compile(r"平安|安好|身体|人|惦记|勿念|放心|无恙|家")

_AILING = re.compile(
    r"出院|恢复中|休养|养病|摔了一下|感冒|咳嗽|着凉|发烧|发热|拉肚子|闹肚子|"
    r"(?:头|牙|腰|腿|胃|肚子|嗓子|膝盖|关节)(?:有点|还|又|老)?[疼痛]|血压[\u4e00-\u9fff]{0,3}高|"
    r"不舒服|(?:身体|身子|腰|腿|胃)(?:不太|不大|不怎么|欠)|老毛病|失眠"
)


def is_ailing(clause: str) -> bool:
    """Tell whether a clause speaks of a mild illness: a check-in, though neither safe nor distress."""
    return bool(_AILING.search(clause)) and not re.search(r"大家|各位|的人|预防|注意|药店|请假|您", clause)


def find(clause: str, *, context: str, placed: bool) -> re.Match[str] | None:
    """Find the words of a clause in marks that say that its person is well.

    `context` is the whole message (what 一切正常 may be about), `placed` whether the person says where he is.
    """
    if not _FINE_ALL_THE_SAME.search(clause):
        # Each offset stays, so that the words found can be shown.
        clause = _NOT_WELL.sub(lambda match: "×" * len(match[0]), clause)
    if sure := _SURE.search(clause):
        if not placed and _LANDS.match(clause, sure.start()) and not roles.is_own(clause[: sure.start()]):
            return None  # 神舟飞船平安着陆
        of_things = _THINGS.search(context) and not _OF_PEOPLE.search(clause)
        return sure if placed or not of_things else None
    likely = _LIKELY.search(clause)
    if not likely or placed:
        return likely
    if likely[0] == "一路平安":  # wished to others, unless the writer has just travelled
        return None
    if _PRAISE.fullmatch(clause):
        return None
    about_a_person = _ABOUT_A_PERSON.match(clause[: likely.start()]) and not _THINGS.search(context)
    return likely if about_a_person else None
