"use strict";
// Let the text appear first; then make it answer.

function start() {
  listenToFilters();
  listenToKeys();
  applyFilters();
  show(null);
  onHash();
  document.documentElement.dataset.ready = "";
}

requestAnimationFrame(() => setTimeout(start));
