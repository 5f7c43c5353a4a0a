"""How meetings, members' reports and nominations are kept."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "meeting_members",
        "参加过的会",
        "who came to a meeting of the branch, and why others did not",
        "member_id",
        3 * YEAR,
        "meeting_id IN (SELECT id FROM meetings WHERE held_on < substr(:before, 1, 10))",
        shown="meeting_id came reason",
        erase=Erase.BLANK,
        blanked="reason = ''",
        because="支部开会谁到了是会议记录，三年里要能查证；没到的原因会清掉",
    ),
    Kept(
        "meetings",
        "三会一课的记录",
        "which meetings a branch held, and what about",
        "noted_by",
        3 * YEAR,
        "held_on < substr(:before, 1, 10)",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
    Kept(
        "reports",
        "思想汇报",
        "what a member reported of a quarter, for the secretary and the office",
        "member_id",
        2 * YEAR,
        "at < :before",
        shown="quarter words said_by at",
        erase=Erase.ROW,
    ),
    Kept(
        "nomination_votes",
        "您的提名",
        "whom a member nominated, until the nomination closes: then only counts are left",
        "by_id",
        YEAR,
        "at < :before",
        shown="number for_id at",
        erase=Erase.ROW,
    ),
    Kept(
        "nomination_counts",
        "提名的票数",
        "how often somebody was nominated, a year long",
        "member_id",
        YEAR,
        "number IN (SELECT number FROM nominations WHERE closed_at < :before)",
        hidden="别人的提名是不公开的，连票数也只给发起的人和党办",
        erase=Erase.ROW,
    ),
    Kept(
        "nominations",
        "提名",
        "what was nominated for, and until when",
        "opened_by",
        YEAR,
        "closed_at < :before",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
)
