"""A report as text: one screen and a half, the figures that stand beside each other in one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from bot.domain.case.counting import median
from bot.domain.case.showing import show_span
from bot.domain.report.figure import ARREARS, CAME, LEFT, MEETINGS, OPEN, WITHIN, Figure, Part
from bot.domain.report.tally import Report
from bot.domain.working_time import Hours

NOTHING = "—"
GONE = "已过保存期"
_SHARED = 100


def show(report: Report, hours: Hours, silent_days: int, command: str) -> str:
    """Write a report; `command` is what asks for it, `hours` the office's day."""
    kind = "年报" if report.period.is_year else "月报"
    writer = _Writer(report, hours, silent_days)
    lines = writer.lines()
    quiet = f"没有：{'、'.join(writer.quiet)}" if writer.quiet else ""
    gone = f"{GONE}、不再统计：{'、'.join(writer.gone)}" if writer.gone else ""
    asked = f"详细发“{command} 表”或“{command} 打印”，图发“{command} 图”"
    title = f"【{kind}】{report.period.title} {report.about}"
    return "\n".join(line for line in (title, *lines, quiet, gone, asked) if line)


def share(part: int, whole: int) -> str:
    """Write a share in per cent; of nothing there is none."""
    return f"{_SHARED * part / whole:.0f}%" if whole else NOTHING


