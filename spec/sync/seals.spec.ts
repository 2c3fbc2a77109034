import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import { ADVERTISE, COMPARE, EVENTS, ROWS_REQUEST } from "../../src/sync/messages";
import { decodeRequest, REQUEST, WANT } from "../../src/sync/requests";
import { encodeSurplus, KEPT, SURPLUS } from "../../src/sync/seal-messages";
import { rootOf } from "../../src/sync/roots";
import { rowOf, rowsBetween, WEEK_END } from "../../src/sync/week-summary";
import { noPause } from "../support/background";
import type { TestEvent } from "../support/events";
import { decodeFrame } from "../../src/link/frame";
import { rounds } from "../support/rounds";
import { MESSAGE_BYTES, START } from "../support/world";
import { closeWeeks } from "./fake-seals";
import { type SealClient, SealGuild } from "./seal-guild";
import { noteEvent } from "./stage";

const WEEK = weekOf(START);
const HOUR = 3600;
const SEEDS = rounds(20, 4);

/** Events of so many weeks, a few a week, the current one first. */
function past(weeks: number, perWeek = 5): TestEvent[] {
    const events: TestEvent[] = [];
    for (const week of $range(0, weeks - 1)) {
        for (const index of $range(0, perWeek - 1)) events.push(noteEvent(-week * WEEK_SECONDS - 10 * index, index));
    }
    return events;
}

/** The weeks so many to so many before the present one. */
function weeksBack(first: number, last: number): number[] {
    const weeks: number[] = [];
    for (const back of $range(first, last)) weeks.push(WEEK - back);
    return weeks;
}

/** Makes weeks of a client absent, with the rows that another one has. */
function forget(client: SealClient, weeks: readonly number[], from: SealClient): void {
    from.log.hash(noPause);
    for (const weekNumber of weeks) client.log.makeAbsent(weekNumber, rowOf(from.log, weekNumber));
    const first = weeks.reduce((newest, weekNumber) => math.max(newest, weekNumber), 0);
    client.seals.kept = first + 1;
    client.sync.sealsChanged();
}

function state(client: SealClient): string {
    return client.sync.state();
}

describe("Surplus events of a closed week", () => {
    it("are told to whoever asks, by one of those that hold the seal, and are not wanted", () => {
        const guild = new SealGuild(1);
        const common = past(10);
        const holders = ["A", "B", "C"].map((name) => guild.add(`Holder${name}`, common));
        const surplus = noteEvent(-6 * WEEK_SECONDS - 500, 9);
        const joining = guild.add("Joining", [...common, surplus]);
        for (const { log } of holders) closeWeeks(log, weeksBack(1, 9));
        guild.advance(300);
        const { ids } = joining.seals.surplus[0];
        assert.same([{ time: surplus.time, id: surplus.id }], ids);
        assert.equal(weekOf(surplus.time), joining.seals.surplus[0].weekNumber);
        const told = holders.map(({ messages }) => messages.get(SURPLUS.type) ?? 0);
        assert.is_true(told[0] + told[1] + told[2] >= 1 && told[0] + told[1] + told[2] <= 4, told.join(" "));
        assert.equal(0, guild.sent((type) => type === WANT.type).messages);
        for (const holder of holders) {
            assert.equal("synced", state(holder));
            assert.equal(0, holder.messages.get(REQUEST.type) ?? 0);
        }
    });

    it("of the newest weeks as well, and a requester that lacks sealed ones gets them", () => {
        const guild = new SealGuild(2);
        const common = past(6);
        const surplus = noteEvent(-2 * WEEK_SECONDS - 500, 9);
        const [lacking] = common.filter(({ time }) => weekOf(time) === WEEK - 2);
        const holder = guild.add("Holder", common);
        closeWeeks(holder.log, weeksBack(1, 5));
        const joining = guild.add("Joining", [...common.filter((event) => event !== lacking), surplus]);
        guild.advance(300);
        assert.equal(common.length + 1, joining.log.count());
        assert.is_true(joining.seals.surplus.some(({ ids }) => ids.some(({ time }) => time === surplus.time)));
        assert.equal(common.length, holder.log.count());
    });

    it("are told by those who may not speak where nobody else has the week, each difference once or a few times", () => {
        const guild = new SealGuild(3);
        const common = past(6);
        const surplus = [noteEvent(-2 * WEEK_SECONDS - 500, 9), noteEvent(-2 * WEEK_SECONDS - 700, 9)];
        const mute = ["A", "B", "C", "D", "E", "F"].map((name) =>
            guild.add(`Mute${name}`, common, { maySpeak: false }),
        );
        const pruned = guild.add("Pruned", common.slice(0, 5));
        const joining = guild.add("Joining", [...common, ...surplus]);
        for (const { log } of [...mute, pruned]) closeWeeks(log, weeksBack(1, 5));
        forget(pruned, weeksBack(1, 5), mute[0]);
        guild.advance(300);
        const [first] = joining.seals.surplus as ({ ids: readonly { time: number }[] } | undefined)[];
        assert.same(
            surplus.map(({ time }) => time).sort((a, b) => a - b),
            first!.ids.map(({ time }) => time),
        );
        let told = 0;
        for (const { messages } of mute) {
            told += messages.get(SURPLUS.type) ?? 0;
            assert.same([0, 0], [messages.get(EVENTS.type) ?? 0, messages.get(WANT.type) ?? 0]);
        }
        assert.is_true(told >= 1 && told <= 4, `${told}`);
    });

    it("are not told by those who may not speak where somebody who may has done so", () => {
        const guild = new SealGuild(4);
        const common = past(6);
        const holder = guild.add("Holder", common);
        const mute = guild.add("Mute", common, { maySpeak: false });
        guild.add("Joining", [...common, noteEvent(-2 * WEEK_SECONDS - 500, 9)]);
        for (const { log } of [holder, mute]) closeWeeks(log, weeksBack(1, 5));
        guild.advance(300);
        assert.is_true((holder.messages.get(SURPLUS.type) ?? 0) > 0);
        assert.is_nil(mute.messages.get(SURPLUS.type));
    });

    it("are told beside what others invent", () => {
        const guild = new SealGuild(5);
        const common = past(6);
        const holder = guild.add("Holder", common, { maySpeak: false });
        const liar = guild.add("Liar", [], { maySpeak: false });
        const surplus = noteEvent(-2 * WEEK_SECONDS - 500, 9);
        const joining = guild.add("Joining", [...common, surplus]);
        const pruned = guild.add("Pruned", common.slice(0, 5));
        for (const { log } of [holder, pruned]) closeWeeks(log, weeksBack(1, 5));
        forget(pruned, weeksBack(1, 5), holder);
        liar.link.receive = (text, from) => {
            const [type, , payload] = decodeFrame(text, MESSAGE_BYTES);
            const request = type === REQUEST.type && from === joining.name ? decodeRequest(payload!) : undefined;
            for (const { weekNumber } of request?.entries ?? []) {
                liar.say(SURPLUS, encodeSurplus({ salt: request!.salt, weekNumber, coefficients: [7] }));
            }
        };
        guild.advance(600);
        assert.is_true(joining.seals.surplus.some(({ ids }) => ids.length === 1 && ids[0].time === surplus.time));
    });
});

