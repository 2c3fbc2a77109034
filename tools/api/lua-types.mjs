// TypeScript's types as the Lua language server writes them.
import ts from "typescript";

const KEYWORDS = new Map([
    [ts.SyntaxKind.StringKeyword, "string"],
    [ts.SyntaxKind.NumberKeyword, "number"],
    [ts.SyntaxKind.BooleanKeyword, "boolean"],
    [ts.SyntaxKind.UndefinedKeyword, "nil"],
    [ts.SyntaxKind.UnknownKeyword, "any"],
    [ts.SyntaxKind.ObjectKeyword, "table"],
    [ts.SyntaxKind.VoidKeyword, "nil"],
]);

/** Types that depend on a definition's fields, which the language server cannot follow, and type parameters. */
const WITHOUT_INFERENCE = {
    Answer: "boolean|nil",
    AuthorizeAnswering: "LibEventLedger.Authorize",
    CheckedFields: "string[]",
    Data: "table",
    Event: "LibEventLedger.LedgerEvent",
    FieldValues: "table<string, any>",
    Fields: "string[]",
    Name: "string",
    PoolFields: "string[]",
    PoolValue: "any",
    ReadonlyState: "table",
    RoomListener: "LibEventLedger.RoomEventListener",
    State: "table",
    TypedEvent: "LibEventLedger.LedgerEvent",
    Value: "any",
};

/** The libraries' tables. */
export const LIBRARIES = ["LibEventLedger", "LibEventLedgerRooms"];

/** The name of a declared type: all but the libraries' tables are below LibEventLedger. */
export function className(name) {
    return LIBRARIES.includes(name) ? name : `LibEventLedger.${name}`;
}

/** Any value may be nil as well. */
const unite = (types) => {
    const all = new Set(types.flatMap((type) => type.split("|")));
    return all.has("any") ? "any" : [...all].join("|");
};

/** In a list or before "?", what is not a name needs brackets. */
const bracket = (type) => (/^[\w.]+(\[\])?$/.test(type) ? type : `(${type})`);

function referenceType({ typeName, typeArguments = [] }) {
    const name = typeName.text;
    const [first, second] = typeArguments;
    if (Object.hasOwn(WITHOUT_INFERENCE, name)) return WITHOUT_INFERENCE[name];
    if (name === "Record" || name === "LuaTable") return `table<${luaType(first)}, ${luaType(second)}>`;
    if (name === "LuaIterable") return `fun(): ${optional(luaType(first))}`;
    // Without all members it is a table of no class: the language server would ask for the missing ones.
    if (name === "Partial") return first.typeName.text === "Record" ? luaType(first) : `${luaType(first)}|table`;
    if (name === "Readonly" || name === "Omit") return luaType(first);
    return className(name);
}

function functionType({ parameters, type }) {
    const list = parameters
        .filter(({ name }) => name.text !== "this")
        .map(({ name, questionToken, dotDotDotToken, type: of }) =>
            // Lua names the type of one of them, not that of their list.
            dotDotDotToken
                ? `...: ${luaType(of).replace(/\[\]$/, "")}`
                : `${name.text}${questionToken ? "?" : ""}: ${luaType(of)}`,
        );
    const result = luaType(type);
    return `fun(${list.join(", ")})${result === "nil" ? "" : `: ${result}`}`;
}

/** The type of a node. */
export function luaType(node) {
    if (KEYWORDS.has(node.kind)) return KEYWORDS.get(node.kind);
    if (ts.isLiteralTypeNode(node)) return node.literal.getText();
    if (ts.isParenthesizedTypeNode(node)) return `(${luaType(node.type)})`;
    if (ts.isTypeOperatorNode(node)) return ts.isArrayTypeNode(node.type) ? luaType(node.type) : "string";
    if (ts.isArrayTypeNode(node)) {
        const { elementType } = node;
        return `${bracket(luaType(ts.isParenthesizedTypeNode(elementType) ? elementType.type : elementType))}[]`;
    }
    if (ts.isUnionTypeNode(node)) return unite(node.types.map(luaType));
    if (ts.isIntersectionTypeNode(node)) return luaType(node.types[0]);
    if (ts.isFunctionTypeNode(node)) return functionType(node);
    if (ts.isTypeReferenceNode(node)) return referenceType(node);
    if (ts.isTypePredicateNode(node)) return "boolean";
    if (ts.isIndexedAccessTypeNode(node)) return "function";
    throw new Error(`no type of Lua for ${node.getText()}`);
}

/** A type that may be nil. */
export function optional(type) {
    if (type === "any" || /(^|\|)nil(\||$)/.test(type)) return type;
    return `${bracket(type)}?`;
}

/** The type of a value of a tuple, which may have a name there. */
function elementType(element) {
    return luaType(ts.isOptionalTypeNode(element) || ts.isNamedTupleMember(element) ? element.type : element);
}

/** The types of all values that a method returns. */
export function returnTypes(node) {
    const isMulti = ts.isTypeReferenceNode(node) && node.typeName.text === "LuaMultiReturn";
    if (!isMulti) return [luaType(node)].filter((type) => type !== "nil");
    const [argument] = node.typeArguments;
    const tuples = ts.isUnionTypeNode(argument) ? argument.types : [argument];
    const count = Math.max(...tuples.map(({ elements }) => elements.length));
    return Array.from({ length: count }, (_, index) => {
        const types = tuples.map(({ elements }) => {
            const element = elements[index];
            return element === undefined ? "nil" : elementType(element);
        });
        const values = types.filter((type) => type !== "nil");
        const isOptional = tuples.some(({ elements }) => elements[index]?.questionToken !== undefined);
        return isOptional || values.length < types.length ? optional(unite(values)) : unite(values);
    });
}
