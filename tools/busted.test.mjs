import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { runnablePath, specJobs } from "./busted.mjs";
import { root } from "./run.mjs";

test("a path of spec/ is run where its compiled form is, Lua where it stands", () => {
    assert.equal(runnablePath("codec"), "build/spec/codec");
    assert.equal(runnablePath("spec/log/week.spec.ts"), "build/spec/log/week_spec.lua");
    assert.equal(runnablePath("./spec/addon/face_spec.lua"), "spec/addon/face_spec.lua");
});

test("each spec is run by one job, those of types aside", () => {
    const specs = readdirSync(join(root, "spec"), { recursive: true })
        .map((name) => name.replaceAll("\\", "/"))
        .filter((name) => /\.spec\.ts$|_spec\.lua$/.test(name) && !name.startsWith("types/"));
    const jobs = specJobs();
    assert.ok(specs.length > 100 && jobs.length > 10);
    for (const spec of specs) {
        const path = runnablePath(spec);
        const holders = jobs.filter(({ args }) => args.some((arg) => path === arg || path.startsWith(`${arg}/`)));
        assert.equal(holders.length, 1, spec);
    }
});
