# make run: everything needed, then the console on the simulated network.   make test: the same, then every check.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# Test files run beside each other: most of their time they wait. WORKERS= runs them one after the other.
WORKERS ?= 2
# One stamp an extra: the virtual environment is remade only when setup.cfg changed.
READY := $(VENV)/.ready
TEST_READY := $(VENV)/.test-ready

.PHONY: install run test lint check soak bench words clean system system-test

install: system $(READY)

run: install
	$(BIN)/python main.py --demo

test: system-test $(TEST_READY) lint check

lint:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

check:
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(BIN)/python -m pytest $(if $(WORKERS),-n $(WORKERS) --dist loadfile)

soak: system-test $(TEST_READY)
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(BIN)/python -m pytest -m "soak or hypothesis" --timeout 3600

bench: system-test $(TEST_READY)
	QT_QPA_PLATFORM=$${QT_QPA_PLATFORM:-offscreen} $(BIN)/python -m benchmarks all

words: $(TEST_READY)
	$(BIN)/python -m console.i18n

system:
	@resources/install/system.sh

system-test:
	@resources/install/system.sh test

$(READY): setup.cfg pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Kopa needs Python 3.11 or newer; this is $$($(PYTHON) --version). Say: make $(MAKECMDGOALS) PYTHON=python3.12"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

$(TEST_READY): $(READY)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

clean:
	rm -rf $(VENV) build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
