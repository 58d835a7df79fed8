"use strict";
// What people decided: asked of the server, which alone knows what counts.

/** By fingerprint: what stands, the whole history, and the number of its last entry. */
const decided = new Map();
/** What was decided in this tab, so that it can be taken back: fingerprint and item. */
const mine = [];
const UNDECIDED = { standing: null, history: [], last: null };
const DECISIONS = { accept: "accepted", reject: "rejected", waive: "waived" };

const decisionOn = (finding) => decided.get(finding.fingerprint) ?? UNDECIDED;

hooks.stateOf = (finding) => {
  const { standing } = decisionOn(finding);
  return standing && !standing.lapsed ? standing.decision : "open";
};

async function ask(method, path, body = null) {
  const answer = await fetch(path, {
    method,
    headers: body ? { "Content-Type": "application/json" } : {},
    body: body ? JSON.stringify(body) : null,
  });
  return { status: answer.status, ...(await answer.json()) };
}

async function refresh() {
  try {
    const answer = await ask("GET", "/judgements");
    if (answer.status !== 200) return trouble(answer.error);
    decided.clear();
    for (const [fingerprint, state] of Object.entries(answer.findings)) decided.set(fingerprint, state);
    return true;
  } catch {
    return trouble("citecheck review does not answer: is it still running?");
  }
}

function trouble(text) {
  say(text, "trouble");
  return false;
}

/** Send a decision on what was seen of a finding. Where somebody was faster, show what they decided instead. */
async function decide(finding, decision, { reason = "", until = null } = {}) {
  const { last } = decisionOn(finding);
  const body = { fingerprint: finding.fingerprint, decision, reason, until, seen: last };
  try {
    const answer = await ask("POST", "/judgements", body);
    if (answer.state) know(finding.fingerprint, answer.state);
    if (answer.status === 409) return trouble(`Not kept: ${wordsOf(answer.state)} meanwhile. Look, and decide again.`);
    return answer.status === 201 || trouble(answer.error);
  } catch {
    return trouble("Not kept: citecheck review does not answer. Is it still running?");
  }
}

function know(fingerprint, state) {
  decided.set(fingerprint, state);
  tabs?.postMessage({ fingerprint, state });
}

const tabs = "BroadcastChannel" in window ? new BroadcastChannel("citecheck-review") : null;

function wordsOf({ standing, history }) {
  const latest = history.at(-1);
  return standing ? `${DECISIONS[standing.decision]} by ${standing.who}` : latest ? `taken back by ${latest.who}` : "open";
}
