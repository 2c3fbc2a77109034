/** What counts of a room, kept up to date as records are added: docs/companion-batches.md, "What counts". */
import { SYSTEM_TYPE } from "../format/body";
import { type StoredEvent, weekOf } from "../format/key";
import { revocationsAmong, revokedTargets } from "../format/revocations";
import { sealContent } from "../format/seal-content";
import { type ChainScope, placeName } from "./chain";
import { KIND } from "./contents";
import {
    countScope,
    type EventStatus,
    type RoomEvent,
    roomEvent,
    type RoomScope,
    roomScope,
    type ScopeCount,
} from "./counting";
import { type Evidence, EvidenceBook, type ScopeEvidence } from "./evidence";
import { isTaken, type TakenRecord } from "./history";
import { isSamePosition, type Position, START } from "./position";
import type { Room } from "./room";
import type { SealedContent } from "./seal-standing";
import { standings } from "./standing";

/** An event that counts in another way than before. */
export interface CountChange {
    readonly scope: ChainScope;
    /** As it is now; or as it was, where it is no event of the room any more. */
    readonly event: RoomEvent;
    readonly what: "new" | "changed" | "gone";
}

/** Entries after which records that are here may have other rights, or scopes another meaning. */
const CHANGING: readonly string[] = ["drop", "recover", "scope"];

/** A scope as it was counted last. Its maps are kept up to date. */
interface CountedScope extends ScopeCount {
    readonly scope: ChainScope;
    /** Events of weeks before this may concern a seal. */
    readonly sealedBefore: number;
    /** By the hex of the key: the evidence of its events. */
    readonly byKey: Map<string, Evidence[]>;
    /** Counted events of the library's own type, by name. */
    readonly system: Map<string, StoredEvent>;
}

const isSystem = ({ event }: Evidence): boolean => event.body[0] === SYSTEM_TYPE;

function isSame(one: RoomEvent, other: RoomEvent): boolean {
    return (
        one.status === other.status &&
        one.reason === other.reason &&
        one.isRevoked === other.isRevoked &&
        one.event.server === other.event.server &&
        one.vouchers.length === other.vouchers.length &&
        one.vouchers.every((member, index) => member === other.vouchers[index])
    );
}

/** What is different in a scope that was counted anew, in the order of the events. */
function differences(
    scope: ChainScope,
    before: ReadonlyMap<string, RoomEvent>,
    after: ReadonlyMap<string, RoomEvent>,
): CountChange[] {
    const gone = [...before.keys()].filter((name) => !after.has(name));
    const names = gone.length === 0 ? after.keys() : [...after.keys(), ...gone].sort();
    const changes: CountChange[] = [];
    for (const name of names) {
        const [own, event] = [before.get(name), after.get(name)];
        if (event === undefined) changes.push({ scope, event: own as RoomEvent, what: "gone" });
        else if (own === undefined) changes.push({ scope, event, what: "new" });
        else if (!isSame(own, event)) changes.push({ scope, event, what: "changed" });
    }
    return changes;
}

/** The last week before which a seal among the events may leave something out. */
function sealedBefore(events: Iterable<Evidence>): number {
    let week = 0;
    for (const evidence of events) {
        if (isSystem(evidence)) week = Math.max(week, sealContent(evidence.event.body)?.week ?? 0);
    }
    return week;
}

function addTo(byKey: Map<string, Evidence[]>, evidence: Evidence): void {
    const others = byKey.get(evidence.key);
    if (others === undefined) byKey.set(evidence.key, [evidence]);
    else if (!others.includes(evidence)) others.push(evidence);
}

/** Counts all of a scope. */
function countWhole(evidence: ScopeEvidence, records: readonly SealedContent[]): CountedScope {
    const count = countScope(evidence, records);
    const byKey = new Map<string, Evidence[]>();
    const system = new Map<string, StoredEvent>();
    for (const each of evidence.events.values()) {
        addTo(byKey, each);
        if (isSystem(each) && count.events.get(each.name)?.status === "counted") system.set(each.name, each.event);
    }
    return { ...count, scope: evidence.scope, sealedBefore: sealedBefore(evidence.events.values()), byKey, system };
}

