/** The seats of all rooms of a server: those in use, and those of rooms that it follows. */
import { nameOf } from "../room/chain";
import type { Cancel } from "../sync/clock";
import type { Seat, Seats } from "../sync/server-options";
import { Gate } from "./gate";
import { type Promotion, RoomSeat } from "./room-seat";
import type { SeatOptions } from "./seat-options";

/** Milliseconds between two looks at the primary's rooms. */
const LOOK_MS = 30_000;

/** Connections to primaries that are being opened at a time. */
const OPENING_AT_ONCE = 32;

/** Rooms in a look that are tried again though the primary has denied them: it holds up who is denied ten times in a minute. */
const DENIED_AT_ONCE = 4;

export interface RoomSeatsOptions extends SeatOptions {
    /** Rooms to follow, whether they are here or not; asked again each 30 s. Raises where they cannot be told now. */
    learn?(): Promise<readonly Buffer[]>;
}

/** A seat that is taken. */
interface Taken {
    readonly seat: Promise<RoomSeat>;
    users: number;
}

export class RoomSeats implements Seats {
    private readonly gate = new Gate(OPENING_AT_ONCE);
    private readonly taken = new Map<string, Taken>();
    /** Rooms whose seat was taken once: nothing changes them but who takes it anew. */
    private readonly visited = new Set<string>();
    private cancelLook: Cancel | undefined;
    private looking: Promise<void> | undefined;
    private denied = 0;
    private isStopping = false;
    /** When all rooms that follow a primary were seen to be equal with it last. */
    private equalAt: number;

    constructor(private readonly options: RoomSeatsOptions) {
        this.equalAt = options.clock.now();
    }

    get maker(): string | undefined {
        const { primary, made } = this.options;
        return made.isPromoted ? undefined : primary;
    }

    async making(room: Buffer): Promise<void> {
        const { primary, made } = this.options;
        if (primary !== undefined) await made.noteMadeHere(nameOf(room));
    }

    /** Takes the seats of all rooms, so that those of others are followed, and looks for new ones from then on. Resolves once it has begun with all that are here. */
    async start(): Promise<void> {
        this.looking = this.look();
        await this.looking;
    }

    async sit(room: Buffer): Promise<Seat> {
        const { seat, release } = await this.use(room);
        return {
            get primary() {
                return seat.primary;
            },
            get moved() {
                return seat.moved;
            },
            hear: (epoch) => seat.hear(epoch),
            forward: (records) => seat.forward(records),
            onMoved: (listener) => seat.onMoved(listener),
            release,
        };
    }

    /** Makes this server the primary of a room. Raises a StoreError. @returns undefined where there is no such room. */
    async promote(room: Buffer, url: string): Promise<Promotion | undefined> {
        const { rooms } = this.options;
        const use = await rooms.use(room);
        if (use === undefined) return undefined;
        use.release();
        const { seat, release } = await this.use(room);
        try {
            return await seat.promote(url);
        } finally {
            release();
        }
    }

    /** Seconds since all rooms that follow a primary were seen to be equal with it; undefined where none does. */
    async lag(): Promise<number | undefined> {
        const seats = await Promise.allSettled([...this.taken.values()].map(({ seat }) => seat));
        const states = seats.flatMap((each) =>
            each.status === "fulfilled" && each.value.primary !== undefined ? [each.value.state?.phase] : [],
        );
        const now = this.options.clock.now();
        if (states.every((phase) => phase === "caught up")) this.equalAt = now;
        return states.length === 0 ? undefined : (now - this.equalAt) / 1000;
    }

    /** New rooms are made here from now on. */
    promoteMaker(): Promise<void> {
        return this.options.made.notePromoted(this.options.clock.unix());
    }

    private async use(room: Buffer): Promise<{ readonly seat: RoomSeat; readonly release: () => void }> {
        const name = nameOf(room);
        const taken = this.taken.get(name) ?? { seat: this.take(room), users: 0 };
        this.taken.set(name, taken);
        taken.users++;
        let isUsed = true;
        const release = (): void => {
            if (isUsed) taken.users--;
            isUsed = false;
            this.leaveIdle(name);
        };
        try {
            return { seat: await taken.seat, release };
        } catch (error) {
            taken.users--;
            if (this.taken.get(name) === taken) this.taken.delete(name);
            throw error;
        }
    }

    private async take(room: Buffer): Promise<RoomSeat> {
        const use = await this.options.rooms.join(room);
        try {
            return await RoomSeat.take(use, { ...this.options, gate: this.gate });
        } catch (error) {
            use.release();
            throw error;
        }
    }

    /** Leaves a seat that nobody uses, where nothing is done from it. */
    private leaveIdle(name: string): void {
        const taken = this.taken.get(name);
        if (taken === undefined || taken.users > 0) return;
        void taken.seat.then((seat) => {
            if (seat.isNeeded || taken.users > 0 || this.taken.get(name) !== taken) return undefined;
            this.taken.delete(name);
            return seat.close();
        });
    }

    private async look(): Promise<void> {
        const { rooms, clock } = this.options;
        const ids = new Map<string, Buffer>();
        for (const room of await this.attempt("rooms", () => rooms.ids())) ids.set(nameOf(room), room);
        for (const room of await this.attempt("primary", () => this.options.learn?.())) ids.set(nameOf(room), room);
        for (const [name, room] of ids) {
            if (this.isStopping) return;
            if (!this.visited.has(name)) await this.attempt("room", () => this.visit(room));
        }
        await this.retryDenied();
        const again = (): void => void (this.looking = this.look());
        if (!this.isStopping) this.cancelLook = clock.after(LOOK_MS, again);
    }

    private async visit(room: Buffer): Promise<[]> {
        (await this.use(room)).release();
        this.visited.add(nameOf(room));
        return [];
    }

    /** What cannot be now is at the next look. */
    private async attempt(
        what: string,
        work: () => Promise<readonly Buffer[]> | undefined,
    ): Promise<readonly Buffer[]> {
        try {
            return (await work()) ?? [];
        } catch (error) {
            this.options.log?.({ what: `replica.${what}`, error });
            return [];
        }
    }

    /** A room is denied to a replica that is not tied to it yet: some of them are tried again, in turns. */
    private async retryDenied(): Promise<void> {
        const denied: RoomSeat[] = [];
        for (const { seat } of this.taken.values()) {
            const each = await seat.catch(() => undefined);
            if (each?.state?.problem?.code === "denied" && each.state.phase === "waiting") denied.push(each);
        }
        for (let count = 0; count < Math.min(DENIED_AT_ONCE, denied.length); count++)
            denied[this.denied++ % denied.length].retry();
    }

    /** Ends all connections to primaries. */
    async stop(): Promise<void> {
        this.isStopping = true;
        this.cancelLook?.();
        await this.looking;
        const seats = await Promise.allSettled([...this.taken.values()].map(({ seat }) => seat));
        this.taken.clear();
        for (const seat of seats) if (seat.status === "fulfilled") await seat.value.close();
    }
}
