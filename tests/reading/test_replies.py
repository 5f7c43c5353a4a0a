import subprocess
import sys
from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.checkin import Intent, Reading, Report, Safety, Whereabouts
from bot.reading import read

HERE = Path(__file__).parent
NOW = datetime.fromisoformat("2026-11-21T09:00:00+08:00")
HUAIROU = "北京市怀柔区"
MEMBERS = ("张建军", "刘玉兰", "李建国", "赵志刚", "孙秀英", "周国强", "杨安康")


def said(text: str, members: Sequence[str] = MEMBERS, sender: str | None = None) -> Reading:
    return read(text, now=NOW, home=HUAIROU, members=members, sender=sender)


def only(text: str) -> Report:
    (report,) = said(text).reports
    return report


def city(report: Report) -> str | None:
    place = report.place
    return (place.district or place.city or place.province) if place else None


@pytest.mark.parametrize(
    "text",
    [
        *(
            "平安",
            "安好勿念",
            "一切正常",
            "挺好的",
            "身体倍儿棒",
            "好着呢",
            "都好",
            "在家呢没事",
            "一切OK",
            "我很好",
        ),
        *("没病没灾的", "请组织放心", "别的没事", "吃得好睡得好，身体健康"),
    ],
)
def test_well(text: str) -> None:
    assert only(text).safety is Safety.SAFE


@pytest.mark.parametrize("text", ["身体不太好，在家", "人在北京，不太顺利", "在家，腰不好", "在上海，不平安"])
def test_not_well_is_not_safe(text: str) -> None:
    assert only(text).safety is None


@pytest.mark.parametrize(
    ("text", "where", "place"),
    [
        ("在家", Whereabouts.HOME, "怀柔区"),
        ("老家呢，平安", Whereabouts.HOME, "怀柔区"),
        ("没外出，平安", Whereabouts.HOME, "怀柔区"),
        ("回来了，平安", Whereabouts.HOME, None),
        ("昨天刚从上海回来，平安", Whereabouts.HOME, None),
        ("没在上海了，到杭州了", Whereabouts.AWAY, "杭州市"),
        ("在上海，不对，在苏州", Whereabouts.AWAY, "苏州市"),
        ("人在无锡，打错了，是常州", Whereabouts.AWAY, "常州市"),
        ("上个月在成都，现在搬到重庆了", Whereabouts.AWAY, "重庆市"),
        ("以前在深圳，现在在东莞", Whereabouts.AWAY, "东莞市"),
        ("在外地打工，平安", Whereabouts.AWAY, None),
        ("在儿子家呢，上海闵行，平安", Whereabouts.AWAY, "闵行区"),
        ("人在北京，平安", None, "北京市"),
        ("在去广州的火车上，平安", Whereabouts.AWAY, None),
    ],
)
def test_where_somebody_is(text: str, where: Whereabouts | None, place: str | None) -> None:
    report = only(text)
    assert (report.whereabouts, city(report)) == (where, place)


