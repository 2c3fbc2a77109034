import { readPolicy, toAuthorize } from "../../src/ledger/policy";
import type { Authorize, Policy } from "../../src/api/authorize";
import { createPolicies } from "../../src/ledger/policies";
import { messageOf } from "../support/world";
import { answers, FakePlayers, MASTER, OFFICER, RAIDER, STRANGER } from "./players";

const policies = createPolicies(new FakePlayers());

function read(policy: Policy): Authorize {
    return toAuthorize(readPolicy("createLedger", "authorize", policy));
}

function problem(policy: unknown): string {
    return messageOf(() => read(policy as Policy));
}

describe("A policy", () => {
    it("is a word", () => {
        assert.equal("yes no yes", answers(read("everyone"), STRANGER));
        assert.equal("no no no", answers(read("nobody"), MASTER));
    });

    it("is a function, which is asked as it always was", () => {
        const asked: unknown[] = [];
        const policy = read((event, sender, direction, isCreator) => {
            asked.push(`${event?.type ?? "nothing"} ${sender} ${direction} ${tostring(isCreator)}`);
            return event === undefined ? undefined : isCreator;
        });
        assert.equal("yes no nil", answers(policy, RAIDER));
        assert.same(
            [
                `award ${RAIDER} in true`,
                `award ${RAIDER} in false`,
                `nothing ${RAIDER} in false`,
                `award ${RAIDER} out true`,
            ],
            asked,
        );
    });

    it("is three answers apart", () => {
        const policy = read({
            write: policies.guildRank(0),
            relay: policies.guildRank(1),
            speak: policies.guildRank(2),
        });
        assert.equal("yes yes yes", answers(policy, MASTER));
        assert.equal("no yes yes", answers(policy, OFFICER));
        assert.equal("no no yes", answers(policy, RAIDER));
        assert.equal("no no no", answers(policy, STRANGER));
        assert.equal("yes no yes", answers(read({ write: "everyone", relay: "nobody", speak: "everyone" }), STRANGER));
    });

    it("raises where it is none", () => {
        const form = 'a policy %(a function, "everyone", "nobody" or a table of write, relay and speak%)';
        assert.matches(`createLedger: 'authorize' must be ${form}, got nil$`, problem(undefined));
        assert.matches(`createLedger: 'authorize' must be ${form}, got "officers"$`, problem("officers"));
        assert.matches(
            `createLedger: 'authorize%.relay' must be ${form}, got nil$`,
            problem({ write: "everyone", speak: "everyone" }),
        );
    });

    it("lets nobody be trusted with the events of others by a policy of own events", () => {
        for (const relay of ["everyone" as const, policies.raidLeader, policies.listed([])]) {
            const message =
                "createLedger: 'authorize%.relay' lets nobody pass on the events of others: write \"nobody\"";
            assert.matches(message, problem({ write: "everyone", relay, speak: "everyone" }));
        }
    });
});
