// Declarations -> model -> annotations and page, on a small example and on authors/.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import luaparse from "luaparse";
import ts from "typescript";
import { root } from "../run.mjs";
import { annotate } from "./annotations.mjs";
import { luaType, optional, returnTypes } from "./lua-types.mjs";
import { toMarkdown } from "./markdown.mjs";
import { reachableFrom, readFace } from "./model.mjs";

const authors = (name) => readFileSync(join(root, "authors", name), "utf8");

/** The type node of a TypeScript type. */
const typeNode = (text) => readFace(`export type T = ${text};`).get("T").type;

test("types are written as the language server does", () => {
    const cases = {
        "string | undefined": "string|nil",
        'readonly ("a" | "b")[]': '("a"|"b")[]',
        "readonly string[]": "string[]",
        "Record<string, number>": "table<string, number>",
        "LuaTable<PoolKey, Value>": "table<LibEventLedger.PoolKey, any>",
        "Value | undefined": "any",
        "Partial<Record<Refusal, number>>": "table<LibEventLedger.Refusal, number>",
        "Partial<ReplayLimits>": "LibEventLedger.ReplayLimits|table",
        "LuaIterable<LedgerEvent>": "fun(): LibEventLedger.LedgerEvent?",
        "(this: void, state: State, name?: string) => void": "fun(state: table, name?: string)",
        "(this: void) => boolean | undefined": "fun(): boolean|nil",
        "(this: void, ...names: readonly string[]) => void": "fun(...: string)",
        "Omit<EventFilter, 'type'>": "LibEventLedger.EventFilter",
        LibEventLedger: "LibEventLedger",
        LibEventLedgerRooms: "LibEventLedgerRooms",
        unknown: "any",
    };
    for (const [text, expected] of Object.entries(cases)) assert.equal(luaType(typeNode(text)), expected);
    assert.throws(() => luaType(typeNode("keyof Ledger extends string ? 1 : 2")), /no type of Lua for/);
    assert.equal(optional("string|nil"), "string|nil");
    assert.equal(optional("a|b"), "(a|b)?");
});

test("a method may return several values or none", () => {
    const multi = typeNode("LuaMultiReturn<[LedgerEvent, undefined?] | [undefined, SubmitRefusal]>");
    assert.deepEqual(returnTypes(multi), ["LibEventLedger.LedgerEvent?", "LibEventLedger.SubmitRefusal?"]);
    assert.deepEqual(returnTypes(typeNode("LuaMultiReturn<[number, number]>")), ["number", "number"]);
    const named = typeNode("LuaMultiReturn<[ok: boolean, why?: EmitRefusal]>");
    assert.deepEqual(returnTypes(named), ["boolean", "LibEventLedger.EmitRefusal?"]);
    assert.deepEqual(returnTypes(typeNode("void")), []);
});

test("the annotations are Lua without code, with every declared name in them", () => {
    const text = authors("LibEventLedger.annotations.lua");
    assert.match(text, /^---@meta/);
    const { body } = luaparse.parse(text, { luaVersion: "5.1" });
    for (const statement of body) {
        if (statement.type === "FunctionDeclaration") assert.deepEqual(statement.body, []);
        else assert.equal(statement.type, "LocalStatement");
    }
    const functions = body.filter(({ type }) => type === "FunctionDeclaration");
    const declared = functions.map(({ identifier }) => `${identifier.base.name}:${identifier.identifier.name}`);
    assert.deepEqual(declared.sort(), methodsOfDeclarations().sort());
    for (const line of text.split("\n")) assert.doesNotMatch(line, /undefined|LuaMultiReturn|TypedEvent|\[object/);
});

/** "Ledger:submit" and so on, by the compiler. */
function methodsOfDeclarations() {
    const file = join(root, "authors", "index.d.ts");
    const program = ts.createProgram([file], {
        types: [],
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        module: 99,
    });
    const checker = program.getTypeChecker();
    const names = [];
    for (const symbol of checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(file)))) {
        for (const [name, member] of symbol.members ?? []) {
            if (member.flags & ts.SymbolFlags.Method) names.push(`${symbol.name}:${name}`);
        }
    }
    return names;
}

test("every class and alias that is named in the annotations is declared in them", () => {
    const text = authors("LibEventLedger.annotations.lua");
    const declared = [...text.matchAll(/^---@(?:class|alias) ([\w.-]+)/gm)].map(([, name]) => name);
    const types = text.split("\n").filter((line) => /^---@(field|param|return|alias|class|overload)/.test(line));
    for (const [, name] of types.join("\n").matchAll(/\b(LibEventLedger\.\w+)/g)) {
        // ".policies" and the like are of examples.
        assert.ok(declared.includes(name) || /\.[a-z]/.test(name), name);
    }
});

