"""Everyday names of places that no source gives, and which are other words too; for build.py."""

# Everyday names beside CLDR's.
COUNTRY_ALIASES = {
    "AE": "阿联酋",
    "AU": "澳洲",
    "BA": "波黑",
    "CD": "刚果金 刚果",
    "CG": "刚果布",
    "CI": "象牙海岸",
    "CZ": "捷克共和国",
    "GB": "大不列颠",
    "GQ": "赤几",
    "ID": "印尼",
    "KH": "高棉",
    "KR": "南韩",
    "LA": "寮国",
    "NZ": "纽西兰",
    "PG": "巴新",
    "SA": "沙特",
    "TL": "东帝汶民主共和国",
    "UZ": "乌兹别克",
    "KZ": "哈萨克",
    "TM": "土库曼",
    "KG": "吉尔吉斯",
    "MP": "塞班 塞班岛",
    "MY": "马来",
    "US": "美利坚",
}
# Countries that are a city: what is said inside them adds nothing.
CITY_STATES = "SG MC VA"

# First-level divisions: official Chinese name, everyday names, IANA zone where the country has several.
DIVISIONS = {
    "US": """
亚拉巴马州 阿拉巴马 America/Chicago
阿拉斯加州 - America/Anchorage
亚利桑那州 - America/Phoenix
阿肯色州 - America/Chicago
加利福尼亚州 加州 America/Los_Angeles
科罗拉多州 - America/Denver
康涅狄格州 康州 America/New_York
特拉华州 - America/New_York
佛罗里达州 佛州 America/New_York
佐治亚州 乔治亚州,乔州 America/New_York
夏威夷州 - Pacific/Honolulu
爱达荷州 - America/Boise
伊利诺伊州 伊利诺州,伊州 America/Chicago
印第安纳州 印州 America/Indiana/Indianapolis
艾奥瓦州 爱荷华州,爱荷华 America/Chicago
堪萨斯州 - America/Chicago
肯塔基州 - America/New_York
路易斯安那州 路州 America/Chicago
缅因州 - America/New_York
马里兰州 - America/New_York
马萨诸塞州 麻省,麻州 America/New_York
密歇根州 密西根州,密西根 America/Detroit
明尼苏达州 明州 America/Chicago
密西西比州 - America/Chicago
密苏里州 - America/Chicago
蒙大拿州 - America/Denver
内布拉斯加州 - America/Chicago
内华达州 - America/Los_Angeles
新罕布什尔州 - America/New_York
新泽西州 - America/New_York
新墨西哥州 - America/Denver
纽约州 - America/New_York
北卡罗来纳州 北卡 America/New_York
北达科他州 - America/Chicago
俄亥俄州 - America/New_York
俄克拉何马州 俄克拉荷马州,俄克拉荷马 America/Chicago
俄勒冈州 - America/Los_Angeles
宾夕法尼亚州 宾州 America/New_York
罗得岛州 罗德岛州,罗德岛 America/New_York
南卡罗来纳州 南卡 America/New_York
南达科他州 - America/Chicago
田纳西州 - America/Chicago
得克萨斯州 德克萨斯州,德克萨斯,得州,德州 America/Chicago
犹他州 - America/Denver
佛蒙特州 - America/New_York
弗吉尼亚州 维吉尼亚州,弗州 America/New_York
华盛顿州 - America/Los_Angeles
西弗吉尼亚州 西维吉尼亚州 America/New_York
威斯康星州 威斯康辛州,威州 America/Chicago
怀俄明州 - America/Denver
""",
    "CA": """
安大略省 安省 America/Toronto
魁北克省 魁省 America/Toronto
不列颠哥伦比亚省 卑诗省,BC省 America/Vancouver
阿尔伯塔省 艾伯塔省,阿省 America/Edmonton
曼尼托巴省 马尼托巴省,曼省 America/Winnipeg
萨斯喀彻温省 萨省 America/Regina
新斯科舍省 - America/Halifax
新不伦瑞克省 - America/Moncton
纽芬兰与拉布拉多省 纽芬兰 America/St_Johns
爱德华王子岛省 爱德华王子岛 America/Halifax
""",
    "AU": """
新南威尔士州 新州 Australia/Sydney
维多利亚州 维州 Australia/Melbourne
昆士兰州 昆州 Australia/Brisbane
西澳大利亚州 西澳州,西澳 Australia/Perth
南澳大利亚州 南澳州,南澳 Australia/Adelaide
塔斯马尼亚州 塔州 Australia/Hobart
北领地 北部地区 Australia/Darwin
首都领地 澳大利亚首都领地 Australia/Sydney
""",
    "JP": """
北海道 - -
青森县 - -
岩手县 - -
宫城县 - -
秋田县 - -
山形县 - -
福岛县 - -
茨城县 - -
栃木县 - -
群马县 - -
埼玉县 - -
千叶县 - -
东京都 - -
神奈川县 - -
新潟县 - -
富山县 - -
石川县 - -
福井县 - -
山梨县 - -
长野县 - -
岐阜县 - -
静冈县 - -
爱知县 - -
三重县 - -
滋贺县 - -
京都府 - -
大阪府 - -
兵库县 - -
奈良县 - -
和歌山县 - -
鸟取县 - -
岛根县 - -
冈山县 - -
广岛县 - -
山口县 - -
德岛县 - -
香川县 - -
爱媛县 - -
高知县 - -
福冈县 - -
佐贺县 - -
长崎县 - -
熊本县 - -
大分县 - -
宫崎县 - -
鹿儿岛县 - -
冲绳县 冲绳岛 -
""",
    "KR": """
京畿道 - -
江原道 - -
忠清北道 - -
忠清南道 - -
全罗北道 - -
全罗南道 - -
庆尚北道 - -
庆尚南道 - -
济州特别自治道 济州道,济州岛,济州 -
""",
    "DE": """
巴登-符腾堡州 巴登符腾堡州,巴符州 -
巴伐利亚州 拜仁州 -
勃兰登堡州 - -
不来梅州 - -
黑森州 - -
下萨克森州 - -
北莱茵-威斯特法伦州 北威州 -
莱茵兰-普法尔茨州 莱法州 -
萨尔州 - -
萨克森州 - -
萨克森-安哈尔特州 - -
石勒苏益格-荷尔斯泰因州 石荷州 -
图林根州 - -
""",
    "GB": """
英格兰 - -
苏格兰 - -
威尔士 - -
北爱尔兰 - -
""",
    "MY": """
雪兰莪州 - -
沙巴州 - Asia/Kuching
砂拉越州 沙捞越州,沙捞越 Asia/Kuching
柔佛州 - -
霹雳州 - -
槟城州 - -
彭亨州 - -
马六甲州 - -
""",
    "FR": """
普罗旺斯-阿尔卑斯-蓝色海岸大区 普罗旺斯 -
诺曼底大区 - -
布列塔尼大区 - -
""",
    "IT": """
托斯卡纳大区 - -
伦巴第大区 - -
西西里大区 西西里岛 -
撒丁岛 撒丁大区 -
""",
    "ES": """
加泰罗尼亚 加泰罗尼亚自治区 -
安达卢西亚 安达卢西亚自治区 -
""",
    "ID": """
巴厘省 - Asia/Makassar
""",
    "RU": """
滨海边疆区 - Asia/Vladivostok
哈巴罗夫斯克边疆区 - Asia/Vladivostok
""",
    "MM": """
掸邦 - -
克钦邦 - -
""",
}

