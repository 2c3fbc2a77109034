/** What this server is to one room, and what it does about it. */
import { nameOf } from "../room/chain";
import { epochOf, epochRecordIn, isStrongerEpoch } from "../room/epoch";
import type { RoomRecord } from "../room/record";
import { beginEpoch } from "../rooms/begin-epoch";
import type { KeptRoom } from "../rooms/kept-room";
import { KnownEpochs } from "../rooms/known-epochs";
import type { RoomUse } from "../rooms/rooms";
import type { RoomClient } from "../sync/client";
import type { ClientState } from "../sync/client-options";
import type { ForwardAnswer } from "../sync/forwards";
import { TIMES } from "../sync/limits";
import type { Moved } from "../sync/server-options";
import { adoptLoose, looseState } from "./adopt";
import type { Gate } from "./gate";
import { Herald } from "./herald";
import type { SeatOptions } from "./seat-options";
import { isSameStanding, type Standing, standingOf } from "./standing";
import { tieReplicas } from "./tie";
import { upstreamOf } from "./upstream";

/** What a seat has in common with those of other rooms. */
interface RoomSeatOptions extends SeatOptions {
    readonly gate: Gate;
}

/** What came of making this server the primary of a room. */
export type Promotion = { readonly epoch: number; readonly isNew: boolean } | { readonly why: "empty" | "role" };

export class RoomSeat {
    private readonly epochs: KnownEpochs;
    private readonly listeners = new Set<() => void>();
    private readonly unlisten: () => void;
    private standing: Standing;
    private client: { readonly url: string; readonly client: RoomClient } | undefined;
    /** By url. */
    private readonly heralds = new Map<string, Herald>();
    private adopted = "";
    private tied: Buffer | undefined;
    private isPromoting = false;
    private hasEnded = false;
    /** What follows from a standing is done one after the other. */
    private tending: Promise<void> = Promise.resolve();
    private isTending = false;
    private mustLook = false;

    private constructor(
        private readonly use: RoomUse,
        private readonly options: RoomSeatOptions,
    ) {
        this.epochs = new KnownEpochs(this.room);
        this.standing = this.look();
        this.unlisten = this.room.onChange(() => this.changed());
    }

    /** Takes the seat of a room. Resolves once what it is to the room is done as far as the disk goes: a new epoch, where it was set back. */
    static async take(use: RoomUse, options: RoomSeatOptions): Promise<RoomSeat> {
        const seat = new RoomSeat(use, options);
        await seat.tend();
        return seat;
    }

    get room(): KeptRoom {
        return this.use.room;
    }

    /** Whether it does something of its own, also while nobody is connected. */
    get isNeeded(): boolean {
        return this.client !== undefined || this.heralds.size > 0;
    }

    /** What the connection to the primary says; undefined where there is none. */
    get state(): ClientState | undefined {
        return this.client?.client.state;
    }

    get primary(): string | undefined {
        return "url" in this.standing ? this.standing.url : undefined;
    }

    get moved(): Moved | undefined {
        const { standing } = this;
        return standing.is === "superseded" ? { url: standing.url, epoch: standing.epoch.bytes } : undefined;
    }

    onMoved(listener: () => void): () => void {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
    }

    /** Connects anew at once, where it waits. */
    retry(): void {
        this.client?.client.start();
    }

    async hear(epoch: RoomRecord): Promise<void> {
        await this.room.keep(epoch);
        await this.tend();
    }

    /** The same of bytes that another server has shown: they count if they hold. */
    async hearBytes(epoch: Buffer): Promise<void> {
        const record = epochRecordIn(this.room.room, epoch);
        const strongest = this.epochs.strongest();
        if (record === undefined || (strongest !== undefined && !isStrongerEpoch(record, strongest))) return;
        await this.hear(record);
    }

    async forward(records: readonly RoomRecord[]): Promise<ForwardAnswer> {
        const { clock } = this.options;
        if (this.hasAll(records)) return { position: this.room.room.position };
        const late = new AbortController();
        const cancel = clock.after(TIMES.busy, () => late.abort());
        try {
            const answer = await this.client?.client.forward(records, late.signal);
            if (answer === undefined || "reasons" in answer) return answer;
            return await this.whenListed(records, late.signal);
        } finally {
            cancel();
        }
    }

    private hasAll(records: readonly RoomRecord[]): boolean {
        return records.every(({ id }) => this.room.room.byId(id) !== undefined);
    }

    /** Resolves with the newest position once the list has all of some records; with undefined where that takes too long. */
    private whenListed(records: readonly RoomRecord[], late: AbortSignal): Promise<ForwardAnswer> {
        return new Promise((resolve) => {
            const look = (): void => {
                if (!late.aborted && !this.hasAll(records)) return;
                unlisten();
                resolve(this.hasAll(records) ? { position: this.room.room.position } : undefined);
            };
            const unlisten = this.room.onChange(look);
            late.addEventListener("abort", look);
            look();
        });
    }

