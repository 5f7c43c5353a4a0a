/* The worktable: copies, sends forms without leaving the page, and fetches anew what has changed. */
"use strict";

let token = document.querySelector('meta[name="token"]').content;
const status = document.getElementById("status");
const served = new Map(); // by id: an element as the server last gave it

const READ_WITHIN = 6000; // milliseconds; what went wrong stays
let fading;
function tell(text, wrong) {
  status.textContent = text;
  status.classList.toggle("wrong", Boolean(wrong));
  status.classList.remove("past");
  clearTimeout(fading);
  if (!wrong) fading = setTimeout(() => status.classList.add("past"), READ_WITHIN);
}

/* Parts of the page that are fetched again. */

function remember(part) {
  for (const child of part.children) if (child.id) served.set(child.id, child.outerHTML);
}

function openIds(element) {
  return [...element.querySelectorAll("details[open][id]"), element].filter((one) => one.open).map((one) => one.id);
}

function put(part, html) {
  const fresh = new DOMParser().parseFromString(`<div>${html}</div>`, "text/html").body.firstChild;
  const wanted = [...fresh.children].filter((child) => child.id);
  const ids = new Set(wanted.map((child) => child.id));
  for (const child of [...part.children]) if (!ids.has(child.id)) { served.delete(child.id); child.remove(); }
  wanted.forEach((child, place) => {
    const html = child.outerHTML;
    let known = document.getElementById(child.id);
    if (!known || known.parentElement !== part) known = null;
    if (!known || served.get(child.id) !== html) {
      const fresh = document.importNode(child, true);
      if (known) {
        const focused = known.contains(document.activeElement) ? document.activeElement.id : "";
        for (const id of openIds(known)) { const one = fresh.id === id ? fresh : fresh.querySelector(`#${CSS.escape(id)}`); if (one) one.open = true; }
        keepHeight(known, fresh);
        known.replaceWith(fresh);
        if (focused) document.getElementById(focused)?.focus();
      }
      known = fresh;
      served.set(child.id, html);
    }
    if (part.children[place] !== known) part.insertBefore(known, part.children[place] || null);
  });
  filterAll();
  showCopied();
}

/* What was posted stays as high as it was: no other card slides under the mouse. */
function keepHeight(known, fresh) {
  const pairs = [[known, fresh], ...[...fresh.querySelectorAll(".through[id]")].map((one) => [document.getElementById(one.id), one])];
  for (const [before, after] of pairs)
    if (before && after.classList.contains("through")) after.style.minHeight = `${before.offsetHeight}px`;
}

async function fetchPart(part) {
  const response = await fetch(part.dataset.part, { headers: { "X-Part": "1" } });
  if (response.status === 401) { location.reload(); return; }
  if (!response.ok) return;
  const before = part.childElementCount;
  put(part, await response.text());
  if (part.id === "talk-lines" && part.childElementCount !== before) part.scrollTop = part.scrollHeight;
}

let busy = false, again = false;
async function refresh() {
  if (busy) { again = true; return; }
  busy = true;
  try {
    do {
      again = false;
      await Promise.all([...document.querySelectorAll("[data-part]")].map(fetchPart));
    } while (again);
  } catch { /* the bot is being started again: the stream tells when it is back */ } finally { busy = false; }
}

/* A bot that was started again gives forms another token; what is typed in them stays. */
async function renew() {
  const page = await (await fetch("/worktable/password")).text();
  token = new DOMParser().parseFromString(page, "text/html").querySelector('meta[name="token"]').content;
  for (const one of document.querySelectorAll('input[name="token"]')) one.value = token;
}

/* Filter boxes. */

function filterAll() {
  for (const box of document.querySelectorAll("[data-filter]")) {
    const words = box.value.trim();
    for (const one of document.getElementById(box.dataset.filter).querySelectorAll("[data-title]"))
      one.hidden = Boolean(words) && !one.dataset.title.includes(words);
  }
}

/* Copying; over plain http from another machine there is no navigator.clipboard. */

async function copy(text) {
  try { await navigator.clipboard.writeText(text); return true; } catch { /* the old way */ }
  const box = document.createElement("textarea");
  box.value = text;
  box.className = "hidden";
  document.body.append(box);
  box.select();
  const done = document.execCommand("copy");
  box.remove();
  return done;
}

const copied = new Set(); // ids of texts; their next step is 已贴
function showCopied() {
  for (const button of document.querySelectorAll("button.copy")) {
    const done = copied.has(button.dataset.copy);
    button.classList.toggle("main", !done);
    button.textContent = done ? "再复制" : "复制";
    button.parentElement.querySelector(".posted").classList.toggle("main", done);
  }
}