/** Whether only what was touched, and what stands under the same keys, may count in another way. */
function isPlain({ sealedBefore: week }: CountedScope, touched: ReadonlySet<Evidence>): boolean {
    for (const evidence of touched) {
        if (weekOf(evidence.event.time) < week) return false;
        if (isSystem(evidence) && sealContent(evidence.event.body) !== undefined) return false;
    }
    return true;
}

/** Names of events that are revoked after a change and were not before, or the other way round; undefined where ids are among them. */
function revokedAnew(before: ReadonlySet<string>, after: ReadonlySet<string>): string[] | undefined {
    const keys = [...after].filter((name) => !before.has(name));
    for (const name of before) if (!after.has(name)) keys.push(name);
    return keys.some((name) => name.includes(" ")) ? undefined : keys;
}

/** What stands under the keys of touched events. */
function settle({ scope, byKey }: CountedScope, touched: ReadonlySet<Evidence>): Map<Evidence, EventStatus> {
    for (const evidence of touched) addTo(byKey, evidence);
    const keys = new Set([...touched].map(({ key }) => key));
    const all = [...keys].flatMap((key) => byKey.get(key) ?? []);
    const standing = standings(all, scope.open);
    return new Map([...standing].map(([evidence, own]) => [evidence, own === "stands" ? "counted" : own]));
}

/** Notes which of the library's own events count. @returns whether any of those given is one. */
function noteSystem(system: Map<string, StoredEvent>, statuses: ReadonlyMap<Evidence, EventStatus>): boolean {
    let isAny = false;
    for (const [evidence, status] of statuses) {
        if (!isSystem(evidence)) continue;
        isAny = true;
        if (status === "counted") system.set(evidence.name, evidence.event);
        else system.delete(evidence.name);
    }
    return isAny;
}

/**
 * Counts what was touched, where nothing else may have changed.
 * @returns what counts in another way than before; undefined where more may: then all is to be counted.
 */
function countTouched(count: CountedScope, touched: ReadonlySet<Evidence>): CountChange[] | undefined {
    const { scope, events, byKey, system, rule: before } = count;
    const statuses = settle(count, touched);
    if (noteSystem(system, statuses)) {
        const revoked = revokedTargets(revocationsAmong([...system.values()]), before.terms);
        const keys = revokedAnew(before.revoked, revoked);
        if (keys === undefined) return undefined;
        count.rule = { ...before, revoked };
        for (const evidence of keys.flatMap((key) => byKey.get(key) ?? [])) {
            const status = events.get(evidence.name)?.status;
            if (status !== undefined && !statuses.has(evidence)) statuses.set(evidence, status);
        }
    }
    const changes: CountChange[] = [];
    for (const [evidence, status] of [...statuses].sort(([one], [other]) => (one.name < other.name ? -1 : 1))) {
        const [own, event] = [events.get(evidence.name), roomEvent(evidence, status, count.rule)];
        if (own !== undefined && isSame(own, event)) continue;
        events.set(evidence.name, event);
        changes.push({ scope, event, what: own === undefined ? "new" : "changed" });
    }
    return changes;
}

/** The records that are taken behind a number. */
function takenBehind(room: Room, n: number): TakenRecord[] {
    const taken: TakenRecord[] = [];
    for (let at = n + 1; at <= room.position.n; at++) {
        const numbered = room.at(at);
        if (numbered !== undefined && isTaken(numbered)) taken.push(numbered);
    }
    return taken;
}

/** Whether a member has written anything. */
function hasWritten({ chain, place }: Room, member: number): boolean {
    for (const [name, device] of chain.devices) {
        if (device.member === member && place.history.countOf(name) > 0) return true;
    }
    return false;
}

/** Whether after a record others may have other rights, or scopes another meaning. */
function isChanging(room: Room, { record: { content }, void: reason }: TakenRecord): boolean {
    if (content.kind !== KIND.entry || reason !== undefined) return false;
    const { said } = content;
    if (said.action === "member") return hasWritten(room, said.number);
    return CHANGING.includes(said.action);
}

