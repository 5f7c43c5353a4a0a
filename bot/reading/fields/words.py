"""The words around the fields of a record: what people call each, and how they say 没变 or 不方便."""

from __future__ import annotations

import re
from collections.abc import Mapping

from bot.domain.field import Field
from bot.domain.filling import What

# What people call a field beside the headings of offices (bot.domain.field).
COLLOQUIAL: Mapping[Field, tuple[str, ...]] = {
    Field.PHONE: ("手机号是", "新手机号", "新手机", "新号码", "新号", "电话号", "手机", "号码"),
    Field.EMPLOYER: ("上班单位", "就职单位", "工作单位名称", "公司"),
    Field.RESIDENCE: (
        "现在住",
        "现住址",
        "现居地",
        "现居住",
        "常住地",
        "居住地址",
        "现住",
        "居住",
        "住在",
        "住",
    ),
    Field.ADDRESS: ("详细地址", "详细住址", "家庭地址", "户籍地址"),
    Field.BIRTHDAY: ("出生年月", "出生日", "出生"),
    Field.JOINED_ON: ("入党",),
    Field.REGULAR_ON: ("转正",),
    Field.SCHOOLING: ("文化",),
    Field.WORK_KIND: ("从业", "就业情况", "工作类别", "工作性质"),
    Field.ID_NUMBER: ("身份证号是", "证件号"),
    Field.SEX: ("性别",),
}
# Words that begin too much else to be a label in the middle of a clause.
AT_START_ONLY = frozenset(
    {"住", "公司", "出生", "入党", "转正", "文化", "支部", "职务", "身份", "状态", "微信"}
)
# One answers for the other where only one of them is asked.
STAND_IN = {Field.RESIDENCE: Field.ADDRESS, Field.ADDRESS: Field.RESIDENCE}

SAME = re.compile(
    r"(?:我|的|信息|情况|资料|内容|以上|这些|还是|仍然|仍|还|都|也|全部?|均|就是|跟|和|与)*+"
    r"(?:[没未不无](?:有)?(?:变|换|改|动)(?:化|过|动|更)?|(?:原来|以前|之前|上次|从前)的?(?:那样|一样|相同|一致|那个)?|"
    r"一样|老样子|照旧|如旧|同上|同前|同原来|[上前]次一样|对|无误|正确|没错|没问题|属实|不用[改变换])"
    r"(?:的|了|啊|呀|哈|呢)*+"
)
REST_IS_SAME = re.compile(
    r"(?:其[他它余]|别的|剩下|余下|另外|剩余)(?:的)?(?:信息|几项|内容|项目)?(?P<rest>.{2,12})"
)
UNKNOWN = re.compile(
    r"(?:我|也|都|真|这个|实在)*+(?:不知道|不清楚|不晓得|记不清楚?|不记得|记不得|忘记?|想不起来?)了?"
)
DECLINED = re.compile(
    r"(?:我|也|这个|都)*+(?:不太?方便|不便|保密|不想)(?:说|讲|透露|提供|告诉|填写?|写|公开|给)*+"
    r"(?:在微信里?)?(?:上|里)?(?:说|讲|发|填|透露)?"
)
NONE = re.compile(
    r"(?:我|现在|目前|暂时|还|也|都|是)*+(?:无|没有?|暂无|没[有得]?(?:固定的?)?(?:工作)?单位|无业|没有?(?:固定)?工作|无工作单位|没有?上班)"
    r"(?:了|的)?"
)
# Said beside an answer, and worth no word back.
POLITE = re.compile(
    r"(?:好[的吧]|[好行嗯哦噢]|收到|知道了?|谢谢|多谢|感谢|辛苦|麻烦|不好意思|抱歉|打扰|刚看[到见]|才看[到见]|[您你]好|"
    r"(?:[\u4e00-\u9fff]?(?:书记|主任|老师|领导))|[早晚中]上?好|各位|大家|同志|了|啦|啊|哈|呀|您|你|我的?|我来|报|填|一下|"
    r"\(?微信同号\)?|信息|情况|资料|如下|换了?个?(?:工作|单位)|已|更新|登记|以上|我是|就|这|是|[!~.:、\s])++"
)
CORRECTS = re.compile(
    r"(?:不对|不是|换(?:手机|电话)?号码?了?|更正|纠正|[写填报发说弄搞]错了?|错了|改一?下|刚才?|上面|前面|那个|的|[:\s])++"
)
# What no value holds: questions, promises, talk.
TALK = re.compile(
    r"[?]|(?P<choice>.)[不没](?P=choice)|什么|怎么|咋|为啥|为何|谁|哪[儿里个]|多少|几[点个]|[吗嘛么呢]$|今天|明天|后天|天气|晚点|晚上|一会|马上|稍[等后]|等[下会我]|回头|"
    r"在?忙|开会|不会[填弄]|填写?|再[发说填看]|想问|问一?下|的事|通知|收到|救命|救救|哈哈|打不通|丢了|[变换改]了$|平安|可以|应该|"
    r"必须|需要|要写|要填|不想|有事|[你您]|大家|群里|好像|可能|也许|知道|方便|催|急|烦|为了|因为|所以|记得|觉得|以为"
)
OPENS_CHECKIN = re.compile(r"\s*[#/]?\s*(?:报平安|平安(?!银行|保险|里|大街)|代报|救命)")

