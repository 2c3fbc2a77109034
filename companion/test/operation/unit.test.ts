/** The units for systemd. */
import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { test } from "vitest";
import { TIMES } from "../../src/sync/limits";
import { fileOf, OPERATION } from "../support/operation";
import { runCommand } from "../support/run";

const SERVICE = "lib-event-ledger.service";
const SOCKET = "lib-event-ledger.socket";

/** The lines "key=value" of a unit, by section; a key may stand several times. */
function unitOf(name: string): Map<string, [string, string][]> {
    const sections = new Map<string, [string, string][]>();
    let lines: [string, string][] = [];
    for (const line of fileOf(name).split("\n")) {
        const [, section] = /^\[(\w+)\]$/.exec(line) ?? [];
        const [, key, value] = /^(\w+)=(.*)$/.exec(line) ?? [];
        if (section !== undefined) sections.set(section, (lines = []));
        else if (key !== undefined) lines.push([key, value]);
        else assert.match(line, /^(#.*)?$/, `${name}: ${line}`);
    }
    return sections;
}

const serviceValue = (key: string): string | undefined =>
    unitOf(SERVICE)
        .get("Service")
        ?.find(([each]) => each === key)?.[1];

/** Whether a program is on this computer. */
const has = (program: string): boolean => spawnSync(program, ["--version"]).status === 0;

test.skipIf(!has("systemd-analyze"))("systemd takes the units (skipped where there is no systemd-analyze)", () => {
    for (const name of [SERVICE, SOCKET]) {
        const { status, stderr } = spawnSync("systemd-analyze", ["verify", join(OPERATION, name)], {
            encoding: "utf8",
        });
        const own = stderr.split("\n").filter((line) => line.includes("lib-event-ledger"));
        // Node may stand elsewhere on the computer of the test.
        const faults = own.filter((line) => !/\/usr\/bin\/node is not executable/.test(line));
        assert.deepEqual(faults, [], `${name}: ${status}`);
    }
});

/** Exposure of 2 or less is "OK" to systemd; a unit without any of these lines has 9.6. */
const MOST_EXPOSURE = 2;

test.skipIf(!has("systemd-analyze"))("systemd finds the service well locked in (skipped as above)", () => {
    const { stdout } = spawnSync("systemd-analyze", ["security", "--offline=true", join(OPERATION, SERVICE)], {
        encoding: "utf8",
    });
    const [, exposure] = /exposure level for \S+: ([\d.]+)/.exec(stdout) ?? [];
    assert.ok(Number(exposure) <= MOST_EXPOSURE, stdout);
});

test("the service starts what serve has, stops as the server does, and writes to its own folder alone", () => {
    const [node, script, command, ...args] = (serviceValue("ExecStart") ?? "").split(" ");
    assert.deepEqual(
        [node, script, command],
        ["/usr/bin/node", "/opt/lib-event-ledger/companion/build/companion.mjs", "serve"],
    );
    const help = runCommand("serve", "--help").stdout;
    for (const option of args.filter((each) => each.startsWith("--")))
        assert.match(help, new RegExp(`${option}\\b`), option);
    assert.ok(Number(serviceValue("TimeoutStopSec")) * 1000 > TIMES.stop + TIMES.busy + TIMES.second);
    const expected = {
        ...{ Type: "exec", KillSignal: "SIGTERM", Restart: "on-failure", User: "lib-event-ledger" },
        ...{ StateDirectory: "lib-event-ledger", ProtectSystem: "strict", NoNewPrivileges: "yes" },
        CapabilityBoundingSet: "",
    };
    for (const [key, value] of Object.entries(expected)) assert.equal(serviceValue(key), value, key);
    // What is given by name stands in the environment's file, which the document writes.
    const names = [...(serviceValue("ExecStart") ?? "").matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name);
    assert.deepEqual(names, ["STATE_DIRECTORY", "LEDGER_PUBLIC_URL"]);
});

test("the socket is the service's, and the port the one that serve has without a word", () => {
    const [[, address]] = unitOf(SOCKET).get("Socket") ?? [];
    const [, port] = /--port N +(\d+) without it/.exec(runCommand("serve", "--help").stdout) ?? [];
    assert.equal(address, `127.0.0.1:${port}`);
    assert.equal(SOCKET.replace(".socket", ".service"), SERVICE);
});
