# Two commands: `make run` serves the app, `make test` checks everything. Paths are relative, so that a folder's name may
# hold spaces; stamps in .venv make the second run quick.

PYTHON ?= python3
PORT ?= 8501
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
UV_VERSION := 0.13.9
WORKERS ?= 2

.PHONY: setup run test test-rt lint bench lock screenshots clean
.DELETE_ON_ERROR:

setup: $(VENV)/.installed

run: setup
	$(BIN)/model-access serve --port $(PORT)

test: $(VENV)/.tests $(VENV)/.browser $(VENV)/.postgres $(VENV)/.mailbox lint
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile $(PYTEST)

test-rt: $(VENV)/.tests $(VENV)/.tracker
	$(BIN)/python -m pytest tests/rt $(PYTEST)

lint: $(VENV)/.tests
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/model-access lint

bench: $(VENV)/.tests $(VENV)/.browser $(VENV)/.postgres
	$(BIN)/python -m benchmarks $(BENCH)

screenshots: $(VENV)/.tests $(VENV)/.browser
	$(BIN)/python docs/take_screenshots.py

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo 'Python 3.11 or later is needed: make PYTHON=/path/to/python3.11' >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)

# Everything by hash; the project itself is then linked without asking any index.
$(VENV)/.installed: requirements.txt requirements-build.txt pyproject.toml | $(BIN)/python
	$(PIP) install --require-hashes -r requirements.txt
	$(PIP) install --require-hashes -r requirements-build.txt
	$(PIP) install --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.tests: requirements-test.txt $(VENV)/.installed
	$(PIP) install --require-hashes -r requirements-test.txt
	@touch $@

$(VENV)/.browser: tests/browser/install.sh $(VENV)/.tests
	sh tests/browser/install.sh $(BIN)/python
	@touch $@

$(VENV)/.mailbox: tests/connectors/install.sh | $(BIN)/python
	sh tests/connectors/install.sh
	@touch $@

$(VENV)/.tracker: tests/rt/install.sh | $(BIN)/python
	sh tests/rt/install.sh
	@touch $@

$(VENV)/.postgres: tests/storage/install.sh | $(BIN)/python
	sh tests/storage/install.sh
	@touch $@

# Universal locks: one version of everything, for every Python from 3.11 and every platform, with the hashes of all files.
LOCK = $(VENV)/lock/bin/uv --no-config pip compile --quiet --upgrade --universal --python-version 3.11 --generate-hashes \
	--no-header --no-annotate --no-emit-index-url --no-emit-find-links

lock: $(BIN)/python
	$(PYTHON) -m venv $(VENV)/lock
	$(VENV)/lock/bin/pip --disable-pip-version-check --quiet install uv==$(UV_VERSION)
	$(LOCK) pyproject.toml -o requirements.txt
	$(LOCK) --group build -c requirements.txt -o requirements-build.txt
	$(LOCK) pyproject.toml --extra llm --extra login --group build --group test -c requirements.txt -c requirements-build.txt -o requirements-test.txt

clean:
	rm -rf $(VENV) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
