// A SavedVariables file: one Lua chunk of assignments, read without running it.
import { readFileSync } from "node:fs";
import luaparse from "luaparse";
import { Damage } from "./bytes.mjs";

// The game writes bytes above 127 raw and in no declared encoding: a character is a byte here.
const ENCODING = "latin1";
const OPTIONS = { luaVersion: "5.1", encodingMode: "pseudo-latin1", comments: false, scope: false };

function tableOf(fields) {
    const table = new Map();
    let position = 0;
    for (const field of fields) {
        const key =
            field.type === "TableValue" ? ++position : field.type === "TableKey" ? valueOf(field.key) : field.key.name;
        const value = valueOf(field.value);
        if (value !== null && key !== null) table.set(key, value);
    }
    return table;
}

/** A Map for a table; a string holds one character a byte. */
function valueOf(node) {
    if (node.type === "TableConstructorExpression") return tableOf(node.fields);
    if (node.type === "UnaryExpression" && node.operator === "-") return -Number(valueOf(node.argument));
    if (!("value" in node)) throw new Damage(`a value expected, not ${node.type}`);
    return node.value;
}

/** The values of the file's global variables, by name. */
export function readVariables(path) {
    const text = readFileSync(path, ENCODING);
    try {
        const variables = new Map();
        for (const statement of luaparse.parse(text, OPTIONS).body) {
            if (statement.type !== "AssignmentStatement")
                throw new Damage(`an assignment expected, not ${statement.type}`);
            statement.variables.forEach(({ name }, index) => variables.set(name, valueOf(statement.init[index])));
        }
        return variables;
    } catch (error) {
        throw error instanceof SyntaxError ? new Damage(error.message) : error;
    }
}

/** The text that a string of bytes is. */
export function utf8(bytes) {
    return Buffer.from(String(bytes), ENCODING).toString("utf8");
}
