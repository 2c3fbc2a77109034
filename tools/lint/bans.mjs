// What this code base does not write, as eslint selectors: each with its reason.
// × is how much slower the banned form is on PUC Lua 5.1 when TypeScriptToLua has compiled it.

const ban = (selector, message) => ({ selector, message });
const method = (names) => `CallExpression[callee.property.name=/^(${names})$/]`;
const loop = ":matches(ForOfStatement > .body, WhileStatement, DoWhileStatement)";
const format = ":matches(CallExpression[callee.name='format'], CallExpression[callee.property.name='format'])";

/** Wrong results, wherever they are written. */
export const traps = [
    ban(
        "TSFunctionType:not([params.0.name='this'])",
        "Say `this: void` (or the type of `this`): a named function passed for it may get its arguments shifted by one.",
    ),
    ban(
        "ForStatement[init.kind='let'] :function",
        "All closures made in `for (let ...)` share one variable: use for...of or $range.",
    ),
    ban("ArrayExpression > Identifier[name='undefined']", "undefined cuts the length of a Lua table."),
    ban("AssignmentExpression[left.property.name='length']", "Setting the length of an array is no Lua."),
    ban(
        "ObjectPattern > Property[key.name='length']",
        "Taken out of an array in a pattern, length is silently nil in Lua: write list.length.",
    ),
    ban(
        "ForInStatement",
        "The order of pairs differs between clients, and the keys come as strings: use a list, or LuaMap.",
    ),
    ban(method("splice"), "splice turns `false` elements into nil: use table.insert, table.remove."),
    ban(method("localeCompare"), "The order must not depend on the locale: compare numbers or bytes."),
    ban(
        "CallExpression[callee.property.name='random'][callee.object.name=/^[mM]ath$/]",
        "Use a seeded random source: every run must be repeatable.",
    ),
    ban(
        "CallExpression[callee.object.name='os'][callee.property.name=/^(time|date)$/][arguments.length=0]",
        "Use the clock that is handed in: every run must be repeatable.",
    ),
    ban("ExportAllDeclaration", "Name what is exported: a name has one home."),
];

/** What the game's Lua does not have, or does differently. For src. */
export const absentInGame = [
    ban("ThrowStatement", 'Use error("..."): a thrown Error needs the debug library, which the game does not have.'),
    ban(
        "NewExpression[callee.name=/Error$/]",
        'Use error("..."): Error needs the debug library, which the game does not have.',
    ),
    ban(`${format} > Literal[value=/%[-+ #0]*[0-9]*[di]/]`, '%d raises in the game outside of int32: use "%.0f".'),
    ban(
        `${format} > Literal[value=/%0?8[xX]/]`,
        "%x raises on some clients outside of int32: format two 16-bit halves.",
    ),
    ban("MemberExpression[object.name=/^(os|io|debug|package)$/]", "The game does not have this library."),
    ban("CallExpression[callee.name=/^(require|load|loadfile|dofile)$/]", "The game does not have this function."),
    ban("Identifier[name=/^(isNaN|NaN)$/]", "The game's Lua is built with fast-math: check ranges."),
    ban(
        ":matches(AwaitExpression, :function[async=true])",
        "Nothing here waits for promises: use callbacks or Background.",
    ),
];

/** Slow forms. For src. */
export const slow = [
    ban(
        ":matches(MethodDefinition, TSAbstractMethodDefinition, Property)[kind=/^(get|set)$/]",
        "An accessor costs × 15, and × 3.2 for every method call of its class: use a field or getX().",
    ),
    ban("NewExpression[callee.name=/^(Map|Set|WeakMap|WeakSet)$/]", "Use LuaMap, LuaSet, LuaTable (× 2-9)."),
    ban("ForStatement", "Use for...of, or for (const i of $range(1, n)) (× 2)."),
    ban(method("forEach|entries|shift"), "Use for...of with a counter; head and tail indices (× 2-35)."),
    ban(method("push|unshift"), "Write list[n] = x with a local counter (× 2.4-6)."),
    ban("ArrayExpression[elements.length>1] > SpreadElement", "Write list[n] = x with a local counter (× 110)."),
    ban(
        "CallExpression[callee.property.name='sort'][callee.object.name!='table']",
        "Use table.sort(list, lessThan) (× 1.5).",
    ),
    ban(
        "TSFunctionType[returnType.typeAnnotation.type='TSTupleType'], :function[returnType.typeAnnotation.type='TSTupleType']",
        "Return LuaMultiReturn and $multi(...) (× 5).",
    ),
    ban("TryStatement", "Use const [ok, result] = pcall(f, x) (× 3.6)."),
    ban(method("charAt|charCodeAt|codePointAt|split"), "Use string.byte with a range, destructured; string.sub (× 9)."),
    ban(
        `${loop} AssignmentExpression[operator='+=']:matches([right.type='TemplateLiteral'], [right.raw=/^["']/])`,
        "Collect the parts in a list and table.concat them (× 9).",
    ),
    ban(
        "MemberExpression[object.name=/^(Math|Number|Object|Array|JSON)$/]",
        "Use Lua's own math, tonumber, LuaMap, type() (× 8).",
    ),
    ban(
        `${loop} MemberExpression[object.name=/^(math|string)$/]`,
        "Take it into a const at the top of the file (× 1.4).",
    ),
    ban("TSEnumDeclaration[const!=true]", "Use const enum, or a file-local const (× 2.5)."),
    ban("SwitchStatement", "Use a chain of if (× 1.9)."),
    ban(":function[generator=true]", "Use a plain loop or a closure (× 28, × 7.6)."),
];

/** src/platform and the entries alone may declare what the game provides. `bit` is the one library the codec needs. */
export const gameDeclarations = [
    ban(
        "VariableDeclaration[declare=true] > VariableDeclarator[id.name!='bits']",
        "Only src/platform and the entries src/index.ts and src/rooms.ts name what the game provides.",
    ),
    ban(
        "TSDeclareFunction[declare=true], TSModuleDeclaration",
        "Only src/platform and the entries src/index.ts and src/rooms.ts name what the game provides.",
    ),
    ban(
        "Identifier[name=/^(_G|getfenv|setfenv)$/]",
        "Only src/platform and the entries src/index.ts and src/rooms.ts reach into the game's globals.",
    ),
];
