/** What the library costs every player at every login, before any ledger is there: memory, and time to load. */

import { readText } from "../realm/addons/files";
import { type Client, createRealm } from "../realm/realm";
import { type Figure, ratio } from "./harness";

const BUNDLE = "dist/LibEventLedger.lua";

const RELEASES = "spec/fixtures/releases";

/** Kilobytes. Names and lines for error messages are 200 of what the library takes: without them it would be within. */
const MEMORY_TARGET = 500;

/**
 * As many strings as many addons have: Lua's table of strings doubles now and then, and whose string it is that makes it
 * grow is chance.
 */
const OTHER_STRINGS = 20000;

/** It may not get slower from release to release; the rest is the clock's. */
const TIME_TARGET = 1.1;

/** Loads of one round. */
const LOADS = 10;

function readFile(path: string): string {
    return readText(path) ?? error(`${path} cannot be read`, 0);
}

/** The bundle of the newest release: releases are listed in their order. */
function lastRelease(): string {
    const names = string.gmatch(readFile(`${RELEASES}/SHA256SUMS`), "%x+  (%S+)");
    let last: string | undefined;
    for (const [name] of names) last = name;
    if (last === undefined) error("no release is kept", 0);
    return readFile(`${RELEASES}/${last}`);
}

/** Somebody who has just logged in, without addons. */
function newClient(): Client {
    const client = createRealm({}).addClient({ name: "Thrall" });
    client.login();
    return client;
}

/** Compiles and runs a bundle as the client does with a file of an addon. */
function load(source: string, client: Client): void {
    const [chunk, message] = loadstring(source, `@${BUNDLE}`);
    if (chunk === undefined) error(message, 0);
    setfenv(chunk, client.env);
    chunk();
}

/** Kilobytes in use when there is nothing left to be collected. */
function inUse(): number {
    // Twice: what has a finalizer goes in the second round.
    collectgarbage("collect");
    collectgarbage("collect");
    return collectgarbage("count");
}

function memory(source: string): number {
    const client = newClient();
    const strings: string[] = [];
    for (const index of $range(1, OTHER_STRINGS)) strings[index - 1] = `string ${index}`;
    const before = inUse();
    load(source, client);
    const after = inUse();
    if (strings.length !== OTHER_STRINGS) error("the strings were collected", 0);
    if (client.evaluate("LibStub.minors['LibEventLedger-1.0']") === undefined) error("nothing was loaded", 0);
    return after - before;
}

/** Loads a bundle some times, each time as the first of its client. */
function loads(source: string): (this: void) => void {
    return () => {
        for (const _ of $range(1, LOADS)) load(source, newClient());
    };
}

export function run(): Figure[] {
    const bundle = readFile(BUNDLE);
    return [
        {
            name: "memory of the library alone, loaded",
            value: memory(bundle),
            unit: "kB",
            target: MEMORY_TARGET,
            atMost: true,
        },
        {
            name: "time to load, over that of the last release",
            value: ratio(loads(bundle), loads(lastRelease())),
            unit: "×",
            target: TIME_TARGET,
            atMost: true,
        },
    ];
}
