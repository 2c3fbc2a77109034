/** The cells of rendezvous: requests, promises and matches. docs/rooms-protocol.md is normative. */

import { decodeCbor } from "../../codec/cbor-decode";
import { packU32 } from "../../codec/integers";
import { encodeVarint } from "../../codec/varint";
import type { Cell } from "../board/cells";
import { Kind } from "../board/kinds";
import { ByteReader, encodeText } from "../bytes";
import { encodeStamp, readStamp, type Stamp } from "../stamp";
import { parseLabels } from "./labels";
import type { OpenRequest } from "./request-graph";
import { parseSelector } from "./selector";

const char = string.char;
const sub = string.sub;

/** Most bytes of the name of an event, and of an actor. */
export const EVENT_BYTES = 255;
export const ACTOR_BYTES = 255;
/** Most mates of a request. */
export const MATES_LIMIT = 39;

/** Most bytes of a member's name, of labels and of a selector. The parsers have their own limits. */
const NAME_BYTES = 64;
const TEXT_BYTES = 4096;

/** Something that a member has said in a cell. */
export interface Said {
    readonly owner: string;
    /** By which it is named. */
    readonly id: number;
    /** The cell that said it last. */
    cell: Cell;
}

/** A request for mates. */
export interface MeetRequest extends OpenRequest, Said {
    readonly incarnation: number;
    readonly event: string;
    readonly actor: string;
    readonly labelsText: string;
    readonly selectorText: string;
    readonly stamp: Stamp;
    /** As CBOR; "" for none. */
    readonly payload: string;
}

/** What a request says; the rest comes from its cell. */
export type RequestBody = Omit<MeetRequest, "owner" | "cell" | "labels" | "selector">;

/** Names a match of a coordinator. */
export interface MatchName {
    readonly coordinator: string;
    readonly incarnation: number;
    readonly match: number;
}

/** A promise of a request to a match. Its id is that of the request. */
export interface MeetPromise extends Said, MatchName {}

/** What has become of a match. */
export const enum MatchState {
    Proposed = 0,
    Matched = 1,
    Aborted = 2,
}

/** Names a request. */
export interface Row {
    readonly owner: string;
    readonly incarnation: number;
    readonly request: number;
}

/** A group that its coordinator proposes, or has decided. */
export interface MeetMatch extends Said {
    readonly incarnation: number;
    readonly state: MatchState;
    /** The coordinator's own request first. */
    readonly rows: readonly Row[];
}

/** @param owner whose request it is. */
export function encodeRequest(request: RequestBody, owner: string): string {
    const { id, event, actor, labelsText, selectorText, mates, stamp, incarnation, payload } = request;
    return table.concat([
        char(Kind.Request),
        encodeVarint(id),
        encodeText(event),
        encodeText(actor === owner ? "" : actor),
        encodeText(labelsText),
        encodeText(selectorText),
        encodeVarint(mates),
        encodeStamp(stamp, incarnation),
        payload,
    ]);
}

/** Nil when a cell is not of its form, as with all that follow. */
export function readRequest(owner: string, cell: Cell): MeetRequest | undefined {
    const { bytes, incarnation } = cell;
    const reader = new ByteReader(bytes, 2);
    const id = reader.varint();
    const event = reader.text(EVENT_BYTES);
    const actor = reader.text(ACTOR_BYTES);
    const labelsText = reader.text(TEXT_BYTES);
    const selectorText = reader.text(TEXT_BYTES);
    const mates = reader.varint();
    const stamp = readStamp(reader, incarnation);
    const payload = sub(bytes, reader.position);
    if (!reader.isAtEnd()) {
        reader.value();
    }
    if (reader.isBad || !reader.isAtEnd() || id < 1 || event === "" || mates < 1 || mates > MATES_LIMIT) {
        return undefined;
    }
    const [labels] = parseLabels(labelsText);
    const [selector] = parseSelector(selectorText);
    if (labels === undefined || selector === undefined) {
        return undefined;
    }
    return {
        owner,
        id,
        cell,
        incarnation,
        event,
        actor: actor === "" ? owner : actor,
        labels,
        labelsText,
        selector,
        selectorText,
        mates,
        stamp,
        payload,
    };
}

/** The payload of a request, decoded anew each time, so that nobody changes that of another. */
export function payloadOf({ payload }: MeetRequest): unknown {
    if (payload === "") {
        return undefined;
    }
    const [ok, value] = decodeCbor(payload, 1);
    return ok ? value : undefined;
}

export function encodePromise(request: number, { coordinator, incarnation, match }: MatchName): string {
    const head = char(Kind.Promise) + encodeVarint(request) + encodeText(coordinator);
    return head + packU32(incarnation) + encodeVarint(match);
}

export function readPromise(owner: string, cell: Cell): MeetPromise | undefined {
    const reader = new ByteReader(cell.bytes, 2);
    const id = reader.varint();
    const coordinator = reader.text(NAME_BYTES);
    const incarnation = reader.u32();
    const match = reader.varint();
    const isOf = !reader.isBad && reader.isAtEnd() && id > 0 && match > 0;
    return isOf ? { owner, id, cell, coordinator, incarnation, match } : undefined;
}

export function encodeMatch(id: number, state: MatchState, rows: readonly Row[]): string {
    const parts = [char(Kind.Match), encodeVarint(id), char(state)];
    for (const { owner, incarnation, request } of rows) {
        parts[parts.length] = encodeText(owner) + packU32(incarnation) + encodeVarint(request);
    }
    return table.concat(parts);
}

export function readMatch(owner: string, cell: Cell): MeetMatch | undefined {
    const reader = new ByteReader(cell.bytes, 2);
    const id = reader.varint();
    const state = reader.u8();
    const rows: Row[] = [];
    let count = 0;
    while (!reader.isAtEnd() && count <= MATES_LIMIT + 1) {
        const row = { owner: reader.text(NAME_BYTES), incarnation: reader.u32(), request: reader.varint() };
        if (indexOfRow(rows, row) !== undefined) {
            return undefined;
        }
        rows[count] = row;
        count++;
    }
    if (reader.isBad || id < 1 || state > 2 || count < 2 || count > MATES_LIMIT + 1) {
        return undefined;
    }
    const { incarnation } = cell;
    const isOwn = rows[0].owner === owner && rows[0].incarnation === incarnation;
    return isOwn ? { owner, id, cell, incarnation, state, rows } : undefined;
}

/** Where a row stands; nil when it does not. */
export function indexOfRow(rows: readonly Row[], { owner, incarnation, request }: Row): number | undefined {
    for (const index of $range(0, rows.length - 1)) {
        const row = rows[index];
        if (row.owner === owner && row.request === request && row.incarnation === incarnation) {
            return index;
        }
    }
    return undefined;
}

/** Whether two matches have the same members. */
export function isSameRows(one: readonly Row[], other: readonly Row[]): boolean {
    return one.length === other.length && one.every((row) => indexOfRow(other, row) !== undefined);
}

/** The row of a request. */
export function rowOf({ owner, incarnation, id }: MeetRequest): Row {
    return { owner, incarnation, request: id };
}
