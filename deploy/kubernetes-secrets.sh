#!/usr/bin/env bash
# Writes the Secrets that k8s/ names, from the files that deploy/make-secrets.sh and --make-keys made, as a manifest to standard output:
#
#   deploy/kubernetes-secrets.sh [--folder secrets] [--keys secrets/keys] | kubectl apply -f -
#
# Key files are looked for in <keys>/identity, <keys>/factoring and <keys>/ledger. It asks no cluster; docs/operations.md says more.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=secrets keys=''
while [ $# -gt 0 ]; do
  case $1 in
    --folder) folder=$2 ;;
    --keys) keys=$2 ;;
    *) sed -n '2,6s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift 2
done
keys=${keys:-$folder/keys}

secret() {
  local name=$1
  shift
  echo '---'
  kubectl create secret generic "$name" --namespace supply-finance --dry-run=client --output yaml "${@/#/--from-file=}"
}

for service in identity invoice receivable factoring bank-settlement ledger; do
  section=${service//-/_}
  files=("$folder/${section}__ConnectionString" "$folder/${section}__Broker__Password")
  [ "$service" != identity ] || files+=("$folder/first-operator.json")
  [ "$service" != bank-settlement ] || files+=("$folder/bank_settlement__Own__BankApiKey")
  secret "$service-secrets" "${files[@]}"
done
secret sandbox-bank-secrets "$folder/sandbox_bank__Own__ApiKey"

secret identity-keys "$keys/identity/token-signing-key.pem" "$keys/identity/token-sealing-key.bin"
secret factoring-keys "$keys/factoring/factoring-bids.key"
secret ledger-keys "$keys/ledger/ledger.key"
secret ledger-first-record "$keys/ledger/ledger.signed"

secret database "$folder/database-admin-password" "$folder/database-roles.sql"
secret rabbitmq deploy/rabbitmq/rabbitmq.conf "10-users.json=$folder/rabbitmq-users.json" "20-platform.json=deploy/rabbitmq/definitions.json"
echo '---'
kubectl create secret tls gateway-tls --namespace supply-finance --dry-run=client --output yaml --cert "$folder/tls.crt" --key "$folder/tls.key"
