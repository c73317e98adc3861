# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

PYTHON ?= python3
ANSIBLE_CORE ?=
PORT ?= 8080

# Environments are named by Python and ansible-core, so that several can exist at the same time.
python_tag := $(shell $(PYTHON) -c 'import sys; print("py%d.%d" % sys.version_info[:2])' 2>/dev/null)
VENV := .venv/$(python_tag)-$(or $(ANSIBLE_CORE),newest)
LINT_VENV := $(VENV)-lint
SANITY_VENV := $(VENV)-sanity
DOCS_VENV := $(VENV)-docs
FLOORS_VENV := $(VENV)-floors
IDP_VENV := $(VENV)-identity-providers
IMPORTER_VENV := .venv/$(python_tag)-importer
HOST_VENV := .venv/managed-host
# The tests' environment has what the demo needs. If there is none yet, the demo gets a smaller one.
DEMO_VENV := $(if $(wildcard $(VENV)/.made-from),$(VENV),$(VENV)-demo)
DEMO_RUN := $(DEMO_VENV)/bin/python
RUN := $(VENV)/bin/python
LINT_RUN := $(LINT_VENV)/bin/python
PYTEST := $(RUN) -m pytest -n 2 --dist worksteal

# The user's settings for their own playbooks and programs must not change what happens here.
unexport $(filter-out ANSIBLE_CORE,$(filter ANSIBLE_%,$(.VARIABLES)))
unexport PYTHONPATH PYTHONHOME VIRTUAL_ENV
ifeq ($(filter try,$(MAKECMDGOALS)),)
unexport $(filter SENDGRID_%,$(.VARIABLES))
endif
# Ansible refuses to run without a UTF-8 locale.
export LC_ALL := C.UTF-8
own_ansible := ANSIBLE_CONFIG="$(CURDIR)/tools/ansible.cfg" ANSIBLE_HOME="$(CURDIR)/.cache/ansible-home"

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

.PHONY: help
help: ## Show this list, with how long each target takes on two cores once its environment is made
	@echo "make TARGET [PYTHON=python3.13] [ANSIBLE_CORE=2.16]"
	@echo
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  \1|\2/p' Makefile | awk -F'|' '{ printf "%-22s %s\n", $$1, $$2 }'
	@echo
	@echo "Everything runs in virtual environments below .venv/ that make makes itself."

.PHONY: demo
demo: demo-environment ## Show the collection at work on a simulated SendGrid: no account needed (1 minute)
	@$(own_ansible) $(DEMO_RUN) demo/demo.py

.PHONY: try
try: demo-environment ## Run the demo's playbook in check mode against the account of your SENDGRID_API_KEY (seconds)
	@$(own_ansible) $(DEMO_RUN) demo/demo.py --try

.PHONY: simulator
simulator: demo-environment ## Start the simulated SendGrid on loopback (PORT=8080)
	@PYTHONPATH=tests $(DEMO_RUN) -m simulator --port $(PORT)

.PHONY: test
test: environment ## Run all tests but test-guides, say how much of plugins/ they cover and what took longest (15 minutes)
	$(own_ansible) $(PYTEST) -m "not guide" --cov

.PHONY: test-guides
test-guides: environment ## Run the examples of the README, of all guides and of examples/groups against the simulator (5 minutes)
	$(own_ansible) $(PYTEST) -m guide tests/functional/test_examples.py tests/functional/test_group_examples.py

.PHONY: test-directories
test-directories: environment ## Run examples/groups with a real Keycloak, OpenLDAP and SCIM server: needs Java and Maven (5 minutes)
	$(own_ansible) $(RUN) -m pytest tests/directories

.PHONY: test-identity-providers
test-identity-providers: identity-providers-environment ## Sign in through real identity providers, and rotate their keys: needs Java, Maven, PHP and Go (10 minutes)
	$(own_ansible) $(IDP_VENV)/bin/python -m pytest tests/identity_providers

