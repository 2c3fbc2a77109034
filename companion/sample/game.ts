/** The folder of a game in which two of the guild play: what the addons have saved, and the addons themselves. */
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StoredEvent } from "../src/format/key";
import { writeLedger } from "../src/format/ledger-writer";
import type { LuaTable } from "../src/format/lua-value";
import { writeLuaFile } from "../src/format/lua-writer";
import { encodeChecked } from "../src/format/text";
import type { DefinedType, PlayerName } from "../src/format/tool-entries";
import { encodeCbor } from "../src/room/cbor";
import { COUNCIL_TYPES, DKP_TYPES } from "./events";
import { NAMES, SCOPE } from "./players";
import type { Season } from "./season";

const FLAVOUR = "_classic_era_";

/** The types of a ledger. */
export interface LedgerTypes {
    readonly name: string;
    readonly stateVersion: number;
    readonly types: readonly DefinedType[];
}

/** An addon with a ledger. */
export interface Addon extends LedgerTypes {
    readonly eventsOf: (season: Season) => readonly StoredEvent[];
}

export const ADDONS: readonly Addon[] = [
    { name: "SimpleDKP", stateVersion: 2, types: DKP_TYPES, eventsOf: ({ dkp }) => dkp },
    { name: "LootCouncil", stateVersion: 1, types: COUNCIL_TYPES, eventsOf: ({ council }) => council },
];

/** The entries `types` and `names`: docs/storage.md, "What is written for tools". */
function typesEntry({ stateVersion, types }: LedgerTypes): string {
    const items = types.map(({ id, name, fields }) => [id, name.toString(), fields.map((field) => field.toString())]);
    return encodeChecked(encodeCbor([1, stateVersion, ...items]));
}

const namesEntry = (names: readonly PlayerName[]): string =>
    encodeChecked(Buffer.concat(names.map(({ guid, name, token }) => encodeCbor([guid, name, token]))));

/** What an addon's file says of its ledger, and of one scope of it. */
export interface SavedScope extends LedgerTypes {
    readonly scope: string;
    /** In order. */
    readonly events: readonly StoredEvent[];
    readonly names: readonly PlayerName[];
}

/** A file as the game saves it. */
export function savedFile({ scope, events, names, ...ledger }: SavedScope): Buffer {
    const saved = writeLedger(new Map([[scope, { events }]]));
    const [held] = [...(saved.get("scopes") as LuaTable).values()] as LuaTable[];
    held.set("names", namesEntry(names));
    saved.set("ledger", ledger.name).set("types", typesEntry(ledger));
    return writeLuaFile(new Map([[`${ledger.name}_Saved`, saved]]));
}

/** One account has all; the other was away at the end, and has another word for the last award that it has: two events under one key. */
function accountsOf(events: readonly StoredEvent[]): Map<string, readonly StoredEvent[]> {
    const older = events.slice(0, Math.floor(events.length * 0.9));
    const last = older[older.length - 1];
    const body = Buffer.from(last.body);
    body[body.length - 1] ^= 1;
    return new Map([
        ["AURORA", events],
        ["BOREAS", [...older.slice(0, -1), { ...last, body }]],
    ]);
}

/** Writes it. @param examples the addons of this repository. */
export function writeGame(folder: string, season: Season, examples: string): void {
    const flavour = join(folder, FLAVOUR);
    for (const addon of ADDONS) {
        cpSync(join(examples, addon.name), join(flavour, "Interface", "AddOns", addon.name), { recursive: true });
        for (const [account, events] of accountsOf(addon.eventsOf(season))) {
            const saved = join(flavour, "WTF", "Account", account, "SavedVariables");
            mkdirSync(saved, { recursive: true });
            writeFileSync(
                join(saved, `${addon.name}.lua`),
                savedFile({ ...addon, scope: SCOPE, events, names: NAMES }),
            );
        }
    }
}
