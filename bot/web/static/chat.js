// The page comes whole from the server; this keeps it fresh, and changes rooms and people without a jump.
"use strict";

const token = document.querySelector("meta[name=token]").content;
const MOST_LINES = 600; // more than anybody scrolls; older ones are one click away
let stream = null;
let visits = 0;
let followed = null; // where the scene led us; what it says in the meantime comes with the next stream
const drafts = new Map(); // what is half written, by the address of its conversation

const $ = (id) => document.getElementById(id);
const panes = () => $("panes");

// News from the server

function listen() {
  if (stream) stream.close();
  const url = new URL(panes().dataset.url, location.href);
  const query = new URLSearchParams({
    as: url.searchParams.get("as"), in: url.searchParams.get("in"), since: panes().dataset.version,
    led: followed ?? panes().dataset.focus,
  });
  const mine = stream = new EventSource(`${panes().dataset.base}/events?${query}`);
  stream.onmessage = async (event) => {
    await handLifted;
    if (mine === stream) show(JSON.parse(event.data), event.lastEventId);
  };
}

// While a button or link is held down nothing takes its place: the click would go nowhere.
let handLifted = Promise.resolve(), lift = () => {};
document.addEventListener("pointerdown", (event) => {
  if (event.button || !event.target.closest("a, button")) return;
  lift();
  handLifted = new Promise((done) => { lift = done; });
});
for (const end of ["pointerup", "pointercancel", "contextmenu"]) document.addEventListener(end, () => setTimeout(lift));

function show(news, version) {
  if (news.reload) { stream.close(); location.reload(); return; }
  panes().dataset.version = version;
  if (news.lines.length) addLines(news.lines);
  swap($("rooms"), news.rooms);
  swap($("now"), news.now);
  swap($("banner"), news.banner);
  if ($("stage")) swap($("stage"), news.stage);
  if (news.focus && !$("text").value && !$("text").readOnly) visit(news.focus, {led: true});
}

// A part that somebody is typing in, or holds the focus in, is left until he is done.
function swap(part, html) {
  const held = part.contains(document.activeElement) ? document.activeElement : null;
  if (part.dataset.html === html || (held && held.matches("input:not([type=hidden])"))) return;
  const top = part.scrollTop;
  part.innerHTML = html; // rendered by the server with every word escaped
  part.dataset.html = html;
  part.scrollTop = top;
  if (held) focusAgain(part, held);
}

// Gives the focus back to what has taken the place of the one that held it.
function focusAgain(part, held) {
  const same = (one) => one.id === held.id && one.name === held.name && one.type === held.type
    && one.getAttribute("href") === held.getAttribute("href") && (one.matches("input, textarea") || one.value === held.value);
  [...part.querySelectorAll("a, button, input, textarea")].find(same)?.focus({preventScroll: true});
}

function addLines(lines) {
  const list = $("lines"), scroll = $("scroll");
  const atEnd = scroll.scrollHeight - scroll.scrollTop - scroll.clientHeight < 80;
  const fresh = document.createElement("template");
  const added = document.createDocumentFragment();
  let own = false;
  for (const line of lines) {
    fresh.innerHTML = line.html;
    const known = $(line.id);
    if (known) {
      known.replaceWith(fresh.content.querySelector(".line"));
    } else {
      own = own || Boolean(fresh.content.querySelector(".own"));
      added.append(fresh.content);
    }
  }
  list.querySelector(".empty")?.remove();
  list.append(added);
  if (atEnd || own) {
    trim(list);
    goToEnd();
  }
}

// Takes the oldest lines off a long page; 看更早的 brings them back.
function trim(list) {
  const lines = list.querySelectorAll(".line");
  if (lines.length <= MOST_LINES) return;
  const first = lines[lines.length - MOST_LINES];
  while (list.firstElementChild !== first) list.firstElementChild.remove();
  const url = new URL(panes().dataset.url, location.href);
  const query = new URLSearchParams({
    as: url.searchParams.get("as"), in: url.searchParams.get("in"), before: first.dataset.number,
  });
  const more = document.createElement("li"), link = document.createElement("a");
  more.className = "more";
  link.href = `${panes().dataset.base}/lines?${query}`;
  link.textContent = "看更早的";
  more.append(link);
  list.prepend(more);
}

// Twice: lines out of sight have a guessed height until they are drawn.
function goToEnd() {
  const scroll = $("scroll");
  scroll.scrollTop = scroll.scrollHeight;
  requestAnimationFrame(() => { scroll.scrollTop = scroll.scrollHeight; });
}

// Going elsewhere without a jump