class _Writer:
    """Writes the lines of a report; what had nothing in it, or is deleted by now, is named at the end."""

    def __init__(self, report: Report, hours: Hours, silent_days: int) -> None:
        self._report = report
        self._now = report.total
        self._hours = hours
        self._silent_days = silent_days
        self.quiet: list[str] = []
        self.gone: list[str] = []

    def lines(self) -> list[str]:
        """Write the lines that have something to say, in the order of the parts."""
        written = {
            Part.PEOPLE: self._people,
            Part.CONTACT: self._contact,
            Part.WHERE: self._where,
            Part.NOTICES: self._notices,
            Part.RECORD: self._record,
            Part.MEETINGS: self._meetings,
            Part.EVENTS: self._events,
            Part.STUDY: self._study,
            Part.DUES: self._dues,
            Part.CASES: self._cases,
            Part.TRANSFERS: self._transfers,
            Part.CARE: self._care,
            Part.POINTS: self._points,
        }
        found = []
        for part, write in written.items():
            if all(part in gone for gone in self._gone()):
                self.gone.append(part.value)
            elif line := write():
                found.append(f"{part}：{line}")
            else:
                self.quiet.append(part.value)
        return found

    def _gone(self) -> list[Iterable[Part]]:
        return [self._report.gone.get(month, ()) for month in self._report.by_month]

    def _of(self, figure: Figure) -> int:
        return self._now.of(figure)

    def _some(self, *figures: Figure, unit: str = "") -> str:
        """Write figures by their names, those that are not nought: 转出 1，去世 1."""
        return "，".join(f"{one} {number}{unit}" for one in figures if (number := self._of(one)))

    def _ratio(self, done: Figure, asked: Figure) -> str:
        return f"{self._of(done)}/{self._of(asked)}（{share(self._of(done), self._of(asked))}）"

    def _people(self) -> str:
        start, end = self._of(Figure.START), self._of(Figure.END)
        figures = [one for one in (*CAME, *LEFT) if not (self._report.whole and one in WITHIN)]
        moved = self._some(*figures)
        within = self._of(Figure.TO_BRANCH) if self._report.whole else 0
        parts = [*([moved] if moved else []), *([f"支部之间调动 {within}"] if within else [])]
        change = f"（{'，'.join(parts)}）" if parts else ""
        if start != end:
            return f"{start} → {end} 人{change}"
        return f"{end} 人{change or '，没有变动'}"

    def _contact(self) -> str:
        heard = self._ratio(Figure.HEARD, Figure.GREETED)
        if self._report.period.is_year:
            heard = f"平均每月 {share(self._of(Figure.HEARD), self._of(Figure.GREETED))}"
        before = self._report.last_month
        if before:
            rate = share(before.of(Figure.HEARD), before.of(Figure.GREETED))
            heard += f"，上月 {before.of(Figure.HEARD)}（{rate}）"
        silent = self._of(Figure.SILENT)
        return heard + (f"；满 {self._silent_days} 天没消息 {silent} 人" if silent else "")

    def _where(self) -> str:
        names = {Figure.AT_HOME: "本地", Figure.AWAY: "外地", Figure.ABROAD: "境外", Figure.NOWHERE: "不清楚"}
        there = "，".join(f"{name} {self._of(one)}" for one, name in names.items() if self._of(one))
        moves = self._some(Figure.WENT_AWAY, Figure.WENT_ABROAD, Figure.CAME_BACK)
        return there + (f"；{moves}" if moves else "")

    def _notices(self) -> str:
        if not self._of(Figure.NOTICES):
            return ""
        return f"{self._of(Figure.NOTICES)} 条，已回 {self._ratio(Figure.ANSWERED, Figure.ASKED)}"

    def _record(self) -> str:
        changes = self._of(Figure.CHANGES)
        people = "" if self._report.period.is_year else f"（{self._of(Figure.CHANGED)} 人）"
        return f"更新 {changes} 处{people}" if changes else ""

    def _meetings(self) -> str:
        behind = self._of(Figure.BEHIND)
        words = self._some(*MEETINGS)
        if words and self._of(Figure.TO_MEET):
            words += f"，到会 {share(self._of(Figure.MET), self._of(Figure.TO_MEET))}"
        return "；".join(one for one in (words, self._lacking(behind)) if one)

    def _lacking(self, behind: int) -> str:
        if not behind:
            return ""
        if self._report.period.is_year:
            return f"缺会的支部，各月相加 {behind} 个"
        return f"还差会的支部 {behind} 个" if len(self._report.branches) > 1 else "还差会，见“三会一课”"

    def _events(self) -> str:
        parts = []
        if self._of(Figure.EVENTS):
            parts.append(f"{self._of(Figure.EVENTS)} 次，到场 {self._ratio(Figure.CAME, Figure.INVITED)}")
        if self._of(Figure.ONLINE):
            turnout = self._ratio(Figure.ONLINE_CAME, Figure.ONLINE_ASKED)
            parts.append(f"线上党课 {self._of(Figure.ONLINE)} 次，到课 {turnout}")
        return "；".join(parts)

    def _study(self) -> str:
        if not self._of(Figure.STUDIES):
            return ""
        read = f"{self._of(Figure.STUDIES)} 条，已学 {self._ratio(Figure.READ, Figure.TO_READ)}"
        return read + (f"，心得 {self._of(Figure.REFLECTIONS)} 份" if self._of(Figure.REFLECTIONS) else "")

    def _dues(self) -> str:
        if not self._of(Figure.DUES_DUE):
            return ""
        if self._report.period.is_year:
            return f"平均每月交了 {share(self._of(Figure.DUES_PAID), self._of(Figure.DUES_DUE))}"
        classes = self._some(*ARREARS).replace("党费没有登记", "没有登记")
        return f"交了当月的 {self._ratio(Figure.DUES_PAID, Figure.DUES_DUE)}；到今天：{classes}"

    def _cases(self) -> str:
        opened, replied = self._of(Figure.OPENED), self._of(Figure.REPLIED)
        parts = [f"新 {opened} 件"] if opened else []
        if replied:
            usual = show_median(self._now.spans, self._hours)
            parts.append(f"答复 {replied} 件（按时 {self._of(Figure.IN_TIME)}，一半在 {usual}以内）")
        names = ("3 个工作日以内", "4–7 个工作日", "7 个工作日以上")
        ages = "，".join(
            f"{name} {self._of(one)}" for name, one in zip(names, OPEN, strict=True) if self._of(one)
        )
        if ages:
            parts.append(f"在办 {sum(map(self._of, OPEN))} 件（{ages}）")
        if self._report.whole and self._of(Figure.CONFIDENTIAL):
            parts.append(f"需保密的 {self._of(Figure.CONFIDENTIAL)} 件")
        return "，".join(parts)

    def _transfers(self) -> str:
        names = {
            Figure.TRANSFER_ASKED: "提出",
            Figure.TRANSFER_DONE: "办完",
            Figure.TRANSFER_STOPPED: "没办成或撤回",
        }
        return "，".join(f"{name} {self._of(one)} 件" for one, name in names.items() if self._of(one))

    def _care(self) -> str:
        return (
            self._some(Figure.VISITS, Figure.CALLS, Figure.MISSED, Figure.PARCELS).replace(
                "没见到、没接通", "没见到没接通"
            )
            + self._greetings()
        )

    def _greetings(self) -> str:
        greeted = self._of(Figure.GREETINGS)
        before = any(map(self._of, (Figure.VISITS, Figure.CALLS, Figure.MISSED, Figure.PARCELS)))
        return f"{'，' if before else ''}祝福 {greeted} 人次" if greeted else ""

    def _points(self) -> str:
        return f"得分合计 {self._of(Figure.POINTS)} 分" if self._of(Figure.POINTS) else ""


def show_median(spans: Sequence[timedelta], hours: Hours) -> str:
    """Write the middle one of some spans of working time; of none nothing."""
    return show_span(median(spans), hours) if spans else NOTHING
