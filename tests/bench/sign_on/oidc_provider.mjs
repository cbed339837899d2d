// oidc-provider as a baseline: in memory, with two applications. The ID tokens of one are signed on P-256. Its address is
// printed, where /grants returns what people have granted to this application, as if they had signed in with a
// browser. The other application is for a browser, which is signed in without a question.

import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [modules, client_id, client_secret, redirect_uri, challenge, page_redirect_uri] =
  process.argv.slice(2);
const require = createRequire(pathToFileURL(`${modules}/`));
const { default: Provider } = await import(pathToFileURL(require.resolve("oidc-provider")));

const SCOPE = "openid profile email offline_access";
const stored = new Map();

// The storage of the package itself keeps a thousand entries.
class Memory {
  constructor(model) {
    this.model = model;
  }
  key(id) {
    return `${this.model}:${id}`;
  }
  async upsert(id, payload) {
    stored.set(this.key(id), payload);
    if (payload.uid) stored.set(payload.uid, payload);
  }
  async findByUid(uid) {
    return stored.get(uid);
  }
  async find(id) {
    return stored.get(this.key(id));
  }
  async consume(id) {
    stored.get(this.key(id)).consumed = Math.floor(Date.now() / 1000);
  }
  async destroy(id) {
    stored.delete(this.key(id));
  }
  async revokeByGrantId() {}
}

const exported = (pair, alg) => ({ ...pair.privateKey.export({ format: "jwk" }), alg, kid: alg, use: "sig" });
const keys = [
  exported(generateKeyPairSync("rsa", { modulusLength: 2048 }), "RS256"),
  exported(generateKeyPairSync("ec", { namedCurve: "P-256" }), "ES256"),
];
const server = createServer();
// Connections are kept between the rounds.
server.keepAliveTimeout = 600_000;
await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
const origin = `http://127.0.0.1:${server.address().port}`;
const provider = new Provider(origin, {
  adapter: Memory,
  jwks: { keys },
  cookies: { keys: ["of a benchmark"] },
  clients: [
    {
      client_id,
      client_secret,
      redirect_uris: [redirect_uri],
      grant_types: ["authorization_code", "refresh_token"],
      id_token_signed_response_alg: "ES256",
    },
    { client_id: `${client_id}-page`, client_secret, redirect_uris: [page_redirect_uri] },
  ],
  claims: { profile: ["name", "given_name", "family_name"], email: ["email", "email_verified"] },
  features: { devInteractions: { enabled: false }, introspection: { enabled: true } },
  rotateRefreshToken: true,
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({
      sub: id,
      name: "Ada Lovelace",
      given_name: "Ada",
      family_name: "Lovelace",
      email: "ada@example.com",
      email_verified: true,
    }),
  }),
});

async function grant(number) {
  const client = await provider.Client.find(client_id);
  const accountId = `person-${number}`;
  const granted = new provider.Grant({ accountId, clientId: client_id });
  granted.addOIDCScope(SCOPE);
  const grantId = await granted.save();
  const shared = {
    client,
    accountId,
    grantId,
    scope: SCOPE,
    authTime: Math.floor(Date.now() / 1000),
    expiresWithSession: false,
  };
  const access = new provider.AccessToken({ ...shared, gty: "authorization_code" });
  const code = new provider.AuthorizationCode({
    ...shared,
    codeChallenge: challenge,
    codeChallengeMethod: "S256",
    nonce: "nonce",
    redirectUri: redirect_uri,
  });
  const refresh = new provider.RefreshToken({
    ...shared,
    gty: "authorization_code",
    rotations: 0,
    iiat: shared.authTime,
    nonce: "nonce",
  });
  return {
    access_token: await access.save(),
    code: await code.save(),
    refresh_token: await refresh.save(),
  };
}

// Signs whoever comes in, as the only person, who has granted everything.
async function signIn(request, response) {
  const accountId = "person";
  const granted = new provider.Grant({ accountId, clientId: `${client_id}-page` });
  granted.addOIDCScope(SCOPE);
  const consent = { grantId: await granted.save() };
  await provider.interactionFinished(request, response, { login: { accountId }, consent });
}

const answer = provider.callback();
server.on("request", async (request, response) => {
  const { pathname, searchParams } = new URL(request.url, origin);
  if (pathname.startsWith("/interaction/")) {
    await signIn(request, response);
    return;
  }
  if (pathname !== "/grants") {
    answer(request, response);
    return;
  }
  const count = Number(searchParams.get("count"));
  const grants = await Promise.all(Array.from({ length: count }, (_, number) => grant(number)));
  const body = JSON.stringify(grants);
  response.writeHead(200, { "Content-Length": Buffer.byteLength(body) });
  response.end(body);
});
console.log(origin);
