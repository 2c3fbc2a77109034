/** Seals of a guild with 100,000 events: newcomers, pruning, sealing itself, idle traffic, and what came too late. */

import { readText } from "../realm/addons/files";
import type { AddonOptions, Client } from "../realm/realm";
import { eventCount, type PastEvent, raiderOf, savedText, ScenarioGuild, SERVER } from "../scenarios/guild";
import { SETTLING } from "../scenarios/outcome";
import { MEMBER, OFFICER as NOTES_OFFICER } from "../scenarios/policy-guild";
import { look as lookAtNotes, SealGuild } from "../scenarios/seals";
import { deflate } from "../src/codec/deflate";
import { creatorOf, weekOf } from "../src/event/key";
import { decodeFrame } from "../src/link/frame";
import { LONE_WINDOW_SECONDS } from "../src/sync/constants";
import { ADVERTISE, COMPARE } from "../src/sync/messages";
import { UnitWriter } from "../src/unit/unit-writer";
import type { Figure } from "./harness";
import { collectingBetween } from "./support/callbacks";
import { atMost } from "./support/scenarios";
import {
    addWith,
    award,
    awardAll,
    LongPast,
    look,
    MASTER,
    OFFICER,
    passWeek,
    RAIDER,
    RECENT_WEEKS,
    seal,
    SealedGuild,
    showSame,
    until,
} from "./support/sealed-guild";

const NEWCOMERS = 3;
/** Seconds within which a newcomer shows something, and within which all of the history is there. */
const SHOWN_LIMIT = 600;
const HISTORY_LIMIT = 7200;

const KEPT_WEEKS = RECENT_WEEKS;
const ROW_BYTES = 30;

const CALLBACK_TARGET = 5;
const ROUNDS = 2;

const IDLE_SEEDS = 3;
const EVENINGS = 12;
const HOUR = 3600;

const LATE_SEEDS = 3;
const AWAY_WEEKS = 9;
const AWARDS_A_WEEK = 100;

const MESSAGE_BYTES = 255;
const noPause = (): void => {};

function median(values: number[]): number {
    table.sort(values);
    return values[math.floor(values.length / 2)];
}

/** Bytes of the sealed state in a client's file, and of the Deflate stream in it. */
function sealedStateOf(client: Client): LuaMultiReturn<[saved: number, stream: number]> {
    const [saved] = client.run(`
        local function find(entries)
            for name, value in pairs(entries) do
                local length = name == "sealState" and #value or type(value) == "table" and find(value)
                if length then return length end
            end
        end
        return find(SimpleDKP_Saved)`);
    // Base64 of checksum, digest, week, version, plain size, and the stream.
    return $multi(saved as number, math.floor(((saved as number) * 3) / 4) - 30);
}

/** Bytes of the smallest message that carries these events. */
function unitBytes(events: readonly PastEvent[]): number {
    const writer = new UnitWriter();
    for (const { time, id, body } of events) {
        if (!writer.add(time, id, SERVER, body)) error(`not in order: ${creatorOf(id)}`, 0);
    }
    return deflate(writer.finish(), noPause).length;
}

/** What a newcomer cost until he showed what the others do. */
interface Shown {
    readonly seconds: number;
    readonly bytes: number;
}

function admit({ guild, master }: SealedGuild, index: number): LuaMultiReturn<[client: Client, shown: Shown]> {
    // What the one before lacked is not sent to everybody any more.
    guild.realm.advance(2 * LONE_WINDOW_SECONDS);
    const newcomer = addWith(guild, RAIDER, undefined, `Newcomer${index}`);
    guild.reset();
    newcomer.login();
    const seconds = until(guild, newcomer.name, () => showSame(newcomer, master), SHOWN_LIMIT);
    return $multi(newcomer, { seconds, bytes: guild.counted.bytes });
}

