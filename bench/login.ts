/** A whole client with a long log: processor time of login, memory afterwards, and the longest callbacks. */

import type { Client, Realm } from "../realm/realm";
import { type Figure, measure } from "./harness";
import { callbackTime } from "./support/callbacks";
import { awardHistory } from "./support/dkp";
import { ADDON, addOfficer, checkErrors, createGuildRealm, statusOf } from "./support/guild";
import { fill, newLog, saveLog, savedText } from "./support/logs";

const EVENTS = 100000;
const WEEKS = 100;

/** Most seconds of game time that a full replay may take here. */
const REPLAY_LIMIT = 120;

/** Seconds of play until everything that a login sets off is done, and has been saved in the background. */
const SETTLED = 30;

/** Logins of which the fastest counts. */
const ROUNDS = 5;

/** Milliseconds; steps of the garbage collector count, too. */
const LONGEST_TARGET = 5;

const clock = os.clock;

interface Stage {
    readonly realm: Realm;
    readonly client: Client;
}

/** A file, and the time at which it was left: a login goes on in the week that it ends in. */
interface File {
    readonly text: string;
    readonly time: number;
}

/** That of a client with an empty ledger. */
const NO_FILE: File = { text: `${ADDON}_Saved = nil`, time: 1700000000 };

/** An officer who is offline, with this file, and with nothing else to be collected. */
function createStage({ text, time }: File): Stage {
    const realm = createGuildRealm({ startTime: time });
    const client = addOfficer(realm, "Thrall");
    client.setSavedText(ADDON, text);
    collectgarbage("collect");
    return { realm, client };
}

/** Lets the state catch up with the log. */
function settle({ realm, client }: Stage): void {
    const isCurrent = realm.advanceUntil(() => statusOf(client, "lag") === 0, REPLAY_LIMIT);
    if (!isCurrent) error(`not current after ${REPLAY_LIMIT} s`, 0);
    realm.advance(SETTLED);
    checkErrors(realm);
}

/** The file as the game writes it for a log whose state was never saved. */
function freshFile(): File {
    const log = newLog();
    const history = awardHistory(EVENTS, WEEKS);
    fill(log, history);
    return { text: savedText(saveLog(log), `${ADDON}_Saved`), time: history.times[EVENTS - 1] + 1 };
}

/** The longest callback of a client that replays a whole log, and the file that it leaves. */
function replayRound(file: File): LuaMultiReturn<[milliseconds: number, left: File]> {
    const stage = createStage(file);
    stage.client.login();
    settle(stage);
    const { ms } = stage.client.getLongestCallback();
    if (statusOf(stage.client, "events") !== EVENTS) error("events are missing", 0);
    stage.client.logout();
    return $multi(ms, { text: stage.client.getSavedText(ADDON)!, time: stage.realm.getServerTime() });
}

/** What a login that finds its state in the file takes, in seconds or milliseconds. */
interface Login {
    /** Callbacks from ADDON_LOADED on, and the first submit(). */
    submit: number;
    /** Callbacks from there until the state is current, and all is saved. */
    afterwards: number;
    /** Longest callback, in milliseconds. */
    longest: number;
    /** The callback of PLAYER_LOGOUT, in milliseconds. */
    logout: number;
}

function loginRound(left: File): Login {
    const stage = createStage(left);
    const { realm, client } = stage;
    let submit = callbackTime(() => client.login());
    const start = clock();
    const [event] = client.run(
        `return ${ADDON}.ledger:submit("award", { players = { UnitGUID("player") }, amount = 1, reason = "login" })`,
    );
    submit += clock() - start;
    if (event === undefined) error("submit() is not possible", 0);
    const afterwards = callbackTime(() => settle(stage));
    const longest = client.getLongestCallback().ms;
    client.slash(`/sdkp award Thrall 1 logout`);
    client.resetLongestCallback();
    client.logout();
    checkErrors(realm);
    return { submit, afterwards, longest, logout: client.getLongestCallback().ms };
}

/** The least of each, over several rounds. */
function fastestLogin(left: File): Login {
    const best: Login = { submit: math.huge, afterwards: math.huge, longest: math.huge, logout: math.huge };
    for (const _ of $range(1, ROUNDS)) {
        const round = loginRound(left);
        best.submit = math.min(best.submit, round.submit);
        best.afterwards = math.min(best.afterwards, round.afterwards);
        best.longest = math.min(best.longest, round.longest);
        best.logout = math.min(best.logout, round.logout);
    }
    return best;
}

/** Bytes that a client takes, with its realm, when its state is current. The text of the file does not count. */
function memoryOf(file: File): number {
    // The realm's code keeps hold of the last client that it called: that must not be one with these very strings.
    createStage(NO_FILE).client.login();
    collectgarbage("collect");
    const before = collectgarbage("count");
    const stage = createStage(file);
    stage.client.login();
    settle(stage);
    stage.client.setSavedText(ADDON, "");
    collectgarbage("collect");
    return (collectgarbage("count") - before) * 1024;
}

export function run(): Figure[] {
    const fresh = freshFile();
    let replayLongest = math.huge;
    let left = fresh;
    for (const _ of $range(1, ROUNDS)) {
        const [milliseconds, written] = replayRound(fresh);
        replayLongest = math.min(replayLongest, milliseconds);
        left = written;
    }
    const empty = memoryOf(NO_FILE);
    const loading = measure(() => setfenv(loadstring(left.text)[0]!, {})());
    const login = fastestLogin(left);
    const memory = (when: string, file: File): Figure => {
        return {
            name: `memory of the whole client with 100,000 events, over one with none: ${when}`,
            value: (memoryOf(file) - empty) / EVENTS,
            unit: "bytes an event",
            target: 40,
            atMost: true,
        };
    };
    const longest = (when: string, value: number, target?: number): Figure => {
        return { name: `longest callback of the client: ${when}`, value, unit: "ms", target, atMost: true };
    };
    return [
        {
            name: "login with 100,000 events until submit is possible, loading the file included, over that alone",
            value: (loading + login.submit) / loading,
            unit: "×",
            target: 1.3,
            atMost: true,
        },
        {
            name: "the same until all that follows in the background is done, too",
            value: (loading + login.submit + login.afterwards) / loading,
            unit: "×",
        },
        { name: "loading the file alone", value: loading * 1000, unit: "ms" },
        memory("after login", left),
        memory("after a full replay", fresh),
        longest("login", login.longest, LONGEST_TARGET),
        longest("login with a full replay", replayLongest, LONGEST_TARGET),
        longest("logout after an award", login.logout),
    ];
}