    /** Makes this server the primary of the room. @param url how it is reached. */
    async promote(url: string): Promise<Promotion> {
        const { signer, clock } = this.options;
        if (this.room.room.position.n === 0) return { why: "empty" };
        const strongest = this.epochs.strongest();
        if (this.standing.is === "primary" && strongest !== undefined && epochOf(strongest).url === url)
            return { epoch: epochOf(strongest).epoch, isNew: false };
        this.isPromoting = true;
        try {
            await this.tending.catch(() => undefined);
            // What it is sent now would set the list back to what stands in front of the new epoch.
            await this.follow(undefined);
            const epoch = await beginEpoch(this.room, signer, url);
            if (epoch === undefined) return { why: "role" };
            await adoptLoose(this.room, clock.unix());
            return { epoch, isNew: true };
        } finally {
            this.isPromoting = false;
            await this.tend();
        }
    }

    private look(): Standing {
        const { signer, primary, made } = this.options;
        const configured = made.isMadeHere(nameOf(this.room.id)) ? undefined : primary;
        return standingOf(this.room, this.epochs.strongest(), signer.key, configured);
    }

    private changed(): void {
        if (this.hasEnded || this.isPromoting) return;
        this.takeStanding(this.look());
        void this.tend().catch((error: unknown) => this.failed(error));
    }

    private takeStanding(standing: Standing): void {
        if (isSameStanding(this.standing, standing)) return;
        this.standing = standing;
        this.options.log?.({ what: `room.${standing.is}`, room: this.room.id });
        for (const listener of this.listeners) listener();
    }

    /** The next change of the room makes it try again. */
    private failed(error: unknown): void {
        this.options.log?.({ what: "seat", room: this.room.id, error });
    }

    /** Does what follows from the standing. Resolves once that is done. */
    private tend(): Promise<void> {
        this.mustLook = true;
        if (this.isTending) return this.tending;
        this.isTending = true;
        this.tending = this.tendAll();
        return this.tending;
    }

    private async tendAll(): Promise<void> {
        try {
            while (this.mustLook && !this.hasEnded && !this.isPromoting) {
                this.mustLook = false;
                this.takeStanding(this.look());
                await this.act(this.standing);
            }
        } finally {
            this.isTending = false;
        }
    }

    private async act(standing: Standing): Promise<void> {
        const { signer } = this.options;
        await this.follow("url" in standing ? standing.url : undefined);
        this.tell();
        if (standing.is === "setBack") {
            // Its url is that of the one that it has signed before.
            await beginEpoch(this.room, signer, epochOf(this.epochs.strongest()).url);
            this.mustLook = true;
        }
        if (standing.is === "primary") await this.lead();
    }

    /** What the primary does: it takes what is loose, and ties its replicas. */
    private async lead(): Promise<void> {
        const { signer, clock, replicas } = this.options;
        const loose = looseState(this.room);
        if (loose !== this.adopted) {
            await adoptLoose(this.room, clock.unix());
            this.adopted = loose;
        }
        const { last } = this.room.room.chain;
        if (this.tied?.equals(last) === true) return;
        await tieReplicas(this.room, signer, replicas, clock.unix());
        this.tied = last;
    }

    /** Follows a server as its client, or none. */
    private async follow(url: string | undefined): Promise<void> {
        if (this.client?.url === url) return;
        const before = this.client?.client;
        this.client = undefined;
        await before?.stop();
        if (url === undefined || url === "" || this.hasEnded) return;
        const client = upstreamOf(url, this.room, this.options, this.options.gate, (epoch) =>
            this.hearBytes(epoch.bytes),
        );
        this.client = { url, client };
        let told = "";
        client.onState(({ problem }) => {
            const { code = "", text = "" } = problem ?? {};
            if (code !== told && code !== "")
                this.options.log?.({ what: `room.primary.${code}: ${text}`, room: this.room.id });
            told = code;
        });
        client.start();
    }

    /**
     * Tells which epoch counts to servers that were primaries, and to the one that it was to follow; and hears what these know. So it does as a
     * replica, too: the primary that it follows may be gone, and another one promoted.
     */
    private tell(): void {
        const [strongest, ...weaker] = this.epochs.all();
        const { primary, signer } = this.options;
        const urls = new Set(weaker.filter(({ author }) => !author.equals(signer.key)).map((one) => epochOf(one).url));
        if (strongest !== undefined && primary !== undefined) urls.add(primary);
        for (const url of ["", epochOf(strongest).url]) urls.delete(url);
        for (const [url, herald] of this.heralds) {
            if (urls.has(url)) continue;
            herald.stop();
            this.heralds.delete(url);
        }
        for (const url of urls) if (!this.heralds.has(url)) this.heralds.set(url, this.herald(url));
    }

    private herald(url: string): Herald {
        const { signer, clock, connect } = this.options;
        return new Herald({
            ...{ url, room: this.room, signer, clock, connect },
            epoch: () => this.epochs.strongest(),
            onEpoch: (epoch) => this.hearBytes(epoch),
        });
    }

    /** Leaves the seat, and lets the room go. */
    async close(): Promise<void> {
        this.hasEnded = true;
        this.unlisten();
        for (const herald of this.heralds.values()) herald.stop();
        this.heralds.clear();
        await this.tending.catch(() => undefined);
        await this.client?.client.stop();
        this.client = undefined;
        this.use.release();
    }
}
