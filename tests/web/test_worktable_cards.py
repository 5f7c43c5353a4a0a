"""贴出去: a card a room, marked once and by one person, put back within minutes."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urlencode

import pytest
from sqlite_utils import Database

from bot.domain.delivery import Kind, Outgoing
from data import outbox
from tests.conftest import MakeSettings
from tests.web.worktable_office import NOTICE, Clerk, Office

HOME = "/worktable/"


@pytest.fixture
def office(db: Database, make_settings: MakeSettings) -> Office:
    made = Office(db, make_settings(transport="manual"))
    made.send_notice()
    return made


def first_row(page: str, title: str = "第一支部群") -> str:
    card = re.search(rf'data-title="{title}".*?id="post-(\d+)"', page, re.DOTALL)
    assert card, f"no card {title}"
    return card[1]


def say(office: Office, key: str, place: str, body: str, kind: Kind, file: str | None = None) -> int:
    now = office.clock.now()
    message = Outgoing(key, place, body, kind, now, now + kind.patience, file=file)
    number = outbox.put(office.db, message, now)
    assert number
    return number


async def test_each_room_has_a_card_in_the_order_people_think_of_them(office: Office) -> None:
    page = await office.sit_down().open(HOME)
    assert re.findall(r'class="card" data-title="([^"]+)"', page) == [
        "支部书记群",
        "第一支部群",
        "第二支部群",
    ]
    assert "还有 3 张没贴" in page
    assert "【第1号通知】" in page


async def test_a_posted_card_is_folded_with_who_posted_it_and_when(office: Office) -> None:
    clerk = office.sit_down()
    page = await clerk.open(HOME)
    page = await clerk.send("/worktable/posted", row=first_row(page))
    assert "还有 2 张没贴" in page
    assert "第一支部群：王主任 09:15 贴了" in page
    assert "记下了：第一支部群已贴" in page


def part_since(moment: datetime) -> str:
    return "/worktable/part/cards?" + urlencode({"since": moment.isoformat()})


async def test_on_a_page_that_is_open_a_posted_card_keeps_its_place(office: Office) -> None:
    clerk, opened = office.sit_down(), office.clock.now()
    page = await clerk.open(HOME)
    order = re.findall(r'<article id="([^"]+)"', page)
    office.clock.moment += timedelta(minutes=1)
    await clerk.send("/worktable/posted", part=True, row=first_row(page, first_title(page)))
    part = await clerk.open(part_since(opened))
    assert re.findall(r'<article id="([^"]+)"', part) == order
    assert "支部书记群：已贴 ✓ 王主任 09:16" in part
    assert "details" not in part


async def test_of_two_messages_the_posted_one_keeps_its_place(office: Office) -> None:
    office.clock.moment += timedelta(minutes=1)
    office.send_notice("通知 全体：下周一发材料")
    clerk, opened = office.sit_down(), office.clock.now()
    page = await clerk.open(HOME)
    office.clock.moment += timedelta(minutes=1)
    await clerk.send("/worktable/posted", part=True, row=first_row(page))
    part = await clerk.open(part_since(opened))
    card = re.search(r'data-title="第一支部群".*?</article>', part, re.DOTALL)
    assert card
    assert re.findall(r'class="(post[ \w]*)" id', card[0]) == ["post through", "post"]


async def test_a_page_that_does_not_say_when_it_was_opened_shows_what_waits(office: Office) -> None:
    clerk = office.sit_down()
    await clerk.open(HOME)
    assert "还有 3 张没贴" in await clerk.open("/worktable/part/cards?since=yesterday")


def first_title(page: str) -> str:
    return str(re.findall(r'data-title="([^"]+)"', page)[0])


async def test_who_is_second_hears_who_was_first(office: Office) -> None:
    clerk, other = office.sit_down(), office.sit_down("钱主任")
    row = first_row(await clerk.open(HOME))
    await other.open(HOME)
    await other.send("/worktable/posted", row=row)
    assert "钱主任 已经贴了" in await clerk.send("/worktable/posted", part=True, row=row)
    assert "记下了" in await other.send("/worktable/posted", part=True, row=row)
    names = office.rows("SELECT name FROM outbox JOIN members ON members.id = posted_by")
    assert names == [("钱主任",)]


async def test_all_of_a_card_is_marked_as_it_was_seen(office: Office) -> None:
    office.clock.moment += timedelta(minutes=1)
    office.send_notice("通知 全体：下周一发材料")
    clerk = office.sit_down()
    page = await clerk.open(HOME)
    card = re.search(r'data-title="第一支部群".*?</header>', page, re.DOTALL)
    assert card
    rows = re.findall(r'name="row" value="([\d ]+)"', card[0])[0]
    say(office, "later", "hand:branch:2", "刚来的一条", Kind.NOTICE)
    page = await clerk.send("/worktable/posted", row=rows)
    assert len(rows.split()) == 2
    assert "刚来的一条" in page[: page.index('<details id="done')]
    assert "记下了：第一支部群 2 条已贴" in page


async def test_a_mistake_is_put_back_within_ten_minutes(office: Office) -> None:
    clerk = office.sit_down()
    row = first_row(await clerk.open(HOME))
    page = await clerk.send("/worktable/posted", row=row)
    assert "还没贴，放回" in page
    office.clock.moment += timedelta(minutes=9)
    assert "还有 3 张没贴" in await clerk.send("/worktable/unposted", row=row)


async def test_later_it_is_not_put_back(office: Office) -> None:
    clerk = office.sit_down()
    row = first_row(await clerk.open(HOME))
    await clerk.send("/worktable/posted", row=row)
    office.clock.moment += timedelta(minutes=11)
    assert "还没贴，放回" not in await clerk.open(HOME)
    assert "放不回去了" in await clerk.send("/worktable/unposted", part=True, row=row)


async def test_what_was_not_posted_by_hand_is_not_put_back(office: Office) -> None:
    clerk = office.sit_down()
    row = int(first_row(await clerk.open(HOME)))
    outbox.settle_sent(office.db, row, office.clock.now())
    assert "放不回去了" in await clerk.send("/worktable/unposted", part=True, row=str(row))


def change_notice(office: Office, order: str) -> None:
    """Let the first clerk change a notice a minute later."""
    office.clock.moment += timedelta(minutes=1)
    office.send_notice(order)


async def post_first(office: Office) -> tuple[Clerk, str]:
    """Let a clerk mark the notice of the first branch as posted; gives its row."""
    clerk = office.sit_down()
    row = first_row(await clerk.open(HOME))
    await clerk.send("/worktable/posted", row=row)
    return clerk, row


async def test_a_notice_that_was_withdrawn_is_not_put_back(office: Office) -> None:
    clerk, row = await post_first(office)
    change_notice(office, "撤回 1号")
    answer = await clerk.send("/worktable/unposted", part=True, row=row)
    assert answer == "这条通知已经撤回，不用再贴了。"
    assert office.rows(f"SELECT state FROM outbox WHERE id = {row}") == [("sent",)]


async def test_that_a_notice_was_withdrawn_is_put_back(office: Office) -> None:
    clerk, _ = await post_first(office)
    change_notice(office, "撤回 1号")
    told = first_row(await clerk.open(HOME))
    await clerk.send("/worktable/posted", row=told)
    assert "还等着贴" in await clerk.send("/worktable/unposted", part=True, row=told)


async def test_the_words_before_a_correction_are_not_put_back_those_after_it_are(office: Office) -> None:
    clerk, row = await post_first(office)
    change_notice(office, "更正 1号：周日上午九点集中学习")
    answer = await clerk.send("/worktable/unposted", part=True, row=row)
    assert answer == "这条通知已经更正，请贴更正后的那一条。"
    new = first_row(await clerk.open(HOME))
    await clerk.send("/worktable/posted", row=new)
    assert "还等着贴" in await clerk.send("/worktable/unposted", part=True, row=new)


async def test_another_notice_is_put_back_all_the_same(office: Office) -> None:
    office.clock.moment += timedelta(minutes=1)
    office.send_notice("通知 全体：下周一发材料")
    change_notice(office, "撤回 2号")
    clerk, row = await post_first(office)
    assert "还等着贴" in await clerk.send("/worktable/unposted", part=True, row=row)


async def test_after_another_deadline_the_notice_is_put_back_and_its_reminder_is_not(office: Office) -> None:
    clerk, row = await post_first(office)
    reminder = say(office, "reminder:1:then:room", "hand:branch:2", "还没回的请回复", Kind.REMINDER)
    await clerk.send("/worktable/posted", row=str(reminder))
    change_notice(office, "截止 1号 周四18:00前")
    answer = await clerk.send("/worktable/unposted", part=True, row=str(reminder))
    assert answer == "截止时间已经改过，这条提醒不用再贴了。"
    assert "还等着贴" in await clerk.send("/worktable/unposted", part=True, row=row)


async def test_no_more_than_two_hundred_are_marked_at_once(office: Office) -> None:
    rows = [say(office, f"one {each}", "hand:branch:2", "一条", Kind.NOTICE) for each in range(210)]
    clerk = office.sit_down()
    await clerk.open(HOME)
    told = await clerk.send("/worktable/posted", part=True, row=" ".join(map(str, rows)))
    assert "200 条已贴" in told
    assert office.rows("SELECT count(*) FROM outbox WHERE posted_by IS NOT NULL") == [(200,)]


async def test_distress_stands_first(office: Office) -> None:
    say(office, "alarm", "hand:branch:3", "【急】孙七求助", Kind.DISTRESS)
    page = await office.sit_down().open(HOME)
    assert re.findall(r'class="card urgent" data-title="([^"]+)"', page) == ["第二支部群"]
    assert page.index("card urgent") < page.index('class="card" data')
    assert "求助，请马上处理" in page


async def test_private_messages_are_named_and_one_s_own_only_read(office: Office) -> None:
    for name in ("张三", "王主任"):
        account = f"hand:{office.person(name).id}"
        office.desk.draft_of(office.person(name))  # everybody who is written to has an account
        say(office, f"to {name}", account, f"{name}，有件事", Kind.REMINDER)
    page = await office.sit_down().open(HOME)
    assert "私信 张三" in page
    own = re.search(r"给您的话.*?</article>", page, re.DOTALL)
    assert own
    assert "看过了" in own[0]
    assert "复制" not in own[0]


async def test_a_file_is_downloaded_to_go_with_the_text(office: Office, tmp_path: Path) -> None:
    (tmp_path / "安排.docx").write_bytes(b"content")
    row = say(office, "file", "hand:branch:2", "", Kind.NOTICE, file=str(tmp_path / "安排.docx"))
    clerk = office.sit_down()
    assert f'href="/worktable/file/{row}"' in await clerk.open(HOME)
    response = await clerk.client.get(f"/worktable/file/{row}")
    assert await response.get_data() == b"content"
    assert response.headers["Content-Disposition"].startswith("attachment")


async def test_only_what_the_bot_says_is_downloaded(office: Office, tmp_path: Path) -> None:
    clerk = office.sit_down()
    gone = say(office, "file", "hand:branch:2", "", Kind.NOTICE, file=str(tmp_path / "gone.docx"))
    for row in (1, gone, 999):
        await clerk.open(f"/worktable/file/{row}")
        assert clerk.status == 404


async def test_a_file_that_was_posted_by_hand_is_downloaded_still(office: Office, tmp_path: Path) -> None:
    (tmp_path / "安排.docx").write_bytes(b"content")
    row = say(office, "file", "hand:branch:2", "", Kind.NOTICE, file=str(tmp_path / "安排.docx"))
    clerk = office.sit_down()
    await clerk.open(HOME)
    await clerk.send("/worktable/posted", row=str(row))
    assert await clerk.open(f"/worktable/file/{row}") == "content"


async def test_a_picture_said_to_one_clerk_is_not_another_s(office: Office) -> None:
    clerk, other = office.sit_down(), office.sit_down("钱主任")
    await other.open(HOME)
    await clerk.open(HOME)
    said = await clerk.send("/worktable/say", words="进度 1号 图")
    (row,) = re.findall(r'href="/worktable/file/(\d+)"', said)
    assert (await clerk.client.get(f"/worktable/file/{row}")).status_code == 200
    assert (await other.client.get(f"/worktable/file/{row}")).status_code == 404


async def test_words_are_never_html(office: Office) -> None:
    say(office, "evil", "hand:branch:2", "<script>alert(1)</script>", Kind.NOTICE)
    page = await office.sit_down().open(HOME)
    assert "&lt;script&gt;alert(1)" in page
    assert "<script>alert" not in page


async def test_a_stop_leaves_only_cries_for_help(office: Office) -> None:
    office.desk.say(office.person("王主任"), "停发", "stop")
    clerk = office.sit_down()
    assert "没有要贴的了" in await clerk.open(HOME)
    say(office, "alarm", "hand:branch:3", "【急】孙七求助", Kind.DISTRESS)
    assert "还有 1 张没贴" in await clerk.open(HOME)


async def test_a_pilot_shows_no_other_branch(office: Office) -> None:
    for words in ("试点 第一支部", "确认"):
        office.desk.say(office.person("王主任"), words, f"pilot:{words}")
    page = await office.sit_down().open(HOME)
    assert "第一支部群" in page
    assert 'data-title="第二支部群"' not in page


async def test_beside_a_gateway_that_works_there_is_nothing_to_mark(office: Office) -> None:
    clerk = office.sit_down()
    row = first_row(await clerk.open(HOME))
    office.bot.outbox.set_online(True)
    page = await clerk.open(HOME)
    assert "网关在线，会自己发" in page
    assert 'class="posted main"' not in page
    office.db.execute("UPDATE outbox SET state = 'sending' WHERE id = ?", (int(row),))
    assert "网关在线" in await clerk.send("/worktable/posted", part=True, row=row)
    assert office.rows("SELECT count(*) FROM outbox WHERE posted_by IS NOT NULL") == [(0,)]


async def test_what_was_posted_by_hand_counts_though_the_gateway_has_just_come_back(office: Office) -> None:
    clerk = office.sit_down()
    row = first_row(await clerk.open(HOME))
    office.bot.outbox.set_online(True)
    assert "已贴。" in await clerk.send("/worktable/posted", part=True, row=row)
    assert office.rows(f"SELECT state, posted_by IS NOT NULL FROM outbox WHERE id = {row}") == [("sent", 1)]


async def test_eighty_three_branches_are_one_page_of_modest_size(
    db: Database, make_settings: MakeSettings
) -> None:
    office = Office(db, make_settings(transport="manual"))
    for number in range(83):
        for which in ("first", "second"):
            say(office, f"{which}{number}", f"hand:{number}", NOTICE * 3, Kind.NOTICE)
    page = await office.sit_down().open(HOME)
    assert page.count('class="card"') == 83
    assert len(page.encode()) < 180_000  # 200 kB with scripts and styles


async def test_while_the_gateway_is_gone_what_waits_may_be_posted(
    db: Database, make_settings: MakeSettings
) -> None:
    office = Office(db, make_settings(transport="simulated"))
    row = say(office, "one", "room@chatroom", "等着发的一条", Kind.NOTICE)
    clerk = office.sit_down()
    page = await clerk.open(HOME)
    assert "网关断了" in page
    assert "已贴。" in await clerk.send("/worktable/posted", row=str(row))
    assert office.rows("SELECT state FROM outbox") == [("sent",)]


async def test_what_perhaps_arrived_says_so(office: Office) -> None:
    row = say(office, "one", "hand:branch:2", "也许到了的一条", Kind.NOTICE)
    office.db.execute("UPDATE outbox SET state = 'in_doubt' WHERE id = ?", (row,))
    assert "可能已经到了" in await office.sit_down().open(HOME)


# Through the secretaries


@pytest.fixture
def relayed(db: Database, make_settings: MakeSettings) -> Office:
    made = Office(db, make_settings(transport="manual"))
    made.send_notice("通知 支部 一 回执 周五18:00前 转发：周六集中学习")
    made.clock.moment += timedelta(minutes=1)
    return made


async def test_a_secretary_who_passed_a_notice_on_is_noted_and_nothing_more_is_posted(
    relayed: Office,
) -> None:
    clerk = relayed.sit_down()
    page = await clerk.open(HOME)
    assert "等书记转发：1 个支部" in page
    done = re.search(r'name="done" value="([^"]+)"', page)
    assert done
    page = await clerk.send("/worktable/passed-on", done=done[1])
    assert "第一支部的书记已转发" in page
    assert "等书记转发" not in page
    assert 'class="card" data-title="第一支部群"' not in page
    assert relayed.rows("SELECT name FROM relays JOIN members ON members.id = passed_on_by") == [("李书记",)]
    assert "收到" in relayed.desk.take("张三：收到", room="第一支部", teller=None)[0].verdict


async def test_what_the_office_posts_for_a_secretary_gets_a_card(relayed: Office) -> None:
    clerk = relayed.sit_down()
    ours = re.search(r'name="ours" value="([^"]+)"', await clerk.open(HOME))
    assert ours
    page = await clerk.send("/worktable/passed-on", ours=ours[1])
    assert 'class="card" data-title="第一支部群"' in page
    assert "已经转发过了" in await clerk.send("/worktable/passed-on", part=True, ours=ours[1])
    await clerk.send("/worktable/passed-on", ours="x")
    assert clerk.status == 400
