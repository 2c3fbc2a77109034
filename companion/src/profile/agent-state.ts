/** What this computer remembers of its own work in a room: waits, what came to nothing, what its user was told. */
import { join } from "node:path";
import { type AgentMemory, NO_MEMORY } from "../agent/memory";
import { isFields, readJson, writeJson } from "./json-file";
import { makeFolder, removeWhole } from "./whole-file";

const FOLDER = "agent";
const FORMAT = 1;

/** What is remembered of these at most; the oldest go. */
const MOST_FAILED = 1000;
const MOST_TOLD = 4096;

/** A record of this computer that the server has refused. */
export interface FailedRecord {
    /** Hex of the last entry with effect when it was refused: it is signed again once the chain has changed. */
    readonly at: string;
    /** Of the record. */
    readonly kind: number;
    readonly code: string;
    /** In the words of the server. */
    readonly text: string;
    /** Of a batch: hex of ledger and scope, base64 of the block. Else "". */
    readonly ledger: string;
    readonly scope: string;
    readonly block: string;
}

/** All of it may be lost: then what was refused is tried, and told, once more. */
export interface AgentState {
    readonly memory: AgentMemory;
    readonly failed: readonly FailedRecord[];
    /** Names of what the user was told. */
    readonly told: readonly string[];
}

export const NO_STATE: AgentState = { memory: NO_MEMORY, failed: [], told: [] };

const isText = (value: unknown): value is string => typeof value === "string";
const isNumbers = (value: unknown): value is Readonly<Record<string, number>> =>
    isFields(value) && Object.values(value).every((each) => typeof each === "number");

function isFailed(value: unknown): value is FailedRecord {
    if (!isFields(value)) return false;
    const { at, kind, code, text, ledger, scope, block } = value;
    return typeof kind === "number" && [at, code, text, ledger, scope, block].every(isText);
}

/** What of a value has the form that is expected: the rest of it is forgotten. */
function stateOf(value: unknown): AgentState {
    if (!isFields(value)) return NO_STATE;
    const memory = isFields(value["memory"]) ? value["memory"] : {};
    const { waits, abouts } = memory;
    const list = (each: unknown): readonly unknown[] => (Array.isArray(each) ? (each as unknown[]) : []);
    return {
        memory: { waits: isNumbers(waits) ? waits : {}, abouts: isNumbers(abouts) ? abouts : {} },
        failed: list(value["failed"]).filter(isFailed),
        told: list(value["told"]).filter(isText),
    };
}

const pathOf = (folder: string, room: string): string => join(folder, FOLDER, `${room}.json`);

/** Reads what is remembered of a room. Raises a StoreError where the file is damaged or newer. @param room hex of its id. */
export function readAgentState(folder: string, room: string): AgentState {
    return stateOf(readJson(pathOf(folder, room), FORMAT));
}

/** Raises a StoreError where it cannot be written. */
export function writeAgentState(folder: string, room: string, { memory, failed, told }: AgentState): void {
    makeFolder(join(folder, FOLDER));
    const kept = { memory, failed: failed.slice(-MOST_FAILED), told: told.slice(-MOST_TOLD) };
    writeJson(pathOf(folder, room), FORMAT, kept);
}

export function dropAgentState(folder: string, room: string): void {
    removeWhole(pathOf(folder, room));
}
