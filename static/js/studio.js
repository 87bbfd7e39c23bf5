// The résumé studio. Without this file each button submits the whole form; with it, what is typed
// is saved and set in type as soon as the typing pauses, and rows can be dragged.

import { onceSignedIn, renewToken, whyRefused } from "./session.js";

const form = document.getElementById("studio");
const said = document.getElementById("said");

const PAUSE = 90; // milliseconds after the last key until the new page is asked for
const CHECK_PAUSE = 1_200; // until the finished file is read back, which takes longer
const FIRST_RETRY = 1_000; // doubles up to the longest
const LONGEST_RETRY = 30_000;
const TAKES_FOCUS = "a[href], summary, button:enabled, input:not([type=hidden]), textarea, select";

const waiting = []; // the values of name and value of each button pressed and not yet sent
let isUnsaved = false;
let isSending = false;
let timer = 0;
let checkTimer = 0;
let wait = FIRST_RETRY;

const typed = () => new Map([...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken"));

// Looked up each time: an answer puts another in its place.
const status = () => document.getElementById("saved");
const isDisputed = () => Boolean(status().querySelector("[name=over]"));

function tell(words) {
  if (status().textContent.trim() === words) return;
  const line = document.createElement("p");
  line.className = "saved--not"; // the style sheet keeps it in sight, however far down the page is
  line.textContent = words;
  status().replaceChildren(line);
}

function mark(isBehind) {
  isUnsaved = isBehind;
  form.toggleAttribute("data-unsaved", isBehind);
  status().toggleAttribute("data-unsaved", isBehind);
}

// --- One request at a time: each carries everything typed, and at most one button -------------
function later(pause = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(send, pause);
}

async function send() {
  clearTimeout(timer);
  if (isSending) return;
  isSending = true;
  while (isUnsaved || waiting.length) if (!(await sendOne())) break;
  isSending = false;
}

async function sendOne() {
  const sent = typed();
  const body = new FormData(form);
  const pressed = waiting[0]; // not one that is pressed while this is on its way
  if (pressed) body.set(...pressed);
  body.set("known", [...document.querySelectorAll("img[data-page]")].map((image) => image.dataset.page).join(" "));
  body.set("wide", pixels());
  isUnsaved = false;
  let answer = await ask(body);
  const token = answer?.status === 403 && (await renewToken());
  if (token) {
    body.set("csrfmiddlewaretoken", token);
    answer = await ask(body);
  }
  if (!answer) return failed();
  wait = FIRST_RETRY;
  await show(await answer.text(), sent, pressed?.[1]);
  if (pressed) waiting.shift();
  if (answer.status !== 200) return refused(answer.status);
  mark(isUnsaved);
  checkSoon();
  return true;
}

// How wide a page is on this screen: a larger picture would take longer and look no better.
function pixels() {
  const page = document.querySelector("img[data-page]");
  return Math.ceil((page?.clientWidth ?? 0) * devicePixelRatio);
}

async function ask(body) {
  try {
    const plain = new URLSearchParams(body); // read on the server in a fraction of the time
    const answer = await fetch(form.action, { method: "POST", body: plain, headers: { "HX-Request": "true" } });
    return answer.status >= 500 || answer.redirected ? null : answer;
  } catch {
    return null;
  }
}

function failed() {
  mark(true);
  tell(navigator.onLine ? "Not saved yet, trying again" : "You are offline. It is saved when you are back.");
  later(wait);
  wait = Math.min(wait * 2, LONGEST_RETRY);
  return false;
}

function refused(code) {
  mark(true);
  if (whyRefused(code)) tell(whyRefused(code));
  const choices = code === 409 ? waiting.filter(([name]) => name === "over") : [];
  waiting.splice(0, waiting.length, ...choices);
  return waiting.length > 0;
}

addEventListener("online", () => isUnsaved && send());
onceSignedIn(() => isUnsaved && !isDisputed() && send());
addEventListener("beforeunload", (event) => (isUnsaved || isSending) && event.preventDefault());

// --- What came back takes its place; nothing typed meanwhile is lost --------------------------
async function show(html, sent, pressed = "") {
  const answer = new DOMParser().parseFromString(html, "text/html");
  const outer = [...answer.querySelectorAll("[data-piece]")].filter((piece) => !piece.parentElement.closest("[data-piece]"));
  const pieces = outer.map((piece) => document.adoptNode(piece));
  await Promise.all(pieces.flatMap(pictures));
  const now = typed();
  const focused = document.activeElement;
  const at = [placesNear(focused), focused?.selectionStart, focused?.selectionEnd];
  for (const piece of pieces) put(piece);
  for (const [name, value] of now) if (sent.get(name) !== value) keepTyped(name, value);
  markRefused();
  const isAdded = pressed && focused?.value === pressed && "adds" in focused.dataset && !focused.isConnected;
  if (isAdded) fieldAdded(focused.id)?.focus();
  else refocus(...at);
}

function put(piece) {
  const old = document.getElementById(piece.id);
  if (!old) return;
  if (piece.dataset.say) {
    said.textContent = piece.dataset.say;
    delete piece.dataset.say;
  }
  const open = [...old.querySelectorAll("details[id][open]:not(.menu)")].map((fold) => fold.id);
  const scrolled = old.querySelector("[data-scroll]")?.scrollTop ?? 0;
  old.replaceWith(piece);
  for (const id of open) document.getElementById(id)?.setAttribute("open", "");
  if (scrolled) piece.querySelector("[data-scroll]").scrollTop = scrolled;
}

// A page that did not change is not sent again, and no picture is shown before it can be drawn.
function pictures(piece) {
  return [...piece.querySelectorAll("img[data-page]")].map((image) => {
    if (!image.hasAttribute("src")) image.src = document.querySelector(`img[data-page="${image.dataset.page}"]`)?.src ?? "";
    return image.decode().catch(() => {});
  });
}

function keepTyped(name, value) {
  const field = form.elements[name];
  if (!field || !("value" in field) || field.type === "hidden" || field.value === value) return;
  field.value = value;
  mark(true);
}

// Where the focus may go once its place is gone, the best first: its row, those beside it, those around.
function placesNear(focused) {
  const near = [focused];
  for (let row = focused?.closest("[data-row]"); row; row = row.parentElement.closest("[data-row]")) {
    near.push(row, row.nextElementSibling, row.previousElementSibling);
  }
  return near.map((each) => each?.id).filter(Boolean);
}

function takesFocus(place) {
  if (place.matches("button:disabled")) return place.parentElement.querySelector("button:enabled");
  if (place.matches(TAKES_FOCUS)) return place;
  return place.querySelector(".menu > summary") ?? place.querySelector(TAKES_FOCUS);
}

// The first field of the row that the button has just added.
function fieldAdded(button) {
  const rows = document.getElementById(button)?.closest(".part__body").querySelectorAll("[data-row]") ?? [];
  return [...rows].at(-1)?.querySelector("input:not([type=hidden])");
}

function refocus(ids, start, end) {
  if (ids.includes(document.activeElement?.id)) return;
  const place = ids.map((id) => document.getElementById(id)).find(Boolean);
  const target = place && takesFocus(place);
  target?.focus({ preventScroll: true });
  if (typeof start === "number" && target?.setSelectionRange) target.setSelectionRange(start, end);
  target?.scrollIntoView({ block: "nearest" });
}

// --- What was refused is said beside its field too ----------------------------------------------
// Only the marks come and go: the field keeps its words and the focus.
function markRefused() {
  const links = [...status().querySelectorAll("[data-refused]")];
  const refused = new Map(links.map((link) => [link.hash.slice(1), link.dataset.refused]));
  for (const field of form.elements) {
    if (refused.has(field.id)) markField(field, refused.get(field.id));
    else if (field.matches("[aria-invalid]")) unmarkField(field);
  }
}

const errorOf = (field) => document.getElementById(`${field.id}_error`);
const descriptions = (field) => new Set(field.getAttribute("aria-describedby")?.split(" "));

function markField(field, words) {
  const place = errorOf(field) ?? document.createElement("p");
  if (!place.isConnected) field.after(place);
  Object.assign(place, { id: `${field.id}_error`, className: "errorlist", textContent: words });
  if (field.matches("[aria-invalid]")) return;
  field.setAttribute("aria-invalid", "true");
  field.setAttribute("aria-describedby", [...descriptions(field).add(place.id)].join(" "));
  field.closest("details")?.setAttribute("open", "");
}

function unmarkField(field) {
  const others = descriptions(field);
  others.delete(`${field.id}_error`);
  errorOf(field)?.remove();
  field.removeAttribute("aria-invalid");
  if (others.size) field.setAttribute("aria-describedby", [...others].join(" "));
  else field.removeAttribute("aria-describedby");
}

// --- Once nobody is typing, the themes are pictured anew and the finished file is read back -----
function checkSoon() {
  clearTimeout(checkTimer);
  checkTimer = setTimeout(check, CHECK_PAUSE);
}

// They are lazy: while the fold is closed, none is asked for.
function pictureThemes() {
  const { pictured } = document.getElementById("look-name").dataset;
  for (const image of document.querySelectorAll(".theme img")) {
    const address = new URL(image.src);
    address.searchParams.set("of", pictured);
    if (image.src !== address.href) image.src = address.href;
  }
}

async function check() {
  const place = document.getElementById("checked");
  if (!place || isUnsaved || isSending) return;
  pictureThemes();
  try {
    const answer = await fetch(place.dataset.url, { headers: { "HX-Request": "true" } });
    if (answer.ok && !isUnsaved && !isSending) await show(await answer.text(), typed());
  } catch {
    // Offline: the button to check stays where it is.
  }
}

// --- Typing and buttons ---------------------------------------------------------------------------
// Some fields stand outside the form's own element, beside the pages.
addEventListener("input", (event) => {
  if (event.target.form !== form || event.target.id === "find") return;
  mark(true);
  // While two versions are in dispute nothing is sent: the button that settles it may be pressed.
  if (!event.target.matches("[data-late]") && !isDisputed()) later();
});
addEventListener("change", (event) => event.target.form === form && isUnsaved && !isDisputed() && send());
form.addEventListener("submit", (event) => {
  if (event.submitter?.hasAttribute("formaction")) return;
  event.preventDefault();
  for (const menu of form.querySelectorAll("details.menu[open]")) {
    if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
    menu.open = false;
  }
  if (isOutdated(event.submitter?.value)) return;
  if (event.submitter?.name) waiting.push([event.submitter.name, event.submitter.value]);
  else mark(true);
  send();
});

// A row that is known by its place may stand elsewhere once the last button has done its work, so
// that a second press on Remove would take the next row off as well.
const isOutdated = (value) => waiting.length > 0 && new URLSearchParams(value).has("index");

// The title is typed under Look, which the link itself opens only in newer browsers.
document.getElementById("rename").addEventListener("click", (event) => {
  event.preventDefault();
  document.getElementById("look").open = true;
  document.getElementById("id_title").focus(); // before it is selected, which would not scroll to it
  document.getElementById("id_title").select();
});

// --- Alt and an arrow move what the focus is in --------------------------------------------------
form.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && event.target.dataset.enter) {
    event.preventDefault();
    document.getElementById(event.target.dataset.enter).click();
  }
  const way = event.altKey && { ArrowUp: "up", ArrowDown: "down" }[event.key];
  const row = way && event.target.closest("[data-row]");
  if (!row) return;
  event.preventDefault();
  const button = row.querySelector(`[data-move=${way}]`);
  if (!button.disabled) form.requestSubmit(button);
});

