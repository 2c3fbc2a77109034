/** What a room knows of types and names: docs/companion-batches.md, "Kind 5". */
import { encodeCbor } from "./cbor";
import { nameOf, placeName } from "./chain";
import { type ContentOf, KIND } from "./contents";
import { isStrong, speakerOf } from "./evidence";
import { isTaken } from "./history";
import { sha256 } from "./keys";
import type { Room } from "./room";

type About = ContentOf<typeof KIND.about>;

/** The version of the types of a record: the largest counts, compared item by item. */
export interface TypesVersion {
    readonly stateVersion: number;
    /** Types and fields in all. */
    readonly count: number;
    /** SHA-256 of the item that holds them. */
    readonly hash: Buffer;
}

/** What a room knows of a player. */
export interface KnownName {
    readonly name: string;
    /** The class, or "". */
    readonly token: string;
    /** Whether a relay or an admin says so. */
    readonly isStrong: boolean;
}

/** What a room knows of a ledger's scope. */
export interface ScopeAbout {
    readonly version: TypesVersion;
    readonly types: About["types"];
    /** Whether a relay or an admin says so of the types. */
    readonly isStrong: boolean;
    /** By hex of the packed GUID. */
    readonly names: ReadonlyMap<string, KnownName>;
}

/** The version of what a record says of types. */
export function versionOf({ stateVersion, types }: Pick<About, "stateVersion" | "types">): TypesVersion {
    const count = types.reduce((sum, { fields }) => sum + 1 + fields.length, 0);
    const items = types.map(({ id, name, fields }) => [id, name, fields]);
    return { stateVersion, count, hash: sha256(encodeCbor(items)) };
}

/** Negative, 0 or positive. */
export function compareVersions(one: TypesVersion, other: TypesVersion): number {
    const byNumber = one.stateVersion - other.stateVersion;
    if (byNumber !== 0) return byNumber;
    return one.count === other.count ? Buffer.compare(one.hash, other.hash) : one.count - other.count;
}

/** Records of one scope, in the order of the list: those of relay and admin, and those of own. */
interface Heard {
    readonly strong: About[];
    readonly weak: About[];
}

function settle({ strong, weak }: Heard): ScopeAbout {
    const candidates = strong.length > 0 ? strong : weak;
    const best = candidates.reduce((one, other) =>
        compareVersions(versionOf(other), versionOf(one)) > 0 ? other : one,
    );
    const names = new Map<string, KnownName>();
    // What comes last stays.
    for (const [all, isStrongly] of [
        [weak, false],
        [strong, true],
    ] as const) {
        for (const { guid, name, token } of all.flatMap((about) => about.names))
            names.set(nameOf(guid), { name, token, isStrong: isStrongly });
    }
    return { version: versionOf(best), types: best.types, isStrong: strong.length > 0, names };
}

/** What counts of types and names in each ledger and scope that the room takes, by placeName(). */
export function aboutOf(room: Room): ReadonlyMap<string, ScopeAbout> {
    const heard = new Map<string, Heard>();
    for (const numbered of room.records()) {
        if (!isTaken(numbered) || numbered.record.content.kind !== KIND.about) continue;
        const { content } = numbered.record;
        const scope = room.chain.scopeOf(content.ledger, content.scope);
        const speaker = speakerOf(room, numbered);
        if (scope === undefined || speaker === undefined) continue;
        const place = placeName(content.ledger, scope.scope);
        const records = heard.get(place) ?? { strong: [], weak: [] };
        heard.set(place, records);
        (isStrong(speaker.setting.role) ? records.strong : records.weak).push(content);
    }
    return new Map([...heard].map(([place, records]) => [place, settle(records)]));
}
