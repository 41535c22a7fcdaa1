#!/usr/bin/env bash
# Makes sure that what Endstate is built and run with is there: a Swift toolchain and a few Debian packages.
# Usage: setup.sh [--for-tests]
set -euo pipefail

packages=(chromium-headless-shell libwebsockets-dev libcurl4-openssl-dev libsqlite3-dev)
if [ "${1:-}" = --for-tests ]; then packages+=(libxml2-utils openssl socat); fi

if ! command -v swift >/dev/null 2>&1; then
    echo "endstate: no Swift toolchain on the path; install Swift 6.2 or newer from https://www.swift.org/install/" >&2
    exit 2
fi

missing=()
for package in "${packages[@]}"; do
    # Another Chromium or Chrome serves as well, and is used where it is found.
    if [ "$package" = chromium-headless-shell ]; then
        if [ -n "${ENDSTATE_BROWSER:-}" ]; then continue; fi
        if command -v chromium-headless-shell chromium google-chrome >/dev/null 2>&1; then continue; fi
    fi
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ ${#missing[@]} -eq 0 ]; then exit 0; fi

echo "endstate: these Debian packages are needed and missing: ${missing[*]}"
if ! command -v apt-get >/dev/null 2>&1; then
    echo "endstate: this is no Debian; install what these packages hold, then run make again" >&2
    exit 2
fi

if [ "$(id -u)" -eq 0 ]; then
    sudo=()
elif command -v sudo >/dev/null 2>&1 && { [ -t 0 ] || sudo -n true 2>/dev/null; }; then
    sudo=(sudo)
else
    echo "endstate: installing them needs root; run this, then make again:" >&2
    echo "    apt-get update && apt-get install -y --no-install-recommends ${missing[*]}" >&2
    exit 2
fi

echo "endstate: installing them with ${sudo[*]:+sudo }apt-get"
"${sudo[@]}" apt-get update -q
"${sudo[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -q -y --no-install-recommends "${missing[@]}"
