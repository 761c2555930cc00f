#!/bin/sh
# Sees to a PostgreSQL for the storage tests: Debian's package where there is apt and root; elsewhere those tests say why they skip.
set -eu

installed() {
    ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null 2>&1
}

if ! installed && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]; then
    echo "Installing postgresql"
    apt-get update -qq || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends postgresql >/dev/null
fi

if installed; then
    echo "PostgreSQL: installed"
else
    echo "PostgreSQL: not installed; the storage tests on it are skipped" >&2
fi