/** The newcomers of a guild that has sealed, one after the other. The last one stays. */
function newcomers(sealed: SealedGuild, least: number, isThrottled: boolean): Figure[] {
    for (const client of sealed.members) client.setInstance(isThrottled);
    const all: Shown[] = [];
    for (const index of $range(1, NEWCOMERS)) {
        const [newcomer, shown] = admit(sealed, index);
        newcomer.logout();
        all.push(shown);
    }
    const how = isThrottled ? "whispers throttled" : "whispers free";
    const seconds = all.map((shown) => shown.seconds);
    return [
        atMost(
            `newcomer to 100,000 sealed events, ${how}: right state shown`,
            median(seconds),
            "s",
            isThrottled ? 120 : 60,
        ),
        atMost("the same, the slowest of 3", seconds[seconds.length - 1], "s"),
        atMost("the same: all bytes until then", median(all.map(({ bytes }) => bytes)), "bytes"),
        atMost(
            "the same, over compressed state and the events since",
            median(all.map(({ bytes }) => bytes / least)),
            "×",
            1.2,
        ),
    ];
}

/** How long the whole history takes: behind a seal, in the background, and without one, until the state is right. */
function histories(sealed: SealedGuild, past: LongPast): Figure[] {
    for (const client of sealed.members) client.setInstance(false);
    const count = eventCount(sealed.master);
    const [newcomer, shown] = admit(sealed, NEWCOMERS + 1);
    const behind = until(sealed.guild, "the history", () => eventCount(newcomer) === count, HISTORY_LIMIT, 5);
    newcomer.logout();
    const plain = new SealedGuild(1, past);
    const [, whole] = admit(plain, 1);
    return [
        atMost("newcomer without a seal, whispers free: right state shown", whole.seconds, "s"),
        atMost("newcomer behind a seal: the history is here", shown.seconds + behind, "s"),
    ];
}

/** As many strings that Lua's table of all strings, which doubles and halves, has one size whatever a client keeps. */
const BALLAST = 70000;

/** What a client keeps, alone in its guild: bytes of its file once it has settled, and of memory with it. */
function weigh(text: string, time: number): LuaMultiReturn<[file: string, memory: number]> {
    const enter = (saved: string): LuaMultiReturn<[ScenarioGuild, Client]> => {
        const guild = new ScenarioGuild(1, { startTime: time });
        const client = addWith(guild, RAIDER, saved, "Raider");
        client.login();
        guild.realm.advance(SETTLING);
        // Work tables of up to 128 kB are kept by who has unpacked a week: now each of them has.
        client.run("SimpleDKP.ledger:verify(function() end)");
        guild.realm.advance(SETTLING);
        guild.check();
        return $multi(guild, client);
    };
    const [, first] = enter(text);
    first.logout();
    const file = first.getSavedText("SimpleDKP")!;
    enter("SimpleDKP_Saved = nil");
    const ballast: string[] = [];
    for (const index of $range(1, BALLAST)) ballast[index - 1] = `ballast ${index}`;
    collectgarbage("collect");
    const before = collectgarbage("count");
    const [guild, client] = enter(file);
    client.setSavedText("SimpleDKP", "");
    collectgarbage("collect");
    const memory = (collectgarbage("count") - before) * 1024;
    guild.check();
    if (ballast.length !== BALLAST) error("it is not there any more", 0);
    return $multi(file, memory);
}

function pruning({ guild, members }: SealedGuild, events: readonly PastEvent[]): Figure[] {
    const pruned = members[members.length - 1];
    const [savedState] = sealedStateOf(pruned);
    pruned.run(`SimpleDKP.ledger:prune(${KEPT_WEEKS})`);
    guild.realm.advance(SETTLING);
    const { absentWeeks } = look(pruned);
    const time = guild.realm.getServerTime();
    pruned.logout();
    const kept = events.filter((event) => weekOf(event.time) > weekOf(time) - KEPT_WEEKS);
    const [file, memory] = weigh(pruned.getSavedText("SimpleDKP")!, time);
    const [bareFile, bareMemory] = weigh(savedText(kept, "Guild"), time);
    const target = absentWeeks > 0 ? ROW_BYTES : 0;
    return [
        atMost("weeks dropped by pruning to 8", absentWeeks, "weeks"),
        atMost("file after that", file.length / 1024, "kB"),
        atMost(
            "the same, beyond the state and a file with these 8 weeks alone: a dropped week",
            (file.length - bareFile.length - savedState) / absentWeeks,
            "bytes",
            target,
        ),
        atMost("memory of the client after that", memory / 1024, "kB"),
        atMost(
            "the same, beyond the state and a client with these 8 weeks alone: a dropped week",
            (memory - bareMemory - savedState) / absentWeeks,
            "bytes",
            target,
        ),
    ];
}

/** Numbers of weeks by which it is told what one more costs, and events of each. */
const FEW_WEEKS = 100;
const MANY_WEEKS = 1000;
const WEEK_EVENTS = 20;

