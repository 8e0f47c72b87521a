#!/usr/bin/env bash
# Makes every secret that docker-compose.yml and k8s/ name, once, with random values: passwords of databases and of the broker's users, the
# connection strings with them, the bank's key, the first operator with its people and its web client, and a certificate to try things with.
#
#   deploy/make-secrets.sh --host finance.example --operator "Platform Operator Ltd." --identifier LEI:529900T8BM49AURSDO55
#       [--database sqlserver|postgresql] [--database-host database] [--folder secrets]
#
# It never overwrites: a password that changes under a running database locks the service out. docs/operations.md says how to rotate.
set -euo pipefail
cd "$(dirname "$0")/.."
umask 077

host='' operator='' identifier='' database=sqlserver database_host=database folder=secrets
while [ $# -gt 0 ]; do
  case $1 in
    --host) host=$2 ;;
    --operator) operator=$2 ;;
    --identifier) identifier=$2 ;;
    --database) database=$2 ;;
    --database-host) database_host=$2 ;;
    --folder) folder=$2 ;;
    *) sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2 ;;
  esac
  shift 2
done
[ -n "$host" ] && [ -n "$operator" ] && [[ $identifier == *:* ]] || { sed -n '2,8s/^# \{0,1\}//p' "$0" >&2; exit 2; }
[[ $database == sqlserver || $database == postgresql ]] || { echo "--database is sqlserver or postgresql" >&2; exit 2; }
[[ $operator != *[\"\\]* ]] || { echo "--operator has no quotation mark and no backslash" >&2; exit 2; }
[ ! -e "$folder" ] || { echo "$folder is there already; nothing was changed." >&2; exit 1; }

# Those with a database on the server and a user at the broker. The sandbox bank has neither: it is nobody of ours.
services=(identity invoice receivable factoring bank-settlement ledger)

# 40 letters and digits, and the three kinds of characters that SQL Server's policy asks for.
password() { printf '%saA1' "$(head -c 400 /dev/urandom | base64 -w 0 | tr -d '+/=' | head -c 40 || true)"; }

# What the broker keeps of a password: 4 random bytes, then the SHA-256 of them and the password.
broker_hash() {
  local salt=$(mktemp)
  head -c 4 /dev/urandom >"$salt"
  { cat "$salt"; { cat "$salt"; printf '%s' "$1"; } | openssl dgst -sha256 -binary; } | base64 -w 0
  rm -f "$salt"
}

# A pattern of exactly these names.
names() { local IFS='|'; printf '^(%s)$' "$*"; }

# Every service declares the whole of the queues and publishes; it reads its own queue and no other, and not the dead letters.
everything=$(names supply-finance supply-finance-dead supply-finance-dead-letters "${services[@]/#/supply-finance\\\\.}")

put() { printf '%s' "$2" >"$made/$1"; }

# Written aside and moved, so that a run that fails leaves nothing behind.
made=$folder.unfinished
rm -rf "$made"
mkdir -p "$made"

users='' permissions=''
for service in "${services[@]}"; do
  section=${service//-/_}
  secret=$(password)
  if [ "$database" = sqlserver ]; then
    put "${section}__ConnectionString" "Server=$database_host,1433;Database=$section;User ID=$section;Password=$secret;Encrypt=Mandatory;TrustServerCertificate=true"
    cat >>"$made/database-roles.sql" <<SQL
if db_id(N'$section') is null create database [$section];
go
alter database [$section] set allow_snapshot_isolation on;
alter database [$section] set read_committed_snapshot on with rollback immediate;
if suser_id(N'$section') is null create login [$section] with password = N'$secret', default_database = [$section];
go
use [$section];
if user_id(N'$section') is null create user [$section] for login [$section];
alter role db_owner add member [$section];
go
use [master];
go
SQL
  else
    put "${section}__ConnectionString" "Host=$database_host;Port=5432;Database=$section;Username=$section;Password=$secret"
    cat >>"$made/database-roles.sql" <<SQL
create role $section login password '$secret';
create database $section owner $section encoding 'UTF8' template template0;
revoke connect on database $section from public;
SQL
  fi

  broker=$(password)
  put "${section}__Broker__Password" "$broker"
  users+="${users:+,}
    {\"name\": \"$service\", \"password_hash\": \"$(broker_hash "$broker")\", \"hashing_algorithm\": \"rabbit_password_hashing_sha256\", \"tags\": []}"
  permissions+="${permissions:+,}
    {\"user\": \"$service\", \"vhost\": \"/\", \"configure\": \"$everything\", \"write\": \"$everything\", \"read\": \"$(names supply-finance supply-finance-dead "supply-finance\\\\.$service")\"}"
done

put database-admin-password "$(password)"
cat >"$made/rabbitmq-users.json" <<JSON
{
  "vhosts": [{"name": "/"}],
  "users": [$users
  ],
  "permissions": [$permissions
  ]
}
JSON

bank=$(password)
put bank_settlement__Own__BankApiKey "$bank"
put sandbox_bank__Own__ApiKey "$bank"

cat >"$made/first-operator.json" <<JSON
{
  "name": "$operator",
  "identifiers": [{"scheme": "${identifier%%:*}", "value": "${identifier#*:}"}],
  "people": [
    {"signInName": "administrator@$host", "name": "Administrator", "roles": ["administrator"], "password": "$(password)"},
    {"signInName": "maker@$host", "name": "Maker", "roles": ["maker"], "password": "$(password)"},
    {"signInName": "checker@$host", "name": "Checker", "roles": ["checker"], "password": "$(password)"}
  ],
  "webClient": {
    "clientId": "portal", "name": "Portal", "secret": "$(password)",
    "redirectUri": "https://$host/signin-oidc", "signedOutUri": "https://$host/signout-callback-oidc"
  }
}
JSON

openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 30 -subj "/CN=$host" \
  -addext "subjectAltName=DNS:$host" -keyout "$made/tls.key" -out "$made/tls.crt" 2>/dev/null

# Containers run as users of their own, and a container engine mounts the file with its owner and mode: the folder keeps others out.
chmod 0644 "$made"/*
mv "$made" "$folder"
cat <<TEXT
Made $folder/ for $host with $database. Next:
  - put a certificate of your authority in place of $folder/tls.crt and $folder/tls.key, which are self-signed and end in 30 days
  - keep what is in $folder/first-operator.json somewhere safe; after the first start put {} in its place
  - keep a copy of the folder where backups of the databases are not kept
TEXT
