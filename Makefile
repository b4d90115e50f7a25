# Shanyu 善育. `make help` lists what there is.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export SHANYU_HOME ?= $(CURDIR)/.shanyu
export PIP_DISABLE_PIP_VERSION_CHECK = 1

.DEFAULT_GOAL := help
.PHONY: help install demo test lint bench pictures browser

help: ## list these commands
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /  make \1\t/' | expand -t 18

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Shanyu needs Python 3.11 or newer: make PYTHON=python3.11 …"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "Python lacks its venv module: install the package python3-venv."; exit 1; }

$(VENV)/.installed: requirements.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Shanyu stands on (about 200 MB the first time) …"
	@$(BIN)/pip install -q --require-hashes -r requirements.lock
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.installed
	@echo "Installing the tools for tests …"
	@$(BIN)/pip install -q --require-hashes -r requirements-dev.lock
	@touch $@

install: $(VENV)/.installed ## build .venv from the lock

demo: $(VENV)/.installed ## build the demo city and serve it at http://127.0.0.1:8000
	@$(BIN)/shanyu demo $(ARGS)

browser:
	@tools/browser.sh

test: $(VENV)/.dev browser ## install the browser packages if need be, then run every test
	@$(BIN)/python -m tools.run_tests $(ARGS)

lint: $(VENV)/.dev ## style, layers, messages, styles
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/lint-imports && $(BIN)/python tools/messages.py --check && $(BIN)/python tools/build_ui.py --check

bench: $(VENV)/.dev ## measure against the peers, side by side
	@for bench in $$(ls benchmarks/*.py | grep -v '/_'); do $(BIN)/python -m benchmarks.$$(basename $$bench .py) || exit 1; done

pictures: $(VENV)/.dev browser ## take the README's pictures from the running demo
	@$(BIN)/python -m tools.pictures
