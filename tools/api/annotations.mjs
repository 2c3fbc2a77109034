// authors/LibEventLedger.annotations.lua: the public declarations for the Lua language server.
import { className, LIBRARIES, luaType, returnTypes } from "./lua-types.mjs";

const comment = (text) => (text === "" ? [] : text.split("\n").map((line) => `---${line}`.trimEnd()));

const oneLine = (text) => text.replace(/\s*\n\s*/g, " ");

/** Text and examples of a doc comment. */
function describe({ text, examples }) {
    const code = examples.flatMap((example) => ["```lua", ...example.split("\n"), "```"]);
    return comment([text, ...(examples.length > 0 ? [code.join("\n")] : [])].filter((part) => part !== "").join("\n"));
}

function field({ name, isOptional, type, doc }) {
    const what = isOptional ? `${name}?` : name;
    const text = oneLine(doc.text);
    return `---@field ${what} ${luaType(type)}${text === "" ? "" : ` ${text}`}`;
}

/** Whose on() takes which listeners by name. That of a room takes other names, too. */
const LISTENERS = { Ledger: "LedgerListeners", Room: "RoomListeners" };

/** on() for each of the names. */
function overloads(owner, listeners) {
    return listeners.members.map(
        ({ name, type }) =>
            `---@overload fun(self: ${className(owner)}, name: "${name}", listener: ${luaType(type)}): fun()`,
    );
}

function method(owner, { name, doc, parameters, type }, face) {
    const listeners = name === "on" ? face.get(LISTENERS[owner]) : undefined;
    const areAll = listeners?.name === "LedgerListeners";
    return [
        "",
        ...describe(doc),
        ...parameters.map((parameter) => {
            const of = areAll && parameter.name === "name" ? className("ListenerName") : luaType(parameter.type);
            const about = oneLine(doc.parameters.get(parameter.name) ?? "");
            return `---@param ${parameter.name}${parameter.isOptional ? "?" : ""} ${of} ${about}`.trimEnd();
        }),
        ...returnTypes(type).map((of, index) =>
            `---@return ${of}${index === 0 && doc.returns !== "" ? ` # ${oneLine(doc.returns)}` : ""}`.trimEnd(),
        ),
        ...(listeners === undefined ? [] : overloads(owner, listeners)),
        `function ${owner}:${name}(${parameters.map((parameter) => parameter.name).join(", ")}) end`,
    ];
}

/** The members of what is extended with nothing in it required. */
const partialMembers = ({ heritage }, face) =>
    heritage
        .filter(({ isPartial }) => isPartial)
        .flatMap(({ name }) => face.get(name).members.map((member) => ({ ...member, isOptional: true })));

function classOf(declaration, face) {
    const { name, doc, heritage, members } = declaration;
    const parents = heritage.filter(({ isPartial }) => !isPartial).map((parent) => className(parent.name));
    const methods = members.filter(({ isMethod }) => isMethod);
    const fields = [...members.filter(({ isMethod }) => !isMethod), ...partialMembers(declaration, face)];
    return [
        "",
        ...describe(doc),
        `---@class ${className(name)}${parents.length > 0 ? `: ${parents.join(", ")}` : ""}`,
        ...fields.map(field),
        ...(methods.length > 0 ? [`local ${name} = {}`] : []),
        ...methods.flatMap((member) => method(name, member, face)),
    ];
}

function aliasOf({ name, doc, type }) {
    return ["", ...describe(doc), `---@alias ${className(name)} ${luaType(type)}`];
}

/** The text of the annotations of a face. */
export function annotate(face) {
    const listeners = Object.values(LISTENERS);
    const declared = [...face.values()].filter(({ isInference, name }) => !isInference && !listeners.includes(name));
    const names = face.get("LedgerListeners").members.map(({ name }) => `"${name}"`);
    return [
        "---@meta LibEventLedger",
        "",
        "---What `ledger:on()` takes.",
        `---@alias ${className("ListenerName")} ${names.join("|")}`,
        ...declared.flatMap((declaration) =>
            declaration.members === undefined ? aliasOf(declaration) : classOf(declaration, face),
        ),
        "",
        "---What declarations of LibStub look for.",
        ...LIBRARIES.map((name) => `---@class ${name}-1.0: ${name}`),
        "",
    ].join("\n");
}