@pytest.mark.parametrize(
    ("text", "heading", "leaves", "returns"),
    [
        ("明天去上海出差，下周五回", "上海市", "2026-11-22", "2026-11-27"),
        ("后天走，去东莞", "东莞市", "2026-11-23", None),
        ("准备去哈尔滨，啥时候走还没定", "哈尔滨市", None, None),
        ("买了25号的票去哈尔滨", "哈尔滨市", "2026-11-25", None),
        ("明天去成都，待三天就回", "成都市", "2026-11-22", "2026-11-25"),
        ("在去广州的火车上，平安", "广州市", None, None),
        ("在南京，元旦回怀柔", None, None, "2027-01-01"),
        ("在西安，下周二返京", None, None, "2026-11-24"),
        ("在武汉，回去时间12月1日", None, None, "2026-12-01"),
        ("在武汉，周五回，不对，下周一回", None, None, "2026-11-23"),
        ("在武汉，本来国庆回，现在改元旦了", None, None, "2027-01-01"),
        ("在上海，过年可能不回", None, None, None),
        ("在上海，春节不回怀柔过年了", None, None, None),
        ("在上海，住三天", None, None, None),
        ("在上海，过几天回", None, None, None),
        ("平安，下周三走", None, "2026-11-25", None),
    ],
)
def test_where_somebody_goes_and_when(
    text: str, heading: str | None, leaves: str | None, returns: str | None
) -> None:
    report = only(text)
    assert (report.heading_to and report.heading_to.city) == heading
    assert (report.leaves_on and report.leaves_on.start) == (leaves and date.fromisoformat(leaves))
    assert (report.returns_on and report.returns_on.start) == (returns and date.fromisoformat(returns))


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("换手机号了，新号13800001234，平安", "13800001234"),
        ("新号码：139 1234 5678", "13912345678"),
        ("号码改成１８６００００５６７８了", "18600005678"),
        ("138 0000 4321这是我新号，旧的13900009876停机了", "13800004321"),
        ("布里斯班，平安，这边手机+61 491 570 156", "+61491570156"),
        ("现在用这个号 0086 138 1234 5678", "13812345678"),
        ("平安，有急事打我对象电话13700002222", None),
        ("平安，家里座机010-69621234", None),
        ("平安，老号13900009876不用了", None),
    ],
)
def test_the_own_number_is_taken(text: str, number: str | None) -> None:
    assert only(text).phone == number


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("代报张建军，平安", ["张建军"]),
        ("替王海南报平安，人在湖南长沙", ["王海南"]),
        ("刘玉兰让我说一声，她在闺女家呢，石景山", ["刘玉兰"]),
        ("陈志强让我转告，他在安哥拉，一切安好", ["陈志强"]),
        ("我妈王秀兰在老家，身体健康", ["王秀兰"]),
        ("老赵平安，在唐山", ["赵志刚"]),
        ("孙秀英、周国强平安", ["孙秀英", "周国强"]),
        ("我和周国强都在武汉，平安", [None, "周国强"]),
        ("我爸李建国在家，挺好的。我在合肥", ["李建国", None]),
        ("刘玉兰平安，在海南；孙秀英平安，在家", ["刘玉兰", "孙秀英"]),
        ("我是二支部王海涛，平安", [None]),
        ("我和老伴在三亚，都好", [None]),
    ],
)
def test_whom_it_is_about(text: str, subjects: list[str | None]) -> None:
    assert [report.subject for report in said(text).reports] == subjects


def test_the_senders_own_name_is_the_sender() -> None:
    (report,) = said("张建军 平安", sender="张建军").reports
    assert report.subject is None


def test_two_people_in_one_message_keep_their_own_places() -> None:
    first, second = said("我爱人陈丽在深圳上班，平安，我在家").reports
    assert (city(first), city(second)) == ("深圳市", "怀柔区")


@pytest.mark.parametrize(
    "text",
    [
        *(
            "收到",
            "好的",
            "1",
            "谢谢书记",
            "收到，周六能到",
            "已学",
            "没事没事，不用谢",
            "链接打开了，一切正常",
        ),
        *(
            "书记，党费怎么交啊",
            "大家都平安吧？",
            "张建军现在是在深圳吗？",
            "有没有下周回怀柔的车",
            "有人去天津吗",
        ),
        *(
            "祝大家平安健康",
            "书记新年好！祝您身体健康，万事顺利",
            "平安夜怎么过",
            "平安银行来短信了",
            "平安健康就是福",
        ),
        *("听说河南下暴雨了", "怀柔明天降温，大家多穿点", "【通知】请各位党员报平安", "要是能回家过年就好了"),
        *(
            "去年这时候我还在三亚呢",
            "昨天去天津玩了一天，累坏了",
            "重庆火锅真香",
            "快递到怀柔了",
            "周国强还没消息",
        ),
        *("安康，昨天那个表发我一份", "张建军，明天来办公室一趟", "这个活动办得挺好", "台湾是中国的一部分"),
        "「党办：请大家报平安」\n- - - - - - - - - - - - - - -\n每周都要报吗",
    ],
)
def test_other_talk_is_no_report(text: str) -> None:
    assert said(text) == Reading(Intent.OTHER)


