/** The command `look`: which ledgers the game's files hold, and whether all is well with them. */
import { statSync } from "node:fs";
import { relative } from "node:path";
import { BROKEN, type Command, DAMAGED, messageOf, Misuse } from "../command";
import { isoDate } from "../format/iso-time";
import { WEEK_SECONDS } from "../format/key";
import type { Ledger, Scope } from "../format/ledger";
import { counted } from "../format/counted";
import { printable } from "../format/printable";
import { problemLines } from "../format/problem-lines";
import { mayHoldLedger, readBytes, readSavedVariables, type SavedFile } from "../format/saved-file";
import { findInstalls, findSavedVariables, type FoundFiles } from "./folders";
import { readOptions, USAGE } from "./options";
import { type FoundFile, show } from "./show";

/** "40 events in 3 weeks (2024-01-18 to 2024-02-04), 5 creators, 2 revoked" */
function scopeText({ weeks, directory, isRevoked, sealContent, orphans, quarantine }: Scope): string {
    const events = weeks.flatMap((week) => week.events);
    const [first, last] = [events.at(0), events.at(-1)];
    const span = first === undefined || last === undefined ? "" : ` (${isoDate(first.time)} to ${isoDate(last.time)})`;
    const absent = weeks.reduce((sum, { of = 0, events: own }) => sum + Math.max(0, of - own.length), 0);
    const parts = [
        `${counted(events.length, "event")} in ${counted(weeks.filter((week) => week.events.length > 0).length, "week")}${span}`,
        counted(directory.size, "creator"),
        `${events.filter(isRevoked).length} revoked`,
    ];
    if (sealContent !== undefined) parts.push(`sealed before ${isoDate(sealContent.week * WEEK_SECONDS)}`);
    if (absent > 0) parts.push(`${counted(absent, "sealed event")} not here`);
    if (orphans.length > 0) parts.push(counted(orphans.length, "orphan"));
    if (quarantine.length > 0) parts.push(`${counted(quarantine.length, "text")} in quarantine`);
    return parts.join(", ");
}

/** The lines of one ledger. */
function* ledgerLines(ledger: Ledger): Generator<string> {
    for (const scope of ledger.scopes) {
        yield printable(`  ${ledger.variable}, ${scope.name}`);
        yield `    ${scopeText(scope)}`;
    }
    for (const problem of problemLines([ledger])) yield `  damaged: ${problem}`;
}

/** The file, if it may hold a ledger; the message where it cannot be read. */
function readFile(path: string): SavedFile | string | undefined {
    try {
        const bytes = readBytes(path);
        return mayHoldLedger(bytes) ? readSavedVariables(bytes) : undefined;
    } catch (error) {
        return messageOf(error);
    }
}

function findFiles(path: string): FoundFiles {
    const found = statSync(path, { throwIfNoEntry: false });
    if (found === undefined) throw new Misuse(`a folder or file expected, got "${path}"`);
    const files = found.isDirectory() ? findSavedVariables(path) : { files: [path], problems: [] };
    if (files.files.length === 0 && files.problems.length === 0)
        throw new Misuse(`no SavedVariables found in "${path}"`);
    return files;
}

function isDamaged(ledger: Ledger): boolean {
    return problemLines([ledger]).next().done !== true;
}

/** Lists the ledgers of files. @returns the exit code, and the files that have ledgers. */
function list(path: string, tell: (line: string) => void, warn: (line: string) => void): [number, FoundFile[]] {
    const { files, problems } = findFiles(path);
    problems.forEach(warn);
    let code = problems.length > 0 ? DAMAGED : 0;
    const holders: FoundFile[] = [];
    for (const each of files) {
        const file = readFile(each);
        if (typeof file === "string") {
            warn(file);
            code = Math.max(code, DAMAGED);
        } else if (file !== undefined && file.ledgers.length > 0) {
            holders.push({ path: each, file });
            tell(each === path ? each : relative(path, each));
            for (const line of file.ledgers.flatMap((ledger) => [...ledgerLines(ledger)])) tell(line);
            for (const problem of file.problems) tell(`  broken: ${printable(problem)}`);
            code = Math.max(code, file.problems.length > 0 ? BROKEN : file.ledgers.some(isDamaged) ? DAMAGED : 0);
        }
    }
    const ledgers = holders.reduce((sum, { file }) => sum + file.ledgers.length, 0);
    tell(`${counted(files.length, "file")}, ${holders.length} with a ledger; ${counted(ledgers, "ledger")} in all`);
    return [code, holders];
}

export const look: Command = {
    usage: USAGE,
    run(args, tell, warn, stop) {
        const { isHelp, path, ...options } = readOptions(args);
        if (isHelp) {
            tell(USAGE);
            return 0;
        }
        const [code, holders] = list(path, tell, warn);
        if (options.port === undefined && options.dbFolder === undefined) return code;
        const installs = statSync(path).isDirectory() ? findInstalls(path).installs.map((each) => each.path) : [];
        return show(holders, { ...options, installs }, tell, stop).then(() => code);
    },
};
