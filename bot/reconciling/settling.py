"""What came out of a reconciliation's work, brought into the store and said to the clerk who waits for it."""

from __future__ import annotations

from bot.context import Context
from bot.domain.delivery import LASTING, Kind
from bot.domain.ledger import Decisions
from bot.domain.question import How
from bot.reconciling import working
from bot.reconciling.people import Roll
from bot.reconciling.working import ADDED, APART, JOINED, Done
from data import account as accounts
from data import audit, pending
from data import difference as differences
from data import draft as drafts
from data import ledger as ledgers
from data.ledger import Reconciled, Task


def settle(ctx: Context, rec: Reconciled, done: Done) -> None:
    """Keep what came out, say it, and note that nothing is left to do."""
    task = rec.task
    assert task
    ledgers.give_task(ctx.db, rec.number, None)
    if done.found is None:
        if task.what == "compare":
            ledgers.settle(ctx.db, rec.number, "failed")
        _say(ctx, rec, task, done.problem)
    elif task.what == "compare":
        _keep_found(ctx, rec, done)
        _note_look(ctx, rec, task, "对账")
        _say(ctx, rec, task, working.show_result(rec, done.found))
        _send(ctx, rec, task, done)
    elif task.what == "decide":
        _propose(ctx, rec, task, done)
    elif task.what == "apply":
        _keep_found(ctx, rec, done)
        _apply(ctx, rec, task, done)
    else:
        _issue(ctx, rec, task, done)


def _keep_found(ctx: Context, rec: Reconciled, done: Done) -> None:
    found = done.found
    assert found
    roll = Roll.of(ctx.db)
    whose = {person.key: roll.whose(person) for person in found.people}
    pairs = [(one, whose[one.person.key]) for one in found.differences]
    names = [one.name for one in rec.ledgers]
    differences.bring_up_to_date(ctx.db, rec.number, pairs, names, found.merged)
    ledgers.note_fields(ctx.db, rec.number, [ledger.fields for ledger in found.ledgers])


def _note_look(ctx: Context, rec: Reconciled, task: Task, what: str) -> None:
    who = accounts.actor(ctx.db, task.account_id)
    people = {case.member_id for case in differences.of(ctx.db, rec.number) if case.member_id}
    if who:
        audit.note(ctx.db, who.member.id, what, sorted(people), ctx.now, rec.name)


def _say(ctx: Context, rec: Reconciled, task: Task, body: str) -> None:
    key = f"ledger:{rec.number}:{task.what}:{task.message_id}"
    ctx.say(key, task.conversation, body, Kind.REPLY, not_after=ctx.now + LASTING)


def _send(ctx: Context, rec: Reconciled, task: Task, done: Done) -> None:
    files = [done.book] if done.book else [one.path for one in done.copies]
    for place, file in enumerate(files):
        key = f"ledger:{rec.number}:file:{task.message_id}:{place}"
        ctx.say(key, task.conversation, "", Kind.REPLY, file=file, not_after=ctx.now + LASTING)


def _propose(ctx: Context, rec: Reconciled, task: Task, done: Done) -> None:
    """Show what the workbook decides, and wait for 确认."""
    made = done.decisions
    assert made
    counts = (
        (len(made.values), "处定了"),
        (len(made.left), "处不改"),
        (len(made.added), "人要补"),
        (len(made.joined), "对是同一人"),
        (len(made.apart), "对不是同一人"),
    )
    shown = "，".join(f"{count} {words}" for count, words in counts if count)
    if not shown:
        _say(ctx, rec, task, "表里还没有决定：请在黄色的“决定”一列选好，存盘再发来，回“对账 决定”。")
        return
    arguments = {"number": rec.number, "file": str(task.file)}
    drafts.keep(ctx.db, "ledger_decisions", task.account_id, task.conversation, arguments, ctx.now)
    _say(ctx, rec, task, f"{rec.name}的表读好了：{shown}。\n回复“确认”记下，“取消”作罢。")


def _apply(ctx: Context, rec: Reconciled, task: Task, done: Done) -> None:
    made, who = done.decisions, accounts.actor(ctx.db, task.account_id)
    assert made
    assert who
    marks = {
        ADDED: made.added,
        JOINED: rec.marks.get(JOINED, frozenset()) | made.joined,
        APART: made.apart,
    }
    ledgers.mark(ctx.db, rec.number, marks)
    _decide(ctx, rec, made, who.member.id)
    left = len(differences.of(ctx.db, rec.number, "open"))
    rest = f"还有 {left} 处没定：“对账 问 {rec.number}号”，或者接着在表里选。" if left else "全都定了。"
    lines = [
        f"{rec.name}记下了。{rest}",
        f"要改好的表，回“对账 出表 {rec.number}号”；定下的写进名册，回“对账 入册 {rec.number}号”。",
    ]
    _say(ctx, rec, task, "\n".join(lines))


def _decide(ctx: Context, rec: Reconciled, made: Decisions, by: int) -> None:
    for case in differences.of(ctx.db, rec.number):
        value = made.values.get(case.key)
        is_new = value is not None and (case.value is None or case.value.key != value.key)
        if is_new or (case.key in made.left and case.state != "left"):
            differences.decide(ctx.db, case.id, value, by=by, how=How.WORKBOOK, now=ctx.now)


def _issue(ctx: Context, rec: Reconciled, task: Task, done: Done) -> None:
    """Send the corrected copies; from here on the ledgers are kept equal."""
    lines = [f"{rec.name}改好的表，每本一个，格式照原来的，原表没有动："]
    for copied, kept in zip(done.copies, [one for one in rec.ledgers if not one.is_roll], strict=True):
        lines.append(f"· {kept.name}：改了 {copied.cells} 格，补了 {copied.rows} 行")
        lines += [f"  {note}" for note in copied.notes[:5]]
        pending.watch(
            ctx.db,
            kept.name,
            number=rec.number,
            fields=kept.fields,
            since_change=rec.since_change,
            now=ctx.now,
        )
    if left := len(differences.of(ctx.db, rec.number, "open")):
        lines.append(f"还有 {left} 处没定，这些照旧没改。")
    if rec.entered_at is None:
        lines.append(f"定下的写进名册，回“对账 入册 {rec.number}号”。")
    lines.append("以后名册上再改了什么、哪本要跟着改，我记着，发“待改”看。")
    _note_look(ctx, rec, task, "对账出表")
    _say(ctx, rec, task, "\n".join(lines))
    _send(ctx, rec, task, done)
