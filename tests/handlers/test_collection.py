"""Collections as the office runs them: the order, the progress, the result, what enters the roll."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.domain.field import Field
from bot.domain.record import How
from bot.sheets import read_sheets
from data import account as accounts
from data import member as members
from data import record as records
from tests.conftest import FIRST, OFFICE, PRIVATE, SECOND, Talk, account_id

ORDER = "收集 手机 单位 现住地 全体 截止 周五18:00：年底核对"


@pytest.fixture
async def asked(talk: Talk) -> Talk:
    """Collection 1 asks everybody for telephone, employer and residence until Friday six o'clock."""
    await talk.play(
        ("王主任", PRIVATE, ORDER, "将向全体收集"), ("王主任", PRIVATE, "确认", "第1号收集开始发送")
    )
    await talk.wait(minutes=3)
    return talk


def record_of(talk: Talk, name: str) -> dict[Field, str | None]:
    return records.find(talk.db, members.named(talk.db, name)[0].id)


# The order


async def test_a_draft_shows_who_is_asked_and_what_they_will_read(talk: Talk) -> None:
    await talk.play(
        (
            "王主任",
            OFFICE,
            ORDER,
            "^将向全体收集：手机、单位、现住地，共 7 人\n"
            "私信 6 位，书记群、2 个支部群、境外群各一句，共 11 条，.*"
            "即11月27日（周五）18:00\n1 人只有电话，请书记打电话代填：老周\n"
            "手机、现住地只在私信里问，群里回的不收\n—— .*私信看到：\n【第1号收集】年底核对.*"
            "—— 群里看到：\n【第1号收集】.*回复“确认”发送",
        )
    )
    assert talk.told(FIRST) == []


@pytest.mark.parametrize(
    ("order", "shown"),
    [
        ("收集手机单位", "收集：手机、单位，共 7 人"),
        ("收集 手机、单位 支部 一", "将向第一支部收集：手机、单位，共 5 人"),
        ("收集 身份证 张三、李四 明天", "将向张三、李四收集：身份证号，共 2 人\n私信 2 位，共 2 条"),
        ("收集 单位 “衣服尺码”", "“衣服尺码”名册上没有这一栏，只记在结果表里"),
        ("收集 单位 衣服尺码 支部 一", "收集：单位、衣服尺码，共 5 人"),
        ("收集 学历 境外", "将向境外党员收集：学历，共 1 人"),
        ("收集 单位", "截止：没写，按一周：11月30日（周一）18:00"),
    ],
)
async def test_an_order_is_read_in_any_order_of_its_words(talk: Talk, order: str, shown: str) -> None:
    await talk.play(("王主任", OFFICE, order, shown))


@pytest.mark.parametrize(
    ("order", "said"),
    [
        ("收集 姓名", "“姓名”名册上由党办自己管，不用向大家收"),
        ("收集 手机 张珊", "名册里没有“张珊”。如果是要收的一项，请加引号：收集 手机 “张珊”"),
        ("收集 手机 “银行卡密码”", "机器人从不问密码和验证码"),
        ("收集 手机 截止 昨天18:00", "已经过了"),
        ("收集 手机 支部 九", "没有“第九支部”"),
    ],
)
async def test_what_is_wrong_with_an_order_is_told(talk: Talk, order: str, said: str) -> None:
    await talk.play(("王主任", OFFICE, order, said))


async def test_talk_of_collecting_is_left_alone(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "收集大家的意见", None), ("王主任", OFFICE, "收集手机号码的事谁管", None)
    )


async def test_who_is_no_clerk_hears_who_may(talk: Talk) -> None:
    await talk.play(("李书记", PRIVATE, "收集 手机", "只有党办可以用"))


# Asking


async def test_what_the_roll_holds_is_shown_and_not_asked(asked: Talk) -> None:
    (question,) = asked.told("张三")
    assert "请回这几项：单位、现住地。" in question
    assert "已登记：手机138****8000。没变不用写，变了写新的。" in question
    assert "13800138000" not in question


async def test_a_room_reads_one_line_and_nothing_personal(asked: Talk) -> None:
    (line,) = asked.told(FIRST)
    assert "请私信我回" in line
    assert "没加我好友的请告诉书记" in line
    assert "单位也可以引用这条在群里回" in line


