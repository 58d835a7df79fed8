"use strict";
// Elements are made from names and texts alone: nothing that the page shows is ever parsed as markup.

document.documentElement.classList.add("js");

const byId = (id) => document.getElementById(id);

/** An element with attributes (null and false are left out, functions listen) and children (text or nodes). */
function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (typeof value === "function") made.addEventListener(key, value);
    else if (value !== null && value !== false && value !== undefined) made.setAttribute(key, value === true ? "" : value);
  }
  made.append(...children.flat().filter((child) => child || child === 0));
  return made;
}

/** A link to another site: it opens apart, and tells nobody where it was followed. */
const outside = (url, text, title) =>
  element("a", { href: url, target: "_blank", rel: "noopener noreferrer", class: "outside", title }, text, " ↗");

/** Text in whatever direction its letters run. */
const foreign = (text, name = "bdi", language = null) => element(name, { dir: "auto", lang: language }, text);

const words = (name) => name.replace("not-found", "not found");

/** Say something once, on the screen and to a screen reader. */
let fading = 0;
function say(text, kind = "") {
  const said = byId("said");
  said.textContent = text;
  said.className = `said seen ${kind}`;
  clearTimeout(fading);
  fading = setTimeout(() => said.classList.remove("seen"), kind ? 9000 : 3500);
}