describe("A Surplus that is said again and again", () => {
    it("costs the work of one for each that says it", () => {
        const guild = new SealGuild(1);
        const common = past(10);
        const holder = guild.add("Holder", common);
        const joining = guild.add("Joining", [...common, noteEvent(-6 * WEEK_SECONDS - 500, 9)]);
        const officers = ["A", "B", "C"].map((name) => guild.add(`Officer${name}`).name);
        closeWeeks(holder.log, weeksBack(1, 9));
        let said: string | undefined;
        const { channel } = holder.world;
        const { answer } = channel;
        channel.answer = (text, chatType, target) => {
            const [type] = decodeFrame(text, MESSAGE_BYTES);
            said = type === SURPLUS.type ? text : said;
            return answer(text, chatType, target);
        };
        assert.not_nil(guild.until(() => said !== undefined, 300));
        guild.advance(1);
        const before = joining.seals.surplus.length;
        assert.equal(1, before);
        for (const _ of $range(1, 100)) {
            for (const officer of officers) joining.link.receive(said!, officer, "open");
            guild.advance(0.1);
        }
        assert.equal(before + officers.length, joining.seals.surplus.length);
    });
});

/** Bytes and messages of two hours of a guild in which an old copy has something more in an old week. */
function playOld(isSealed: boolean, back: number, seed: number): { bytes: number; messages: number } {
    const guild = new SealGuild(seed);
    const common = past(12);
    const sealed = ["A", "B", "C"].map((name) => guild.add(`Holder${name}`, common));
    const extra = noteEvent(-back * WEEK_SECONDS - 500, 9);
    const old = guild.add("Old", [...common, extra], { isOld: true });
    if (isSealed) for (const { log } of sealed) closeWeeks(log, weeksBack(1, 11));
    guild.advance(2 * HOUR);
    for (const client of sealed) {
        assert.equal(isSealed ? common.length : common.length + 1, client.log.count());
        assert.equal("synced", state(client));
        assert.equal(0, client.sync.differences().length);
    }
    assert.equal(common.length + 1, old.log.count());
    return guild.sent();
}

