# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The shared options: what is refused before any request, and what the client gets."""

from __future__ import annotations

import pytest
from unit.plugins.module_utils.builders import connection, fails

from ansible_collections.community.sendgrid.plugins.module_utils._http.connection import refuse_subuser


@pytest.mark.parametrize(
    ("options", "url"),
    [
        pytest.param({}, "https://api.sendgrid.com", id="the default is the global host"),
        pytest.param({"region": "eu"}, "https://api.eu.sendgrid.com", id="the region picks the host"),
        pytest.param({"region": "eu", "base_url": "https://x.test"}, "https://x.test", id="a base URL wins"),
        pytest.param({"region": "eu", "base_url": ""}, "https://api.eu.sendgrid.com", id="an empty base URL is none"),
        pytest.param({"base_url": "HTTPS://x.test"}, "https://x.test", id="a scheme has no case"),
        pytest.param({"base_url": "https://x.test/"}, "https://x.test", id="a slash at the end is dropped"),
        pytest.param({"base_url": "https://x.test/proxy"}, "https://x.test/proxy", id="a path may lead to the API"),
        pytest.param({"base_url": "https://x.test:8443"}, "https://x.test:8443", id="a port is kept"),
        pytest.param({"base_url": "http://localhost:80"}, "http://localhost:80", id="localhost may use http"),
        pytest.param({"base_url": "http://LOCALHOST"}, "http://LOCALHOST", id="a host has no case"),
        pytest.param({"base_url": "http://127.0.0.1:80"}, "http://127.0.0.1:80", id="127.0.0.1 may use http"),
        pytest.param({"base_url": "http://127.9.8.7"}, "http://127.9.8.7", id="so may the whole loopback network"),
        pytest.param({"base_url": "http://[::1]:80"}, "http://[::1]:80", id="so may IPv6 loopback"),
    ],
)
def test_base_url(options, url):
    assert connection(**options).base_url == url


@pytest.mark.parametrize(
    "url",
    [
        pytest.param("http://api.sendgrid.com", id="plain http"),
        pytest.param("http://127.0.0.1.example.com", id="a name that begins like loopback"),
        pytest.param("http://localhost.example.com", id="a name that begins with localhost"),
        pytest.param("http://example.com/localhost", id="loopback in the path only"),
        pytest.param("http://10.0.0.1", id="a private network is not loopback"),
        pytest.param("http://0.0.0.0", id="all addresses are not loopback"),
        pytest.param("http://128.0.0.1", id="the next network is not loopback"),
        pytest.param("ftp://x.test", id="another scheme"),
        pytest.param("file:///etc/passwd", id="a file"),
        pytest.param("api.sendgrid.com", id="no scheme"),
        pytest.param("//api.sendgrid.com", id="a scheme left out"),
        pytest.param("https://", id="no host"),
        pytest.param("https:///v4", id="a path without a host"),
        pytest.param("https://:443", id="a port without a host"),
        pytest.param("https://x.test:99999", id="a port that is none"),
        pytest.param("https://x.test:port", id="a port that is no number"),
        pytest.param("https://[::1", id="brackets left open"),
        pytest.param("https://x..test", id="a host with an empty label"),
        pytest.param("https://*", id="a host that is a pattern"),
        pytest.param("https://x%zz", id="a host with a broken escape"),
        pytest.param("https://x|y", id="a host with a character that none has"),
        pytest.param("https://" + "x" * 64 + ".test", id="a host with an overlong label"),
        pytest.param("http://[::1]example.com", id="a name behind an address"),
        pytest.param("http://127.999.1.1", id="a name that looks like a loopback address"),
        pytest.param("https://x.test/a b", id="a blank"),
        pytest.param("https://x.test\r\nHost: y.test", id="a line break"),
        pytest.param("https://x.test/\u00fc", id="a letter outside ASCII"),
        pytest.param("https://user@x.test", id="a user name"),
        pytest.param("https://user:word@x.test", id="a password"),
        pytest.param("https://@x.test", id="an empty user name"),
        pytest.param("https://x.test?a=b", id="a query"),
        pytest.param("https://x.test?", id="an empty query"),
        pytest.param("https://x.test#a", id="a fragment"),
        pytest.param("https://x.test#", id="an empty fragment"),
        pytest.param("https://api.sendgrid.com/v3", id="the API's version, which the modules add"),
        pytest.param("https://api.sendgrid.com/v3/", id="the version and a slash"),
        pytest.param("http://127.0.0.1\\@example.com", id="a backslash that some parsers read as a slash"),
    ],
)
def test_a_bad_base_url_is_invalid(url):
    with fails("invalid", "base_url", field="base_url"):
        connection(base_url=url)


@pytest.mark.parametrize(
    "url",
    [
        "ftp://user:word@x.test",
        "https://user:word@x.test",
        "https://user:word@x.test:99999",
        "https://user:word@[x",
        "https://user:word@x.test/v3?a",
    ],
)
def test_a_password_in_the_base_url_is_not_repeated(url):
    with fails("invalid") as caught:
        connection(base_url=url)
    assert "word" not in caught.value.msg.replace("password", "")


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("", id="empty"),
        pytest.param(" ", id="a blank"),
        pytest.param("SG.id.secret\n", id="with a line break"),
        pytest.param("SG.id secret", id="with a blank inside"),
        pytest.param("SG.id.secr\u00e9t", id="with a letter outside ASCII"),
        pytest.param("SG.id\r\nX-Other: y", id="with another header"),
        pytest.param('"SG.id.secret"', id="in quotation marks"),
        pytest.param("SG.id.secret'", id="with half of them"),
        pytest.param("${SENDGRID_API_KEY}", id="a variable that no shell has filled in"),
        pytest.param("{{ssokey}}", id="a template that nothing has filled in"),
    ],
)
def test_a_bad_api_key_is_invalid_and_not_repeated(key):
    with fails("invalid", "api_key", field="api_key") as caught:
        connection(api_key=key)
    assert key.strip() == "" or key not in caught.value.msg


