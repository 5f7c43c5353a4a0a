"""What is kept, what for and how long: every table of the store declares it here, and a night's run obeys.

The terms are those of docs/kept.md, which is made from this page. `over` is the SQL condition of rows whose
time is over at :before (now less `term`); they are deleted, or where `blank` is given only emptied.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from sqlite_utils import Database

from bot.domain.login import SESSION_LIFE
from data.db import stamp

YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Kept:
    """How one table is kept.

    `person` is the column that says whom a row is about: it decides what an export of one's own data
    holds and what goes when somebody is deleted. None: the table holds nothing about a person.
    """

    table: str
    chinese: str  # what people call it
    purpose: str
    person: str | None = None
    term: timedelta | None = None  # None: for as long as the person is on the roll, or the organisation works
    over: str | None = None
    blank: str | None = None


REGISTRY: tuple[Kept, ...] = (
    # What the installation and WeChat are
    Kept("facts", "本机的事实", "facts about this installation"),
    Kept("schedule_runs", "定时任务上次跑的时刻", "when each schedule last ran"),
    Kept(
        "buckets",
        "发送的额度",
        "how much of the account's pace is used",
        None,
        timedelta(days=2),
        "at < :before",
    ),
    Kept("units", "组织", "the committee, its general branches and branches"),
    Kept("rooms", "群", "the WeChat groups the bot sits in"),
    Kept(
        "sittings",
        "谁在哪个群",
        "who sits in a room, under which nickname; brought up to date at each login",
        "account_id",
    ),
    Kept("friends", "加了好友的账号", "which accounts can be written to privately", "account_id"),
    # Who the people are
    Kept("members", "名册", "the roll", "id"),
    Kept(
        "record_changes",
        "名册的改动",
        "how a record changed, by whom; former values of contact data go after the term",
        "member_id",
        YEAR,
        "at < :before AND before IS NOT NULL"
        " AND field IN ('PHONE', 'EMPLOYER', 'RESIDENCE', 'ADDRESS', 'WORK_KIND', 'SCHOOLING')",
        blank="before = NULL",
    ),
    Kept("audit", "谁看过、改过", "who saw or changed whose record", "member_id", 3 * YEAR, "at < :before"),
    Kept(
        "requests",
        "申请",
        "what was asked of a secretary or the office, and what became of it",
        "member_id",
        2 * YEAR,
        "opened_at < :before AND state <> 'open'",
    ),
    Kept("posts", "职务", "who is secretary or clerk", "member_id"),
    Kept("accounts", "账号绑定", "which WeChat account belongs to whom", "member_id"),
    Kept("preferences", "个人设置", "what a member wants to be left alone with", "member_id"),
    Kept("logins", "工作台的密码", "the clerks' passwords for the worktable, sealed", "member_id"),
    Kept(
        "sessions",
        "工作台的登录",
        "who is signed in at the worktable",
        "member_id",
        SESSION_LIFE,
        # They last by the machine's clock, which a moved one (the simulated WeChat's) may be ahead of.
        "seen_at < min(:before, strftime('%Y-%m-%dT%H:%M:%fZ', 'now', '-12 hours'))",
    ),
    # What comes in and goes out
    Kept(
        "inbox",
        "收到过的消息编号",
        "ids of messages, so that a repeat does nothing; never a text",
        None,
        timedelta(days=30),
        "received_at < :before",
    ),
    Kept(
        "outbox",
        "发件箱",
        "what the bot said, to show that it arrived",
        "member_id",
        timedelta(days=30),
        "created_at < :before AND state NOT IN ('queued', 'sending', 'in_doubt')",
    ),
    Kept(
        "drafts",
        "等确认的",
        "what was shown and waits for 确认",
        None,
        timedelta(days=1),
        "expires_at < :before",
    ),
    Kept(
        "listings",
        "名单的编号",
        "what the numbers of a list mean",
        "member_id",
        timedelta(days=1),
        "at < :before",
    ),
    Kept(
        "enclosures",
        "附件",
        "pictures, files and links a clerk sent; those of no notice go within the hour already",
        None,
        timedelta(days=7),
        "sent_at < :before AND id NOT IN (SELECT enclosure_id FROM notices WHERE enclosure_id IS NOT NULL)",
    ),
    # Notices and their answers
    Kept("notices", "通知", "the office's record of what it announced", "sent_by"),
    Kept("notice_rooms", "通知发到的群", "where a notice went"),
    Kept("notice_members", "通知要回的人", "whom a notice was for", "member_id"),
    Kept("notice_changes", "通知的更正", "how a notice was changed, and by whom", "by"),
    Kept("relays", "书记的转发", "which secretary passed a notice on, in which words", "passed_on_by"),
    Kept(
        "receipts",
        "回执",
        "answers to notices; after the term only that and when",
        "member_id",
        YEAR,
        "at < :before AND remark <> ''",
        blank="remark = ''",
    ),
    # How people are
    Kept(
        "checkins",
        "报平安",
        "how members are; after the term only dates",
        "member_id",
        YEAR,
        "at < :before AND (words <> '' OR whereabouts IS NOT NULL OR place IS NOT NULL"
        " OR heading_to IS NOT NULL OR phone IS NOT NULL)",
        blank="words = '', whereabouts = NULL, place = NULL, heading_to = NULL, phone = NULL",
    ),
    Kept(
        "concerns",
        "待看",
        "what the bot did not understand, for a secretary's look",
        "member_id",
        timedelta(days=60),
        "at < :before",
    ),
    Kept("alarms", "求助", "cries for help, and who took them", "member_id", YEAR, "at < :before"),
    Kept(
        "rests",
        "祝福暂停",
        "whose greetings rest after a death in the family",
        "member_id",
        timedelta(days=30),
        "until < :before",
    ),
    Kept(
        "greetings",
        "祝福",
        "who was greeted for what, so that nobody is greeted twice",
        "member_id",
        2 * YEAR,
        "CAST(substr(occasion, -4) AS INTEGER) < CAST(substr(:before, 1, 4) AS INTEGER)",
    ),
    # Rounds of check-ins
    Kept("rollcalls", "报平安的轮次", "the rounds of check-ins", "opened_by"),
    Kept(
        "rollcall_members",
        "一轮问到的人",
        "whom a round asked, and why others were left in peace",
        "member_id",
        YEAR,
        "rollcall_id IN (SELECT id FROM rollcalls WHERE opened_at < :before)",
    ),
    Kept(
        "absences",
        "联系不上的日子",
        "when a member cannot be heard of",
        "member_id",
        YEAR,
        "ends_on < substr(:before, 1, 10) OR ended_at < :before",
    ),
    Kept("lost_contacts", "失联", "whom a person declared out of reach", "member_id"),
    Kept("escalations", "没消息的上报", "who was told of a silence", "member_id", YEAR, "at < :before"),
)


def delete_overdue(db: Database, now: datetime) -> dict[str, int]:
    """Delete (or empty) what is over its time; gives how many rows of each table that had some."""
    done = {}
    _let_go_of_old_outbox(db, now)
    for kept in REGISTRY:
        if kept.term is None or kept.over is None:
            continue
        end = f"WHERE {kept.over}"
        statement = (
            f"UPDATE {kept.table} SET {kept.blank} {end}"  # noqa: S608 -- constants of this page
            if kept.blank
            else f"DELETE FROM {kept.table} {end}"  # noqa: S608
        )
        cursor = db.execute(statement, {"before": stamp(now - kept.term)})
        if cursor.rowcount:
            done[kept.table] = int(cursor.rowcount)
    return done


def _let_go_of_old_outbox(db: Database, now: datetime) -> None:
    """Let check-ins forget which line of thanks named them, before that line is deleted."""
    term = next(kept.term for kept in REGISTRY if kept.table == "outbox")
    assert term is not None
    db.execute(
        "UPDATE checkins SET thanked_by = NULL WHERE thanked_by IN"
        " (SELECT id FROM outbox WHERE created_at < :before"
        "   AND state NOT IN ('queued', 'sending', 'in_doubt'))",
        {"before": stamp(now - term)},
    )


def delete_old_files(folder: Path, now: datetime) -> int:
    """Delete pictures drawn and files received more than a week ago; gives how many."""
    gone = 0
    for path in (*folder.glob("files/*"), *folder.glob("pictures/*")):
        if path.is_file() and path.stat().st_mtime < (now - timedelta(days=7)).timestamp():
            path.unlink(missing_ok=True)
            gone += 1
    return gone


def _show(term: timedelta) -> str:
    years, days = divmod(term.days, YEAR.days)
    number, unit = (years, "year") if years and not days else (term.days, "day")
    if term < timedelta(days=1):
        number, unit = term // timedelta(hours=1), "hour"
    return f"{number} {unit}{'s' if number > 1 else ''}"


def as_markdown() -> str:
    """Write docs/kept.md."""
    lines = [
        "# What is kept",
        "",
        "Made from `data/retention.py` by `make docs`; do not edit. Ordinary chat is never stored. Every",
        "night at a quarter past three what is over its time is deleted; how many rows is logged.",
        "",
        "| table | for | about | for how long |",
        "|---|---|---|---|",
    ]
    for kept in REGISTRY:
        about = f"`{kept.person}`" if kept.person else "nobody"
        term = _show(kept.term) if kept.term else "as long as the roll"
        emptied = ", then emptied" if kept.blank else ""
        lines.append(f"| {kept.table} | {kept.purpose} | {about} | {term}{emptied} |")
    lines += ["", "Files: pictures drawn and files received are deleted after seven days.", ""]
    return "\n".join(lines)
