"use strict";
// Deciding: buttons and keys beside each finding, the way to the next open one, and the way back.

/** One decision after the other: the next one starts from what the server answered to the one before. */
let lastDecision = Promise.resolve();
const inTurn = (action) => (lastDecision = lastDecision.then(action, action));

/** The finding in the panel that the keys decide on. */
let active = null;

hooks.controls = (finding) => {
  if (!finding.fingerprint) return null;
  const { standing, history } = decisionOn(finding);
  const button = (decision, text, key) => element("button", {
    type: "button", "aria-pressed": String(standing?.decision === decision), "aria-keyshortcuts": key,
    click: () => inTurn(() => { choose(finding); return press(decision); }),
  }, text, " ", element("kbd", {}, key));
  return element("div", { class: "judging" },
    element("div", { class: "decide", role: "group", "aria-label": `Decide on ${finding.rule}` },
      button("accept", "Accept", "a"), button("reject", "Reject", "r"), button("waive", "Waive", "w"),
      standing ? element("button", { type: "button", "aria-keyshortcuts": "u", click: () => inTurn(() => takeBack(finding)) }, "Undo ", element("kbd", {}, "u")) : null),
    history.length ? historyOf(history, standing) : null);
};

function historyOf(history, standing) {
  const [latest, ...earlier] = history.map((judgement) => entryOf(judgement, standing)).reverse();
  return element("div", { class: "verdict-of" }, latest,
    earlier.length ? element("details", {}, element("summary", {}, `${earlier.length} earlier`), earlier) : null);
}

function entryOf(judgement, standing) {
  const what = DECISIONS[judgement.decision] ?? "taken back";
  const until = judgement.until ? ` until ${judgement.until}` : judgement.decision === "waive" ? " for good" : "";
  return element("p", {}, element("b", {}, what), until, judgement.lapsed && judgement.id === standing?.id ? " (over: it is open again)" : "",
    " by ", foreign(judgement.who), ", ", new Date(judgement.at).toLocaleString("en-GB", { dateStyle: "medium", timeStyle: "short" }),
    judgement.reason ? [": ", foreign(judgement.reason, "q")] : null);
}

/** After the panel has been filled: the first open finding in it is the one the keys decide on. */
hooks.opened = (item) => {
  const open = item.about.findings.filter((finding) => finding.fingerprint);
  choose(open.find((finding) => finding === active) ?? open.find((finding) => hooks.stateOf(finding) === "open") ?? open[0] ?? null);
};

function choose(finding) {
  active = finding;
  for (const node of document.querySelectorAll("#panel .finding")) {
    node.classList.toggle("active", finding !== null && node.dataset.fingerprint === finding.fingerprint);
  }
}

async function press(decision) {
  const finding = active;
  if (!current || !finding) return say("Choose a claim or reference with a finding first.");
  if (decision === "waive") return askWhy(finding);
  if (await decide(finding, decision)) done(finding, DECISIONS[decision]);
  else redraw();
  return null;
}

/** A waiver needs a reason, and may end on a day. */
function askWhy(finding) {
  const node = [...document.querySelectorAll("#panel .finding")].find((each) => each.dataset.fingerprint === finding.fingerprint);
  node.querySelector(".waiver")?.remove();
  const form = element("form", {
    class: "waiver",
    submit: async (event) => {
      event.preventDefault();
      const { reason, until } = Object.fromEntries(new FormData(form));
      if (await decide(finding, "waive", { reason, until: until || null })) done(finding, "waived");
    },
    keydown: (event) => {
      if (event.key === "Escape") redraw();
    },
  },
  element("label", {}, "Reason", element("input", { name: "reason", required: true, maxlength: 500, autocomplete: "off" })),
  element("label", {}, "Until (empty: for good)", element("input", { name: "until", type: "date" })),
  element("div", { class: "decide" }, element("button", { type: "submit" }, "Waive"), element("button", { type: "button", click: redraw }, "Cancel")));
  node.append(form);
  form.elements.reason.focus();
}

/** Say what was decided, and go on to the next open finding. */
function done(finding, what) {
  mine.push({ finding, item: current });
  say(`${finding.rule}: ${what}`);
  active = null;
  redraw();
  if (waits(current)) return;
  const left = shownItems().some(waits);
  if (left) step(1, waits);
  else say(`${finding.rule}: ${what}. Nothing${filtering() ? " that is shown" : ""} is open any more.`);
}

async function takeBack(finding, item = current) {
  if (!(await decide(finding, "undo"))) return redraw();
  active = finding;
  if (item) go(item);
  redraw();
  const { standing } = decisionOn(finding);
  return say(`${finding.rule}: taken back; it is ${standing ? `${DECISIONS[standing.decision]} again` : "open again"}`);
}

function undoLast() {
  const last = mine.pop();
  if (last) return takeBack(last.finding, last.item);
  if (active && decisionOn(active).standing) return takeBack(active);
  return say("There is nothing to take back.");
}

/** Show anew what has been decided: in the panel, behind claims and references, and in the count. */
function redraw() {
  if (current) {
    const place = byId("panel").scrollTop;
    show(current);
    byId("panel").scrollTop = place;
  }
  let [open, all] = [0, 0];
  for (const item of items()) {
    const states = item.about.findings.filter((finding) => finding.fingerprint).map(hooks.stateOf);
    all += states.length;
    open += states.filter((state) => state === "open").length;
    const known = [...new Set(states.filter((state) => state !== "open"))].map((state) => DECISIONS[state]);
    if (known.length) item.element.dataset.decision = known.join(", ");
    else delete item.element.dataset.decision;
  }
  byId("judged").textContent = `${(all - open).toLocaleString("en")} of ${all.toLocaleString("en")} judged`;
  applyFilters();
}

const waiverOpen = () => document.querySelector(".waiver") !== null;

async function look() {
  if (document.visibilityState === "visible" && !waiverOpen() && (await refresh())) redraw();
}

Object.assign(ACTIONS, {
  a: () => inTurn(() => press("accept")),
  r: () => inTurn(() => press("reject")),
  w: () => inTurn(() => press("waive")),
  u: () => inTurn(undoLast),
});
addEventListener("focus", look);
tabs?.addEventListener("message", ({ data: { fingerprint, state } }) => {
  decided.set(fingerprint, state);
  if (!waiverOpen()) redraw();
});
hooks.started = look;