/** What a guild master keeps who has sealed so many weeks and dropped all but the newest. */
function pruneAlone(weeks: number): LuaMultiReturn<[file: number, memory: number, dropped: number]> {
    const past = new LongPast(weeks * WEEK_EVENTS, weeks);
    const guild = new ScenarioGuild(1);
    const master = addWith(guild, MASTER, past.text, "Master");
    master.login();
    guild.realm.advance(SETTLING);
    seal(guild, master);
    master.run(`SimpleDKP.ledger:prune(${KEPT_WEEKS})`);
    guild.realm.advance(SETTLING);
    const { absentWeeks } = look(master);
    const time = guild.realm.getServerTime();
    master.logout();
    const [file, memory] = weigh(master.getSavedText("SimpleDKP")!, time);
    return $multi(file.length, memory, absentWeeks);
}

/** What one more dropped week costs: the rest is the same, however many they are. */
function oneMoreWeek(): Figure[] {
    const [fewFile, fewMemory, few] = pruneAlone(FEW_WEEKS);
    const [manyFile, manyMemory, many] = pruneAlone(MANY_WEEKS);
    const figure = (what: string, value: number): Figure =>
        atMost(`one more dropped week, between 100 and 1,000: ${what}`, value / (many - few), "bytes", ROW_BYTES);
    return [figure("file", manyFile - fewFile), figure("memory", manyMemory - fewMemory)];
}

/**
 * Milliseconds of the longest callback while a guild master seals a past. Nothing else is in memory: the collector would take a
 * large table of the bench's own in one step, in a callback of his.
 */
function longestOfSealing(text: string): number {
    collectgarbage("collect");
    const guild = new ScenarioGuild(1, {}, true);
    const master = addWith(guild, MASTER, text, "Master");
    master.login();
    guild.realm.advance(SETTLING);
    master.resetLongestCallback();
    seal(guild, master);
    guild.realm.advance(SETTLING);
    if (look(master).standing !== "checked") error("the seal is not held", 0);
    return master.getLongestCallback().ms;
}

function sealing(text: string): Figure[] {
    let [longest, bare] = [math.huge, math.huge];
    for (const _ of $range(1, ROUNDS)) {
        longest = math.min(longest, longestOfSealing(text));
        // With the collector stopped for good, Lua's table of all strings would double, in one step, for the garbage in it.
        collectingBetween(() => {
            bare = math.min(bare, longestOfSealing(text));
        });
    }
    return [
        atMost("sealing 100,000 events: longest callback", longest, "ms", CALLBACK_TARGET),
        atMost("the same, the garbage collector at work between the callbacks", bare, "ms", CALLBACK_TARGET),
    ];
}

/** A guild seals: what is said until all hold the seal and have checked it, but for the usual advertisements. */
function sealedBeforeAll(past: LongPast): LuaMultiReturn<[SealedGuild, Figure]> {
    const sealed = new SealedGuild(1, past);
    let messages = 0;
    sealed.guild.onMessage = ({ text }) => {
        const [type] = decodeFrame(text, MESSAGE_BYTES);
        if (type !== ADVERTISE.type && type !== COMPARE.type) messages++;
    };
    sealed.seal();
    sealed.guild.onMessage = undefined;
    return $multi(sealed, atMost("the same: messages until all have checked the seal", messages, "messages", 1));
}

/** The library of the newest release that knows no seals, as an addon. */
const OLD_LIBRARY: AddonOptions = {
    name: "OldLibrary",
    source: readText("spec/fixtures/releases/LibEventLedger-0.1.0.lua")!,
};

