/** Takes in events that came from peers, in slices: blocks of them, and units. */

import type { EventReader } from "../block/event-reader";
import { BlockReader } from "../block/reader";
import { inflate } from "../codec/inflate";
import { packKey, weekOf } from "../event/key";
import type { Pause } from "../ports";
import { UnitReader } from "../unit/unit-reader";
import type { Advertiser } from "./advertiser";
import {
    ANSWER_SHARE_SECONDS,
    PASS_ON_AGE_SECONDS,
    UNFOLDED_BYTES,
    UNIT_BLOCKS,
    UNIT_BODY_BYTES,
    UNIT_BYTES,
    UNIT_EVENTS,
    UNITS_AT_A_TIME,
} from "./constants";
import type { SyncContext } from "./context";
import type { History } from "./history";
import type { Inhibitor } from "./inhibitor";
import type { Live } from "./live";
import type { Progress } from "./progress";
import type { Standing } from "./reputation";
import type { Requester } from "./requester";
import type { Responder } from "./responder";

/** Receives what the sync finds. */
export interface SyncListener {
    /** Called for each event that came from a peer. */
    received(time: number, id: number, server: number, body: string, sender: string): void;
    /** Called when the status changed. */
    syncChanged(): void;
}

/** The parts of the sync that hear of events. */
interface Parts {
    readonly sent: Inhibitor;
    readonly live: Live;
    readonly advertiser: Advertiser;
    readonly requester: Requester;
    readonly responder: Responder;
    readonly progress: Progress;
    readonly history: History;
}

/** Events of one message, and how they came. */
interface Delivered {
    readonly reader: EventReader;
    readonly peer: Standing;
    readonly isWhispered: boolean;
    /** Whether they come from a peer that may speak: no other one can keep this client from asking or answering. */
    readonly isHeeded: boolean;
}

/** A form in which events come. */
interface Form {
    /** Most bytes of their bodies. */
    readonly bodyBytes: number;
    /** The reason under which what cannot be read is counted. */
    readonly fault: string;
}

const BLOCK: Form = { bodyBytes: UNFOLDED_BYTES, fault: "malformedBlock" };
const UNIT: Form = { bodyBytes: UNIT_BODY_BYTES, fault: "malformedUnit" };

export class Intake {
    /** Number of units that are read or wait for it, by peer. */
    private readonly unitsAtWork = new LuaMap<string, number>();
    /** The reader of the last block that was read; nil while it is at work. */
    private spareReader: BlockReader | undefined;

    constructor(
        private readonly context: SyncContext,
        private readonly listener: SyncListener,
        private readonly parts: Parts,
    ) {}

    /** Takes in the events of a block. */
    receiveBlock(block: string, peer: Standing, isWhispered: boolean): void {
        peer.sentAt = this.context.clock.uptime();
        // Inserting an event far back among thousands takes half a millisecond.
        this.context.background.run((pause) => {
            const reader = this.spareReader?.reopen(block, 1) ?? new BlockReader(block, 1);
            this.spareReader = undefined;
            this.read(this.deliver(reader, peer, isWhispered), BLOCK, pause);
            this.spareReader = reader;
        });
    }

    /** Takes in the events of a unit. */
    receiveUnit(deflated: string, peer: Standing, isWhispered: boolean): void {
        const atWork = this.unitsAtWork.get(peer.name) ?? 0;
        peer.sentAt = this.context.clock.uptime();
        if (atWork >= UNITS_AT_A_TIME) {
            this.context.port.ignore("surplusUnit");
            return;
        }
        this.unitsAtWork.set(peer.name, atWork + 1);
        this.context.background.run((pause) => {
            this.readUnit(deflated, peer, isWhispered, pause);
            this.unitsAtWork.set(peer.name, this.unitsAtWork.get(peer.name)! - 1);
        });
    }

