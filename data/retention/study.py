"""How study items, what people read and wrote, and home news are kept."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

_OFFICE = "公务上的记录，写着您办过的事，不是您的个人情况"
_STAYS = "办公的记录，不是您的个人情况"

KEPT: tuple[Kept, ...] = (
    Kept(
        "study_members",
        "学习发给谁",
        "whom a study item was for",
        "member_id",
        3 * YEAR,
        "study_id IN (SELECT id FROM studies WHERE at < :before)",
        shown="study_id",
        erase=Erase.ROW,
    ),
    Kept(
        "study_relays",
        "书记转发的学习",
        "which secretary passed a study item on",
        "passed_on_by",
        3 * YEAR,
        "study_id IN (SELECT id FROM studies WHERE at < :before)",
        hidden=_OFFICE,
        erase=Erase.KEEP,
        because=_STAYS,
    ),
    Kept(
        "study_reads",
        "学过什么",
        "who has read a study item, when, and who said so",
        "member_id",
        3 * YEAR,
        "at < :before",
        shown="study_id at how said_by",
        erase=Erase.ROW,
    ),
    Kept(
        "reflections",
        "心得",
        "what members wrote about a study item; after the term only that they did, until the item goes",
        "member_id",
        YEAR,
        "at < :before AND words <> ''",
        blank="words = ''",
        shown="study_id at words how said_by",
        erase=Erase.ROW,
    ),
    Kept(
        "studies",
        "学习内容",
        "what was given to read, to whom and when",
        "said_by",
        3 * YEAR,
        "at < :before",
        hidden=_OFFICE,
        erase=Erase.KEEP,
        because=_STAYS,
    ),
    Kept(
        "home_news",
        "家乡要闻",
        "which home news was sent",
        "said_by",
        3 * YEAR,
        "at < :before",
        hidden=_OFFICE,
        erase=Erase.KEEP,
        because=_STAYS,
    ),
)
