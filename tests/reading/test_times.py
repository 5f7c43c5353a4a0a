from datetime import date, datetime, timedelta, timezone

import pytest

from bot.reading import times
from bot.reading.phrases import Kind

CHINA = timezone(timedelta(hours=8))
AUTUMN = "2026-11-21"  # a Saturday; Spring Festival is on 2027-02-06

SAID = [
    # the table of the design page, row by row
    (AUTUMN, "今天", "2026-11-21"),
    (AUTUMN, "今晚", "2026-11-21"),
    (AUTUMN, "明天", "2026-11-22"),
    (AUTUMN, "明早", "2026-11-22"),
    (AUTUMN, "后天", "2026-11-23"),
    (AUTUMN, "大后天", "2026-11-24"),
    (AUTUMN, "周三", "2026-11-25"),
    (AUTUMN, "星期六", "2026-11-21"),
    (AUTUMN, "礼拜天", "2026-11-22"),
    (AUTUMN, "这周日", "2026-11-22"),
    (AUTUMN, "本周三", None),
    (AUTUMN, "下周三", "2026-11-25"),
    (AUTUMN, "下下周三", "2026-12-02"),
    (AUTUMN, "周末", "2026-11-21 2026-11-22"),
    (AUTUMN, "下周末", "2026-11-28 2026-11-29"),
    (AUTUMN, "这周", "2026-11-21 2026-11-22"),
    (AUTUMN, "下周", "2026-11-23 2026-11-29"),
    (AUTUMN, "3天后", "2026-11-24"),
    (AUTUMN, "过五天", "2026-11-26"),
    (AUTUMN, "再过十天", "2026-12-01"),
    (AUTUMN, "两个礼拜后", "2026-12-05"),
    (AUTUMN, "三个月后", "2027-02-21"),
    (AUTUMN, "半个月后", "2026-12-06"),
    (AUTUMN, "半年后", "2027-05-21"),
    (AUTUMN, "15号", "2026-12-15"),
    (AUTUMN, "二十一号", "2026-11-21"),
    (AUTUMN, "12月15日", "2026-12-15"),
    (AUTUMN, "12.15", "2026-12-15"),
    (AUTUMN, "12/15", "2026-12-15"),
    (AUTUMN, "11月20号", "2027-11-20"),
    (AUTUMN, "12月", "2026-12-01 2026-12-31"),
    (AUTUMN, "十一月份", "2026-11-21 2026-11-30"),
    (AUTUMN, "下个月", "2026-12-01 2026-12-31"),
    (AUTUMN, "这个月", "2026-11-21 2026-11-30"),
    (AUTUMN, "月初", "2026-12-01 2026-12-05"),
    (AUTUMN, "月中", "2026-12-11 2026-12-20"),
    (AUTUMN, "月底", "2026-11-26 2026-11-30"),
    (AUTUMN, "下月初", "2026-12-01 2026-12-05"),
    (AUTUMN, "12月底", "2026-12-26 2026-12-31"),
    (AUTUMN, "上旬", "2026-12-01 2026-12-10"),
    (AUTUMN, "1月中旬", "2027-01-11 2027-01-20"),
    (AUTUMN, "下旬", "2026-11-21 2026-11-30"),
    (AUTUMN, "年底", "2026-12-01 2026-12-31"),
    (AUTUMN, "年前", "2026-11-21 2027-02-05"),
    (AUTUMN, "年后", "2027-02-06 2027-02-20"),
    (AUTUMN, "春节", "2027-02-05 2027-02-11"),
    (AUTUMN, "过年", "2027-02-05 2027-02-11"),
    (AUTUMN, "元旦", "2027-01-01"),
    (AUTUMN, "清明", "2027-04-05"),
    (AUTUMN, "端午节", "2027-06-09"),
    (AUTUMN, "中秋", "2027-09-15"),
    (AUTUMN, "元宵", "2027-02-20"),
    (AUTUMN, "重阳", "2027-10-08"),
    (AUTUMN, "冬至", "2026-12-22"),
    (AUTUMN, "圣诞", "2026-12-25"),
    (AUTUMN, "五一", "2027-05-01 2027-05-05"),
    (AUTUMN, "国庆", "2027-10-01 2027-10-07"),
    (AUTUMN, "十一", "2027-10-01 2027-10-07"),
    (AUTUMN, "元旦前", "2026-11-21 2026-12-31"),
    (AUTUMN, "春节前", "2026-11-21 2027-02-04"),
    (AUTUMN, "元旦后", "2027-01-02 2027-01-08"),
    (AUTUMN, "立春", "2027-02-04"),
    (AUTUMN, "霜降后", "2027-10-24 2027-10-30"),
    (AUTUMN, "国庆前一天", "2027-09-30"),
    (AUTUMN, "元月5号", "2027-01-05"),
    (AUTUMN, "节后", "2027-01-02 2027-01-08"),
    (AUTUMN, "过完年", "2027-02-12 2027-02-18"),
    (AUTUMN, "明年3月", "2027-03-01 2027-03-31"),
    (AUTUMN, "明年五一", "2027-05-01 2027-05-05"),
    (AUTUMN, "除夕", "2027-02-05"),
    (AUTUMN, "正月初六", "2027-02-11"),
    (AUTUMN, "腊月二十三", "2027-01-30"),
    (AUTUMN, "12月15号左右", "2026-12-15"),
    (AUTUMN, "元旦前后", "2027-01-01"),
    (AUTUMN, "明天下午三点", "2026-11-22"),
    (AUTUMN, "15号到20号", "2026-12-15 2026-12-20"),
    (AUTUMN, "12月3-5号", "2026-12-03 2026-12-05"),
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


def days(text: str | None) -> tuple[date, date] | None:
    if text is None:
        return None
    first, *last = map(date.fromisoformat, text.split())
    return first, last[0] if last else first


@pytest.mark.parametrize(("today", "said", "want"), SAID)
def test_what_is_said_means_these_days(today: str, said: str, want: str | None) -> None:
    found = times.find(said, date.fromisoformat(today))
    assert [m.kind for m in found] == [Kind.DAYS]
    assert (found[0].start, found[0].end) == (0, len(said))
    got = found[0].days
    assert (got and (got.start, got.end)) == days(want)


@pytest.mark.parametrize(
    "said", ["过段时间", "过几天", "过两天", "这几天", "暑假", "假期", "有空", "明年春天"]
)
def test_a_vague_time_is_no_days(said: str) -> None:
    assert {m.kind for m in times.find(said, date(2026, 11, 21))} == {Kind.VAGUE}


@pytest.mark.parametrize("said", ["昨天", "前天", "上周五", "上个月", "去年", "三天前", "半年前", "当年"])
def test_what_has_been_is_past(said: str) -> None:
    assert {m.kind for m in times.find(said, date(2026, 11, 21))} == {Kind.PAST}


@pytest.mark.parametrize(("said", "want"), [("三天", (3, "天")), ("两周", (14, "天")), ("半年", (6, "月"))])
def test_a_length_is_kept_as_one(said: str, want: tuple[int, str]) -> None:
    assert [m.length for m in times.find(said, date(2026, 11, 21))] == [want]


@pytest.mark.parametrize(
    "said", ["体温36.5度", "3号楼", "第二次", "周国强", "一个人", "12:05", "9.9元", "九十百号"]
)
def test_other_numbers_are_no_days(said: str) -> None:
    assert not [m for m in times.find(said, date(2026, 11, 21)) if m.kind is Kind.DAYS]


NOON = datetime(2026, 11, 21, 12, 0, tzinfo=CHINA)
DEADLINES = [
    ("周五18:00前", "2026-11-27T18:00"),
    ("周五17：30前", "2026-11-27T17:30"),
    ("１２月１日　１２：００前", "2026-12-01T12:00"),
    ("周五前", "2026-11-27T18:00"),
    ("周五前报上来", "2026-11-27T18:00"),
    ("11月27日18点", "2026-11-27T18:00"),
    ("明天下午三点前", "2026-11-22T15:00"),
    ("今晚8点", "2026-11-21T20:00"),
    ("周日晚上八点半", "2026-11-22T20:30"),
    ("月底前", "2026-11-30T18:00"),
    ("12月5日前", "2026-12-05T18:00"),
    ("元旦前", "2027-01-01T18:00"),
    ("国庆前", "2027-09-30T18:00"),
    ("下班前", "2026-11-21T18:00"),
    ("两小时内", "2026-11-21T14:00"),
    ("三天内", "2026-11-24T18:00"),
    ("9:00前", "2026-11-22T09:00"),
    ("24点前", "2026-11-22T00:00"),
]


@pytest.mark.parametrize(("words", "want"), DEADLINES)
def test_a_deadline_is_read(words: str, want: str) -> None:
    found = times.read_deadline(words, NOON)
    assert found == datetime.fromisoformat(want).replace(tzinfo=CHINA)
    assert found is not None
    assert found.utcoffset() == timedelta(hours=8)


@pytest.mark.parametrize("words", ["请尽快", "", "党员大会", "过几天"])
def test_words_without_a_time_are_no_deadline(words: str) -> None:
    assert times.read_deadline(words, NOON) is None
