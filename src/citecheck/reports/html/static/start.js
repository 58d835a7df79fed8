"use strict";
// Let the text appear first; then make it answer.

async function start() {
  listenToFilters();
  listenToKeys();
  applyFilters();
  show(null);
  await hooks.started?.();
  onHash();
  document.documentElement.dataset.ready = "";
}

requestAnimationFrame(() => setTimeout(start));
