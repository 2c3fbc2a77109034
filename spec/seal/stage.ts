/** The seals of one session, with the log, archive, revocations and replay that they really have, for specs. */

import type { LedgerEvent } from "../../src/api/event";
import type { SealMismatch, SealResult } from "../../src/api/seal";
import { typeOf } from "../../src/event/body";
import { packKey, toId, WEEK_SECONDS, weekOf } from "../../src/event/key";
import { encodeBody, SYSTEM_TYPE } from "../../src/event/schema";
import { decodeSeal, encodeSeal, type SealContent } from "../../src/event/seal";
import { Archive, type SavedScope } from "../../src/log/archive";
import { revocationBody } from "../../src/log/revocation-body";
import type { SealContext } from "../../src/seal/context";
import { readSeal, type Seal } from "../../src/seal/known-seals";
import { type Draft, SealMaker } from "../../src/seal/maker";
import type { Keys } from "../../src/seal/rows";
import { Seals } from "../../src/seal/seals";
import { rowsBetween, type WeekSummary } from "../../src/sync/week-summary";
import type { ReferenceEvent } from "../replay/reference";
import { ReplayStage } from "../replay/replay-stage";
import { NOTE } from "../replay/stage";
import { ImmediateBackground, noPause } from "../support/background";
import { walk } from "../support/logs";
import { NO_NATIVE } from "../support/natives";
import { reload } from "../support/store";
import { START } from "../support/world";

/** The week of now, when a stage begins. Most specs seal all before it. */
export const NOW = weekOf(START);

/** Ids of events of this player, and of another one. */
export const OWN = toId(7, 0);
export const OTHER = toId(8, 0);

/** An event of a week, so many seconds after it began. */
export function noteIn(week: number, seconds: number, word: string, id = OTHER): ReferenceEvent {
    const [body] = encodeBody(NOTE, { word });
    return { time: week * WEEK_SECONDS + seconds, id, body: body! };
}

/** A revocation in a week of an event. */
export function revokedIn(week: number, seconds: number, target: ReferenceEvent, id = OTHER): ReferenceEvent {
    return { time: week * WEEK_SECONDS + seconds, id, body: revocationBody(target.time, target.id) };
}

/** Three weeks before now, of two events each. */
export const HISTORY: readonly ReferenceEvent[] = [3, 2, 1].flatMap((ago) => [
    noteIn(NOW - ago, 1, `${"abc".charAt(3 - ago)}1`),
    noteIn(NOW - ago, 2, `${"abc".charAt(3 - ago)}2`),
]);

export function keysOf(events: readonly ReferenceEvent[]): Keys {
    const keys: Keys = new LuaSet();
    for (const { time, id } of events) keys.add(packKey(time, id));
    return keys;
}

export class SealStage {
    readonly inner: ReplayStage;
    readonly archive: Archive;
    readonly context: SealContext;
    readonly seals: Seals;
    /** What was told, in order. */
    readonly sealed: Seal[] = [];
    readonly mismatches: SealMismatch[] = [];
    readonly orphaned: LedgerEvent[] = [];
    /** How often it was told that the status has changed. */
    changes = 0;

    /**
     * Begins a session.
     * @param events what the log gets beside what the file has.
     */
    constructor(
        events: readonly ReferenceEvent[] = [],
        changes: Partial<SealContext> = {},
        readonly scope: SavedScope = {},
    ) {
        const inner = new ReplayStage([], [], new ImmediateBackground());
        this.inner = inner;
        const { log, revocations, replay, schema, world } = inner;
        this.archive = new Archive(scope, log, revocations, NO_NATIVE);
        this.archive.load(noPause);
        this.context = {
            log,
            revocations,
            replay,
            archive: this.archive,
            part: this.archive.sealed,
            native: NO_NATIVE,
            clock: world.time,
            guard: world.guard,
            background: new ImmediateBackground(),
            schema,
            stateVersion: 1,
            history: "full",
            isOwn: (id) => math.floor(id / 256) === math.floor(OWN / 256),
            isCreator: (id, peer) => peer === nameOf(id),
            toEvent,
            sealed: (seal) => this.sealed.push(seal),
            mismatched: (mismatch) => this.mismatches.push(mismatch),
            orphaned: (event) => this.orphaned.push(event),
            changed: () => this.changes++,
            ...changes,
        };
        this.seals = new Seals(this.context);
        const base = this.seals.load(noPause);
        this.archive.loadRevocations(noPause);
        inner.start(undefined, base);
        this.insert(...events);
        this.seals.keeper.look();
        inner.settle();
    }

