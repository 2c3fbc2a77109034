import { createGuild, type DemoGuild } from "../../../demo/run/guild";
import { Tally, WeekCounts } from "../../../demo/run/tally";
import { type Deed } from "../../../scenarios/workload/evening";

const JOB = { seed: 1, clients: 4, officers: 2, loss: 0, minutes: 2, weeks: 1, profileStep: 0.05 };
/** Seconds until the roster is known and everybody has said what it holds. */
const SETTLE = 60;
const WEEK = 604800;
const FIRST_WEEK = 2810;
/** So that what is written after one settling falls into the first week, after two into the second. */
const START = (FIRST_WEEK + 1) * WEEK - 2 * SETTLE;

function award(guild: DemoGuild): void {
    const fields = { players: [], amount: 5, reason: "boss" };
    const deed: Deed = { time: 0, officer: 0, submission: { type: "award", fields } };
    assert.is_nil(guild.members[0].write(deed));
}

function lookAtAll(tally: Tally, guild: DemoGuild): number[] {
    for (const member of guild.members) tally.look(member);
    return tally.held.map(({ total }) => total);
}

function createOnlineGuild(): DemoGuild {
    const guild = createGuild(JOB, START, () => {});
    for (const member of guild.members) guild.login(member);
    return guild;
}

describe("WeekCounts", () => {
    it("tells each change once, in order of weeks", () => {
        const counts = new WeekCounts();
        for (const week of [7, 5, 7]) counts.add(week);
        assert.equal(3, counts.total);
        assert.same(
            [
                { week: 5, events: 1 },
                { week: 7, events: 2 },
            ],
            counts.takeChanges(),
        );
        assert.same([], counts.takeChanges());
        counts.clear();
        counts.add(5);
        assert.equal(1, counts.total);
        assert.same(
            [
                { week: 5, events: 1 },
                { week: 7, events: 0 },
            ],
            counts.takeChanges(),
        );
    });
});

describe("Tally", () => {
    it("follows what each client holds, by week, and counts an event of several clients once", () => {
        const guild = createOnlineGuild();
        const tally = new Tally(JOB.clients);
        assert.same([0, 0, 0, 0], lookAtAll(tally, guild));
        guild.realm.advance(SETTLE);
        guild.members[3].client.disconnect();
        award(guild);
        guild.realm.advance(SETTLE);
        award(guild);
        guild.realm.advance(1);
        assert.same([2, 2, 2, 0], lookAtAll(tally, guild));
        assert.equal(2, tally.existing.total);
        assert.equal(1, tally.existing.at(FIRST_WEEK));
        assert.equal(1, tally.held[2].at(FIRST_WEEK + 1));
        guild.members[3].client.reconnect();
        guild.realm.advance(SETTLE);
        assert.same([2, 2, 2, 2], lookAtAll(tally, guild));
        assert.equal(2, tally.existing.total);
        assert.same([], guild.realm.errors);
    });

    it("sees what a crash lost, and what came before it looked", () => {
        const guild = createOnlineGuild();
        guild.realm.advance(SETTLE);
        award(guild);
        guild.realm.advance(1);
        const tally = new Tally(JOB.clients);
        assert.same([1, 1, 1, 1], lookAtAll(tally, guild));
        const [, , , last] = guild.members;
        last.crash();
        assert.same([1, 1, 1, 1], lookAtAll(tally, guild));
        guild.login(last);
        // The ledger is closed until the guild is known: nobody can say yet what it holds.
        assert.same([1, 1, 1, 1], lookAtAll(tally, guild));
        last.client.disconnect();
        guild.realm.advance(SETTLE);
        assert.same([1, 1, 1, 0], lookAtAll(tally, guild));
        assert.equal(0, tally.held[3].at(FIRST_WEEK));
        assert.equal(1, tally.existing.total);
    });

    it("goes on over a logout and a /reload", () => {
        const guild = createOnlineGuild();
        const tally = new Tally(JOB.clients);
        guild.realm.advance(SETTLE);
        award(guild);
        guild.realm.advance(1);
        lookAtAll(tally, guild);
        guild.members[1].reload();
        guild.members[2].logout();
        guild.realm.advance(SETTLE);
        award(guild);
        guild.realm.advance(1);
        assert.same([2, 2, 1, 2], lookAtAll(tally, guild));
        guild.login(guild.members[2]);
        guild.realm.advance(SETTLE);
        assert.same([2, 2, 2, 2], lookAtAll(tally, guild));
    });
});
