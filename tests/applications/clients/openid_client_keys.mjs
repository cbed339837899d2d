// Signs a person in with openid-client, which authenticates with private keys. The test plays the browser: see
// endpoints.rs.

import * as readline from "node:readline/promises";
import { generateKeyPair } from "oauth4webapi";
import * as client from "openid-client";

const { ISSUER, REDIRECT_URI } = process.env;
const input = readline.createInterface({ input: process.stdin });
const lines = input[Symbol.asyncIterator]();
const hear = async () => (await lines.next()).value;
const tell = (line) => console.log(line);
const check = (isTrue, what) => {
  if (!isTrue) throw new Error(what);
};

const pairs = { ES256: await generateKeyPair("ES256"), RS256: await generateKeyPair("RS256") };
const keys = Object.entries(pairs).map(async ([kid, { publicKey }]) => ({
  ...(await crypto.subtle.exportKey("jwk", publicKey)),
  kid,
}));
tell(JSON.stringify({ keys: await Promise.all(keys) }));
const clientId = await hear();

const configWith = (key, kid) =>
  client.discovery(new URL(ISSUER), clientId, undefined, client.PrivateKeyJwt({ key, kid }), {
    // The server of the test is on this machine.
    execute: [client.allowInsecureRequests],
  });
const es256 = await configWith(pairs.ES256.privateKey, "ES256");
const rs256 = await configWith(pairs.RS256.privateKey, "RS256");

const codeVerifier = client.randomPKCECodeVerifier();
const state = client.randomState();
const address = client.buildAuthorizationUrl(es256, {
  redirect_uri: REDIRECT_URI,
  scope: "openid profile email groups",
  code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: "S256",
  state,
});
tell(address.href);

const tokens = await client.authorizationCodeGrant(es256, new URL(await hear()), {
  pkceCodeVerifier: codeVerifier,
  expectedState: state,
  idTokenExpected: true,
});
const refreshed = await client.refreshTokenGrant(rs256, tokens.refresh_token);
const person = await client.fetchUserInfo(rs256, refreshed.access_token, tokens.claims().sub);
tell(JSON.stringify(person));

const other = await generateKeyPair("ES256");
const stranger = await configWith(other.privateKey, "ES256");
try {
  await client.refreshTokenGrant(stranger, refreshed.refresh_token);
} catch (error) {
  tell(error.status);
}
// The refresh of the stranger has used nothing up.
const isActive = async (config) =>
  (await client.tokenIntrospection(config, refreshed.refresh_token)).active;
check((await isActive(es256)) && (await isActive(rs256)), "the token is inactive");
await client.tokenRevocation(es256, refreshed.refresh_token);
check(!(await isActive(rs256)), "the token is active");
input.close();
