"""What came in for a notice: kept, found again, forgotten with its file."""

from __future__ import annotations

import stat
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.domain.enclosure import Enclosure, EnclosureKind
from bot.ports import Incoming, Link, MessageKind
from data import enclosure as enclosures
from tests.conftest import START, account_id, room_id

WANG = account_id("王主任")
PNG = b"\x89PNG\r\n\x1a\n picture"
MINUTE = timedelta(minutes=1)


def sent(
    message_id: str,
    at: datetime = START,
    kind: MessageKind = MessageKind.FILE,
    name: str = "学习材料.pdf",
    link: Link | None = None,
    room: str | None = None,
) -> Incoming:
    return Incoming(message_id, WANG, "王主任", "", at, room, kind, link=link, file_name=name)


def latest(db: Database, since: datetime = START) -> Enclosure:
    found = enclosures.latest_of(db, WANG, since)
    assert found
    return found


def test_the_latest_of_an_account_is_meant(db: Database) -> None:
    enclosures.keep(db, sent("1", name="甲.pdf"), START)
    enclosures.keep(db, sent("2", name="乙.pdf"), START)
    enclosures.keep(db, sent("2", name="丙.pdf"), START)
    assert latest(db).name == "乙.pdf"
    assert enclosures.latest_of(db, WANG, START + MINUTE) is None
    assert enclosures.latest_of(db, account_id("李书记"), START) is None


def test_until_its_content_is_there_it_has_a_problem(db: Database, tmp_path: Path) -> None:
    enclosures.keep(db, sent("1"), START)
    (waiting,) = enclosures.unfetched(db, START)
    assert waiting.problem
    assert "还在接收" in waiting.problem
    enclosures.settle(db, waiting.id, tmp_path / "学习材料.pdf", None)
    assert enclosures.unfetched(db, START) == []
    assert (latest(db).path, latest(db).problem) == (tmp_path / "学习材料.pdf", None)
    assert enclosures.find(db, waiting.id) == latest(db)


def test_a_link_is_whole_at_once_and_goes_on_as_it_came(db: Database) -> None:
    link = Link("两会要闻", "https://example.org/1", "三分钟", "https://example.org/1.jpg")
    enclosures.keep(db, sent("1", kind=MessageKind.LINK, name="", link=link), START)
    assert enclosures.unfetched(db, START) == []
    assert latest(db).problem is None
    assert enclosures.card_of(latest(db)) == link


def test_what_is_quoted_is_found_by_what_wechat_shows_of_it(db: Database) -> None:
    room = room_id("支部书记群")
    enclosures.keep(db, sent("1", name="甲.pdf", room=room), START)
    enclosures.keep(db, sent("2", name="乙.pdf", room=room), START)
    enclosures.keep(db, sent("3", name="甲.pdf"), START)
    found = enclosures.quoted(db, room, "[文件] 甲.pdf", START)
    assert found
    assert found.message_id == "1"
    assert enclosures.quoted(db, room, "[文件] 丁.pdf", START) is None


def test_a_file_is_written_for_its_owner_only_under_its_own_name(tmp_path: Path) -> None:
    folder = tmp_path / "files"
    path = enclosures.write_file(folder, EnclosureKind.FILE, "学习材料.pdf", b"one")
    assert (path.name, path.read_bytes()) == ("学习材料.pdf", b"one")
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert list(folder.iterdir()) == [path]


def test_another_content_never_takes_the_place_of_a_file(tmp_path: Path) -> None:
    first = enclosures.write_file(tmp_path, EnclosureKind.FILE, "名单.xlsx", b"one")
    other = enclosures.write_file(tmp_path, EnclosureKind.FILE, "名单.xlsx", b"two")
    assert enclosures.write_file(tmp_path, EnclosureKind.FILE, "名单.xlsx", b"one") == first
    assert (first.read_bytes(), other.read_bytes()) == (b"one", b"two")
    assert (other.stem.startswith("名单-"), other.suffix) == (True, ".xlsx")


def test_what_went_with_no_notice_is_forgotten_with_its_file(cast_db: Database, tmp_path: Path) -> None:
    for number in ("1", "2", "3", "4"):
        enclosures.keep(cast_db, sent(number), START if number != "4" else START + MINUTE)
    first, second, third, fourth = enclosures.unfetched(cast_db, START)
    mine, shared = tmp_path / "甲.pdf", tmp_path / "乙.pdf"
    for one, path in ((first, mine), (second, shared), (fourth, shared)):
        enclosures.settle(cast_db, one.id, path, None)
    cast_db.execute(
        "INSERT INTO notices (body, audience, receipt, sent_by, sent_at, enclosure_id)"
        " VALUES ('', '{}', 0, 1, '', ?)",
        (third.id,),
    )
    assert enclosures.forget_old(cast_db, START + MINUTE) == [mine]
    left = [one.id for one in (first, second, third, fourth) if enclosures.find(cast_db, one.id)]
    assert left == [third.id, fourth.id]
