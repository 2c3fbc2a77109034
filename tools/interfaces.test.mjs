import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { CLIENTS, INTERFACES } from "./interfaces.mjs";
import { root } from "./run.mjs";

const textOf = (path) => readFileSync(join(root, path), "utf8");

/** What stands behind each `## Interface:` of a file. */
const interfacesIn = (path) => [...textOf(path).matchAll(/^## Interface: *(.*?)\s*$/gm)].map(([, numbers]) => numbers);

const addons = execFileSync("git", ["ls-files", "-co", "--exclude-standard", "dist/*.toc", "examples/**/*.toc"], {
    cwd: root,
    encoding: "utf8",
})
    .trim()
    .split("\n");

test("every .toc of the library and of the examples names all clients", () => {
    assert.ok(addons.length >= 4, addons.join(", "));
    for (const path of addons) assert.deepEqual(interfacesIn(path), [INTERFACES], path);
});

test("so does every .toc in the guide", () => {
    const found = interfacesIn("docs/guide.md");
    assert.ok(found.length >= 2);
    for (const numbers of found) assert.equal(numbers, INTERFACES);
});

test("the guide tells what each number is", () => {
    for (const { number, name } of CLIENTS) assert.ok(textOf("docs/guide.md").includes(`${number} (${name})`), name);
});

test("the README names each client", () => {
    for (const { name } of CLIENTS) {
        const [, game] = /^(.*) [\d.]+$/.exec(name);
        assert.ok(textOf("README.md").includes(game), game);
    }
});
