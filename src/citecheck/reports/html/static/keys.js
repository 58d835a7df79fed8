"use strict";
// Stepping, and the keys for all that can be done.

/** The next or previous item among those that are shown and pass a test; around the end it goes on at the start. */
function step(by, test = () => true) {
  const all = items();
  const at = current ? all.indexOf(current) : by > 0 ? -1 : all.length;
  for (let count = 1; count <= all.length; count += 1) {
    const item = all[(((at + by * count) % all.length) + all.length) % all.length];
    if (!item.element.classList.contains("faded") && test(item)) return go(item);
  }
  say(filtering() ? "Nothing more matches the filters." : "There is nothing more.");
  return null;
}

function go(item) {
  show(item, { scroll: true });
  item.element.focus({ preventScroll: true });
  return item;
}

const ACTIONS = {
  j: () => step(1),
  k: () => step(-1),
  n: () => step(1, waits),
  p: () => step(-1, waits),
  e: () => byId("panel").focus(),
  o: toggleOnly,
  x: clearFilters,
  "/": () => byId("search").focus(),
  "?": () => byId("keys").showModal(),
};

const typing = (target) => target.closest("input, select, textarea, dialog") !== null;

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.key === "Escape") return escape(event);
  if (typing(event.target)) return;
  const chips = document.querySelectorAll("#verdicts .chip");
  const action = ACTIONS[event.key] ?? (chips[Number(event.key) - 1] ? () => chips[Number(event.key) - 1].click() : null);
  if (!action) return;
  event.preventDefault();
  action();
}

/** Out of a field or the panel back to the text, then out of the selection. */
function escape(event) {
  if (event.target.closest("dialog")) return;
  if (typing(event.target) || byId("panel").contains(event.target)) (current?.element ?? byId("text")).focus({ preventScroll: true });
  else if (current) close();
}

/** Follow a link inside the page to a claim or reference without losing one's place. */
function onClick(event) {
  const link = event.target.closest("a[href^='#']");
  if (!link || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const item = itemById().get(link.hash.slice(1));
  if (!item) return;
  event.preventDefault();
  if (link.classList.contains("item")) show(item);
  else go(item);
}

function onHash() {
  const item = itemById().get(location.hash.slice(1));
  if (item && item !== current) show(item, { scroll: true });
}

function listenToKeys() {
  document.addEventListener("keydown", onKey);
  document.addEventListener("click", onClick);
  addEventListener("hashchange", onHash);
  byId("next").addEventListener("click", () => step(1));
  byId("previous").addEventListener("click", () => step(-1));
  byId("help").addEventListener("click", () => byId("keys").showModal());
}
