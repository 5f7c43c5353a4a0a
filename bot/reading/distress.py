"""Distress and requests for help: never missed, and told apart from jokes, news and errands."""

from __future__ import annotations

import re

from bot.reading.marks import LENGTH, NAME, TIME
from bot.reading.proxies import KIN

_BY = r"(?:被|让|叫|给|遭)"  # 被车撞了, 让人骗了
_WHO = r"[\u4e00-\u9fff\ue100-\ue1ff]{0,4}"
_PERSON = rf"(?:{NAME}|{KIN}|老人|孩子|娃|人|他|她)"


def _any(*patterns: str) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


# Each of these is distress, whatever else is said.
_GRAVE = _any(
    # hospital
    r"住[了进着]?(?:进|在)?了?医?院(?!子|校)|住进|(?:送|拉|抬|转|进|上)(?:到|去|进|来|往)?了?[\u4e00-\u9fff]{0,4}(?:医院|急诊|ICU|icu)",
    r"在[\u4e00-\u9fff]{0,6}医院(?:里)?(?:躺|抢|急|救)|急诊|抢救|病危|ICU|icu|重症|往医院|手术(?!刀|台|费|室)|阑尾炎|胰腺炎|急性",
    r"(?:打|叫|拨|喊)了?过?120|120(?:拉|来|送|急救|抢救|车)|救护车|化疗|透析|癌|肿瘤|白血病|急病|重病|大病",
    # illness
    r"昏迷|[晕昏](?:倒|过去|厥)|休克|中风|脑梗|脑出血|脑溢血|心梗|心绞痛|心脏病(?:犯|发)|半身不遂|不省人事|嘴歪|抽搐|犯病|瘫|难产|流产|过敏",
    r"(?:不会|不能|说不出)来?话|抬不起来|打滚|高[烧热]|烧到(?:了)?(?:三十九|39|4\d|四十)|(?:发烧|烧)(?:到)?(?:39|4\d|四十)|呼吸困难|喘不[上过]",
    r"[胸心]口?(?:[疼痛]|闷得|绞痛)|(?:疼|痛)得|(?<!心)(?:疼|痛)(?:死|坏)了|病(?:倒|重|得(?:很|不轻|厉害|起不))|(?<!走)动不了|起不来床|下不了床|走不了路",
    r"不能动|站不起来|吐(?:了|得)[\u4e00-\u9fff]{0,3}(?:晚|天|夜|厉害|不停)|上吐下泻|见红|羊水|临产|要生了|没力气(?:了|动|起)|(?:大|便|吐|流|咳|出)血|不行了|生命危险",
    # accidents
    r"骨折|(?:腿|胳膊|手|脚|肋骨|腰|骨头)(?:给|都)?(?:摔|撞|压|砸)?断|烫伤|烧伤|触电|电到|中毒|溺水|落水|掉(?:进|到)(?:河|水|沟|井|坑|海)",
    rf"车祸|交通事故|翻车|追尾|{_BY}{_WHO}(?:(?:撞|砸|咬|捅|砍|蜇|压|夹|绞|轧|刺|划)|(?<!给)打(?=了|伤|得|断|死|坏|成|$)(?!了?(?:个|过)?电话))|撞(?:了|伤|到|着|断|飞)(?!面|大运)|砸(?:到|伤|着|断|了)",
    r"受了?(?:重|点|些)?伤|出(?:了)?事故|出(?:了|大)?(?:大|点)?事了|出(?:了)?意外|遇险|遇难|有危险|塌[了方]|着火|起火|失火|火灾|爆炸|泥石流|山洪|决堤",
    r"(?:房|家|屋|店)(?:子|里)?[\u4e00-\u9fff]{0,3}(?:淹|冲|塌|烧)(?:了|垮|没)|大水|洪水(?:进|冲|把|来)|水?淹(?:到|了|没)",
    # held or trapped
    r"被困|困(?:在|住)|下不来|出不[去来](?!差)|扣(?:着|了|押|留|下)|不让(?:我|我们|俺|人|他|她)?(?:走|离开|回家|出)|传销|绑架|打劫|拘留",
    rf"{_BY}(?:人|老板|中介|公司|警察|工头|{_WHO})(?:关|扣|绑|骗|抢|偷|拘|抓|讹|威胁|控制|软禁|劫|堵|困|收走|看着)(?!心|注|机|键)",
    # money and shelter
    r"上当了|受骗|骗(?:光|走|了?(?:我|俺))|被盗|遭贼|遭窃|身无分文|没钱(?:吃|住|回|看病|买|交|了|$)|身上(?:一分|也|都|又)?没有?带?钱|一分钱(?:都|也)?没",
    r"(?:不给|拖欠|欠|要不[到回]|拿不到|讨不[到回]|不发)(?:着|了|我们?)?[\u4e00-\u9fff]{0,3}(?:工资|工钱|薪|血汗钱|生活费)|跑路|卷(?:款|钱)|高利贷|[逼讨要]债|裸贷",
    r"饭(?:都|也)?吃不[上起]|没饭吃|断(?:粮|药|水)|没(?:粮|吃的|药吃|水喝|氧气)|没(?:地方|地儿)(?:住|去|睡)|流落",
    # missing people
    rf"走丢|走失|失踪|失联|下落不明|不知去向|没(?:有)?音讯|到处找|(?:出去|出门|走了)[\u4e00-\u9fff]{{0,6}}没回(?:来|家)|{_PERSON}(?:突然|就)?(?:不见了|丢了|没影)|找不[到着](?:人|回|家|{_PERSON})",
    r"联系不[上到着]|打不通(?!我?就|的?话|再|时)",
    # bereavement in the family, calls
    rf"(?:{NAME}|{KIN}|老人|亲人)[\u4e00-\u9fff]{{0,4}}[去过]世",
    r"求救|救命|救救|救我|救人|快来人|SOS|sos|报(?:了|过)?警",
    # despair and violence
    r"不想活|活不下去|活不了|活着没|没法活|生不如死|想死|轻生|自杀|寻短见|撑不[下住]|扛不住|熬不(?:下去|住)|走投无路|活着[\u4e00-\u9fff]{0,3}累|活够|抑郁|没活路|绝望",
    r"家暴|挨打|动手打|打(?:我|人)了|(?:老公|丈夫|男人|他|她|老板|工头|对象|媳妇)(?:又|总|老|天天)?打我(?!的?电话|手机|的?号|新|老|这|微信)|虐待",
)
# These are, unless something softens them.
_FALL = _any(r"摔(?!跤(?:比赛|运动)|手机|碗|杯|东西)|跌(?:倒|伤|了|下)|磕(?:着|伤|破|到)|崴|扭伤|划伤|烫着")
_LOSS = _any(
    r"(?:护照|钱包?|行李|现金|东西|身上的钱|随身的?包)(?!到)[\u4e00-\u9fff]{0,5}(?:丢|没了|不见|找不)|丢了(?:钱包?|护照|行李|所有|包)",
    r"迷路|抛锚|趴窝|坏在(?:半路|路上|高速)",
)
_SOFT_LOSS = _any(
    r"(?:手机|身份证|证件|银行卡|卡)[\u4e00-\u9fff]{0,4}(?:丢|没了|被偷|不见)|丢了(?:手机|身份证|证件)"
)
_PLEA = _any(
    r"求助|求(?:组织|大家|好心人|各位|书记|党)|求求|需要帮助|急需|紧急|帮帮(?:我|忙|俺)|(?:谁|书记|哪位|有人)?能(?:不能)?(?:来|找人|找个人|帮(?:我|忙|俺))",
    r"找人(?:来|帮)|谁能来|能(?:不能)?借|害怕",
)
_SILENCE = _any(
    r"没(?:有)?消息|没(?:有)?联系|关机|[没不]接电话|不回(?:微信|消息|信息)|敲门|没人应|没见(?:着|到|过)?"
)

