/** What a saved file says of types and names, as far as it would count and is new: docs/companion-batches.md, "Kind 5". */
import type { DefinedTypes, PlayerName } from "../format/tool-entries";
import { compareVersions, type ScopeAbout, versionOf } from "../room/about";
import { nameOf } from "../room/chain";
import { type Content, KIND } from "../room/contents";
import { isTaken } from "../room/history";
import type { Room } from "../room/room";
import type { Author } from "./author";
import type { SavedScope } from "./saved-scope";

/** Seconds between two of these records of one place. */
export const ABOUT_SECONDS = 3600;

/** Most names of a record, and most bytes of their texts: with the types a record stays within its bounds. */
const MOST_NAMES = 2000;
const MOST_NAME_BYTES = 131_072;
/** Bytes of a name beside its texts, at most. */
const NAME_HEADS = 16;

/** What a device has said of names: by hex of the packed GUID, name and class. */
export type SaidNames = ReadonlyMap<string, string>;

const textOf = ({ name, token }: Pick<PlayerName, "name" | "token">): string => `${name}\n${token}`;

/** What a device has said last of each name, in all scopes. */
export function namesSaidBy(room: Room, device: Buffer): SaidNames {
    const said = new Map<string, string>();
    for (const numbered of room.records()) {
        if (!isTaken(numbered) || !numbered.record.author.equals(device)) continue;
        const { content } = numbered.record;
        if (content.kind === KIND.about) for (const each of content.names) said.set(nameOf(each.guid), textOf(each));
    }
    return said;
}

/** The largest types that files have. */
function typesOf(files: readonly SavedScope[]): DefinedTypes | undefined {
    return files
        .flatMap(({ types }) => (types === undefined ? [] : [types]))
        .reduce<DefinedTypes | undefined>(
            (one, other) => (one !== undefined && compareVersions(versionOf(one), versionOf(other)) >= 0 ? one : other),
            undefined,
        );
}

/** Whether types would count in place of those that do. */
function isBetter(types: DefinedTypes, known: ScopeAbout | undefined, author: Author): boolean {
    if (known === undefined) return true;
    if (known.isStrong !== author.isStrong) return author.isStrong;
    return compareVersions(versionOf(types), known.version) > 0;
}

/** Names that would count and are new: what this device has said before and others have said otherwise since is not said again. */
function newNames(
    files: readonly SavedScope[],
    known: ScopeAbout | undefined,
    said: SaidNames,
    author: Author,
): PlayerName[] {
    const names = new Map<string, PlayerName>();
    // Of several files that of the last change says what somebody is called.
    const ordered = [...files].sort((one, other) => one.changed - other.changed);
    for (const each of ordered.flatMap((saved) => saved.names)) names.set(nameOf(each.guid), each);
    let bytes = 0;
    const fresh = [...names]
        .sort(([one], [other]) => (one < other ? -1 : 1))
        .filter(([guid, each]) => {
            const here = known?.names.get(guid);
            const wouldCount = here === undefined || author.isStrong || !here.isStrong;
            const isNew = here === undefined || textOf(here) !== textOf(each);
            if (!wouldCount || !isNew || said.get(guid) === textOf(each)) return false;
            bytes += Buffer.byteLength(each.name) + Buffer.byteLength(each.token) + NAME_HEADS;
            return bytes <= MOST_NAME_BYTES;
        });
    return fresh.slice(0, MOST_NAMES).map(([, each]) => each);
}

/**
 * The record that the files of a place call for; undefined where they say nothing new.
 * @param known what the room knows of the place. @param said by this device.
 */
export function aboutRecord(
    files: readonly SavedScope[],
    known: ScopeAbout | undefined,
    said: SaidNames,
    author: Author,
): Content | undefined {
    const current = files.filter(({ kind }) => kind === "current");
    const types = typesOf(current);
    const names = newNames(current, known, said, author);
    const isNewTypes = types !== undefined && isBetter(types, known, author);
    if (!isNewTypes && names.length === 0) return undefined;
    // Who says names repeats the types that count, so that a word of a relay does not blank them.
    const counting = known === undefined ? undefined : { stateVersion: known.version.stateVersion, types: known.types };
    const { stateVersion, types: defined } = (isNewTypes ? types : (counting ?? types)) ?? {
        stateVersion: 0,
        types: [],
    };
    const { ledger, scope } = current[0];
    return { kind: KIND.about, ledger, scope, stateVersion, types: defined, names };
}
