/** What createLedger() takes, checked and with its defaults. */

import type { LedgerOptions, ReducerErrorPolicy, ChannelName } from "../api/options";
import {
    expectFunction,
    expectList,
    expectNames,
    expectInteger,
    expectNumber,
    expectString,
    expectTable,
    misuse,
    mustBe,
    show,
} from "../misuse";
import type { SavedLedger } from "../log/archive";
import type { Authorize, Policy } from "../api/authorize";
import type { HistoryOption } from "../api/seal";
import type { LedgerEvent } from "../api/event";
import { readPolicy, toAuthorize, type Rights } from "./policy";
import { DEFAULT_CHECKPOINT_BYTES } from "../replay/checkpoints";
import { canBeWithin, type ListPath, parsePath } from "../replay/list-paths";
import type { ReplayLimits } from "../api/replay";

/** Scope of a ledger that belongs to the guild that the character is in. */
export const GUILD_SCOPE = "guild";

/** LedgerOptions with all defaults filled in. */
export interface CheckedOptions {
    readonly name: string;
    readonly saved: SavedLedger;
    readonly initialState: (this: void) => object;
    readonly authorize: Authorize;
    /** The rights behind `authorize`. */
    readonly rights: Rights;
    readonly stateVersion: number;
    readonly scope: string;
    readonly channels: readonly ChannelName[];
    readonly limits: ReplayLimits;
    readonly onReducerError: (this: void, event: LedgerEvent, message: string) => ReducerErrorPolicy;
    readonly checkpointBytes: number;
    readonly appendOnly: readonly ListPath[];
    readonly debug: boolean;
    readonly inbox: boolean;
    /** Who may write seals. */
    readonly sealers: Rights;
    readonly history: HistoryOption;
    readonly keepWeeks: number | undefined;
    readonly upgradeState: ((this: void, state: Record<string, unknown>, fromVersion: number) => unknown) | undefined;
}

/** Defaults of the replay's limits: the budget in milliseconds is what bounds a batch. */
const DEFAULT_LIMITS: ReplayLimits = { batchSize: 1000, budget: 4, interval: 0 };

const METHOD = "createLedger";

/** Most weeks that keepWeeks and prune() take. */
export const WEEKS_KEPT_LIMIT = 10000;

/** The names of ReplayLimits. */
const LIMITS = ["batchSize", "budget", "interval"];

/** The names of LedgerOptions. */
const OPTIONS = [
    "name",
    "saved",
    "initialState",
    "authorize",
    "stateVersion",
    "scope",
    "onReducerError",
    "checkpointBytes",
    "appendOnly",
    "channels",
    "debug",
    "inbox",
    "seal",
    "history",
    "keepWeeks",
    "upgradeState",
].concat(LIMITS);

const OPTIONS_TABLE = "a table (with a colon: LibEventLedger:createLedger({ ... }))";
const SAVED_TABLE = "a table from SavedVariables (they are there from ADDON_LOADED on)";

/**
 * Raises for options that are wrong, and fills in the defaults.
 * @param sealers who may write seals by default.
 */
export function checkOptions(options: LedgerOptions, sealers: Policy = "nobody"): CheckedOptions {
    if (type(options) !== "table") {
        misuse(METHOD, "options", mustBe(OPTIONS_TABLE, options));
    }
    expectNames(METHOD, options, OPTIONS);
    expectString(METHOD, "name", options.name, 1, 16);
    if (type(options.saved) !== "table") {
        misuse(METHOD, "saved", mustBe(SAVED_TABLE, options.saved));
    }
    expectFunction(METHOD, "initialState", options.initialState);
    checkInitialState(options.initialState);
    const rights = readPolicy(METHOD, "authorize", options.authorize);
    const stateVersion = options.stateVersion ?? 1;
    expectInteger(METHOD, "stateVersion", stateVersion, 0, 2 ** 31);
    const scope = options.scope ?? GUILD_SCOPE;
    expectString(METHOD, "scope", scope, 1, 64);
    return {
        name: options.name,
        saved: options.saved as SavedLedger,
        initialState: options.initialState,
        authorize: typeof options.authorize === "function" ? options.authorize : toAuthorize(rights),
        rights,
        stateVersion,
        scope,
        channels: checkChannels(options.channels ?? ["GUILD"]),
        limits: checkLimits(METHOD, options, DEFAULT_LIMITS),
        onReducerError: checkErrorPolicy(options.onReducerError ?? "halt"),
        checkpointBytes: checkBytes(options.checkpointBytes ?? DEFAULT_CHECKPOINT_BYTES),
        appendOnly: checkPaths(options.appendOnly ?? []),
        debug: checkFlag("debug", options.debug ?? false),
        inbox: checkFlag("inbox", options.inbox ?? false),
        sealers: readPolicy(METHOD, "seal", options.seal ?? sealers),
        ...checkHistory(options),
    };
}

