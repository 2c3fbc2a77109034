/** A file with the marks of a git conflict is two files in one: each side is read for itself. */

/** How often each mark stands at the start of a line. */
const MARK = 7;
const [OURS, BASE, SPLIT, THEIRS] = Buffer.from("<|=>");
const MARKS = new Set([OURS, BASE, SPLIT, THEIRS]);
const [NEWLINE, RETURN, SPACE] = Buffer.from("\n\r ");

/** A line with a mark. */
interface Mark {
    readonly sign: number;
    readonly start: number;
    /** Behind the end of the line. */
    readonly end: number;
    /** What the line calls the side. */
    readonly name: string;
}

/** The marks of one conflict. */
interface Conflict {
    readonly ours: Mark;
    /** Of what both sides come from, if git was told to write it. */
    readonly base: Mark | undefined;
    readonly split: Mark;
    readonly theirs: Mark;
}

/** One of the files in a file. */
export interface Side {
    /** "" where there is no conflict. */
    readonly name: string;
    /** Of the same length: what the other side has is blank, so that lines keep their numbers. */
    readonly bytes: Buffer;
}

function markAt(bytes: Buffer, start: number): Mark | undefined {
    const sign = bytes[start];
    if (!MARKS.has(sign)) return undefined;
    for (let at = start; at < start + MARK; at++) if (bytes[at] !== sign) return undefined;
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline + 1;
    const rest = bytes.toString("latin1", start + MARK, end).replace(/\r?\n?$/, "");
    // What separates the sides has no name.
    const isMark = sign === SPLIT ? rest === "" : rest === "" || rest.startsWith(" ");
    return isMark ? { sign, start, end, name: rest.slice(1) } : undefined;
}

function* marksIn(bytes: Buffer): Generator<Mark> {
    for (let start = 0; start < bytes.length;) {
        const mark = markAt(bytes, start);
        if (mark !== undefined) yield mark;
        const newline = bytes.indexOf(NEWLINE, start);
        start = newline < 0 ? bytes.length : newline + 1;
    }
}

/** The conflicts whose marks are all there, in order. */
function findConflicts(bytes: Buffer): Conflict[] {
    const conflicts: Conflict[] = [];
    let ours: Mark | undefined;
    let base: Mark | undefined;
    let split: Mark | undefined;
    for (const mark of marksIn(bytes)) {
        if (mark.sign === OURS) {
            ours = mark;
            base = undefined;
            split = undefined;
        } else if (ours !== undefined && mark.sign === BASE && split === undefined) {
            base ??= mark;
        } else if (ours !== undefined && mark.sign === SPLIT) {
            split ??= mark;
        } else if (mark.sign === THEIRS && ours !== undefined && split !== undefined) {
            conflicts.push({ ours, base, split, theirs: mark });
            ours = undefined;
        }
    }
    return conflicts;
}

function blank(bytes: Buffer, start: number, end: number): void {
    for (let at = start; at < end; at++) if (bytes[at] !== NEWLINE && bytes[at] !== RETURN) bytes[at] = SPACE;
}

/** The file as one side has it. */
function sideOf(bytes: Buffer, conflicts: readonly Conflict[], isFirst: boolean): Buffer {
    const side = Buffer.from(bytes);
    for (const { ours, base, split, theirs } of conflicts) {
        blank(side, ours.start, isFirst ? ours.end : split.end);
        blank(side, isFirst ? (base ?? split).start : theirs.start, theirs.end);
    }
    return side;
}

/**
 * The files that a file holds.
 * @returns its sides, and problems: where the conflicts are.
 */
export function splitConflict(bytes: Buffer): { sides: Side[]; problems: string[] } {
    // Most files have none, and looking for this takes no time.
    const conflicts = bytes.includes("<<<<<<<") ? findConflicts(bytes) : [];
    if (conflicts.length === 0) return { sides: [{ name: "", bytes }], problems: [] };
    let [line, counted] = [1, 0];
    const lineAt = (position: number): number => {
        for (; counted < position; counted++) if (bytes[counted] === NEWLINE) line++;
        return line;
    };
    const problems = conflicts.map(({ ours, theirs }) => {
        const lines = `lines ${lineAt(ours.start)} to ${lineAt(theirs.start)}`;
        return `${lines}: a git conflict, both sides are read`;
    });
    const { ours, theirs } = conflicts[0];
    const isNamed = ours.name !== "" && theirs.name !== "" && ours.name !== theirs.name;
    const sides = [
        { name: isNamed ? ours.name : "first side", bytes: sideOf(bytes, conflicts, true) },
        { name: isNamed ? theirs.name : "second side", bytes: sideOf(bytes, conflicts, false) },
    ];
    return { sides, problems };
}
