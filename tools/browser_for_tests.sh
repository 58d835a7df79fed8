# Source this: it has a browser, its driver and axe-core ready for tests/browser, and has the tests require them.
# What cannot be installed (no apt-get, no rights, no npm) is told, and its tests are skipped.

_as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo -n "$@"; fi; }

if ! command -v chromedriver >/dev/null && command -v apt-get >/dev/null && _as_root true 2>/dev/null; then
  echo "installing Chromium and its driver …"
  _as_root apt-get update -qq
  _as_root env DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium chromium-driver
fi
if command -v chromedriver >/dev/null; then
  export CITECHECK_REQUIRE_BROWSER=1
else
  echo "no Chromium with its driver here, and no way to install them: the pages are not tried in a browser"
fi
if [ -z "${CITECHECK_AXE:-}" ] && command -v npm >/dev/null; then
  _tools=$(mktemp -d)
  if npm install --silent --no-save --no-audit --no-fund --prefix "$_tools" axe-core; then
    export CITECHECK_AXE="$_tools/node_modules/axe-core/axe.min.js"
  else
    echo "npm could not install axe-core: accessibility is not checked with it"
  fi
elif [ -z "${CITECHECK_AXE:-}" ]; then
  echo "no npm here: accessibility is not checked with axe-core"
fi
