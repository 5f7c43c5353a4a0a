from datetime import date

import pytest

from bot.reading import times
from bot.reading.phrases import Kind

AUTUMN = date(2026, 11, 21)  # a Saturday

SAID = [
    # month ends, leap days and the turn of the year
    ("2026-01-31", "一个月后", "2026-02-28"),
    ("2026-01-31", "31号", "2026-01-31"),
    ("2026-02-01", "31号", "2026-03-31"),
    ("2028-01-30", "一个月后", "2028-02-29"),
    ("2026-03-01", "2月29号", "2028-02-29"),
    ("2026-12-31", "15号", "2027-01-15"),
    ("2026-12-31", "明天", "2027-01-01"),
    ("2026-12-31", "年底", "2026-12-31"),
    ("2026-12-31", "12月中旬", "2027-12-11 2027-12-20"),
    ("2026-12-31", "下个月", "2027-01-01 2027-01-31"),
    ("2026-12-31", "元旦", "2027-01-01"),
    # around both Spring Festivals, 2026-02-17 and 2027-02-06
    ("2026-02-10", "年前", "2026-02-10 2026-02-16"),
    ("2026-02-16", "年前", "2026-02-16"),
    ("2026-02-20", "过年", "2026-02-20 2026-02-22"),
    ("2026-02-20", "年后", "2026-02-20 2026-03-03"),
    ("2026-02-20", "节后", "2026-02-23 2026-03-01"),
    ("2026-03-04", "年后", "2027-02-06 2027-02-20"),
    ("2027-02-04", "年后", "2027-02-06 2027-02-20"),
    ("2027-02-06", "初六", "2027-02-11"),
    ("2027-02-12", "春节", "2028-01-25 2028-01-31"),
    ("2026-10-03", "国庆", "2026-10-03 2026-10-07"),
    ("2026-10-03", "节后", "2026-10-08 2026-10-14"),
]
VAGUE = """
暑假 寒假 20来天 十来天 十多天 二十多天 个把月 个把星期 明年开春 明年下半年 假期后 赶明儿 十天半个月
十天半月 三五天 两三天 两三天后 三到五天 3-5天 3-5天后 五六个月 七八天 好几天 几天后 过两天 过两年
过些日子 过一阵子 过段日子 这阵子 这两天 这段时间 那几天
"""
PAST = """
昨天 昨晚 前天 前儿 上礼拜三 上个月15号 去年底 去年春节 三天前 一个多月前 半年前 几年前 刚才
从前 去年的12月15号
"""
NO_TIMES = """
我住3号楼 坐8号线来的 一号位 高三十一班 三八线附近 想得很周到 日本 年轻人 3.5元一斤 跑了12.5公里
体温36.8度 血压120/80 血糖6.1 视力5.0 第3天 第十二届 12点吃饭 八点上班 20岁 花了1.2万 十一个人
十一点睡 五一路18号楼 五一广场 八一路口 八一小学 七一勋章 三八红旗手 十一中学 十一路公交 6路车
2栋3单元 702室 5楼 电话是12345 身份证 10086 版本2.3 第一次来 三次 一周三次 一周天气 两周一次
超过三天没联系了 住了三天 来过三次了 去过三次 待过两个月 干过五年 周国强 李国庆平安 小年轻 大年纪了
然后晚上吃饭 以后晚点说 午后晚些时候 之后天气好了 目前天气不错 以后天天锻炼 儿媳前儿子 月嫂
月饼收到了 月台上 岁月中 青年前往 十年前后 多年后 年龄 年级 一年级 生日快乐 度日如年 日子好过 天津
天水 天天都好 明明在家 后面 前面 后来 前后左右 后天性心脏病 周围 周边都好 星期几 几月几号 几号
多少号 门牌号 3号门 5号车厢 二号桌 7号线 1号员工 10号公路 6号床 一日三餐 三日游 生产日报 百日维新
节约 节目 细节 季节 过节费 关节 环节 一二三四 三三两两 七七八八 十全十美 三言两语 100% 3:2赢了 99.9
12.8亿 9.9包邮 5.5折 第5.1节 4.2级地震 1.8米 0.5克 3.7分 2.5倍 过年好 国庆节快乐 中秋快乐 新年快乐
春风 冬瓜 夏威夷 秋裤 初中毕业 初一学生 初三(2)班 初步 旬阳 节节高 大雪纷飞 下了小雪 年会 下周边
本周刊 这周边 今日头条 周末愉快 前往 前台 后勤 后备箱 会后 饭后 午饭前 睡前 前途 一会儿 马上 第二天
三天两头 一天到晚 一年四季 天下 日常 日用品 40号 32日 13月5号 13.5 0.15 12.32 九十百号 零号 00:30
24:00 7*24小时 2万 1314 520 996 4S店 G20 5G 3D A4纸 B12 K5
"""
LENGTHS = [
    ("一个半月", (1, "月半")),
    ("俩月", (2, "月")),
    ("仨月", (3, "月")),
    ("三年", (36, "月")),
    ("三天", (3, "天")),
    ("两周", (14, "天")),
    ("半年", (6, "月")),
]

