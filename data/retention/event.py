"""How events and who came are kept."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

_OVER = "event_id IN (SELECT id FROM events WHERE starts_at < :before)"

KEPT: tuple[Kept, ...] = (
    Kept(
        "events",
        "活动",
        "what the organisation invited to, when and where",
        "opened_by",
        hidden="公务上的记录，写着您办过的事，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公的记录，不是您的个人情况",
    ),
    Kept(
        "event_rooms",
        "活动发到的群",
        "which rooms an invitation went to",
        None,
        3 * YEAR,
        _OVER,
    ),
    Kept(
        "event_members",
        "活动请到的人",
        "whom an event invited",
        "member_id",
        3 * YEAR,
        _OVER,
        shown="event_id",
        erase=Erase.ROW,
    ),
    Kept(
        "event_answers",
        "活动的报名",
        "who said to come to an event or not, and why not",
        "member_id",
        YEAR,
        _OVER,
        shown="at event_id choice reason said_by withdrawn_at",
        erase=Erase.ROW,
    ),
    Kept(
        "event_attendances",
        "活动的签到",
        "who came to an event, for the year's review",
        "member_id",
        3 * YEAR,
        _OVER,
        shown="at event_id said_by withdrawn_at",
        erase=Erase.ROW,
    ),
)
