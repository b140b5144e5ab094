// node server.mjs [PORT]
//
// A page that asks Wartanya. The browser talks to this server only, and this server to Wartanya: the
// key stays here, and no CORS is needed.

import { readFile } from "node:fs/promises";
import { createServer } from "node:http";

import { ask, Problem } from "./wartanya.mjs";

const FILES = {
  "/": ["index.html", "text/html; charset=utf-8"],
  "/page.mjs": ["page.mjs", "text/javascript; charset=utf-8"],
  "/page.css": ["page.css", "text/css; charset=utf-8"],
};
const LONGEST = 10_000; // bytes of a question's request
const HEADERS = {
  "Content-Security-Policy":
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "no-referrer",
};

const server = createServer(async (request, response) => {
  try {
    if (request.method === "GET" && Object.hasOwn(FILES, request.url)) {
      const [name, kind] = FILES[request.url];
      send(response, 200, kind, await readFile(new URL(name, import.meta.url)));
    } else if (request.method === "POST" && request.url === "/ask") {
      const answer = await ask(await questionOf(request));
      send(response, 200, "application/json", JSON.stringify(answer));
    } else {
      throw new Problem(404, "nothing here");
    }
  } catch (error) {
    if (!(error instanceof Problem)) console.error(error.cause ?? error);
    const [status, detail] =
      error instanceof Problem ? [error.status, error.message] : [502, "Wartanya can't be reached"];
    send(response, status, "application/json", JSON.stringify({ detail }));
  }
});

async function questionOf(request) {
  // A page of another site can't send this type without asking first, which isn't answered.
  if (request.headers["content-type"] !== "application/json") throw new Problem(415, "send JSON");
  const pieces = [];
  let size = 0;
  for await (const piece of request) {
    size += piece.length;
    if (size > LONGEST) throw new Problem(413, "the question is too long");
    pieces.push(piece);
  }
  try {
    return JSON.parse(Buffer.concat(pieces)).question;
  } catch {
    throw new Problem(400, "not JSON");
  }
}

function send(response, status, kind, body) {
  response.writeHead(status, { ...HEADERS, "Content-Type": kind }).end(body);
}

server.listen(Number(process.argv[2] ?? 3000), "127.0.0.1", () => {
  console.log(`http://127.0.0.1:${server.address().port}/`);
});
