"""Searches and authenticates with ldap3. The steps are those of libraries.rs."""

import os
import ssl

from ldap3 import Connection, Server, Tls

BASE = os.environ["LDAP_BASE"]
SEARCHER = os.environ["LDAP_SEARCHER"], os.environ["LDAP_SECRET"]
TLS = Tls(validate=ssl.CERT_REQUIRED, ca_certs_file=os.environ["LDAP_AUTHORITY"])

# It reads the root DSE and the schema of the server.
server = Server(os.environ["LDAP_URL"], tls=TLS, get_info="ALL")
search = Connection(server, *SEARCHER, auto_bind=True)
search.search(BASE, "(&(objectClass=person)(uid=ada))", attributes=["mail"])
[ada] = search.entries
print(ada.entry_dn)
print(ada.mail.value)

for line in os.environ["LDAP_FILTERS"].splitlines():
    search.search(BASE, line)
    names = [one["dn"] for one in search.response if one["type"] == "searchResEntry"]
    print(";".join(sorted(names)))

for password, expected in [(os.environ["LDAP_PASSWORD"], "bound"), ("wrong", "refused")]:
    connection = Connection(server, ada.entry_dn, password)
    assert connection.bind() == (expected == "bound"), connection.result
    print(expected)

# The name that the bind user of an application finds accepts passwords for this application.
READER = os.environ["LDAP_READER"], os.environ["LDAP_READER_SECRET"]
reader = Connection(server, *READER, auto_bind=True)
reader.search(BASE, "(uid=ada)")
[in_application] = [one["dn"] for one in reader.response]
user = Connection(server, in_application, os.environ["LDAP_APPLICATION_PASSWORD"], auto_bind=True)
user.search(in_application, "(objectClass=person)", search_scope="BASE")
print(user.response[0]["dn"])

pages = search.extend.standard.paged_search(
    BASE, "(objectClass=person)", attributes=["uid"], paged_size=7, generator=True
)
print(sum(1 for entry in pages if entry["type"] == "searchResEntry"), "in pages")

in_clear = Server(os.environ["LDAP_STARTTLS_URL"], tls=TLS, get_info="NO_INFO")
connection = Connection(in_clear, *SEARCHER)
assert not connection.bind()
assert connection.result["result"] == 13, connection.result
print("refused in clear")
connection = Connection(in_clear, *SEARCHER, auto_bind="TLS_BEFORE_BIND")
assert connection.extend.standard.who_am_i() == f"dn:{SEARCHER[0]}"
print("started TLS")
