#!/usr/bin/env bash
# Makes what is put somewhere else to run.
#   ./publish.sh azure   artifacts/hub-functions.zip: the function app of deploy/README.md, for Linux on x64
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")"

[ "${1:-}" = azure ] || { sed -n '2,3s/^# \{0,1\}//p' "$0"; exit 2; }

export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
folder=artifacts/hub-functions
rm -rf "$folder" "$folder.zip"
dotnet publish functions/Hub/Hub.csproj -c Release -r linux-x64 --self-contained -o "$folder" --nologo -v q -clp:NoSummary
# What authors of plug-ins need; nobody writes one in a function app.
rm -rf "$folder"/{templates,sdk}
find "$folder" -name '*.xml' -delete
chmod +x "$folder/hub" "$folder/runner/Hub.Runner"
dotnet msbuild functions/Hub/Hub.csproj -t:ZipFolder -p:Folder="$PWD/$folder" -nologo -v:q
echo "$folder.zip: $(du -h "$folder.zip" | cut -f1)"
