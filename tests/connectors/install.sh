#!/bin/sh
# Sees to an IMAP server for the connectors' tests: Debian's Dovecot where there is apt and root; elsewhere they say why they skip.
set -eu

installed() {
    command -v dovecot >/dev/null 2>&1 || [ -x /usr/sbin/dovecot ]
}

if ! installed && command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]; then
    echo "Installing dovecot-imapd"
    apt-get update -qq || true
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends dovecot-imapd openssl >/dev/null
fi

if installed; then
    echo "Dovecot: installed"
else
    echo "Dovecot: not installed; the tests with a mailbox are skipped" >&2
fi
