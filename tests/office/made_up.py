"""A store with a little of everything, and what of it must never reach the office's tables."""

from __future__ import annotations

from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from data.db import open_store, stamp

NOW = datetime.now(UTC)
PHONE, ABROAD_PHONE = "13800001234", "+4915112345678"
ID_NUMBER = "110116199003071239"
BIRTHDAY, ADDRESS, RESIDENCE, LABEL = "1990-03-07", "怀柔区泉河街道富乐北里八号楼", "常熟市虞山镇", "重病"
# Whole in one copy only; their owner's name is in both.
PERSONAL = (PHONE, ABROAD_PHONE[3:], ID_NUMBER, BIRTHDAY, ADDRESS, RESIDENCE, LABEL)
WORDS = "平安，我在医院陪父亲做手术"
CONFIDENTIAL = "举报有人虚报工时"
TOLD = "家里漏水想请人帮忙"
# In neither copy.
NEVER = (WORDS, CONFIDENTIAL, TOLD, "wx-account-hu", "9876543", "msg-of-hu", "昆山市")
FORMULA = "=HYPERLINK(1)"

_INSERTS: dict[str, list[tuple[Any, ...]]] = {
    "units (id, kind, name)": [
        (1, "committee", "怀柔人才党委"),
        (2, "branch", "第一支部"),
        (3, "branch", "第二支部"),
    ],
    "members (id, name, sex, birthday, phone, residence, branch_id, id_number, address, dues_until,"
    " status)": [
        (1, "胡晨曦", "女", BIRTHDAY, PHONE, RESIDENCE, 2, ID_NUMBER, ADDRESS, "2020-01", "floating"),
        (2, "刘佳慧", "女", "1985-11-30", "13800005678", None, 2, None, None, "2099-12", "active"),
        (3, FORMULA, "男", None, ABROAD_PHONE, None, 3, None, None, None, "abroad"),
        (4, "段慧玲", "女", None, None, None, 3, None, None, None, "active"),
    ],
    "posts (member_id, role, unit_id)": [(2, "secretary", 2)],
    "accounts (account_id, member_id, bound_at)": [("wx-account-hu", 1, stamp(NOW))],
    "labels (member_id, label, given_at)": [(1, LABEL, stamp(NOW))],
    "checkins (member_id, said_by, message_id, at, words, intent, safety, whereabouts, place)": [
        (
            1,
            1,
            "msg-of-hu",
            stamp(NOW - timedelta(days=9)),
            WORDS,
            "checkin",
            "safe",
            "away",
            '{"country": "CN", "province": "江苏省", "city": "苏州市", "district": "昆山市"}',
        ),
        (2, 2, "m2", stamp(NOW), "平安", "checkin", "safe", "home", None),
    ],
    "rollcalls (id, audience, opened_at, deadline)": [
        (1, "全体", stamp(NOW - timedelta(days=1)), stamp(NOW + timedelta(days=1)))
    ],
    "rollcall_members (rollcall_id, member_id, excused)": [
        (1, 1, None),
        (1, 2, None),
        (1, 3, None),
        (1, 4, "absent"),
    ],
    "notices (id, body, audience, receipt, deadline, sent_by, sent_at)": [
        (1, "周五前把表交给书记", "全体", 1, stamp(NOW + timedelta(days=2)), 2, stamp(NOW))
    ],
    "notice_members (notice_id, member_id)": [(1, one) for one in (1, 2, 3, 4)],
    "receipts (notice_id, member_id, at, certain, message_id)": [(1, 2, stamp(NOW), 1, "m3")],
    "dues_bases (member_id, year, kind, cents, said_by, at)": [(1, 2026, "wage", 987654321, 1, stamp(NOW))],
    "dues_standards (member_id, from_month, cents, declared, said_by, at)": [
        (1, "2026-01", 8888, 1, 1, stamp(NOW))
    ],
    "cases (number, kind, member_id, said_by, branch_id, words, opened_at, level, due_at, granted)": [
        (1, "report", 1, 1, 2, CONFIDENTIAL, stamp(NOW), "office", stamp(NOW), 1),
        (
            2,
            "help",
            4,
            4,
            3,
            TOLD,
            stamp(NOW - timedelta(days=2)),
            "secretary",
            stamp(NOW - timedelta(days=1)),
            1,
        ),
    ],
    "inbox (message_id, conversation, received_at, outcome)": [("msg-of-hu", "私聊", stamp(NOW), "x")],
}


def make_store(path: Path) -> Path:
    """Write the store; gives its path."""
    with closing(open_store(path, durable=False)) as db:
        db.execute("PRAGMA foreign_keys = OFF")
        with db.conn:
            for columns, rows in _INSERTS.items():
                marks = ", ".join("?" * len(rows[0]))
                values = columns.split("(", 1)[1]
                db.conn.executemany(
                    f"INSERT INTO {columns.split('(', 1)[0]} ({values} VALUES ({marks})", rows
                )
    return path