.PHONY: test-long
test-long: environment ## Try every fault and many more examples, then every mutant (an hour)
	$(own_ansible) TRUST_LONG=1 $(PYTEST) tests/trust
	$(RUN) tools/mutate.py

.PHONY: mutate
mutate: environment ## Change the code that decides, bit by bit, and see whether tests notice (half an hour)
	$(RUN) tools/mutate.py

.PHONY: test-unit
test-unit: environment ## Run the tests of the parts (30 seconds)
	$(own_ansible) $(PYTEST) tests/unit

.PHONY: test-trust
test-trust: environment ## Try faults, properties, secrets, TLS, and agreement with Twilio's documents (5 minutes)
	$(own_ansible) $(PYTEST) tests/trust

# Tests that depend on ansible-core: playbooks, whole modules, options, filters.
ANSIBLE_TESTS := tests/functional tests/trust/test_approved_plans.py tests/trust/test_options.py \
    tests/trust/test_playbooks_with_faults.py tests/trust/test_refusals.py tests/trust/test_regressions.py \
    tests/trust/test_secrets.py tests/unit/test_action_group.py tests/unit/plugins/filter tests/unit/plugins/module_utils/_ansible

.PHONY: test-ansible
test-ansible: environment ## Run the tests that depend on ansible-core: playbooks, whole modules, filters (10 minutes)
	$(own_ansible) $(PYTEST) -m "not guide and not once" $(ANSIBLE_TESTS)

.PHONY: test-functional
test-functional: environment ## Run real playbooks against the simulator (5 minutes)
	$(own_ansible) $(PYTEST) tests/functional

.PHONY: test-awx
test-awx: environment ## Check examples/awx against AWX's rules, and run all of it in AWX itself: needs AWX, PostgreSQL, Redis and receptor (13 minutes)
	$(own_ansible) $(PYTEST) tests/functional/test_awx_data.py tests/functional/test_awx_jobs.py tests/functional/test_survey_answers.py
	@PYTHONPATH=tests:tools $(RUN) -m awx_itself
	$(own_ansible) $(RUN) -m pytest tests/awx_itself

# The client in this process, and a playbook for each module on a managed host.
FLOOR_TESTS := $(addprefix tests/unit/plugins/module_utils/,_http/test_client.py _http/test_connection.py _core/test_parallel.py) \
    tests/trust/test_tls.py
FLOOR_PLAYBOOKS = $(patsubst plugins/modules/%.py,tests/functional/test_playbooks.py::test_playbook[%],$(wildcard plugins/modules/sendgrid_*.py))

.PHONY: test-floors
test-floors: environment floors-environments ## Test with the oldest libraries and the oldest Python of managed hosts (1 minute)
	$(own_ansible) $(FLOORS_VENV)/bin/python -m pytest -n 2 $(FLOOR_TESTS)
	TARGET_PYTHON="$(CURDIR)/$(HOST_VENV)/bin/python" $(own_ansible) $(PYTEST) $(FLOOR_PLAYBOOKS)

.PHONY: test-matrix
test-matrix: machine ## Test every supported ansible-core that this machine has a Python for, or VERSIONS="2.18 devel" (10 minutes a version)
	@$(PYTHON) tools/matrix.py test $(VERSIONS)

.PHONY: ci
ci: machine ## Do what continuous integration does: everything once, and with the oldest what depends on it (40 minutes)
	@$(PYTHON) tools/matrix.py ci

.PHONY: lint
lint: lint-environment ## Check formatting, style, types, documentation, and Ansible's own rules (6 minutes)
	$(LINT_RUN) tools/lint.py

.PHONY: lint-quick
lint-quick: lint-environment ## Check formatting, style and types (seconds)
	$(LINT_RUN) tools/lint.py format ruff types yamllint

.PHONY: sanity
sanity: sanity-environment ## Run ansible-test sanity alone (3 minutes, the longest part of lint)
	$(SANITY_VENV)/bin/python tools/lint.py sanity