async def test_the_secretary_gets_a_list_of_who_has_only_a_telephone(asked: Talk) -> None:
    assert any(
        "第一支部有 1 位我问不到" in told and "1 老周（缺单位、现住地，只有电话 13900139000）" in told
        for told in asked.told("李书记")
    )


async def test_who_is_no_friend_stands_on_the_secretarys_list(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("李四"))
    await talk.play(
        ("王主任", PRIVATE, "收集 单位 支部 一", "1 人没加我好友"), ("王主任", PRIVATE, "确认", "开始")
    )
    await talk.wait(minutes=1)
    assert any("1 李四（缺单位，没加好友）" in told for told in talk.told("李书记"))


async def test_who_wants_no_questions_is_left_to_the_secretary(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "退订 全部", "退订|不再"))
    talk.heard.clear()
    await talk.play(
        ("王主任", PRIVATE, "收集 单位 支部 一", "1 人没加我好友或不愿被问"),
        ("王主任", PRIVATE, "确认", "开始"),
    )
    await talk.wait(minutes=1)
    assert talk.told("张三") == []
    assert any("1 张三（缺单位，请我别问 13800138000）" in told for told in talk.told("李书记"))


async def test_a_second_confirmation_asks_nobody_again(asked: Talk) -> None:
    before = len(asked.heard)
    await asked.play(("王主任", PRIVATE, "确认", "没有等您确认的事"))
    assert len(asked.heard) == before + 1


# How far it has come


async def test_progress_is_one_line_a_branch(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "单位美团，住北京朝阳", "都齐了"),
        ("李四", PRIVATE, "单位京东", "还差"),
        (
            "王主任",
            OFFICE,
            "进度 收集 1号",
            "填齐 1/7，1 人填了一部分.*第一支部 1/5（1 位填了一部分）\n第二支部 0/2",
        ),
        ("李书记", PRIVATE, "收集进度", "第一支部 1/5（1 位填了一部分）$"),
    )


async def test_the_result_has_a_row_a_member_and_says_from_whom(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "手机13800001111 单位美团 住北京朝阳", "都齐了"),
        ("李书记", PRIVATE, "代填 老周 单位 无 手机没变 住怀柔", "已记老周"),
        ("王主任", PRIVATE, "收集 结果 1号", "填齐 2/7"),
    )
    (path,) = (Path(asked.stage.settings.database).parent / "files").glob("第1号收集-*.xlsx")
    rows = [[cell or "" for cell in row.cells] for row in read_sheets(path)["结果"]]
    assert len(rows) == 1 + 7
    (zhang,) = (row for row in rows if row[1] == "张三")
    assert zhang[2:8] == ["13800001111", "本人", "美团", "本人", "北京朝阳", "本人"]
    assert "手机：原13800138000" in zhang
    (zhou,) = (row for row in rows if row[1] == "老周")
    assert zhou[2:8] == ["13900139000", "书记电话", "无", "书记电话", "怀柔", "书记电话"]


async def test_a_result_is_never_sent_into_a_room_of_others(asked: Talk) -> None:
    await asked.play(("王主任", SECOND, "收集 结果 1号", "结果表已私信您"))
    assert not any("文件" in told for told in asked.told(SECOND))


# Into the roll


async def test_the_roll_changes_after_a_look_and_a_confirmation(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "手机13800001111 单位美团 住北京朝阳", "都齐了"),
        (
            "王主任",
            OFFICE,
            "收集 入册 1号",
            "将改 1 人、3 处，其中 2 处原来空着.*1 张三：联系电话 138\\*{4}8000→138\\*{4}1111",
        ),
    )
    assert record_of(asked, "张三")[Field.PHONE] == "13800138000"
    await asked.play(("王主任", OFFICE, "确认", "1 人、3 处"))
    assert record_of(asked, "张三")[Field.PHONE] == "13800001111"
    (change,) = records.history(asked.db, members.named(asked.db, "张三")[0].id, Field.PHONE)
    assert (change.how, change.reason, change.before) == ("collection", "第1号收集", "13800138000")


