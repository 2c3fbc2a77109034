import { createGuild, type DemoGuild } from "../../../demo/run/guild";
import { type Award, type Deed } from "../../../scenarios/workload/evening";

const JOB = { seed: 1, clients: 3, officers: 2, loss: 0, minutes: 2, weeks: 1, profileStep: 0.05 };
const SETTLE = 60;
const RAIDER = 2;

function award(fields: Award): Deed {
    return { time: 0, officer: 0, submission: { type: "award", fields } };
}

function createOnlineGuild(): DemoGuild {
    const guild = createGuild(JOB, 1700000000, () => {});
    for (const member of guild.members) guild.login(member);
    guild.realm.advance(SETTLE);
    return guild;
}

describe("demo member", () => {
    it("writes by command and by call, and takes back", () => {
        const guild = createOnlineGuild();
        const [master] = guild.members;
        const name = guild.members[RAIDER].client.name;
        assert.is_nil(master.write({ time: 0, officer: 0, command: `/sdkp award ${name} 10 boss` }));
        const players = guild.members.map(({ client }) => client.guid);
        assert.is_nil(master.write(award({ players, amount: 7, reason: "Zoë, 2 %" })));
        assert.is_nil(
            master.write({
                time: 0,
                officer: 0,
                submission: { type: "decay", fields: { percent: 50, reason: "weekly" } },
            }),
        );
        assert.is_nil(master.write({ time: 0, officer: 0, command: "/sdkp undo" }));
        master.look();
        assert.equal(4, master.events);
        guild.realm.advance(1);
        const [points] = master.client.run("return SimpleDKP.ledger:getState().points[...]", players[RAIDER]);
        assert.equal(17, points);
    });

    it("says why an event was not taken", () => {
        const raider = createOnlineGuild().members[RAIDER];
        assert.equal("unauthorized", raider.write(award({ players: [], amount: 5, reason: "boss" })));
        const command = "/sdkp award raid 5 boss";
        const reason = raider.write({ time: 0, officer: RAIDER, command });
        assert.equal(`${command}: SimpleDKP: not awarded: only officers may do that`, reason);
        raider.look();
        assert.equal(0, raider.events);
    });

    it("keeps its number of events and its longest callback over logout and crash", () => {
        const guild = createOnlineGuild();
        const [master, officer] = guild.members;
        master.write(award({ players: [], amount: 5, reason: "boss" }));
        guild.realm.advance(SETTLE);
        master.logout();
        officer.crash();
        for (const member of [master, officer]) {
            assert.is_false(member.isOnline());
            assert.equal(1, member.events);
            assert.is_true(member.longest.ms > 0);
            const { ms, what } = member.takePhaseLongest();
            assert.equal(member.longest.ms, ms);
            assert.equal(member.longest.what, what);
            assert.equal(0, member.takePhaseLongest().ms);
        }
        guild.login(officer);
        guild.realm.advance(1);
        assert.is_true(officer.isOnline());
    });
});
