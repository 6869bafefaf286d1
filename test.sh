#!/usr/bin/env bash
# Installs what the tests need, builds everything and runs every test.
#   ./test.sh          all tests but the long ones
#   ./test.sh --long   the million-row imports and the kill loops too
# Real samples, when there are any: HUB_SAMPLES, else ../shared/data. Last line: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

filter=(--filter 'Category!=Long')
for argument in "$@"; do
  case $argument in
    --long) filter=() ;;
    *) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 2 ;;
  esac
done

need() { printf 'The tests need %s. %s\n' "$1" "$2" >&2; exit 1; }

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

find_chromium() {
  local name
  for name in "${HUB_CHROMIUM:-}" /usr/bin/chromium chromium-browser google-chrome '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 0
}

install_chromium() {
  [ -z "$(find_chromium)" ] || return 0
  if command -v apt-get >/dev/null; then
    echo 'Installing Chromium for the tests of the pages.'
    as_root apt-get update -qq && as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq chromium >/dev/null
  fi
  [ -n "$(find_chromium)" ] || need Chromium 'Install it or Chrome (Fedora: dnf install chromium; macOS: brew install --cask google-chrome), or name it in HUB_CHROMIUM.'
}

find_nginx() {
  local name
  for name in "${HUB_NGINX:-}" nginx /usr/sbin/nginx "$PWD/artifacts/nginx/usr/sbin/nginx"; do
    if [ -n "$name" ] && command -v "$name"; then return; fi
  done
  return 0
}

# Unpacked and not installed: Debian's begins to serve on port 80 once it is. Where it cannot be had, its tests are skipped, aloud.
unpack_nginx() {
  [ -z "$(find_nginx)" ] && command -v apt-get >/dev/null || return 0
  echo 'Unpacking nginx for the tests of the hub behind it.'
  mkdir -p artifacts/nginx
  (cd artifacts/nginx && { apt-get download -qq nginx || { as_root apt-get update -qq && apt-get download -qq nginx; }; } 2>/dev/null && dpkg -x nginx_*.deb .) || echo 'nginx could not be had.'
}

# Nothing is fetched while what is installed is what the lock file names.
install_azurite() {
  local folder=tests/Azurite
  cmp -s "$folder/package-lock.json" "$folder/node_modules/installed-lock.json" && return
  echo 'Installing Azurite for the tests of the store on a storage account.'
  (cd "$folder" && npm ci --silent --no-progress --ignore-scripts && cp package-lock.json node_modules/installed-lock.json) || need Azurite 'It comes from npm: see tests/Azurite/README.md.'
}

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
command -v dotnet >/dev/null || need 'the .NET 10 SDK' 'Install it: https://dot.net/download'
node --version 2>/dev/null | grep -qE '^v(2[0-9]|[3-9][0-9])' || need 'Node 20 or later, with npm' 'Install it: https://nodejs.org'
install_chromium
unpack_nginx
install_azurite
HUB_CHROMIUM=$(find_chromium)
HUB_NGINX=$(find_nginx)
export HUB_CHROMIUM HUB_NGINX

if [ -z "${HUB_SAMPLES:-}" ] && [ -d ../shared/data ]; then
  HUB_SAMPLES=$(cd ../shared/data && pwd)
fi
[ -z "${HUB_SAMPLES:-}" ] || export HUB_SAMPLES
echo "Real samples: ${HUB_SAMPLES:-none, so what needs them is skipped}"

# Nothing that the build starts may outlive a CI job.
[ -z "${CI:-}" ] || export MSBUILDDISABLENODEREUSE=1
dotnet build Hub.sln --nologo -v q -clp:NoSummary

results=artifacts/tests
rm -rf "$results"
broken=()
for project in $(grep -l --include='*.csproj' --exclude-dir=bin --exclude-dir=obj -r 'Microsoft.NET.Test.Sdk' tests | sort); do
  name=$(basename "$project" .csproj)
  dotnet test "$project" --no-build --nologo --logger 'console;verbosity=minimal' ${filter[@]+"${filter[@]}"} --logger "trx;LogFileName=$name.trx" --results-directory "$results" </dev/null || broken+=("$name")
  [ -f "$results/$name.trx" ] || { echo "$name gave no results." >&2; broken+=("$name"); }
done

count() { { cat "$results"/*.trx 2>/dev/null | grep -oE '<UnitTestResult [^>]*outcome="'"$1" || true; } | wc -l | tr -d ' '; }
# A test that only runs when it is asked for by name has no output, and was not skipped.
passed=$(count 'Passed"') failed=$(count 'Failed"') skipped=$(count 'NotExecuted"[^>/]*>')

if [ "$skipped" -gt 0 ]; then
  echo 'Skipped:'
  cat "$results"/*.trx | awk '
    /<UnitTestResult / { name = ""; if (/outcome="NotExecuted"/ && match($0, /testName="[^"]*"/)) name = substr($0, RSTART + 10, RLENGTH - 11) }
    name != "" && match($0, /<(StdOut|Message)>[^<]*/) { reason = substr($0, RSTART, RLENGTH); sub(/<[^>]*>/, "", reason); line = "  " name ": " reason; gsub(/&quot;/, "\"", line); gsub(/&gt;/, ">", line); gsub(/&lt;/, "<", line); gsub(/&amp;/, "\\&", line); print line; name = "" }'
fi
[ ${#broken[@]} = 0 ] || echo "Failed or broke off: $(printf '%s\n' "${broken[@]}" | sort -u | paste -sd ' ')"
echo "$passed passed, $failed failed, $skipped skipped"
[ ${#broken[@]} = 0 ] && [ "$failed" = 0 ] && [ "$passed" -gt 0 ]
