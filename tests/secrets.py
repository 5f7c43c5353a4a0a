"""A row of one person's in each table of organisation life, with words that no other text holds."""

from __future__ import annotations

from sqlite_utils import Database

from data import member as members
from data import unit as units

# What is known of 张三, and must not reach who may not see it: no example has any of these words.
WORDS = (
    *("8421", "126.32", "举报的密事", "反映的密事", "心得的密话", "汇报的密话", "互助的密话", "回应的密话"),
    *("请假的密因", "缺席的密因", "申报的密事"),
)
_AT, _SOON = "2026-11-20T00:00:00.000Z", "2026-12-20T00:00:00.000Z"
_CASE = (
    "INSERT INTO cases (kind, member_id, said_by, branch_id, words, opened_at, level, due_at, granted)"
    " VALUES ('{}', :own, :own, :branch, '{}', :at, '{}', :soon, 9)"
)
_STATEMENTS = (
    "INSERT INTO dues_bases VALUES (:own, 2026, 'wage', 842100, :own, :at)",
    "INSERT INTO dues_standards (member_id, from_month, cents, declared, said_by, at)"
    " VALUES (:own, '2026-01', 12632, 1, :own, :at)",
    "INSERT INTO dues_payments (member_id, first, last, cents, payer, how, said_by, at)"
    " VALUES (:own, '2026-01', '2026-01', 12632, '李四', 'secretary', :clerk, :at)",
    "INSERT INTO dues_words (member_id, what, about, at) VALUES (:own, 'reminder', '2026-01', :at)",
    _CASE.format("report", "举报的密事", "office"),
    _CASE.format("problem", "反映的密事", "secretary"),
    "INSERT INTO case_steps (number, member_id, act, by, at, words)"
    " SELECT number, :own, 'replied', :own, :at, words FROM cases",
    "INSERT INTO studies (title, scope, names, state, due_at, opened_at, closes_at, said_by, at)"
    " VALUES ('全会公报', 'all', '[]', 'open', :at, :at, :soon, :clerk, :at)",
    "INSERT INTO study_members VALUES (1, :own)",
    "INSERT INTO study_reads (study_id, member_id, at, how, said_by) VALUES (1, :own, :at, 'self', :own)",
    "INSERT INTO reflections (study_id, member_id, words, how, said_by, at)"
    " VALUES (1, :own, '心得的密话', 'self', :own, :at)",
    "INSERT INTO points (member_id, deed, source, at, state, words, said_by, entered_at)"
    " VALUES (:own, 'volunteer', 'told:1', :at, 'waiting', '申报的密事', :own, :at)",
    "INSERT INTO points_shown VALUES (:own, :at)",
    "INSERT INTO points_extras (member_id, year, title, at) VALUES (:own, 2026, '评优', :at)",
    "INSERT INTO events (title, place, starts_at, audience, branch_id, opened_by, opened_at)"
    " VALUES ('座谈会', '活动中心', :soon, '第一支部', :branch, :clerk, :at)",
    "INSERT INTO event_members VALUES (1, :own)",
    "INSERT INTO event_answers (event_id, member_id, choice, reason, said_by, at)"
    " VALUES (1, :own, 'leave', '请假的密因', :own, :at)",
    "INSERT INTO event_attendances (event_id, member_id, said_by, at) VALUES (1, :own, :own, :at)",
    "INSERT INTO meetings (number, branch_id, kind, held_on, online, topic, noted_by, at)"
    " VALUES (1, :branch, 'congress', '2026-11-20', 0, '走访', :clerk, :at)",
    "INSERT INTO meeting_members VALUES (1, :own, 0, '缺席的密因')",
    "INSERT INTO reports VALUES (:own, '2026-4', '汇报的密话', :own, :at)",
    "INSERT INTO nominations (title, places, branches, opened_by, opened_at, deadline)"
    " VALUES ('优秀党员', 2, '[' || :branch || ']', :clerk, :at, :soon)",
    "INSERT INTO nomination_votes VALUES (1, :own, :other, :at)",
    "INSERT INTO aids (member_id, side, words, signed, phone, state, asked_at)"
    " VALUES (:own, 'ask', '互助的密话', 0, 1, 'unseen', :at)",
    "INSERT INTO aid_answers (number, member_id, words, phone, at) VALUES (1, :own, '回应的密话', 1, :at)",
    "INSERT INTO lessons (title, starts_at, audience, rooms, opened_by, opened_at)"
    " VALUES ('学习新党章', :soon, '第一支部', '[]', :clerk, :at)",
    "INSERT INTO lesson_members (number, member_id, remind) VALUES (1, :own, 1)",
    "INSERT INTO lesson_attendances (number, member_id, said_by, at) VALUES (1, :own, :own, :at)",
)


def live(db: Database, name: str = "张三") -> None:
    """Let somebody of the cast's first branch have a row in each table."""
    own, other, clerk = (members.named(db, one)[0].id for one in (name, "李四", "王主任"))
    branch = units.named(db, "第一支部")
    assert branch is not None
    values = {"own": own, "other": other, "clerk": clerk, "branch": branch.id, "at": _AT, "soon": _SOON}
    for statement in _STATEMENTS:
        db.execute(statement, values)
