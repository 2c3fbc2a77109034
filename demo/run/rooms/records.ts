/**
 * What the demo of rooms tells while it runs, one JSON object a line: docs/demo.md lists the records. Times are seconds since the
 * realm began unless they are called Unix seconds; clients are named by their index.
 */

import { type CallbacksRecord, type ErrorRecord } from "../records";
import { type LongCallback } from "../callback-times";
import { type KindTraffic } from "../message-kinds";

/**
 * - reload, crash: of a bidder; auctioneer: of who leads; leave: a logout.
 * - late: somebody is invited into the raid and logs in.
 * - partition: the network is cut in two.
 */
export type RoomFault = "reload" | "crash" | "auctioneer" | "leave" | "late" | "partition";

export interface RoomsStartRecord {
    readonly type: "start";
    readonly seed: number;
    readonly loss: number;
    /** Unix seconds at which the realm begins. */
    readonly startTime: number;
    readonly clients: readonly { readonly name: string; readonly isOfficer: boolean }[];
    /** Names of what will be up. */
    readonly auctions: readonly string[];
}

/** Something is put up. */
export interface AuctionRecord {
    readonly type: "auction";
    readonly index: number;
    readonly time: number;
}

/** All windows show how an auction ended, or it was given up. */
export interface SoldRecord {
    readonly type: "sold";
    readonly index: number;
    readonly time: number;
    /** Bids that were clicked. */
    readonly bids: number;
    /** What the windows show: "goes to Anna for 50 points". */
    readonly outcome: string;
    /** Whether all show it. */
    readonly isShown: boolean;
}

/** Something went wrong on purpose, or is well again. */
export interface RoomFaultRecord {
    readonly type: "fault";
    readonly fault: RoomFault;
    readonly isOver: boolean;
    readonly time: number;
    /** None when it happened to all. */
    readonly client?: number;
}

/** A bid is shown by all who were online when it was clicked, on the same side of a cut, and have been since. */
export interface BidRecord {
    readonly type: "bid";
    readonly client: number;
    readonly amount: number;
    /** When it was clicked. */
    readonly time: number;
    /** Until the last one showed it. */
    readonly seconds: number;
}

/** A client has become the auctioneer, or is it no more, by its own word. */
export interface LeaseRecord {
    readonly type: "lease";
    readonly client: number;
    readonly isHeld: boolean;
    readonly time: number;
}

/** Who is there, and what was said since the sample before. Only of a job that is sampled. */
export interface RoomsSampleRecord {
    readonly type: "sample";
    readonly time: number;
    /** Clients of the raid that are online. */
    readonly online: number;
    /** Fewest and most members that any of them shows. */
    readonly fewest: number;
    readonly most: number;
    readonly traffic: readonly KindTraffic[];
    readonly longest?: LongCallback;
}

export interface RoomsClientResult {
    readonly name: string;
    readonly isOfficer: boolean;
    /** Events in the ledger's log. */
    readonly events: number;
    /** Eight hex digits: of log and state. */
    readonly digest: string;
    readonly isWindowEqual: boolean;
    readonly messages: number;
    readonly bytes: number;
}

export interface RoomsResultRecord {
    readonly type: "result";
    readonly seed: number;
    readonly clients: readonly RoomsClientResult[];
    readonly auctions: number;
    /** Bids that were clicked. */
    readonly bids: number;
    /** Of these: whose bidder left, or that were over, before all could show them. */
    readonly withdrawn: number;
    /** That somebody who was there all the time did not show. */
    readonly unseen: number;
    /** Auctions that the ledger did not give to the highest bidder. */
    readonly wrong: number;
    /** Auctions whose end not all windows showed in time. */
    readonly unshown: number;
    /** Sales that do not count, since those of another auctioneer do. */
    readonly overruled: number;
    readonly errors: number;
    readonly isEqual: boolean;
    /** Seconds of game time from the last auction until all were equal, or until it was given up. */
    readonly quietSeconds: number;
    readonly gameSeconds: number;
    readonly cpuSeconds: number;
}

export type RoomsRecord =
    | RoomsStartRecord
    | AuctionRecord
    | SoldRecord
    | RoomFaultRecord
    | BidRecord
    | LeaseRecord
    | RoomsSampleRecord
    | CallbacksRecord
    | ErrorRecord
    | RoomsResultRecord;

export type EmitRooms = (this: void, record: RoomsRecord) => void;