NOWHERE = "There is no API key: set the environment variable SENDGRID_API_KEY, or the option api_key"


@pytest.mark.parametrize(
    ("key", "variable", "says"),
    [
        (None, None, NOWHERE),
        (None, "", NOWHERE),
        (None, " ", NOWHERE),
        ("", None, NOWHERE),
        (" ", "", NOWHERE),
        # Ansible reads the variable if the option is not given; here the key was given as null.
        (None, "SG.k", "api_key is given and null, so the environment variable SENDGRID_API_KEY is not used"),
        ("", "SG.k", "api_key is given and empty, so the environment variable SENDGRID_API_KEY is not used"),
    ],
)
def test_no_api_key(monkeypatch, key, variable, says):
    monkeypatch.delenv("SENDGRID_API_KEY", raising=False)
    if variable is not None:
        monkeypatch.setenv("SENDGRID_API_KEY", variable)
    with fails("invalid", says, field="api_key"):
        connection(api_key=key)


def test_a_connection_does_not_show_its_key():
    assert "secret" not in repr(connection())


@pytest.mark.parametrize(
    ("value", "header", "as_subuser"),
    [
        pytest.param(None, None, False, id="nobody"),
        pytest.param("", None, False, id="an empty value is nobody"),
        pytest.param("news", "news", True, id="a subuser's username"),
        pytest.param("news@example.com", "news@example.com", True, id="a username may be an address"),
        pytest.param("account-id 123", "account-id 123", False, id="an account's id is no subuser"),
        pytest.param("account-ids", "account-ids", True, id="a username may begin alike"),
    ],
)
def test_on_behalf_of(value, header, as_subuser):
    made = connection(on_behalf_of=value)
    assert (made.on_behalf_of, made.as_subuser) == (header, as_subuser)


@pytest.mark.parametrize(
    "value",
    [
        pytest.param(" ", id="a blank"),
        pytest.param("two words", id="two words"),
        pytest.param("news\n", id="a line break at the end"),
        pytest.param("news\r\nX-Other: y", id="another header"),
        pytest.param("n\u00e9ws", id="a letter outside ASCII"),
        pytest.param("account-id ", id="an account without an id"),
        pytest.param("account-id \x07", id="an id that no one can see"),
        pytest.param("account-id 1 2", id="two ids"),
        pytest.param(["news"], id="a list"),
        pytest.param(True, id="a boolean"),
        pytest.param("account-id \u0661", id="a digit outside ASCII"),
    ],
)
def test_a_bad_on_behalf_of_is_invalid(value):
    with fails("invalid", "on_behalf_of", field="on_behalf_of"):
        connection(on_behalf_of=value)


@pytest.mark.parametrize("value", [None, "account-id 123"])
def test_the_parent_account_may_do_what_belongs_to_it(value):
    refuse_subuser(connection(on_behalf_of=value), "Subusers belong")


def test_a_subuser_may_not():
    with fails("invalid", "Subusers belong to the parent account", field="on_behalf_of"):
        refuse_subuser(connection(on_behalf_of="news"), "Subusers belong")


def test_tls_verification(tmp_path):
    file = tmp_path / "ca.pem"
    file.touch()
    path = str(file)
    assert connection().verify is True
    assert connection(ca_path="").verify is True
    assert connection(ca_path=path).verify == path
    assert connection(validate_certs=False).verify is False
    assert connection(validate_certs=False, ca_path=path).verify is False


def test_a_ca_path_that_is_not_there_is_invalid(tmp_path):
    with fails("invalid", "ca_path", field="ca_path"):
        connection(ca_path=str(tmp_path / "missing.pem"))


@pytest.mark.parametrize("seconds", [0, -1, float("nan"), float("inf"), 1e6, 1e9])
def test_a_bad_timeout_is_invalid(seconds):
    with fails("invalid", "timeout", field="timeout"):
        connection(timeout=seconds)


@pytest.mark.parametrize("seconds", [0.001, 1, 999_999.5])
def test_a_timeout_is_anything_above_0_that_ends(seconds):
    assert connection(timeout=seconds).timeout == seconds


@pytest.mark.parametrize("option", ["retries", "rate_limit_wait"])
def test_patience_may_be_none_and_not_negative(option):
    assert getattr(connection(**{option: 0}).policy, option) == 0
    with fails("invalid", option, field=option):
        connection(**{option: -1})


def test_the_rest_is_passed_on():
    made = connection(timeout=2.5, retries=7, rate_limit_wait=11)
    assert (made.api_key, made.timeout, made.policy.retries, made.policy.rate_limit_wait) == (
        "SG.id.secret",
        2.5,
        7,
        11,
    )


@pytest.mark.parametrize("names", [[], ["company.pem"], ["4f3a1b2c.r0", "4F3A1B2C.0", "04f3a1b2c.0"]], ids=repr)
def test_a_directory_in_which_openssl_finds_nothing_is_refused(tmp_path, names):
    for name in names:
        (tmp_path / name).touch()
    with fails("invalid", "openssl rehash", field="ca_path"):
        connection(ca_path=str(tmp_path))


def test_a_directory_with_hashed_names_is_taken(tmp_path):
    (tmp_path / "4f3a1b2c.0").touch()
    assert connection(ca_path=str(tmp_path)).verify == str(tmp_path)
