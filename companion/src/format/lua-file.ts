/**
 * A SavedVariables file, read without running it: the tables in it that hold a ledger. What is broken is named with its line and left out, and
 * reading goes on behind it.
 */
import { LuaPath } from "./lua-path";
import { LuaTokens } from "./lua-tokens";
import type { LuaKey, LuaTable, LuaValue } from "./lua-value";
import { Problems } from "./problems";

/** Tables in one another: Lua itself reads 197. */
const MAX_DEPTH = 200;

/** Most values that the ledgers of a file may have. A file that Lua can load has as many different ones. */
const MAX_VALUES = 262_144;

const [OPEN, CLOSE, OPEN_KEY, CLOSE_KEY, EQUALS, COMMA, SEMICOLON] = Buffer.from("{}[]=,;");
const [SCOPES, VERSION, NIL, TRUE, FALSE] = ["scopes", "version", "nil", "true", "false"].map((word) =>
    Buffer.from(word),
);

/** What may stand behind an entry without a comma on the same line: another entry, as far as one can tell. */
const ENTRY = new Set(Buffer.from('["{0123456789'));

/** No value, or no key: what stands there is none. */
const NOTHING = Symbol("nothing");
/** A key or a value that is passed over, and one that is a table. */
const PASSED = Symbol("passed");
const PASSED_TABLE = Symbol("passed table");
/** No key, since a value stands there without one. */
const LISTED = Symbol("listed");

type Value = LuaValue | null | typeof PASSED | typeof PASSED_TABLE | typeof NOTHING;
type Key = LuaKey | typeof PASSED | typeof LISTED | typeof NOTHING;

/** Most tables that may be ledgers. */
const MAX_LEDGERS = 4096;

/** A table that may be a ledger: it has the entry `scopes`. */
interface Candidate {
    readonly path: LuaPath;
    readonly start: number;
    readonly end: number;
    readonly hasVersion: boolean;
}

/** What could be read of a file. */
export interface ReadFile {
    /** The tables that hold a ledger, whatever may be wrong in them, by where they stand: `MyDKP_Saved`, or `MyAddon["global"]["dkp"]`. */
    readonly ledgers: ReadonlyMap<string, LuaTable>;
    /** What of the file itself is broken, with its line: "line 7: a string is cut off". */
    readonly problems: readonly string[];
}

/** Reads one file: passes over all of it, and then makes values of the tables that hold ledgers. */
class LuaFile {
    private readonly tokens: LuaTokens;
    private readonly problems: Problems;
    private path: LuaPath;
    private readonly candidates: Candidate[] = [];
    private isMaking = false;
    private values = 0;

    constructor(bytes: Buffer) {
        this.tokens = new LuaTokens(bytes);
        this.problems = new Problems(bytes);
        this.path = new LuaPath(bytes);
    }

    read(): ReadFile {
        while (!this.tokens.isAtEnd()) {
            if (!this.readAssignment()) this.tokens.skipToAssignment();
        }
        const isBroken = this.problems.areThere;
        const chosen: Candidate[] = [];
        // An outer table comes behind the inner ones.
        for (const candidate of this.candidates.reverse()) {
            const isInside = (chosen.at(-1)?.start ?? Infinity) <= candidate.start;
            // In a broken file the version may be what is lost.
            if (!isInside && (candidate.hasVersion || isBroken)) chosen.push(candidate);
        }
        this.isMaking = true;
        // Of a variable that is set twice the last value counts.
        const ledgers = new Map(chosen.reverse().map((candidate) => [candidate.path.toString(), this.make(candidate)]));
        return { ledgers, problems: this.problems.lines() };
    }

    private make({ path, start, end }: Candidate): LuaTable {
        // They are found again, and those that only values show.
        this.problems.drop(start, end);
        this.path = path;
        this.tokens.position = start;
        const value = this.readValue();
        return value instanceof Map ? value : new Map<LuaKey, LuaValue>();
    }

    /** Notes a problem where reading stands. In its text "%" stands for the path. */
    private fail(what: string): void {
        this.problems.add(this.tokens.position, () => what.replace("%", () => this.path.toString()));
    }

    private readAssignment(): boolean {
        const { tokens, path } = this;
        if (tokens.takeName()) {
            path.enter(tokens.wordStart, tokens.wordEnd);
            const isOne = tokens.takeSign(EQUALS);
            const value = isOne ? this.readValue() : NOTHING;
            if (isOne && value === NOTHING) this.fail("a value expected for %");
            path.leave();
            if (value !== NOTHING) tokens.takeSign(SEMICOLON);
            if (isOne) return value !== NOTHING;
        }
        this.fail("an assignment expected");
        return false;
    }

    private readValue(): Value {
        const { tokens, isMaking } = this;
        if (tokens.takeSign(OPEN)) return this.readTable();
        if (tokens.isAtString()) {
            if (!tokens.takeString()) this.fail("a string is cut off");
            return isMaking ? tokens.string() : PASSED;
        }
        if (tokens.takeNumber()) return isMaking ? Number(tokens.word()) : PASSED;
        const start = tokens.position;
        if (tokens.takeName()) {
            if (tokens.isWord(NIL)) return null;
            if (tokens.isWord(TRUE)) return isMaking ? true : PASSED;
            if (tokens.isWord(FALSE)) return isMaking ? false : PASSED;
            tokens.position = start;
        }
        return NOTHING;
    }