_URGENT = re.compile(
    r"急|快来|咋办|怎么办|帮帮|求|救|困|一个人(?:在|躺)|没人管|书记能|能不能|谁能|借别?人家?|哭|害怕|没法|动不|疼|肿|医院|报警|血|登不上"
)
_MILD = re.compile(
    r"没事|没大[事碍]|不严重|不要紧|无碍|问题不大|皮外伤|破了?点?皮|小伤|轻微|没伤|不碍事|没[啥多]大?[事问碍]|不疼了|好多了|已经好|养养就好"
)
_JOKE = re.compile(
    r"哈哈|嘿嘿|嘻嘻|笑死|逗|搞笑|好笑|hhh|23333|段子|游戏|追剧|电视剧|这剧|小说|表情包|可爱|短视频|综艺|真香|好吃|减肥|堵车|加班|PPT|"
    r"太(?:冷|热|贵|难|尴尬|卷|美|丑|离谱|甜|咸|辣|帅|好看|好听|困|香|晒)了"
)
_JOKABLE = re.compile(r"救命|救救|救我|求求|想死|不行了|绝望|撑不住|不想活|扛不住|困|(?:疼|痛)(?:死|坏)")
_REAL = re.compile(r"住院|医院|车祸|被困|被骗|联系不上|报警|120|流血|骨折|着火|中毒")
_NEWS = re.compile(
    r"听说|据说|新闻|据报道|热搜|报道|转发|转一条|看到?了?(?:个|一个)?视频|电视(?:上|里)|【|预警|提醒(?:大家|各位)|通报|公众号|推送|朋友圈|讲座|"
    r"宣传|防范|谨防|提高警惕|反诈|防诈|知识|演练|事迹|献血|救助站|募捐|捐款"
)
_INVOLVED = re.compile(rf"我(?!们?(?:看|听|这|们支部|们要|在网))|俺|咱家|{NAME}|求救")
_DISASTER = re.compile(r"大水|洪水|山洪|泥石流|爆炸|火灾|着火|塌方|决堤")
_UNHARMED = re.compile(r"(?:没事|平安|没影响|放心|安全|没受影响)(?!.*(?:困|求|救|淹了|冲))")
_LONG_AGO = re.compile(
    r"去年|前年|当年|那年|以前|小时候|年轻|早年|往年|几年前|\ue300?\d年前|记得|曾经|那时候|想当年"
)
_OVER = re.compile(
    r"出院|恢复得?(?:挺|很|还|都|也)?(?:好|不错|可以|良好|差不多)|康复|痊愈|(?:已经?|都|全|现在)(?:好|没事|恢复|退烧|解决|找到|脱险)了|退烧了|找[到着]了|联系上了|找回来|虚惊|追回|平安出来|脱离危险|"
    r"解决了|修好|救出来了|补办好?|误会"
)
_NOT_OVER = re.compile(r"又|还在|还没(?:出|好|找)|但|可是|不过|没力气")
_DENIED = re.compile(
    r"(?:没有?|未|不是|别|防止?|避免|小心|谨防|注意|预防|当心|以防|免得|怕|不会|不用|不必|无需|差点儿?|万一|如果|要是|会不会|是不是|像)"
    r"(?:再|被|给|人|着|有|去|要|什么|让人|叫|出|啥|任何)*$"
)
_AS_WORK = re.compile(
    r"医院里?(?:上班|工作|当|做(?:保|护|医|清)|实习|门口|附近|旁|对面|开会|食堂|在?招)|(?:看望|探望|看看?)[\u4e00-\u9fff]{0,6}(?:住院|病人)|复查|体检|挂号|疫苗(?!.{0,3}(?:反应|晕))"
)
_SERVICE = re.compile(
    r"您的?电话|你的?电话|客服|热线|快递|房东|群主|书记的?(?:电话|手机)|办公室|[您你](?:手机|微信)|联系不上(?:您|你|书记)|12\d{3}|平台|窗口|机主"
)
_ERRAND = re.compile(
    r"登[录陆]|密码|账号|积分|答题|链接|二维码|小程序|表格?|填|缴费|党费|系统|打卡|投(?:个|一|下)*票|砍|点赞|助力|转发|推荐|介绍|报名|题|下载|软件|"
    r"APP|app|怎么(?:交|弄|办理|填|转|开|写)|证明|转接|盖章|材料|求购|求租|拼车|顺风车|代购|招聘|出租(?!车|屋|房)|转让|请假|打印|改一?下|发(?:我|一)|作业|论文|问卷|"
    r"照片|视频|快递|充值|会议|写不完"
)


