// Progressive enhancement only: every page works with this file blocked.

import { onceSignedIn, renewToken, sayOpened, whyRefused } from "./session.js";

sayOpened();

// --- Theme --------------------------------------------------------------------
const root = document.documentElement;
const isDark = () =>
  root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;

for (const button of document.querySelectorAll("[data-theme-toggle]")) {
  button.hidden = false;
  button.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    try {
      localStorage.setItem("contriblog-theme", root.dataset.theme);
    } catch {
      // Storage is blocked: the choice lasts as long as the page.
    }
  });
}

// --- What readers are told ------------------------------------------------------
// A fragment says in data-say what is worth hearing. The live region stays in place and only
// changes when the words do, so that a counter which ticks every two seconds is not read out.
const region = document.getElementById("said");
const said = new Map();

function announce(from) {
  for (const element of [from, ...from.querySelectorAll("[data-say]")]) {
    const words = element.dataset?.say?.trim();
    if (words === undefined || said.get(element.id) === words) continue;
    said.set(element.id, words);
    if (words && region) region.textContent = words;
  }
}
for (const element of document.querySelectorAll("[data-say]")) said.set(element.id, element.dataset.say.trim());
addEventListener("htmx:load", (event) => announce(event.detail.elt));

function complain(words) {
  const messages = document.getElementById("messages");
  if (!messages) return;
  const line = document.createElement("p");
  line.className = "message message--error";
  line.textContent = words;
  messages.replaceChildren(line);
}

// --- Stories are saved while they are written ---------------------------------------
const FIRST_RETRY = 1_000; // milliseconds; doubles up to the longest
const LONGEST_RETRY = 30_000;

for (const form of document.querySelectorAll("[data-autosave]")) {
  const status = document.getElementById("story-status");
  let wait = FIRST_RETRY;
  let timer = 0;
  const typed = () => JSON.stringify([...form.querySelectorAll("textarea")].map((area) => area.value));
  let stored = typed();
  let sent = stored;
  let isRenewed = false; // the token, since the last save
  let isHeld = false; // until somebody signs in
  const retry = () => htmx.trigger(form, "retry");
  const mark = () => {
    if (isHeld) return;
    const isUnsaved = typed() !== stored;
    if (isUnsaved) status.textContent = ""; // the style sheet shows it, so that it is not read out
    form.toggleAttribute("data-unsaved", isUnsaved);
  };

  form.addEventListener("input", mark);
  form.addEventListener("htmx:beforeRequest", () => {
    sent = typed();
  });
  const hold = (words) => {
    if (status.textContent === words) return;
    const line = document.createElement("span");
    line.className = "wrong";
    line.textContent = words;
    status.replaceChildren(line);
  };
  form.addEventListener("htmx:afterRequest", async (event) => {
    clearTimeout(timer);
    const code = event.detail.xhr.status;
    if (code === 403 && !isRenewed) {
      isRenewed = true;
      if (await renewToken()) return retry();
    }
    isRenewed = false;
    isHeld = Boolean(whyRefused(code));
    form.removeAttribute("data-unsaved");
    if (code === 409) status.textContent = "Not saved: choose a version below";
    if (code === 409 || code === 422) return;
    if (event.detail.successful) {
      stored = sent;
      wait = FIRST_RETRY;
      mark();
      return;
    }
    if (isHeld) return hold(whyRefused(code));
    status.textContent = "Not saved yet, trying again";
    timer = setTimeout(retry, wait);
    wait = Math.min(wait * 2, LONGEST_RETRY);
  });
  onceSignedIn(() => isHeld && retry());
  addEventListener("beforeunload", (event) => {
    if (typed() !== stored) event.preventDefault();
  });
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-discard]")) stored = typed();
  });
}

// Anything else that fails says so, and leaves the page as it was.
for (const failure of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  addEventListener(failure, (event) => {
    const { elt, xhr } = event.detail;
    if (elt.matches("[data-autosave], #sync")) return;
    const reason = xhr?.status ? "" : " The site cannot be reached at the moment.";
    complain(`That did not work, and nothing was changed.${reason}`);
  });
}

// --- Menus close when the reader goes elsewhere, but not where a link leads into them ----
const OPEN_MENUS = "details.menu[open], details.look[open]";
document.addEventListener("click", (event) => {
  const goal = document.getElementById(event.target.closest("a")?.hash.slice(1) ?? "");
  for (const menu of document.querySelectorAll(OPEN_MENUS)) {
    if (!menu.contains(event.target) && !menu.contains(goal)) menu.open = false;
  }
});
// One that opens at the lower edge of the window comes into view whole.
const reveal = (event) => event.target.open && event.target.querySelector(".menu__list")?.scrollIntoView({ block: "nearest" });
document.addEventListener("toggle", (event) => event.target.matches("details.menu") && reveal(event), true);
document.addEventListener("keydown", (event) => {
  const menu = event.key === "Escape" && document.activeElement?.closest(OPEN_MENUS);
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// --- Keys: off while typing, and for whoever switches them off ------------------------
const KEYS_OFF = "contriblog-keys-off";
const keys = document.getElementById("keys");
const useKeys = document.getElementById("use-keys");
try {
  if (useKeys) useKeys.checked = !localStorage.getItem(KEYS_OFF);
} catch {
  // Storage is blocked: keys work until they are switched off on this page.
}
useKeys?.addEventListener("change", () => {
  try {
    if (useKeys.checked) localStorage.removeItem(KEYS_OFF);
    else localStorage.setItem(KEYS_OFF, "1");
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
});
for (const button of document.querySelectorAll("[data-keys-open]")) {
  button.hidden = false;
}
document.addEventListener("click", (event) => {
  if (event.target.closest("[data-keys-open]")) keys?.showModal();
});

const here = () => document.activeElement?.closest(".entry") ?? document.querySelector("[data-entry] .entry");

function walk(step) {
  const links = [...document.querySelectorAll(".entries .entry__title a")].filter((link) => link.checkVisibility());
  const at = links.findIndex((link) => link.closest(".entry") === document.activeElement?.closest(".entry"));
  links[at < 0 ? (step > 0 ? 0 : links.length - 1) : at + step]?.focus();
}

const doing = {
  "/": () => document.querySelector("#q")?.focus(),
  j: () => walk(1),
  k: () => walk(-1),
  n: () => document.querySelector("[data-key=n]")?.click(),
  e: () => {
    const field = document.querySelector("[data-autosave] textarea");
    if (field) field.focus();
    else (here()?.querySelector("[data-key=e]") ?? here()?.querySelector("a"))?.click();
  },
  h: () => here()?.querySelector("[data-key=h]")?.click(),
  "?": () => keys?.showModal(),
};

document.addEventListener("keydown", (event) => {
  const isTyping = event.target.closest?.("input:not([type=checkbox]), textarea, select, [contenteditable], dialog");
  if (event.metaKey || event.ctrlKey || event.altKey || isTyping || !(event.key in doing)) return;
  if (!useKeys?.checked) return;
  event.preventDefault();
  doing[event.key]();
});
