# `make run` and `make test` are the whole set-up; everything else is a part of one of them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PEER := .venv-bench
GATEWAY := tests/transport/gateway

.DEFAULT_GOAL := help
.PHONY: help install run office test check browser format lock docs pictures bench bundle clean

help:  ## show what can be made
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1\t/' | expand -t 16

install: $(VENV)/.run  ## prepare .venv with what the bot needs

run: $(VENV)/.run  ## start the bot (as delivered: on the simulated WeChat)
	@$(BIN)/python -m bot run

office: $(VENV)/.office  ## show the office's tables in a browser
	@$(BIN)/python -m bot office

test: check $(GATEWAY)/node_modules/.package-lock.json browser  ## lint, types, import rules, every test
	@PATH="$(abspath $(BIN)):$$PATH" $(BIN)/python -m pytest

check: $(VENV)/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

browser:
	@tests/get-browser

format: $(VENV)/.dev  ## put the code into the one layout
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

docs: $(VENV)/.run  ## write docs/commands.md, docs/kept.md and docs/doctor.md again
	@$(BIN)/python -m bot commands > docs/commands.md
	@$(BIN)/python -m bot kept > docs/kept.md
	@$(BIN)/python -m bot doctor --explain > docs/doctor.md

pictures: $(VENV)/.dev browser  ## take the pictures of the pages in docs/pictures again; look at them
	@$(BIN)/python -m pytest tests/web/take_pictures.py tests/office/take_pictures.py

bench: $(VENV)/.dev $(PEER)/.ready  ## measure against a peer or a limit
	@$(BIN)/python -m bot bench

lock: $(VENV)/.lock  ## choose the newest allowed versions of everything
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" -U -o requirements.lock pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra office -c requirements.lock -U -o requirements-office.lock pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --extra dev --extra office --extra replica -c requirements.lock -U \
	  -o requirements-dev.lock pyproject.toml
	@$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" -U -o bench/requirements.lock bench/requirements.in

bundle: $(VENV)/.run  ## pack everything for a machine without a network (FOR=windows for Windows)
	@$(BIN)/python deploy/bundle.py --for $(or $(FOR),here)

clean:  ## remove what was installed and built (the data stays)
	rm -rf $(VENV) $(PEER) $(GATEWAY)/node_modules .mypy_cache .ruff_cache .pytest_cache .import_linter_cache

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' || \
	  { echo "Kiteline needs Python 3.11 to 3.13; choose one with: make PYTHON=python3.12 …"; exit 1; }
	@echo "Preparing $(VENV) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.run: requirements.lock | $(VENV)/bin/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

$(VENV)/.office: requirements-office.lock $(VENV)/.run
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-office.lock
	@touch $@

$(VENV)/.dev: requirements-dev.lock $(VENV)/.run
	@$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

# What the bot is measured beside stays out of its own environment: 260 MB that it does not need.
$(PEER)/.ready: bench/requirements.lock | $(VENV)/bin/python
	@$(PYTHON) -m venv $(PEER)
	@$(PEER)/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r $<
	@touch $@

$(VENV)/.lock: | $(VENV)/bin/python
	@$(BIN)/python -m pip install -q --disable-pip-version-check uv
	@touch $@

$(GATEWAY)/node_modules/.package-lock.json: $(GATEWAY)/package-lock.json $(VENV)/.dev
	@echo "Preparing the test gateway …"
	@cd $(GATEWAY) && PATH="$(abspath $(BIN)):$$PATH" npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
	@touch $@
