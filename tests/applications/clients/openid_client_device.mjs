// Signs a device without a browser in with openid-client. The test plays the user: see endpoints.rs.

import * as readline from "node:readline/promises";
import * as client from "openid-client";

const { ISSUER, CLIENT_ID, CLIENT_SECRET } = process.env;
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
client.enableNonRepudiationChecks(config);
const begin = () =>
  client.initiateDeviceAuthorization(config, { scope: "openid profile email groups" });
// Polls much more often than the server allows, until the server says that it is too often.
const poll = (begun) => client.pollDeviceAuthorizationGrant(config, { ...begun, interval: 0.1 });

const begun = await begin();
check(begun.interval === 5, "another interval");
check(begun.verification_uri === `${ISSUER}/device`, "another page");
const complete = new URL(begun.verification_uri_complete);
check(complete.searchParams.get("user_code") === begun.user_code, "another code");
tell(begun.user_code);

// Prints the error of each poll. The library gets the response to slow down after the user has approved, so the
// next poll gets the tokens.
config[client.customFetch] = async (address, options) => {
  const response = await fetch(address, options);
  if (response.status === 400) {
    const { error } = await response.clone().json();
    tell(error);
    if (error === "slow_down") await hear();
  }
  return response;
};
const tokens = await poll(begun);
config[client.customFetch] = fetch;
const claims = tokens.claims();
const refreshed = await client.refreshTokenGrant(config, tokens.refresh_token);
check(refreshed.claims().sid === claims.sid, "another session");
const person = await client.fetchUserInfo(config, refreshed.access_token, claims.sub);
tell(JSON.stringify(person));

const denied = await begin();
tell(denied.user_code);
check((await hear()) === "denied", "another answer");
try {
  await poll(denied);
} catch (error) {
  tell(error.error);
}
input.close();
