/** The server of rooms over duplexes of frames. */
import { nameOf } from "../room/chain";
import type { Cancel } from "./clock";
import { Counters } from "./counters";
import type { Duplex } from "./duplex";
import { LIMITS, TIMES } from "./limits";
import type { Person } from "./presence";
import { ServerConnection } from "./server-connection";
import { ServerContext } from "./server-context";
import type { Origin, RoomServerOptions } from "./server-options";

/**
 * Serves rooms to those who connect.
 * @example
 * const server = new RoomServer({ rooms, clock: systemClock, software: "lib-event-ledger-companion 1.0.0" });
 * server.accept(duplexOf(socket), { hosts: ["ledger.example"], address: "203.0.113.7" });
 */
export class RoomServer {
    /** What was passed over or refused. */
    readonly counters = new Counters();
    private readonly context: ServerContext;
    private readonly open = new Set<ServerConnection>();
    private cancelTick: Cancel | undefined;
    private isStopping = false;

    constructor(options: RoomServerOptions) {
        this.context = new ServerContext(options, this.counters);
        // What others have used, and who is connected to them, counts here also before anybody has connected.
        if (this.context.isShared) this.tickLater();
    }

    /** Open connections. */
    get connections(): number {
        return this.open.size;
    }

    /** Rooms that somebody is connected to, or was up to a minute ago. */
    get openRooms(): number {
        return this.context.feeds.size;
    }

    /** Bytes that wait for connections to take them, of all together. */
    get unsentBytes(): number {
        return [...this.open].reduce((sum, { waiting }) => sum + waiting, 0);
    }

    /** Serves a connection until it ends. */
    accept(duplex: Duplex, from: Origin): void {
        const connection = new ServerConnection(this.context, duplex, from, () => this.open.delete(connection));
        const strangers = [...this.open].filter(
            ({ isStranger, origin }) => isStranger && origin.address === from.address,
        ).length;
        this.open.add(connection);
        connection.begin();
        if (this.isStopping) connection.fail("stopping", "the server stops: connect anew");
        else if (strangers >= LIMITS.unannounced)
            connection.fail("throttled", "too many connections from this address that have not announced themselves");
        this.tickLater();
    }

    private tickLater(): void {
        this.cancelTick ??= this.context.clock.after(TIMES.second, () => this.tick());
    }

    private tick(): void {
        this.cancelTick = undefined;
        for (const connection of this.open) connection.tick();
        this.context.tick();
        const isAlone = !this.context.isShared && this.open.size === 0 && this.context.feeds.size === 0;
        if (this.isStopping || isAlone) return;
        this.tickLater();
    }

    /** Who is connected to a room, and who was up to 60 s ago. @param room its id. */
    presence(room: Buffer): readonly Person[] {
        return this.context.presence(nameOf(room));
    }

    /** Ends each connection with `stopping` once all Offers that were read are answered. Resolves when all have ended. */
    async stop(): Promise<void> {
        this.isStopping = true;
        await Promise.all([...this.open].map((connection) => connection.stop()));
        this.cancelTick?.();
        await this.context.close();
    }
}
