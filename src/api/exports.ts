/** The declarations of the npm package: the entry of index.d.ts, the annotations and docs/api.md. */

export type { Delivery, EventBase, EventFilter, EventKey, LedgerEvent, SubmitRefusal } from "./event";
export type {
    Authorize,
    AuthorizeAnswering,
    Direction,
    PlayerList,
    Policies,
    Policy,
    Refusal,
    SplitPolicy,
} from "./authorize";
export type { ChannelName, LedgerOptions, ReducerErrorPolicy } from "./options";
export type { ImportEntry, ImportEvent, ImportResult, ImportRevocation, ImportRow } from "./import";
export type { LedgerListeners } from "./listeners";
export type { ReadonlyState } from "./readonly-state";
export type { ReducerFailure, ReplayLimits, ReplayStatus, RestoreFailure, StateChange, Verification } from "./replay";
export type {
    HistoryOption,
    PruneResult,
    SealJoining,
    SealMismatch,
    SealOptions,
    SealRefusal,
    SealResult,
    SealStanding,
    SealStatus,
} from "./seal";
export type {
    ClosedReason,
    DamagedWeek,
    InboxStatus,
    LedgerStatus,
    OutboxCounters,
    PeerStatus,
    RejectedEvents,
    SyncState,
    TraceEntry,
    WeekBehind,
    WeekDifference,
} from "./status";
export type {
    CheckedField,
    CheckedFields,
    CheckedKind,
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
export type { CommitResult, Fork, Ledger } from "./ledger";
export type { LibEventLedger } from "./library";
export type { LibEventLedgerRooms } from "./room-library";
export type {
    Room,
    RoomAction,
    RoomAuthorize,
    RoomClosedReason,
    RoomMember,
    RoomMembers,
    RoomOptions,
    RoomStatus,
} from "./room";
export type { EmitRefusal, LeaveReason, RoomEventListener, RoomListener, RoomListeners } from "./room-listeners";
export type {
    OnObserved,
    OnPatchOutcome,
    PatchFailure,
    PatchOperators,
    PatchRefusal,
    SharedObject,
    SharedObjectListeners,
    SharedObjectOptions,
    SharedObjectStatus,
} from "./room-object";
export type { ContributeRefusal, Pool, PoolFields, PoolKey, PoolOptions, PoolValue } from "./room-pool";
export type {
    MeetFailure,
    MeetHandle,
    MeetMate,
    MeetOptions,
    MeetResult,
    MeetState,
    OnMet,
    PendingRequest,
} from "./room-meet";
export type { AcquireOptions, Lease, LeaseOptions, LeaseRefusal, OnAcquired, OnLeaseChanged } from "./room-lease";
export type {
    CallHandler,
    CallHandlerTable,
    CallOptions,
    CallOutcome,
    CallTarget,
    CallWhy,
    OnCalled,
    OnPinged,
    Respond,
} from "./room-call";