# Cities whose usual Chinese name GeoNames lacks, shares or buries: country, English name there, usual name,
# everyday names after it. The first of two of the same name is meant where nothing else is said.
CITIES = """
AE Dubai 迪拜 杜拜
AE Abu%Dhabi 阿布扎比 阿布达比
AE Sharjah 沙迦
AO Luanda 罗安达
AR Buenos%Aires 布宜诺斯艾利斯
AU Sydney 悉尼 雪梨
AU Melbourne 墨尔本
AU Brisbane 布里斯班 布里斯本
AU Perth 珀斯 柏斯
AU Adelaide 阿德莱德
AU Canberra 堪培拉
AU Gold%Coast 黄金海岸
AU Hobart 霍巴特
AU Darwin 达尔文
AU Cairns 凯恩斯
AU Newcastle 纽卡斯尔
AU Geelong 吉朗
AU Wollongong 伍伦贡 卧龙岗
AT Vienna 维也纳
BD Dhaka 达卡
BD Chattogram 吉大港
BE Brussels 布鲁塞尔
BE Antwerpen 安特卫普
BR São%Paulo 圣保罗
BR Rio%de%Janeiro 里约热内卢 里约
BR Brasília 巴西利亚
BY Minsk 明斯克
CA Toronto 多伦多
CA Vancouver 温哥华
CA Montréal 蒙特利尔 满地可
CA Ottawa 渥太华
CA Calgary 卡尔加里 卡加利
CA Edmonton 埃德蒙顿
CA Winnipeg 温尼伯
CA Richmond 列治文
CA Markham 万锦
CA Waterloo 滑铁卢
CA Victoria 维多利亚
CA Halifax 哈利法克斯
CD Kinshasa 金沙萨
CD Lubumbashi 卢本巴希
CD Kolwezi 科卢韦齐
CH Zürich 苏黎世
CH Geneva 日内瓦
CH Bern 伯尔尼
CL Santiago 圣地亚哥
CM Yaoundé 雅温得
CM Douala 杜阿拉
CO Bogotá 波哥大
CU Havana 哈瓦那
CZ Prague 布拉格
DE Berlin 柏林
DE Munich 慕尼黑
DE Frankfurt%am%Main 法兰克福
DE Hamburg 汉堡
DE Köln 科隆
DE Stuttgart 斯图加特
DE Düsseldorf 杜塞尔多夫
DE Aachen 亚琛
DE Dresden 德累斯顿
DE Leipzig 莱比锡
DE Heidelberg 海德堡
DE Hannover 汉诺威
DE Nürnberg 纽伦堡
DE Karlsruhe 卡尔斯鲁厄
DE Bonn 波恩
DE Bremen 不来梅
DK Copenhagen 哥本哈根
DZ Algiers 阿尔及尔
DZ Oran 奥兰
EG Cairo 开罗
EG Alexandria 亚历山大
ES Madrid 马德里
ES Barcelona 巴塞罗那
ES Valencia 瓦伦西亚 巴伦西亚
ES Sevilla 塞维利亚
ET Addis%Ababa 亚的斯亚贝巴 亚的斯
FI Helsinki 赫尔辛基
FJ Suva 苏瓦
FR Paris 巴黎
FR Lyon 里昂
FR Marseille 马赛
FR Nice 尼斯
FR Toulouse 图卢兹
FR Bordeaux 波尔多
FR Strasbourg 斯特拉斯堡
FR Lille 里尔
FR Grenoble 格勒诺布尔
FR Nantes 南特
GB London 伦敦
GB Manchester 曼彻斯特 曼城
GB Birmingham 伯明翰
GB Edinburgh 爱丁堡
GB Glasgow 格拉斯哥
GB Liverpool 利物浦
GB Leeds 利兹
GB Sheffield 谢菲尔德
GB Bristol 布里斯托 布里斯托尔
GB Nottingham 诺丁汉
GB Newcastle%upon%Tyne 纽卡斯尔
GB Cambridge 剑桥
GB Oxford 牛津
GB Cardiff 卡迪夫 加的夫
GB Southampton 南安普顿
GB Leicester 莱斯特
GB Coventry 考文垂
GB York 约克
GB Belfast 贝尔法斯特
GH Accra 阿克拉
GN Conakry 科纳克里
GQ Malabo 马拉博
GR Athens 雅典
HU Budapest 布达佩斯
ID Jakarta 雅加达
ID Surabaya 泗水
ID Bandung 万隆
ID Medan 棉兰
ID Denpasar 登巴萨
ID Batam 巴淡岛 巴淡
IE Dublin 都柏林
IL Tel%Aviv 特拉维夫
IL Jerusalem 耶路撒冷
IN Mumbai 孟买
IN Delhi 德里
IN New%Delhi 新德里
IN Bengaluru 班加罗尔
IN Chennai 金奈
IN Kolkata 加尔各答
IN Hyderabad 海得拉巴
IQ Baghdad 巴格达
IQ Basrah 巴士拉
IR Tehran 德黑兰
IS Reykjavík 雷克雅未克
IT Rome 罗马
IT Milan 米兰
IT Florence 佛罗伦萨
IT Venice 威尼斯
IT Turin 都灵
IT Naples 那不勒斯
IT Bologna 博洛尼亚
IT Prato 普拉托
JP Tokyo 东京
JP Osaka 大阪
JP Kyoto 京都
JP Nagoya 名古屋
JP Yokohama 横滨
JP Sapporo 札幌
JP Fukuoka 福冈
JP Kobe 神户
JP Sendai 仙台
JP Hiroshima 广岛
JP Nara 奈良
JP Naha 那霸
JP Kawasaki 川崎
JP Kitakyūshū 北九州
JP Saitama 埼玉
JP Chiba 千叶
JP Nagasaki 长崎
JP Okayama 冈山
JP Kumamoto 熊本
JP Shizuoka 静冈
JP Kanazawa 金泽
JP Okinawa 冲绳市
JO Amman 安曼
KE Nairobi 内罗毕
KE Mombasa 蒙巴萨
KH Phnom%Penh 金边
KH Siem%Reap 暹粒
KH Sihanoukville 西哈努克 西哈努克港,西哈努克市,西港
KH Bavet 柴桢
KH Poipet 波贝
BE Gent 根特
BH Manama 麦纳麦
CF Bangui 班吉
CH Basel 巴塞尔
CH Lausanne 洛桑
DE Essen 埃森
DE Mannheim 曼海姆
FR Dijon 第戎
GB Bath 巴斯
GB Durham 杜伦 达勒姆
GM Banjul 班珠尔
GW Bissau 比绍
ID Yogyakarta 日惹
KM Moroni 莫罗尼
LA Luang%Namtha 琅南塔
LV Riga 里加
MM Tachilek 大其力
MU Port%Louis 路易港
SS Juba 朱巴
TG Lomé 洛美
TL Dili 帝力
VN Da%Lat 大叻
VN Can%Tho 芹苴
YE Sanaa 萨那
KP Pyongyang 平壤
KR Seoul 首尔 汉城
KR Busan 釜山
KR Incheon 仁川
KR Daegu 大邱
KR Daejeon 大田
KR Gwangju 光州
KR Suwon 水原
KR Ulsan 蔚山
KR Ansan-si 安山
KR Pyeongtaek 平泽
KW Kuwait%City 科威特城
KZ Astana 阿斯塔纳 努尔苏丹
KZ Almaty 阿拉木图
LA Vientiane 万象
LA Luang%Prabang 琅勃拉邦
LB Beirut 贝鲁特
LK Colombo 科伦坡
LR Monrovia 蒙罗维亚
LY Tripoli 的黎波里
MA Casablanca 卡萨布兰卡
MA Rabat 拉巴特
MG Antananarivo 塔那那利佛
MM Yangon 仰光
MM Mandalay 曼德勒
MM Nay%Pyi%Taw 内比都
MM Lashio 腊戌
MN Ulan%Bator 乌兰巴托
MV Male 马累
MW Lilongwe 利隆圭
MX Mexico%City 墨西哥城
MX Monterrey 蒙特雷
MX Tijuana 蒂华纳
MY Kuala%Lumpur 吉隆坡
MY Johor%Bahru 新山
MY George%Town 槟城 乔治市
MY Malacca 马六甲
MY Kota%Kinabalu 亚庇
MY Ipoh 怡保
MY Kuching 古晋
MZ Maputo 马普托
NA Windhoek 温得和克
NE Niamey 尼亚美
NG Lagos 拉各斯
NG Abuja 阿布贾
NG Kano 卡诺
NL Amsterdam 阿姆斯特丹
NL Rotterdam 鹿特丹
NL The%Hague 海牙
NL Eindhoven 埃因霍温
NL Delft 代尔夫特
NO Oslo 奥斯陆
NP Kathmandu 加德满都
NP Pokhara 博卡拉
NZ Auckland 奥克兰
NZ Wellington 惠灵顿
NZ Christchurch 基督城 克赖斯特彻奇
NZ Hamilton 汉密尔顿
OM Muscat 马斯喀特
PA Panamá 巴拿马城
PE Lima 利马
PG Port%Moresby 莫尔兹比港
PH Manila 马尼拉
PH Cebu%City 宿务 宿雾
PH Davao 达沃
PK Islamabad 伊斯兰堡
PK Karachi 卡拉奇
PK Lahore 拉合尔
PK Gwadar 瓜达尔
PL Warsaw 华沙
PL Kraków 克拉科夫
PL Wrocław 弗罗茨瓦夫
PT Lisbon 里斯本
PT Porto 波尔图
QA Doha 多哈
RO Bucharest 布加勒斯特
RS Belgrade 贝尔格莱德
RU Moscow 莫斯科
RU Saint%Petersburg 圣彼得堡
RU Vladivostok 符拉迪沃斯托克 海参崴
RU Khabarovsk 哈巴罗夫斯克 伯力
RU Irkutsk 伊尔库茨克
RU Novosibirsk 新西伯利亚
RU Yekaterinburg 叶卡捷琳堡
RU Kazan 喀山
RU Chita 赤塔
RU Blagoveshchensk 布拉戈维申斯克 海兰泡
RU Ussuriysk 乌苏里斯克 双城子
RW Kigali 基加利
SA Riyadh 利雅得
SA Jeddah 吉达
SA Dammam 达曼
SA Mecca 麦加
SD Khartoum 喀土穆
SE Stockholm 斯德哥尔摩
SE Göteborg 哥德堡
SN Dakar 达喀尔
SY Damascus 大马士革
TD N'Djamena 恩贾梅纳
TH Bangkok 曼谷
TH Chiang%Mai 清迈
TH Pattaya 芭提雅 芭堤雅,帕塔亚
TH Phuket 普吉 普吉岛
TH Chiang%Rai 清莱
TH Hat%Yai 合艾
TH Rayong 罗勇
TJ Dushanbe 杜尚别
TR Istanbul 伊斯坦布尔
TR Ankara 安卡拉
TR İzmir 伊兹密尔
TZ Dar%es%Salaam 达累斯萨拉姆 达市
TZ Dodoma 多多马
UA Kyiv 基辅
UA Kharkiv 哈尔科夫
UA Odesa 敖德萨
UG Kampala 坎帕拉
US New%York%City 纽约 纽约市
US Los%Angeles 洛杉矶
US San%Francisco 旧金山 三藩市
US San%Jose 圣何塞 圣荷西
US Seattle 西雅图
US Chicago 芝加哥
US Boston 波士顿
US Houston 休斯敦 休斯顿
US Dallas 达拉斯
US Austin 奥斯汀
US Washington 华盛顿 华盛顿特区,华府
US Philadelphia 费城
US Atlanta 亚特兰大
US San%Diego 圣迭戈 圣地亚哥
US Las%Vegas 拉斯维加斯
US Miami 迈阿密
US Detroit 底特律
US Phoenix 凤凰城
US Denver 丹佛
US Pittsburgh 匹兹堡
US Minneapolis 明尼阿波利斯
US Portland 波特兰
US Irvine 尔湾
US Oakland 奥克兰
US Sacramento 萨克拉门托
US Honolulu 檀香山 火奴鲁鲁
US Orlando 奥兰多
US Baltimore 巴尔的摩
US Columbus 哥伦布
US Cleveland 克利夫兰
US San%Antonio 圣安东尼奥
US Salt%Lake%City 盐湖城
US St.%Louis 圣路易斯
US Ann%Arbor 安娜堡
US Cupertino 库比蒂诺
US Palo%Alto 帕罗奥图
US Anchorage 安克雷奇
UZ Tashkent 塔什干
UZ Samarkand 撒马尔罕
VE Caracas 加拉加斯
VN Hanoi 河内
VN Ho%Chi%Minh%City 胡志明市 胡志明,西贡
VN Da%Nang 岘港
VN Haiphong 海防
VN Nha%Trang 芽庄
VN Bắc%Ninh 北宁
VN Bắc%Giang 北江
VN Móng%Cái 芒街
ZA Johannesburg 约翰内斯堡 约堡
ZA Cape%Town 开普敦
ZA Pretoria 比勒陀利亚
ZA Durban 德班
ZM Lusaka 卢萨卡
ZM Kitwe 基特韦
ZM Ndola 恩多拉
ZW Harare 哈拉雷
"""
# Places people name like a city that GeoNames has under no town: country, name, everyday names, zone.
ISLANDS = """
ID 巴厘岛 巴厘 Asia/Makassar
MY 兰卡威 兰卡威岛 Asia/Kuala_Lumpur
MY 仙本那 - Asia/Kuching
PH 长滩岛 长滩 Asia/Manila
TH 苏梅岛 苏梅 Asia/Bangkok
LA 磨丁 - Asia/Vientiane
MM 木姐 - Asia/Yangon
MM 勐拉 - Asia/Yangon
MM 妙瓦底 - Asia/Yangon
MM 果敢 老街 Asia/Yangon
US 法拉盛 - America/New_York
NZ 皇后镇 - Pacific/Auckland
ID 青山工业园 莫罗瓦利 Asia/Makassar
"""
# Everyday names of a division with its country, where neither a city nor a whole division name is said.
REGIONS = """
US 加利福尼亚州 硅谷
"""