function checkFlag(name: string, flag: boolean): boolean {
    if (typeof flag !== "boolean") {
        misuse(METHOD, name, mustBe("true or false", flag));
    }
    return flag;
}

/** Raises for wrong options of what is behind seals. */
function checkHistory({
    history = "full",
    keepWeeks,
    upgradeState,
}: LedgerOptions): Pick<CheckedOptions, "history" | "keepWeeks" | "upgradeState"> {
    if (history !== "full" && history !== "sealed") {
        misuse(METHOD, "history", mustBe('"full" or "sealed"', history));
    }
    if (keepWeeks !== undefined) {
        expectInteger(METHOD, "keepWeeks", keepWeeks, 1, WEEKS_KEPT_LIMIT);
    }
    if (upgradeState !== undefined) {
        expectFunction(METHOD, "upgradeState", upgradeState);
    }
    return { history, keepWeeks, upgradeState };
}

function newState(initialState: (this: void) => unknown): unknown {
    const state = initialState();
    if (type(state) !== "table") {
        misuse(METHOD, "initialState", `must return a table, got ${show(state)}`);
    }
    return state;
}

/** The initial state; nil and what is wrong when initialState() raises, or gives no table, although it did at first. */
export function tryInitialState(
    initialState: (this: void) => object,
): LuaMultiReturn<[object, undefined?] | [undefined, string]> {
    const [isMade, made] = pcall(initialState as (this: void) => unknown);
    if (isMade && type(made) === "table") {
        return $multi(made as object);
    }
    return $multi(undefined, isMade ? `initialState() gave ${show(made)}` : `initialState() raised: ${tostring(made)}`);
}

/** Raises unless each call gives a table of its own: reducers change it. */
function checkInitialState(initialState: (this: void) => object): void {
    const first = newState(initialState);
    if (first === newState(initialState)) {
        misuse(METHOD, "initialState", "must return a new table each time, got the same one twice");
    }
}

function checkBytes(bytes: number): number {
    expectNumber(METHOD, "checkpointBytes", bytes, 0, 2 ** 40);
    return bytes;
}

/** The longest path of a list, in bytes. */
const PATH_BYTES = 64;

function checkPaths(paths: readonly string[]): ListPath[] {
    expectList(METHOD, "appendOnly", paths);
    const checked: ListPath[] = [];
    for (const path of paths) {
        expectString(METHOD, "appendOnly", path, 1, PATH_BYTES);
        const names = parsePath(path);
        if (names === undefined) {
            misuse(METHOD, "appendOnly", mustBe('made of paths such as "history" and "lists.*"', path));
        }
        for (const index of $range(0, checked.length - 1)) {
            if (canBeWithin(names, checked[index]) || canBeWithin(checked[index], names)) {
                misuse(
                    METHOD,
                    "appendOnly",
                    `must not name a list twice or inside of another, got "${paths[index]}" and "${path}"`,
                );
            }
        }
        checked[checked.length] = names;
    }
    return checked;
}

function checkErrorPolicy(policy: Required<LedgerOptions>["onReducerError"]): CheckedOptions["onReducerError"] {
    if (policy === "halt" || policy === "skip") {
        return () => policy;
    }
    if (typeof policy !== "function") {
        misuse(METHOD, "onReducerError", mustBe('"halt", "skip" or a function', policy));
    }
    return policy;
}

/** Raises unless these are limits of replay, and nothing else. */
export function checkOnlyLimits(method: string, limits: Partial<ReplayLimits>): void {
    expectTable(method, "limits", limits);
    expectNames(method, limits, LIMITS);
}

/** Checks the limits of replay, and takes those left out from `otherwise`. */
export function checkLimits(method: string, given: Partial<ReplayLimits>, otherwise: ReplayLimits): ReplayLimits {
    const batchSize = given.batchSize ?? otherwise.batchSize;
    const budget = given.budget ?? otherwise.budget;
    const interval = given.interval ?? otherwise.interval;
    expectInteger(method, "batchSize", batchSize, 1, 1e6);
    expectNumber(method, "budget", budget, 0, 1000);
    expectNumber(method, "interval", interval, 0, 3600);
    return { batchSize, budget, interval };
}

function checkChannels(channels: readonly ChannelName[]): readonly ChannelName[] {
    expectList(METHOD, "channels", channels);
    if (channels.length === 0) {
        misuse(METHOD, "channels", 'must be a list of "GUILD" and "RAID", got an empty one');
    }
    for (const channel of channels) {
        if (channel !== "GUILD" && channel !== "RAID") {
            misuse(METHOD, "channels", `must hold only "GUILD" and "RAID", got ${show(channel)}`);
        }
    }
    return channels;
}
