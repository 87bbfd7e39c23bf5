# Everything that starts, checks and ships Contriblog. `make help` lists it.

.DEFAULT_GOAL := help
# A virtual environment that happens to be active is not ours.
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH
PY := .venv/bin/python
LOCK := .venv/uv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes
TEMPLATES = $(shell git ls-files 'templates/*.html')
set_up = @python=$$(scripts/find_python) && "$$python" scripts/set_up.py $(1)

.PHONY: help
help: ## Show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-14s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: run
run: ## Start everything behind one address, PORT=8000 unless set; Ctrl-C stops it
	$(call set_up,local)
	@exec $(PY) -m contriblog.local.run

.PHONY: test
test: ## Set up what the tests need, a browser included, and run them all
	$(call set_up,dev)
	@$(PY) tests/fetch_sdl.py
	@$(PY) tests/fetch_rendercv.py
	@$(PY) -m tests.browser.chromium
	@$(PY) -m pytest -n auto --maxprocesses 4 --dist loadfile $(ARGS)

SEEDS ?= 1 2 3 4 5
SECONDS ?= 60
EXAMPLES ?= 300

.PHONY: chaos
chaos: ## Break everything while logs are read, SEEDS="1 2 3" SECONDS=60 EXAMPLES=300 unless set
	$(call set_up,dev)
	@$(PY) -m tests.chaos --seconds $(SECONDS) $(SEEDS)
	@EXAMPLES=$(EXAMPLES) $(PY) -m pytest -q tests/tracker/ingest/test_any_order.py

.PHONY: check
check: ## Check style, types, the arrows between modules, templates, migrations, packages
	$(call set_up,dev)
	$(PY) -m ruff format --check
	$(PY) -m ruff check
	$(PY) -m mypy .
	.venv/bin/lint-imports --no-logo
	.venv/bin/djade --check $(TEMPLATES)
	.venv/bin/djlint --lint --quiet $(TEMPLATES)
	$(PY) -m deptry .
	$(PY) manage.py makemigrations --check --dry-run
	scripts/check_deployment

.PHONY: format
format: ## Bring code and templates into shape
	$(call set_up,dev)
	$(PY) -m ruff check --fix --exit-zero
	$(PY) -m ruff format
	.venv/bin/djade $(TEMPLATES)

.PHONY: coverage
coverage: ## Run the tests and say which lines they miss
	$(call set_up,dev)
	$(PY) -m coverage run -m pytest $(ARGS)
	$(PY) -m coverage report

.PHONY: bench-resume
bench-resume: ## Measure the résumé beside its peers, and read thirty of them back through parsers
	$(call set_up,dev)
	@$(PY) -m bench.resume
	@$(PY) -m bench.corpus
	@$(PY) -m bench.full_log

.PHONY: bench-sync
bench-sync: ## Measure first syncs beside the fewest requests and beside peers; SIZES="25 1200" unless all
	$(call set_up,dev)
	@$(PY) -m bench.sync $(SIZES)

.PHONY: bench-fleet
bench-fleet: ## Measure many people due at once: syncs per second, waits; PEOPLE=10000 MINUTES=5 unless set
	$(call set_up,dev)
	@$(PY) -m bench.fleet --people $(or $(PEOPLE),10000) --minutes $(or $(MINUTES),5)

.PHONY: lock
lock: export UV_CUSTOM_COMPILE_COMMAND = make lock
lock: export UV_NO_ANNOTATE = 1
lock: ## Write requirements/*.txt anew, with the newest versions that pyproject.toml allows
	$(call set_up,run)
	$(LOCK) --upgrade -o requirements/uv.txt --group uv
	$(LOCK) --upgrade -o requirements/dev.txt pyproject.toml --group local --group dev
	$(LOCK) -c requirements/dev.txt -o requirements/local.txt pyproject.toml --group local
	$(LOCK) -c requirements/dev.txt -o requirements/run.txt pyproject.toml