def in_distress(clause: str, message: str) -> bool:
    """Tell whether a clause in marks reports distress or asks for help, read within its whole message."""
    if _is_elsewhere(message) or (_OVER.search(message) and not _NOT_OVER.search(message)):
        return False
    if any(_is_grave(match, clause, message) for match in _GRAVE.finditer(clause)):
        return True
    fall, loss = _FALL.search(clause), _LOSS.search(clause)
    if (fall and not _is_denied(clause, fall) and not _MILD.search(message)) or (
        loss and not _is_denied(clause, loss)
    ):
        return True
    if _SOFT_LOSS.search(clause) and _URGENT.search(message):
        return not re.search(r"换|新号|补办|挂失|怎么补|买了", message)
    return _pleads(clause, message) or _is_silence(clause, message)


def _is_elsewhere(message: str) -> bool:
    """Tell whether the message is a joke or news."""
    if _JOKE.search(message) and not _REAL.search(message) and not _GRAVE.search(_JOKABLE.sub("", message)):
        return True
    return bool(_NEWS.search(message)) and not _INVOLVED.search(message)


def _is_denied(clause: str, match: re.Match[str]) -> bool:
    if _DENIED.search(clause[: match.start()]) or _AS_WORK.search(clause):
        return True
    return bool(_LONG_AGO.search(clause)) and not re.search("现在|又", clause)


