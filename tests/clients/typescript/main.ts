// Five calls with openapi-fetch and the types that openapi-typescript makes.

import createClient from "openapi-fetch";

import type { components, paths } from "./schema.js";

declare const process: { env: Record<string, string | undefined>; exitCode: number };

function expect(holds: boolean, what: unknown): asserts holds {
  if (!holds) {
    throw new Error(`unexpected: ${JSON.stringify(what)}`);
  }
}

async function main() {
  const client = createClient<paths>({
    baseUrl: process.env.LATCHKEY_URL,
    headers: { Authorization: `Bearer ${process.env.LATCHKEY_API_KEY}` },
  });

  const hire: components["schemas"]["CreateUser"] = {
    email: "anders@example.com",
    username: "anders",
    state: "active",
    firstName: "Anders",
  };
  const created = await client.POST("/api/v1/users", {
    params: { header: { "Idempotency-Key": "typescript-1" } },
    body: hire,
  });
  expect(created.data !== undefined, created.error);
  const user = created.data;
  expect(user.firstName === "Anders" && user.state === "active", user);

  const page = await client.GET("/api/v1/users", {
    params: { query: { limit: 10, search: "anders" } },
  });
  expect(page.data?.items.length === 1, page);
  expect(page.data.items[0]?.id === user.id, page);

  const path = { id: user.id };
  const changed = await client.PATCH("/api/v1/users/{id}", {
    params: { path, header: { "If-Match": `"${user.version}"` } },
    body: { jobTitle: "Engineer", firstName: null },
  });
  expect(changed.data?.jobTitle === "Engineer", changed);
  expect(changed.data.firstName === undefined, changed);

  const refused = await client.POST("/api/v1/users", { body: hire });
  const problem: components["schemas"]["Problem"] | undefined = refused.error;
  expect(refused.response.status === 409, refused);
  expect(problem?.type === "urn:latchkey:problem:taken", problem);
  expect(problem.errors?.[0]?.field === "email", problem);

  const deleted = await client.DELETE("/api/v1/users/{id}", { params: { path } });
  expect(deleted.response.status === 204, deleted);
  console.log("five calls");
}

main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
