"use strict";
// A claim's facts with the passages that decide them.

const MARKS = { supported: "✓", partial: "~", contradicted: "✗", "not-found": "?", uncheckable: "–", uncited: "·" };
const MATCHES = {
  exact: "in the same words",
  normalised: "the same value, written otherwise",
  translated: "in another language",
  transliterated: "in another script",
  alias: "under another name",
  fuzzy: "in another spelling",
  inferred: "worked out from other dates",
};

const badge = (verdict) => element("span", { class: `badge v-${verdict}` }, `${MARKS[verdict]} ${words(verdict)}`);

function factOf(fact, references) {
  const value = fact.value && fact.value !== fact.text ? element("span", { class: "value" }, foreign(fact.value)) : null;
  return element("li", { class: `about-fact f-${fact.verdict}` },
    element("p", { class: "fact-line" },
      element("span", { class: "mark", "aria-hidden": "true" }, MARKS[fact.verdict]),
      element("span", { class: "fact-text" }, foreign(fact.text)),
      value,
      element("span", { class: "fact-kind" }, `${fact.kind}, ${words(fact.verdict)}`)),
    passagesOf(fact, references),
    fact.reason && !fact.evidence.some((evidence) => evidence.detail === fact.reason)
      ? element("p", { class: "detail" }, foreign(fact.reason)) : null);
}

/** The passages that decide a fact: those that contradict all, of others the first, the rest folded away. */
function passagesOf({ evidence: all, verdict }, references) {
  const open = all.some((evidence) => !evidence.match) ? all.length : 1;
  const [first, rest] = [all.slice(0, open), all.slice(open)].map((some) =>
    some.map((evidence) => passageOf(evidence, references[evidence.source], verdict)));
  return [...first, rest.length ? element("details", {}, element("summary", {}, `${rest.length} more`), rest) : null];
}

/** A passage: the quote inside its sentence, the sentence inside its paragraph, why it decides, and where it is. */
function passageOf(evidence, source, verdict) {
  const [lead, before, quote, after, trail] = evidence.parts;
  return element("figure", { class: `passage ${!evidence.match ? "against" : verdict === "supported" ? "for" : "beside"}` },
    element("blockquote", { dir: "auto", lang: source?.language ?? null },
      element("span", { class: "beyond" }, lead), before, element("mark", {}, quote), after,
      element("span", { class: "beyond" }, trail)),
    element("figcaption", {},
      evidence.detail ? element("p", { class: "detail" }, foreign(evidence.detail)) : null,
      element("p", { class: "whence" },
        source ? element("a", { href: `#${evidence.source}`, class: "to-item" }, `[${source.label}]`) : null,
        evidence.match ? element("span", {}, MATCHES[evidence.match] ?? evidence.match) : element("span", {}, "says otherwise"),
        source?.instead ? element("span", { title: source.instead }, "read in a copy") : null,
        source ? whereOf(source, quote) : null,
        source ? hooks.whole?.(evidence, source) : null)));
}

/** Links to the live page (to the very quote, where the browser can), to the archive copy, and the capture's place. */
function whereOf(source, quote = "") {
  return [
    source.url ? outside(source.url.split("#")[0] + fragmentOf(quote), "page", source.url) : null,
    source.copy ? outside(source.copy, "archive copy", source.copy) : null,
    source.snapshot ? captureOf(source.snapshot) : null,
  ];
}

/** A text fragment (WICG Scroll to Text Fragment); a hyphen has a meaning in it. */
function fragmentOf(quote) {
  const text = quote.trim();
  return text && text.length <= 120 ? `#:~:text=${encodeURIComponent(text).replaceAll("-", "%2D")}` : "";
}

function captureOf(snapshot) {
  const place = `${snapshot.file}:${snapshot.offset}`;
  return element("button", {
    type: "button", class: "capture", title: `captured ${snapshot.fetched}; copies ${place}`,
    click: () => navigator.clipboard?.writeText(place).then(() => say(`Copied ${place}`), () => say(place)),
  }, `capture ${snapshot.fetched.slice(0, 10)}`);
}
