import { compare, digestOf, formatDigest, isEqual, readHoldings } from "../../../demo/run/compare";
import { createGuild, type DemoGuild } from "../../../demo/run/guild";
import { areEqual, readAll } from "../../../demo/run/quiet";
import { playerGuid } from "../../../scenarios/workload/players";

const JOB = { seed: 1, clients: 4, officers: 2, loss: 0, minutes: 2, weeks: 1, profileStep: 0.05 };
/** Seconds until the roster is known and everybody has said what it holds. */
const SETTLE = 60;
/** So that the first award falls into one week and, two settlings later, the next one into another. */
const START = 2811 * 604800 - 2 * SETTLE;

const PLAYERS = [playerGuid(1), playerGuid(20)];

/** A guild that is online and holds one award. */
function createEqualGuild(): DemoGuild {
    const guild = createGuild(JOB, START, () => {});
    for (const member of guild.members) guild.login(member);
    guild.realm.advance(SETTLE);
    award(guild);
    guild.realm.advance(SETTLE);
    return guild;
}

function award(guild: DemoGuild): void {
    const fields = { players: PLAYERS, amount: 5, reason: "boss" };
    assert.is_nil(guild.members[0].write({ time: 0, officer: 0, submission: { type: "award", fields } }));
}

describe("demo comparison", () => {
    it("finds equal logs and states equal", () => {
        const guild = createEqualGuild();
        const holdings = readAll(guild);
        assert.is_true(areEqual(holdings));
        for (const { events } of holdings) assert.equal(1, events);
        assert.same([], guild.realm.errors);
    });

    it("finds a state that was tampered with", () => {
        const guild = createEqualGuild();
        guild.members[2].client.run(`SimpleDKP.ledger:getState().points["${PLAYERS[0]}"] = 6`);
        const [first, , third] = readAll(guild);
        const difference = compare(first, third);
        assert.is_false(difference.isStateEqual);
        assert.equal(difference.weeks, difference.weeksEqual);
        assert.is_false(isEqual(difference));
        assert.is_false(areEqual(readAll(guild)));
    });

    it("finds an event that one log lacks, and in which week", () => {
        const guild = createEqualGuild();
        guild.members[3].client.disconnect();
        guild.realm.advance(SETTLE);
        award(guild);
        guild.realm.advance(1);
        const [first, , , last] = readAll(guild);
        assert.same({ weeks: 2, weeksEqual: 1, isStateEqual: false }, compare(first, last));
        assert.same({ weeks: 2, weeksEqual: 1, isStateEqual: false }, compare(last, first));
        assert.is_false(areEqual(readAll(guild)));
    });

    it("sees the fields of events and their order", () => {
        const guild = createEqualGuild();
        const before = readHoldings(guild.members[0]);
        guild.members[0].client.run(`
            local ledger, events = SimpleDKP.ledger, SimpleDKP.ledger.events
            ledger.events = function(...)
                local next = events(...)
                return function()
                    local event = next()
                    if event then event.reason = event.reason .. "!" end
                    return event
                end
            end
        `);
        assert.equal(0, compare(before, readHoldings(guild.members[0])).weeksEqual);
    });

    it("digests a state by its contents", () => {
        assert.equal(digestOf({ a: 1, b: [1, 2] }), digestOf({ b: [1, 2], a: 1 }));
        assert.not_equal(digestOf({ a: 1 }), digestOf({ a: 2 }));
        assert.equal("0000beef", formatDigest(0xbeef));
        assert.equal("ffffffff", formatDigest(0xffffffff));
    });
});