/** Messages and bytes of an hour in which nothing happens: full, pruned and old clients. */
function idleHour(seed: number, isSealing: boolean): { readonly messages: number; readonly bytes: number } {
    const played = new SealGuild(seed, "", 2);
    const current = played.all();
    played.officers.push(...played.guild.add(1, NOTES_OFFICER, "Oldofficer", "", OLD_LIBRARY));
    played.members.push(...played.guild.add(1, MEMBER, "Oldmember", "", OLD_LIBRARY));
    for (const _ of $range(1, EVENINGS)) played.evening(played.all());
    played.login(played.all());
    if (isSealing) {
        if (played.seal(played.master) !== "sealed") error(`seed ${seed}: not sealed`, 0);
        played.until("all have checked it", current, ({ standing }) => standing === "checked");
        for (const client of [played.officers[1], played.members[1]]) {
            client.run(`Notes:prune(${KEPT_WEEKS})`);
            played.until("weeks are dropped", [client], ({ absentWeeks }) => absentWeeks > 0);
        }
    } else {
        // As many events of this week: each week has a row in what is advertised.
        played.award(played.master);
    }
    const { guild } = played;
    guild.realm.advance(5 * SETTLING);
    guild.reset();
    guild.realm.advance(HOUR);
    guild.check();
    const sums = played.all().map((client) => lookAtNotes(client).sum);
    if (sums.some((sum) => sum !== played.written)) error(`seed ${seed}: the sums are ${sums.join(" ")}`, 0);
    return { messages: guild.messages, bytes: guild.bytes };
}

function idle(): Figure[] {
    const [beside, without] = [
        { messages: 0, bytes: 0 },
        { messages: 0, bytes: 0 },
    ];
    for (const seed of $range(1, IDLE_SEEDS)) {
        for (const isSealing of [false, true]) {
            const { messages, bytes } = idleHour(seed, isSealing);
            const sum = isSealing ? beside : without;
            sum.messages += messages;
            sum.bytes += bytes;
        }
    }
    const name = "an hour in which nothing happens, full, pruned and old clients";
    return [
        atMost(`${name}: bytes over those without seals`, beside.bytes / without.bytes, "×", 1.1),
        atMost("the same: messages", beside.messages / without.messages, "×", 1.1),
        atMost("the same: bytes", beside.bytes / IDLE_SEEDS, "bytes"),
    ];
}

/** Seconds from the login of an officer who was away until what came too late is offered, and until it counts everywhere. */
function lateAward(seed: number, past: LongPast): LuaMultiReturn<[offered: number, everywhere: number]> {
    const guild = new ScenarioGuild(seed);
    const [master, officer, raider, away] = [MASTER, OFFICER, RAIDER, OFFICER].map((rank) =>
        addWith(guild, rank, past.text, `Rank${rank}`),
    );
    const others = [master, officer, raider];
    const logout = (clients: readonly Client[]): void => {
        for (const client of clients) client.logout();
        passWeek(guild);
    };
    away.login();
    guild.realm.advance(SETTLING);
    award(away, raiderOf(1), 50, "late");
    guild.realm.advance(SETTLING);
    logout([away]);
    for (const _ of $range(1, AWAY_WEEKS)) {
        guild.login(others);
        guild.realm.advance(SETTLING);
        awardAll(guild, [officer], AWARDS_A_WEEK);
        guild.realm.advance(SETTLING);
        logout(others);
    }
    guild.login(others);
    guild.realm.advance(SETTLING);
    seal(guild, master);
    until(guild, "the others hold it", () => others.every((client) => look(client).standing === "checked"));
    away.login();
    const offered = until(guild, "it is offered", () => look(away).orphans === 1);
    const before = look(master).awards;
    away.slash("/sdkp again");
    const isEverywhere = (): boolean =>
        others.every((client) => look(client).awards === before + 1 && showSame(client, away));
    return $multi(offered, until(guild, "all count it", isEverywhere));
}

function late(): Figure[] {
    const past = new LongPast(5000, 50);
    const [offered, everywhere]: [number[], number[]] = [[], []];
    for (const seed of $range(1, LATE_SEEDS)) {
        const [seconds, more] = lateAward(seed, past);
        offered.push(seconds);
        everywhere.push(more);
    }
    return [
        atMost("an officer's award of 9 weeks ago, too late for a seal: offered after his login", median(offered), "s"),
        atMost("the same: after `/dkp again` all count it", median(everywhere), "s"),
    ];
}

export function run(): Figure[] {
    const past = new LongPast();
    const longest = sealing(past.text);
    const [sealed, said] = sealedBeforeAll(past);
    const since = sealed.playWeek();
    const [, stream] = sealedStateOf(sealed.master);
    const least = stream + unitBytes(since);
    return [
        ...newcomers(sealed, least, false),
        ...newcomers(sealed, least, true),
        ...histories(sealed, past),
        ...pruning(sealed, past.recent.concat(since)),
        ...oneMoreWeek(),
        ...longest,
        said,
        ...idle(),
        ...late(),
    ];
}
