/** What the server answers: docs/companion-page.md. */

/** Who asks. */
export interface Me {
    readonly kind: "local" | "server";
    /** Whether it may do all at a server. */
    readonly isOperator: boolean;
    readonly version: string;
}

/** A log of a room, with how many events of each kind it has. */
export interface LogInfo {
    readonly ledger: string;
    readonly scope: string;
    readonly events: number;
    readonly conflicts: number;
    readonly orphans: number;
    readonly unconfirmed: number;
    readonly refused: number;
    readonly revoked: number;
    /** Unix seconds of the first and the last event that counts. */
    readonly first: number | null;
    readonly last: number | null;
}

export interface RoomInfo {
    readonly id: string;
    readonly name: string;
    readonly flavour: string;
    readonly ledgers: readonly LogInfo[];
}

export interface FieldInfo {
    readonly name: string;
    /** As an addon declares it: "guid[]", "number", "string?". */
    readonly kind: string;
}

export interface TypeInfo {
    readonly type: number;
    readonly name: string;
    readonly fields: readonly FieldInfo[];
}

/** A room with what is known of the types of its events. */
export interface RoomDetails extends Omit<RoomInfo, "ledgers"> {
    readonly hasRecords: boolean;
    readonly ledgers: readonly (LogInfo & { readonly types: readonly TypeInfo[] })[];
}

export type EventStatus = "counted" | "unconfirmed" | "refused" | "conflict" | "orphan";

export interface EventInfo {
    readonly place: string;
    readonly ledger: string;
    readonly scope: string;
    readonly time: number;
    readonly type: number;
    readonly name: string;
    /** GUID. */
    readonly creator: string;
    readonly counter: number;
    readonly status: EventStatus;
    readonly revoked: boolean;
    readonly revokedBy: { readonly creator: string; readonly time: number } | null;
    /** Numbers of the members that vouch for it. */
    readonly vouchers: readonly number[];
    readonly reasonText: string | null;
    readonly fields: Readonly<Record<string, unknown>>;
    readonly body: string;
}

export interface EventsPage {
    readonly events: readonly EventInfo[];
    readonly next: string | null;
}

export interface PlayerInfo {
    readonly player: string;
    readonly name: string | null;
    /** As the game calls it: "WARRIOR". */
    readonly class: string | null;
    readonly written: number;
    readonly named: number;
    readonly first: number;
    readonly last: number;
}

/** A value of Lua: docs/companion-page.md, "A state". */
export type LuaValue =
    | null
    | boolean
    | number
    | string
    | readonly LuaValue[]
    | { readonly table: readonly (readonly [LuaValue, LuaValue])[] }
    | { readonly number: string }
    | { readonly bytes: string };

export type ColumnKind = "player" | "number" | "item" | "time" | "text";

export interface Column {
    readonly name: string;
    readonly title: string;
    readonly kind: ColumnKind;
}

export type Cell = string | number | null;
export type Cells = readonly Cell[];

export interface ViewInfo {
    readonly name: string;
    readonly title: string;
    readonly columns: readonly Column[];
}

/** What is the same of all answers about a state. */
interface OfState {
    readonly at: number | null;
    /** Number of events that the state is made of. */
    readonly events: number;
    /** Unix seconds of the last of them. */
    readonly time: number | null;
    readonly problem: string | null;
    readonly isCut: boolean;
}

export interface StateAnswer extends OfState {
    readonly source: "module" | "saved" | "none";
    /** What the game had saved it of. */
    readonly saved: {
        readonly events: number;
        readonly time: number;
        /** Unix seconds at which the file was written; null where that is not known. */
        readonly savedAt: number | null;
    } | null;
    readonly views: readonly ViewInfo[];
    readonly state: LuaValue;
}

export interface ViewAnswer extends OfState {
    /** All views of the ledger. */
    readonly views: readonly ViewInfo[];
    readonly name: string;
    readonly title: string;
    readonly columns: readonly Column[];
    readonly rows: readonly Cells[];
}

export interface Curve {
    readonly points: readonly (readonly [time: number, value: number | null])[];
    readonly problem: string | null;
}

export interface RowChange {
    readonly key: Cell;
    readonly before: Cells | null;
    readonly after: Cells | null;
}

export interface StateChange {
    readonly path: readonly LuaValue[];
    readonly before?: LuaValue;
    readonly after?: LuaValue;
}

export interface Difference {
    readonly from: number;
    readonly to: number | null;
    readonly view: { readonly columns: readonly Column[]; readonly rows: readonly RowChange[] } | null;
    readonly state: readonly StateChange[];
    readonly isCut: boolean;
    readonly problem: string | null;
}

export interface DeviceInfo {
    readonly key: string;
    readonly label: string;
    readonly dropped: boolean;
}

export interface MemberInfo {
    readonly number: number;
    readonly label: string;
    readonly role: string;
    readonly characters: readonly { readonly guid: string; readonly name: string }[];
    readonly devices: readonly DeviceInfo[];
}

export interface Members {
    readonly name: string;
    readonly n: number;
    readonly members: readonly MemberInfo[];
    /** Who this computer is in the room, where it is somebody. */
    readonly own: { readonly member: number; readonly role: string; readonly device: string } | null;
    /** Whether it may change members and devices from here. */
    readonly canChange: boolean;
}

export interface Person {
    readonly id: number;
    readonly member: number | null;
    readonly label: string;
    readonly n: number;
    readonly online: boolean;
}

export interface Presence {
    readonly n: number;
    readonly people: readonly Person[];
}

export interface Check {
    readonly name: string;
    readonly status: "ok" | "warning" | "error";
    readonly text: string;
}

export interface TokenInfo {
    readonly id: string;
    /** Of the room that it reads; null for an operator's. */
    readonly room: string | null;
    readonly label: string;
    readonly made: number;
    readonly ends: number;
}
