// Signs a person in and out with @node-saml/node-saml. The test plays the browser: see saml_clients.rs.

import { readFileSync } from "node:fs";
import * as readline from "node:readline/promises";
import { SAML, ValidateInResponseTo } from "@node-saml/node-saml";

const { IDP_METADATA, ENTITY_ID, ACS, LOGOUT, SP_KEY, SP_CERT, SIGNED, ENCRYPTED } = process.env;
const input = readline.createInterface({ input: process.stdin });
const lines = input[Symbol.asyncIterator]();
const hear = async () => (await lines.next()).value;
const tell = (line) => console.log(line);
const check = (isTrue, what) => {
  if (!isTrue) throw new Error(what);
};

// The library does not read metadata, so the values are entered by hand, as its documentation says.
const metadata = await (await fetch(IDP_METADATA)).text();
const found = (pattern) => [...metadata.matchAll(pattern)].map((match) => match[1]);
const [entityId] = found(/entityID="([^"]+)"/g);
const [logoutUrl] = found(/<md:SingleLogoutService [^>]*Location="([^"]+)"/g);
const [entryPoint] = found(/<md:SingleSignOnService [^>]*Location="([^"]+)"/g);
const certificates = found(/<ds:X509Certificate>([^<]+)</g);

const key = readFileSync(SP_KEY, "utf8");
const saml = new SAML({
  callbackUrl: ACS,
  issuer: ENTITY_ID,
  audience: ENTITY_ID,
  entryPoint,
  logoutUrl,
  logoutCallbackUrl: LOGOUT,
  idpIssuer: entityId,
  idpCert: certificates,
  privateKey: key,
  publicCert: readFileSync(SP_CERT, "utf8"),
  decryptionPvk: ENCRYPTED === "yes" ? key : undefined,
  signatureAlgorithm: "sha256",
  wantAuthnResponseSigned: SIGNED !== "assertion",
  wantAssertionsSigned: SIGNED !== "response",
  validateInResponseTo: ValidateInResponseTo.always,
});
// node-saml signs a space as %20 and sends it as a plus sign, so a text without one.
tell(await saml.getAuthorizeUrlAsync("page", undefined, {}));

const form = Object.fromEntries(new URLSearchParams(await hear()));
check(form.RelayState === "page", form.RelayState);
const { profile } = await saml.validatePostResponseAsync(form);
check(profile.issuer === entityId, profile.issuer);
const encrypted = profile.getSamlResponseXml().includes("EncryptedAssertion");
check(encrypted === (ENCRYPTED === "yes"), "encryption");
// A single value is a text here, and several are a list.
const attributes = Object.entries(profile.attributes).map(([name, value]) => [name, [value].flat()]);
tell(JSON.stringify({ nameId: profile.nameID, attributes: Object.fromEntries(attributes) }));

tell(await saml.getLogoutUrlAsync(profile, "", {}));

const query = new URL(await hear()).search.slice(1);
const container = Object.fromEntries(new URLSearchParams(query));
const { loggedOut } = await saml.validateRedirectAsync(container, query);
check(loggedOut, "still signed in");
tell("signed out");
input.close();
