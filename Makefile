# `make demo` and `make test` do all the set-up themselves; Python 3.11+ and make are enough.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready
PAGE := src/contested/publish/site/assets/page.js
DEMO := build/demo
MOMENT := 2025-12-20

.DEFAULT_GOAL := help
.PHONY: help setup demo test check format lint types long lock clean

help:  ## what can be made
	@grep -hE '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/:/' | column -t -s:

setup: $(READY) $(PAGE)  ## install into .venv and build the page

$(READY): pyproject.toml requirements.lock
	$(PYTHON) -c 'import sys; sys.exit("contested needs Python 3.11 or newer; set PYTHON=…") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $(READY)

$(PAGE): $(READY) page/package-lock.json page/build.mjs $(wildcard page/src/*)
	sh page/build.sh $(BIN)/python
	touch $(PAGE)

demo: setup  ## the example desk: reports in, a map out
	rm -rf $(DEMO) && mkdir -p $(DEMO)/desk && cp examples/kupiansk/desk.toml examples/kupiansk/sources.jsonl $(DEMO)/desk/
	$(BIN)/contested -d $(DEMO)/desk add examples/kupiansk/reports
	$(BIN)/contested -d $(DEMO)/desk build --as-of $(MOMENT) --out $(DEMO)/site

test: setup  ## the whole suite
	$(BIN)/python -m pytest

check: setup format lint types test  ## what CI runs: format, lint, strict types, tests and gates

format: $(READY)
	$(BIN)/ruff format --check src tests benchmarks

lint: $(READY)
	$(BIN)/ruff check src tests benchmarks

types: $(READY)
	$(BIN)/mypy

long: setup  ## what takes longer: full-size fault runs and benchmarks
	$(BIN)/python -m pytest -m long

lock: $(READY)  ## bring requirements.lock up to date with pyproject.toml
	$(BIN)/python -m pip install --quiet uv
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --group dev --python-version 3.11 pyproject.toml -o requirements.lock

clean:  ## remove what was built, the virtual environment too
	rm -rf build $(VENV) page/node_modules src/contested/publish/site/assets