/**
 * What counts of a room.
 * @example
 * const count = new RunningCount();
 * count.advance(room); // all events, as new ones
 * room.take(batch);
 * count.advance(room); // those of the batch, and what they have changed
 */
export class RunningCount {
    private book = new EvidenceBook();
    private position: Position = START;
    /** Hex of devices that had forked their chains: where one is added, records lose their rights. */
    private forked = "";
    private readonly sealed = new Map<string, SealedContent[]>();
    private counted = new Map<string, CountedScope>();

    /** What counts in each ledger and scope that the room takes and has batches of, by placeName(). */
    get scopes(): ReadonlyMap<string, RoomScope> {
        const places = [...this.counted].sort(([one], [other]) => (one < other ? -1 : 1));
        return new Map(places.map(([place, count]) => [place, roomScope(count.scope, count)]));
    }

    /**
     * Takes in what a room has behind what was counted; a room with another list is counted anew.
     * @returns what counts in another way than before, each event once: in the order of placeName(), then of keys, then of bodies.
     */
    advance(room: Room): CountChange[] {
        const own = room.positionAt(this.position.n);
        const forked = room.forked.join();
        const added =
            own !== undefined && isSamePosition(own, this.position) ? takenBehind(room, this.position.n) : undefined;
        const isContinued =
            added !== undefined && forked === this.forked && !added.some((taken) => isChanging(room, taken));
        this.position = room.position;
        this.forked = forked;
        return isContinued ? this.goOn(room, added) : this.countAnew(room);
    }

    private goOn(room: Room, added: readonly TakenRecord[]): CountChange[] {
        const anew = new Set(added.flatMap((taken) => this.note(room, taken)));
        const renewed = this.book.renewed();
        return [...new Set([...renewed.keys(), ...anew])].sort().flatMap((place) => {
            const touched = anew.has(place) ? undefined : renewed.get(place);
            return touched === undefined ? this.countWholePlace(place) : this.countPlace(place, touched);
        });
    }

    /** Notes a record. @returns the place that is to be counted whole then. */
    private note(room: Room, taken: TakenRecord): string[] {
        const { content } = taken.record;
        this.book.add(room, taken);
        if (content.kind !== KIND.sealed) return [];
        const scope = room.chain.scopeOf(content.ledger, content.scope);
        if (scope === undefined) return [];
        const place = placeName(content.ledger, scope.scope);
        this.sealed.set(place, [...(this.sealed.get(place) ?? []), content]);
        return [place];
    }

    private countAnew(room: Room): CountChange[] {
        const before = this.counted;
        this.book = new EvidenceBook();
        this.sealed.clear();
        this.counted = new Map();
        for (const taken of takenBehind(room, 0)) this.note(room, taken);
        this.book.renewed();
        const places = new Set([...before.keys(), ...this.book.scopes.keys()]);
        return [...places].sort().flatMap((place) => this.countWholePlace(place, before.get(place)));
    }

    private countPlace(place: string, touched: ReadonlySet<Evidence>): CountChange[] {
        const before = this.counted.get(place);
        if (before === undefined || !isPlain(before, touched)) return this.countWholePlace(place);
        return countTouched(before, touched) ?? this.countWholePlace(place);
    }

    private countWholePlace(place: string, before = this.counted.get(place)): CountChange[] {
        const evidence = this.book.scopes.get(place);
        if (evidence === undefined)
            return before === undefined ? [] : differences(before.scope, before.events, new Map());
        const after = countWhole(evidence, this.sealed.get(place) ?? []);
        this.counted.set(place, after);
        return differences(after.scope, before?.events ?? new Map(), after.events);
    }
}

/** What counts in each ledger and scope that a room takes and has batches of, by placeName(). */
export function countRoom(room: Room): ReadonlyMap<string, RoomScope> {
    const count = new RunningCount();
    count.advance(room);
    return count.scopes;
}