// --- Dragging, with any pointer ------------------------------------------------------------------
const EDGE = 60; // pixels from the window's edge where it begins to scroll

form.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest("[data-grip]");
  if (grip && event.button === 0 && !waiting.length) drag(event, grip, grip.closest("[data-row]"));
});

// The neighbours make way: to take the dragged row itself out of the page would end the drag.
function drag(event, grip, row) {
  const from = placeOf(row);
  const follow = (move) => {
    const [before, after] = [sibling(row, "previous"), sibling(row, "next")];
    if (before && move.clientY < middle(before)) row.after(before);
    else if (after && move.clientY > middle(after)) row.before(after);
    if (move.clientY < EDGE) scrollBy(0, -EDGE / 4);
    if (move.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 4);
  };
  const putBack = () => {
    while (placeOf(row) > from) row.after(sibling(row, "previous"));
    while (placeOf(row) < from) row.before(sibling(row, "next"));
  };
  const stop = (event) => {
    if (event.type === "keydown" && event.key !== "Escape") return;
    grip.removeEventListener("pointermove", follow);
    grip.removeEventListener("lostpointercapture", stop);
    removeEventListener("keydown", stop);
    row.removeAttribute("data-dragged");
    if (event.type === "keydown") putBack();
    else if (placeOf(row) !== from) place(row, placeOf(row));
  };
  event.preventDefault();
  grip.setPointerCapture(event.pointerId);
  row.setAttribute("data-dragged", "");
  grip.addEventListener("pointermove", follow);
  grip.addEventListener("lostpointercapture", stop);
  addEventListener("keydown", stop);
}

const middle = (row) => row.getBoundingClientRect().top + row.offsetHeight / 2;
const placeOf = (row) => [...row.parentElement.children].filter((each) => each.matches("[data-row]")).indexOf(row);
const sibling = (row, way) => {
  const next = row[`${way}ElementSibling`];
  return next?.matches("[data-row]") ? next : null;
};

function place(row, to) {
  const edit = new URLSearchParams(row.querySelector("[data-move]").value);
  edit.set("to", to);
  waiting.push(["edit", edit.toString()]);
  send();
}

document.documentElement.setAttribute("data-studio", ""); // the style sheet shows what needs us
checkSoon();