// On the way to where somebody wants to go he cannot write: it would be said in the place that he leaves.
async function visit(url, {push = true, pane = panes().dataset.pane, led = false} = {}) {
  const mine = ++visits;
  panes().setAttribute("aria-busy", "true");
  $("text").readOnly = !led;
  const answer = await fetch(url, {headers: {Accept: "text/html"}}).catch(() => null);
  const html = answer && answer.ok ? await answer.text() : "";
  await handLifted;
  if (mine !== visits) return; // somebody has gone on elsewhere meanwhile
  if (led && $("text").value) { panes().removeAttribute("aria-busy"); return; } // or has begun to write
  if (!answer || !answer.ok) { location.assign(url); return; }
  const text = $("text").value, held = document.activeElement, left = panes().dataset.url;
  const next = new DOMParser().parseFromString(html, "text/html");
  const samePlace = $("title").textContent === next.getElementById("title").textContent;
  document.title = next.title;
  $("panes").replaceWith(next.getElementById("panes"));
  document.querySelector(".top").replaceWith(next.querySelector(".top"));
  panes().dataset.pane = pane;
  followed = led ? url : null;
  if (samePlace) $("text").value = text;
  else drafts.set(left, text);
  if (!samePlace && !led) $("text").value = drafts.get(panes().dataset.url) ?? "";
  if (push) history.pushState(null, "", panes().dataset.url);
  begin();
  if (held !== document.body) focusAgain(document, held);
}

function begin() {
  goToEnd();
  showPane(panes().dataset.pane);
  listen();
}

function showPane(pane) {
  panes().dataset.pane = pane;
  for (const tab of document.querySelectorAll(".tabs a")) {
    if (tab.dataset.pane === pane) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  if (pane === "chat") goToEnd();
}

function complain(words) {
  const problem = $("problem");
  problem.textContent = words;
  problem.hidden = !words;
}

// Forms

async function send(form, button) {
  const data = new FormData(form, button);
  form.setAttribute("aria-busy", "true");
  const answer = await fetch(form.action, {method: "POST", body: data, headers: {"X-Token": token}})
    .catch(() => null);
  form.removeAttribute("aria-busy");
  if (!answer) { complain("没连上：机器人可能已经停了。"); return false; }
  if (!answer.ok) { complain(await answer.text()); return false; }
  complain("");
  if (answer.redirected) { await visit(answer.url, {pane: "chat"}); return true; }
  const {url} = await answer.json();
  if (form.dataset.ask) { location.assign(url); return true; }
  if (data.get("what") === "again") { drafts.clear(); await visit(url, {pane: "chat"}); } // a scene from its beginning
  else if (["leave", "join"].includes(data.get("what"))) await visit(url); // other people sit there now
  return true;
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  if (form.dataset.ask && !confirm(form.dataset.ask)) return;
  if (form.id !== "say") { await send(form, event.submitter); return; }
  if ($("text").readOnly) return;
  const words = $("text").value, file = $("file").files.length;
  if (!words.trim() && !file) return;
  const data = {text: words}, place = panes().dataset.url;
  if (await send(form, event.submitter)) {
    if ($("text").value === data.text) $("text").value = "";
    if (drafts.get(place) === data.text) drafts.delete(place);
    $("file").value = "";
    $("picked").textContent = "";
    unquote();
  }
});

document.addEventListener("keydown", (event) => {
  if (event.target.id === "text") {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
      event.preventDefault();
      if (!$("seats").hidden) mention(seatsShown()[0].dataset.name);
      else event.target.form.requestSubmit();
    } else if (event.key === "ArrowDown" && !$("seats").hidden) {
      event.preventDefault();
      seatsShown()[0]?.focus();
    }
  }
  if (event.key === "Escape") { closeSeats(); closeBonnet(); $("tour").open = false; }
  if (event.target.matches(".seats li")) {
    const item = event.target;
    const shown = seatsShown(), place = shown.indexOf(item);
    if (event.key === "ArrowDown") { event.preventDefault(); shown[place + 1]?.focus(); }
    if (event.key === "ArrowUp") { event.preventDefault(); (shown[place - 1] || $("text")).focus(); }
    if (event.key === "Enter" || event.key === " ") { event.preventDefault(); mention(item.dataset.name); }
  }
});

document.addEventListener("input", (event) => {
  if (event.target.id !== "text") return;
  pauseScene();
  if ($("at")) findSeats(event.data);
});

document.addEventListener("change", (event) => {
  if (event.target.id === "file") {
    const file = event.target.files[0];
    $("picked").textContent = file ? `要发：${file.name}` : "";
    if (file) $("text").focus();
  }
});

document.addEventListener("paste", (event) => {
  const picture = [...event.clipboardData.files][0];
  if (event.target.id !== "text" || !picture) return;
  const held = new DataTransfer();
  held.items.add(picture);
  $("file").files = held.files;
  $("picked").textContent = `要发：${picture.name}`;
  event.preventDefault();
});

// Mentions, quotes, solitaire lists

