"use strict";
// Let the text appear first; then make it answer.

/** What is sticky below the toolbar, and what is scrolled to, needs to know how high it is. */
function measureToolbar() {
  document.documentElement.style.setProperty("--toolbar", `${byId("toolbar").offsetHeight}px`);
}

async function start() {
  new ResizeObserver(measureToolbar).observe(byId("toolbar"));
  listenToFilters();
  listenToKeys();
  applyFilters();
  show(null);
  await hooks.started?.();
  onHash();
  document.documentElement.dataset.ready = "";
  performance.mark("ready");
}

requestAnimationFrame(() => setTimeout(start));