.PHONY: format
format: lint-environment ## Format the Python code (seconds)
	$(LINT_RUN) -m ruff check --fix-only --quiet .
	$(LINT_RUN) -m ruff format .

.PHONY: changelog
changelog: lint-environment ## Write the changelog from its fragments and the plugins (seconds)
	@PATH="$(CURDIR)/$(LINT_VENV)/bin:$$PATH" $(LINT_RUN) tools/check_changelog.py --write

.PHONY: importer
importer: importer-environment ## Check the tarball as Galaxy and Automation Hub check an upload (2 minutes)
	@$(IMPORTER_VENV)/bin/python tools/importer.py

.PHONY: bench
bench: environment ## Compare the modules' speed with bare HTTP requests, and with an older clone that BASE names (15 minutes)
	@$(own_ansible) $(RUN) benchmarks/run.py

.PHONY: bench-groups
bench-groups: environment ## Compare 1,000 people of a real Keycloak with the list given by hand: needs Java and Maven (5 minutes)
	@$(own_ansible) $(RUN) benchmarks/groups.py

.PHONY: docs
docs: docs-environment ## Build the documentation site, and say where to open it (1 minute)
	@$(DOCS_VENV)/bin/python tools/docs_site.py

.PHONY: build
build: environment ## Build the collection's tarball into dist/ (seconds)
	@$(RUN) tools/collection_tree.py build

.PHONY: execution-environment
execution-environment: environment ## Write what a container engine builds the example's image from (seconds)
	@$(RUN) tools/execution_environment.py

.PHONY: clean
clean: ## Remove everything that make made
	rm -rf .venv .cache dist .hypothesis

.PHONY: machine environment demo-environment lint-environment docs-environment importer-environment floors-environments
.PHONY: identity-providers-environment sanity-environment
machine:
	@tools/check_machine.sh "$(PYTHON)"

environment: machine
	@$(PYTHON) tools/make_environment.py $(VENV) --ansible-core "$(ANSIBLE_CORE)" -r tests/requirements.txt

demo-environment: machine
	@$(PYTHON) tools/make_environment.py $(DEMO_VENV) --ansible-core "$(ANSIBLE_CORE)" \
	    -r $(if $(filter $(VENV),$(DEMO_VENV)),tests,demo)/requirements.txt

lint-environment: machine
	@$(PYTHON) tools/make_environment.py $(LINT_VENV) --ansible-core "$(ANSIBLE_CORE)" \
	    -r tools/requirements-lint.txt -r tools/requirements-sanity.txt

# The linters cannot be installed with every supported ansible-core: ansible-lint excludes 2.17.
sanity-environment: machine
	@$(PYTHON) tools/make_environment.py $(SANITY_VENV) --ansible-core "$(ANSIBLE_CORE)" -r tools/requirements-sanity.txt

docs-environment: machine
	@$(PYTHON) tools/make_environment.py $(DOCS_VENV) --ansible-core "$(ANSIBLE_CORE)" -r tools/requirements-docs.txt

identity-providers-environment: machine
	@$(PYTHON) tools/make_environment.py $(IDP_VENV) --ansible-core "$(ANSIBLE_CORE)" \
	    -r tests/requirements.txt -r tests/requirements-identity-providers.txt

importer-environment: machine
	@$(PYTHON) tools/make_environment.py $(IMPORTER_VENV) -r tools/requirements-importer.txt

# Modules support Python 3.9 and newer: the oldest is used if this machine has it.
floors-environments: machine
	@$(PYTHON) tools/make_environment.py $(FLOORS_VENV) --ansible-core "$(ANSIBLE_CORE)" -r tests/requirements-floors.txt
	@python=$$($(PYTHON) tools/pythons.py 3.9) || { python="$(PYTHON)"; echo "No Python 3.9 found: modules run on $$python."; }; \
	$$python tools/make_environment.py $(HOST_VENV) --ansible-core none -r tests/requirements-host.txt
