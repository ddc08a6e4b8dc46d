# Muster's commands. `make` alone prints what each does.
SHELL := /bin/bash
.DEFAULT_GOAL := help

MODULES := events events/internal/gen pkg services/shifts services/passports services/deployments services/analytics deploy
TOOLS   := $(CURDIR)/.tools/bin
TEMPL_VERSION    := v0.3.977
SQLC_VERSION     := v1.31.1
GOLANGCI_VERSION := v2.15.0
# Test binaries each start a Postgres and a broker of their own; more than this many at once starve one another.
TEST_PARALLEL ?= 2

.PHONY: help
help: ## Show this list
	@awk 'BEGIN {FS = ":.*## "} /^[a-z][a-z-]*:.*## / {printf "  \033[1m%-14s\033[0m %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: demo
demo: bin/muster ## Build and run the whole system with Kent and Medway's employers and synthetic people
	./bin/muster demo

.PHONY: build
build: bin/muster ## Build the one program, bin/muster

.PHONY: bin/muster
bin/muster:
	@mkdir -p bin
	cd deploy && go build -o ../bin/muster ./cmd/muster

.PHONY: test
test: ## Run every test of every module on real Postgres and real NATS
	@set -e; for m in $(MODULES); do echo "== $$m"; (cd $$m && go test -p $(TEST_PARALLEL) -timeout 10m ./...); done

.PHONY: test-race
test-race: ## The same under the race detector; slower
	@set -e; for m in $(MODULES); do echo "== $$m"; (cd $$m && go test -race -p $(TEST_PARALLEL) -timeout 20m ./...); done

.PHONY: interop-passports interop
interop-passports: ## Let other people's wallets and verifiers (Node 20) speak with the running passports service
	cd services/passports/interop && npm ci --no-audit --no-fund
	cd services/passports && go test -tags interop -count=1 -v -run '^TestInterop$$' .
.PHONY: interop-analytics
interop-analytics: ## Have Chromium show the push message of an alert as the running analytics service sends it (Node 20)
	cd services/analytics/interop && npm ci --no-audit --no-fund
	cd services/analytics && go test -tags interop -count=1 -v -run '^TestAPushMessageRingsARealBrowser$$' .
interop: interop-passports interop-analytics

.PHONY: fuzz
fuzz: ## Run every fuzz target for 20 seconds each
	@set -e; for m in $(MODULES); do for f in $$(cd $$m && grep -rlE '^func Fuzz' --include='*_test.go' . | xargs -r -n1 dirname | sort -u); do \
		for t in $$(grep -hoE '^func Fuzz[A-Za-z0-9]+' $$m/$$f/*_test.go | sed 's/func //'); do \
			echo "== $$m/$$f $$t"; (cd $$m && go test -run '^$$' -fuzz "^$$t$$" -fuzztime 20s $$f); done; done; done

.PHONY: bench
bench: bin/muster ## Measure lists, claims, sagas, passports and agreements as ratios to calibrations of the same run
	./bin/muster bench

.PHONY: lint
lint: tools generate-check ## Check format, vet, import rules and that generated files are what their sources say
	@test -z "$$(gofmt -l $$(git ls-files -c -o --exclude-standard '*.go' | grep -v '_templ\.go$$'))" || { echo "gofmt these:"; gofmt -l $$(git ls-files -c -o --exclude-standard '*.go' | grep -v '_templ\.go$$'); exit 1; }
	@set -e; for m in $(MODULES); do echo "== lint $$m"; (cd $$m && $(TOOLS)/golangci-lint run --config $(CURDIR)/.golangci.yaml ./...); done

.PHONY: lint-alone
lint-alone: ## Build each module without the workspace, as one who imports it would
	@set -e; for m in $(MODULES); do echo "== $$m alone"; (cd $$m && GOWORK=off go build -o /dev/null ./... && GOWORK=off go mod tidy -diff >/dev/null); done

.PHONY: generate
generate: tools ## Make pages, queries, schemas, samples and AsyncAPI from their sources
	cd pkg && $(TOOLS)/templ generate -log-level error
	@set -e; for s in shifts passports deployments analytics; do \
		(cd services/$$s && $(TOOLS)/templ generate -log-level error); \
		if [ -f services/$$s/internal/store/sqlc.yaml ]; then (cd services/$$s/internal/store && $(TOOLS)/sqlc generate); fi; done
	cd events/internal/gen && GOWORK=off go run .
	cd pkg && go generate ./service

.PHONY: generate-check
generate-check: ## Fail when `make generate` would change a file
	@before=$$(git status --porcelain -- '*.go' '*.json' '*.yaml' | sort; git diff | sha256sum); $(MAKE) --no-print-directory generate >/dev/null; \
	after=$$(git status --porcelain -- '*.go' '*.json' '*.yaml' | sort; git diff | sha256sum); \
	if [ "$$before" != "$$after" ]; then echo "generated files were stale; commit what make generate has just written:"; git status --short; exit 1; fi

.PHONY: tools
tools: $(TOOLS)/templ-$(TEMPL_VERSION) $(TOOLS)/sqlc-$(SQLC_VERSION) $(TOOLS)/golangci-lint-$(GOLANGCI_VERSION) ## Install the pinned generators and linter into .tools/bin

$(TOOLS)/templ-$(TEMPL_VERSION):
	GOBIN=$(TOOLS) GOFLAGS= CGO_ENABLED=0 go install github.com/a-h/templ/cmd/templ@$(TEMPL_VERSION) && touch $@
$(TOOLS)/sqlc-$(SQLC_VERSION):
	GOBIN=$(TOOLS) GOFLAGS= CGO_ENABLED=0 go install github.com/sqlc-dev/sqlc/cmd/sqlc@$(SQLC_VERSION) && touch $@
$(TOOLS)/golangci-lint-$(GOLANGCI_VERSION):
	GOBIN=$(TOOLS) GOFLAGS= CGO_ENABLED=0 go install github.com/golangci/golangci-lint/v2/cmd/golangci-lint@$(GOLANGCI_VERSION) && touch $@

.PHONY: tidy
tidy: ## go mod tidy in every module
	@set -e; for m in $(MODULES); do (cd $$m && GOWORK=off go mod tidy); done

.PHONY: clean
clean: ## Remove what was built; the demonstration's data in .muster stays
	rm -rf bin
