/** What of this computer's files goes into a room: only ledgers that its user has agreed to. */
import { basename } from "node:path";
import type { SavedScope } from "../agent/saved-scope";
import { counted } from "../format/counted";
import { isoDate } from "../format/iso-time";
import { printable } from "../format/printable";
import type { AgreedScope } from "../profile/profile";
import { nameOf } from "../room/chain";
import type { Room } from "../room/room";
import { textOfBytes } from "../format/bytes-text";

/** A scope of a flavour's files by what consent is given for. */
export function scopeOfFile({ install, ledger, scope }: SavedScope): AgreedScope {
    return { flavour: basename(install).toLowerCase(), ledger: nameOf(ledger), scope: nameOf(scope) };
}

export const isSameScope = (one: AgreedScope, other: AgreedScope): boolean =>
    one.flavour === other.flavour && one.ledger === other.ledger && one.scope === other.scope;

const includes = (scopes: readonly AgreedScope[], scope: AgreedScope): boolean =>
    scopes.some((each) => isSameScope(each, scope));

/** The files that the user has agreed to bring together with a room. */
export function agreedFiles(files: readonly SavedScope[], agreed: readonly AgreedScope[]): SavedScope[] {
    return files.filter((file) => includes(agreed, scopeOfFile(file)));
}

/** A ledger that was found on this computer. */
export interface FoundLedger {
    readonly scope: AgreedScope;
    readonly files: readonly SavedScope[];
}

/** The ledgers of files, each once, in the order of their names. */
export function ledgersOf(files: readonly SavedScope[]): FoundLedger[] {
    const found = new Map<string, SavedScope[]>();
    for (const file of files) {
        const { flavour, ledger, scope } = scopeOfFile(file);
        const name = JSON.stringify([flavour, ledger, scope]);
        found.set(name, [...(found.get(name) ?? []), file]);
    }
    return [...found]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .map(([, all]) => ({ scope: scopeOfFile(all[0]), files: all }));
}

/** Those that a room takes. */
export function takenLedgers(room: Room, files: readonly SavedScope[]): FoundLedger[] {
    return ledgersOf(files.filter(({ ledger, scope }) => room.chain.scopeOf(ledger, scope) !== undefined));
}

/** Those of them that the user was not asked for yet. */
export function askable(
    ledgers: readonly FoundLedger[],
    { agreed, declined }: { readonly agreed: readonly AgreedScope[]; readonly declined: readonly AgreedScope[] },
): FoundLedger[] {
    return ledgers.filter(({ scope }) => !includes(agreed, scope) && !includes(declined, scope));
}

/** "MyDKP, guild:Dawn-Realm" */
export function ledgerName(ledger: Buffer, scope: Buffer): string {
    return printable(`${textOfBytes(ledger)}, ${textOfBytes(scope)}`);
}

/** "MyDKP, guild:Dawn-Realm (_classic_era_): 40 events, 2024-01-18 to 2024-02-04" */
export function ledgerLine({ scope: { flavour }, files }: FoundLedger): string {
    const [{ ledger, scope }] = files;
    const times = files.flatMap(({ events }) => events.map(({ time }) => time));
    const name = `${ledgerName(ledger, scope)} (${flavour})`;
    if (times.length === 0) return `${name}: no events`;
    // Not spread: there may be more than a call can have arguments.
    const [first, last] = times.reduce(
        ([least, most], time) => [Math.min(least, time), Math.max(most, time)],
        [times[0], times[0]],
    );
    const most = files.reduce((count, { events }) => Math.max(count, events.length), 0);
    return `${name}: ${counted(most, "event")}, ${isoDate(first)} to ${isoDate(last)}`;
}
