"""Which everyday names of places are other words too, and what else no source gives; for build.py."""

# Everyday names beside CLDR's.
COUNTRY_ALIASES = {
    "AE": "阿联酋",
    "AU": "澳洲",
    "BA": "波黑",
    "BD": "孟加拉",
    "BN": "汶莱",
    "CD": "刚果(金) 刚果金 刚果 民主刚果",
    "CF": "中非",
    "CG": "刚果(布) 刚果布",
    "CI": "象牙海岸",
    "CZ": "捷克共和国",
    "DO": "多米尼加",
    "ET": "埃塞",
    "FK": "马尔维纳斯群岛 马岛",
    "FM": "密克罗尼西亚联邦",
    "GB": "大不列颠 联合王国",
    "GQ": "赤几",
    "GW": "几比",
    "ID": "印尼",
    "KG": "吉尔吉斯",
    "KH": "高棉",
    "KP": "北朝鲜",
    "KR": "南韩 大韩民国",
    "KZ": "哈萨克",
    "LA": "寮国",
    "ME": "黑山共和国 蒙特内哥罗",
    "MH": "马绍尔",
    "MK": "马其顿",
    "MN": "蒙古国 外蒙古 外蒙",
    "MP": "塞班 塞班岛",
    "MY": "马来 大马",
    "NZ": "纽西兰",
    "PG": "巴新",
    "PS": "巴勒斯坦",
    "PF": "大溪地",
    "RU": "俄国",
    "SA": "沙特",
    "SB": "所罗门",
    "SG": "狮城",
    "ST": "圣多美",
    "SZ": "埃斯瓦蒂尼",
    "TJ": "塔吉克",
    "TL": "东帝汶民主共和国",
    "TM": "土库曼",
    "TT": "特多 特立尼达",
    "TZ": "坦桑",
    "US": "美利坚",
    "UZ": "乌兹别克",
    "VC": "圣文森特",
}
# Countries that are a city: what is said inside them adds nothing.
CITY_STATES = "SG MC VA"
# Codes of CLDR that are no country of their own, or where nobody lives.
NO_COUNTRIES = "CN HK MO TW EU EZ UN ZZ QO AQ XA XB IC EA DG CP BV HM"
# Zones of islands GeoNames has no town of.
ISLAND_ZONES = {
    "AC": "Atlantic/St_Helena",
    "IO": "Indian/Chagos",
    "TA": "Atlantic/St_Helena",
    "TK": "Pacific/Fakaofo",
    "UM": "Pacific/Wake",
}

# Everyday names of a division with its country, where neither a city nor a whole division name is said.
REGIONS = """
US 加利福尼亚州 硅谷,湾区,南加州,北加州
"""

# Never a place by itself: whoever writes it wishes well, even behind the name of a province.
WISHES = frozenset({"平安"})

# Everyday names that are other words in most sentences: they count only right after their province, city or
# country.
_ORDINARY = """
三城 三重 上街 东区 东方 东方省 东风 中原 中心 中方 中站 丰满 乐业 二七 互助 会同
光明 公安 共和 兴业 前进 北区 北方邦 北江 北部地区 南区 南浦 南部 友好 友谊 合作 同仁
同心 和平 四方 回民 团结 城东 城中 城关 城北 城区 城南 城西 复兴 大分 大厂 大城 大方
天山 天池 天涯 安定 宏伟 富民 富裕 小店 小河 山口 工农 市中 市北 市南 平原 平安 平房
延长 建设 开放 振兴 新兴 新华 新城 新城区 新市 新建 新港 方正 普通 曙光 武功 比如
民主 民乐 水城 江东 江南 江岸 河东 河流 河流州 河西 洞口 海港 港口 爱民 矿区 站前
红旗 老城 老城区 老街 联邦区 胜利 花城 西北 西北地区 西北省 西区 西宫 西山 西市 解放
资源 路北 路南 运河 通道 郊区 阳光 青云 青年 高原 高原州 高新
"""
ORDINARY_WORDS = frozenset(_ORDINARY.split())
# Other words in some sentences: these also count behind 在, 去, 回 …, and where they are a whole clause.
_DOUBTFUL = """
万全 万年 万象 三元 三台 三河 三门 东光 东安 东山 东平 东明 东海 东源 中江 乡城 二道
云龙 五常 亚历山大 仁化 会东 会理 保康 兴国 兴安 兴隆 内乡 凤台 凤山 剑桥 加查 北海
南关 南山 南岸 南海 同德 和顺 响水 哥伦布 城厢 大东 大丰 大余 大关 大化 大安 大新
大田 大竹 大英 大观 大足 大通 天元 天峨 天心 天柱 天长 太和 孝义 安化 安图 安多 安平
安福 定安 定日 定边 宝山 富平 将乐 小金 尚志 岗巴 巧家 平山 广平 建华 开化 当阳 得荣
成安 成武 措美 政和 文峰 文成 新丰 新和 新民 新河 新源 日土 明光 明水 朝阳 松山 林口
林周 桃源 梨树 正阳 武安 武定 武平 民权 永兴 永和 永定 永平 永新 永春 永泰 江城 泰山
洪山 滑铁卢 滨海 牛津 班玛 盐池 石台 石峰 石泉 石门 石鼓 神池 约克 维多利亚 莲湖 莲花
西乡 西平 西湖 达尔文 通江 道外 道里 里尔 金山 金门 长兴 长安 集贤 雨花 青原 青山
青神 靖安 靖边 马尾 马山 马边 高台 高明 鹤城 麻山 麻江 黑水 鼎城 龙井 龙山 龙门
"""
DOUBTFUL_WORDS = frozenset(_DOUBTFUL.split())
# The same, but a whole clause of them is a wish, a dish, a word: 安康, 汉堡.
_CUED = """
下龙 中野 亨德森 元宝 凤凰 凤凰城 列日 前锋 华府 博爱 双塔 双桥 古塔 吉尔伯特 名山
向阳 图尔 夏洛特 大名 大马 天等 太平 太田 安宁 安居 安康 山景城 川口 巴塔 巴里 平和
开城 德里 新山 来宾 比萨 永安 汉堡 海棠 海防 清新 清水 湾区 灯塔 特多 狮城 白云 素里
罗兹 罗利 老边 西港 贝拉 达市 金泽 钱德勒 长乐 长寿 长滩 阳光海岸 雪城 雪梨 霹雳 顺平
马来 黄金海岸
"""
CUED_WORDS = frozenset(_CUED.split())
