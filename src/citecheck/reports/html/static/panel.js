"use strict";
// What stands beside the text: the evidence of one claim, the details of one reference, or where to begin.

const BEGINNINGS = 12;
let current = null;

function show(item, { scroll = false } = {}) {
  current?.element.classList.remove("current");
  current?.element.removeAttribute("aria-current");
  current = item;
  document.body.classList.toggle("opened", item !== null);
  const panel = byId("panel");
  panel.replaceChildren(...(item === null ? beginning() : item.isClaim ? aboutClaim(item) : aboutReference(item)));
  panel.scrollTop = 0;
  if (item === null) return;
  item.element.classList.add("current");
  item.element.setAttribute("aria-current", "true");
  if (scroll) item.element.scrollIntoView({ block: narrow() ? "start" : "center" });
  remember(`#${item.id}`);
  hooks.opened?.(item);
}

const narrow = () => matchMedia("(max-width: 60rem)").matches;

function remember(hash) {
  try {
    history.replaceState(null, "", hash);
  } catch {
    // a page in a sandbox has no history
  }
}

function heading(text, ...about) {
  return element("header", {},
    element("button", { type: "button", class: "close", "aria-label": "Close", click: close }, "×"),
    element("h2", { tabindex: "-1" }, text), ...about);
}

function close() {
  const left = current;
  show(null);
  remember(" ");
  left?.element.focus({ preventScroll: true });
}

function aboutClaim(item) {
  const { about, article } = item;
  const where = about.section.flatMap((part) => [foreign(part), " › "]);
  const cited = about.cites.map(([source, direct]) => sourceOf(source, article.references[source], direct));
  return [
    heading(badge(about.verdict), element("p", { class: "place" }, where, `line ${about.line}`,
      about.facts.length ? ` · support ${about.score.toFixed(2)}` : "")),
    claimText(item),
    findingsOf(about.findings),
    about.facts.length ? element("section", { "aria-label": "Facts" },
      element("h3", {}, about.facts.length === 1 ? "1 fact" : `${about.facts.length} facts`),
      element("ul", { class: "facts" }, about.facts.map((fact) => factOf(fact, article.references)))) : null,
    cited.length ? element("section", { "aria-label": "Sources" }, element("h3", {}, "Cites"),
      element("ul", { class: "sources" }, cited)) : element("p", { class: "hint" }, "It cites no source."),
  ].filter(Boolean);
}

function claimText(item) {
  const prose = item.element.closest(".prose");
  const text = element("blockquote", { class: "claim-text", lang: prose.lang || null, dir: prose.dir });
  const copy = item.element.cloneNode(true);
  copy.querySelector(".sr")?.remove();
  const field = item.element.closest("dd")?.previousElementSibling.textContent;
  text.append(...(field ? [element("span", { class: "field" }, `${field}: `)] : []), ...copy.childNodes);
  return text;
}

function findingsOf(findings) {
  if (!findings.length) return null;
  return element("ul", { class: "findings", "aria-label": "Findings" }, findings.map((finding) =>
    element("li", { class: `finding l-${finding.level}`, "data-fingerprint": finding.fingerprint },
      element("p", {}, element("span", { class: `rule l-${finding.level}` }, finding.rule), " ", foreign(finding.message, "span")),
      hooks.controls?.(finding))));
}

function sourceOf(id, source, direct) {
  return element("li", {},
    element("a", { href: `#${id}`, class: "to-item" }, `[${source.label}] `, foreign(source.title || source.address || "untitled", "cite")),
    element("p", { class: "whence" }, element("span", { class: `health h-${groupOf(id)}` }, source.health),
      direct ? null : element("span", {}, "cited by a later sentence"), whereOf(source)));
}

/** How a reference's health is drawn: its entry in the list has it. */
const groupOf = (id) => byId(id).querySelector(".health").className.match(/h-(\w+)/)[1];

