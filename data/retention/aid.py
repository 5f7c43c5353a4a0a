"""How help among members is kept, and what the office wrote on errands."""

from __future__ import annotations

from datetime import timedelta

from data.retention.kept import YEAR, Erase, Kept

KEPT: tuple[Kept, ...] = (
    Kept(
        "aids",
        "互助",
        "what a member offered to or asked of fellow members, without telephone numbers",
        "member_id",
        YEAR,
        "coalesce(ended_at, asked_at) < :before",
        shown="number side words signed state asked_at ended_at",
        erase=Erase.ROW,
    ),
    Kept("aid_rooms", "互助发到的群", "which rooms read an offer or request, and on which day"),
    Kept(
        "aid_answers",
        "对互助的回应",
        "what a member answered to another's offer or request",
        "member_id",
        timedelta(days=180),
        "at < :before",
        shown="number words at withdrawn_at",
        erase=Erase.ROW,
    ),
    Kept(
        "errands",
        "办事指南",
        "guide texts the office wrote in place of the delivered ones",
        "changed_by",
        hidden="公务上的文字，不是您的个人情况",
        erase=Erase.KEEP,
        because="办公用的文字，不是您的个人情况",
    ),
)
