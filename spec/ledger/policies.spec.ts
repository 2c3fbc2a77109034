import type { Policies } from "../../src/api/authorize";
import { createPolicies } from "../../src/ledger/policies";
import { messageOf } from "../support/world";
import { answers, eventOf, FakePlayers, MASTER, OFFICER, RAIDER, STRANGER } from "./players";

describe("policies", () => {
    let players: FakePlayers;
    let policies: Policies;

    before_each(() => {
        players = new FakePlayers();
        policies = createPolicies(players);
    });

    it("by rank let members down to it write, pass on and speak, and nobody who is not in the roster", () => {
        const authorize = policies.guildRank(1);
        assert.equal("yes yes yes", answers(authorize, MASTER));
        assert.equal("yes yes yes", answers(authorize, OFFICER));
        assert.equal("no no no", answers(authorize, RAIDER));
        assert.equal("no no no", answers(authorize, STRANGER));
        assert.equal("yes yes yes", answers(policies.guildRank(2), RAIDER));
    });

    it("by rank do not know while the roster is empty", () => {
        const authorize = policies.guildRank(1);
        players.isThere = false;
        assert.equal("nil nil nil", answers(authorize, MASTER));
        players.isThere = true;
        assert.equal("yes yes yes", answers(authorize, MASTER));
    });

    it("by names take a name without realm for one of the own realm", () => {
        const authorize = policies.names(["Thrall", "Jaina-Proudmoore"]);
        assert.equal("yes yes yes", answers(authorize, "Thrall-Realm"));
        assert.equal("yes yes yes", answers(authorize, "Jaina-Proudmoore"));
        assert.equal("no no no", answers(authorize, "Thrall-Proudmoore"));
        assert.equal("no no no", answers(authorize, "Jaina-Realm"));
        assert.equal("no no no", answers(policies.names([]), "Thrall-Realm"));
    });

    it("by creator let everybody speak, and write what is theirs", () => {
        assert.equal("yes no yes", answers(policies.creatorOnly, STRANGER));
    });

    it("by creator let nobody take back what is not theirs", () => {
        const revoke = (fields: object): boolean | undefined =>
            policies.creatorOnly(eventOf("revoke", fields), STRANGER, "in", true);
        assert.is_true(revoke({ target: { time: 1, creator: 1, counter: 5 } }));
        assert.is_false(revoke({ target: { time: 1, creator: 2, counter: 0 } }));
        // An id names the rows of everybody that have it.
        assert.is_false(revoke({ target: { time: 1, creator: 1, counter: 5 }, targetImportId: "r1" }));
        assert.is_false(revoke({ targetImportId: "r1" }));
        // A revocation that this version cannot read comes without fields.
        assert.is_false(revoke({}));
    });

    describe("by list", () => {
        it("let write whom it names now, by name or GUID, as values or as keys", () => {
            const officers: string[] = [];
            const byName = policies.listed(officers);
            assert.equal("no no no", answers(byName, RAIDER));
            officers.push("Raider");
            assert.equal("yes no yes", answers(byName, RAIDER));
            const byKey = policies.listed({ "Player-1-00000003": true, "Player-1-00000002": false });
            assert.equal("yes no yes", answers(byKey, RAIDER));
            assert.equal("no no no", answers(byKey, OFFICER));
        });

        it("that is made of the state do not know while there is none, or no list in it", () => {
            const authorize = policies.listed((state: { officers?: string[] }) => state.officers);
            assert.equal("nil no nil", answers(authorize, RAIDER));
            assert.equal("nil no nil", answers(authorize, RAIDER, "award", {}));
            assert.equal("yes no yes", answers(authorize, RAIDER, "award", { officers: ["Raider"] }));
            assert.equal("no no no", answers(authorize, RAIDER, "award", { officers: ["Officer"] }));
        });
    });

    describe("by rank in the group", () => {
        it("let leader, assistants and master looter write, and leave open who passes on", () => {
            players.ranks.set(MASTER, 2);
            players.ranks.set(OFFICER, 1);
            players.ranks.set(RAIDER, 0);
            players.looter = RAIDER;
            const all = (policy: Policies["raidLeader"]): string[] =>
                [MASTER, OFFICER, RAIDER, STRANGER].map((name) => answers(policy, name));
            assert.same(["yes no yes", "no no no", "no no no", "no no no"], all(policies.raidLeader));
            assert.same(["yes no yes", "yes no yes", "no no no", "no no no"], all(policies.raidAssistants));
            assert.same(["no no no", "no no no", "yes no yes", "no no no"], all(policies.masterLooter));
        });

        it("do not know while the game does not name the members", () => {
            players.isDue = true;
            assert.equal("nil no nil", answers(policies.raidLeader, MASTER));
            players.isDue = false;
            assert.equal("no no no", answers(policies.raidLeader, MASTER));
        });
    });

    it("raise for what they cannot use", () => {
        assert.matches(
            "LibEventLedger: policies%.guildRank: 'lowestRank' must be a whole number from 0 to 20, got \"officer\"$",
            messageOf(() => policies.guildRank("officer" as never)),
        );
        assert.matches(
            "LibEventLedger: policies%.names: 'names' must be a table, got \"Thrall\"$",
            messageOf(() => policies.names("Thrall" as never)),
        );
        assert.matches(
            "'names' must be a list, got a table with names or gaps$",
            messageOf(() => policies.names({ Thrall: true } as never)),
        );
        assert.matches(
            "'names' must be a string of 1 to 128 bytes, got true$",
            messageOf(() => policies.names(["Jaina", true] as never)),
        );
        assert.matches(
            "LibEventLedger: policies%.listed: 'list' must be a table or a function, got \"Thrall\"$",
            messageOf(() => policies.listed("Thrall" as never)),
        );
    });
});
