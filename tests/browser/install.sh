#!/bin/sh
# Sees to a Chromium and to fonts with kana: Debian's packages where there is apt and root, else Playwright's own browser.
set -eu
python=$1

debian() {
    command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" -eq 0 ]
}

install() {
    echo "Installing $*"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@" >/dev/null
}

wanted=
[ -x /usr/bin/chromium ] || wanted=chromium
[ -n "$(find /usr/share/fonts -name 'NotoSansCJK*' 2>/dev/null | head -n 1)" ] || wanted="$wanted fonts-noto-cjk"

if [ -n "$wanted" ] && debian; then
    apt-get update -qq || true
    for package in $wanted; do
        install "$package" || echo "$package could not be installed by apt" >&2
    done
fi

if [ -x /usr/bin/chromium ]; then
    echo "Browser: /usr/bin/chromium"
else
    "$python" -m playwright install chromium
    echo "Browser: Playwright's Chromium"
fi
