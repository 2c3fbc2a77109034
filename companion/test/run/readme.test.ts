import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { COMMANDS } from "../../src/run/commands/commands";
import { readInput, usageOf } from "../../src/run/room-command";
import { runCommand } from "../support/run";

const README = readFileSync(join(import.meta.dirname, "../../README.md"), "utf8");

/** The words of a command line, quotes taken off. */
const wordsOf = (line: string): string[] => (line.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ""));

const LINES = [...README.matchAll(/npm run companion -- ([^\n`]+)/g)].map((match) => wordsOf(match[1]));

it("the README's command lines are taken as they stand", () => {
    const own = LINES.filter(([name]) => COMMANDS.has(name));
    expect(own.length).toBeGreaterThan(10);
    for (const [name, ...args] of own) {
        const command = COMMANDS.get(name);
        if (command !== undefined) expect(readInput(command, args).isHelp, `${name} ${args.join(" ")}`).toBe(false);
    }
});

it("every command says how it is used, and every option that it has", () => {
    for (const [name, command] of COMMANDS) {
        const text = usageOf(command);
        expect(text).toMatch(new RegExp(`^usage: npm run companion -- ${name}\\b`));
        // Options stand apart from what goes before.
        expect(text, name).not.toMatch(/\n[^ \n][^\n]*\n  --/);
        for (const option of Object.keys(command.options)) expect(text, name).toContain(`--${option}`);
        expect(runCommand("--help").stdout.replaceAll("npm run", "")).toMatch(new RegExp(`\\b${name}\\b`));
    }
});

it("the tests that the threat model names are there", () => {
    const document = readFileSync(join(import.meta.dirname, "../../../docs/threat-model.md"), "utf8");
    const named = [...document.matchAll(/`([a-z-]+\/[a-z-]+\.test\.ts)`((?:[:,] ?"[^"]+")*)/g)];
    expect(named.length).toBeGreaterThan(10);
    for (const [, file, names] of named) {
        const test = readFileSync(join(import.meta.dirname, "..", file), "utf8");
        const parts = [...names.matchAll(/"([^"]+)"/g)].flatMap(([, name]) => name.split("..."));
        for (const part of parts) expect(test, file).toContain(part.trim());
    }
});
