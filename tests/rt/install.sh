#!/bin/sh
# Sees to a Request Tracker 5 for `make test-rt`: Debian's packages where there is apt and root; elsewhere its tests say why they skip.
set -eu

installed() {
    [ -x /usr/share/request-tracker5/libexec/rt-server ] && [ -x /usr/sbin/rt-setup-database-5 ]
}

if ! installed && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]; then
    echo "Installing request-tracker5"
    apt-get update -qq || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        request-tracker5 rt5-db-sqlite rt5-standalone >/dev/null
fi

if installed; then
    echo "Request Tracker: installed"
else
    echo "Request Tracker: not installed; its tests are skipped" >&2
fi
