// Signs a person in with openid-client, which gets the authorization response as a posted form. The test plays the
// browser: see endpoints.rs.

import { once } from "node:events";
import { createServer } from "node:http";
import { text } from "node:stream/consumers";
import * as client from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET, REDIRECT_URI } = process.env;

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
  response_mode: "form_post",
  scope: "openid profile email groups",
  code_challenge: await client.calculatePKCECodeChallenge(codeVerifier),
  code_challenge_method: "S256",
  state,
  nonce,
});

const { hostname, port } = new URL(REDIRECT_URI);
const server = createServer().listen(Number(port), hostname);
await once(server, "listening");
console.log(address.href);

const [message, response] = await once(server, "request");
// As the library wants it.
const request = new Request(new URL(message.url, REDIRECT_URI), {
  method: message.method,
  headers: { "content-type": message.headers["content-type"] },
  body: await text(message),
});
const tokens = await client.authorizationCodeGrant(config, request, {
  pkceCodeVerifier: codeVerifier,
  expectedState: state,
  expectedNonce: nonce,
  idTokenExpected: true,
});
const person = await client.fetchUserInfo(config, tokens.access_token, tokens.claims().sub);
response.writeHead(200, { "content-type": "application/json", connection: "close" });
response.end(JSON.stringify(person));
server.close();
