# Every target sets up what it needs; `make help` lists them.
SHELL := bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help
MAKEFLAGS += --no-print-directory

BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
WORKERS ?= auto
PYTEST_ARGS ?=
LOCK_ARGS ?=
SUITES ?=
CITY_ARGS ?=

# What touches no database, or SQLite whatever the others run on, is tested once.
POSTGRES_TESTS := tests/jifen_service --ignore tests/jifen_service/api --ignore tests/jifen_service/portal \
	--ignore tests/jifen_service/test_nothing_in_clear.py

.PHONY: help setup print-font test-tools run test test-postgres test-cluster check lint format bench bench-city lock clean

help:  ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' Makefile

setup:  ## prepare .venv with the command .venv/bin/jifen
	@scripts/setup.sh

test-tools:  ## install what some tests need: PostgreSQL, Java, Chromium, Chinese fonts, pdfsig
	@scripts/test_tools.sh

print-font:  ## fonts with Chinese characters, rare ones of names too, for everything that prints as PDF
	@scripts/system_packages.sh fonts-noto-cjk fonts-hanazono || \
	    echo "without them notices and letters cannot be printed as PDF"

run: setup print-font  ## serve the platform with the sample world (HOST=127.0.0.1 PORT=8000 JIFEN_DEMO=1)
	@echo "Jifen 沪积分: http://$(HOST):$(PORT)/  (Ctrl+C stops it)"
	@JIFEN_DEMO="$${JIFEN_DEMO-1}" exec $(BIN)/jifen serve --host $(HOST) --port $(PORT)

test: setup test-tools check  ## every check and every test (WORKERS=auto PYTEST_ARGS=…)
	@$(BIN)/pytest -n $(WORKERS) --maxprocesses 8 --dist loadscope $(PYTEST_ARGS)
	@$(MAKE) test-postgres

test-postgres:  ## the platform's tests that need a database, on a PostgreSQL started for them
	@scripts/with_postgres.sh $(BIN)/pytest -n $(WORKERS) --maxprocesses 8 --dist loadscope $(POSTGRES_TESTS)

test-cluster: setup test-tools  ## 20,000 people beside a Spark cluster of two workers, started for it
	@$(BIN)/pytest -n 0 -m cluster tests/parity

lint: setup check  ## style, types and layers, without the tests

check:
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy --strict src/jifen
	@$(BIN)/lint-imports --no-logo

format: setup  ## put the code in shape
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: setup  ## measure, beside OpenFisca-Core on this machine (SUITES="process api …", all if none)
	@$(BIN)/python -m benchmarks.run $(SUITES)

bench-city: setup  ## a city of a million, beside the bare read and SQL by hand (CITY_ARGS="--people …")
	@$(BIN)/python -m benchmarks.city $(CITY_ARGS)

lock:  ## remake requirements.lock (LOCK_ARGS=--upgrade for newer versions)
	@scripts/lock.sh $(LOCK_ARGS)

clean:  ## remove what the other targets made
	rm -rf .venv .venv-* build dist staticfiles test-results .setup.lock \
	    .mypy_cache .ruff_cache .import_linter_cache .pytest_cache .hypothesis .schemathesis
	find src tests scripts benchmarks -name __pycache__ -type d -prune -exec rm -rf {} +
	find src -name '*.mo' -delete
