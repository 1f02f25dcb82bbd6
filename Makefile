# `make run` serves the explorer, `make test` checks everything. Each makes what it needs first;
# a second call finds it made and costs nothing.

PYTHON ?= python3
PORT ?= 8501
WORKERS ?= auto

VENV := .venv
BIN := $(VENV)/bin
TO_RUN := $(VENV)/.ready-to-run
TO_TEST := $(VENV)/.ready-to-test
TO_BENCH := $(VENV)/.ready-to-bench
INSTALL := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.NOTPARALLEL:
.PHONY: help run test check formatted lint types contracts pytest browser format describe pictures bench clean

help: ## list these commands
	@sed -nE 's/^([a-z]+):[^#]*## (.*)/make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 14

run: $(TO_RUN) ## serve the explorer at http://localhost:$PORT (8501 unless PORT=… says otherwise)
	@exec $(BIN)/python -m streamlit run app.py --server.port $(PORT)

test: check pytest ## every check and test (SLOW=1: the slow tests too)

check: formatted lint types contracts ## format, lint, types and import layers only (make -k check: all complaints)

formatted: $(TO_TEST)
	$(BIN)/ruff format --check .

lint: $(TO_TEST)
	$(BIN)/ruff check .

types: $(TO_TEST)
	$(BIN)/mypy

contracts: $(TO_TEST)
	$(BIN)/lint-imports --no-logo --cache-dir build/import-linter

pytest: $(TO_TEST) browser ## the tests only (ARGS="-k word" to choose)
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadgroup --cov --cov-report=term:skip-covered \
	  $(if $(SLOW),,-m "not slow") $(ARGS)

browser: $(TO_TEST)
	@scripts/bring-browser $(VENV)

format: $(TO_TEST) ## put the code in shape
	$(BIN)/ruff check --fix-only --exit-zero .
	$(BIN)/ruff format .

describe: $(TO_RUN) ## write the schemas and the data dictionary anew
	$(BIN)/python -m pathways.schemas
	$(BIN)/python -m pathways.dictionary

pictures: $(TO_TEST) browser ## take the pictures of the guides anew, by walking through them
	$(BIN)/python -m tests.browser.guides

bench: $(TO_BENCH) ## measure speed and memory beside other libraries: benchmarks/RESULTS.md (some minutes)
	@$(BIN)/python -m benchmarks $(ARGS)

clean: ## remove all that these commands made
	rm -rf $(VENV) build .hypothesis .pytest_cache .mypy_cache .ruff_cache .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(BIN)/python:
	@scripts/make-venv $(PYTHON) $(VENV)

$(TO_RUN): requirements.txt $(BIN)/python
	@echo "Installing what the explorer needs…"
	@$(INSTALL) -r requirements.txt
	@touch $@

$(TO_TEST): requirements-dev.txt requirements.txt $(BIN)/python
	@echo "Installing what the explorer and its checks need…"
	@$(INSTALL) -r requirements-dev.txt
	@touch $(TO_RUN) $@

$(TO_BENCH): requirements-bench.txt requirements.txt $(BIN)/python
	@echo "Installing what the measurements need…"
	@$(INSTALL) -r requirements-bench.txt
	@touch $@