function aboutReference(item) {
  const source = item.about;
  const claims = Object.entries(item.article.claims).filter(([, claim]) => claim.cites.some(([id]) => id === item.id));
  return [
    heading(`Reference ${source.label}`, element("p", { class: "place" },
      element("span", { class: `health h-${groupOf(item.id)}` }, source.health), " ", foreign(source.sign, "span"))),
    element("blockquote", { class: "claim-text" }, foreign(source.title || source.address || "untitled", "cite"),
      element("span", { class: "imprint" }, source.lines.filter(Boolean).flatMap((line) => [" · ", foreign(line)]).slice(1))),
    element("p", { class: "whence" }, whereOf(source)),
    findingsOf(source.findings),
    comparison(source),
    details(source),
    claims.length ? element("section", { "aria-label": "Claims" },
      element("h3", {}, claims.length === 1 ? "1 claim cites it" : `${claims.length} claims cite it`),
      element("ul", { class: "citing" }, claims.slice(0, 200).map(([id, claim]) => linkTo(id, claim)))) : null,
  ].filter(Boolean);
}

function comparison(source) {
  if (!source.fields.length) return null;
  return element("section", { "aria-label": "Metadata" }, element("h3", {}, "The article and the page"),
    element("table", { class: "fields" },
      element("thead", {}, element("tr", {}, element("td", {}), element("th", { scope: "col" }, "article"), element("th", { scope: "col" }, "page"))),
      element("tbody", {}, source.fields.map(([name, cited, stated, origin, differs]) =>
        element("tr", { class: differs ? "differs" : null }, element("th", { scope: "row" }, name, differs ? " ≠" : ""),
          element("td", {}, cited ? foreign(cited) : "–"),
          element("td", {}, stated ? foreign(stated) : "–", origin ? element("small", {}, ` ${origin}`) : null))))));
}

function details(source) {
  const { snapshot } = source;
  const rows = [
    ["address", source.address], ["led to", source.final === source.address ? "" : source.final], ["failed", source.failure],
    ["read instead", source.instead],
    ["archive copy", source.copied], ["read as", source.media],
    ...(snapshot ? [["captured", snapshot.fetched], ["capture", `${snapshot.file}:${snapshot.offset}`],
      ["answered", String(snapshot.status)], ["record", snapshot.record], ["SHA-256", snapshot.sha256]] : []),
  ].filter(([, value]) => value);
  return rows.length ? element("dl", { class: "details" }, rows.map(([name, value]) =>
    element("div", {}, element("dt", {}, name), element("dd", {}, foreign(value))))) : null;
}

function linkTo(id, about) {
  const text = byId(id).cloneNode(true);
  text.querySelector(".sr")?.remove();
  const shown = text.textContent.trim().replace(/\s+/g, " ");
  return element("li", {}, element("a", { href: `#${id}`, class: "to-item" },
    element("span", { class: "mark", "aria-hidden": "true" }, about.verdict ? MARKS[about.verdict] : "§"), " ",
    foreign(shown.length > 140 ? `${shown.slice(0, 140)}…` : shown)));
}

function beginning() {
  const serious = items().filter((item) => worst(item) < 2).sort((a, b) => worst(a) - worst(b));
  return [
    element("header", {}, element("h2", { tabindex: "-1" }, serious.length ? "Begin here" : "Nothing serious")),
    element("p", { class: "hint" }, "Choose a sentence or a reference to see its evidence. ",
      element("kbd", {}, "j"), " and ", element("kbd", {}, "k"), " step through what is shown, ", element("kbd", {}, "?"), " tells all keys."),
    element("ul", { class: "citing" }, serious.slice(0, BEGINNINGS).map((item) => linkTo(item.id, item.about))),
    serious.length > BEGINNINGS ? element("p", { class: "hint" }, `and ${(serious.length - BEGINNINGS).toLocaleString("en")} more`) : null,
  ].filter(Boolean);
}
