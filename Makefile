# Everything a person does with the checkout. Set-up runs by itself and costs nothing when nothing changed.

.DEFAULT_GOAL := help
.NOTPARALLEL:
MAKEFLAGS += --no-print-directory

PY := .venv/bin/python
# Two processes suit the smallest machine we build on; each test is independent of the others and of their order.
# Neighbours stay together, so that what a file makes once is made once.
PYTEST := -n 2 --dist worksteal
UPGRADE :=

.PHONY: help setup-runtime setup-test setup-check catalogues demo run test check format bench bench-reports bench-recording bench-signing catalogue lock clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-15s %s\n", $$1, $$2 }' Makefile

setup-runtime setup-test setup-check:
	@tools/setup.sh $(@:setup-%=%)

catalogues:
	@$(PY) tools/catalogue.py compile

demo: setup-runtime catalogues ## from records to a signed, numbered, sealed PDF in out/; opens the window if there is a screen
	.venv/bin/dvappctl demo --out out
	@if [ -n "$$DISPLAY$$WAYLAND_DISPLAY" ]; then .venv/bin/dvapp --store out/board.dvapp; \
	else echo "No screen here: the window stays closed (make run opens it on a machine that has one)."; fi

run: setup-runtime catalogues ## the window on a filled sample board; touches nothing of yours
	.venv/bin/dvapp --sample

test: setup-test catalogues ## the whole test suite (PYTEST="-n 0 -k words" to choose)
	$(PY) -m pytest $(PYTEST)

check: setup-check catalogues ## style, types, layers, catalogues, dependencies
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PY) tools/catalogue.py check
	$(PY) -m deptry src

format: setup-check ## put the code in its one form
	.venv/bin/ruff check --fix
	.venv/bin/ruff format

bench: setup-test catalogues ## medians of compose, sign, verify, extract, cold start, first window
	$(PY) benchmarks/run.py

bench-reports: setup-test catalogues ## our pages against Typst, fpdf2, WeasyPrint and LibreOffice (docs/benchmarks.md); takes half an hour
	$(PY) -m benchmarks.reports

SIZES := 1000,100000

bench-recording: setup-test catalogues ## stores of SIZES records against plain sqlite3, import against openpyxl (docs/benchmarks.md)
	$(PY) -m benchmarks.recording --sizes $(SIZES)

bench-signing: setup-test catalogues ## signing and verifying against pyHanko's command line and pdfsig (docs/benchmarks.md)
	$(PY) -m benchmarks.signing

catalogue: setup-runtime ## take new words from the code into translations/, then compile
	$(PY) tools/catalogue.py update compile

lock: setup-check ## write requirements/ from pyproject.toml (UPGRADE=--upgrade for the newest versions)
	tools/lock.sh $(UPGRADE)

clean: ## remove what make made, except out/
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage
	find translations -name '*.mo' -delete
	find . -name __pycache__ -prune -exec rm -rf {} +
