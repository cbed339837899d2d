// Signs a person in and out with openid-client. The test plays the browser: see client.rs.

import * as readline from "node:readline/promises";
import * as client from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, AFTER_LOGOUT_URI } = process.env;
const input = readline.createInterface({ input: process.stdin });
const lines = input[Symbol.asyncIterator]();
const hear = async () => (await lines.next()).value;
const tell = (line) => console.log(line);
const check = (isTrue, what) => {
  if (!isTrue) throw new Error(what);
};

const config = await client.discovery(
  new URL(ISSUER),
  CLIENT_ID,
  undefined,
  client.ClientSecretBasic(CLIENT_SECRET),
  // The server of the test is on this machine.
  { execute: [client.allowInsecureRequests] },
);
const codeVerifier = client.randomPKCECodeVerifier();
const [state, nonce] = [client.randomState(), client.randomNonce()];
const address = client.buildAuthorizationUrl(config, {
  redirect_uri: REDIRECT_URI,
  scope: "openid profile email groups",
  code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: "S256",
  state,
  nonce,
});
tell(address.href);

// Also verifies the signature, which is optional for a token that comes from the server itself.
client.enableNonRepudiationChecks(config);
const tokens = await client.authorizationCodeGrant(config, new URL(await hear()), {
  pkceCodeVerifier: codeVerifier,
  expectedState: state,
  expectedNonce: nonce,
  idTokenExpected: true,
});
const claims = tokens.claims();
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
check(refreshed.claims().sid === claims.sid, "another session");
const person = await client.fetchUserInfo(config, refreshed.access_token, claims.sub);
tell(JSON.stringify(person));

const bye = client.buildEndSessionUrl(config, {
  id_token_hint: refreshed.id_token,
  post_logout_redirect_uri: AFTER_LOGOUT_URI,
  state: "bye",
});
tell(bye.href);

check((await hear()) === `${AFTER_LOGOUT_URI}?state=bye`, "another address");
try {
  await client.refreshTokenGrant(config, refreshed.refresh_token);
} catch (error) {
  tell(error.error);
}
input.close();
