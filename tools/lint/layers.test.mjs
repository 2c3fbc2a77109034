// The layer rule, proved by what it forbids: eslint itself is asked about imports that must not be, and about those that are.
import assert from "node:assert/strict";
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { before, test } from "node:test";
import { ESLint } from "eslint";
import { parser } from "typescript-eslint";
import { root } from "../run.mjs";
import { layers, ROOMS } from "./layers.mjs";

let eslint;

before(() => {
    eslint = new ESLint({
        cwd: root,
        overrideConfigFile: true,
        overrideConfig: {
            files: ["**/*.ts"],
            languageOptions: { parser },
            plugins: { ledger: { rules: { layers } } },
            rules: { "ledger/layers": "error" },
        },
    });
});

/** Whether a file of src may say so. */
async function allows(path, code) {
    const [{ messages }] = await eslint.lintText(code, { filePath: join(root, "src", path) });
    for (const { ruleId, message } of messages) assert.equal(ruleId, "ledger/layers", message);
    return messages.length === 0;
}

const isFile = (room) => room.endsWith(".ts");
const inside = (room) => (isFile(room) ? room : `${room}/some-file.ts`);
const pathTo = (from, room) => {
    const up = isFile(from) ? "./" : "../";
    return isFile(room) ? `${up}${room.replace(/\.ts$/, "")}` : `${up}${room}/other-file`;
};

/** Rooms that may be imported, by types alone or at all. */
const COMMON = {
    "numbers.ts": "all",
    "misuse.ts": "all",
    "lifetime.ts": "all",
    "emitter.ts": "all",
    "version.ts": "all",
    "ports.ts": "types",
    api: "types",
};
const GROUND = ["ports.ts", "numbers.ts", "misuse.ts", "lifetime.ts", "emitter.ts", "version.ts", "api"];

function expected(room, other) {
    if (ROOMS[room].includes(other)) return "all";
    return COMMON[other] !== undefined && GROUND.includes(room) ? "types" : COMMON[other];
}

test("each room may import what its row says, and nothing else", async () => {
    const rooms = Object.keys(ROOMS);
    for (const room of rooms) {
        for (const other of rooms.filter((name) => name !== room)) {
            const [path, target] = [inside(room), pathTo(room, other)];
            const kind = expected(room, other);
            const [value, type] = [`import { a } from "${target}";`, `import type { A } from "${target}";`];
            assert.equal(await allows(path, value), kind === "all", `${room} imports ${other}`);
            assert.equal(await allows(path, type), kind !== undefined, `${room} imports types of ${other}`);
        }
    }
});

test("the imports that went unnoticed once are found", async () => {
    assert.equal(await allows("sync/sync.ts", 'import { Session } from "../ledger/session";'), false);
    assert.equal(await allows("ledger/session.ts", 'import { GameGuard } from "../platform/guard";'), false);
    assert.equal(await allows("codec/cbor.ts", 'import { createRealm } from "../../realm/realm";'), false);
});

test("a file that belongs to no room is an error", async () => {
    assert.equal(await allows("stray.ts", "export const a = 1;"), false);
    assert.equal(await allows("attic/stray.ts", "export const a = 1;"), false);
});

test("the table has a row for every entry of src, and no row too many", () => {
    const entries = readdirSync(join(root, "src")).filter(
        (name) => statSync(join(root, "src", name)).isDirectory() || name.endsWith(".ts"),
    );
    assert.deepEqual(entries.sort(), Object.keys(ROOMS).sort());
});
