"""贴回来: pasted chat as it was read, the doubtful first, each mended by a click."""

from __future__ import annotations

import html
import re
from datetime import timedelta

import pytest
from sqlite_utils import Database

from tests.conftest import MakeSettings
from tests.web.worktable_office import NOW, Clerk, Office

FIRST = "hand:branch:2"
BACK = "/worktable/back"


@pytest.fixture
def office(db: Database, make_settings: MakeSettings) -> Office:
    made = Office(db, make_settings(transport="manual"))
    made.send_notice()
    made.clock.moment = NOW + timedelta(hours=8)
    return made


@pytest.fixture
async def clerk(office: Office) -> Clerk:
    clerk = office.sit_down()
    await clerk.open(BACK)
    return clerk


async def paste(clerk: Clerk, text: str, room: str = FIRST, **more: str) -> str:
    return await clerk.send(BACK, part=True, room=room, pasted=text, **more)


def verdicts(page: str) -> list[tuple[str, str]]:
    """List (name, how it was read) of the rows, as they stand."""
    found = re.findall(r'class="name">([^<]*)<.*?class="verdict">([^<]*)<', page, re.DOTALL)
    return [(name, html.unescape(verdict)) for name, verdict in found]


def line_of(page: str, row: str) -> str:
    found = re.search(rf'id="{row}".*?name="line" value="([^"]+)"', page, re.DOTALL)
    assert found
    return html.unescape(found[1])


