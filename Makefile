# `make demo` and `make test` need Rust and a Chinese font. The font is installed first where it is missing.

CARGO ?= cargo
SAMPLE := samples/wuqia-2024-unit-budget.txt
LEDGER := samples/wuqia-2024-ledger
PUBLISHED := ../shared/samples

.PHONY: demo release test lint bench charts charts-check browser chromium tools fonts database clean

demo: fonts ## Audits the founding document, in the terminal and as a web page; builds it anew from a ledger, fills a portal.
	@# Status 1 says that the document has errors, and it has one.
	$(CARGO) run --locked --quiet -p mingzhang -- check $(SAMPLE) || test $$? -eq 1
	@mkdir -p out
	@$(CARGO) run --locked --quiet -p mingzhang -- check $(SAMPLE) --format html -o out/report.html || test $$? -eq 1
	@echo "网页报告：out/report.html"
	@echo
	$(CARGO) run --locked --quiet -p mingzhang -- build $(LEDGER) -o out/built
	@echo
	@rm -rf out/portal
	$(CARGO) run --locked --quiet -p mingzhang -- demo $(SAMPLE) out/built/*预算公开.pdf --region 新疆维吾尔自治区/克孜勒苏柯尔克孜自治州/乌恰县 --data out/portal
	@echo "查看门户：$(CARGO) run -p mingzhang -- serve --data out/portal"

release: ## Builds the optimized command, target/release/mingzhang; the checks above run one that is built sooner.
	$(CARGO) build --release --locked -p mingzhang

test: tools fonts database chromium lint charts-check ## Runs every check and test.
	$(CARGO) test --workspace --locked
	@$(MAKE) --no-print-directory browser

browser: ## Walks through the portal with Chromium, and looks at every page; pictures of them are put into out/browser/pictures.
	$(CARGO) build --locked --quiet -p mingzhang
	@if command -v npm >/dev/null && command -v chromium >/dev/null; then \
		cd browser && PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1 npm ci --ignore-scripts --no-audit --no-fund --silent && npm run --silent test; \
		else echo "npm or Chromium is not there: the portal was not walked through"; fi

lint: tools
	$(CARGO) fmt --all --check
	$(CARGO) clippy --workspace --all-targets --locked -- -D warnings

bench: ## Measures the auditor's strength and speed; see docs/benchmarks.md.
	$(CARGO) xtask mutate $(SAMPLE)
	$(CARGO) xtask plant --seeds 40
	$(CARGO) xtask damage $(SAMPLE)
	$(CARGO) xtask bench $(SAMPLE)
	$(CARGO) xtask roundtrip $(SAMPLE) $(wildcard $(PUBLISHED)/*budget*.pdf)
	$(CARGO) xtask throughput $(SAMPLE)

charts: ## Makes the script of charts that the portal serves anew from web/; needs npm.
	cd web && npm ci --ignore-scripts --no-audit --no-fund && npm run --silent build

charts-check: # The script that is kept is the one that web/ makes. Without npm nobody can have changed it by its recipe.
	@if command -v npm >/dev/null; then cd web && npm ci --ignore-scripts --no-audit --no-fund --silent && npm run --silent check; \
		else echo "npm is not there: whether the script of charts is fresh is not checked"; fi

tools: # rustfmt and clippy come with most installations of Rust, but not with all.
	@$(CARGO) fmt --version >/dev/null 2>&1 || rustup component add rustfmt
	@$(CARGO) clippy --version >/dev/null 2>&1 || rustup component add clippy

NOTO := $(addprefix /usr/share/fonts/opentype/noto/,NotoSerifCJK-Regular.ttc NotoSansCJK-Bold.ttc)

fonts: # Noto CJK, which documents are set in. Where it cannot be installed, the tests of typesetting say what is missing.
	@ls $(NOTO) >/dev/null 2>&1 || ! command -v apt-get >/dev/null || test $$(id -u) -ne 0 || \
		{ apt-get update && apt-get install -y --no-install-recommends fonts-noto-cjk; }

chromium: # The browser that the portal is walked through with, and npm, which brings what drives it.
	@{ command -v chromium >/dev/null && command -v npm >/dev/null; } || ! command -v apt-get >/dev/null || test $$(id -u) -ne 0 || \
		{ apt-get update && apt-get install -y --no-install-recommends chromium $$(command -v npm >/dev/null || echo nodejs npm); }

database: # PostgreSQL, of which the tests of the store start a server of their own.
	@ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || command -v initdb >/dev/null || ! command -v apt-get >/dev/null || \
		test $$(id -u) -ne 0 || { apt-get update && apt-get install -y --no-install-recommends postgresql; }

clean:
	$(CARGO) clean
	rm -rf out
