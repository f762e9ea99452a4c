# Terugblik: `make` lists the targets. Debian 12 with Go >= 1.26 and Node >= 20.

# A checkout that belongs to another user has no version control that Go could ask.
export GOFLAGS := -buildvcs=false $(GOFLAGS)
export npm_config_update_notifier := false

# How to start the server with `make run`, for example: make run ARGS="--addr 127.0.0.1:9000"
ARGS ?=

STATICCHECK := honnef.co/go/tools/cmd/staticcheck@v0.7.0

.PHONY: help
help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 24

.PHONY: setup
setup: tools ## install what is missing to build, run and test
	@scripts/packages.sh test
	@$(MAKE) --silent --no-print-directory web/ui/node_modules/.package-lock.json web/e2e/node_modules/.package-lock.json

.PHONY: run
run: setup-run build ## build and start with demo data on http://127.0.0.1:8080
	@exec bin/terugblik serve --demo $(ARGS)

.PHONY: test
test: setup build check verify test-go test-ui test-journeys ## install what is missing and run every test
	@echo "make test: everything passed."

.PHONY: check
check: tools web/ui/node_modules/.package-lock.json ## format, vet, lint, types, a short fuzz
	@unformatted=$$(gofmt -l $$(git ls-files '*.go')); [ -z "$$unformatted" ] || { echo "not formatted (gofmt -w):"; echo "$$unformatted"; exit 1; }
	go vet ./...
	go run $(STATICCHECK) ./...
	npm --prefix web/ui run --silent check
	scripts/fuzz.sh

.PHONY: verify
verify: tools ## generated files are current
	go test -count=1 -run '^TestSchemaDumpIsCurrent$$' ./migrations

.PHONY: update
update: tools ## write generated files anew
	go test -count=1 -run '^TestSchemaDumpIsCurrent$$' ./migrations -update

.PHONY: bench
bench: setup build ## all benchmarks beside their baselines, as a table and bench/results.json
	go run ./bench/table

.PHONY: build
build: tools ui ## build bin/terugblik
	go build -o bin/terugblik ./cmd/terugblik
	@chmod a+rx bin/terugblik # whatever the umask: media children of root are another user

.PHONY: release
release: build ## pack bin/terugblik.tar.gz, to be unpacked and installed with packaging/install.sh
	@tar -czf bin/terugblik.tar.gz --transform 's,^,terugblik/,' bin/terugblik docs/operations.md docs/kleine-houder.md packaging LICENSE
	@echo "bin/terugblik.tar.gz"

.PHONY: ui
ui: tools web/ui/node_modules/.package-lock.json ## bundle scripts and styles of the pages
	@go run ./web/ui/build

.PHONY: test-go
test-go: ui ## the tests in Go
	go test -timeout 20m ./...

.PHONY: test-ui
test-ui: web/ui/node_modules/.package-lock.json ## the tests of the pages' scripts
	npm --prefix web/ui run --silent test

.PHONY: test-journeys
test-journeys: build web/e2e/node_modules/.package-lock.json ## the journeys in a real browser
	npm --prefix web/e2e run --silent test

.PHONY: clean
clean: ## remove what was built, not your data
	rm -rf bin web/ui/dist/* web/ui/node_modules web/e2e/node_modules

.PHONY: tools setup-run
tools:
	@scripts/tools.sh

setup-run: tools
	@scripts/packages.sh run

# npm writes this file last; a changed lock file installs anew.
%/node_modules/.package-lock.json: %/package-lock.json
	@npm --prefix $* ci --no-audit --no-fund --loglevel=error
	@touch $@
