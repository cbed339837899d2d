"""Searches and authenticates with python-ldap. The steps are those of libraries.rs."""

import os

import ldap
from ldap.controls import SimplePagedResultsControl

BASE = os.environ["LDAP_BASE"]
SEARCHER = os.environ["LDAP_SEARCHER"], os.environ["LDAP_SECRET"]


def connect(url):
    connection = ldap.initialize(os.environ[url])
    connection.protocol_version = 3
    connection.set_option(ldap.OPT_X_TLS_CACERTFILE, os.environ["LDAP_AUTHORITY"])
    connection.set_option(ldap.OPT_X_TLS_REQUIRE_CERT, ldap.OPT_X_TLS_DEMAND)
    connection.set_option(ldap.OPT_X_TLS_NEWCTX, 0)
    return connection


search = connect("LDAP_URL")
search.simple_bind_s(*SEARCHER)
[(dn, ada)] = search.search_s(
    BASE, ldap.SCOPE_SUBTREE, "(&(objectClass=person)(uid=ada))", ["mail"]
)
print(dn)
print(ada["mail"][0].decode())

for line in os.environ["LDAP_FILTERS"].splitlines():
    found = search.search_s(BASE, ldap.SCOPE_SUBTREE, line, ["1.1"])
    print(";".join(sorted(name for name, _ in found)))

connection = connect("LDAP_URL")
connection.simple_bind_s(dn, os.environ["LDAP_PASSWORD"])
print("bound")
try:
    connection.simple_bind_s(dn, "wrong")
except ldap.INVALID_CREDENTIALS:
    print("refused")

# The name that the bind user of an application finds accepts passwords for this application.
reader = connect("LDAP_URL")
reader.simple_bind_s(os.environ["LDAP_READER"], os.environ["LDAP_READER_SECRET"])
[(in_application, _)] = reader.search_s(BASE, ldap.SCOPE_SUBTREE, "(uid=ada)", ["1.1"])
connection.simple_bind_s(in_application, os.environ["LDAP_APPLICATION_PASSWORD"])
[(in_application, _)] = connection.search_s(in_application, ldap.SCOPE_BASE, attrlist=["1.1"])
print(in_application)

count, cookie = 0, ""
while True:
    page = SimplePagedResultsControl(True, size=7, cookie=cookie)
    request = search.search_ext(
        BASE, ldap.SCOPE_SUBTREE, "(objectClass=person)", ["uid"], serverctrls=[page]
    )
    _, entries, _, controls = search.result3(request)
    count += len(entries)
    [page] = [one for one in controls if one.controlType == page.controlType]
    cookie = page.cookie
    if not cookie:
        break
print(count, "in pages")

connection = connect("LDAP_STARTTLS_URL")
try:
    connection.simple_bind_s(*SEARCHER)
except ldap.CONFIDENTIALITY_REQUIRED:
    print("refused in clear")
connection = connect("LDAP_STARTTLS_URL")
connection.start_tls_s()
connection.simple_bind_s(*SEARCHER)
assert connection.whoami_s() == f"dn:{SEARCHER[0]}"
print("started TLS")
