"use strict";
// Light or dark: as the system says, until somebody chooses.

const THEME = "citecheck-theme";

function theme() {
  try {
    return localStorage.getItem(THEME);
  } catch {
    return null;
  }
}

function applyTheme(name) {
  if (name === "light" || name === "dark") document.documentElement.dataset.theme = name;
}

function toggleTheme() {
  const chosen = document.documentElement.dataset.theme;
  const dark = chosen ? chosen === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const next = dark ? "light" : "dark";
  applyTheme(next);
  try {
    localStorage.setItem(THEME, next);
  } catch {
    // the choice lasts as long as the page
  }
}

applyTheme(theme());
byId("theme").addEventListener("click", toggleTheme);
ACTIONS.t = toggleTheme;
