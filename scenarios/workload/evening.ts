/** What a guild does in one evening: the common form of generated and recorded workloads. Clients are named by their index. */

/** The fields of SimpleDKP's event "award". */
export interface Award {
    /** GUIDs. */
    readonly players: readonly string[];
    readonly amount: number;
    readonly reason: string;
}

/** The fields of SimpleDKP's event "decay". */
export interface Decay {
    readonly percent: number;
    readonly reason: string;
}

/** An event that is submitted: its type and its fields. */
export type Submission =
    { readonly type: "award"; readonly fields: Award } | { readonly type: "decay"; readonly fields: Decay };

/** One event that an officer writes: either a slash command or a submission. */
export interface Deed {
    /** Unix seconds; fractions count. */
    readonly time: number;
    /** Index of the client. */
    readonly officer: number;
    /** What is typed into the chat: "/sdkp award Aldan 10 boss". */
    readonly command?: string;
    readonly submission?: Submission;
}

/** reload: /reload. crash: the game dies and comes back. lockdown: a boss encounter, for everybody who is there. */
export type FaultKind = "reload" | "crash" | "lockdown";

export interface Fault {
    readonly kind: FaultKind;
    /** Index of the client that it happens to; that of a lockdown means nothing. */
    readonly client: number;
    /** Index of the deed right after which it begins. */
    readonly afterDeed: number;
}

export interface Evening {
    /** The part of the whole that progress is told for: "week 2". */
    readonly phase: string;
    /** In order of time; at least one. */
    readonly deeds: readonly Deed[];
    /** Indices of the clients that come, ascending; all officers who write are among them. */
    readonly present: readonly number[];
    readonly faults: readonly Fault[];
}

/** Evenings in order of time. */
export interface Workload {
    readonly evenings: readonly Evening[];
    /** Number of events that they write. */
    readonly deeds: number;
}
