/** A whole sync on a stage, and several of them that hear each other. */

import { weekOf } from "../../src/event/key";
import { Lifetime } from "../../src/lifetime";
import type { MessageKind } from "../../src/link/message-kind";
import { Peers } from "../../src/link/peers";
import { SYNC_KINDS } from "../../src/sync/kinds";
import { ADVERTISE, encodeAdvertisement, EVENTS, UNIT } from "../../src/sync/messages";
import { decodeRequest, encodeEntry, encodeRequest, Mode, REQUEST, type RequestEntry } from "../../src/sync/requests";
import { Sync } from "../../src/sync/sync";
import { type TestEvent, writeBlock } from "../support/events";
import { FRAME, START } from "../support/world";
import { Stage } from "./stage";

const WEEK = weekOf(START);
const PEER = "Peer-Realm";
const SALT = 99;

/** Seconds that a message is under way, at most. */
const STEP = 0.25;

/** A whole sync on a stage. */
export class SyncStage extends Stage {
    readonly received: string[] = [];
    /** Whether what is received is kept out of the log. */
    isRefusing = false;
    changes = 0;
    readonly lifetime = new Lifetime(this.world.time, this.world.background);
    readonly peers = new Peers(this.world.time);
    readonly sync = new Sync(
        { ...this.context, timers: this.lifetime, background: this.lifetime },
        {
            received: (time, id, _server, body, sender) => {
                this.received.push(string.format("%.0f %s", time - START, sender));
                if (!this.isRefusing) this.log.insert(time, id, body);
            },
            syncChanged: () => {
                this.changes++;
            },
        },
    );

    /** Gives a message to the handler of its kind, as the link does. False when it cannot be decoded. */
    hear(kind: MessageKind, payload: string, sender = PEER, isWhispered = false): boolean {
        const handler = this.sync.handlers.find((one) => one.kind.type === kind.type)!;
        const message = handler.kind.decode(payload);
        if (message === undefined) return false;
        handler.receive(message, this.peers.seen(sender, 1), isWhispered);
        // Events are taken in within slices.
        if (kind.type === EVENTS.type || kind.type === UNIT.type) this.advance(FRAME);
        return true;
    }

    advertise(count: number, root = 0, sender = PEER): void {
        const rows = [{ weekNumber: WEEK, count, hash: 1, fingerprint: 2 }];
        this.hear(ADVERTISE, encodeAdvertisement({ claim: 1, base: WEEK - 3, root, rows }), sender);
    }

    /** Asks for all of these weeks. */
    ask(weeks: readonly number[], sender = PEER): void {
        const entries = weeks.map((week) => encodeEntry(whole(week)));
        this.hear(REQUEST, encodeRequest(SALT, entries), sender);
    }

    /** Times, in seconds since the start, of the events that were sent. */
    sent(): number[] {
        return Stage.timesOf(this.payloads(EVENTS.type)).map((time) => time - START);
    }

    /** What it asked for first of the current week. */
    asked(): { readonly salt: number; readonly entry: RequestEntry } {
        const { salt, entries } = decodeRequest(this.payloads(REQUEST.type)[0])!;
        return { salt, entry: entries.find(({ weekNumber: week }) => week === WEEK)! };
    }
}

function whole(week: number): RequestEntry {
    return {
        weekNumber: week,
        count: 0,
        mode: Mode.Whole,
        isKeyed: false,
        isDoubted: false,
        fingerprint: 0,
        first: 1,
        numbers: [],
    };
}

/** A block of events. */
export function blockOf(events: readonly TestEvent[]): string {
    const sorted = [...events];
    table.sort(sorted, (a, b) => a.time < b.time);
    return writeBlock(sorted);
}

/** A kind of message and its payload. */
export type Message = readonly [kind: MessageKind, payload: string];

/** Clients that hear each other, and somebody who says by hand what he likes, at once, for each message that he hears. */
export class Conversation {
    /** Messages that the clients have said so far. */
    messages = 0;
    private readonly heard: number[];

    constructor(
        private readonly stages: readonly SyncStage[],
        private readonly rogue: (this: void, kind: MessageKind, payload: string) => readonly Message[] = () => [],
        private readonly rogueName = "Rogue-Realm",
    ) {
        this.heard = stages.map(() => 0);
    }

    advance(seconds: number): void {
        for (const _ of $range(1, seconds / STEP)) {
            for (const stage of this.stages) stage.advance(STEP);
            for (const [index, stage] of ipairs(this.stages)) this.pass(index - 1, stage);
        }
    }

    /** Passes on what a client has said since. */
    private pass(index: number, stage: SyncStage): void {
        const said = stage.said.slice(this.heard[index]);
        this.heard[index] += said.length;
        for (const { type, payload } of said) {
            this.messages++;
            const kind = SYNC_KINDS.find((one) => one.type === type)!;
            for (const other of this.stages) {
                if (other !== stage) other.hear(kind, payload, stage.world.identity.name);
            }
            for (const [answer, text] of this.rogue(kind, payload)) {
                for (const other of this.stages) other.hear(answer, text, this.rogueName);
            }
        }
    }
}