    /** Puts events into the log, as a session does it. */
    insert(...events: readonly ReferenceEvent[]): this {
        for (const { time, id, body } of events) {
            this.context.log.insert(time, id, body);
            if (typeOf(body) === SYSTEM_TYPE) this.seals.keeper.added(time, id, body);
        }
        return this;
    }

    /** Adopts a seal with its state. */
    adopt({ event, seal, rows, draft }: ForeignSeal): this {
        this.insert(event);
        this.seals.keeper.held.adopt(seal, rows, draft.state, "", noPause);
        this.inner.settle();
        return this;
    }

    /** Seals the weeks before one as this player. */
    seal(week = NOW, isForced = false): SealResult {
        let result: SealResult | undefined;
        const write = (body: string): LuaMultiReturn<[LedgerEvent]> => {
            const time = this.context.clock.serverTime();
            this.insert({ time, id: OWN, body });
            return $multi(toEvent(time, OWN, body));
        };
        this.seals.seal(week, isForced, write, (made) => (result = made));
        this.inner.settle();
        return result ?? error("seal() did not call back");
    }

    /** Ends the session, and begins another one with what the file has. */
    relog(changes: Partial<SealContext> = {}): SealStage {
        this.archive.save(noPause);
        return new SealStage([], changes, reload(this.scope));
    }

    /** The rows of the weeks before one. */
    rows(before = NOW): WeekSummary[] {
        this.context.log.hash(noPause);
        return rowsBetween(this.context.log, 0, before);
    }

    /** The words of the events of the log, in order; those of other types are left out. */
    words(): string {
        const words: string[] = [];
        for (const { time, id, body } of walk(this.context.log)) {
            const [event] = this.context.schema.decode(time, id, body, "");
            if (event?.word !== undefined) words.push(event.word as string);
        }
        return words.join(" ");
    }

    /** The words of the state. */
    state(): string {
        return this.inner.settle().words();
    }

    /** The words of the orphans, in order. */
    orphans(): string {
        return this.context.part
            .orphans()
            .map(({ time, id, body }) => this.context.schema.decode(time, id, body, "")[0]!.word as string)
            .join(" ");
    }

    absentWeeks(): number[] {
        return this.context.log.absentRows().map(({ weekNumber }) => weekNumber);
    }
}

/** The name under which the events of an id are written. */
export function nameOf(this: void, id: number): string {
    return string.format("Creator%.0f-Realm", math.floor(id / 256));
}

function toEvent(this: void, time: number, id: number, body: string): LedgerEvent {
    const [creator, counter] = [math.floor(id / 256), id % 256];
    return { type: "", time, creator, counter, body } as unknown as LedgerEvent;
}

/** A seal that another player makes, and all that is to know of it. */
export interface ForeignSeal {
    /** The event, of the time at which stages begin. */
    readonly event: ReferenceEvent;
    readonly seal: Seal;
    readonly draft: Draft;
    /** The rows of the sealed weeks. */
    readonly rows: readonly WeekSummary[];
}

/** A seal of what a player holds. @param change makes it say something else. */
export function foreignSeal(
    events: readonly ReferenceEvent[],
    week = NOW,
    change: Partial<SealContent> = {},
    id = OTHER,
): ForeignSeal {
    const stage = new SealStage(events);
    const made = new SealMaker(stage.context, stage.seals.keeper).make(week, false, noPause, noPause);
    const draft = "body" in made ? made : error(made.reason);
    const body = encodeSeal({ ...decodeSeal(draft.body)!, ...change })!;
    return { event: { time: START, id, body }, seal: readSeal(START, id, body)!, draft, rows: stage.rows(week) };
}