function write(words, {atEnd = false} = {}) {
  const box = $("text");
  const from = atEnd ? box.value.length : box.selectionStart, to = atEnd ? from : box.selectionEnd;
  box.setRangeText(words, from, to, "end");
  box.focus();
}

function seatsShown() { return [...$("seats").children].filter((seat) => !seat.hidden); }

function openSeats(start = "") {
  for (const seat of $("seats").children) seat.hidden = !seat.dataset.name.startsWith(start);
  $("seats").hidden = !seatsShown().length;
}

// After an @ the list follows what is typed, and goes when nobody is called so.
function findSeats(added) {
  const typed = /@([^@\s\u2005]*)$/.exec($("text").value.slice(0, $("text").selectionStart));
  if (typed && (typed[1] || !$("seats").hidden || added === "@")) openSeats(typed[1]);
  else $("seats").hidden = true;
}

function closeSeats() { if (!$("seats").hidden) { $("seats").hidden = true; $("text").focus(); } }

function mention(name) {
  $("seats").hidden = true;
  const box = $("text"), before = box.value.slice(0, box.selectionStart);
  const typed = /@[^@\s\u2005]*$/.exec(before);
  if (typed) box.setSelectionRange(typed.index, box.selectionStart);
  write(`@${name}\u2005`);
}

function unquote() {
  $("quote").value = "";
  $("quoting").hidden = true;
}

function quote(button) {
  const line = button.closest(".line"), words = line.querySelector(".body");
  const said = words.textContent || words.querySelector("img")?.alt || "";
  $("quote").value = line.id;
  $("quoted").textContent = `引用 ${line.querySelector(".name").textContent}：${said.slice(0, 60)}`;
  $("quoting").hidden = false;
  showPane("chat");
  $("text").focus();
}

// Under the bonnet

async function openBonnet(link) {
  const answer = await fetch(link.href).catch(() => null);
  const bonnet = $("bonnet");
  bonnet.dataset.from = link.closest(".line")?.id ?? bonnet.dataset.from;
  if (answer && answer.ok) bonnet.innerHTML = await answer.text(); // rendered by the server, escaped
  else bonnet.textContent = answer ? await answer.text() : "没连上：机器人可能已经停了。";
  const close = document.createElement("button");
  close.type = "button";
  close.className = "close-bonnet";
  close.textContent = "合上";
  bonnet.prepend(close);
  bonnet.hidden = false;
  showPane("side");
  $("side").scrollTop = 0;
  bonnet.focus({preventScroll: true});
}

function closeBonnet() {
  const bonnet = $("bonnet");
  if (bonnet.hidden) return;
  bonnet.hidden = true;
  bonnet.replaceChildren();
  showPane("chat");
  $(bonnet.dataset.from)?.querySelector(".look")?.focus();
}

// Who looks elsewhere or writes is not led on.
function pauseScene() {
  document.querySelector("#stage [value=pause]")?.click();
}

// Clicks

document.addEventListener("click", async (event) => {
  const seat = event.target.closest(".seats li");
  if (seat) { mention(seat.dataset.name); return; }
  const button = event.target.closest("button");
  if (button) {
    if (button.id === "at-bot") mention(button.dataset.name);
    else if (button.id === "at") { openSeats(); $("seats").firstElementChild?.focus(); }
    else if (button.id === "chain") write(`#接龙\n本周报平安\n1. ${button.dataset.me} 平安\n`, {atEnd: true});
    else if (button.id === "unquote") unquote();
    else if (button.matches(".quote")) quote(button);
    else if (button.matches(".try")) { $("text").value = button.dataset.words; $("text").focus(); }
    else if (button.matches(".close-bonnet")) closeBonnet();
    return;
  }
  const link = event.target.closest("a");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  if (link.matches(".look, .bonnet-link")) { event.preventDefault(); await openBonnet(link); return; }
  if (link.closest(".tabs")) { event.preventDefault(); showPane(link.dataset.pane); return; }
  if (link.closest(".more")) { event.preventDefault(); await more(link); return; }
  if (link.closest(".rooms, .people, .told")) {
    event.preventDefault();
    pauseScene();
    await visit(link.href, {pane: "chat"});
  }
});

async function more(link) {
  const answer = await fetch(link.href);
  if (!answer.ok) return;
  const scroll = $("scroll"), from = scroll.scrollHeight - scroll.scrollTop;
  const older = document.createElement("template");
  older.innerHTML = await answer.text(); // rendered by the server, escaped
  link.closest(".more").replaceWith(older.content);
  scroll.scrollTop = scroll.scrollHeight - from;
}

// A browser keeps six connections to a host: a window nobody sees gives its own back.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) stream.close();
  else listen();
});

window.addEventListener("popstate", () => visit(location.href, {push: false, pane: "chat"}));
begin();
