# Two commands: `make run` serves the portal, `make test` runs every test. Each sets up all it needs by itself.

PYTHON ?= python3
HOST ?= 127.0.0.1
PORT ?= 8000
INSTANCE := $(if $(PORTAL_INSTANCE),$(PORTAL_INSTANCE),instance)
BIN := .venv/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all:

.DEFAULT_GOAL := help
.PHONY: help run test locks clean

help:
	@echo "make run    serve the portal on http://$(HOST):$(PORT)/"
	@echo "make test   run every test"
	@echo "make locks  lock the dependencies of pyproject.toml again (needs uv)"
	@echo "make clean  remove what was set up"

.venv/run: requirements/run.lock pyproject.toml
	$(PYTHON) -m venv .venv
	$(PIP) -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

.venv/test: requirements/test.lock .venv/run
	$(PIP) -r requirements/test.lock
	touch $@

run: .venv/run
	$(BIN)/portal translations compile
	mkdir -p $(INSTANCE)
	HOST="$(HOST)" PORT="$(PORT)" PORTAL_INSTANCE="$(INSTANCE)" exec $(BIN)/portal serve

test: .venv/test
	$(BIN)/portal translations compile
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

locks:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements/run.lock
	uv pip compile pyproject.toml --group test --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header --quiet --output-file requirements/test.lock

clean:
	rm -rf .venv build
