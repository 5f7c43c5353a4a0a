"""How notices and their answers are kept."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "notices",
        "通知",
        "the office's record of what it announced",
        "sent_by",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
    Kept("notice_rooms", "通知发到的群", "where a notice went"),
    Kept(
        "notice_members",
        "通知要回的人",
        "whom a notice was for",
        "member_id",
        shown="notice_id",
        erase=Erase.KEEP,
        because="哪条通知发给过谁，没有别的内容",
    ),
    Kept(
        "notice_changes",
        "通知的更正",
        "how a notice was changed, and by whom",
        "by",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
    Kept(
        "relays",
        "书记的转发",
        "which secretary passed a notice on, in which words",
        "passed_on_by",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
    Kept(
        "receipts",
        "回执",
        "answers to notices; after the term only that and when",
        "member_id",
        YEAR,
        "at < :before AND remark <> ''",
        blank="remark = ''",
        shown="notice_id at choice remark how said_by withdrawn_at",
        erase=Erase.BLANK,
        blanked="remark = '', choice = NULL",
        because="回没回过通知，只留时间",
    ),
)