describe("A copy that knows no seals and has more in a closed week", () => {
    for (const [what, back] of [
        ["an old one", 8],
        ["a recent one", 2],
    ] as const) {
        it(`(${what}) makes the guild send no more in two hours than without seals, and is not different`, () => {
            const without = { bytes: 0, messages: 0 };
            const beside = { bytes: 0, messages: 0 };
            for (const seed of $range(1, SEEDS)) {
                for (const isSealed of [false, true]) {
                    const { bytes, messages } = playOld(isSealed, back, seed);
                    const sum = isSealed ? beside : without;
                    sum.bytes += bytes;
                    sum.messages += messages;
                }
            }
            const found = string.format(
                "%d bytes in %d messages, %d in %d without",
                beside.bytes,
                beside.messages,
                without.bytes,
                without.messages,
            );
            assert.is_true(beside.bytes <= 1.1 * without.bytes, found);
            assert.is_true(beside.messages <= 1.1 * without.messages, found);
        });
    }
});

describe("A client without sealed weeks", () => {
    it("says Kept once, is equal to others, and is neither asked nor waited for", () => {
        const guild = new SealGuild(5);
        const all = past(20);
        const full = guild.add("Full", all);
        const pruned = guild.add(
            "Pruned",
            all.filter(({ time }) => weekOf(time) > WEEK - 5),
        );
        forget(pruned, weeksBack(5, 19), full);
        closeWeeks(full.log, weeksBack(1, 19));
        closeWeeks(pruned.log, weeksBack(1, 19));
        guild.advance(600);
        assert.equal(1, pruned.messages.get(KEPT.type));
        assert.is_nil(full.messages.get(KEPT.type));
        for (const client of [full, pruned]) assert.equal("synced", state(client));
        const rows = rowsBetween(full.log, 0, WEEK_END);
        assert.same(rows, rowsBetween(pruned.log, 0, WEEK_END));
        assert.equal(rootOf(rows, noPause), rootOf(rowsBetween(pruned.log, 0, WEEK_END), noPause));
        const before = guild.sent((type) => type !== ADVERTISE.type && type !== COMPARE.type).messages;
        guild.advance(HOUR);
        assert.equal(before, guild.sent((type) => type !== ADVERTISE.type && type !== COMPARE.type).messages);
        const late = guild.add("Late");
        const seconds = guild.until(() => late.log.count() === all.length, 300);
        assert.not_nil(seconds);
        assert.equal(0, pruned.messages.get(ROWS_REQUEST.type) ?? 0);
        assert.equal("synced", state(pruned));
    });

    it("says it again when more goes, and when the history is here", () => {
        const guild = new SealGuild(6);
        const all = past(10);
        const full = guild.add("Full", all);
        const pruned = guild.add("Pruned", all);
        guild.advance(60);
        assert.is_nil(pruned.messages.get(KEPT.type));
        forget(pruned, weeksBack(5, 9), full);
        guild.advance(60);
        assert.equal(1, pruned.messages.get(KEPT.type));
        pruned.seals.kept = 0;
        pruned.sync.sealsChanged();
        guild.advance(600);
        assert.equal(2, pruned.messages.get(KEPT.type));
    });
});

describe("The weeks that a newcomer holds back", () => {
    it("are not asked for until they are not held back any more", () => {
        const guild = new SealGuild(7);
        const all = past(10);
        guild.add("Officer", all);
        const newcomer = guild.add("Newcomer");
        for (const week of weeksBack(1, 9)) newcomer.seals.heldBack.add(week);
        guild.advance(300);
        assert.equal(5, newcomer.log.count());
        assert.equal("behind", state(newcomer));
        newcomer.seals.heldBack = new LuaSet();
        newcomer.sync.sealsChanged();
        assert.not_nil(guild.until(() => newcomer.log.count() === all.length, 300));
    });

    it("are no targets any more once they are absent", () => {
        const guild = new SealGuild(8);
        const all = past(10);
        const officer = guild.add("Officer", all);
        const newcomer = guild.add("Newcomer");
        for (const week of weeksBack(1, 9)) newcomer.seals.heldBack.add(week);
        guild.advance(60);
        forget(newcomer, weeksBack(1, 9), officer);
        guild.advance(60);
        assert.equal("synced", state(newcomer));
        assert.equal(5, newcomer.log.count());
    });
});

describe("The rows of peers", () => {
    it("are told in full, and again when there is another seal", () => {
        const guild = new SealGuild(9);
        const officer = guild.add("Officer", past(10));
        const newcomer = guild.add("Newcomer");
        for (const week of weeksBack(0, 9)) newcomer.seals.heldBack.add(week);
        guild.advance(120);
        const all = rowsBetween(officer.log, 0, WEEK_END);
        const { rows } = newcomer.seals;
        assert.is_true(rows.some((one) => one.base === WEEK_END && one.peer === officer.name));
        for (const one of rows) {
            assert.same(
                all.filter(({ weekNumber }) => weekNumber < one.base),
                one.rows,
            );
        }
        const count = rows.length;
        newcomer.sync.sealsChanged();
        guild.advance(1);
        assert.is_true(rows.length > count);
    });
});
