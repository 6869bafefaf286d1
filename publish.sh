#!/usr/bin/env bash
# Makes what is put somewhere else to run, in artifacts/.
#   ./publish.sh linux-x64   hub-linux-x64/, the same as .tar.gz, and its SHA-256 sum: a hub with all that it needs, see docs/running.md
#   ./publish.sh win-x64     hub-win-x64/, the same as .zip, and its SHA-256 sum
#   ./publish.sh azure       hub-functions.zip: the function app of deploy/README.md, for Linux on x64
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

publish() { dotnet publish functions/Hub/Hub.csproj -c Release --nologo -v q -clp:NoSummary "$@"; }

zip_folder() { dotnet msbuild functions/Hub/Hub.csproj -t:ZipFolder -p:Folder="$PWD/$1" -nologo -v:q; }

azure() {
  local folder=artifacts/hub-functions
  rm -rf "$folder" "$folder.zip"
  # One image of the hub and its .NET: nothing is left to compile when an instance starts.
  publish -r linux-x64 --self-contained -p:PublishReadyToRunComposite=true -o "$folder"
  # What authors of plug-ins need; nobody writes one in a function app.
  rm -rf "$folder"/{templates,sdk}
  find "$folder" -name '*.xml' -delete
  chmod +x "$folder/hub" "$folder/runner/Hub.Runner"
  zip_folder "$folder"
  echo "$folder.zip: $(du -h "$folder.zip" | cut -f1)"
}

package() {
  local name=hub-$1 archive
  local folder=artifacts/$name
  rm -rf "$folder" "$folder".*
  publish -r "$1" --self-contained false -p:HubPackage=true -o "$folder"
  [ -s functions/Hub/wwwroot/assets/hub.js ] || { echo 'The charts are missing: a package is made where Node 20 or later is, with npm.' >&2; exit 1; }
  # What only other servers read, and what nobody builds against.
  rm -rf "$folder"/{host.json,web.config,http,tick,run}
  find "$folder" -name '*.xml' -not -path '*/sdk/*' -delete
  cp LICENSE docs/running.md "$folder"
  if [ "$1" = linux-x64 ]; then
    mkdir "$folder/service"
    cp functions/Hub/Verbs/Service/*.service "$folder/service"
    chmod -R u=rwX,go=rX "$folder"
    chmod +x "$folder/hub" "$folder/runner/Hub.Runner"
  fi
  (cd "$folder" && find . -type f -not -name SHA256SUMS -print0 | LC_ALL=C sort -z | xargs -0 sha256sum >SHA256SUMS)
  if [ "$1" = linux-x64 ]; then
    archive=$name.tar.gz
    tar -C artifacts --sort=name --owner=0 --group=0 --numeric-owner -czf "artifacts/$archive" "$name"
  else
    archive=$name.zip
    zip_folder "$folder"
  fi
  (cd artifacts && sha256sum "$archive" >"$archive.sha256")
  echo "artifacts/$archive: $(du -h "artifacts/$archive" | cut -f1)"
}

case ${1:-} in
  azure) azure ;;
  linux-x64 | win-x64) package "$1" ;;
  *) sed -n '2,5s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
