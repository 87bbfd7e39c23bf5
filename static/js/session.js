// A session may end, and begin anew, in another tab while words are typed in this one. What saves
// as one types keeps the words then, says what to do, and saves them once that was done.

const PAGES = "contriblog-pages";
const KEPT = "your words are kept here.";
const NOT_THEIRS = `Not saved: somebody else is signed in, or this was deleted. Sign in as yourself in another tab; ${KEPT}`;
const WHY = {
  401: `You were signed out. Sign in again in another tab; ${KEPT}`,
  403: NOT_THEIRS,
  404: NOT_THEIRS,
};

// Why somebody's words were not taken, by the status of the answer; undefined for any other.
export const whyRefused = (code) => WHY[code];

// Whoever signs in again has another token than this page was made with. Puts the one of now into
// each form, and returns it; an empty string where there is none.
export async function renewToken() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
    if (token) for (const field of document.querySelectorAll("[name=csrfmiddlewaretoken]")) field.value = token;
    return token;
  } catch {
    return "";
  }
}

// Each page says that it was opened, as the first one after signing in is.
export function sayOpened() {
  try {
    const pages = new BroadcastChannel(PAGES);
    pages.postMessage("opened");
    pages.close();
  } catch {
    // Storage is blocked: whoever waits is told when its window has the focus again.
  }
}

// Call `again` whenever somebody may have signed in since.
export function onceSignedIn(again) {
  addEventListener("focus", again);
  try {
    new BroadcastChannel(PAGES).addEventListener("message", again);
  } catch {
    // Storage is blocked: the focus alone has to do.
  }
}
