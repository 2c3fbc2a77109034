/** The longest callbacks of a client whose log was filled, or whose peers are, by somebody who wishes it harm. */

import { encodeChecked } from "../src/block/checked-text";
import { encodeVarint } from "../src/codec/varint";
import { packKey, toId } from "../src/event/key";
import { formatGuid } from "../src/event/guid";
import { encodeBody } from "../src/event/schema";
import { Archive, openScope, type SavedLedger } from "../src/log/archive";
import { Directory } from "../src/log/directory";
import type { Pause } from "../src/ports";
import { Inhibitor } from "../src/sync/inhibitor";
import { Reputation } from "../src/sync/reputation";
import { revocationBody } from "../src/log/revocations";
import type { Figure } from "./harness";
import { AWARD, awardHistory } from "./support/dkp";
import { ADDON, addOfficer, checkErrors, createGuildRealm, statusOf } from "./support/guild";
import { fill, newLog, newRevocations, saveLog, savedText } from "./support/logs";
import { BenchClock, NO_NATIVE, noPause, SlicedBackground } from "./support/ports";

const TARGET = 5;
/** The machine does other things too: the shortest of so many rounds' longest. */
const ROUNDS = 3;

/** Seconds of play until all that a login sets off is done. */
const SETTLED = 30;

/** Revocations, each of the one before it. */
const CHAIN = 8000;
const AUTHOR = 5000;

const START = 1622419200;
const HOUR = 3600;
const NOTES = 65536;
const SPEAKERS = 300;
const ASKED_WEEKS = 60;
const CREATORS = 20000;
const LARGE_EVENTS = 500;
const LARGE_BYTES = 3900;

const clock = os.clock;

function figure(name: string, value: number): Figure {
    return { name: `longest callback: ${name}`, value, unit: "ms", target: TARGET, atMost: true };
}

/** The shortest of several rounds. */
function best(round: (this: void) => number): number {
    let shortest = math.huge;
    for (const _ of $range(1, ROUNDS)) shortest = math.min(shortest, round());
    return shortest;
}

/** The longest callback of an officer who logs in with this file, in milliseconds. */
function login(saved: SavedLedger, startTime: number): number {
    const realm = createGuildRealm({ startTime });
    const client = addOfficer(realm, "Thrall");
    client.setSavedText(ADDON, savedText(saved, `${ADDON}_Saved`));
    collectgarbage("collect");
    client.login();
    realm.advance(SETTLED);
    checkErrors(realm);
    if (statusOf(client, "lag") !== 0) error("not current", 0);
    return client.getLongestCallback().ms;
}

/** An award, and a chain of revocations on it. */
function chainFile(): LuaMultiReturn<[saved: SavedLedger, end: number]> {
    const log = newLog();
    const history = awardHistory(1, 1);
    fill(log, history);
    let [time] = history.times;
    let [id] = history.ids;
    const parts: string[] = [];
    for (const index of $range(1, CHAIN)) {
        const body = revocationBody(time, id);
        time++;
        id = toId(AUTHOR, 0);
        log.insert(time, id, body);
        parts[index - 1] = packKey(time, id) + encodeVarint(body.length) + body;
    }
    const saved = saveLog(log);
    for (const [, scope] of pairs(saved.scopes!)) {
        scope.revocations = encodeChecked(table.concat(parts), NO_NATIVE, noPause);
    }
    return $multi(saved, time);
}

/** The longest of many pieces of work that follow each other, in milliseconds. */
function longestOf(count: number, work: (this: void, index: number) => void): number {
    let longest = 0;
    for (const index of $range(0, count - 1)) {
        const start = clock();
        work(index);
        longest = math.max(longest, clock() - start);
    }
    return longest * 1000;
}

/** The longest slice of work in the background, in milliseconds. */
function longestSlice(work: (this: void, pause: Pause) => void): number {
    const background = new SlicedBackground();
    collectgarbage("collect");
    background.run(work);
    return background.longest;
}

/** Notes of what was said, as many as an hour of events can make. */
function noteAll(inhibitor: Inhibitor): number {
    return longestOf(NOTES, (index) => inhibitor.note(packKey(START + index, toId(AUTHOR + index, 0))));
}

function sweepAll(): number {
    const inhibitor = new Inhibitor(new BenchClock(), 3, HOUR);
    noteAll(inhibitor);
    return longestSlice((pause) => inhibitor.sweep(pause));
}

/** The game's: its uptime stands still within a frame. */
class FrameClock extends BenchClock {
    override uptime(): number {
        return HOUR;
    }
}

/** The ranking for a request for many weeks among many who serve. */
function rankAll(): number {
    const reputation = new Reputation(new FrameClock());
    for (const index of $range(1, SPEAKERS)) {
        const peer = reputation.of(string.format("Peer%.0f-Realm", index));
        reputation.claimed(peer, { claim: index, base: 1, root: 1, rows: [] });
    }
    return longestOf(1, () => {
        for (const index of $range(1, ASKED_WEEKS)) reputation.before(SPEAKERS / 2, "Thrall-Realm", index);
    });
}

/** Packing the server ids of as many creators as were invented. */
function packDirectory(): number {
    const directory = new Directory();
    for (const index of $range(1, CREATORS)) directory.note(AUTHOR + index, 1 + (index % 500), false);
    return longestSlice((pause) => directory.pack(pause));
}

/** Hashing, packing and opening a week of the longest bodies. */
function largeBodies(): number {
    const log = newLog();
    for (const index of $range(1, LARGE_EVENTS)) {
        const text = string.rep(string.char(97 + (index % 26)), LARGE_BYTES);
        const values = { players: [formatGuid(1, AUTHOR)], amount: index, reason: text };
        log.insert(START + index, toId(AUTHOR, 0), encodeBody(AWARD, values)[0]!);
    }
    const archive = new Archive(openScope({}, "scope")!, log, newRevocations(), NO_NATIVE);
    return longestSlice((pause) => archive.save(pause));
}

export function run(): Figure[] {
    const [chain, end] = chainFile();
    return [
        figure(
            "noting one of 65,536 things that were said",
            best(() => noteAll(new Inhibitor(new BenchClock(), 3, HOUR))),
        ),
        figure("clearing up 65,536 of them", best(sweepAll)),
        figure("the ranks for a request for 60 weeks, 300 peers serving", best(rankAll)),
        figure("packing the server ids of 20,000 creators", best(packDirectory)),
        figure("hashing and packing a week of 500 events of 3.9 kB", best(largeBodies)),
        figure(
            "login with a chain of 8,000 revocations",
            best(() => login(chain, end)),
        ),
    ];
}
