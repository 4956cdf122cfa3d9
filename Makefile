# Everything a newcomer runs. Needs python3 (3.11 or later) with its venv module, and make; `lock` also needs uv.

PYTHON ?= python3
VENV   ?= .venv
ARGS   ?=
PARTS  ?= 2

SHELL       := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
MAKEFLAGS   += --no-print-directory
.DEFAULT_GOAL := help
.PHONY: help demo bench test long check all format lint scripts types imports unused translations texts fmt lock

BIN := $(VENV)/bin
RUN := $(BIN)/python -m

help: ## Show what there is to do
	@echo "make <target> [ARGS=...]"; echo
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/  \1\t\2/p' $(firstword $(MAKEFILE_LIST)) | expand -t 12

demo: $(VENV)/.runtime ## Start a shop with a pretend WhatsApp and Stripe in the browser; Ctrl-C ends it
	@exec $(BIN)/shop demo $(ARGS)

test: $(VENV)/.development ## Run all tests (ARGS="-k carts" runs some)
	@$(RUN) pytest --numprocesses $(PARTS) --dist loadfile -m 'not long' $(ARGS) </dev/null

long: $(VENV)/.development ## Run the tests that take minutes each
	@$(RUN) pytest -m long $(ARGS) </dev/null

bench: $(VENV)/.development ## Measure, each figure beside its floor; minutes long (ARGS=1 for one round)
	@$(RUN) tests.bench $(ARGS)

check: format lint scripts types imports unused translations ## Run every check that is not a test

all: check test ## Run the checks, then the tests

format: $(VENV)/.development ## Check the formatting (make fmt repairs it)
	@$(RUN) ruff format --check .

lint: $(VENV)/.development ## Look for mistakes
	@$(RUN) ruff check .

scripts: $(VENV)/.development ## Look for mistakes in the JavaScript
	@$(BIN)/oxlint --quiet shop

types: $(VENV)/.development ## Check the types
	@$(RUN) mypy

imports: $(VENV)/.development ## Check that imports point down the page (docs/architecture.md)
	@$(BIN)/lint-imports

unused: $(VENV)/.development ## Look for dependencies that are missing or not needed
	@$(RUN) deptry .

translations: $(VENV)/.development ## Check that everything people read is translated (make texts gathers it)
	@$(RUN) tests.translations check

texts: $(VENV)/.development ## Gather what people read from the code into shop/locale, for translators
	@$(RUN) tests.translations

fmt: $(VENV)/.development ## Format the code and repair what can be repaired
	@$(RUN) ruff format .
	@$(RUN) ruff check --fix .

COMPILE = env -u UV_INDEX -u UV_FIND_LINKS uv pip compile --quiet --no-config --universal --python-version 3.11 \
          --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock: export PATH := $(abspath $(BIN)):$(PATH)
lock: ## Write the lock files anew from pyproject.toml (ARGS=--upgrade takes newer versions)
	@command -v uv >/dev/null || { echo "Locking needs uv: pip install uv" >&2; exit 1; }
	@echo 'setuptools>=75' | $(COMPILE) $(ARGS) pyproject.toml - --output-file requirements.lock
	@$(COMPILE) $(ARGS) --group dev --constraint requirements.lock --output-file requirements-dev.lock
	@! grep -nE '://|^-' requirements.lock requirements-dev.lock || { echo "A lock names an address." >&2; exit 1; }

# Installed once, and again when a lock or pyproject.toml changed. setuptools is in the lock, so that
# the project itself is built without fetching anything that has no hash.

PROGRESS := { grep --line-buffered -E '^(Collecting|Installing)' || true; } | sed -uE 's/( \(from |: ).*//'
INSTALL  := $(RUN) pip install --disable-pip-version-check --no-input

$(VENV)/.runtime: requirements.lock pyproject.toml | $(BIN)/pip
	@echo "Installing what the shop needs into $(VENV): once, about a minute."
	@$(INSTALL) --require-hashes -r requirements.lock | $(PROGRESS)
	@$(INSTALL) --no-deps --no-build-isolation --quiet --editable .
	@touch $@

$(VENV)/.development: requirements-dev.lock $(VENV)/.runtime
	@echo "Installing what the tests and checks need into $(VENV)."
	@$(INSTALL) --require-hashes -r requirements-dev.lock | $(PROGRESS)
	@touch $@

$(BIN)/pip:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or later is needed: make PYTHON=python3.11 ..." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)
