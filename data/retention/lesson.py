"""How lessons held online are kept."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "lessons",
        "线上党课",
        "which lessons were held online, when and for whom",
        "opened_by",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
    Kept(
        "lesson_members",
        "党课请到的人",
        "whom a lesson was for, and who wished to be reminded",
        "member_id",
        3 * YEAR,
        "number IN (SELECT number FROM lessons WHERE starts_at < :before)",
        shown="number remind",
        erase=Erase.ROW,
    ),
    Kept(
        "lesson_attendances",
        "党课签到",
        "who attended a lesson, and who said so",
        "member_id",
        3 * YEAR,
        "at < :before",
        shown="number said_by at",
        erase=Erase.ROW,
    ),
)