def value_of(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="(\d+)"', page)
    assert found, f"no button {name}"
    return found[1]


async def test_each_message_says_how_it_was_read_the_doubtful_first(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 10:30\n收到\n李四 10:31\n今天真冷\n李书记 10:40\n周六能到\n王五：收到")
    assert verdicts(page) == [
        ("李书记", "可能已回（收到） 第1号"),
        ("王五", "不知道是谁"),
        ("李四", "看着像聊天，没有留下"),
        ("张三", "收到 第1号"),
    ]
    assert "读了 4 条，<strong>2 条要您看看</strong>，1 条看着像聊天" in page


async def test_a_name_that_was_written_otherwise_is_shown_as_written(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "章三 10:30\n收到")
    assert verdicts(page) == [("张三", "收到 第1号")]
    assert "写的是 章三" in page


async def test_a_check_in_is_told_in_short(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 平安 在苏州，2月10日回")
    assert verdicts(page) == [("张三", "平安·苏州·2月10日回")]


async def test_pasting_twice_changes_nothing(office: Office, clerk: Clerk) -> None:
    for _ in range(2):
        page = await paste(clerk, "张三 10:30\n收到\n李四：收到")
    assert verdicts(page) == [("张三", "以前贴过，没有再记"), ("李四", "以前贴过，没有再记")]
    assert office.rows("SELECT count(*) FROM receipts") == [(2,)]


async def test_ordinary_chat_is_not_kept(office: Office, clerk: Clerk) -> None:
    await paste(clerk, "李四 10:31\n晚上一起去吃涮羊肉")
    dump = "\n".join(office.db.conn.iterdump())
    assert "涮羊肉" not in dump
    assert "涮羊肉" not in await clerk.open(BACK)


async def test_an_unknown_name_is_given_to_somebody_by_a_click(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三丰 10:30\n收到")
    who = value_of(page, "who")
    assert who == str(office.person("张三").id)
    row = await clerk.send("/worktable/mend", part=True, number="row-1", line=line_of(page, "row-1"), who=who)
    assert verdicts(row) == [("张三", "收到 第1号")]
    assert office.rows("SELECT at FROM receipts") == [("2026-11-24T02:30:00.000Z",)]


async def test_it_may_be_anybody_of_the_roll(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "无名氏 10:30\n收到")
    line = line_of(page, "row-1")
    row = await clerk.send("/worktable/mend", part=True, number="row-1", line=line, whom="孙七（第二支部）")
    assert verdicts(row)[0][0] == "孙七"
    row = await clerk.send("/worktable/mend", part=True, number="row-1", line=line, whom="谁也不是")
    assert "名册上没有“谁也不是”" in row
    assert verdicts(row)[0][0] == "无名氏"


async def test_a_perhaps_counts_by_a_click_once(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 10:30\n周六能到")
    form = {"number": "row-1", "line": line_of(page, "row-1"), "count": value_of(page, "count")}
    assert verdicts(await clerk.send("/worktable/mend", part=True, **form)) == [("张三", "算已回 第1号")]
    assert "已经处理过了" in await clerk.send("/worktable/mend", part=True, **form)
    assert office.rows("SELECT certain, remark FROM receipts") == [(0, "周六能到"), (1, "周六能到")]
    assert office.rows("SELECT count(*) FROM concerns WHERE settled_at IS NULL") == [(0,)]


async def test_a_perhaps_counts_for_nothing_by_a_click(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 10:30\n周六能到")
    row = await clerk.send(
        "/worktable/mend",
        part=True,
        number="row-1",
        line=line_of(page, "row-1"),
        drop=value_of(page, "drop"),
    )
    assert "不算 第1号" in row
    assert office.rows("SELECT count(*) FROM receipts WHERE withdrawn_at IS NULL") == [(0,)]
    assert "可能已回" not in await clerk.open("/worktable/part/concerns")


async def test_what_is_to_be_looked_at_stands_below_and_is_settled_there(
    office: Office, clerk: Clerk
) -> None:
    await paste(clerk, "张三 10:30\n周六能到")
    page = await clerk.open(BACK)
    assert "待看 1 条" in page
    await clerk.send("/worktable/settle", count=value_of(page, "count"))
    assert office.rows("SELECT max(certain) FROM receipts") == [(1,)]
    assert "待看 1 条" not in await clerk.open(BACK)


async def mend(clerk: Clerk, page: str, **form: str) -> str:
    return await clerk.send("/worktable/mend", part=True, number="row-1", line=line_of(page, "row-1"), **form)


async def test_a_misread_check_in_is_put_right_in_the_person_s_own_name(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 10:30\n平安 在苏州")
    opened = await mend(clerk, page, open="1")
    assert "改成" in opened
    assert verdicts(opened) == [("张三", "平安·苏州")]
    assert verdicts(await mend(clerk, opened, amend="1", words="在上海，2月10日回")) == [
        ("张三", "平安·上海·2月10日回")
    ]
    said_by = office.rows("SELECT DISTINCT said_by FROM checkins")
    assert said_by == [(office.person("张三").id,)]


async def test_what_was_read_is_taken_back(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 10:30\n收到")
    assert "已撤" in await mend(clerk, page, undo="1")
    assert office.rows("SELECT count(*) FROM receipts WHERE withdrawn_at IS NULL") == [(0,)]


async def test_words_taken_for_the_wrong_person_go_to_the_right_one(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 10:30\n平安 在苏州")
    row = await mend(clerk, page, who=str(office.person("李四").id))
    assert verdicts(row) == [("李四", "平安·苏州")]
    left = office.rows(
        "SELECT name FROM checkins JOIN members ON members.id = member_id WHERE withdrawn_at IS NULL"
    )
    assert left == [("李四",)]


async def test_what_was_said_since_is_not_taken_back_with_it(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 10:30\n平安 在苏州")
    await paste(clerk, "张三 10:50\n平安 在上海")
    assert "后来又说过别的" in await mend(clerk, page, undo="1")
    assert office.rows("SELECT count(*) FROM checkins WHERE withdrawn_at IS NULL") == [(2,)]


async def test_a_list_without_a_name_is_the_branch_s(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "#接龙\n收到请接龙\n1. 张三\n2. 李四 周六请假")
    assert "收到 第1号：张三、李四" in page
    names = office.rows("SELECT name FROM receipts JOIN members ON members.id = member_id")
    assert sorted(names) == [("张三",), ("李四",)]


async def test_a_list_below_somebody_s_words_is_the_branch_s_too(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 10:30\n好\n#接龙\n收到请接龙\n1. 李四\n2. 老周")
    assert "收到 第1号：李四、老周" in page
    assert office.rows("SELECT DISTINCT at FROM receipts") == [("2026-11-24T02:30:00.000Z",)]


async def test_a_month_of_a_group_is_read_at_once(office: Office, clerk: Clerk) -> None:
    chat = "\n".join(
        f"李四 {8 + n // 360:02}:{n // 6 % 60:02}:{n % 6 * 10:02}\n{'今天真冷啊' * 9}" for n in range(1000)
    )
    assert len(chat) > 50_000
    page = await paste(clerk, f"{chat}\n张三 10:30\n收到")
    assert "读了 1001 条" in page
    assert ("张三", "收到 第1号") in verdicts(page)


async def test_more_than_that_is_refused_with_what_to_do(office: Office, clerk: Clerk) -> None:
    assert "一次最多贴 20 万字，请分几次贴" in await paste(clerk, "张三：收到\n" * 40_000)
    assert "太大了，没有收下" in await paste(clerk, "收" * 1_300_000)
    assert clerk.status == 413


async def test_an_unknown_name_of_a_list_is_given_to_somebody(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "#接龙\n收到请接龙\n1. 张三\n2. 李小四 周六请假")
    assert "没认出“李小四（第1号通知）”" in page
    told = await clerk.send(
        "/worktable/settle", part=True, named=value_of(page, "named"), whom="李四（第一支部）"
    )
    assert told == "好了：李四 收到 第1号。"
    assert office.rows("SELECT count(*) FROM concerns WHERE settled_at IS NULL") == [(0,)]


async def test_who_copied_it_answers_for_lines_without_a_name(office: Office, clerk: Clerk) -> None:
    office.desk.pages()  # numbers who is silent, for the secretary
    page = await paste(clerk, "4 电话收到", room="-", teller="李书记")
    assert verdicts(page) == [("李书记", "收到 第1号：老周")]


async def test_distress_in_a_paste_comes_first_and_stands_on_a_card(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "李四 10:31\n收到\n张三 10:32\n平安？我被车撞了，救命")
    assert '<a href="/worktable/">求助！请先看“贴出去”最上面</a>' in page
    assert "card urgent" in await clerk.open("/worktable/")


async def test_a_cry_for_help_in_a_branch_s_room_is_heard_though_nobody_called_the_bot(
    office: Office, clerk: Clerk
) -> None:
    page = await paste(clerk, "李四 10:31\n收到\n张三：我被车撞了，救命")
    assert '<tbody id="row-1" class="urgent">' in page
    assert office.rows("SELECT member_id FROM alarms") == [(office.person("张三").id,)]
    assert "card urgent" in await clerk.open("/worktable/")


# Chat that may be an answer


async def test_chat_of_who_is_still_to_answer_stands_open(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "李四 10:31\n行吧\n张三 10:32\n行吧\n张三 10:33\n收到")
    assert verdicts(page[: page.index('id="fold-chat"')])[0] == ("李四", "看着像聊天，没有留下")
    assert verdicts(page[page.index('id="fold-chat"') :]) == [("张三", "聊天，没有留下")]


async def test_long_chat_stands_open_only_with_a_word_of_answers(office: Office, clerk: Clerk) -> None:
    long = "昨天晚上我们几个人一起在楼下看了一场露天电影真不错啊"
    assert 'class="perhaps"' not in await paste(clerk, f"李四 10:31\n{long}")
    assert 'class="perhaps"' in await paste(clerk, f"李四 10:32\n{long}，报名的事再说")


async def test_chat_from_before_the_notice_is_no_answer_to_it(office: Office, clerk: Clerk) -> None:
    assert 'class="perhaps"' not in await paste(clerk, "李四 9:10\n行吧")


async def test_chat_counts_by_a_click(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "李四 10:31\n行吧")
    assert verdicts(await mend(clerk, page, asked="1:")) == [("李四", "算已回 第1号")]
    assert "已经处理过了" in await mend(clerk, page, asked="1:")
    assert office.rows("SELECT certain, remark, said_by FROM receipts") == [
        (1, "行吧", office.person("王主任").id)
    ]


async def test_chat_that_is_none_is_not_asked_about_again(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "李四 10:31\n行吧")
    page = await paste(clerk, "李四 10:31\n行吧")
    assert 'class="perhaps"' in page
    assert verdicts(await mend(clerk, page, leave="1")) == [("李四", "聊天，没有留下")]
    again = await paste(clerk, "李四 10:31\n行吧")
    assert 'class="perhaps"' not in again
    assert 'id="fold-known"' in again
    assert "行吧" not in "\n".join(office.db.conn.iterdump())


async def test_for_a_notice_with_options_a_click_is_one_of_them(office: Office, clerk: Clerk) -> None:
    office.desk.say(office.person("王主任"), "撤回 1号", "test:recall")
    office.desk.say(office.person("王主任"), "确认", "test:recalled")
    office.send_notice("通知 全体 选项 去/不去 周五18:00前：周六植树")
    page = await paste(clerk, "李四：天气好就去")
    labels = re.findall(r'name="asked" value="([^"]*)">([^<]*)<', page)
    assert labels == [("2:去", "算“去”"), ("2:不去", "算“不去”")]
    await mend(clerk, page, asked="2:去")
    assert office.rows("SELECT choice, certain FROM receipts") == [("去", 1)]


async def test_a_picture_alone_is_said_to_be_unreadable(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "李四 10:31\n[图片]")
    assert verdicts(page) == [("李四", "图片，我看不了")]
    assert 'class="perhaps"' in page


# Other forms


async def test_without_a_moment_none_is_shown(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "—— 2026-11-24 ——\n张三：收到\n李书记 10:40\n收到", room=FIRST)
    assert re.findall(r'class="when">([^<]*)<', page) == ["11-24", "11-24 10:40"]
    page = await paste(clerk, "李四：收到")
    assert re.findall(r'class="when">([^<]*)<', page) == [""]


async def test_a_list_nobody_stands_over_is_shown_as_a_list(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "#接龙\n收到请接龙\n1. 李书记")
    assert verdicts(page) == [("名单", "收到 第1号：李书记")]


async def test_a_list_without_a_title_is_read_by_what_stands_in_it(office: Office, clerk: Clerk) -> None:
    assert "收到 第1号：张三" in await paste(clerk, "#接龙\n1. 张三 收到")
    assert "平安" in verdicts(await paste(clerk, "#接龙\n1. 张三 平安\n2. 李四 平安"))[0][1]


async def test_what_was_telephoned_is_pasted_with_the_names(office: Office, clerk: Clerk) -> None:
    text = "张三 电话收到\n孙七 电话平安 在郑州"
    page = await paste(clerk, text, room="-")
    assert verdicts(page) == [("张三", "收到 第1号"), ("孙七", "平安·郑州")]
    assert office.rows("SELECT name, how FROM receipts JOIN members ON members.id = member_id") == [
        ("张三", "telephone")
    ]
    assert verdicts(await paste(clerk, text, room="-"))[0] == ("张三", "以前贴过，没有再记")


async def test_a_nickname_is_of_somebody_to_be_named(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三：收到\nA建材小刘：收到")
    assert verdicts(page) == [("A建材小刘", "不知道是谁"), ("张三", "收到 第1号")]


async def test_a_nickname_in_a_list_is_asked_about(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "#接龙\n报平安\n1. 张三 平安\n2. A建材小刘 平安")
    assert "没认出“A建材小刘”" in page


async def test_the_box_to_mend_a_receipt_shows_a_receipt(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 10:30\n收到")
    assert 'placeholder="收到／去不了，请假"' in await mend(clerk, page, open="1")


async def test_distress_told_days_later_is_still_on_a_card(office: Office, clerk: Clerk) -> None:
    await paste(clerk, "张三 2026-11-21 10:32\n平安？我被车撞了，救命")
    assert "card urgent" in await clerk.open("/worktable/")


async def test_two_of_one_name_are_asked_for(office: Office, clerk: Clerk) -> None:
    office.db.execute("UPDATE members SET name = '张三' WHERE name = '孙七'")
    page = await paste(clerk, "无名氏 10:30\n收到")
    assert "张三不止一位" in await mend(clerk, page, whom="张三")
    assert verdicts(await mend(clerk, page, whom="张三（第二支部）"))[0][0] == "张三"


async def test_two_of_one_name_in_a_branch_are_told_apart_by_their_telephones(
    office: Office, clerk: Clerk
) -> None:
    office.db.execute("UPDATE members SET name = '张三' WHERE name = '老周'")
    page = await paste(clerk, "张三 10:30\n收到")
    assert verdicts(page) == [("张三", "不知道是谁")]
    assert "张三（第一支部，电话尾号8000）" in page
    row = await mend(clerk, page, whom="张三（第一支部，电话尾号9000）")
    assert verdicts(row) == [("张三", "收到 第1号")]
    assert office.rows("SELECT phone FROM receipts JOIN members ON members.id = member_id") == [
        ("13900139000",)
    ]


async def test_of_much_to_look_at_ten_stand_open(office: Office, clerk: Clerk) -> None:
    names = [f"李小{last}" for last in "甲乙丙丁戊己庚辛壬癸子丑"]
    lines = "\n".join(f"{place}. {name}" for place, name in enumerate(names, start=1))
    await paste(clerk, f"#接龙\n收到请接龙\n{lines}")
    page = await clerk.open(BACK)
    assert "待看 12 条" in page
    assert page[: page.index('id="concerns-more"')].count('<li id="concern-') == 10
    assert page.count('<li id="concern-') == 12


async def test_a_room_and_words_are_needed(office: Office, clerk: Clerk) -> None:
    assert "请先选一个群" in await paste(clerk, "张三：收到", room="")
    assert "请先选一个群" in await paste(clerk, "  ")


async def test_without_scripts_the_whole_page_comes_back(office: Office, clerk: Clerk) -> None:
    page = await clerk.send(BACK, room=FIRST, pasted="张三：收到")
    assert "收到 第1号" in page
    assert f'value="{FIRST}" selected' in page
    page = await clerk.send("/worktable/mend", number="row-1", line=line_of(page, "row-1"), open="1")
    assert "改成" in page


async def test_a_torn_line_is_refused(office: Office, clerk: Clerk) -> None:
    for line in ("", "{}", '{"at": "morgen"}'):
        await clerk.send("/worktable/mend", part=True, number="row-1", line=line, undo="1")
        assert clerk.status == 400


async def test_pasted_words_are_never_html(office: Office, clerk: Clerk) -> None:
    page = await paste(clerk, "张三 10:30\n<img src=x onerror=alert(1)>收到")
    assert "<img" not in page
    assert "&lt;img" in page