@pytest.mark.parametrize("text", ["感冒了", "过几天就回", "今年过年不回了", "最近回不去"])
def test_what_leaves_every_field_open_is_still_a_checkin(text: str) -> None:
    assert said(text) == Reading(Intent.CHECKIN, (Report(),))


def test_only_the_answer_to_a_quote_is_read() -> None:
    quote = "「刘洋：平安，在上海」\n- - - - - - - - - - - - - - -\n平安，人在保定"
    assert city(only(quote)) == "保定市"


@given(st.text(max_size=120))
@settings(max_examples=300, deadline=None)
def test_any_text_gives_a_reading(text: str) -> None:
    assert isinstance(said(text), Reading)


WORDS = st.sampled_from(
    [
        *"在回去到不没了是我和、，。？1359月日号",
        "平安",
        "张建军",
        "上海",
        "下周",
        "春节",
        "三天",
        "代报",
        "住院",
        "13800001234",
        "\n",
    ]
)


@given(st.lists(WORDS, max_size=40))
@settings(max_examples=300, deadline=None)
def test_any_mixture_of_known_words_gives_a_reading(words: list[str]) -> None:
    reading = said("".join(words))
    assert (reading.intent is Intent.OTHER) == (not reading.reports)


@pytest.mark.parametrize(
    "unit",
    ["回", "不", "在上海", "12月", "张建军", "，", "1.", "十", "被", "平安吗", "13800001234 ", "\n1. "],
)
def test_long_repetition_is_read_in_time(unit: str) -> None:
    start = datetime.now(NOW.tzinfo)
    said(unit * (3000 // len(unit)))
    assert (datetime.now(NOW.tzinfo) - start).total_seconds() < 3


def test_nothing_is_written_to_standard_error() -> None:
    code = (
        "from bot.reading import read; from datetime import datetime as d; "
        "read('在上海', now=d.fromisoformat('2026-11-21T09:00:00+08:00'), home='北京市怀柔区')"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert (done.stdout, done.stderr) == (b"", b"")


@pytest.mark.parametrize(
    ("text", "subject"),
    [
        ("代报 隔壁老宋 平安", "隔壁老宋"),
        ("代报 不存在的人 平安", "不存在的人"),
        ("代报 小莉 平安，在家", "小莉"),
        ("孙贵芳 平安", "孙贵芳"),
        ("周德富平安", "周德富"),
        ("王姐平安，在天津", "王姐"),
    ],
)
def test_who_is_not_on_the_roll_is_never_the_sender(text: str, subject: str) -> None:
    assert [report.subject for report in said(text).reports] == [subject]


@pytest.mark.parametrize(
    "text",
    ["周末平安到家", "全家平安，在海口", "安全平安", "老伴和我平安", "一切平安", "孩子高考，在家，平安"],
)
def test_a_word_before_well_is_no_name(text: str) -> None:
    assert [report.subject for report in said(text).reports] == [None]


@pytest.mark.parametrize("text", ["代报 平安", "代报", "3 7 12 电话平安"])
def test_a_report_for_nobody_named_is_not_the_sender_s(text: str) -> None:
    assert said(text) == Reading(Intent.OTHER)


def test_names_behind_well_are_those_who_are_well() -> None:
    reports = said("报平安：张建军 刘玉兰 李建国").reports
    assert [(report.subject, report.safety) for report in reports] == [
        ("张建军", Safety.SAFE),
        ("刘玉兰", Safety.SAFE),
        ("李建国", Safety.SAFE),
    ]