/* A second click at the same place soon after is the first one's: whatever lies there by now was not meant. */
const TWICE = 700, NEAR = 12; // milliseconds, pixels
let lastClick = { at: -TWICE, x: 0, y: 0, button: null };
document.addEventListener("click", (event) => {
  const button = event.target.closest("#cards button");
  if (!button || !event.detail) return; // of the keyboard: the focus says what is meant
  const near = Math.hypot(event.clientX - lastClick.x, event.clientY - lastClick.y) < NEAR;
  if (near && event.timeStamp - lastClick.at < TWICE && button !== lastClick.button) { event.preventDefault(); event.stopImmediatePropagation(); return; }
  lastClick = { at: event.timeStamp, x: event.clientX, y: event.clientY, button };
}, true);

/* Forms. */

async function send(form, button, filled) {
  if (button?.name) filled.set(button.name, button.value);
  const content = form.enctype === "multipart/form-data" ? filled : new URLSearchParams(filled);
  const response = await fetch(form.action, { method: "POST", body: content, headers: { "X-Part": "1", "X-Token": token } });
  if (response.status === 401) location.reload();
  response.wrong = !response.ok || response.headers.has("X-Wrong");
  return response;
}

const ways = {
  async quiet(form, response, button) {
    tell(await response.text(), response.wrong);
    if (!response.wrong && "clear" in form.dataset && button?.name !== "quick") form.reset();
  },
  async into(form, response) {
    const text = await response.text();
    if (response.wrong) { tell(text, true); return; }
    tell("");
    document.getElementById(form.dataset.into).innerHTML = text;
    form.querySelector("textarea").value = "";
  },
  async swap(form, response) {
    const text = await response.text();
    if (response.wrong) { tell(text, true); return; }
    const row = document.getElementById(form.dataset.swap);
    const holder = document.createElement("template");
    holder.innerHTML = text.trim();
    const fresh = holder.content.firstElementChild;
    row.replaceWith(fresh);
    fresh.querySelector('input:not([type="hidden"]), button')?.focus();
  },
};

document.addEventListener("submit", async (event) => {
  const form = event.target, way = Object.keys(ways).find((name) => name in form.dataset);
  if (!way) return;
  event.preventDefault();
  const busy = event.submitter || form; // one form may serve many buttons
  if (busy.dataset.busy) return; // a second click
  busy.dataset.busy = "1";
  const label = busy.textContent, waits = busy.dataset.waiting;
  const sent = new FormData(form); // a button that is disabled sends nothing
  if (waits) { busy.textContent = waits; busy.disabled = true; }
  try {
    await ways[way](form, await send(form, event.submitter, sent), event.submitter);
  } catch {
    tell("没连上机器人，请过一会儿再试。", true);
  } finally {
    delete busy.dataset.busy;
    if (waits) { busy.textContent = label; busy.disabled = false; }
  }
  await refresh();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.copy) {
    const done = await copy(document.getElementById(button.dataset.copy).textContent);
    tell(done ? "复制好了，到微信里粘贴，发出后点“已贴”。" : "没能复制，请选中文字，按 Ctrl+C。", !done);
    if (done) { copied.add(button.dataset.copy); showCopied(); }
  } else if (button && "print" in button.dataset) window.print();
});

document.addEventListener("input", (event) => { if (event.target.dataset.filter) filterAll(); });

document.getElementById("words")?.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
    event.preventDefault();
    event.target.form.requestSubmit(document.getElementById("say-it"));
  }
});

document.documentElement.classList.add("scripted");
if (status.textContent) tell(status.textContent);
for (const one of document.querySelectorAll("[data-part]")) remember(one);
const lines = document.getElementById("talk-lines");
if (lines) lines.scrollTop = lines.scrollHeight;

/* What changes is told by a stream; one that breaks off comes back, with the session or without. A page that
   nobody sees has none: a browser allows six connections to a host, and every tab would hold one. */

let stream, lost = false, away = false, retry;
function listen() {
  clearTimeout(retry);
  stream?.close();
  if (document.hidden) { away = true; return; }
  stream = new EventSource("/worktable/events");
  stream.onmessage = refresh;
  stream.addEventListener("over", () => { stream.close(); location.reload(); });
  stream.onerror = () => {
    if (!lost) tell("和机器人断开了，正在重新连……", true);
    lost = true;
    if (stream.readyState !== EventSource.CLOSED) return;
    refresh(); // leads to the door who is signed out
    retry = setTimeout(listen, 2000);
  };
  stream.onopen = async () => {
    if (!lost && !away) return;
    const again = lost;
    lost = away = false;
    await renew();
    await refresh();
    if (again) tell("又连上了。");
  };
}
listen();
document.addEventListener("visibilitychange", listen);
addEventListener("pagehide", () => stream.close());
