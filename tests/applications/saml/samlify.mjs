// Signs a person in and out with samlify. The test plays the browser: see saml_clients.rs.

import { readFileSync } from "node:fs";
import * as readline from "node:readline/promises";
import * as samlify from "samlify";

const { IDP_METADATA, ENTITY_ID, ACS, LOGOUT, SP_KEY, SP_CERT, SIGNED, ENCRYPTED } = process.env;
const input = readline.createInterface({ input: process.stdin });
const lines = input[Symbol.asyncIterator]();
const hear = async () => (await lines.next()).value;
const tell = (line) => console.log(line);
const check = (isTrue, what) => {
  if (!isTrue) throw new Error(what);
};

// Its validators of the XML schema are packages with native code. Others of these tests check the schema.
samlify.setSchemaValidator({ validate: async () => "skipped" });
const { binding } = samlify.Constants.namespace;
const key = readFileSync(SP_KEY, "utf8");
const certificate = readFileSync(SP_CERT, "utf8");
const encrypted = ENCRYPTED === "yes";
const application = samlify.ServiceProvider({
  entityID: ENTITY_ID,
  authnRequestsSigned: true,
  wantAssertionsSigned: SIGNED !== "response",
  wantMessageSigned: SIGNED !== "assertion",
  wantLogoutResponseSigned: true,
  signingCert: certificate,
  privateKey: key,
  encryptCert: encrypted ? certificate : undefined,
  encPrivateKey: encrypted ? key : undefined,
  requestSignatureAlgorithm: samlify.Constants.algorithms.signature.RSA_SHA256,
  nameIDFormat: [samlify.Constants.namespace.format.emailAddress],
  assertionConsumerService: [{ Binding: binding.post, Location: ACS }],
  singleLogoutService: [{ Binding: binding.redirect, Location: LOGOUT }],
});
const metadata = await (await fetch(IDP_METADATA)).text();
const provider = samlify.IdentityProvider({
  metadata,
  isAssertionEncrypted: encrypted,
  messageSigningOrder: "sign-then-encrypt",
  wantLogoutRequestSigned: true,
});
const begun = application.createLoginRequest(provider, "redirect", { relayState: "a page" });
tell(begun.context);

const body = Object.fromEntries(new URLSearchParams(await hear()));
check(body.RelayState === "a page", body.RelayState);
const { extract } = await application.parseLoginResponse(provider, "post", { body });
check(extract.response.inResponseTo === begun.id, "another request");
check(extract.audience === ENTITY_ID, extract.audience);
const attributes = Object.entries(extract.attributes).map(([name, value]) => [name, [value].flat()]);
tell(JSON.stringify({ nameId: extract.nameID, attributes: Object.fromEntries(attributes) }));

const user = { logoutNameID: extract.nameID, sessionIndex: extract.sessionIndex.sessionIndex };
const ending = application.createLogoutRequest(provider, "redirect", user);
tell(ending.context);

const url = new URL(await hear());
const octetString = url.search.slice(1).split("&Signature=")[0];
const query = Object.fromEntries(url.searchParams);
const ended = await application.parseLogoutResponse(provider, "redirect", { query, octetString });
check(ended.extract.response.inResponseTo === ending.id, "another request");
tell("signed out");
input.close();
