// Signs a person in and out with oauth4webapi: the request is pushed, and the tokens are bound to a key. The
// test plays the browser: see client.rs.

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
const authentication = oauth.ClientSecretBasic(CLIENT_SECRET);
check(server.dpop_signing_alg_values_supported.includes("ES256"), "no ES256");
const bound = { ...http, DPoP: oauth.DPoP(client, await oauth.generateKeyPair("ES256")) };

const codeVerifier = oauth.generateRandomCodeVerifier();
const [state, nonce] = [oauth.generateRandomState(), oauth.generateRandomNonce()];
const parameters = {
  redirect_uri: REDIRECT_URI,
  response_type: "code",
  scope: "openid profile email groups",
  code_challenge: await oauth.calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: "S256",
  state,
  nonce,
};
const pushing = await oauth.pushedAuthorizationRequest(
  server,
  client,
  authentication,
  parameters,
  bound,
);
const pushed = await oauth.processPushedAuthorizationResponse(server, client, pushing);
const address = new URL(server.authorization_endpoint);
address.search = new URLSearchParams({ client_id: CLIENT_ID, request_uri: pushed.request_uri });
tell(address.href);

const response = oauth.validateAuthResponse(server, client, new URL(await hear()), state);
const exchanged = await oauth.authorizationCodeGrantRequest(
  server,
  client,
  authentication,
  response,
  REDIRECT_URI,
  codeVerifier,
  bound,
);
const tokens = await oauth.processAuthorizationCodeResponse(server, client, exchanged, {
  expectedNonce: nonce,
  requireIdToken: true,
});
check(tokens.token_type === "dpop", "the tokens are not bound");
const claims = oauth.getValidatedIdTokenClaims(tokens);

const refresh = async (token) => {
  const answer = await oauth.refreshTokenGrantRequest(server, client, authentication, token, bound);
  return oauth.processRefreshTokenResponse(server, client, answer);
};
const refreshed = await refresh(tokens.refresh_token);
check(refreshed.token_type === "dpop", "the new tokens are not bound");
const stolen = await oauth.userInfoRequest(server, client, refreshed.access_token, http);
check(stolen.status === 401, "a bound token works without its key");
const answer = await oauth.userInfoRequest(server, client, refreshed.access_token, bound);
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
