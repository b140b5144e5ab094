// node ask.mjs "Apa kata Sekjen soal kerja sama?"
//
// Prints the answer's sentences as they come, then what they cite.

import { askStreamed } from "./wartanya.mjs";

const question = process.argv[2];
if (!question) {
  console.error('usage: node ask.mjs "QUESTION"');
  process.exit(2);
}

try {
  for await (const { event, data } of askStreamed(question)) {
    if (event === "sentence") {
      console.log([data.text, ...data.citations.map((marker) => `[${marker}]`)].join(" "));
    }
    if (event === "answer") {
      console.log();
      for (const cited of data.citations) {
        const facts = [cited.speaker, cited.title, cited.outlet, cited.published, cited.url];
        console.log(`[${cited.marker}] ${facts.filter(Boolean).join(" · ")}`);
      }
    }
  }
} catch (error) {
  console.error(error.cause ? `${error.message}: ${error.cause.message}` : error.message);
  process.exit(1);
}