ORGANISATION = re.compile(
    r"(?:公司|集团|厂|店|局|院|研究所|事务所|派出所|学校|大学|中学|小学|附中|医院|银行|超市|酒店|宾馆|饭馆|餐厅|"
    r"中心|委员会|合作社|供销社|部队|工作室|商场|市场|物业|幼儿园|支行|总部|项目部|加油站|科技|物流|快递|速运|速递|火锅|外卖|传媒|保险|证券|"
    r"街道办|办事处|村委会|居委会|社区|学院|基金会|协会|报社|电视台|法院|检察院)(?:[（(][^（()）]{1,12}[)）])?$"
)
# Employers that many work for and nothing in the name says so.
KNOWN = re.compile(
    r"(?:美团|京东|顺丰|滴滴|阿里巴?巴?|淘宝|腾讯|百度|华为|小米|字节跳?动?|抖音|快手|链家|贝壳|物美|永辉|海底捞|饿了么|"
    r"富士康|比亚迪|中[通建铁石交信]|圆通|韵达|申通|菜鸟|拼多多|网易|联想|格力|海尔|美的|国家电网|中国(?:移动|联通|电信|邮政|石[油化])|"
    r"移动|联通|电信|邮政|中建.{1,2}局|中铁.{1,3}局|肯德基|麦当劳|沃尔玛)"
)
WORKS_AT = re.compile(
    r"(?:我|俺|人|本人|现在|目前|一直|还|是)*+(?:在(?P<at>.{2,30}?)(?:里|那边|这边)?"
    r"(?:上班|工作|打工|务工|任职|就职|就业|干活|当[^,]{1,6}|做[^,]{1,6}|送[^,]{1,4}|开车|跑[^,]{1,4}|教书|实习)|"
    r"(?:就职|任职|供职|受雇|工作|就业)[于在](?P<of>.{2,30}))(?:的|了|呢)*+"
)
LIVES_AT = re.compile(
    r"(?:我|俺|人|本人|现在?|目前|一直|还|就|是|家)*+(?:(?:住|居住|定居|生活|常住|待|搬|来|回)?[在到]|住)"
    r"(?P<at>.{2,60}?)(?:这边|那边)?(?:住|居住|生活|定居|了|的|呢|这)*+"
)
DETAILED = re.compile(
    r"\d+\s?(?:号|弄|栋|幢|楼|单元|室|院|组|队)|路|街(?!道)|胡同|小区|花园|家园|里\d|苑|[村弄巷]"
)
PLACE_TAIL = re.compile(
    r"[\u4e00-\u9fff\dA-Za-z#()\-一]{0,40}?(?:路|街道?|号院?|小区|村|镇|乡|苑|园|楼|栋|幢|单元|室|里|巷|胡同|大厦|广场|附近|一带|"
    r"社区|区|院|组|队|屯|寨|庄|营|府|城|新村|花园|家园|\d)"
)
DAY = re.compile(
    r"(?<!\d)(?:19|20)\d\d(?:\s?[-年./]\s?\d{1,2}(?:\s?[-月./]\s?\d{1,2}\s?[日号]?|月份?)?|\d{4}|\d\d)(?!\d)"
)
DAY_CUES = {
    Field.BIRTHDAY: re.compile("出生|生日|生于|生的"),
    Field.JOINED_ON: re.compile("入的?党"),
    Field.REGULAR_ON: re.compile("转正"),
}
IDENTITY = re.compile(r"(?<!\d)\d{17}[\dXx](?!\d)|(?<!\d)\d{15}(?!\d)")
DIGITS = re.compile(r"\+?\d[\d\s()-]{5,22}\d")
TAIL = re.compile(
    r"(?:的)?(?:尾号|后[四4]位|最后[四4]位|末[四4]位|后面[四4]位)(?:不对|错了|写错了|有误)?(?:,|\s)?(?:应该)?(?:是|为|改成)?\s?(?P<tail>\d{4})?"
)
SEX = re.compile(r"(男|女)性?的?")
_ETHNIC = (
    "汉 蒙古 回 藏 维吾尔 苗 彝 壮 布依 朝鲜 满 侗 瑶 白 土家 哈尼 哈萨克 傣 黎 傈僳 佤 畲 高山 拉祜 "
    "水 东乡 纳西 景颇 柯尔克孜 土 达斡尔 仫佬 羌 布朗 撒拉 毛南 仡佬 锡伯 阿昌 普米 塔吉克 "
    "怒 乌孜别克 俄罗斯 鄂温克 德昂 保安 裕固 京 塔塔尔 独龙 鄂伦春 赫哲 门巴 珞巴 基诺"
)
ETHNIC_GROUPS = frozenset(_ETHNIC.split())
SCHOOLING = re.compile(
    r"(?:我|是|本人|学历|全日制|在职|函授)*+(?P<word>博士研究生|硕士研究生|研究生|博士|硕士|大学本科|大学专科|本科|大专|专科|高职|大学|"
    r"中专|中技|技校|职高|高中|初中|小学)(?:学历|毕业|文化|生|在读)*+"
)
# Phrases of work, and the kind they stand for (domain.md).
WORK = (
    (re.compile(r"(?:早就?|已经?|都)*+(?:离)?退休(?:人员|在家|职工)?了?"), "退休"),
    (
        re.compile(
            r"(?:自己|自|我)?(?:在家)?开了?(?:一?[个家间])?[\u4e00-\u9fff]{0,5}[店馆厂]|个体(?:户|经营|工商户)?|自由职业者?|(?:自己)?做(?:点|些)?(?:小)?(?:生意|买卖)|自己干|经商"
        ),
        "个体经营",
    ),
    (re.compile(r"(?:在家|回家|务)*+(?:种地|务农|种田|农民|种菜|养殖)"), "务农"),
    (re.compile(r"(?:在)?(?:建筑)?工地(?:上)?(?:干活|打工)?|季节务工|季节工|建筑工人?"), "季节务工"),
    (re.compile(r"(?:在家)?待业(?:在家)?|找工作|未就业(?:毕业生)?|在找工作"), "未就业毕业生"),
    (re.compile(r"退(?:役|伍)(?:军人)?"), "退役军人"),
    (re.compile(r"企业职工|企业员工|公司职员|上班族"), "企业职工"),
    (re.compile(r"留学|出国境|国外工作"), "出国境"),
)
# What is said instead of a value, in the order it is tried.
STATES = (
    (SAME, What.SAME),
    (UNKNOWN, What.UNKNOWN),
    (DECLINED, What.DECLINED),
    (NONE, What.NONE),
)
