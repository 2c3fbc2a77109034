import type { Authorize, Policies, Policy } from "../../src/api/authorize";
import { createPolicies } from "../../src/ledger/policies";
import { messageOf } from "../support/world";
import { answers, FakePlayers, MASTER, OFFICER, RAIDER, STRANGER } from "./players";

let players: FakePlayers;
let policies: Policies;

before_each(() => {
    players = new FakePlayers();
    policies = createPolicies(players);
});

describe("A policy by type", () => {
    let votes: Authorize;

    before_each(() => {
        votes = policies.byType({ vote: "everyone", award: policies.guildRank(1), default: policies.guildRank(1) });
    });

    it("lets everybody vote, officers alone award, and officers alone pass on either and speak", () => {
        assert.equal("yes no no", answers(votes, RAIDER, "vote"));
        assert.equal("no no no", answers(votes, RAIDER, "award"));
        for (const type of ["vote", "award"]) assert.equal("yes yes yes", answers(votes, OFFICER, type));
    });

    it("asks its default about types that it does not name, revocations among them", () => {
        for (const type of ["revoke", "#7"]) {
            assert.equal("no no no", answers(votes, RAIDER, type));
            assert.equal("yes yes yes", answers(votes, OFFICER, type));
        }
    });

    it("refuses types that it does not name where there is no default", () => {
        const policy = policies.byType({ vote: "everyone", award: policies.guildRank(1) });
        assert.equal("no no yes", answers(policy, MASTER, "revoke"));
        assert.equal("no no yes", answers(policy, MASTER, "#7"));
        // Who may pass on all that is restricted passes on the votes.
        assert.equal("yes yes yes", answers(policy, OFFICER, "vote"));
    });

    it("does not let those pass on votes who may pass on only some of what is restricted", () => {
        const types: Record<string, Policy> = {
            vote: "everyone",
            note: policies.guildRank(2),
            award: policies.guildRank(1),
        };
        assert.equal("yes no yes", answers(policies.byType(types), RAIDER, "vote"));
        assert.equal("yes yes yes", answers(policies.byType(types), RAIDER, "note"));
        assert.equal("no no yes", answers(policies.byType(types), RAIDER, "award"));
        // A default says who keeps the ledger, whatever else is narrower.
        const policy = policies.byType({ ...types, rules: policies.guildRank(0), default: policies.guildRank(1) });
        assert.equal("yes yes yes", answers(policy, OFFICER, "vote"));
        assert.equal("no no yes", answers(policy, OFFICER, "rules"));
    });

    it("does not know about officers while the roster is empty, and does about votes", () => {
        players.isThere = false;
        assert.equal("yes nil nil", answers(votes, RAIDER, "vote"));
        assert.equal("nil nil nil", answers(votes, RAIDER, "award"));
    });

    it("lets everybody speak where nobody passes on anything", () => {
        const policy = policies.byType({ vote: "everyone", default: "nobody" });
        assert.equal("yes no yes", answers(policy, STRANGER, "vote"));
        assert.equal("no no yes", answers(policy, STRANGER, "award"));
    });

    it("lets officers pass on what a raid leader or somebody listed wrote, who is that no more", () => {
        const policy = policies.byType({
            award: policies.raidLeader,
            note: policies.listed(["Raider"]),
            default: policies.guildRank(1),
        });
        players.ranks.set(RAIDER, 2);
        assert.equal("yes no no", answers(policy, RAIDER, "award"));
        assert.equal("yes no no", answers(policy, RAIDER, "note"));
        assert.equal("no yes yes", answers(policy, OFFICER, "award"));
        assert.equal("no yes yes", answers(policy, OFFICER, "note"));
    });

    it("does not pass on what somebody else may: types that are closed stay closed", () => {
        const policy = policies.byType({ old: "nobody", award: policies.guildRank(1), default: policies.guildRank(1) });
        assert.equal("no no yes", answers(policy, OFFICER, "old"));
    });

    it("raises for what is no policy, and for an empty table", () => {
        const byType = (types: unknown): string => messageOf(() => policies.byType(types as never));
        assert.matches(
            "policies%.byType: 'vote' must be a policy %(.+%), got \"everybody\"$",
            byType({ vote: "everybody" }),
        );
        assert.matches("policies%.byType: 'types' must be a table, got nil$", byType(undefined));
        assert.matches(
            "policies%.byType: 'types' must name at least one type, or default, got an empty table$",
            byType({}),
        );
    });
});

describe("Any of some policies", () => {
    it("says yes to what one of them says yes to, question by question", () => {
        const policy = policies.any("everyone", policies.guildRank(1));
        assert.equal("yes no no", answers(policy, RAIDER));
        assert.equal("yes yes yes", answers(policy, OFFICER));
        assert.equal("yes yes yes", answers(policies.any(policies.names(["Raider"]), "nobody"), RAIDER));
    });

    it("does not know what one does not know and none says yes to", () => {
        players.isThere = false;
        const policy = policies.any(policies.guildRank(1), policies.names(["Raider"]));
        assert.equal("yes yes yes", answers(policy, RAIDER));
        assert.equal("nil nil nil", answers(policy, OFFICER));
    });

    it("takes functions of an addon, and nothing but true for a yes", () => {
        const seen: unknown[] = [];
        const policy = policies.any("nobody", (event, sender, direction, isCreator, state) => {
            seen.push(event === undefined, sender, direction, isCreator, state);
            return "yes" as never;
        });
        const state = {};
        assert.is_false(policy(undefined, RAIDER, "out", true, state));
        assert.same([true, RAIDER, "out", true, state], seen);
    });
});

describe("All of some policies", () => {
    it("say yes to what each of them says yes to", () => {
        const policy = policies.all("everyone", policies.guildRank(2));
        assert.equal("yes no yes", answers(policy, RAIDER));
        assert.equal("no no no", answers(policy, STRANGER));
        assert.equal("no no no", answers(policies.all(policies.guildRank(2), "nobody"), RAIDER));
    });

    it("leave open who passes on what is everybody's own", () => {
        const members = policies.all("everyone", policies.guildRank(2));
        const policy = policies.byType({ vote: members, default: policies.guildRank(1) });
        assert.equal("yes no no", answers(policy, RAIDER, "vote"));
        assert.equal("no no no", answers(policy, STRANGER, "vote"));
        assert.equal("yes yes yes", answers(policy, OFFICER, "vote"));
    });

    it("do not know what one does not know and none says no to", () => {
        players.isThere = false;
        const policy = policies.all(policies.guildRank(1), policies.names(["Raider"]));
        assert.equal("nil nil nil", answers(policy, RAIDER));
        assert.equal("no no no", answers(policy, OFFICER));
    });
});

describe("Combined policies", () => {
    it("raise for nil, wherever it stands: a policy that is missing must not widen what the others allow", () => {
        const rank = policies.guildRank(1);
        const first = messageOf(() => policies.all(undefined as never, rank));
        assert.matches("policies%.all: 'policy 1' must be a policy %(.+%), got nil$", first);
        // With a colon, and with a list.
        const table = "'policy 1' must be a policy %(.+%), got a table without these$";
        assert.matches(
            table,
            messageOf(() => policies.any(policies as never, rank)),
        );
        assert.matches(
            table,
            messageOf(() => policies.all([rank, rank] as never)),
        );
        const last = messageOf(() => policies.all(rank, undefined as never));
        assert.matches("policies%.all: 'policy 2' must be a policy %(.+%), got nil$", last);
        assert.matches(
            "policies%.any: 'policies' must be at least one, got none$",
            messageOf(() => policies.any()),
        );
    });
});
