#!/bin/sh
# Makes a typed Python client of the document that a running service serves:
# `scripts/client.sh http://127.0.0.1:8000 [FOLDER]`; install it with `pip install FOLDER`.
set -eu

here="$(dirname "$0")"
PATH="$here/../.venv/bin:$PATH" openapi-python-client generate --url "$1/api/v1/openapi.json" \
    --output-path "${2:-build/sohoa-client}" --overwrite --meta setup --fail-on-warning \
    --config "$here/client.yml"
