"""The worktable's door: signing in, the first password, signing out; nobody else comes further."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

from quart import Blueprint, Response, g, render_template, request

from bot.domain.command import UserError
from bot.domain.login import LONGEST, check_password
from bot.domain.member import Member, Role
from bot.manual.rooms import account_of
from bot.web.worktable.table import COOKIE, HOME, Answer, Seat, Table, answer, lead, wants_part
from bot.web.worktable.tries import Tries
from data import account as accounts
from data import bindcode
from data import login as logins
from data import member as members
from data import unit as units

LOGIN = f"{HOME}login"
_OPEN = {"worktable.show_login", "worktable.log_in", "worktable.set_first", "worktable.try_out"}
_WRONG = "姓名或密码不对。忘了密码，在下面“第一次用，或忘了密码”里重新设。"
_BAD_CODE = "这个码不对，或者已经用过、过期了。请在终端再要一个："
_ASK_FOR_ONE = "bind-code 您的姓名"


def put_into(pages: Blueprint, table: Table) -> None:
    """Put the door before all pages of the worktable."""
    door = _Door(table)
    pages.before_request(door.stop)
    pages.get("/login")(door.show_login)
    pages.post("/login")(door.log_in)
    pages.post("/first")(door.set_first)
    pages.post("/trial")(door.try_out)
    pages.get("/password")(door.show_password)
    pages.post("/password")(door.change_password)
    pages.post("/logout")(door.log_out)

    @pages.errorhandler(UserError)
    async def explain(error: UserError) -> Answer:
        return answer(table.seat, str(error), wrong=True)


class _Door:
    """Lets in who knows a password or has a code."""

    def __init__(self, table: Table) -> None:
        self._table = table
        self._tries = Tries()
        # One at a time: a password costs 50 ms and 16 MB, and others must not wait for a flood of them.
        self._one_by_one = asyncio.Lock()

    async def stop(self) -> Answer | None:
        """Let nobody further who is not signed in, and is a clerk still."""
        table, cookie = self._table, request.cookies.get(COOKIE, "")
        person = logins.signed_in(table.db, cookie, table.real_now) if cookie else None
        if person is None:
            table.seats.pop(cookie, None)
            if request.endpoint in _OPEN:
                return None
            return ("请重新登录。", 401) if wants_part() else lead(LOGIN)
        g.seat = table.seats.setdefault(cookie, Seat(person))
        g.seat.member = person
        # A page that only looks by itself does not keep the session open; who sends something is there.
        if not wants_part() or request.method == "POST":
            with table.db.atomic():
                logins.note_seen(table.db, cookie, table.real_now)
        return None

    async def show_login(self) -> Answer:
        """Show the door, or lead in who is signed in."""
        return lead(HOME) if "seat" in g else await self._page()

    async def log_in(self) -> Answer:
        """Take a name and a password."""
        form = await request.form
        name, password = form.get("name", "").strip()[:64], form.get("password", "")[:LONGEST]
        try:
            self._tries.note(name, self._table.real_now)
            person = await self._check(name, password)
        except UserError as error:
            return await self._page(str(error), 429)
        if person is None:
            return await self._page(_WRONG, 403)
        self._tries.forget(name)
        return self._let_in(person)

    async def set_first(self) -> Answer:
        """Take a one-time code and a password: for a new clerk, or one who forgot the old one."""
        form = await request.form
        code = re.sub(r"\s", "", form.get("code", "")).upper()[:20]
        try:
            name = _look_at_code(self._table, code)
            check_password(name, form.get("password", ""), form.get("again", ""))
            person = _spend_code(self._table, code)
        except UserError as error:
            return await self._page(str(error), 403, code=form.get("code", "").strip()[:20])
        await self._keep_password(person, form.get("password", ""))
        self._tries.forget(person.name)
        return self._let_in(person)

    async def try_out(self) -> Answer:
        """Let anybody in, where all data is made up."""
        clerk = first_clerk(self._table) if self._table.trial else None
        return self._let_in(clerk) if clerk else await self._page("这里没有演示数据。", 403)

    async def show_password(self) -> Answer:
        """Show the boxes for another password."""
        return await render_template("worktable/password.html", seat=self._table.seat)

    async def change_password(self) -> Answer:
        """Take the old password and a new one; whoever is signed in with the old one is out."""
        form, clerk = await request.form, self._table.clerk
        self._tries.note(clerk.name, self._table.real_now)
        known = logins.find(self._table.db, clerk.id)
        if known is None or not await self._fits(form.get("old", "")[:LONGEST], known.sealed):
            raise UserError("现在的密码不对。忘了的话，请退出，用绑定码重新设。")
        check_password(clerk.name, form.get("password", ""), form.get("again", ""))
        self._tries.forget(clerk.name)
        await self._keep_password(clerk, form.get("password", ""))
        return self._let_in(clerk, "密码改好了，别处登录的都退出了。")

    async def log_out(self) -> Answer:
        """End the session."""
        table, cookie = self._table, request.cookies.get(COOKIE, "")
        with table.db.atomic():
            logins.close_session(table.db, cookie)
        table.seats.pop(cookie, None)
        response = lead(LOGIN)
        response.delete_cookie(COOKIE, path="/worktable")
        return response

    async def _check(self, name: str, password: str) -> Member | None:
        """Give who it is; an unknown name costs the same as a wrong password."""
        found = logins.named(self._table.db, name)
        fit = [await self._fits(password, one.sealed) for one in found]
        if not found:
            await self._fits(password, logins.NOBODY)
        right = [one for one, fits in zip(found, fit, strict=True) if fits]
        if len(right) > 1:
            raise UserError("有两位同名的党办用了一样的密码，请其中一位先用绑定码换一个密码。")
        return members.find(self._table.db, right[0].member_id) if right else None

    async def _fits(self, password: str, sealed: str) -> bool:
        async with self._one_by_one:
            return await asyncio.to_thread(logins.fits, password, sealed)

    async def _keep_password(self, person: Member, password: str) -> None:
        async with self._one_by_one:
            sealed = await asyncio.to_thread(logins.seal, password)
        with self._table.db.atomic():
            logins.keep(self._table.db, person.id, sealed, self._table.real_now)

    def _let_in(self, person: Member, told: str = "") -> Response:
        table = self._table
        with table.db.atomic():
            cookie = logins.open_session(table.db, person.id, table.real_now)
        table.seats = {one: seat for one, seat in table.seats.items() if _is_open(table, one)}
        table.seats[cookie] = Seat(person, told=told)
        response = lead(HOME)
        secure = request.is_secure or request.headers.get("X-Forwarded-Proto") == "https"
        response.set_cookie(
            COOKIE, cookie, path="/worktable", httponly=True, samesite="Strict", secure=secure
        )
        return response

    async def _page(self, told: str = "", status: int = 200, *, code: str | None = None) -> tuple[str, int]:
        """Show the door; `code` is the one typed into the lower form, which `told` is then about."""
        clerk = first_clerk(self._table) if self._table.trial else None
        is_new = code is not None or not logins.is_any(self._table.db)
        page = await render_template(
            "worktable/login.html",
            told=told,
            clerk=clerk,
            first=is_new,
            code=code,
            command=bindcode.at_terminal("bind-code 王主任"),
        )
        return page, status


def first_clerk(table: Table) -> Member | None:
    """Give the clerk as whom one may look around."""
    return next(iter(members.holders(table.db, Role.CLERK)), None)


def _is_open(table: Table, cookie: str) -> bool:
    return logins.signed_in(table.db, cookie, table.real_now) is not None


def _folder(table: Table) -> Path:
    return bindcode.folder(Path(table.bot.settings.database))


def _look_at_code(table: Table, code: str) -> str:
    valid, name = bindcode.look(_folder(table), code, table.real_now)
    if not valid:
        raise UserError(_BAD_CODE + bindcode.at_terminal(_ASK_FOR_ONE))
    if not name:
        raise UserError(f"这个码没有写名字。请在终端写上再要一个：{bindcode.at_terminal(_ASK_FOR_ONE)}")
    if len([one for one in members.holders(table.db, Role.CLERK) if one.name == name]) > 1:
        raise UserError(f"党办不止一位{name}，分不清是给谁的。请先在名册上把名字写得不一样，再要一个码。")
    return name


def _spend_code(table: Table, code: str) -> Member:
    valid, name = bindcode.spend(_folder(table), code, table.real_now)
    if not valid or not name:
        raise UserError(_BAD_CODE + bindcode.at_terminal(_ASK_FOR_ONE))
    with table.db.atomic():
        committee = units.committee(table.db, table.bot.settings.organisation.name)
        clerk = bindcode.appoint(table.db, name, committee.id)
        if table.bot.settings.is_by_hand:  # what is for the clerk's eyes stands on a card
            accounts.befriend(table.db, account_of(table.db, clerk, table.now))
        return clerk
