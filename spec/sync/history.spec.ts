import { WEEK_SECONDS, weekOf } from "../../src/event/key";
import { REQUEST } from "../../src/sync/requests";
import { HISTORY_EVENTS } from "../../src/sync/seal-constants";
import { rowOf } from "../../src/sync/week-summary";
import { noPause } from "../support/background";
import type { TestEvent } from "../support/events";
import { START } from "../support/world";
import { type SealClient, SealGuild } from "./seal-guild";
import { noteEvent } from "./stage";

const WEEK = weekOf(START);
const WEEKS = 30;
const HOUR = 3600;

function past(weeks = WEEKS, perWeek = 20): TestEvent[] {
    const events: TestEvent[] = [];
    for (const week of $range(0, weeks - 1)) {
        for (const index of $range(0, perWeek - 1)) events.push(noteEvent(-week * WEEK_SECONDS - 10 * index, index));
    }
    return events;
}

/** A client that has adopted a seal: of sealed weeks it has the rows. */
function adopt(guild: SealGuild, from: SealClient, all: readonly TestEvent[]): SealClient {
    const client = guild.add(
        "Newcomer",
        all.filter(({ time }) => weekOf(time) === WEEK),
    );
    from.log.hash(noPause);
    for (const back of $range(1, WEEKS - 1)) client.log.makeAbsent(WEEK - back, rowOf(from.log, WEEK - back));
    client.seals.isHistoryWanted = true;
    client.sync.sealsChanged();
    return client;
}

function requests({ messages }: SealClient): number {
    return messages.get(REQUEST.type) ?? 0;
}

describe("The history behind a seal", () => {
    it("comes in the background, the newest weeks first, while the client is equal to others", () => {
        const guild = new SealGuild(1);
        const all = past();
        const officer = guild.add("Officer", all);
        const client = adopt(guild, officer, all);
        const isHere = (back: number): boolean => !client.log.isAbsent(WEEK - back);
        assert.not_nil(guild.until(() => client.received > 0, 300));
        while (client.log.count() < all.length && guild.time.now < HOUR) {
            guild.advance(5);
            client.log.hash(noPause);
            for (const back of $range(1, WEEKS - 1)) rowOf(client.log, WEEK - back);
            assert.equal("synced", client.sync.state());
            // A batch ahead at most.
            for (const back of $range(12, WEEKS - 1)) assert.is_true(!isHere(back) || isHere(back - 11));
        }
        assert.equal(all.length, client.log.count());
        const asked = requests(client);
        assert.is_true(asked <= WEEKS / 2, `${asked}`);
        guild.advance(HOUR);
        assert.equal(asked, requests(client));
    });

    it("waits until nothing else is lacking", () => {
        const guild = new SealGuild(2);
        const all = past();
        const officer = guild.add("Officer", [...all, ...[3, 4].map((seconds) => noteEvent(-seconds, seconds))]);
        const client = adopt(guild, officer, all);
        const isEqual = (): boolean => rowOf(client.log, WEEK).count === 22;
        while (!isEqual()) {
            guild.advance(1);
            assert.is_true(client.received <= 2 || isEqual());
        }
        assert.not_nil(guild.until(() => client.log.count() === all.length + 2, HOUR));
    });

    it("comes at 5 % loss", () => {
        const guild = new SealGuild(3);
        guild.loss = 0.05;
        const all = past();
        const officer = guild.add("Officer", all);
        guild.add("Second", all);
        const client = adopt(guild, officer, all);
        assert.not_nil(guild.until(() => client.log.count() === all.length, 2 * HOUR));
    });

    it("is not asked for in an instance", () => {
        const guild = new SealGuild(4, false);
        const all = past();
        const client = adopt(guild, guild.add("Officer", all), all);
        guild.advance(600);
        assert.equal(0, requests(client));
        client.world.channel.isFree = true;
        assert.not_nil(guild.until(() => client.log.count() === all.length, HOUR));
    });

    it("is asked for less and less often when nobody has it, and comes when somebody does", () => {
        const guild = new SealGuild(5);
        const all = past();
        const officer = guild.add("Officer", all);
        const client = adopt(guild, officer, all);
        officer.isConnected = false;
        guild.advance(2 * HOUR);
        const first = requests(client);
        guild.advance(2 * HOUR);
        const later = requests(client) - first;
        assert.is_true(first <= 8 && later <= 3, `${first}, then ${later}`);
        officer.isConnected = true;
        assert.not_nil(guild.until(() => client.log.count() === all.length, 3 * HOUR));
    });

    it("is never asked for when it is not wanted", () => {
        const guild = new SealGuild(6);
        const all = past();
        const client = adopt(guild, guild.add("Officer", all), all);
        client.seals.isHistoryWanted = false;
        guild.advance(HOUR);
        assert.equal(0, requests(client));
    });

    it("is asked for from the first week that is wanted", () => {
        const guild = new SealGuild(8);
        const all = past();
        const client = adopt(guild, guild.add("Officer", all), all);
        client.seals.firstWanted = WEEK - 5;
        guild.advance(3 * HOUR);
        assert.equal(6 * 20, client.log.count());
    });

    it("comes although a week alone has more events than are asked for at a time", () => {
        const guild = new SealGuild(7);
        const all = [...past()];
        for (const index of $range(1, HISTORY_EVENTS + 100)) {
            all.push(noteEvent(-3 * WEEK_SECONDS - 1000 - index, index));
        }
        const client = adopt(guild, guild.add("Officer", all), all);
        assert.not_nil(guild.until(() => client.log.count() === all.length, 3 * HOUR));
    });

    it("waits where the game counts whispers, unless it has to decide which state is right", () => {
        const guild = new SealGuild(1, false);
        const all = past();
        const client = adopt(guild, guild.add("Officer", all), all);
        guild.advance(HOUR);
        assert.equal(0, client.received);
        client.seals.isHistoryNeeded = true;
        assert.not_nil(guild.until(() => client.received > 0, HOUR));
    });
});
