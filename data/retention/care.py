"""How it is kept who looks after whom: contacts, visits, parcels, silence."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "contacts",
        "结对联系",
        "which contact person looks after which member or area",
        "member_id",
        shown="contact_id given_by given_at ended_at",
        erase=Erase.ROW,
    ),
    Kept(
        "visits",
        "走访和联系",
        "visits and calls to a member; after the term only that and when",
        "member_id",
        2 * YEAR,
        "at < :before AND words <> ''",
        blank="words = ''",
        shown="kind reached words said_by at",
        erase=Erase.BLANK,
        blanked="words = ''",
        because="书记走访、联系过的日期留着，内容已经清空",
    ),
    Kept(
        "visit_plans",
        "走访计划",
        "on which day somebody is to be visited",
        "member_id",
        YEAR,
        "day < substr(:before, 1, 10)",
        shown="day said_by",
        erase=Erase.ROW,
    ),
    Kept(
        "parcels",
        "寄书",
        "books sent to a member, and whether they arrived",
        "member_id",
        2 * YEAR,
        "sent_at < :before",
        shown="content tracking sent_at received_at",
        erase=Erase.ROW,
    ),
    Kept(
        "prompts",
        "提醒过书记的日子",
        "which dates of a member a secretary was told of, so that each is told once",
        "member_id",
        3 * YEAR,
        "at < :before",
        hidden="只记提醒过书记没有，日子本身在名册里",
        erase=Erase.ROW,
    ),
    Kept(
        "lost_contacts",
        "失联",
        "whom a person declared out of reach",
        "member_id",
        shown="reason said_by at ended_at",
        erase=Erase.ROW,
    ),
    Kept(
        "escalations",
        "没消息的上报",
        "who was told of a silence",
        "member_id",
        YEAR,
        "at < :before",
        shown="silent_since told at",
        erase=Erase.ROW,
    ),
)
