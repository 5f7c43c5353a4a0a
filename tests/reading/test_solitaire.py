from datetime import date, datetime

from bot.domain.checkin import Days, Intent, Reading, Report, Safety, Whereabouts
from bot.reading import read, solitaire

NOW = datetime.fromisoformat("2026-11-21T09:00:00+08:00")
MEMBERS = ("张建军", "刘玉兰", "孙秀英")


def said(text: str) -> Reading:
    return read(text, now=NOW, home="北京市怀柔区", members=MEMBERS)


def test_each_line_is_a_report() -> None:
    first, second = said("#接龙\n报平安\n1. 张建军 在上海 平安 月底回\n2、刘玉兰：在家").reports
    assert (first.subject, first.safety, first.whereabouts) == ("张建军", Safety.SAFE, Whereabouts.AWAY)
    assert first.returns_on == Days(date(2026, 11, 26), date(2026, 11, 30))
    assert (second.subject, second.whereabouts) == ("刘玉兰", Whereabouts.HOME)


def test_a_line_with_only_a_name_or_a_receipt_is_an_empty_report() -> None:
    assert said("#接龙\n报平安\n1. 张建军\n2. 刘玉兰 收到\n3.").reports == (
        Report("张建军"),
        Report("刘玉兰"),
    )


def test_title_and_example_lines_are_no_reports() -> None:
    text = "#接龙\n第三支部报平安，姓名+所在地\n例：1. 张三 平安 在北京\n例 李四 平安\n1. 张建军 平安"
    assert [report.subject for report in said(text).reports] == ["张建军"]


def test_names_beyond_the_roll_titles_and_pictures_are_cut() -> None:
    text = "#接龙\n报平安\n1. 王小明🌸 平安\n2. 孙秀英阿姨 在村里 挺好\n3) 欧阳锋：平安"
    assert [report.subject for report in said(text).reports] == ["王小明", "孙秀英", "欧阳锋"]


def test_one_line_of_distress_makes_the_list_a_call_for_help() -> None:
    reading = said("#接龙\n报平安\n1. 张建军 平安\n2. 刘玉兰 在家，摔了一跤住院了")
    assert reading.intent is Intent.HELP
    assert [report.safety for report in reading.reports] == [Safety.SAFE, Safety.HELP]


def test_a_list_for_something_else_is_other() -> None:
    assert said("#接龙\n周六植树活动报名\n1. 张建军\n2. 刘玉兰") == Reading(Intent.OTHER)
    assert said("#接龙\n周三学习会签到\n1. 张建军 收到") == Reading(Intent.OTHER)


def test_numbered_lines_with_names_need_no_head() -> None:
    assert [report.subject for report in said("1.张建军 平安\n2.刘玉兰 在天津").reports] == [
        "张建军",
        "刘玉兰",
    ]


def test_a_short_line_is_understood_in_a_list() -> None:
    (report,) = said("#接龙\n报平安\n1. 刘玉兰，家里，好").reports
    assert (report.whereabouts, report.safety) == (Whereabouts.HOME, Safety.SAFE)


def test_lines_without_numbers_and_keycap_numbers_count_under_a_head() -> None:
    assert [r.subject for r in said("#接龙\n张建军 平安\n刘玉兰 在上海").reports] == ["张建军", "刘玉兰"]
    assert [r.subject for r in said("【接龙】平安\n1️⃣张建军 在家\n2️⃣刘玉兰 平安").reports] == [
        "张建军",
        "刘玉兰",
    ]


def test_plain_talk_is_no_list() -> None:
    assert solitaire.parse("平安，在上海", MEMBERS) is None
    assert solitaire.parse("1", MEMBERS) is None
    assert solitaire.parse("", MEMBERS) is None


def test_of_a_name_that_stands_twice_the_last_line_goes_first_and_distress_is_not_lost() -> None:
    text = (
        "#接龙\n报平安\n1. 张建军 平安 在上海\n2. 刘玉兰 住院了\n3. 张建军 在苏州\n4. 刘玉兰 平安\n5. 张建军"
    )
    first, second = said(text).reports
    assert first.place is not None
    assert (first.place.city, first.safety) == ("苏州市", Safety.SAFE)
    assert second.safety is Safety.HELP


def test_lists_that_lost_their_head_or_dots_or_are_in_english_are_read() -> None:
    wanted = ["张建军", "刘玉兰"]
    assert [r.subject for r in said("#Group Note\n报平安\n1. 张建军 平安\n2. 刘玉兰 平安").reports] == wanted
    assert [r.subject for r in said("接龙 报平安\n1张建军 平安\n2刘玉兰 在家").reports] == wanted
    assert [r.subject for r in said("张建军 平安\n刘玉兰 天津 平安").reports] == wanted


def test_a_month_in_the_title_is_no_number_of_a_line() -> None:
    assert [r.subject for r in said("#接龙\n12月报平安\n1. 张建军 平安").reports] == ["张建军"]


def test_a_line_of_a_nickname_that_is_not_plain_chinese_is_a_line() -> None:
    listed = solitaire.parse("#接龙\n1. 张建军\n3. A建材小刘 平安\n4. Lily: 收到\n5. 晓月清风🌸", MEMBERS)
    assert listed is not None
    assert [(one.name, one.text) for one in listed.lines] == [
        ("张建军", ""),
        ("A建材小刘", "平安"),
        ("Lily", "收到"),
        ("晓月清风🌸", ""),
    ]


def test_a_list_of_one_line_without_a_title_is_a_list() -> None:
    listed = solitaire.parse("#接龙\n1. 张建军", MEMBERS)
    assert listed is not None
    assert [one.name for one in listed.lines] == ["张建军"]
