/* The worktable: copies, sends forms without leaving the page, and fetches anew what has changed. */
"use strict";

const token = document.querySelector('meta[name="token"]').content;
const status = document.getElementById("status");
const served = new Map(); // by id: an element as the server last gave it

function tell(text, wrong) {
  status.textContent = text;
  status.classList.toggle("wrong", Boolean(wrong));
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
        known.replaceWith(fresh);
        if (focused) document.getElementById(focused)?.focus();
      }
      known = fresh;
      served.set(child.id, html);
    }
    if (part.children[place] !== known) part.insertBefore(known, part.children[place] || null);
  });
  filterAll();
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

/* Forms. */

async function send(form, button) {
  const filled = new FormData(form);
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
  if (form.dataset.busy) return; // a second click
  form.dataset.busy = "1";
  try {
    await ways[way](form, await send(form, event.submitter), event.submitter);
  } catch {
    tell("没连上机器人，请过一会儿再试。", true);
  } finally {
    delete form.dataset.busy;
  }
  await refresh();
});

document.addEventListener("click", async (event) => {
  const button = event.target.closest("button");
  if (button?.dataset.copy) {
    const done = await copy(document.getElementById(button.dataset.copy).textContent);
    tell(done ? "复制好了，到微信里粘贴，发出后点“已贴”。" : "没能复制，请选中文字，按 Ctrl+C。", !done);
    if (done) button.textContent = "已复制";
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
for (const one of document.querySelectorAll("[data-part]")) remember(one);
const lines = document.getElementById("talk-lines");
if (lines) lines.scrollTop = lines.scrollHeight;

const stream = new EventSource("/worktable/events");
stream.onmessage = refresh;
stream.addEventListener("over", () => { stream.close(); location.reload(); });
let lost = false;
stream.onerror = () => { lost = true; };
stream.onopen = () => { if (lost) { lost = false; refresh(); } };
addEventListener("pagehide", () => stream.close());