async def test_single_people_can_be_left_out(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "手机13800001111 单位美团 住北京朝阳", "都齐了"),
        ("李四", PRIVATE, "单位京东", "已记"),
        ("王主任", OFFICE, "收集 入册", "将改 2 人、4 处"),
        ("王主任", OFFICE, "确认 除 1", "1 人、1 处。留下 1 人没动"),
    )
    assert record_of(asked, "张三")[Field.EMPLOYER] is None
    assert record_of(asked, "李四")[Field.EMPLOYER] == "京东"


async def test_what_is_the_same_is_no_change(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "手机13800138000", "手机没变"),
        ("王主任", OFFICE, "收集 入册", "没有要改名册的"),
    )


async def test_the_roll_is_put_back_as_it_was(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "手机13800001111 单位美团 住北京朝阳", "都齐了"),
        ("王主任", OFFICE, "收集 入册", "将改"),
        ("王主任", OFFICE, "确认", "入册了"),
        ("王主任", OFFICE, "收集 撤回 1号", "名册改回来了：1 人、3 处"),
    )
    assert record_of(asked, "张三")[Field.PHONE] == "13800138000"
    assert record_of(asked, "张三")[Field.EMPLOYER] is None


async def test_what_changed_meanwhile_is_left_alone(asked: Talk) -> None:
    await asked.play(
        ("张三", PRIVATE, "手机13800001111 单位美团", "已记"), ("王主任", OFFICE, "收集 入册", "将改")
    )
    number = members.named(asked.db, "张三")[0].id
    records.change(asked.db, number, {Field.PHONE: "13800009999"}, by=None, how=How.OWN, now=asked.now)
    await asked.play(("王主任", OFFICE, "确认", "有 1 处这期间改过，没有动"))
    assert record_of(asked, "张三")[Field.PHONE] == "13800009999"


# Its end


async def test_a_withdrawn_collection_takes_no_answers(asked: Talk) -> None:
    await asked.play(
        ("王主任", OFFICE, "收集 撤回 1号", "撤回了"), ("王主任", OFFICE, "收集 入册 1号", "已经撤回了")
    )
    assert "第1号收集撤回了，不用再回。" in asked.told(FIRST)
    await asked.play(("张三", PRIVATE, "单位美团", "没看懂"))


async def test_who_is_late_hears_how_it_is_changed_now(asked: Talk) -> None:
    await asked.play(
        ("王主任", OFFICE, "收集 结束 1号", "收完了"),
        ("张三", PRIVATE, "单位美团", "已经收完了，没有记。要改请发：更正 单位 美团"),
    )


async def test_a_new_deadline_opens_it_again(asked: Talk) -> None:
    await asked.play(
        ("王主任", OFFICE, "收集 结束 1号", "收完了"),
        ("王主任", OFFICE, "收集 延期 1号 周日18:00", "改到11月29日（周日）18:00截止"),
        ("张三", PRIVATE, "单位美团", "已记：单位美团"),
    )


async def test_the_end_hands_the_result_to_the_office(asked: Talk) -> None:
    said = await asked.until(datetime(2026, 11, 27, 18, 10, tzinfo=asked.now.tzinfo))
    office = [text for place, text in said if place == OFFICE]
    assert any("到截止时间了：填齐 0/7" in text for text in office)
    assert any("第1号收集-" in text for text in office)
    assert await asked.wait(minutes=30) == []


async def test_the_silent_are_asked_once_more_without_a_name(asked: Talk) -> None:
    await asked.play(("张三", PRIVATE, "单位美团，住北京朝阳", "都齐了"))
    said = await asked.until(datetime(2026, 11, 27, 16, tzinfo=asked.now.tzinfo))
    reminded = [place for place, text in said if "还等您回一声" in text]
    assert sorted(reminded) == sorted({"李书记", "赵书记", "李四", "孙七"})  # where 赵海 lives it is night
    assert not any("老周" in text for place, text in said if place == FIRST)


async def test_all_in_ends_it_before_its_time(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, "收集 单位 张三", "将向张三"),
        ("王主任", OFFICE, "确认", "开始"),
        ("张三", PRIVATE, "无", "单位无"),
    )
    said = await talk.wait(minutes=6)
    assert any("都填齐了：填齐 1/1" in text for place, text in said if place == OFFICE)
    assert timedelta(days=6) < datetime(2026, 11, 30, 18, tzinfo=talk.now.tzinfo) - talk.now
