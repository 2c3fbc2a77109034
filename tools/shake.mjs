// TypeScriptToLua puts every module of a program into its bundle, those of which only types are imported, too. What no module
// that runs requires is left out here.

const START = /^\["([^"]+)"\] = function\(\.\.\.\) *$/;
const END = /^ end,$/;

/** The modules that a piece of Lua requires. */
const requiredBy = (text) => [...text.matchAll(/\brequire\("([^"]+)"/g)].map(([, name]) => name);

/** A bundle without the modules that are not needed. Raises when it does not have the form that it is known to have. */
export function shake(bundle) {
    const modules = new Map();
    const rest = [];
    let current;
    for (const line of bundle.split("\n")) {
        const [, name] = current === undefined ? (START.exec(line) ?? []) : [];
        if (name !== undefined) {
            current = { name, lines: [] };
            modules.set(name, current.lines);
            rest.push(name);
        }
        (current?.lines ?? rest).push(line);
        if (END.test(line)) current = undefined;
    }
    if (current !== undefined || modules.size === 0) throw new Error("shake: this is no bundle of modules");
    const isModule = (line) => modules.has(line);
    const needed = new Set();
    const todo = requiredBy(rest.filter((line) => !isModule(line)).join("\n"));
    while (todo.length > 0) {
        const name = todo.pop();
        if (needed.has(name)) continue;
        if (!modules.has(name)) throw new Error(`shake: there is no module "${name}"`);
        needed.add(name);
        todo.push(...requiredBy(modules.get(name).join("\n")));
    }
    return rest.flatMap((line) => (isModule(line) ? (needed.has(line) ? modules.get(line) : []) : [line])).join("\n");
}
