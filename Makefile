# Two targets do everything: `make run` (no root needed) and `make test`. With ONCE=1 the first one
# stops after the table of records.
PYTHON ?= python3
# So many processes run the tests.
JOBS ?= 2
VENV := .venv
BIN := $(VENV)/bin
MODEL := models/weights/tessdata/vie.traineddata
# Libraries of the pages, served by the program itself.
VENDOR := webui/static/vendor
BROWSER := bootstrap/dist/css/bootstrap.min.css htmx.org/dist/htmx.min.js \
  tom-select/dist/js/tom-select.base.min.js tom-select/dist/css/tom-select.bootstrap5.min.css \
  uplot/dist/uPlot.iife.min.js uplot/dist/uPlot.min.css \
  swagger-ui-dist/swagger-ui-bundle.js swagger-ui-dist/swagger-ui.css

.PHONY: run test faults leases compose-test lint setup test-setup digits seals tagger lock clean

run: setup
	$(BIN)/sohoa up --submit samples/van_ban_hanh_chinh $(if $(ONCE),--once)

test: setup test-setup
	$(BIN)/pytest --engines --numprocesses $(JOBS) --dist loadfile --no-loadscope-reorder

# The long form of the faults: a thousand documents, a hundred deaths, on both databases.
faults: setup test-setup
	$(BIN)/pytest --engines tests/faults/test_deaths.py tests/faults/test_full_and_broken.py
	$(BIN)/pytest --engines --documents 1000 --deaths 100 tests/faults/test_many_deaths.py

# The long form of the race of twenty reviewers: ten thousand hand-outs, on both databases.
leases: setup test-setup
	$(BIN)/pytest --leases 10000 tests/models/store/test_leases.py

# Really runs the deployment of docker-compose.yml, in containers; takes minutes and root.
compose-test: setup
	scripts/debian-packages.sh containers
	$(BIN)/python -m tests.compose.really

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

setup: $(VENV)/.installed $(MODEL) $(VENDOR)/.copied

test-setup:
	scripts/debian-packages.sh

$(VENV)/.installed: requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or newer is needed") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

node_modules/.installed: package.json package-lock.json
	npm ci --silent --ignore-scripts --no-audit --no-fund --omit=optional
	touch $@

$(MODEL): node_modules/.installed
	mkdir -p $(@D)
	gzip -dc node_modules/@tesseract.js-data/vie/4.0.0_best_int/vie.traineddata.gz > $@.part
	mv $@.part $@

$(VENDOR)/.copied: node_modules/.installed Makefile
	mkdir -p $(@D)
	cp $(addprefix node_modules/,$(BROWSER)) $(@D)
	touch $@

# Makes the net for handwritten digits anew: PyTorch, a hundred fonts, and an hour of two cores.
digits: setup
	npm ci --silent --ignore-scripts --no-audit --no-fund
	$(BIN)/pip install --quiet --disable-pip-version-check 'torch>=2.5'
	$(BIN)/sohoa train digits $(shell scripts/handwriting-fonts.sh) --out models/weights/digits.onnx

# Makes the net anew that wipes seals off print: PyTorch, and half an hour of a core.
seals: setup
	$(BIN)/pip install --quiet --disable-pip-version-check 'torch>=2.5'
	OMP_NUM_THREADS=1 $(BIN)/sohoa train seals $(shell scripts/print-fonts.sh) --out models/weights/seals.onnx

# Makes the net anew that says which field a word belongs to: PyTorch, and an hour of two cores.
tagger: setup
	$(BIN)/pip install --quiet --disable-pip-version-check onnx 'torch>=2.5'
	$(BIN)/sohoa train tagger --out models/weights/tagger.onnx

# Writes the lock again from the floors in pyproject.toml.
lock:
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --extra dev --extra s3 \
	  --no-emit-index-url --no-emit-find-links --no-header pyproject.toml -o requirements.lock

clean:
	rm -rf $(VENV) node_modules out models/weights/tessdata $(VENDOR)
