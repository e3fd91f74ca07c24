# Foyer. "make help" lists the targets; each is documented by its ## comment.
SHELL := bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run build console test test-deep conformance tools floors bench lint lint/format lint/vet lint/staticcheck \
	generate generate/graph generate/docs verify verify/graph verify/docs clean

# Where "make run" opens the desk and keeps the demonstration bank.
LISTEN ?= 127.0.0.1:8080
CUSTOMERS ?= 2000
BANK ?= var/demo.db

GO_FILES := $(wildcard $(shell git ls-files --cached --others --exclude-standard '*.go' 2>/dev/null))

help: ## List the targets
	@grep -hE '^[a-z/-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-18s %s\n", $$1, $$2}'

run: build ## Open a demonstration bank (made on first use) and say where to look
	@./scripts/open-demo "$(BANK)" "$(CUSTOMERS)" "$(LISTEN)"

build: console ## Build the program into var/foyer
	@mkdir -p var
	go build -o var/foyer .

console: ## Build the console (GraphiQL) with npm; without npm a page says how
	@./scripts/build-console

test: tools console lint/format lint/vet verify ## Check formatting, generated files, floors, and run every test on both databases
	go test -timeout 20m ./...

test-deep: tools console ## Every test with the race detector (needs a C compiler), then the trials in full and 10,000 cases per property
	CGO_ENABLED=1 go test -race -timeout 60m ./...
	FOYER_DEEP=1 go test -timeout 120m ./secrecy ./desk ./audit .
	go test -timeout 60m $$(grep -rl --include='*_test.go' pgregory.net/rapid . | xargs -n1 dirname | sort -u) -rapid.checks=10000

conformance: console ## Run the public audits of GraphQL over HTTP and print their counts
	CI=true go test . -count 1 -v -run TestTheHTTPAuditSuiteFindsNothing

tools: ## Install what the tests use and this machine lacks: PostgreSQL, Chromium
	@./scripts/install-test-tools

bench: ## Measure decisions, the night and queries; BENCH_CUSTOMERS, BENCH_SECONDS, BENCH_CLIENTS set the size
	go run ./bench

lint: lint/format lint/vet lint/staticcheck ## Check formatting, go vet and staticcheck

lint/format:
	@unformatted=$$(gofmt -l $(GO_FILES)); if [ -n "$$unformatted" ]; then echo "run gofmt -w on:" $$unformatted >&2; exit 1; fi

lint/vet:
	go vet ./...

lint/staticcheck:
	go tool -modfile=tools.mod staticcheck ./...

generate: generate/graph generate/docs ## Write every generated file again

generate/graph: ## GraphQL server and schema.graphql, from graph/schema
	go tool gqlgen generate
	go run ./graph/print > schema.graphql

generate/docs: ## docs/rules.md, from the policies' metadata
	go test . -run TestGeneratedDocsAreUpToDate -update

verify: verify/graph verify/docs ## Fail when a generated file differs from what its generator writes

verify/graph:
	@./scripts/verify generate/graph graph schema.graphql

verify/docs:
	@go test . -run TestGeneratedDocsAreUpToDate

clean: ## Remove what was built and the demonstration bank
	rm -rf var web/node_modules
	find web/dist -mindepth 1 ! -name placeholder.txt -delete
