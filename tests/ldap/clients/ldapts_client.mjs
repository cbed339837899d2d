// Searches and authenticates with ldapts. The steps are those of libraries.rs.

import { readFileSync } from "node:fs";
import { Client, InvalidCredentialsError } from "ldapts";

const base = process.env.LDAP_BASE;
const searcher = [process.env.LDAP_SEARCHER, process.env.LDAP_SECRET];
const tlsOptions = { ca: [readFileSync(process.env.LDAP_AUTHORITY)] };

const search = new Client({ url: process.env.LDAP_URL, tlsOptions });
await search.bind(...searcher);
const found = await search.search(base, {
  scope: "sub",
  filter: "(&(objectClass=person)(uid=ada))",
  attributes: ["mail"],
});
const [ada] = found.searchEntries;
console.log(ada.dn);
console.log(ada.mail);

for (const filter of process.env.LDAP_FILTERS.split("\n")) {
  const { searchEntries } = await search.search(base, {
    scope: "sub",
    filter,
    attributes: ["1.1"],
  });
  const names = searchEntries.map((entry) => entry.dn);
  console.log(names.sort().join(";"));
}

const client = new Client({ url: process.env.LDAP_URL, tlsOptions });
await client.bind(ada.dn, process.env.LDAP_PASSWORD);
console.log("bound");
try {
  await client.bind(ada.dn, "wrong");
} catch (error) {
  if (!(error instanceof InvalidCredentialsError)) throw error;
  console.log("refused");
}
await client.unbind();

// The name that the bind user of an application finds accepts passwords for this application.
const reader = new Client({ url: process.env.LDAP_URL, tlsOptions });
await reader.bind(process.env.LDAP_READER, process.env.LDAP_READER_SECRET);
const read = await reader.search(base, { scope: "sub", filter: "(uid=ada)", attributes: ["1.1"] });
const inApplication = read.searchEntries[0].dn;
await reader.bind(inApplication, process.env.LDAP_APPLICATION_PASSWORD);
const own = await reader.search(inApplication, { scope: "base", attributes: ["1.1"] });
console.log(own.searchEntries[0].dn);
await reader.unbind();

const all = await search.search(base, {
  scope: "sub",
  filter: "(objectClass=person)",
  attributes: ["uid"],
  paged: { pageSize: 7 },
});
console.log(`${all.searchEntries.length} in pages`);
await search.unbind();

const inClear = new Client({ url: process.env.LDAP_STARTTLS_URL });
try {
  await inClear.bind(...searcher);
} catch (error) {
  if (error.code !== 13) throw error;
  console.log("refused in clear");
}
await inClear.unbind();
const started = new Client({ url: process.env.LDAP_STARTTLS_URL });
await started.startTLS(tlsOptions);
await started.bind(...searcher);
console.log("started TLS");
await started.unbind();