test("everything that an addon can reach has a doc comment", () => {
    const bare = [];
    for (const { name, doc, members = [] } of readFace(authors("index.d.ts")).values()) {
        if (doc.text === "") bare.push(name);
        for (const member of members) {
            if (!member.name.startsWith("[") && member.doc.text === "") bare.push(`${name}.${member.name}`);
        }
    }
    assert.deepEqual(bare, []);
});

test("the page has a section for each declaration, with its members", () => {
    const face = readFace(authors("index.d.ts"));
    const page = toMarkdown(face);
    for (const { name, members, isInference } of face.values()) {
        if (isInference) continue;
        assert.ok(page.includes(`\n## ${name}\n`), name);
        for (const member of members ?? []) {
            assert.ok(page.includes(member.isMethod ? `:${member.name}(` : `| \`${member.name}\` |`), member.name);
        }
    }
});

test("on() of a ledger and of a room has an overload for each listener, and LibStub gives both libraries", () => {
    const face = readFace(authors("index.d.ts"));
    const lines = authors("LibEventLedger.annotations.lua").split("\n");
    for (const owner of ["Ledger", "Room"]) {
        const names = face.get(`${owner}Listeners`).members.map(({ name }) => name);
        const head = `---@overload fun(self: LibEventLedger.${owner}, name: "`;
        const found = lines
            .filter((line) => line.startsWith(head))
            .map((line) => line.slice(head.length).split('"')[0]);
        assert.deepEqual(found, names);
    }
    const inferred = [...face.values()].filter(({ isInference }) => isInference).map(({ name }) => name);
    for (const name of inferred) assert.ok(!lines.some((line) => line.includes(`LibEventLedger.${name} `)), name);
    for (const name of ["LibEventLedger", "LibEventLedgerRooms"])
        assert.ok(lines.includes(`---@class ${name}-1.0: ${name}`));
});

test("the page has rooms in a part of their own, without what a ledger uses, too", () => {
    const face = readFace(authors("index.d.ts"));
    const [ledgers, rooms] = toMarkdown(face).split("\n# Rooms\n");
    const sections = (text) => [...text.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
    assert.ok(["LibEventLedger", "Ledger", "LedgerStatus"].every((name) => sections(ledgers).includes(name)));
    assert.ok(["LibEventLedgerRooms", "Room", "Pool", "Lease"].every((name) => sections(rooms).includes(name)));
    const both = sections(ledgers).filter((name) => sections(rooms).includes(name));
    assert.deepEqual(both, []);
    assert.ok(reachableFrom("LibEventLedgerRooms", face).has("FieldValues"));
    assert.match(ledgers, /^- `FieldValues`/m);
    assert.doesNotMatch(rooms, /^- `FieldValues`/m);
});

test("a declaration leads to what it mentions, and on", () => {
    const face = readFace(`
        export interface A extends B<string> { c(d: readonly D[]): void }
        export interface B<T> { t: T }
        export type D = { a: A } | undefined;
        export type E = A;
    `);
    assert.deepEqual([...reachableFrom("A", face)], ["A", "B", "D"]);
    assert.deepEqual([...reachableFrom("B", face)], ["B"]);
});

test("a doc comment's text, parameters and examples come through", () => {
    const face = readFace(`
        /** Listens. */
        export interface LedgerListeners<State> {
            /** It was opened. */
            opened: (this: void, scope: string) => void;
        }
        /**
         * A ledger.
         * @example print(1)
         */
        export interface Ledger<State> extends Partial<Limits> {
            /**
             * Adds
             * something.
             * @param value what to add.
             * @returns the sum,
             * if any.
             * @example ledger:add(5)
             */
            add(value?: number): number | undefined;
        }
        /** Bounds. */
        export interface Limits {
            /** Milliseconds. */
            budget: number;
        }
    `);
    const text = annotate(face);
    assert.ok(
        text.includes(
            [
                "---A ledger.",
                "---```lua",
                "---print(1)",
                "---```",
                "---@class LibEventLedger.Ledger",
                "---@field budget? number Milliseconds.",
                "local Ledger = {}",
                "",
                "---Adds",
                "---something.",
                "---```lua",
                "---ledger:add(5)",
                "---```",
                "---@param value? number what to add.",
                "---@return number|nil # the sum, if any.",
                "function Ledger:add(value) end",
            ].join("\n"),
        ),
        text,
    );
});
