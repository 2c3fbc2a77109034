// What the compiler says to an author in TypeScript who makes a mistake: the text of the error has to name it.
import assert from "node:assert/strict";
import { join } from "node:path";
import { before, test } from "node:test";
import ts from "typescript";
import { root } from "../run.mjs";

const FOLDER = join(root, "spec/types");

const HEAD = `import { ledger, LibStub, room } from "./stage";
const options = { name: "MyDKP", saved: {}, initialState: () => ({ points: {} as Record<string, number> }) };
`;

const define = (fields) => `ledger.define("award", { id: 1, fields: [${fields}] }, () => {});`;
const create = (authorize) => `LibStub("LibEventLedger-1.0").createLedger({ ...options, authorize: ${authorize} });`;

const pool = (fields, key = "() => 1") => `room.pool("bids", { key: ${key}, fields: [${fields}] });`;

const KINDS = "any, boolean, guid, guid[], number and string";
const MEMBERS = ["type", "time", "creator", "counter", "creatorGuid"];

/** A line of code, and the errors: each what its text must match. */
const CASES = [
    [define('"player:guid", "amount:number", "note:string?", "extra", "any:any"'), []],
    [define(""), []],
    [
        define('"amount:numbr"'),
        [`Type '"amount:numbr"' is not assignable to type '"'numbr' is no kind, but ${KINDS} are"'`],
    ],
    [define('"amount:numbr?"'), [`"'numbr?' is no kind, but ${KINDS} are"`]],
    [define('"amount:"'), [`"'' is no kind, but ${KINDS} are"`]],
    [define('"a:number", "b:text", "c:guids"'), ["'text' is no kind", "'guids' is no kind"]],
    ...MEMBERS.map((name) => [define(`"${name}:number"`), [`"'${name}' is a member of every event"`]]),
    [define('"time"'), [`Type '"time"' is not assignable to type '"'time' is a member of every event"'`]],
    [pool('"item:string", "time:number", "note:string?", "extra"', "(bid) => bid.item"), []],
    [
        pool('"amount:numbr"'),
        [`Type '"amount:numbr"' is not assignable to type '"'numbr' is no kind, but ${KINDS} are"'`],
    ],
    [pool('"item:string"', "(bid) => bid.itm"), ["Property 'itm' does not exist"]],
    [pool('"item:string"', "() => true"), ["Type 'boolean' is not assignable to type 'PoolKey'"]],
    [
        'room.on("gap", (sender, count: string) => sender + count);',
        ["Type 'number' is not assignable to type 'string'"],
    ],
    [create("() => true"), []],
    [create("() => undefined"), []],
    [create("(event, sender) => (sender === event?.type ? true : undefined)"), []],
    [create("(event) => { if (event) return true; }"), []],
    [create("() => {}"), ["Type 'void' is not assignable to type 'boolean | undefined'"]],
    [create("() => { return; }"), ["Type 'void' is not assignable to type 'boolean | undefined'"]],
    [create("(event) => { event?.type; }"), ["Type 'void' is not assignable to type 'boolean | undefined'"]],
    [create("() => 1"), ["Type 'number' is not assignable to type 'boolean | undefined'"]],
    [create('() => "yes"'), ["Type 'string' is not assignable to type 'boolean | undefined'"]],
    ["ledger.getState().points.Thrall = 5;", ["only permits reading"]],
    ["ledger.getState().points = {};", ["Cannot assign to 'points' because it is a read-only property"]],
    ['ledger.on("stateChanged", (state) => { state.points.Thrall = 5; });', ["only permits reading"]],
];

let messages;

/** Compiles each piece of code as a file of its own beside stage.ts, all in one program. Messages by piece. */
function compile(pieces) {
    const config = ts.readConfigFile(join(FOLDER, "tsconfig.json"), ts.sys.readFile).config;
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, FOLDER);
    const texts = new Map(pieces.map((piece, index) => [join(FOLDER, `piece-${index}.ts`), HEAD + piece]));
    const host = ts.createCompilerHost(options);
    const { fileExists, readFile, getSourceFile } = host;
    host.fileExists = (path) => texts.has(path) || fileExists(path);
    host.readFile = (path) => texts.get(path) ?? readFile(path);
    host.getSourceFile = (path, version) =>
        texts.has(path) ? ts.createSourceFile(path, texts.get(path), version) : getSourceFile(path, version);
    const program = ts.createProgram([...texts.keys()], options, host);
    return [...texts.keys()].map((path) =>
        ts
            .getPreEmitDiagnostics(program, program.getSourceFile(path))
            .map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, "\n")),
    );
}

before(() => {
    messages = compile(CASES.map(([code]) => code));
});

test("what is right compiles, and the error about what is wrong says why", () => {
    CASES.forEach(([code, expected], index) => {
        const found = messages[index];
        assert.equal(found.length, expected.length, `${code}\n${found.join("\n")}`);
        expected.forEach((text, position) => assert.ok(found[position].includes(text), `${code}\n${found[position]}`));
    });
});

test("no error is about never", () => {
    for (const text of messages.flat()) assert.ok(!/\bnever\b/.test(text), text);
});

test("the kinds in the error are those that there are", () => {
    const path = join(root, "src/api/event-type.ts");
    const source = ts.createSourceFile(path, ts.sys.readFile(path), ts.ScriptTarget.ESNext);
    const { members } = source.statements.find((statement) => statement.name?.text === "KindValues");
    const names = members.map(({ name }) => name.text).sort();
    assert.equal(`${names.slice(0, -1).join(", ")} and ${names.at(-1)}`, KINDS);
});
