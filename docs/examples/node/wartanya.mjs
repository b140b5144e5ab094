// Wartanya's HTTP API from Node, without dependencies.
//
// WARTANYA_URL is where it is served, WARTANYA_KEY the key where it wants one.

const ADDRESS = process.env.WARTANYA_URL ?? "http://127.0.0.1:7860";
const KEY = process.env.WARTANYA_KEY;

/** A request that was not met; `status` and `message` are the problem's. */
export class Problem extends Error {
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

/** The whole answer to a question. */
export async function ask(question) {
  return (await post("/api/ask", { question })).json();
}

/** The answer's events as they come: `{ event, data }`, the last one `answer`. */
export async function* askStreamed(question) {
  const response = await post("/api/ask/stream", { question });
  for await (const { event, data } of events(response.body)) {
    if (event === "error") throw new Problem(data.status, data.detail);
    yield { event, data };
  }
}

async function post(path, body) {
  const headers = { "Content-Type": "application/json" };
  if (KEY) headers.Authorization = `Bearer ${KEY}`;
  const response = await fetch(new URL(path, ADDRESS), {
    method: "POST",
    headers,
    body: JSON.stringify(body),
  });
  if (!response.ok) {
    const problem = await response.json().catch(() => ({}));
    throw new Problem(response.status, problem.detail ?? response.statusText);
  }
  return response;
}

/** Server-sent events of a body, their data read as JSON. */
async function* events(body) {
  let waiting = "";
  for await (const piece of body.pipeThrough(new TextDecoderStream())) {
    waiting += piece.replaceAll("\r", "");
    const whole = waiting.split("\n\n");
    waiting = whole.pop();
    for (const text of whole) {
      const fields = text.split("\n").map((line) => line.match(/^(event|data): ?(.*)$/));
      const of = (name) => fields.filter((field) => field?.[1] === name).map((field) => field[2]);
      if (of("data").length) yield { event: of("event")[0], data: JSON.parse(of("data").join("\n")) };
    }
  }
}
