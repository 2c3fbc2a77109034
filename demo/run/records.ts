/**
 * What the demo tells while it runs, one JSON object a line: docs/demo.md lists the records. Times are seconds since the
 * realm began unless they are called Unix seconds.
 */

import { type FaultKind } from "../../scenarios/workload/evening";
import { type CallbackRow, type LongCallback } from "./callback-times";
import { type KindTraffic } from "./message-kinds";
import { type WeekChange } from "./tally";

/** A part of the demo with a progress bar of its own. */
export interface PhasePlan {
    readonly name: string;
    /** Events that are written in it; 0 when nobody knows how long it takes. */
    readonly total: number;
}

export interface StartRecord {
    readonly type: "start";
    readonly seed: number;
    readonly loss: number;
    /** Unix seconds at which the realm begins. */
    readonly startTime: number;
    readonly clients: readonly { readonly name: string; readonly isOfficer: boolean }[];
    readonly phases: readonly PhasePlan[];
}

export interface PhaseRecord {
    readonly type: "phase";
    readonly phase: string;
    readonly time: number;
}

/** A raid evening begins: who has logged in. */
export interface EveningRecord {
    readonly type: "evening";
    readonly phase: string;
    readonly time: number;
    readonly deeds: number;
    /** Indices of clients. */
    readonly present: readonly number[];
}

/** How far it is: events written in this phase, and how many each client holds (offline ones: when last seen). */
export interface ProgressRecord {
    readonly type: "progress";
    readonly phase: string;
    readonly time: number;
    readonly done: number;
    readonly events: readonly number[];
    readonly online: readonly boolean[];
}

/** Something went wrong on purpose, or is well again. */
export interface FaultRecord {
    readonly type: "fault";
    readonly fault: FaultKind;
    readonly isOver: boolean;
    readonly time: number;
    /** Index of the client; none when it happened to all. */
    readonly client?: number;
}

/** An officer's event that its own ledger did not take. */
export interface RefusedRecord {
    readonly type: "refused";
    readonly time: number;
    readonly client: number;
    readonly reason: string;
}

/** The longest callback of a client in a phase. */
export interface SliceRecord {
    readonly type: "slice";
    readonly phase: string;
    readonly client: number;
    readonly ms: number;
    readonly what: string;
}

/** An error that reached a client's error handler. */
export interface ErrorRecord {
    readonly type: "error";
    readonly time: number;
    readonly client: string;
    readonly message: string;
    readonly stack: string;
}

/** How all stand at a moment, and what happened since the sample before. Only of a job that is sampled. */
export interface SampleRecord {
    readonly type: "sample";
    readonly time: number;
    /** People have just come online: the time since the sample before is not looked at. */
    readonly isFirst: boolean;
    /** Different events that any log has held by now. */
    readonly existing: number;
    /** By client: events in its log; of one that is offline, what it held when last looked at. */
    readonly held: readonly number[];
    /** By client. */
    readonly online: readonly boolean[];
    /** By kind: what entered the network. */
    readonly traffic: readonly KindTraffic[];
    /** The longest callback of any client. */
    readonly longest?: LongCallback;
}

/** Whose weeks have changed since the record before. It stands before the sample of its time. */
export interface WeeksRecord {
    readonly type: "weeks";
    readonly time: number;
    /** Different events that any log has held by now. */
    readonly existing: readonly WeekChange[];
    /** By client: events in its log. */
    readonly held: readonly (readonly WeekChange[])[];
}

/** How long the callbacks of all clients took. Once, at the end. */
export interface CallbacksRecord {
    readonly type: "callbacks";
    /** Upper bounds of the bins in milliseconds, excluded; the last bin has none. */
    readonly bounds: readonly number[];
    readonly rows: readonly CallbackRow[];
}

export interface ClientResult {
    readonly name: string;
    readonly isOfficer: boolean;
    readonly events: number;
    /** Weeks whose events are those of the first client, of all weeks that either has. */
    readonly weeksEqual: number;
    readonly weeks: number;
    /** Eight hex digits. */
    readonly digest: string;
    readonly messages: number;
    readonly bytes: number;
    readonly longestMs: number;
    readonly longestWhat: string;
}

export interface ResultRecord {
    readonly type: "result";
    readonly seed: number;
    readonly clients: readonly ClientResult[];
    /** Events that the officers' own ledgers took. */
    readonly written: number;
    readonly refused: number;
    /** Events of the workload: the rows of a recorded history. */
    readonly planned: number;
    /** Rows of a recorded history that the first client holds with all their fields, in the second that was due. */
    readonly rowsFound?: number;
    /** Of these, in the second that was recorded. */
    readonly atRecordedTime?: number;
    readonly errors: number;
    readonly isEqual: boolean;
    /** Seconds of game time from the start of the quiet phase until all were equal, or until it was given up. */
    readonly quietSeconds: number;
    /** Seconds of game time of everything. */
    readonly gameSeconds: number;
    /** Seconds of processor time of everything. */
    readonly cpuSeconds: number;
}

export type DemoRecord =
    | StartRecord
    | PhaseRecord
    | EveningRecord
    | ProgressRecord
    | FaultRecord
    | RefusedRecord
    | SliceRecord
    | SampleRecord
    | WeeksRecord
    | CallbacksRecord
    | ErrorRecord
    | ResultRecord;

/** Takes a record. */
export type Emit = (this: void, record: DemoRecord) => void;
