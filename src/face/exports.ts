/** What the npm package declares: the entry of dist/index.d.ts, and by it of the annotations and docs/api.md. */

export type { EventFilter, SubmitRefusal } from "../arguments";
export type { OutboxCounters } from "../comm/outbox";
export type { LedgerListeners } from "../listeners";
export type { Authorize, Direction, Refusal } from "../log/admission";
export type { ImportEntry, ImportResult } from "../log/importer";
export type { EventBase, EventKey, LedgerEvent } from "../log/schema";
export type { LedgerOptions, ReducerErrorPolicy } from "../options";
export type { ChannelName } from "../platform/ports";
export type { Policies } from "../policies";
export type { ReducerFailure } from "../replay/applier";
export type { ReplayLimits, StateChange } from "../replay/context";
export type { ReplayStatus } from "../replay/replay";
export type { RestoreFailure } from "../replay/saved-checkpoint";
export type { Verification } from "../replay/side-replay";
export type { ClosedReason, DamagedWeek, LedgerStatus, PeerStatus } from "../diagnostics/ledger-status";
export type { WeekBehind } from "../sync/targets";
export type { SyncState } from "../sync/sync";
export type { TraceEntry } from "../sync/trace";
export type {
    CheckedFields,
    EventOf,
    EventType,
    FieldMembers,
    FieldName,
    FieldValue,
    FieldValues,
    Flat,
    KindValues,
    RequiredField,
    TypedEvent,
    TypeOptions,
    ValuesOf,
} from "./event-type";
export type { CommitResult, Fork, Ledger } from "./ledger-face";
export type { LibEventLedger } from "./library-face";
