// Lua as the game writes it into SavedVariables: assignments of strings, numbers, booleans and tables. What is broken is
// named with its line and left out, and reading goes on behind it.

const SPACE = /(?:\s+|--\[\[[^]*?\]\]|--[^\n]*)+/y;
const NAME = /[A-Za-z_]\w*/y;
const NUMBER = /-?(?:0[xX][\da-fA-F]+|\d+\.?\d*(?:[eE][+-]?\d+)?|\.\d+(?:[eE][+-]?\d+)?)/y;
const WORD = /true\b|false\b|nil\b/y;
/** A global variable begins at the start of a line; names in tables do not, as the game writes them. */
const ASSIGNMENT = /[A-Za-z_]\w*[ \t]*=(?!=)/y;
const NEXT_ASSIGNMENT = /^[A-Za-z_]\w*[ \t]*=(?!=)/gm;
const ESCAPES = { n: "\n", r: "\r", t: "\t", a: "\x07", b: "\b", f: "\f", v: "\v" };

/** No value: what stands there is none. */
const NOTHING = Symbol("nothing");

/** Reads one text. `variables` are the values by name, `problems` what could not be read. */
export class LuaValues {
    variables = new Map();
    problems = [];
    #text;
    #position = 0;

    constructor(text) {
        this.#text = text;
        while (!this.#isAtEnd()) this.#readAssignment();
    }

    #match(pattern) {
        pattern.lastIndex = this.#position;
        const match = pattern.exec(this.#text);
        if (match !== null) this.#position = pattern.lastIndex;
        return match?.[0];
    }

    #take(character) {
        this.#match(SPACE);
        const isThere = this.#text[this.#position] === character;
        if (isThere) this.#position++;
        return isThere;
    }

    #isAtEnd() {
        this.#match(SPACE);
        return this.#position >= this.#text.length;
    }

    #fail(what) {
        const line = this.#text.slice(0, this.#position).split("\n").length;
        this.problems.push(`line ${line}: ${what}`);
    }

    #skipLine() {
        const end = this.#text.indexOf("\n", this.#position);
        this.#position = end < 0 ? this.#text.length : end + 1;
    }

    #readAssignment() {
        const name = this.#match(NAME);
        if (name !== undefined && this.#take("=")) {
            this.#match(SPACE);
            const value = this.#readValue(name);
            if (value !== NOTHING) {
                this.variables.set(name, value);
                this.#take(";");
                return;
            }
            this.#fail(`a value expected for ${name}`);
        } else {
            this.#fail("an assignment expected");
        }
        NEXT_ASSIGNMENT.lastIndex = this.#position;
        this.#position = NEXT_ASSIGNMENT.exec(this.#text)?.index ?? this.#text.length;
    }

    /** A value; NOTHING where there is none. @param path of it, for problems in it. */
    #readValue(path) {
        if (this.#take("{")) return this.#readTable(path);
        const quote = this.#text[this.#position];
        if (quote === '"' || quote === "'") return this.#readString(quote);
        const number = this.#match(NUMBER);
        if (number !== undefined) return Number(number);
        const word = this.#match(WORD);
        if (word !== undefined) return word === "nil" ? null : word === "true";
        return NOTHING;
    }

    #readString(quote) {
        const parts = [];
        for (this.#position++; ; this.#position++) {
            const character = this.#text[this.#position];
            if (character === undefined || character === "\n" || character === "\r") {
                this.#fail("a string is cut off");
                return parts.join("");
            }
            if (character === quote) {
                this.#position++;
                return parts.join("");
            }
            parts.push(character === "\\" ? this.#readEscape() : character);
        }
    }

    /** Leaves the position at the last character of the escape. */
    #readEscape() {
        this.#position++;
        const digits = /\d{1,3}/y;
        digits.lastIndex = this.#position;
        const number = digits.exec(this.#text)?.[0];
        if (number !== undefined) {
            this.#position += number.length - 1;
            return String.fromCharCode(Number(number) % 256);
        }
        const character = this.#text[this.#position] ?? "";
        return ESCAPES[character] ?? character;
    }

    #readTable(path) {
        const table = new Map();
        let listed = 0;
        while (!this.#take("}")) {
            if (this.#position >= this.#text.length) {
                this.#fail(`the file ends inside of ${path}`);
                break;
            }
            if (this.#isAtAssignment()) {
                this.#fail(`${path} does not end`);
                break;
            }
            const start = this.#position;
            const given = this.#readKey();
            const key = given ?? ++listed;
            this.#match(SPACE);
            const step = typeof key === "string" ? JSON.stringify(key) : String(key);
            const value = given === NOTHING ? NOTHING : this.#readValue(`${path}[${step}]`);
            if (value === NOTHING) {
                // What stands behind on another line may be the next entry.
                this.#position = start;
                this.#fail(`${given === NOTHING ? "a key" : "a value"} expected in ${path}`);
                this.#skipLine();
                continue;
            }
            if (table.has(key)) this.#fail(`${path} has an entry twice, the last is read`);
            if (value !== null) table.set(key, value);
            this.#endEntry(path);
        }
        return table;
    }

    /** A key with the sign behind it; null where a value stands without key, NOTHING where neither does. */
    #readKey() {
        if (!this.#take("[")) {
            const start = this.#position;
            const name = this.#match(NAME);
            if (name !== undefined && this.#take("=")) return name;
            this.#position = start;
            return null;
        }
        const key = this.#text[this.#position] === "{" ? NOTHING : this.#readValue("");
        return key !== null && this.#take("]") && this.#take("=") ? key : NOTHING;
    }

    #endEntry(path) {
        if (this.#take(",") || this.#take(";") || this.#text[this.#position] === "}") return;
        // An end that is missing is named by the table itself.
        if (this.#position >= this.#text.length || this.#isAtAssignment()) return;
        this.#fail(`"," expected in ${path}`);
        if (!/[["\d{]/.test(this.#text[this.#position])) this.#skipLine();
    }

    #isAtAssignment() {
        if (this.#position > 0 && this.#text[this.#position - 1] !== "\n") return false;
        ASSIGNMENT.lastIndex = this.#position;
        return ASSIGNMENT.test(this.#text);
    }
}