# Everyday names of Chinese divisions that are other words in most sentences: they count only after their
# province or city.
_ORDINARY = """
万全 万年 三元 三台 三门 上街 东光 东区 东安 东山 东平 东方 东明 东海 东源 东风
中原 中心 中方 中江 中站 丰满 乐业 乡城 二七 二道 云龙 互助 五常 仁化 会东 会同
会理 保康 元宝 光明 公安 共和 兴业 兴国 兴安 兴隆 内乡 凤凰 凤台 凤山 前进 前锋
加查 北区 南关 南区 南岸 南平县 南部 博爱 友好 友谊 双塔 双桥 古塔 合作 同仁 同德
同心 名山 向阳 和平 和顺 响水 四方 回民 团结 城东 城中 城关 城北 城区 城南 城厢
城西 复兴 大东 大丰 大余 大关 大化 大厂 大名 大城 大安 大新 大方 大田 大竹 大英
大观 大足 大通 天元 天山 天峨 天心 天柱 天池 天涯 天等 天长 太和 太平 孝义 安化
安图 安多 安宁 安定 安居 安平 安福 宏伟 定安 定日 定边 富平 富民 富裕 将乐 小店
小河 小金 岗巴 工农 巧家 市中 市北 市南 平原 平和 平安 平山 平房 广平 延长 建华
建设 开化 开放 当阳 得荣 成安 成武 振兴 措美 政和 文峰 文成 新丰 新乡县 新兴 新华
新和 新城 新市 新建 新民 新河 新源 方正 日土 明光 明水 普通 曙光 林口 林周 桃源
梨树 正阳 武功 武安 武定 武平 比如 民主 民乐 民权 水城 永兴 永和 永安 永定 永平
永新 永春 永泰 江东 江南 江城 江岸 河东 河西 洞口 洪山 海城区 海棠 海港 清新 清水
港口 灯塔 爱民 班玛 白云 盐池 石台 石峰 石泉 石门 石鼓 矿区 神池 站前 红旗 红河县
老城 老边 胜利 莲湖 莲花 西乡 西区 西山 西市 西平 西湖区 解放 资源 路北 路南 运河
通江 通道 道外 道里 郊区 金山屯 金门 长乐 长兴 长寿 阳光 集贤 雨花 青云 青原 青山
青年 青神 靖安 靖边 顺平 马尾 马山 马边 高台 高新 高明 鹤城 麻山 麻江 黑水 鼎城
龙山 龙门
"""
ORDINARY_WORDS = frozenset(_ORDINARY.split())
# Those that need 在, 去, 回 … or their province or city before them.
_DOUBTFUL = """
安康 长安 万象 达尔文 亚历山大 维多利亚 哥伦布 约克 剑桥 牛津 里尔 滑铁卢 西湖 南山
北海 滨海 泰山 宝山 金山 松山
"""
DOUBTFUL_WORDS = frozenset(_DOUBTFUL.split())
