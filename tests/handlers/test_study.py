"""学习 and 要闻: what the office gives to read, now, at a moment, weekly, through the secretaries."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bot.domain.preference import Preference
from bot.domain.study import State
from bot.ports import Link, Quote
from bot.sheets import read_sheets
from data import account as accounts
from data import member as members
from data import preference as preferences
from data import study as studies
from tests.conftest import BEIJING, FIRST, OFFICE, OVERSEAS, PRIVATE, SECOND, SECRETARIES, Talk, account_id

ORDER = "学习 全会公报 https://www.xuexi.cn/abc 全体 来源 学习强国"


def at(*parts: int) -> datetime:
    return datetime(*parts, tzinfo=BEIJING)  # type: ignore[arg-type,misc]


async def send(talk: Talk, order: str = ORDER) -> None:
    await talk.play(("王主任", OFFICE, order, "回复“确认”发送"), ("王主任", OFFICE, "确认", "学习1号"))
    await talk.wait(minutes=1)


async def test_an_item_is_shown_first_and_then_goes_to_the_rooms(talk: Talk) -> None:
    await talk.play(
        (
            "王主任",
            OFFICE,
            ORDER,
            "将发学习《全会公报》（学习强国）\n给全体.*时间：现在\n链接：https://www.xuexi.cn/abc\n回复“确认”",
        )
    )
    assert not talk.told(FIRST)
    await talk.play(("王主任", OFFICE, "确认", "学习1号《全会公报》开始发送"))
    await talk.wait(minutes=1)
    for room in (FIRST, SECOND, OVERSEAS):
        words, card = talk.told(room)
        assert words.startswith("【学习1号】全会公报\n来源：学习强国\n看过回“已学 1号”")
        assert "全会公报" in card
    assert not talk.told(SECRETARIES)


async def test_a_link_card_sent_before_goes_along_with_its_own_title(talk: Talk) -> None:
    card = Link("二十届四中全会公报", "https://mp.weixin.qq.com/s/x")
    talk.stage.wechat.speak(account_id("王主任"), "王主任", "", link=card)
    await talk.wait(seconds=30)
    await talk.play(
        ("王主任", PRIVATE, "学习 带上一条 支部 一", "将发学习《二十届四中全会公报》.*给第一支部"),
        ("王主任", PRIVATE, "确认", "学习1号"),
    )
    await talk.wait(minutes=1)
    assert "二十届四中全会公报" in talk.told(FIRST)[0]
    assert not talk.told(SECOND)


async def test_a_file_may_go_out_weeks_after_it_was_sent(talk: Talk, tmp_path: Path) -> None:
    paper = tmp_path / "学习材料.docx"
    paper.write_bytes(b"PK-words")
    talk.stage.wechat.speak(account_id("王主任"), "王主任", "", file=str(paper))
    await talk.wait(seconds=30)
    await talk.play(
        (
            "王主任",
            PRIVATE,
            "学习 党章第一章 带文件 支部 一 12月20日8:00",
            "12月20日（周日）08:00.*附：\\[文件\\]",
        ),
        ("王主任", PRIVATE, "确认", "排好了，12月20日"),
    )
    await talk.until(at(2026, 12, 20, 8, 1))
    assert any("学习材料.docx" in said for said in talk.told(FIRST))
    item = studies.find(talk.db, 1)
    assert item
    assert item.path
    assert item.path.parent.name == "study"


async def test_an_item_waits_for_its_moment(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, f"{ORDER} 明天9点", "时间：11月24日（周二）09:00"),
        ("王主任", OFFICE, "确认", "排好了，11月24日（周二）09:00发"),
    )
    assert not [text for _, text in await talk.until(at(2026, 11, 24, 8, 59)) if "学习1号" in text]
    assert [text for _, text in await talk.until(at(2026, 11, 24, 9, 2)) if "【学习1号】" in text]


async def test_a_weekly_series_sends_one_item_each_monday(talk: Talk) -> None:
    for number, day in ((1, "11月30日"), (2, "12月7日"), (3, "12月14日")):
        await talk.play(
            (
                "王主任",
                OFFICE,
                f"学习 第{number}讲 https://a.cn/{number} 全体 每周一 8:00",
                f"{day}（周一）08:00",
            ),
            ("王主任", OFFICE, "确认", f"学习{number}号《第{number}讲》排好了，{day}"),
        )
    first = await talk.until(at(2026, 11, 30, 8, 5))
    assert {text[:6] for where, text in first if where == FIRST and "【学习" in text} == {"【学习1号】"}
    second = await talk.until(at(2026, 12, 7, 8, 5))
    assert {text[:6] for where, text in second if where == FIRST and "【学习" in text} == {"【学习2号】"}


async def test_what_would_go_out_by_night_goes_in_the_morning(talk: Talk) -> None:
    await talk.play(("王主任", OFFICE, f"{ORDER} 明天23:30", "时间：11月25日（周三）07:00"))


async def test_what_waits_is_put_off_or_called_off(talk: Talk) -> None:
    await talk.play(
        ("王主任", OFFICE, f"{ORDER} 明天9点", "确认"),
        ("王主任", OFFICE, "确认", "排好了"),
        ("王主任", OFFICE, "学习", "排着还没发的：\n1号 全会公报，11月24日（周二）09:00"),
        ("王主任", OFFICE, "学习 改期 1号 周四8:00", "改到11月26日（周四）08:00"),
        ("王主任", OFFICE, "学习 改期 1号 2月30日", "没有2月30日"),
        ("王主任", OFFICE, "学习 改期 1号 昨天", "拿不准|已经过了"),
        ("王主任", OFFICE, "学习 撤回 1号", "撤回了，不会发出去"),
        ("王主任", OFFICE, "学习 改期 1号 周四8:00", "撤回了，改不了"),
    )
    assert not [text for _, text in await talk.until(at(2026, 11, 27, 9)) if "【学习" in text]


async def test_who_has_an_item_hears_that_it_was_withdrawn(talk: Talk) -> None:
    await send(talk)
    await talk.play(("王主任", OFFICE, "学习 撤回 1号", "在 3 个地方说了一声"))
    await talk.wait(minutes=1)
    assert talk.told(FIRST)[-1] == "学习1号撤回了，不用学了。"
    await talk.play(("张三", PRIVATE, "已学 1号", "撤回了，不用学了"))


@pytest.mark.parametrize(
    ("order", "answer"),
    [
        ("学习 公报 https://a.cn/1 全体 明儿个", "“明儿个”没看懂。例：学习"),
        ("学习 公报 https://a.cn/1 支部 九十九", "没有“第九十九"),
        ("学习 公报 https://a.cn/1 全体 境外", "只写一种范围"),
        ("学习 公报 https://a.cn/1 全体 昨天8:00", "没看懂|已经过了"),
        ("学习 公报 https://a.cn/1 全体 2月30日 8:00", "没有2月30日"),
        ("学习 公报 全体", "还差要学的内容.*带上一条"),
        ("学习 公报 带上一条 全体", "没找到要带的"),
        ("学习 https://a.cn/1 全体", "请写上标题"),
        ("学习 公报 https://a.cn/1 境外 转发", "只用于全体、支部和总支"),
        (f"学习 {'长' * 61} https://a.cn/1", "60 字以内"),
        ("学习 一下", "学习 \\| 党办"),
        ("学习 撤回", "请写是几号"),
        ("学习 撤回 9号", "没有学习9号"),
        ("进度 学习 9号", "没有学习9号"),
        ("学习 统计 13月", "没有13月"),
        ("学习 统计 2027年1月", "还没到"),
    ],
)
async def test_a_wrong_order_shows_what_is_wrong(talk: Talk, order: str, answer: str) -> None:
    await talk.play(("王主任", PRIVATE, order, answer))
    assert talk.counts("drafts") == 0


@pytest.mark.parametrize(
    "order",
    [
        "学习　全会公报　https://www.xuexi.cn/abc　全体　来源：学习强国",
        "学习 全会公报 全体 来源 学习强国 https://www.xuexi.cn/abc",
        "学习 全会公报 www.xuexi.cn/abc",
        "学习 参考消息 全会公报 https://www.xuexi.cn/abc 大家",
    ],
)
async def test_an_order_is_read_in_any_order(talk: Talk, order: str) -> None:
    await talk.play(
        ("王主任", PRIVATE, order, "将发学习《.*全会公报》.*给全体.*链接：https?://www.xuexi.cn/abc")
    )


# Who may


@pytest.mark.parametrize(
    "said",
    ["学习一下", "学习", "学习 一下", "学习 好文章 https://a.cn/1", "学习了", "要闻 https://a.cn", "要闻"],
)
async def test_what_members_say_to_each_other_stays_chat(talk: Talk, said: str) -> None:
    await talk.play(("张三", FIRST, said, None))


async def test_only_the_office_sends(talk: Talk) -> None:
    await talk.play(
        ("李书记", PRIVATE, ORDER, "只有党办可以"),
        ("张三", PRIVATE, "要闻 修路 https://a.cn/1", "只有党办可以"),
        ("张三", PRIVATE, "学习 撤回 1号", "只有党办可以用"),
        ("张三", PRIVATE, "进度 学习", "只有支部书记可以用"),
        ("张三", PRIVATE, "学习 统计", "只有支部书记可以用"),
    )


async def test_an_order_in_a_branch_room_is_asked_elsewhere(talk: Talk) -> None:
    await talk.play(("王主任", SECRETARIES, ORDER, "请在党办群、中心群或私信里"))


# Members look


async def test_members_see_what_is_open_with_links(talk: Talk) -> None:
    await talk.play(("张三", PRIVATE, "学习", "现在没有要学的"))
    await send(talk)
    await talk.play(
        ("张三", PRIVATE, "学习", "1号 全会公报（还没学）\nhttps://www.xuexi.cn/abc\n看过回“已学 1号”"),
        ("张三", PRIVATE, "已学", "已记：学习1号"),
        ("张三", FIRST, "@风筝线 学习 名单", "学习已私信您"),
    )
    assert "1号 全会公报（已学）" in talk.told("张三")[-1]


# Who is written to alone


async def test_who_sits_in_no_room_is_written_to_but_not_against_the_own_wish(talk: Talk) -> None:
    for who in ("孙七", "李四"):
        talk.db.execute("DELETE FROM sittings WHERE account_id = ?", (account_id(who),))
    (li,) = members.named(talk.db, "李四")
    preferences.keep(talk.db, li.id, Preference(study=False))
    await talk.play(
        ("王主任", OFFICE, ORDER, "另?私信 1 位不在群里的"), ("王主任", OFFICE, "确认", "学习1号")
    )
    await talk.wait(minutes=1)
    assert talk.told("孙七")[0].startswith("【学习1号】全会公报")
    assert not talk.told("李四")


async def test_low_key_people_read_nothing_on_a_lock_screen(talk: Talk) -> None:
    talk.db.execute("DELETE FROM sittings WHERE account_id = ?", (account_id("孙七"),))
    (sun,) = members.named(talk.db, "孙七")
    preferences.keep(talk.db, sun.id, Preference(low_key=True))
    await send(talk)
    assert talk.told("孙七") == ["有一条新内容给您，编号 1号，方便时回“学习”来看。"]


# Through the secretaries


@pytest.fixture
async def handed(talk: Talk) -> Talk:
    """Item 1 waits for both secretaries."""
    await send(talk, f"{ORDER} 转发")
    return talk


async def test_secretaries_pass_an_item_on_to_their_branch(handed: Talk) -> None:
    assert "回“转发 学习1号”，我就发到第一支部群" in handed.told("李书记")[0]
    assert handed.told(OVERSEAS)
    assert not handed.told(FIRST)
    await handed.play(("李书记", PRIVATE, "转发 学习1号", "已转发到第一支部群"))
    await handed.wait(minutes=1)
    assert handed.told(FIRST)[0].startswith("【学习1号】")
    assert not handed.told(SECOND)
    await handed.play(
        ("李书记", PRIVATE, "转发学习1号", "已经转发过了"),
        ("王主任", OFFICE, "进度 学习 1号", "第二支部 0/2（等书记转发）"),
    )


async def test_a_bare_word_passes_on_what_waits(handed: Talk) -> None:
    await handed.play(("李书记", PRIVATE, "转发", "已转发到第一支部群"))
    quote = Quote("风筝线", handed.told("赵书记")[0])
    await handed.say("赵书记", PRIVATE, "转发", quote=quote)
    assert handed.told("赵书记")[-1] == "已转发到第二支部群。"


async def test_a_bare_word_is_for_the_notice_that_waits_longer(handed: Talk) -> None:
    await handed.play(
        ("王主任", OFFICE, "通知 全体 转发：周六开会", "确认"), ("王主任", OFFICE, "确认", "第1号通知")
    )
    await handed.play(("李书记", PRIVATE, "转发", "已转发到第一支部群"))
    assert any("周六开会" in text for text in handed.told(FIRST))
    assert not any("【学习" in text for text in handed.told(FIRST))


async def test_who_forgets_is_reminded_once_and_then_the_office_hears(handed: Talk) -> None:
    said = [one for one in await handed.wait(hours=12) if "周报" not in one[1] and "[图片]" not in one[1]]
    assert [text for where, text in said if where == "李书记"] == [
        "学习1号《全会公报》还没转发到第一支部群，回“转发 学习1号”就行。不方便的话告诉党办一声。"
    ]
    assert [text for where, text in said if where == "王主任"] == [
        "学习1号《全会公报》还有 2 个支部没转发：第一支部、第二支部。要直接发，请回“转发 学习1号 全部”。"
    ]
    await handed.play(("王主任", PRIVATE, "转发 学习1号 全部", "已转发到第一支部群、第二支部群"))


async def test_a_secretary_who_is_no_friend_is_asked_in_the_secretaries_room(talk: Talk) -> None:
    accounts.unfriend(talk.db, account_id("赵书记"))
    await send(talk, f"{ORDER} 转发")
    assert talk.told(SECRETARIES) == ["学习1号《全会公报》等各位书记转发到本支部群，回“转发 学习1号”就行。"]


async def test_what_was_not_passed_on_is_not_asked_after(handed: Talk) -> None:
    await handed.play(("李书记", PRIVATE, "名单 未学", "都学过了"))


# The month in figures


async def test_the_office_gets_the_month_as_a_workbook_and_secretaries_their_line(talk: Talk) -> None:
    await send(talk)
    words = (
        "这一段讲的是实干二字，我在工地上带班体会最深的就是要跟大伙一起干在前头，"
        "回去要把学到的都讲给班组里的人听一听"
    )
    await talk.play(("张三", PRIVATE, f"心得 1号 {words}", "收到您对学习1号"))
    said = await talk.until(at(2026, 12, 1, 9, 6))
    assert [text for where, text in said if where == "李书记" and "统计" in text] == [
        "2026年11月学习统计：\n第一支部：1 条，5 人，已学 1/5（20%），心得 1 份\n"
        "谁还没学，发“名单 未学 1号”这样看。"
    ]
    assert [text for where, text in said if where == OFFICE and "2026年11月学习统计：" in text]
    file = talk.db.execute("SELECT file FROM outbox WHERE file LIKE '%学习统计%'").fetchone()[0]
    branches, people, reflections = read_sheets(Path(file)).values()
    assert "实干" in str(reflections)
    assert "张三" in str(people)
    assert "20%" in str(branches)


async def test_a_month_without_items_sends_nothing(talk: Talk) -> None:
    said = await talk.until(at(2026, 12, 1, 9, 6))
    assert not [text for _, text in said if "统计" in text]


async def test_a_month_can_be_had_again(talk: Talk) -> None:
    await send(talk)
    await talk.play(
        ("李书记", SECRETARIES, "学习 统计 11月", "统计已私信您"),
        ("李书记", PRIVATE, "学习 统计 11月 第二支部", "别的支部由那个支部的书记"),
        ("王主任", PRIVATE, "学习 统计 本月 第二支部", "第二支部：1 条，2 人，已学 0/2（0%）"),
        ("王主任", PRIVATE, "学习 统计 10月", "2026年10月学习统计：这个月没有发过学习"),
    )
    assert "第一支部：1 条，5 人" in talk.told("李书记")[-2]


# The week


async def test_secretaries_get_the_week_s_list_on_friday(talk: Talk) -> None:
    await send(talk)
    said = await talk.until(at(2026, 11, 27, 16, 6))
    assert [text for where, text in said if where == SECRETARIES] == [
        "【本周学习参考】支部开会可以选用：\n这一周的：\n1号 全会公报（学习强国）\nhttps://www.xuexi.cn/abc"
    ]
    await talk.play(("李书记", SECRETARIES, "学习 参考", "1号 全会公报"))


async def test_the_week_s_page_counts_study(talk: Talk) -> None:
    await send(talk)
    await talk.play(("张三", PRIVATE, "已学", "已记"))
    said = await talk.until(at(2026, 11, 30, 9, 20))
    assert [text for where, text in said if where == OFFICE and "学习1号 全会公报 已学 1/7" in text]


# News from home


async def test_home_news_goes_out_apart_and_asks_nothing(talk: Talk) -> None:
    await talk.play(
        (
            "王主任",
            OFFICE,
            "要闻 科学城新站开通 https://www.bjhr.gov.cn/1 支部 一",
            "将发家乡要闻.*给第一支部",
        ),
        ("王主任", OFFICE, "确认", "家乡要闻《科学城新站开通》开始发送"),
    )
    await talk.wait(minutes=1)
    assert talk.told(FIRST)[0] == "【家乡要闻】科学城新站开通"
    assert talk.counts("studies") == 0
    await talk.play(
        ("张三", PRIVATE, "要闻", "11月23日 科学城新站开通"),
        ("张三", PRIVATE, "已学", "现在没有等您学的"),
    )


async def test_an_item_closes_after_its_time(talk: Talk) -> None:
    await send(talk)
    await talk.until(at(2026, 12, 23, 8, 10))
    item = studies.find(talk.db, 1)
    assert item
    assert item.state is State.CLOSED
    await talk.play(("张三", PRIVATE, "已学 1号", "已经结束了"))
