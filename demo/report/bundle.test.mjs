import assert from "node:assert/strict";
import { test } from "node:test";
import { embed, renderPage } from "./bundle.mjs";
import { createCollector } from "./collect.mjs";
import { exampleRecords } from "./example-records.mjs";

test("embedded data cannot end their element, and come back as they were", () => {
    const data = { name: "</script><script>alert(1)</script><!--", line: "\u2028" };
    const text = embed(data);
    assert.ok(!text.includes("<"));
    assert.deepEqual(JSON.parse(text), data);
});

test("the page is one file: nothing in it is loaded from elsewhere", async () => {
    const collector = createCollector();
    for (const record of exampleRecords()) collector.take(record);
    const page = await renderPage(collector.data({ summary: "$& $1 <b>", command: "npm run demo" }));
    assert.ok(!/<(link|img|iframe|base)\b/.test(page));
    assert.ok(!/<script[^>]*\bsrc=/.test(page));
    assert.ok(!/@import|url\(/.test(page));
    assert.equal(page.match(/<script\b/g).length, 2);
    assert.equal(page.match(/<\/script>/g).length, 2);
    assert.ok(!/<!-- \w+ -->/.test(page));
    const [, json] = page.match(/<script type="application\/json" id="data">(.*?)<\/script>/s);
    assert.equal(JSON.parse(json).run.summary, "$& $1 <b>");
});