    private readUnit(deflated: string, peer: Standing, isWhispered: boolean, pause: Pause): void {
        // The client's own inflate cannot be told to stop.
        const bytes = inflate(deflated, UNIT_BYTES, pause, UNIT_BLOCKS);
        if (bytes === undefined) {
            this.context.port.ignore(UNIT.fault);
            return;
        }
        const reader = new UnitReader(bytes, pause, UNIT_EVENTS, pause);
        const delivered = this.deliver(reader, peer, isWhispered);
        if (this.read(delivered, UNIT, pause) > 0 && delivered.isHeeded) {
            this.parts.requester.unitBrought(peer.name);
        }
    }

    private deliver(reader: EventReader, peer: Standing, isWhispered: boolean): Delivered {
        const isHeeded = this.context.port.mayPeerSpeak(peer.name) === true;
        return { reader, peer, isWhispered, isHeeded };
    }

    /** @returns the number of events that were new. */
    private read(delivered: Delivered, { bodyBytes, fault }: Form, pause: Pause): number {
        const { reader, isHeeded } = delivered;
        const { log, port } = this.context;
        let count = 0;
        let news = 0;
        let unfolded = 0;
        let weekNumber = -1;
        while (reader.next()) {
            const body = reader.body();
            unfolded += body.length;
            if (unfolded > bodyBytes) {
                port.ignore(fault);
                break;
            }
            if (isHeeded && weekOf(reader.time) !== weekNumber) {
                // Of a packed week it cannot be told what is here.
                weekNumber = weekOf(reader.time);
                log.open(weekNumber, pause);
            }
            count++;
            news += this.takeIn(delivered, body) ? 1 : 0;
            pause();
        }
        if (reader.fault !== undefined) {
            port.ignore(fault);
        }
        const { progress, requester } = this.parts;
        if (progress.note(count) && requester.weeksBehind() > 0) {
            this.listener.syncChanged();
        }
        return news;
    }

    /** Takes in the event that a reader has come to. @returns whether it is new here. */
    private takeIn({ reader, peer, isWhispered, isHeeded }: Delivered, body: string): boolean {
        const { live, advertiser, requester, history } = this.parts;
        const { time, id } = reader;
        const wasHere = this.isInLog(time, id, body);
        this.listener.received(time, id, reader.server, body, peer.name);
        const isHere = wasHere || this.isInLog(time, id, body);
        const isNew = isHere && !wasHere;
        if (isWhispered && isNew && this.isNewsOf(peer, time, id)) {
            live.passOn(time, id, body);
        }
        if (isNew) {
            advertiser.changed();
            history.eventHeard(weekOf(time));
        }
        if (isHeeded) {
            requester.eventsHeard(time, isNew);
        }
        // Whispered ones nobody else has heard, and of other bodies than the own one nobody is served.
        if (isHeeded && !isWhispered && isHere) {
            this.noteSaid(time, id, peer);
        }
        return isNew;
    }

    /** Notes that all clients have heard an event. Who says the same again is not at work on an answer. */
    private noteSaid(time: number, id: number, peer: Standing): void {
        const { sent, responder, live } = this.parts;
        const key = packKey(time, id);
        const since = this.context.clock.uptime() - ANSWER_SHARE_SECONDS;
        if (!sent.wasNotedSince(key, since)) {
            peer.busyAt = this.context.clock.uptime();
            responder.eventsHeard(time, peer.name);
        }
        sent.note(key);
        live.heard(key);
    }

    /**
     * Whether a peer tells of a new event of its own that this client is to pass on. Who may speak in guild chat would tell
     * everybody.
     */
    private isNewsOf(peer: Standing, time: number, id: number): boolean {
        const { clock, isCreator } = this.context;
        const isNew = clock.serverTime() - time <= PASS_ON_AGE_SECONDS;
        return isNew && isCreator(id, peer.name) && peer.passedOn.take(1) === 1;
    }

    private isInLog(time: number, id: number, body: string): boolean {
        return this.context.log.week(weekOf(time))?.bodyAt(time, id) === body;
    }
}