def _is_grave(match: re.Match[str], clause: str, message: str) -> bool:
    said, after = match[0], clause[match.end() :]
    if _is_denied(clause, match) or re.match(
        r"怎么(?:办理|报销)|报销|保险|的(?:钱|人|朋友|同事|工作|话|故事)", after
    ):
        return False
    if said.startswith("打不通") and not re.search(_PERSON, message):
        return False
    if re.match("打不通|联系不", said):
        return not _SERVICE.search(message)
    return not _is_softened(said, clause, message)


def _is_softened(said: str, clause: str, message: str) -> bool:
    """Tell whether grave words are of others, doubtful, harmless here or only an exclamation."""
    if re.match("困|出不", said) and _UNHARMED.search(message) and not re.search("求|救|山|水|吃", message):
        return True
    if _NEWS.search(clause) or (_DISASTER.search(said) and _UNHARMED.search(message)):
        return True
    if re.search(r"骗|诈", said) and re.search(r"是不是|会不会|吗$", clause):
        return True
    return bool(_JOKABLE.match(said) and (_JOKE.search(message) or _ERRAND.search(message)))


def _pleads(clause: str, message: str) -> bool:
    match = _PLEA.search(clause)
    if not match or _ERRAND.search(message) or _is_denied(clause, match):
        return False
    if re.match("求助|求组织|求书记|需要帮助", match[0]):
        return True
    return bool(re.search(rf"我|俺|咱|{_PERSON}|家里|自己|急|救|困", message))


def _is_silence(clause: str, message: str) -> bool:
    """Tell whether somebody is missed: 还没消息 alone is not distress, with days of it or worry it is."""
    worried = re.search(rf"{LENGTH}|{TIME}|好几天|一直|急|敲门", message) and re.search(
        "急|担心|谁知道|咋办|怎么办|好几天|出事|没人应|联系不|打不通|接电话|敲门", message
    )
    return bool(_SILENCE.search(clause) and worried and re.search(_PERSON, message))
