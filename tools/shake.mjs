// TypeScriptToLua puts every module of a program into its bundle, those of which only types are imported, too, and gives every
// class its name. What no module that runs requires is left out here, and names, which nothing looks at.

const START = /^\["([^"]+)"\] = function\(\.\.\.\) *$/;
const END = /^ end,$/;

const CLASS_NAME = /^( *local (\w+) = (?:__TS__Class\(\)|____exports\.\2)\n) *\2\.name = "\2"\n/gm;

/** A bundle without the names of its classes. Raises when something looks at a class by way of an instance. */
export function dropClassNames(bundle) {
    if (/\.constructor\b(?! = c$)/m.test(bundle)) throw new Error("shake: something asks what class an instance is of");
    return bundle.replace(CLASS_NAME, "$1");
}

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
