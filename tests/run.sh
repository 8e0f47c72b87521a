#!/usr/bin/env bash
# Builds everything and runs every test, the services' slices on every database that there is. The last line is "N passed, N failed, N skipped"; the exit code is not zero on any failure.
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 UseSharedCompilation=true

if ! command -v dotnet >/dev/null; then
  echo "The .NET SDK 10 is needed: https://dotnet.microsoft.com/download" >&2
  exit 1
fi

# What tests need and a bare Debian may lack. Each test that uses it says so when it is missing.
missing=()
command -v xmllint >/dev/null || missing+=(libxml2-utils)
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql) # Its programs only; tests start servers of their own.
command -v docker-compose >/dev/null || missing+=(docker-compose)
command -v kubectl >/dev/null || missing+=(kubernetes-client)
[ -x /usr/lib/rabbitmq/bin/rabbitmq-server ] || missing+=(rabbitmq-server)
if [ ${#missing[@]} -gt 0 ] && command -v apt-get >/dev/null && [ "$(id -u)" = 0 ]; then
  echo "Installing ${missing[*]}"
  # Debian starts a server when it installs one; tests start their own.
  policy=/usr/sbin/policy-rc.d
  restore_policy() { rm -f $policy; [ ! -e $policy.kept ] || mv $policy.kept $policy; }
  trap restore_policy EXIT
  [ ! -e $policy ] || mv $policy $policy.kept
  printf '#!/bin/sh\nexit 101\n' >$policy && chmod +x $policy
  { apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "${missing[@]}"; } >/dev/null 2>&1 \
    || echo "Could not install ${missing[*]}; tests that need it are skipped and say so." >&2
  restore_policy
  trap - EXIT
fi

echo "Building"
dotnet build SupplyFinance.sln --nologo -v quiet -clp:NoSummary || exit 1

log=$(mktemp)
trap 'rm -f "$log"' EXIT
failures=0
skipped_passes=0

# What a service promises is promised on every database: these projects run once for each.
slices=$(printf '%s;' tests/{Platform,Identity,Invoice,Receivable,Factoring,BankSettlement,Ledger,SandboxBank}.Tests/bin/Debug/net10.0/*.Tests.dll)

pass() { # what it is called, the database of the slices, what to run
  local name=$1 database=$2 started=$SECONDS
  shift 2
  echo "$name"
  SF_TEST_DATABASE=$database dotnet test "$@" --no-progress --no-ansi --max-parallel-test-modules 2 2>&1 | tee -a "$log"
  [ "${PIPESTATUS[0]}" = 0 ] || failures=$((failures + 1))
  echo "$name took $((SECONDS - started)) s"
}

pass "Everything, slices on SQLite" sqlite --solution SupplyFinance.sln --no-build
pass "Slices on PostgreSQL" postgresql --test-modules "$slices"
if [ -n "${SF_TEST_SQLSERVER:-}" ]; then
  pass "Slices on SQL Server" sqlserver --test-modules "$slices"
else
  echo "Slices on SQL Server: skipped, SF_TEST_SQLSERVER holds no connection string"
  skipped_passes=1
fi

total() { awk -v key="$1:" '$1 == key { n += $2 } END { print n + 0 }' "$log"; }
echo
echo "$(total succeeded) passed, $(total failed) failed, $(($(total skipped) + skipped_passes)) skipped"
[ "$failures" = 0 ]
