/** The command line of `serve`, and what it prints. */
import assert from "node:assert/strict";
import { statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "vitest";
import { runCommand, runToEnd } from "../support/run";
import { newFolder } from "../support/stored";

test.each<[string[], RegExp]>([
    [
        ["--host", "0.0.0.0"],
        /others would reach it without TLS\. Give it --tls-cert and --tls-key; or .* --behind-proxy/,
    ],
    [["--host", "192.0.2.1"], /without TLS/],
    [["--host", "127.evil.example"], /without TLS/],
    [["--tls-cert", "x"], /--tls-cert and --tls-key: both expected/],
    [["--tls-cert", "/nowhere", "--tls-key", "/nowhere"], /--tls-cert, --tls-key: ENOENT/],
    [["--port", "65536"], /--port: 0 to 65535 expected/],
    [["--create", "all"], /--create: one of admin, open expected/],
    [["--room-limit", "0"], /--room-limit: 1 to/],
    [["--log-level", "loud"], /--log-level: one of silent, error, warn, info, debug expected/],
    [["--public-url", "ledger.example"], /--public-url: an url as https/],
    [["--db-folder", ""], /--db-folder: a FOLDER expected/],
    [["folder"], /options alone expected, got "folder"/],
    [["--nonsense"], /nonsense/],
])("serve %j is refused", (args, message) => {
    const { status, stderr } = runCommand("serve", ...args);
    assert.deepEqual([status, message.test(stderr)], [2, true], stderr);
});

test("a first start prints key, permit and how to stop; later ones no permit", async () => {
    const folder = newFolder();
    const start = (): ReturnType<typeof runToEnd> =>
        runToEnd(["serve", "--db-folder", folder, "--port", "0", "--log-level", "silent"], (line, stop) => {
            if (line.startsWith("Ctrl+C")) stop();
        });
    const first = await start();
    assert.equal(first.status, 0, first.stderr);
    const [, key] = /key of this server: ([0-9a-f]{64})/.exec(first.stdout) ?? [];
    assert.match(first.stdout, /permit for new rooms: [A-Za-z0-9_-]{43}\n.*this once/);
    assert.equal(first.lines.at(-1), "stopped: all that was sent is answered and stored");
    assert.equal(statSync(join(folder, "server.key")).mode & 0o777, 0o600);
    const second = await start();
    assert.deepEqual(
        [second.stdout.includes(`key of this server: ${key}`), second.stdout.includes("permit")],
        [true, false],
    );
    assert.match((await runToEnd(["token", "permit", "--db-folder", folder])).lines[1], /^[A-Za-z0-9_-]{43}$/);
    writeFileSync(join(folder, "server.key"), "nonsense");
    const damaged = await start();
    assert.deepEqual([damaged.status, /server\.key is no key: put a copy of it back/.test(damaged.stderr)], [2, true]);
});
