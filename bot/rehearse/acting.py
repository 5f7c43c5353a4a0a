"""The people of a rehearsal at work: who writes what where, who comes and goes, what breaks."""

from __future__ import annotations

from pathlib import Path

from sqlite_utils import Database

from bot.config import ConfigError
from bot.ports import Link
from bot.rehearse.cast import find_room
from bot.rehearse.script import Happening, Step
from bot.rehearse.transcript import Transcript
from bot.simulation import Stage
from bot.transport.simulated import mentioned
from data import account as accounts
from data import bindcode
from data import member as members


class Actors:
    """Those who act on a stage; `guests` are the accounts of those who are not bound, by name.

    The files they send lie in `folder`.
    """

    def __init__(self, db: Database, stage: Stage, folder: Path, guests: dict[str, str]) -> None:
        self.guests = guests
        self._db = db
        self._stage = stage
        self._folder = folder

    def account(self, name: str) -> str:
        """Give the account of somebody who acts. Raises ConfigError."""
        if name in self.guests:
            return self._now(self.guests[name])
        found = {
            self._now(account)
            for person in members.named(self._db, name)
            for account in accounts.of_member(self._db, person.id)
        }
        if len(found) != 1:
            raise ConfigError(f"{name} is {'nobody with a WeChat account' if not found else 'not unique'}")
        return found.pop()

    def _now(self, wechat_id: str) -> str:
        """Give the id by which the present gateway names a room or an account."""
        return self._stage.wechat.renamed.get(wechat_id, wechat_id)

    def _room(self, name: str | None) -> str:
        return self._now(find_room(self._db, name or ""))

    def name(self, account_id: str) -> str:
        """Give the name behind an account; of a stranger the account."""
        before = {new: old for old, new in self._stage.wechat.renamed.items()}.get(account_id, account_id)
        # Also of one that rests until it is confirmed, or that is not tied to its new id yet.
        holder = accounts.holder(self._db, account_id) or accounts.holder(self._db, before)
        guests = {self._now(account): name for name, account in self.guests.items()}
        return members.find(self._db, holder).name if holder else guests.get(account_id, account_id)

    def is_known(self, name: str) -> bool:
        """Whether somebody of this name is on the roll or has joined."""
        return name in self.guests or bool(members.named(self._db, name))

    def act(self, step: Step, said: Transcript) -> None:
        """Let happen what the step says. Raises ConfigError."""
        if step.event:
            self._happen(step.event)
        if step.who is None or not step.speaks:
            return
        room_id = self._room(step.room) if step.room else None
        account_id = self.account(step.who)
        seats = self._stage.wechat.seats[room_id] if room_id else {}
        if room_id and account_id not in seats:
            raise ConfigError(f"{step.who} does not sit in {step.room}")
        quote = said.quote(step.quote, step.room, step.who) if step.quote else None
        if step.quote and quote is None:
            raise ConfigError(f"no message to quote matches {step.quote!r}")
        file = self._folder / step.send_file if step.send_file else None
        if file and not file.is_file():
            raise ConfigError(f"there is no file {file}")
        self._stage.wechat.speak(
            account_id,
            seats.get(account_id, step.who),
            step.say or "",
            room=room_id,
            mentions=mentioned(step.say or "", seats),
            mentions_bot=step.mention,
            quote=quote,
            file=str(file) if file else None,
            link=Link(**step.send_link.model_dump()) if step.send_link else None,
        )

    def _happen(self, event: Happening) -> None:
        wechat = self._stage.wechat
        if event.gateway == "changed":
            wechat.change_gateway()
        elif event.code:
            # What `python -m bot bind-code` would print, and the clerk copies.
            path = bindcode.folder(Path(self._stage.settings.database))
            code = bindcode.make(path, event.code, self._stage.clock.now())
            wechat.speak(self.account(event.code), event.code, code)
        elif event.gateway:
            wechat.set_gateway(up=event.gateway == "up")
        elif event.restart:
            self._stage.restart_bot()
        elif event.leave:
            room_id = self._room(event.room)
            if self.account(event.leave) not in wechat.seats[room_id]:
                raise ConfigError(f"{event.leave} does not sit in {event.room}")
            wechat.leave(room_id, self.account(event.leave))
        elif event.join:
            if not self.is_known(event.join):
                self.guests[event.join] = f"guest-{len(self.guests) + 1}"
            wechat.join(self._room(event.room), self.account(event.join), event.nickname or event.join)
