# `make demo` and `make test` are all a newcomer needs; the rest is for maintainers.
# Any Python from 3.11 up will do: `make demo PYTHON=/path/to/python3.12` picks one.

PYTHON ?= $(shell for p in python3.13 python3.12 python3.11 python3; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
VENV := .venv
BIN := $(VENV)/bin
# Tests run in a process on each core, those of one file in the same: `make test PROCESSES=0` runs all in this one.
PROCESSES ?= auto
COVERED := 95
PYTEST := $(BIN)/python -m pytest -q -n $(PROCESSES) --maxprocesses 8 --dist loadfile --no-loadscope-reorder

.PHONY: help demo test coverage test-all test-e2e fuzz gate lint captures pictures install-dev clean

help:
	@echo "make demo      check the bundled article against its captured sources, offline"
	@echo "make test      run the tests"
	@echo "make coverage  run the tests and say which lines they do not reach; it fails below $(COVERED)%"
	@echo "make test-all  run the slow tests too, with pywb and wacz"
	@echo "make test-e2e  only the slow tests: pywb, wacz, Dask, Parquet, runs that are killed"
	@echo "make fuzz      fuzz every parser of foreign bytes with atheris; SECONDS=60 for each, TARGETS=\"http pdf\" for some"
	@echo "make gate      hold the accuracy of judging to its floors; DATA=folder adds the public sets"
	@echo "make lint      ruff, mypy, import-linter"
	@echo "make captures  serve the demonstration pages and capture them into archive/"
	@echo "make pictures  take the pictures in docs/pictures from the real report and review, with Chromium"
	@echo "make clean     remove $(VENV) and caches"

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "citecheck needs Python 3.11 or newer: make demo PYTHON=/path/to/python3.12"; exit 2; }
	@echo "making $(VENV) with $(PYTHON) …"
	@$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: $(BIN)/python pyproject.toml
	@echo "installing citecheck into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(VENV)/.installed-dev: $(VENV)/.installed pyproject.toml
	@echo "installing the tools for tests into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

$(VENV)/.installed-e2e: $(VENV)/.installed-dev pyproject.toml
	@echo "installing pywb, wacz and Dask into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,e2e,cluster]'
	@touch $@

$(VENV)/.installed-fuzz: $(VENV)/.installed-dev pyproject.toml
	@echo "installing atheris into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[dev,fuzz,cluster]'
	@touch $@

install-dev: $(VENV)/.installed-dev

demo: $(VENV)/.installed
	@$(BIN)/python demo/run.py

test: $(VENV)/.installed-dev
	@$(PYTEST)

coverage: $(VENV)/.installed-dev
	@$(PYTEST) --cov --cov-report=term:skip-covered --cov-fail-under=$(COVERED)

test-all: $(VENV)/.installed-e2e
	@$(PYTEST) -m ''

test-e2e: $(VENV)/.installed-e2e
	@$(BIN)/python -m pytest -q -m slow
	@$(BIN)/python -m pytest -q tests/store/test_parts.py

fuzz: $(VENV)/.installed-fuzz
	@$(BIN)/python tests/fuzz/fuzz.py --seconds $(or $(SECONDS),60) $(TARGETS)

gate: $(VENV)/.installed-dev
	@$(BIN)/python benchmarks/gate.py $(if $(DATA),--data $(DATA))

lint: $(VENV)/.installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

pictures: $(VENV)/.installed-dev
	@$(BIN)/python tools/pictures.py

captures: $(VENV)/.installed
	@$(BIN)/python demo/capture.py

clean:
	rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .coverage