    /** Reads a table whose bracket is taken. */
    private readTable(): Value {
        const { tokens } = this;
        const start = tokens.position - 1;
        if (this.path.depth > MAX_DEPTH) return this.skipTable();
        const table: LuaTable = new Map();
        let [hasVersion, areScopes, areScopesTable, listed] = [false, false, false, 0];
        let end = this.tableEnd();
        for (; end === undefined; end = this.tableEnd()) {
            const entryStart = tokens.position;
            const key = this.readKey();
            const isScopes = key !== LISTED && tokens.isWord(SCOPES);
            const isVersion = key !== LISTED && tokens.isWord(VERSION);
            if (key === LISTED) this.path.enterListed(++listed);
            else this.path.enter(tokens.wordStart, tokens.wordEnd);
            const value = key === NOTHING ? NOTHING : this.readValue();
            this.path.leave();
            if (key === NOTHING || value === NOTHING) {
                // What stands behind on another line may be the next entry.
                tokens.position = entryStart;
                this.fail(`${key === NOTHING ? "a key" : "a value"} expected in %`);
                tokens.skipLine();
                continue;
            }
            hasVersion ||= isVersion;
            areScopes ||= isScopes;
            areScopesTable ||= isScopes && value === PASSED_TABLE;
            this.put(table, key === LISTED ? listed : key, value);
            this.endEntry();
        }
        if (this.isMaking) return table;
        // Of tables in others, only those that are clearly ledgers, or that are cut off.
        const mayBe = this.path.depth === 1 ? areScopes : areScopesTable && (hasVersion || !end);
        if (mayBe) this.note({ path: this.path.copy(), start, end: tokens.position, hasVersion });
        return PASSED_TABLE;
    }

    private note(candidate: Candidate): void {
        if (this.candidates.length < MAX_LEDGERS) this.candidates.push(candidate);
        else this.fail(`more than ${MAX_LEDGERS} ledgers`);
    }

    /** Whether the end of a table stands here, which is taken; false where it is lost, undefined where the table goes on. */
    private tableEnd(): boolean | undefined {
        const { tokens } = this;
        if (tokens.takeSign(CLOSE)) return true;
        if (tokens.position >= tokens.bytes.length) this.fail("the file ends inside of %");
        else if (tokens.isAtAssignment()) this.fail("% does not end");
        else return undefined;
        return false;
    }

    /** Passes over a table that is too deep, whose bracket is taken. */
    private skipTable(): Value {
        const { tokens } = this;
        this.fail(`tables nested deeper than ${MAX_DEPTH}`);
        for (let depth = 1; depth > 0 && !tokens.isAtEnd() && !tokens.isAtAssignment();) {
            if (tokens.takeSign(OPEN)) depth++;
            else if (tokens.takeSign(CLOSE)) depth--;
            else if (tokens.isAtString()) tokens.takeString();
            else tokens.position++;
        }
        return this.isMaking ? new Map() : PASSED_TABLE;
    }

    /** Takes a key and the signs behind it; it is the last word then. */
    private readKey(): Key {
        const { tokens } = this;
        if (tokens.takeSign(OPEN_KEY)) {
            tokens.skipSpace();
            const key = tokens.peek() === OPEN ? NOTHING : this.readValue();
            const isEnded = tokens.takeSign(CLOSE_KEY) && tokens.takeSign(EQUALS);
            return !isEnded || key === null || key instanceof Map || key === PASSED_TABLE ? NOTHING : key;
        }
        const start = tokens.position;
        if (tokens.takeName() && tokens.takeSign(EQUALS)) return this.isMaking ? tokens.word() : PASSED;
        tokens.position = start;
        return LISTED;
    }

    private put(table: LuaTable, key: Key, value: Value): void {
        if (!this.isMaking || typeof key === "symbol" || typeof value === "symbol") return;
        if (table.has(key)) this.fail("% has an entry twice, the last is read");
        this.values++;
        if (this.values === MAX_VALUES) this.fail(`more than ${MAX_VALUES} values in %`);
        if (value !== null && this.values < MAX_VALUES) table.set(key, value);
    }

    private endEntry(): void {
        const { tokens } = this;
        if (tokens.takeSign(COMMA) || tokens.takeSign(SEMICOLON)) return;
        const next = tokens.peek();
        // An end that is missing is named by the table itself.
        if (next === undefined || next === CLOSE || tokens.isAtAssignment()) return;
        this.fail('"," expected in %');
        if (!ENTRY.has(next)) tokens.skipLine();
    }
}

/**
 * Finds the ledgers in a SavedVariables file of any addon. Never raises, takes time by its length alone, and memory by that of the ledgers in
 * it.
 */
export function readLuaFile(bytes: Buffer): ReadFile {
    return new LuaFile(bytes).read();
}
