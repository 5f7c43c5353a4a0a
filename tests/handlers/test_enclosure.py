"""Pictures, files and links that are sent to the bot: whose are kept, and what the sender hears."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest

from bot.domain.enclosure import Enclosure
from bot.ports import Link, MessageKind
from data import enclosure as enclosures
from tests.conftest import FIRST, OFFICE, PRIVATE, SECRETARIES, START, MakeTalk, Talk, account_id, room_id

CARD = Link("两会要闻", "https://example.org/1", "三分钟读完")
ALL = "通知 全体 回执 周五18:00前：周六上午九点集中学习"


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    """A small file to send."""
    path = tmp_path / "学习材料.pdf"
    path.write_bytes(b"%PDF-1.4")
    return path


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    """A small picture to send."""
    path = tmp_path / "海报.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n")
    return path


@pytest.fixture
def heavy(tmp_path: Path) -> Path:
    """A file that no gateway carries."""
    path = tmp_path / "录像.zip"
    path.write_bytes(bytes(int(4.1 * 1024**2)))
    return path


async def send(
    talk: Talk, who: str, where: str, file: Path | None = None, link: Link | None = None
) -> list[str]:
    """Let somebody send a file or card; gives what the bot says within half a minute, wherever."""
    before = len(talk.heard)
    talk.stage.wechat.speak(
        account_id(who),
        who,
        "",
        room=None if where == PRIVATE else room_id(where),
        file=str(file) if file else None,
        link=link,
    )
    await talk.wait(seconds=30)
    return [text for _, text in talk.heard[before:]]


def latest(talk: Talk, who: str) -> Enclosure | None:
    return enclosures.latest_of(talk.db, account_id(who), START)


async def test_a_clerk_s_picture_is_kept_and_told_how_to_use(
    talk: Talk, picture: Path, store_path: Path
) -> None:
    (said,) = await send(talk, "王主任", PRIVATE, picture)
    assert said == "收到图片。要随通知发，半小时内写：\n通知 全体 带图：正文"
    kept = latest(talk, "王主任")
    assert kept
    assert kept.path
    assert (kept.path.parent, kept.path.suffix) == (store_path.parent / "files", ".png")
    assert kept.path.read_bytes().startswith(b"\x89PNG")


async def test_a_file_and_a_link_are_called_by_name(talk: Talk, letter: Path) -> None:
    (said,) = await send(talk, "王主任", PRIVATE, letter)
    assert "收到文件“学习材料.pdf”" in said
    await talk.wait(minutes=11)
    (said,) = await send(talk, "王主任", PRIVATE, link=CARD)
    assert "收到链接“两会要闻”" in said


async def test_who_sends_a_spreadsheet_hears_how_it_is_imported(talk: Talk, tmp_path: Path) -> None:
    path = tmp_path / "名册.xlsx"
    path.write_bytes(b"PK")
    (said,) = await send(talk, "王主任", PRIVATE, path)
    assert said.splitlines()[-1].startswith("是名册，要导入回“导入”；是空表要填，回“套表”")


async def test_of_several_in_one_go_the_clerk_hears_once_which_one_counts(
    talk: Talk, picture: Path, letter: Path
) -> None:
    said = [await send(talk, "王主任", PRIVATE, file) for file in (picture, letter, picture, letter)]
    assert said[1:] == [["又收到一个文件。一条通知只带一样，带的是最后发来的。"], [], []]


async def test_a_file_too_large_is_refused_with_its_size(talk: Talk, heavy: Path, store_path: Path) -> None:
    assert await send(talk, "王主任", PRIVATE, heavy) == [
        "这个文件 4.1 MB，微信网关最多带 2.9 MB，请压缩后再发。"
    ]
    assert not (store_path.parent / "files").exists()


async def test_the_office_s_rooms_are_not_disturbed(talk: Talk, picture: Path, heavy: Path) -> None:
    assert await send(talk, "王主任", OFFICE, picture) == []
    assert await send(talk, "李书记", SECRETARIES, picture) == []
    assert await send(talk, "王主任", OFFICE, heavy) == []
    kept = latest(talk, "王主任")
    assert kept
    assert "4.1 MB" in str(kept.problem)
    assert latest(talk, "李书记")


async def test_nothing_of_members_is_kept(talk: Talk, picture: Path) -> None:
    assert await send(talk, "张三", FIRST, picture) == []
    assert await send(talk, "王主任", FIRST, picture) == []
    (said,) = await send(talk, "张三", PRIVATE, picture)
    assert "图片我看不了" in said
    assert talk.counts("enclosures") == 0


async def test_a_secretary_hears_once_a_day_what_to_do_instead(talk: Talk, letter: Path) -> None:
    (said,) = await send(talk, "李书记", PRIVATE, letter)
    assert re.search("要报什么，打几个字就行；.*转给党办", said)
    assert await send(talk, "李书记", PRIVATE, letter) == []
    assert talk.counts("enclosures") == 0


async def test_a_secretary_s_picture_in_place_of_an_answer_is_looked_at(talk: Talk, picture: Path) -> None:
    await talk.play(("王主任", OFFICE, ALL, "将发给"), ("王主任", OFFICE, "确认", "第1号"))
    (said,) = [text for text in await send(talk, "李书记", PRIVATE, picture) if "看不" in text]
    assert "图片我看不了" in said
    assert talk.counts("concerns") == 1


async def test_a_card_that_leads_nowhere_is_not_kept(talk: Talk) -> None:
    talk.stage.wechat.speak(account_id("王主任"), "王主任", "", kind=MessageKind.LINK)
    await talk.wait(seconds=30)
    assert "链接我打不开" in talk.told("王主任")[0]
    assert talk.counts("enclosures") == 0


async def test_what_an_interruption_left_with_the_gateway_is_fetched_at_the_next_login(
    talk: Talk, letter: Path
) -> None:
    wechat = talk.stage.wechat
    wechat.speak(account_id("王主任"), "王主任", "", file=str(letter))
    (event,) = wechat.pending()
    await talk.stage.bot.take(event)
    wechat.set_gateway(up=False)
    await talk.wait(minutes=1)
    assert "还在接收" in str(getattr(latest(talk, "王主任"), "problem", None))
    wechat.set_gateway(up=True)
    await talk.wait(minutes=1)
    assert "收到文件" in talk.told("王主任")[0]


async def test_what_the_gateway_has_no_more_is_asked_for_again(talk: Talk, letter: Path) -> None:
    letter_gone = letter.with_name("没有.pdf")
    talk.stage.wechat.recent = type(talk.stage.wechat.recent)(maxlen=0)
    assert await send(talk, "王主任", PRIVATE, letter_gone) == [
        "这个文件没能从微信取下来，请再发一次；很大的请先压缩。"
    ]


async def test_what_went_with_no_notice_is_gone_after_an_hour(talk: Talk, letter: Path) -> None:
    await send(talk, "王主任", PRIVATE, letter)
    kept = latest(talk, "王主任")
    assert kept
    assert kept.path
    await talk.wait(hours=1, minutes=1)
    await send(talk, "张三", FIRST, letter)
    assert talk.counts("enclosures") == 0
    assert not kept.path.exists()


async def test_a_notice_takes_its_picture_to_every_room(talk: Talk, picture: Path) -> None:
    await send(talk, "王主任", PRIVATE, picture)
    await talk.play(
        ("王主任", PRIVATE, "通知 全体 带图：周六上午九点集中学习", r"\[图片\]"),
        ("王主任", PRIVATE, "确认", "第1号"),
    )
    await talk.wait(minutes=2)
    assert [text.split()[0] for text in talk.told(FIRST)] == ["【第1号通知】", "[图片]"]


async def test_a_message_in_the_pipe_does_not_wait_for_a_picture(make_talk: MakeTalk, letter: Path) -> None:
    talk = make_talk()
    wechat, bot = talk.stage.wechat, talk.stage.bot
    await talk.stage.settle()
    wechat.speak(account_id("王主任"), "王主任", "", file=str(letter))
    wechat.speak(account_id("张三"), "张三", "谢谢")
    for event in wechat.pending():
        await bot.take(event)
    assert talk.counts("inbox") == 2
    assert getattr(latest(talk, "王主任"), "path", "none") is None
    await talk.until(talk.now + timedelta(minutes=1))
    assert getattr(latest(talk, "王主任"), "path", None)
