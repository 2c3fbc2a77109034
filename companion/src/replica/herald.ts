/** Tells another server which epoch counts, by an announce: one that was away, and takes itself for the primary still, hears of it so. */
import { Damage } from "../format/damage";
import type { Signer } from "../room/keys";
import { KIND } from "../room/contents";
import { readRecord, type RoomRecord } from "../room/record";
import type { KeptRoom } from "../rooms/kept-room";
import type { Cancel, Clock } from "../sync/clock";
import { hostOf, proofOf } from "../sync/credentials";
import type { Duplex } from "../sync/duplex";
import { TIMES, VERSION } from "../sync/limits";
import { type FromServer, readFromServer, writeMessage } from "../sync/messages";
import { KNOWN_KINDS } from "../sync/room-feed";

const CHANNEL = 1;
const FIRST_WAIT = 1000;
/** Between two announces to one that has not heard of it. */
const LONGEST_WAIT = TIMES.minute;
/** To one that has: it may be set back. */
const HEARD_WAIT = TIMES.longestRetry;

export interface HeraldOptions {
    readonly url: string;
    readonly room: KeptRoom;
    readonly signer: Signer;
    readonly clock: Clock;
    readonly connect: (url: string) => Promise<Duplex>;
    /** The epoch record that is told. */
    readonly epoch: () => RoomRecord | undefined;
    /** The other one knows another. */
    readonly onEpoch: (epoch: Buffer) => Promise<void>;
}

function isEpoch(all: Buffer): boolean {
    const record = readRecord(all);
    return !(record instanceof Damage) && record.content.kind === KIND.epoch;
}

/** It offers nothing, and takes nothing but epoch records: it announces itself, hears what the other one knows, and leaves. */
export class Herald {
    private cancelWait: Cancel | undefined;
    private cancelAnswer: Cancel | undefined;
    private duplex: Duplex | undefined;
    private tries = 0;
    private hasEnded = false;

    constructor(private readonly options: HeraldOptions) {
        this.announceIn(0);
    }

    stop(): void {
        this.hasEnded = true;
        this.cancelWait?.();
        this.cancelAnswer?.();
        this.duplex?.terminate();
    }

    private announceIn(ms: number): void {
        if (this.hasEnded) return;
        this.cancelWait = this.options.clock.after(ms, () => {
            void this.announce();
        });
    }

    /** Comes again, soon where it was not heard. */
    private goOn(isHeard: boolean): void {
        this.cancelAnswer?.();
        this.cancelAnswer = undefined;
        this.duplex?.terminate();
        this.duplex = undefined;
        const { clock } = this.options;
        this.tries = isHeard ? 0 : this.tries + 1;
        const most = isHeard ? HEARD_WAIT : Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** this.tries);
        this.announceIn(most * (0.5 + clock.random() / 2));
    }

    private async announce(): Promise<void> {
        const { url, clock, connect } = this.options;
        let duplex: Duplex;
        try {
            duplex = await connect(url);
        } catch {
            this.goOn(false);
            return;
        }
        if (this.hasEnded) return duplex.terminate();
        this.duplex = duplex;
        let isOver = false;
        const done = (isHeard: boolean): void => {
            if (!isOver) this.goOn(isHeard);
            isOver = true;
        };
        const wait = (): void => {
            this.cancelAnswer?.();
            this.cancelAnswer = clock.after(TIMES.welcome, () => done(false));
        };
        wait();
        duplex.listen({
            frame: (frame) => {
                const message = frame === undefined ? undefined : readFromServer(frame);
                if (isOver || this.hasEnded) return;
                if (message === undefined || message instanceof Damage) return done(false);
                wait();
                void this.answer(message)
                    .then((isHeard) => isHeard !== undefined && done(isHeard))
                    // What it was told cannot be stored now.
                    .catch(() => done(false));
            },
            drain: () => undefined,
            end: () => done(false),
        });
    }

    /** @returns whether the other one knows of the epoch; undefined while it has not said so. */
    private async answer(message: FromServer): Promise<boolean | undefined> {
        const { onEpoch, epoch, room } = this.options;
        switch (message.type) {
            case "Hello":
                this.say(message.nonce, epoch());
                return undefined;
            case "Welcome":
                // It may follow a primary of the same epoch or a later one: its list says so, behind what both have.
                this.duplex?.send(writeMessage("StreamRequest", CHANNEL, { locator: room.room.locator(), own: false }));
                return undefined;
            case "Changes":
                for (const record of message.records) if (isEpoch(record)) await onEpoch(record);
                return message.remaining === 0 ? true : undefined;
            case "NotPrimary":
                if (message.epoch !== null) await onEpoch(message.epoch);
                return true;
            case "Err":
                return false;
            default:
                return undefined;
        }
    }

    private say(nonce: Buffer, epoch: RoomRecord | undefined): void {
        const { url, room, signer } = this.options;
        const items = {
            version: VERSION,
            room: room.id,
            credential: proofOf(signer, nonce, room.id, hostOf(url)),
            position: room.room.position,
            label: "Server",
            kinds: KNOWN_KINDS,
            epoch: epoch?.bytes ?? null,
        };
        this.duplex?.send(writeMessage("AnnouncePresence", CHANNEL, items));
    }
}
