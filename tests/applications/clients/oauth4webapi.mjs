// Signs a person in and out with oauth4webapi. The test plays the browser: see client.rs.

import * as readline from "node:readline/promises";
import * as oauth from "oauth4webapi";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI, AFTER_LOGOUT_URI } = process.env;
const input = readline.createInterface({ input: process.stdin });
const lines = input[Symbol.asyncIterator]();
const hear = async () => (await lines.next()).value;
const tell = (line) => console.log(line);
const check = (isTrue, what) => {
  if (!isTrue) throw new Error(what);
};

// The server of the test is on this machine.
const http = { [oauth.allowInsecureRequests]: true };
const issuer = new URL(ISSUER);
const found = await oauth.discoveryRequest(issuer, { ...http, algorithm: "oidc" });
const server = await oauth.processDiscoveryResponse(issuer, found);
const client = { client_id: CLIENT_ID };
// The other libraries use Basic.
const authentication = oauth.ClientSecretPost(CLIENT_SECRET);

const codeVerifier = oauth.generateRandomCodeVerifier();
const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
const address = new URL(server.authorization_endpoint);
address.search = new URLSearchParams({
  client_id: CLIENT_ID,
  redirect_uri: REDIRECT_URI,
  response_type: "code",
  scope: "openid profile email groups",
  code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: "S256",
  state,
  nonce,
});
tell(address.href);

// Checks `state` and `iss`.
const response = oauth.validateAuthResponse(server, client, new URL(await hear()), state);
const exchanged = await oauth.authorizationCodeGrantRequest(
  server,
  client,
  authentication,
  response,
  REDIRECT_URI,
  codeVerifier,
  http,
);
const tokens = await oauth.processAuthorizationCodeResponse(server, client, exchanged, {
  expectedNonce: nonce,
  requireIdToken: true,
});
await oauth.validateApplicationLevelSignature(server, exchanged, http);
const claims = oauth.getValidatedIdTokenClaims(tokens);

const refresh = async (token) => {
  const answer = await oauth.refreshTokenGrantRequest(server, client, authentication, token, http);
  return oauth.processRefreshTokenResponse(server, client, answer);
};
const refreshed = await refresh(tokens.refresh_token);
check(oauth.getValidatedIdTokenClaims(refreshed).sid === claims.sid, "another session");
const answer = await oauth.userInfoRequest(server, client, refreshed.access_token, http);
const person = await oauth.processUserInfoResponse(server, client, claims.sub, answer);
tell(JSON.stringify(person));

const bye = new URL(server.end_session_endpoint);
bye.search = new URLSearchParams({
  id_token_hint: refreshed.id_token,
  post_logout_redirect_uri: AFTER_LOGOUT_URI,
  state: "bye",
});
tell(bye.href);

check((await hear()) === `${AFTER_LOGOUT_URI}?state=bye`, "another address");
try {
  await refresh(refreshed.refresh_token);
} catch (error) {
  tell(error.error);
}
input.close();
