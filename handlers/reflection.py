"""已学, 心得, 代学: what members answer to something to read, and who has not."""

from __future__ import annotations

from bot.context import Turn, UserError
from bot.domain import progress
from bot.domain.progress import Query
from bot.domain.proxy import How
from bot.domain.study import answer
from bot.domain.study.answer import Done, ForOthers, Reflection
from bot.router import Right, Router
from bot.study import answering, listing, reminding, standing
from data import reflection as reflections

router = Router()
router.undoes(answering.said_last, answering.undo)


@router.command(
    "已学",
    may=Right.MEMBER,
    takes=answer.read_behind,
    usage="已学 [5号]",
    does="看过一条学习，记一笔；不写号就是最近没学的那条。“学完了”“5号已学”也行，引用那条回“已学”也行。",
    example="已学 5号",
    needs_words=True,
)
def note_read(turn: Turn, done: Done) -> None:
    """Note that the sender has read an item."""
    _note(turn, done)


@router.answer
def take_read(turn: Turn) -> bool:
    """Take 已学, 学完了, 5号已学, and 学习了 where it is surely said of an item."""
    done = answer.read_done(turn.text)
    if done is None or not answering.is_for_us(turn, done):
        return False
    _note(turn, done)
    return True


def _note(turn: Turn, done: Done) -> None:
    item = answering.find_item(turn, done.number)
    if item is None:
        if turn.is_addressed:
            turn.reply("现在没有等您学的内容。")
        return
    fresh = answering.note_read(turn, item, turn.actor.member)
    answering.acknowledge(turn, item, fresh=fresh)


@router.command(
    "心得",
    may=Right.MEMBER,
    takes=answer.read_reflection,
    usage="心得 [5号] 正文",
    does="写几句学习的心得，只有本支部书记和党办看得到。再发一遍就是改，学习结束前都能改。",
    example=answer.REFLECTION_EXAMPLE,
    spaced=True,
    needs_words=True,
)
def reflect(turn: Turn, said: Reflection) -> None:
    """Keep what the sender wrote about an item."""
    least = turn.settings.study.reflection_length
    named = said.number is not None or (turn.incoming.quote and answer.number_in(turn.incoming.quote.text))
    if not turn.is_addressed and not named and answer.count_letters(said.words) < least:
        return  # 心得 分享一下: talk among people
    item = answering.find_item(turn, said.number)
    if item is None:
        raise UserError("现在没有要写心得的学习内容。")
    answering.reflect(turn, item, said.words)


@router.command(
    "代学",
    may=Right.SECRETARY,
    takes=answer.read_for_others,
    usage="代学 [5号] 王五 李四 [电话|见面|家属]",
    does="替只有电话的同志记已学，记下是您报的、怎么问到的。名字也可以写“名单 未学”里的编号。",
    example=answer.PROXY_EXAMPLE,
    spaced=True,
)
def note_for_others(turn: Turn, order: ForOthers) -> None:
    """Note that people of the own branch have read an item."""
    if not turn.is_addressed and not turn.is_in_office and order.number is None:
        return  # 代学 车的来: talk among people
    item = standing.find_sent(turn, order.number)
    people = [listing.person(turn, item, who) for who in order.who]
    fresh = [one for one in people if answering.note_read(turn, item, one, order.how)]
    known = [one for one in people if one not in fresh]
    lines = []
    if fresh:
        how = f"（{order.how.chinese}）" if order.how is not How.OTHER else ""
        lines.append(f"已记{item.name}已学{how}：{'、'.join(one.name for one in fresh)}。错了回“撤”。")
    if known:
        lines.append(f"{'、'.join(one.name for one in known)}本来就记过了。")
    turn.reply_privately("".join(lines), "结果")


@router.command(
    "名单 未学",
    may=Right.SECRETARY,
    takes=progress.read_list_query,
    usage="名单 未学 [5号] [第三支部]",
    does="谁还没学，编了号，私下发给您；打过电话的，回“代学 5号 编号”。",
    example="名单 未学 5号",
)
def list_unread(turn: Turn, wanted: Query) -> None:
    """List who has not read an item, within the asker's scope."""
    item = standing.find_sent(turn, wanted.number)
    people = listing.within(turn, wanted, standing.unread(turn, item))
    if not people:
        turn.reply_privately(f"{item.called}都学过了。")
        return
    turn.note_look([one.id for one in people], "看名单 未学")
    whole = not turn.actor.is_clerk and turn.is_private
    lines = reminding.list_people(turn, people, whole=whole)
    end = f"打过电话的，回：代学 {item.number}号 1"
    turn.reply_with_list(
        f"study:{item.number}",
        f"{item.called}还没学的 {len(people)} 人：",
        lines,
        [one.id for one in people],
        end=end,
    )


@router.command(
    "心得 名单",
    may=Right.SECRETARY,
    takes=progress.read_list_query,
    usage="心得 名单 [5号] [第三支部]",
    does="一条学习收到的心得，带原文，私下发给您。只有书记和党办看得到。",
    example="心得 名单 5号",
)
def list_reflections(turn: Turn, wanted: Query) -> None:
    """Show what people wrote about an item, to who may read it."""
    item = standing.find_sent(turn, wanted.number)
    said = reflections.reflections(turn.db, item.number)
    people = listing.within(turn, wanted, listing.writers(turn, said))
    if not people:
        turn.reply_privately(f"{item.called}还没有收到心得。")
        return
    turn.note_look([one.id for one in people], "看心得")
    lines = [f"{one.name}：{said[one.id].words or '（过了保存期）'}" for one in people]
    turn.reply_privately("\n".join([f"{item.called}的心得 {len(people)} 份：", *lines]), "心得")
