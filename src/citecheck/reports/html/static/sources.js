"use strict";
// The whole text of a source as it was read, with the passage in its place.

hooks.whole = (evidence, source) => element("button", {
  type: "button", class: "capture", click: () => showSource(evidence, source),
}, "whole text");

async function showSource(evidence, source) {
  const [start, end] = evidence.at;
  try {
    const answer = await ask("GET", `/source?reference=${evidence.source}&start=${start}&end=${end}`);
    if (answer.status !== 200) return trouble(answer.error);
    fillSource(source, answer.parts);
  } catch {
    return trouble("citecheck review does not answer: is it still running?");
  }
  byId("source").showModal();
  byId("source-text").focus();
  document.querySelector("#source-text mark")?.scrollIntoView({ block: "center" });
  return true;
}

function fillSource(source, [before, quote, after]) {
  byId("source-title").replaceChildren(`[${source.label}] `, foreign(source.title || source.address || "untitled"));
  const text = byId("source-text");
  text.lang = source.language ?? "";
  text.replaceChildren(...paragraphs(before, quote, after));
}

/** The paragraphs of the text; the quote is marked, also where it goes over several. */
function paragraphs(before, quote, after) {
  const made = [];
  let open = element("p", { dir: "auto" });
  for (const [text, marked] of [[before, false], [quote, true], [after, false]]) {
    text.split("\n").forEach((line, number) => {
      if (number) {
        made.push(open);
        open = element("p", { dir: "auto" });
      }
      if (line) open.append(marked ? element("mark", {}, line) : line);
    });
  }
  return [...made, open].filter((paragraph) => paragraph.textContent.trim());
}
