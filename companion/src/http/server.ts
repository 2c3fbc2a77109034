/** The server on 127.0.0.1: the page of one's own computer. */
import type { FastifyInstance } from "fastify";
import type { Rooms } from "../rooms/rooms";
import type { StoredChanges } from "../store/stored-changes";
import type { States } from "../state/states";
import type { Driver } from "../store/driver";
import { makeApp } from "./app";
import { type Clock, systemClock } from "../sync/clock";
import { listen, portOf } from "./listen";
import { LocalDoor } from "./local-door";
import { makeLog } from "./logs";
import type { Keeper } from "./keeper";
import { Metrics } from "./metrics";
import { PAGE_FOLDER, readPageFiles } from "./page-files";
import type { Person } from "./site";

const HOST = "127.0.0.1";

/** A server that listens. */
export interface Server {
    /** "http://127.0.0.1:8883/" */
    readonly url: string;
    /** The same with what signs in, once, within 60 s. */
    link(): string;
    /** Stops taking requests, answers those that are under way, and ends their connections. */
    close(): Promise<void>;
}

/** How the page is served. */
export interface LocalOptions {
    /** 0 takes any that is free. */
    readonly port: number;
    /** Whether programs of this computer are answered without signing in. */
    readonly isOpen?: boolean;
    /** Rooms with records. */
    readonly rooms?: Rooms;
    /** What is told of rooms of saved files. */
    readonly stored?: StoredChanges;
    readonly presence?: (room: Buffer) => readonly Person[];
    /** Of the built page; where it is missing there is none. */
    readonly pageFolder?: string;
    /** What keeps the rooms; undefined where they are only looked at. */
    readonly keeper?: Keeper;
    /** What is wrong with the files that a room is of. */
    readonly fileProblems?: (room: string) => readonly string[];
    /** Is given a link that signs in, when somebody has opened the page without one. */
    readonly tellLink?: (url: string) => void;
    readonly clock?: Clock;
    /** The states of ledgers. It stops them when it is closed. */
    readonly states?: States;
}

/** Serves a store on 127.0.0.1. Raises an Error where the port is taken. */
export async function serve(driver: Driver, options: LocalOptions): Promise<Server> {
    const {
        port,
        isOpen = false,
        rooms,
        stored,
        keeper,
        fileProblems,
        presence = () => [],
        pageFolder = PAGE_FOLDER,
        tellLink = () => undefined,
        clock = systemClock,
        states,
    } = options;
    let app: FastifyInstance | undefined = undefined;
    const door = new LocalDoor({ port: () => (app === undefined ? port : portOf(app)), isOpen, clock, tellLink });
    app = await makeApp({
        site: {
            driver,
            rooms,
            stored,
            keeper,
            fileProblems,
            presence,
            door,
            clock,
            states,
            page: readPageFiles(pageFolder),
        },
        log: makeLog("silent"),
        metrics: new Metrics(),
        buckets: undefined,
        isBehindProxy: false,
    });
    await listen(app, HOST, port);
    const listening = app;
    return {
        url: `http://${HOST}:${portOf(listening)}/`,
        link: () => door.link(),
        async close() {
            await listening.close();
            await states?.stop();
        },
    };
}
