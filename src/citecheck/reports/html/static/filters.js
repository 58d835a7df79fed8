"use strict";
// Which claims and references are shown: by verdict, rule, reference, decision and words.

const wanted = { verdicts: new Set(), rule: "", reference: "", decision: "", words: "" };

const TESTS = {
  verdict: (item) => !wanted.verdicts.size || wanted.verdicts.has(item.about.verdict),
  rule: (item) => !wanted.rule || item.rules.includes(wanted.rule),
  reference: (item) => !wanted.reference || item.sources.includes(wanted.reference),
  decision: (item) => !wanted.decision || item.about.findings.some((finding) => hooks.stateOf?.(finding) === wanted.decision),
  words: (item) => !wanted.words || item.text().includes(wanted.words),
};

const passes = (item, but = "") => Object.entries(TESTS).every(([name, test]) => name === but || test(item));
const filtering = () => Boolean(wanted.verdicts.size || wanted.rule || wanted.reference || wanted.decision || wanted.words);

let matching = null;
const shownItems = () => (matching ??= items().filter((item) => passes(item)));

/** Fade what does not match, and count what would match with each choice. */
function applyFilters() {
  matching = null;
  const kept = new Set(shownItems());
  const blocks = new Set();
  for (const item of items()) {
    item.element.classList.toggle("faded", !kept.has(item));
    if (kept.has(item)) blocks.add(item.block);
  }
  for (const block of document.querySelectorAll(".block")) block.classList.toggle("without", !blocks.has(block));
  for (const section of document.querySelectorAll(".prose section, .references")) {
    section.classList.toggle("without", ![...section.querySelectorAll(".block")].some((block) => blocks.has(block)));
  }
  const total = items().length;
  byId("shown").textContent = filtering() ? `${kept.size.toLocaleString("en")} of ${total.toLocaleString("en")}` : total.toLocaleString("en");
  byId("clear").hidden = !filtering();
  countChoices();
}

function countChoices() {
  const verdicts = tally("verdict", (item) => (item.isClaim ? [item.about.verdict] : []));
  for (const chip of document.querySelectorAll("#verdicts .chip")) {
    chip.querySelector(".count").textContent = verdicts.get(chip.dataset.verdict) ?? 0;
    chip.classList.toggle("none", !verdicts.has(chip.dataset.verdict));
    chip.setAttribute("aria-pressed", wanted.verdicts.has(chip.dataset.verdict));
  }
  countOptions("rule", tally("rule", (item) => new Set(item.rules)));
  countOptions("reference", tally("reference", (item) => new Set(item.sources)));
}

function tally(name, keys) {
  const counts = new Map();
  for (const item of items()) {
    if (passes(item, name)) for (const key of keys(item)) counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function countOptions(select, counts) {
  for (const option of byId(select).options) {
    if (option.value) option.textContent = `${option.dataset.name} (${counts.get(option.value) ?? 0})`;
  }
}

function toggleVerdict(verdict) {
  if (!wanted.verdicts.delete(verdict)) wanted.verdicts.add(verdict);
  applyFilters();
}

function clearFilters() {
  wanted.verdicts.clear();
  for (const name of ["rule", "reference", "decision", "search"]) if (byId(name)) byId(name).value = "";
  Object.assign(wanted, { rule: "", reference: "", decision: "", words: "" });
  applyFilters();
}

function toggleOnly() {
  const on = document.body.classList.toggle("only");
  byId("only").setAttribute("aria-pressed", on);
  current?.element.scrollIntoView({ block: "center" });
}

function listenToFilters() {
  byId("verdicts").addEventListener("click", (event) => {
    const chip = event.target.closest(".chip");
    if (chip) toggleVerdict(chip.dataset.verdict);
  });
  for (const name of ["rule", "reference", "decision"]) {
    byId(name)?.addEventListener("change", (event) => {
      wanted[name] = event.target.value;
      applyFilters();
    });
  }
  let waiting = 0;
  byId("search").addEventListener("input", (event) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      wanted.words = folded(event.target.value.trim().replace(/\s+/g, " "));
      applyFilters();
    }, 120);
  });
  byId("only").addEventListener("click", toggleOnly);
  byId("clear").addEventListener("click", clearFilters);
}