SENTENCES = [
    ("明天前往广州", ["明天"]),
    ("周末后备箱放满了", ["周末"]),
    ("外出15号回", ["15号"]),
    ("周五一起回", ["周五"]),
    ("周五和三叔回", ["周五"]),
    ("下周三个人一起回", ["下周"]),
    ("15号厂里放假", ["15号"]),
    ("20号车票", ["20号"]),
    ("返程:12.15", ["12.15"]),
    ("12.15去,12.20回", ["12.15", "12.20"]),
    ("今天,明天回", ["今天", "明天"]),
    ("12月河南有活儿", ["12月"]),
    ("昨天今天都在家", ["今天"]),
    ("每年春节都回", []),
    ("有三天没出门", []),
]


def days(text: str | None) -> tuple[date, date] | None:
    if text is None:
        return None
    first, *last = map(date.fromisoformat, text.split())
    return first, last[0] if last else first


@pytest.mark.parametrize(("today", "said", "want"), SAID)
def test_the_day_decides_which_days_are_next(today: str, said: str, want: str | None) -> None:
    found = times.find(said, date.fromisoformat(today))
    assert [m.kind for m in found] == [Kind.DAYS]
    got = found[0].days
    assert (got and (got.start, got.end)) == days(want)


@pytest.mark.parametrize("said", VAGUE.split())
def test_a_vague_time_is_no_days(said: str) -> None:
    assert [m.kind for m in times.find(said, AUTUMN)] == [Kind.VAGUE]


@pytest.mark.parametrize("said", PAST.split())
def test_what_has_been_is_past(said: str) -> None:
    (mention,) = times.find(said, AUTUMN)
    assert mention.kind in (Kind.PAST, Kind.LONG_AGO)


@pytest.mark.parametrize(("said", "want"), LENGTHS)
def test_a_length_is_kept_as_one(said: str, want: tuple[int, str]) -> None:
    assert [m.length for m in times.find(said, AUTUMN)] == [want]


@pytest.mark.parametrize("text", NO_TIMES.split())
def test_other_words_and_numbers_are_no_days(text: str) -> None:
    assert not [m for m in times.find(text, AUTUMN) if m.kind is Kind.DAYS]


@pytest.mark.parametrize(("text", "want"), SENTENCES)
def test_what_stands_beside_a_time_is_left_alone(text: str, want: list[str]) -> None:
    assert [text[m.start : m.end] for m in times.find(text, AUTUMN) if m.kind is Kind.DAYS] == want


@pytest.mark.parametrize(
    ("text", "want"), [("周六周日", 2), ("30号到5号", 6), ("明天或者后天", 2), ("周三到周五", 3)]
)
def test_two_times_side_by_side_are_one_range(text: str, want: int) -> None:
    found = [m.days for m in times.find(text, date(2026, 11, 26))]  # a Thursday
    assert [days and (days.end - days.start).days + 1 for days in found] == [want]


@pytest.mark.parametrize(
    "text", ["九十百号" * 500, "下" * 2000, "1号到" * 700, "今天" * 1000, "一二三四" * 500]
)
def test_a_text_of_nothing_but_times_comes_to_an_end(text: str) -> None:
    assert len(times.find(text, AUTUMN)) <= times.MOST


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("2月10日前后回", True),
        ("2月10号左右", True),
        ("大概2月10号回", True),
        ("估计要到2月10日才回", True),
        ("2月10日回", False),
        ("2月10日前回", False),
    ],
)
def test_whether_a_day_was_said_roughly_is_kept(text: str, about: bool) -> None:
    assert [mention.days.about for mention in times.find(text, date(2026, 11, 21)) if mention.days] == [about]
