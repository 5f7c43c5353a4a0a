"""How it is kept how people are: check-ins and their rounds, cries for help, absences, greetings."""

from __future__ import annotations

from datetime import timedelta

from data.retention.kept import YEAR, Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "checkins",
        "报平安",
        "how members are; after the term only dates",
        "member_id",
        YEAR,
        "at < :before AND (words <> '' OR whereabouts IS NOT NULL OR place IS NOT NULL"
        " OR heading_to IS NOT NULL OR phone IS NOT NULL)",
        blank="words = '', whereabouts = NULL, place = NULL, heading_to = NULL, phone = NULL, zone = NULL",
        shown="at words safety whereabouts place heading_to leaves_from leaves_to returns_from returns_to"
        " phone how said_by withdrawn_at zone",
        erase=Erase.BLANK,
        blanked="words = '', whereabouts = NULL, place = NULL, heading_to = NULL, leaves_from = NULL,"
        " leaves_to = NULL, returns_from = NULL, returns_to = NULL, phone = NULL, zone = NULL",
        because="哪天报过平安，只留日期",
    ),
    Kept(
        "concerns",
        "待看",
        "what the bot did not understand, for a secretary's look",
        "member_id",
        timedelta(days=60),
        "at < :before",
        shown="at words why settled_at",
        erase=Erase.ROW,
    ),
    Kept(
        "alarms",
        "求助",
        "cries for help, and who took them",
        "member_id",
        YEAR,
        "at < :before",
        shown="at words taken_by taken_at closed_at",
        erase=Erase.ROW,
        only="closed_at IS NOT NULL",
        because="还没了结的求助，要等有人处理完",
    ),
    Kept(
        "rests",
        "祝福暂停",
        "whose greetings rest after a death in the family",
        "member_id",
        timedelta(days=30),
        "until < :before",
        shown="until at said_by",
        erase=Erase.ROW,
    ),
    Kept(
        "greetings",
        "祝福",
        "who was greeted for what, so that nobody is greeted twice",
        "member_id",
        2 * YEAR,
        "CAST(substr(occasion, -4) AS INTEGER) < CAST(substr(:before, 1, 4) AS INTEGER)",
        shown="occasion",
        erase=Erase.ROW,
    ),
    Kept(
        "birthdays",
        "按哪个历过生日",
        "on which day a birthday is kept, where that is not the roll's; former choices go after the term",
        "member_id",
        timedelta(days=30),
        "at < :before AND id NOT IN"
        " (SELECT max(id) FROM birthdays WHERE withdrawn_at IS NULL GROUP BY member_id)",
        shown="lunar_month lunar_day leap said_by at withdrawn_at",
        erase=Erase.ROW,
    ),
    Kept(
        "rollcalls",
        "报平安的轮次",
        "the rounds of check-ins",
        "opened_by",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
    Kept(
        "rollcall_members",
        "一轮问到的人",
        "whom a round asked, and why others were left in peace",
        "member_id",
        YEAR,
        "rollcall_id IN (SELECT id FROM rollcalls WHERE opened_at < :before)",
        shown="rollcall_id asked_at reminded_at",
        erase=Erase.ROW,
    ),
    Kept(
        "absences",
        "联系不上的日子",
        "when a member cannot be heard of",
        "member_id",
        YEAR,
        "ends_on < substr(:before, 1, 10) OR ended_at < :before",
        shown="starts_on ends_on reason said_by at ended_at",
        erase=Erase.ROW,
    ),
)
