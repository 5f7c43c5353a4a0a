"""How cases are kept."""

from __future__ import annotations

from data.retention.kept import YEAR, Erase, Kept

_OVER = "closed_at < :before AND words <> ''"

KEPT: tuple[Kept, ...] = (
    Kept(
        "cases",
        "工单（建议、反映、求助、代办、申诉、举报）",
        "what members asked of the organisation; two years after closing only its kind and when",
        "member_id",
        2 * YEAR,
        _OVER,
        blank="words = ''",
        shown="number kind words opened_at due_at state answered_at closed_at",
        erase=Erase.BLANK,
        blanked="words = ''",
        only="closed_at IS NOT NULL",
        because="您提过几件事、什么时候答复的留着，办结了的内容已经清空；没办完的办完再清",
    ),
    Kept(
        "case_steps",
        "工单的经过",
        "what was done about a case, by whom, in which words; two years after closing without the words",
        "member_id",
        2 * YEAR,
        "words <> '' AND number IN (SELECT number FROM cases WHERE closed_at < :before)",
        blank="words = ''",
        shown="number act by at words",
        erase=Erase.BLANK,
        blanked="words = ''",
        only="number IN (SELECT number FROM cases WHERE closed_at IS NOT NULL)",
        because="您提过几件事、什么时候答复的留着，办结了的内容已经清空；没办完的办完再清",
    ),
)
