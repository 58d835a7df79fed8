"use strict";
// The things a reader steps through: every claim and every reference, in the order of the page.

/** What the review adds to the report; the report alone leaves them empty. */
const hooks = { controls: null, stateOf: null, opened: null, started: null, whole: null };

const cached = (make) => {
  let value;
  return () => (value ??= make());
};

const data = cached(() => JSON.parse(byId("data").textContent));

const items = cached(() => data().articles.flatMap((article) => [
  ...Object.entries(article.claims).map(([id, claim]) => itemOf(id, claim, article, claim.cites.map(([source]) => source))),
  ...Object.entries(article.references).map(([id, reference]) => itemOf(id, reference, article, [id])),
]).filter((item) => item.element));

const itemById = cached(() => new Map(items().map((item) => [item.id, item])));

const articleOf = (source) => data().articles.find((article) => source in article.references);

function itemOf(id, about, article, sources) {
  const node = byId(id);
  return {
    id, about, article, sources,
    element: node,
    isClaim: "verdict" in about,
    block: node?.closest(".block"),
    rules: about.findings.map((finding) => finding.rule),
    text: cached(() => folded(`${node.textContent} ${about.findings.map((finding) => finding.message).join(" ")}`)),
  };
}

/** Text as it is searched: without case and accents. */
const folded = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();

const LEVELS = ["error", "warning", "note"];
const worst = (item) => Math.min(...item.about.findings.map((finding) => LEVELS.indexOf(finding.level)), LEVELS.length);

/** Whether an item has a finding that still waits for somebody. */
const waits = (item) => item.about.findings.some((finding) => !hooks.stateOf || hooks.stateOf(finding) === "open");
