#!/bin/sh
# Make both lock files anew from pyproject.toml (needs uv). They hold hashes and no address.
set -eu
cd "$(dirname "$0")/.."
compile="uv pip compile pyproject.toml --extra build --generate-hashes --no-header --no-annotate --python-version 3.11 -q"
$compile -o requirements.lock
$compile --extra dev -o requirements-dev.lock
